// Writes moments as git shows them by default: `Thu Apr 7 15:13:13 2005 -0700`.

import Records

/// Git's default format of dates.
enum GitDate {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The moment on the clock where it was recorded; git shows a moment that it cannot read as the first second of 1970.
    static func text(_ moment: Timestamp?) -> String {
        let clock = ISO8601(moment ?? Timestamp(seconds: 0, offset: 0))
        // Day 0 was a Thursday.
        let weekday = weekdays[Int((clock.dayNumber % 7 + 7) % 7)]
        let time = [clock.hour, clock.minute, clock.second].map(twoDigits).joined(separator: ":")
        let offset = clock.offset.magnitude
        let zone =
            "\(clock.offset < 0 ? "-" : "+")\(offset < 1000 ? "0" : "")\(offset < 100 ? "0" : "")"
            + "\(offset < 10 ? "0" : "")\(offset)"
        return "\(weekday) \(months[Int(clock.month) - 1]) \(clock.day) \(time) \(clock.year) \(zone)"
    }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
