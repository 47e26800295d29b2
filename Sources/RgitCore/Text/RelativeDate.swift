// Reads dates relative to now: yesterday, 2 weeks ago, last monday, noon, 6 May.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The reading of a date relative to now. Words act one after the other on a clock that begins at now, as in git.
@safe struct RelativeDate {
    private var scanner: DateScanner
    private let now: Int64
    private let weekdayAloneCounts: Bool
    private let skipsLeftovers: Bool
    private let today: tm
    /// The clock; its year, month and day count only once `fields` has them.
    private var clock: tm
    private var fields = DateFields()
    /// A number whose meaning the next word decides.
    private var pending = 0
    /// Whether the number read last is 0: `0 days ago` is now.
    private var isZero = false
    private var isTouched = false
    private var hasLeftovers = false
    private var sawBareWeekday = false
    private var namesDay = false

    /// Reads `text`; `skipsLeftovers` leaves aside what git would skip.
    init(
        _ text: ArraySlice<UInt8>, now: Int64, weekdayAloneCounts: Bool, skipsLeftovers: Bool = false
    ) {
        self.skipsLeftovers = skipsLeftovers
        scanner = DateScanner(text)
        self.now = now
        self.weekdayAloneCounts = weekdayAloneCounts
        var time = time_t(now)
        var broken = unsafe tm()
        unsafe localtime_r(&time, &broken)
        unsafe today = unsafe broken
        unsafe clock = unsafe broken
    }

    /// Whether the text holds a weekday and no other day: then the weekday has to count.
    var needsWeekday: Bool { sawBareWeekday && !namesDay }

    mutating func read() -> Int64? {
        while !scanner.isAtEnd {
            let byte = scanner.current
            if ASCII.isDigit(byte) {
                settlePending()
                readNumber()
                isTouched = true
            } else if ASCII.isLetter(byte) {
                readWord()
            } else {
                scanner.index += 1
            }
        }
        settlePending()
        guard isTouched, !hasLeftovers || skipsLeftovers else { return nil }
        return settle(0)
    }

    /// Fills in what the text left open from today, goes `seconds` back, and sets the clock to that.
    private mutating func settle(_ seconds: Int64) -> Int64? {
        let month = unsafe fields.month ?? Int(today.tm_mon)
        var year = unsafe fields.year ?? Int(today.tm_year) + 1900
        if fields.year == nil, unsafe month > Int(today.tm_mon) { year -= 1 }
        unsafe clock.tm_mday = unsafe Int32(clamping: fields.day ?? Int(today.tm_mday))
        unsafe clock.tm_mon = Int32(clamping: month)
        unsafe clock.tm_year = Int32(clamping: year - 1900)
        if let hour = fields.hour { unsafe clock.tm_hour = Int32(clamping: hour) }
        if let minute = fields.minute { unsafe clock.tm_min = Int32(clamping: minute) }
        if let second = fields.second { unsafe clock.tm_sec = Int32(clamping: second) }
        // A year that the C library cannot reckon with comes back as -1.
        guard abs(year) < 1_000_000 else {
            hasLeftovers = true
            return nil
        }
        let moment = unsafe Int64(mktime(&clock)) - seconds
        var time = time_t(moment)
        unsafe localtime_r(&time, &clock)
        fields = unsafe DateFields(clock)
        return moment
    }

    /// A number that no word has claimed: a day, else a month, else a year.
    private mutating func settlePending() {
        guard pending != 0 else { return }
        let number = pending
        pending = 0
        if fields.day == nil, number < 32 {
            fields.day = number
            namesDay = true
        } else if fields.month == nil, number < 13 {
            fields.month = number - 1
            namesDay = true
        } else if fields.year == nil, (1_970..<2_100).contains(number) {
            fields.year = number
            namesDay = true
        } else if fields.year == nil, (70..<100).contains(number) {
            fields.year = 1_900 + number
            namesDay = true
        } else if fields.year == nil, number < 38 {
            fields.year = 2_000 + number
            namesDay = true
        } else {
            hasLeftovers = true
        }
    }

    private mutating func readNumber() {
        let start = scanner.index
        let (number, end) = scanner.number(at: start)
        if scanner.beginsGroup(at: end) {
            // A time of day read here goes on from the clock's own.
            var known = fields
            known.hour = unsafe Int(clock.tm_hour)
            known.minute = unsafe Int(clock.tm_min)
            known.second = unsafe Int(clock.tm_sec)
            let isTime = scanner.text[end] == 0x3a
            if scanner.readGroup(first: number, end: end, into: &known, now: now) {
                if !isTime { namesDay = true }
                setTime(known.hour, known.minute, known.second)
                fields.year = known.year
                fields.month = known.month
                fields.day = known.day
                return
            }
            // "Feb-14-2008" is no group, but day and year; "5/2024" could be anything.
            if isTime || fields.month == nil { hasLeftovers = true }
        }
        scanner.index = end
        if end - start == 8, fields.day == nil,
            fields.setDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        {
            namesDay = true
        } else if number > Int(Int32.max) {
            hasLeftovers = true
        } else if scanner.text[start] != 0x30 || end - start <= 2 {
            pending = number
            isZero = number == 0
        } else {
            hasLeftovers = true
        }
    }

    private mutating func setTime(_ hour: Int?, _ minute: Int?, _ second: Int?) {
        if let hour { unsafe clock.tm_hour = Int32(clamping: hour) }
        if let minute { unsafe clock.tm_min = Int32(clamping: minute) }
        if let second { unsafe clock.tm_sec = Int32(clamping: second) }
        fields.hour = nil
        fields.minute = nil
        fields.second = nil
    }

    private mutating func readWord() {
        let word = scanner.word
        scanner.skipLetters()
        if let month = DateWords.month(word) {
            fields.month = month
            namesDay = true
            isTouched = true
            return
        }
        if readSpecial(word) {
            isTouched = true
            return
        }
        if pending == 0 {
            if let number = DateWords.numbers.firstIndex(where: { DateWords.matches(word, $0) }) {
                pending = number + 1
                isTouched = true
            } else if DateWords.matches(word, Array("last".utf8)) {
                pending = 1
                isTouched = true
            } else if let weekday = DateWords.weekday(word) {
                sawBareWeekday = true
                if weekdayAloneCounts { goBack(to: weekday, count: 1) }
            } else if isUnit(word) {
                // A unit without a number: git skips it.
                if !isZero { hasLeftovers = true }
                isZero = false
            }
            return
        }
        readCounted(word)
    }

    private func isUnit(_ word: ArraySlice<UInt8>) -> Bool {
        DateWords.units.contains { DateWords.matches(word, $0.name, least: $0.name.count - 1) }
            || DateWords.matches(word, Array("months".utf8), least: 5)
            || DateWords.matches(word, Array("years".utf8), least: 4)
    }

    /// A word with a number before it.
    private mutating func readCounted(_ word: ArraySlice<UInt8>) {
        if let unit = DateWords.units.first(where: {
            DateWords.matches(word, $0.name, least: $0.name.count - 1)
        }
        ) {
            let seconds = unit.seconds * Int64(pending)
            pending = 0
            _ = settle(seconds)
            namesDay = true
        } else if let weekday = DateWords.weekday(word) {
            goBack(to: weekday, count: pending)
        } else if DateWords.matches(word, Array("months".utf8), least: 5) {
            _ = settle(0)
            let months = (fields.year ?? 0) * 12 + (fields.month ?? 0) - pending
            pending = 0
            fields.month = (months % 12 + 12) % 12
            fields.year = (months - (fields.month ?? 0)) / 12
            namesDay = true
        } else if DateWords.matches(word, Array("years".utf8), least: 4) {
            _ = settle(0)
            fields.year = (fields.year ?? 0) - pending
            pending = 0
            namesDay = true
        } else {
            return
        }
        isTouched = true
    }

    /// Goes back to the last such weekday but `count` - 1; today does not count as one.
    private mutating func goBack(to weekday: Int, count: Int) {
        pending = 0
        var days = unsafe Int(clock.tm_wday) - weekday
        if days <= 0 { days += 7 }
        _ = settle(Int64(days + 7 * (count - 1)) * 86_400)
        namesDay = true
        isTouched = true
    }

    private mutating func readSpecial(_ word: ArraySlice<UInt8>) -> Bool {
        guard let number = DateWords.special.firstIndex(where: { DateWords.matches(word, $0) }) else {
            return false
        }
        switch String(decoding: DateWords.special[number], as: UTF8.self) {
        case "yesterday":
            pending = 0
            _ = settle(86_400)
            namesDay = true
        case "now":
            pending = 0
            _ = settle(0)
            namesDay = true
        case "today":
            pending = 0
            // Alone it is the day's beginning; with a time it only names the day.
            if unsafe clock.tm_hour == today.tm_hour, unsafe clock.tm_min == today.tm_min,
                unsafe clock.tm_sec == today.tm_sec
            {
                setTime(0, 0, 0)
            }
            fields.day = nil
            _ = settle(0)
            namesDay = true
        case "noon": setHour(12)
        case "midnight": setHour(0)
        case "tea": setHour(17)
        case "pm": setHalf(12)
        case "am": setHalf(0)
        case "never":
            pending = 0
            var epoch = time_t(0)
            unsafe localtime_r(&epoch, &clock)
            fields = unsafe DateFields(clock)
            setTime(fields.hour, fields.minute, fields.second)
            namesDay = true
        default: return false
        }
        return true
    }

    /// A named hour; where today's has not come yet it is yesterday's.
    private mutating func setHour(_ hour: Int) {
        settlePending()
        if unsafe Int(clock.tm_hour) < hour { _ = settle(86_400) }
        setTime(hour, 0, 0)
    }

    /// `am` or `pm`, behind a number or a time.
    private mutating func setHalf(_ base: Int) {
        let number = pending
        pending = 0
        if number != 0 {
            setTime(number % 12 + base, 0, 0)
        } else {
            unsafe setTime(Int(clock.tm_hour) % 12 + base, nil, nil)
        }
    }
}
