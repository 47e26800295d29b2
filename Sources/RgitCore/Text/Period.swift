// The periods that commits and lines are summed by: what they are called, and which of them a moment is in.

import Records

/// A kind of stretch of time, by the author's clock.
public enum Period: String, Hashable, Codable, Sendable, CaseIterable {
    /// A day: `2026-07-28`.
    case day
    /// A week of ISO 8601, from Monday: `2026-W31`.
    case week
    /// A month: `2026-07`.
    case month
    /// A quarter of a year: `2026-Q3`.
    case quarter
    /// A year: `2026`.
    case year
    /// A day of the week, whatever the week: `1` for Monday to `7`.
    case weekday
    /// An hour of the day, whatever the day: `0` to `23`.
    case hour

    /// Whether its values follow each other for ever.
    var isCalendar: Bool { self != .weekday && self != .hour }
}

/// One period, such as July 2026.
public struct PeriodValue: Hashable, Codable, Sendable, Comparable {
    /// Its kind.
    public let period: Period
    /// Its number, one higher for the next of the kind: days, weeks, months, quarters or years since some zero, 1 to 7 for
    /// days of the week, 0 to 23 for hours.
    let number: Int64

    /// A period by its number.
    init(_ period: Period, number: Int64) {
        self.period = period
        self.number = number
    }

    /// The period that a moment is in, by the clock it was recorded with.
    public init(_ period: Period, of moment: Timestamp) {
        self.init(period, at: ISO8601(moment))
    }

    /// The period that a day is in, for kinds of a day at least.
    init(_ period: Period, ofDay day: Int64) {
        self.init(period, at: Self.clock(ofDay: day))
    }

    private init(_ period: Period, at clock: ISO8601) {
        self.period = period
        switch period {
        case .day: number = clock.dayNumber
        // 1970-01-01 was a Thursday.
        case .week: number = (clock.dayNumber + 3).flooredQuotient(by: 7)
        case .month: number = clock.year * 12 + Int64(clock.month) - 1
        case .quarter: number = clock.year * 4 + Int64(clock.month - 1) / 3
        case .year: number = clock.year
        case .weekday: number = clock.dayNumber + 3 - (clock.dayNumber + 3).flooredQuotient(by: 7) * 7 + 1
        case .hour: number = clock.hour
        }
    }

    /// The beginning of a day, or the last moment there is for days beyond it.
    private static func clock(ofDay day: Int64) -> ISO8601 {
        let (seconds, isTooFar) = day.multipliedReportingOverflow(by: 86_400)
        return ISO8601(Timestamp(seconds: isTooFar ? (day < 0 ? .min : .max) : seconds, offset: 0))
    }

    /// Its first day, in days since 1970; for kinds of a calendar.
    var firstDay: Int64 {
        switch period {
        case .day: number
        case .week: number * 7 - 3
        case .month:
            Self.day(year: number.flooredQuotient(by: 12), month: number.flooredRemainder(by: 12) + 1)
        case .quarter:
            Self.day(year: number.flooredQuotient(by: 4), month: number.flooredRemainder(by: 4) * 3 + 1)
        case .year: Self.day(year: number, month: 1)
        case .weekday, .hour: 0
        }
    }

    /// The number of a month's first day.
    private static func day(year: Int64, month: Int64) -> Int64 {
        // Years from March on, so that the leap day is a year's last; 400 years are 146,097 days.
        let year = month <= 2 ? year - 1 : year
        let era = year.flooredQuotient(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The earlier of two periods of one kind is less.
    public static func < (left: PeriodValue, right: PeriodValue) -> Bool { left.number < right.number }
}

extension PeriodValue: CustomStringConvertible {
    /// As it is written: `2026-07-28`, `2026-W31`, `2026-07`, `2026-Q3`, `2026`, `1` to `7`, `0` to `23`.
    public var description: String {
        switch period {
        case .day:
            var text: [UInt8] = []
            Self.clock(ofDay: number).appendDay(to: &text)
            return String(decoding: text, as: UTF8.self)
        case .week:
            // A week belongs to the year its Thursday is in.
            let thursday = Self.clock(ofDay: number * 7)
            let first = PeriodValue(.year, number: thursday.year).firstDay
            return Self.padded(thursday.year, 4) + "-W" + Self.padded((thursday.dayNumber - first) / 7 + 1, 2)
        case .month:
            return Self.padded(number.flooredQuotient(by: 12), 4) + "-"
                + Self.padded(number.flooredRemainder(by: 12) + 1, 2)
        case .quarter:
            return Self.padded(number.flooredQuotient(by: 4), 4) + "-Q\(number.flooredRemainder(by: 4) + 1)"
        case .year: return Self.padded(number, 4)
        case .weekday, .hour: return String(number)
        }
    }

    private static func padded(_ number: Int64, _ digits: Int) -> String {
        let text = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension Int64 {
    /// The quotient, rounded towards negative infinity.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    fileprivate func flooredRemainder(by divisor: Int64) -> Int64 {
        self - flooredQuotient(by: divisor) * divisor
    }
}
