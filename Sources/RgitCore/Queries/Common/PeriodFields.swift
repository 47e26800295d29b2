// The fields of the periods that rows are summed by, the same for every command with `--by`.

import Records

extension Field {
    /// The field of one kind of period, `nil` in a row that is not of that kind; `what` is what is summed.
    static func period(
        _ period: Period, what: String, total: @escaping @Sendable (Row) -> Bool = { _ in false },
        periods: @escaping @Sendable (Row) -> [PeriodValue?]
    ) -> Field {
        let value: @Sendable (Row) -> PeriodValue? = { row in
            for case let value? in periods(row) where value.period == period { return value }
            return nil
        }
        let isNumber = [.year, .weekday, .hour].contains(period)
        return Field(
            period.rawValue, isNumber ? .integer : .string, nullable: true,
            help:
                "With --by \(period.rawValue), \(period.explanation), by the author's clock; null for \(what) without "
                + "a date.",
            column: TableColumn(period.rawValue.uppercased(), alignment: .left, role: .date), onDemand: true,
            display: { row, writer in
                if let value = value(row) {
                    writer.string(value.description)
                } else if total(row) {
                    writer.word("total")
                } else {
                    writer.null()
                }
            },
            write: { row, writer in
                guard let value = value(row) else { return writer.null() }
                if isNumber { writer.integer(value.number) } else { writer.string(value.description) }
            })
    }
}

extension Period {
    /// What its values look like.
    var explanation: String {
        switch self {
        case .day: "the day, such as 2026-07-28"
        case .week: "the week of ISO 8601, such as 2026-W31"
        case .month: "the month, such as 2026-07"
        case .quarter: "the quarter, such as 2026-Q3"
        case .year: "the year"
        case .weekday: "the day of the week, from 1 for Monday to 7"
        case .hour: "the hour, from 0 to 23"
        }
    }
}
