// The words of dates: months, weekdays, zones, units, and those that mean nothing.

import GitObjects

/// The vocabulary of dates. A word is compared without regard to case.
enum DateWords {
    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ].map { Array($0.utf8) }

    static let weekdays = [
        "sundays", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays",
    ].map { Array($0.utf8) }

    /// The zones git knows by name, with their distance from UTC in hours; summer time is part of it.
    static let zones: [(name: [UInt8], hours: Int)] = [
        ("idlw", -12), ("nt", -11), ("cat", -10), ("hst", -10), ("hdt", -9), ("yst", -9), ("ydt", -8),
        ("pst", -8), ("pdt", -7), ("mst", -7), ("mdt", -6), ("cst", -6), ("cdt", -5), ("est", -5),
        ("edt", -4), ("ast", -3), ("adt", -2), ("wat", -1), ("gmt", 0), ("utc", 0), ("z", 0), ("wet", 0),
        ("bst", 1), ("cet", 1), ("met", 1), ("mewt", 1), ("mest", 2), ("cest", 2), ("mesz", 2), ("fwt", 1),
        ("fst", 2), ("eet", 2), ("eest", 3), ("wast", 7), ("wadt", 8), ("cct", 8), ("jst", 9), ("east", 10),
        ("eadt", 11), ("gst", 10), ("nzt", 12), ("nzst", 12), ("nzdt", 13), ("idle", 12),
    ].map { (Array($0.0.utf8), $0.1) }

    static let numbers = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ].map { Array($0.utf8) }

    /// Units of a fixed length, with it in seconds. The last letter may be left out.
    static let units: [(name: [UInt8], seconds: Int64)] = [
        ("seconds", 1), ("minutes", 60), ("hours", 3_600), ("days", 86_400), ("weeks", 604_800),
    ].map { (Array($0.0.utf8), $0.1) }

    /// Words with a meaning of their own.
    static let special = [
        "yesterday", "noon", "midnight", "tea", "pm", "am", "never", "now", "today", "last",
    ].map { Array($0.utf8) }

    /// Words that are allowed in a date and have no meaning.
    private static let noise = ["t", "ago", "at", "on", "of", "the", "and", "st", "nd", "rd", "th"].map {
        Array($0.utf8)
    }

    /// Whether `word` is the beginning of `name`, `least` letters long or more.
    static func matches(_ word: ArraySlice<UInt8>, _ name: [UInt8], least: Int) -> Bool {
        word.count >= least && word.count <= name.count
            && word.elementsEqual(name.prefix(word.count)) { ASCII.lowercased($0) == $1 }
    }

    /// Whether `word` is `name`.
    static func matches(_ word: ArraySlice<UInt8>, _ name: [UInt8]) -> Bool {
        matches(word, name, least: name.count)
    }

    static func month(_ word: ArraySlice<UInt8>) -> Int? {
        months.firstIndex { matches(word, $0, least: 3) }
    }

    static func weekday(_ word: ArraySlice<UInt8>) -> Int? {
        weekdays.firstIndex { matches(word, $0, least: 3) }
    }

    /// The hours from UTC of the zone that `word` names, or begins to name.
    static func zone(_ word: ArraySlice<UInt8>) -> Int? {
        zones.first { matches(word, $0.name, least: min(3, $0.name.count)) }?.hours
    }

    /// Whether every word has a meaning, or is known to have none. Text in parentheses is a comment.
    static func knowsAll(of text: ArraySlice<UInt8>) -> Bool {
        var index = text.startIndex
        var depth = 0
        while index < text.endIndex {
            let byte = text[index]
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth -= 1 }
            guard ASCII.isLetter(byte) else {
                // Letters of other alphabets would be skipped without a word.
                if byte >= 0x80, depth <= 0 { return false }
                index += 1
                continue
            }
            let end = text[index...].firstIndex { !ASCII.isLetter($0) } ?? text.endIndex
            let word = text[index..<end]
            let runsIntoNumber = end < text.endIndex && ASCII.isDigit(text[end])
            if depth <= 0, !isKnown(word) || runsIntoNumber && !matches(word, noise[0]) { return false }
            index = end
        }
        return true
    }

    private static func isKnown(_ word: ArraySlice<UInt8>) -> Bool {
        month(word) != nil || weekday(word) != nil || zone(word) != nil
            || special.contains { matches(word, $0) } || numbers.contains { matches(word, $0) }
            || noise.contains { matches(word, $0) }
            || units.contains { matches(word, $0.name, least: $0.name.count - 1) }
            || matches(word, Array("months".utf8), least: 5) || matches(word, Array("years".utf8), least: 4)
    }
}

/// The text of a date and the place reading has come to.
struct DateScanner {
    let text: [UInt8]
    var index = 0

    init(_ text: ArraySlice<UInt8>) { self.text = Array(text) }

    var isAtEnd: Bool { index >= text.count }
    var current: UInt8 { text[index] }

    func byte(_ offset: Int) -> UInt8? { offset < text.count ? text[offset] : nil }

    func isDigit(at offset: Int) -> Bool { byte(offset).map(ASCII.isDigit) ?? false }

    /// The digits from `start` on; a number too large to hold counts as the largest.
    func number(at start: Int) -> (value: Int, end: Int) {
        var value = 0
        var end = start
        while let byte = byte(end), ASCII.isDigit(byte) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(byte &- 0x30))
            value = overflow || carry || value == .max ? .max : sum
            end += 1
        }
        return (value, end)
    }

    /// The letters and digits from here on: what names are compared with.
    var word: ArraySlice<UInt8> { text[index...].prefix(while: ASCII.isAlphanumeric) }

    /// Moves past the letters at this place.
    mutating func skipLetters() {
        while !isAtEnd, ASCII.isLetter(current) { index += 1 }
    }

    /// Reads `num:num[:num]`, `num-num[-num]`, `num/num[/num]` or `num.num[.num]` into `fields` and moves behind it.
    ///
    /// `today`, in UTC, decides between day and month where both orders are possible.
    mutating func readGroup(first: Int, end firstEnd: Int, into fields: inout DateFields, now: Int64) -> Bool
    {
        let separator = text[firstEnd]
        let (second, secondEnd) = number(at: firstEnd + 1)
        var third: Int?
        var end = secondEnd
        if byte(end) == separator, isDigit(at: end + 1) {
            let found = number(at: end + 1)
            third = found.value
            end = found.end
        }
        if separator == 0x3a {
            guard fields.setTime(first, second, third ?? 0) else { return false }
            // A fraction of a second is dropped once the day is known; before that it could be anything.
            if byte(end) == 0x2e, isDigit(at: end + 1), fields.year != nil, fields.month != nil,
                fields.day != nil
            {
                end = number(at: end + 1).end
            }
            index = end
            return true
        }
        let today = DateFields.utc(now)
        var done = false
        if first > 70, let third {
            done =
                fields.setDay(year: first, month: second, day: third)
                || fields.setDay(year: first, month: third, day: second)
        }
        if !done, separator != 0x2e {
            done = fields.setDay(year: third, month: first, day: second, notAfter: today)
        }
        if !done { done = fields.setDay(year: third, month: second, day: first, notAfter: today) }
        if !done, separator == 0x2e {
            done = fields.setDay(year: third, month: first, day: second, notAfter: today)
        }
        if done { index = end }
        return done
    }

    /// Whether one of the separators of groups and a digit follow at `end`.
    func beginsGroup(at end: Int) -> Bool {
        guard let separator = byte(end), isDigit(at: end + 1) else { return false }
        return separator == 0x3a || separator == 0x2e || separator == 0x2f || separator == 0x2d
    }
}
