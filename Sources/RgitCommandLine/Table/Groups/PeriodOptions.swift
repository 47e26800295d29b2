// The names of periods that `--by` takes, the same in every command with periods.

import RgitCore

/// Periods as choices.
enum PeriodOptions {
    /// The words with what they mean, in the order of ``periods``.
    static let choices = [
        Choice("day", "the day, as 2026-07-28"), Choice("week", "the week of ISO 8601, as 2026-W31"),
        Choice("month", "the month, as 2026-07"), Choice("quarter", "the quarter, as 2026-Q3"),
        Choice("year", "the year"), Choice("weekday", "the day of the week, from 1 for Monday to 7"),
        Choice("hour", "the hour of the day, from 0 to 23"),
    ]

    /// The periods.
    static let periods: [Period] = [.day, .week, .month, .quarter, .year, .weekday, .hour]

    /// What the man page says of them.
    static let details = """
        Periods are those of the author's clock. Where all keys are periods those without anything are rows of 0: from the \
        first to the last, and every day of the week and every hour. Several keys, as in `weekday,hour`, make a row \
        of each combination.
        """

    /// `--date`: which of a commit's dates says what period it is in; `more` is added to what the man page says.
    static func date<Request>(
        _ more: String = "", set: @escaping @Sendable (inout Request, Bool) -> Void
    ) -> OptionSpec<Request> {
        .choice(
            OptionInfo(
                long: "date", shape: .value("WHICH"),
                choices: [
                    Choice("authored", "the author's date"), Choice("committed", "the committer's date"),
                ],
                summary: "Choose the date that says which period a commit is in.",
                details: "The default is `authored`." + more),
            [false, true], set)
    }
}
