// Reads dates that name a whole moment: ISO 8601, RFC 2822, Unix seconds and what git takes for them.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The reading of a date that names year, month, day and time.
struct CompleteDate {
    /// What came of it.
    enum Outcome: Equatable {
        /// A moment.
        case date(Int64)
        /// A moment, but with numbers in the text that had no part in it.
        case unclear
        /// Not a whole moment.
        case incomplete
    }

    private var scanner: DateScanner
    private let now: Int64
    private var fields = DateFields()
    /// In minutes east of Greenwich.
    private var offset: Int?
    private var isUnix = false
    private var hasLeftovers = false
    private let skipsLeftovers: Bool

    /// Reads `text`; `skipsLeftovers` leaves numbers without a part in it aside.
    init(_ text: ArraySlice<UInt8>, now: Int64, skipsLeftovers: Bool = false) {
        scanner = DateScanner(text)
        self.skipsLeftovers = skipsLeftovers
        self.now = now
    }

    mutating func read() -> Outcome {
        while !scanner.isAtEnd {
            let byte = scanner.current
            if ASCII.isLetter(byte) {
                readWord()
            } else if ASCII.isDigit(byte) {
                readNumber()
            } else if byte == 0x2d || byte == 0x2b, scanner.isDigit(at: scanner.index + 1) {
                readOffset()
            } else {
                scanner.index += 1
            }
        }
        guard let asUTC = fields.seconds else { return .incomplete }
        if hasLeftovers, !skipsLeftovers { return .unclear }
        if isUnix { return .date(asUTC) }
        if let offset { return .date(asUTC - Int64(offset) * 60) }
        return .date(local(asUTC))
    }

    /// The moment at which clocks here show what the fields say; git reckons with whole minutes of offset.
    private func local(_ asUTC: Int64) -> Int64 {
        var broken = unsafe tm()
        unsafe broken.tm_year = Int32(clamping: (fields.year ?? 1970) - 1900)
        unsafe broken.tm_mon = Int32(clamping: fields.month ?? 0)
        unsafe broken.tm_mday = Int32(clamping: fields.day ?? -1)
        unsafe broken.tm_hour = Int32(clamping: fields.hour ?? 0)
        unsafe broken.tm_min = Int32(clamping: fields.minute ?? 0)
        unsafe broken.tm_sec = Int32(clamping: fields.second ?? 0)
        unsafe broken.tm_isdst = -1
        let minutes = unsafe (asUTC - Int64(mktime(&broken))) / 60
        return asUTC - minutes * 60
    }

    private mutating func readWord() {
        let word = scanner.word
        if let month = DateWords.month(word) {
            fields.month = month
        } else if DateWords.weekday(word) != nil {
            // The day of the month says it already.
        } else if let zone = DateWords.zone(word) {
            if offset == nil { offset = zone * 60 }
        } else if DateWords.matches(word, Array("pm".utf8)) {
            fields.hour = (fields.hour ?? -1) % 12 + 12
        } else if DateWords.matches(word, Array("am".utf8)) {
            fields.hour = (fields.hour ?? -1) % 12
        } else {
            scanner.skipLetters()
            return
        }
        scanner.index += word.count
    }

    private mutating func readNumber() {
        let start = scanner.index
        let (number, end) = scanner.number(at: start)
        // Too long for a date such as 20070606: seconds since 1970.
        if number >= 100_000_000, fields.namesNothing, let seconds = Int64(exactly: number),
            let unix = DateFields.utc(seconds)
        {
            fields = unix
            isUnix = true
            scanner.index = end
            return
        }
        if scanner.beginsGroup(at: end) {
            if scanner.readGroup(first: number, end: end, into: &fields, now: now) { return }
            // Six digits may be a time with a fraction.
            if end - start != 6 { hasLeftovers = true }
        }
        scanner.index = end
        let digits = end - start
        switch digits {
        case 8:
            if !fields.setDay(year: number / 10_000, month: number / 100 % 100, day: number % 100) {
                hasLeftovers = true
            }
        case 6:
            if !fields.setTime(number / 10_000, number / 100 % 100, number % 100) {
                hasLeftovers = true
            } else if scanner.byte(end) == 0x2e, scanner.isDigit(at: end + 1) {
                scanner.index = scanner.number(at: end + 1).end
            }
        case 4:
            if number <= 1_400, offset == nil {
                offset = number / 100 * 60 + number % 100
            } else if number > 1_900, number < 2_100 {
                fields.year = number
            } else {
                hasLeftovers = true
            }
        case 1, 2: readSmall(number, digits: digits)
        default: hasLeftovers = true
        }
    }

    /// One or two digits: a day first, then a year, then a month.
    private mutating func readSmall(_ number: Int, digits: Int) {
        if (1...31).contains(number), fields.day == nil {
            fields.day = number
        } else if digits == 2, fields.year == nil, number < 10, fields.day != nil {
            fields.year = 2_000 + number
        } else if digits == 2, fields.year == nil, number >= 70 {
            fields.year = 1_900 + number
        } else if (1...12).contains(number), fields.month == nil {
            fields.month = number - 1
        } else {
            hasLeftovers = true
        }
    }

    /// `+hhmm`, `+hh:mm` or `+hh`
    private mutating func readOffset() {
        let sign = scanner.current
        let start = scanner.index + 1
        let (number, numberEnd) = scanner.number(at: start)
        var end = numberEnd
        var hours = number
        var minutes = 0
        switch end - start {
        case 4:
            hours = number / 100
            minutes = number % 100
        case 2:
            if scanner.byte(end) == 0x3a, scanner.isDigit(at: end + 1) {
                let found = scanner.number(at: end + 1)
                minutes = found.end - start == 5 ? found.value : 99
                end = found.end
            }
        default: minutes = 99
        }
        if hours < 24, minutes < 60 {
            let total = hours * 60 + minutes
            offset = sign == 0x2d ? -total : total
        } else {
            hasLeftovers = true
        }
        scanner.index = end
    }
}
