// Reads the dates people type, as git's --since and --until read them, and says so where it cannot.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The reading of dates such as `2024-05-06T12:00Z`, `yesterday`, `2 weeks ago` and `last monday`.
///
/// What git 2.39 understands has git's meaning, in the process's time zone (`TZ`); a date without a time takes the
/// current time of day. The differences, all of them where git falls back on "now" or guesses:
///
/// - A word, a number or a group such as `13:99` that git would silently skip is an error.
/// - `@N` is N seconds since 1970 for every N; git wants nine digits, or an offset behind it.
/// - `20240506` is a date without a time; git knows it only with one.
/// - `2024` and `2024-05` are the first moment of that year and of that month; git takes 2024 for today's month and day in
///   that year, and the 05 for a day of the current month.
/// - `today` is its first moment, as in later gits; 2.39 does not know the word.
/// - `monday`, alone or with a time of day, is the `last monday`; git wants the `last`.
public enum ApproximateDate {
    /// The moment in seconds since 1970 that `text` means when asked at `now`.
    ///
    /// Throws a usage error where any part of it has no meaning.
    public static func parse(_ text: [UInt8], now: Int64) throws(RgitError) -> Int64 {
        tzset()
        guard text.count <= 1024, let date = meaning(of: text, now: now) else {
            throw RgitError(
                .usage, "unknown date", text,
                hint:
                    "write it like 2024-05-06, \"2024-05-06 12:00 +0200\", yesterday, \"2 weeks ago\" or @1714953600"
            )
        }
        return date
    }

    /// The same, for a string.
    public static func parse(_ text: String, now: Int64) throws(RgitError) -> Int64 {
        try parse(Array(text.utf8), now: now)
    }

    /// The moment that git reads out of a text by skipping what it does not understand, as it does within `REF@{…}`; `nil`
    /// where it understands nothing.
    static func skippingUnknownParts(of text: [UInt8], now: Int64) -> Int64? {
        if let date = try? parse(text, now: now) { return date }
        guard text.count <= 1024, !text.contains(0) else { return nil }
        var complete = CompleteDate(text[...], now: now, skipsLeftovers: true)
        if case .date(let seconds) = complete.read() { return seconds }
        var relative = RelativeDate(text[...], now: now, weekdayAloneCounts: false, skipsLeftovers: true)
        return relative.read()
    }

    private static func meaning(of text: [UInt8], now: Int64) -> Int64? {
        let words = ASCII.trimmed(text[...])
        guard !words.isEmpty, !words.contains(0), !words.contains(0x0a) else { return nil }
        if let seconds = unixSeconds(words) { return seconds }
        if let start = startOfPeriod(words) { return start }
        guard DateWords.knowsAll(of: words) else { return nil }
        var complete = CompleteDate(words, now: now)
        switch complete.read() {
        case .date(let seconds): return seconds
        case .unclear: return nil
        case .incomplete: break
        }
        var relative = RelativeDate(words, now: now, weekdayAloneCounts: false)
        let answer = relative.read()
        guard relative.needsWeekday else { return answer }
        // A weekday without "last", and no other day to go with it.
        relative = RelativeDate(words, now: now, weekdayAloneCounts: true)
        return relative.read()
    }

    /// `@N`, also with the offset that raw dates have, which changes nothing.
    private static func unixSeconds(_ words: ArraySlice<UInt8>) -> Int64? {
        guard words.first == 0x40 else { return nil }
        let parts = words.dropFirst().split(separator: 0x20, maxSplits: 1)
        guard let digits = parts.first, words.dropFirst().first != 0x20 else { return nil }
        if parts.count == 2 {
            guard parts[1].count == 5, let sign = parts[1].first, sign == 0x2b || sign == 0x2d,
                parts[1].dropFirst().allSatisfy(ASCII.isDigit)
            else { return nil }
        }
        let bare = digits.first == 0x2d ? digits.dropFirst() : digits
        guard !bare.isEmpty, bare.allSatisfy(ASCII.isDigit) else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self))
    }

    /// `YYYY` and `YYYY-MM`: the first second of a year, or of a month.
    private static func startOfPeriod(_ words: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(words)
        guard bytes.count == 4 || (bytes.count == 7 && bytes[4] == 0x2d),
            bytes.indices.allSatisfy({ $0 == 4 || ASCII.isDigit(bytes[$0]) }),
            let year = Int(String(decoding: bytes[..<4], as: UTF8.self)),
            let month = bytes.count == 4 ? 1 : Int(String(decoding: bytes[5...], as: UTF8.self)),
            (1970...2099).contains(year), (1...12).contains(month)
        else { return nil }
        var start = unsafe tm()
        unsafe start.tm_year = Int32(year - 1900)
        unsafe start.tm_mon = Int32(month - 1)
        unsafe start.tm_mday = 1
        unsafe start.tm_isdst = -1
        return unsafe Int64(mktime(&start))
    }
}

/// The calendar fields a date has been found to name; `nil` where it has not named one yet.
struct DateFields {
    var year: Int?
    /// From 0.
    var month: Int?
    var day: Int?
    var hour: Int?
    var minute: Int?
    var second: Int?

    var namesNothing: Bool {
        year == nil && month == nil && day == nil && hour == nil && minute == nil && second == nil
    }

    /// Sets the time of day; `false` where there is no such time. A second of 60 is a leap second.
    mutating func setTime(_ hour: Int, _ minute: Int, _ second: Int) -> Bool {
        guard (0...24).contains(hour), (0..<60).contains(minute), (0...60).contains(second) else {
            return false
        }
        self.hour = hour
        self.minute = minute
        self.second = second
        return true
    }

    /// Sets the day; `false` where there is no such day. `nil` for a year leaves it open.
    ///
    /// With `today`, a day more than ten days after it is refused, since it is more likely that day and month stand the
    /// other way round.
    mutating func setDay(year: Int?, month: Int, day: Int, notAfter today: DateFields? = nil) -> Bool {
        guard (1...12).contains(month), (1...31).contains(day) else { return false }
        var full: Int?
        if let year {
            switch year {
            case 1970..<2100: full = year
            case 71..<100: full = 1900 + year
            case ..<38: full = 2000 + year
            default: return false
            }
        }
        if let today, let limit = today.seconds {
            var candidate = self
            candidate.year = full ?? today.year
            candidate.month = month - 1
            candidate.day = day
            if let seconds = candidate.seconds, seconds > limit + 10 * 86_400 { return false }
        }
        if let full { self.year = full }
        self.month = month - 1
        self.day = day
        return true
    }

    /// The moment these fields name in UTC; `nil` where year, month or time are missing, or the year is not one git
    /// reckons with.
    var seconds: Int64? {
        guard let year, let month, let hour, let minute, let second, (1970..<2100).contains(year) else {
            return nil
        }
        // Days since 1970-03-01 are counted in years that begin in March, so that leap days come last.
        let shifted = month < 2 ? year - 1 : year
        let monthFromMarch = (month + 10) % 12
        let days =
            shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (153 * monthFromMarch + 2) / 5
            - 719_468
        // Where no day was named git reckons with day -1.
        return Int64((days + (day ?? -1) - 1) * 86_400 + hour * 3_600 + minute * 60 + second)
    }

    /// The fields of a moment in UTC.
    static func utc(_ seconds: Int64) -> DateFields? {
        var time = time_t(seconds)
        var broken = unsafe tm()
        guard unsafe gmtime_r(&time, &broken) != nil else { return nil }
        return unsafe DateFields(broken)
    }

    init() {}

    init(_ broken: tm) {
        year = unsafe Int(broken.tm_year) + 1900
        month = unsafe Int(broken.tm_mon)
        day = unsafe Int(broken.tm_mday)
        hour = unsafe Int(broken.tm_hour)
        minute = unsafe Int(broken.tm_min)
        second = unsafe Int(broken.tm_sec)
    }
}
