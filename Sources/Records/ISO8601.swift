// Writes moments as ISO 8601 with the offset they were recorded with, for every year of git's calendar.

/// A moment taken apart into the fields of a clock on the wall where it was recorded.
///
/// The offset is read as git reads it: hundreds are hours, the rest minutes, whatever their size. Years have at least
/// four digits; those before the year 0 have a minus sign. A moment past git's calendar is shown as 1970, as git does.
package struct ISO8601 {
    /// The year of the Gregorian calendar.
    package let year: Int64
    /// The month, from 1.
    package let month: UInt8
    /// The day of the month, from 1.
    package let day: UInt8
    /// Days since 1970-01-01 by that clock.
    package let dayNumber: Int64
    /// The offset as git writes it, in hours times 100 plus minutes.
    package let offset: Int
    private let secondOfDay: Int64

    package init(_ moment: Timestamp) {
        let seconds = moment.localSeconds
        offset = seconds == nil ? 0 : moment.offset
        var days = seconds == nil ? 0 : moment.localDay
        secondOfDay = (seconds ?? 0) - days * 86_400

        dayNumber = days

        // Days since 0000-03-01, so that the leap day is a year's last; 400 years are 146,097 days.
        days += 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = UInt8(truncatingIfNeeded: dayOfYear - (153 * shifted + 2) / 5 + 1)
        month = UInt8(truncatingIfNeeded: shifted < 10 ? shifted + 3 : shifted - 9)
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The hour, from 0.
    package var hour: Int64 { secondOfDay / 3600 }
    /// The minute of the hour.
    package var minute: Int64 { secondOfDay / 60 % 60 }
    /// The second of the minute.
    package var second: Int64 { secondOfDay % 60 }

    /// Appends `2005-04-07`.
    package func appendDay(to output: inout [UInt8]) {
        output.append(addingCapacity: ISO8601.maximumLength) { appendDay(to: &$0) }
    }

    /// Appends `2005-04-07T15:13:13-07:00`.
    package func appendDateTime(to output: inout [UInt8]) {
        // Room is made once: most of a row's bytes that are appended one by one are dates.
        output.append(addingCapacity: ISO8601.maximumLength) { output in
            appendDay(to: &output)
            output.append(0x54)
            let second = UInt32(truncatingIfNeeded: secondOfDay)
            ISO8601.append(two: UInt8(truncatingIfNeeded: second / 3600), to: &output)
            output.append(0x3a)
            ISO8601.append(two: UInt8(truncatingIfNeeded: second / 60 % 60), to: &output)
            output.append(0x3a)
            ISO8601.append(two: UInt8(truncatingIfNeeded: second % 60), to: &output)
            output.append(offset < 0 ? 0x2d : 0x2b)
            let size = UInt64(offset.magnitude)
            Decimal.append(size / 100, minimumDigits: 2, to: &output)
            output.append(0x3a)
            Decimal.append(size % 100, minimumDigits: 2, to: &output)
        }
    }

    /// More bytes than the longest year and the longest offset take.
    private static let maximumLength = 2 * Decimal.maximumDigits + 24

    private func appendDay(to output: inout OutputSpan<UInt8>) {
        if year < 0 { output.append(0x2d) }
        Decimal.append(year.magnitude, minimumDigits: 4, to: &output)
        output.append(0x2d)
        ISO8601.append(two: month, to: &output)
        output.append(0x2d)
        ISO8601.append(two: day, to: &output)
    }

    @inline(__always)
    private static func append(two value: UInt8, to output: inout OutputSpan<UInt8>) {
        output.append(0x30 + value / 10)
        output.append(0x30 + value % 10)
    }
}
