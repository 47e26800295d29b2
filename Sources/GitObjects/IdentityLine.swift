// Splits the line that says who wrote a commit or a tag, and when, by git's rules.

/// The byte ranges of the parts of `Name <email> 1700000000 +0100`.
public struct IdentityLine: Sendable, Equatable {
    /// The name, without white space behind it.
    public var name: Range<Int>
    /// The address between the first `<` and the first `>` after it.
    public var email: Range<Int>
    /// The seconds since 1970, digits only; `nil` where there is no date that git can read.
    public var date: Range<Int>?
    /// The offset with its sign; `nil` where there is none.
    public var offset: Range<Int>?

    /// Splits the line in `range` of `bytes`; `nil` where there is no address in angle brackets.
    ///
    /// A date counts only if an offset follows it, as in git: a line with one and not the other names a person without
    /// a moment.
    public init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
        var open = range.lowerBound
        while open < range.upperBound, bytes[open] != 0x3c { open += 1 }
        guard open < range.upperBound else { return nil }
        var close = open + 1
        while close < range.upperBound, bytes[close] != 0x3e { close += 1 }
        guard close < range.upperBound else { return nil }
        var nameEnd = open
        while nameEnd > range.lowerBound, ASCII.isSpace(bytes[nameEnd - 1]) { nameEnd -= 1 }
        name = range.lowerBound..<nameEnd
        email = open + 1..<close

        // The date is looked for behind the last bracket: an address may hold one of its own.
        let last = IdentityLine.lastBracket(bytes, close..<range.upperBound) ?? close
        readMoment(bytes, last + 1..<range.upperBound)
    }

    /// Reads the moment alone of a line that names a person who is known already; `range` is what follows the last bracket.
    public init(momentIn range: Range<Int>, of bytes: Span<UInt8>) {
        name = range.lowerBound..<range.lowerBound
        email = name
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return }
        readMoment(bytes, range)
    }

    /// The place of the last closing bracket in `range`, behind which the moment is; `nil` where there is none.
    public static func lastBracket(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
        var cursor = range.upperBound
        while cursor > range.lowerBound {
            cursor -= 1
            if bytes[cursor] == 0x3e { return cursor }
        }
        return nil
    }

    private mutating func readMoment(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var cursor = range.lowerBound
        while cursor < range.upperBound, ASCII.isSpace(bytes[cursor]) { cursor += 1 }
        let dateStart = cursor
        while cursor < range.upperBound, ASCII.isDigit(bytes[cursor]) { cursor += 1 }
        let dateEnd = cursor
        guard dateEnd > dateStart else { return }
        while cursor < range.upperBound, ASCII.isSpace(bytes[cursor]) { cursor += 1 }
        let offsetStart = cursor
        guard cursor < range.upperBound, bytes[cursor] == 0x2b || bytes[cursor] == 0x2d else { return }
        cursor += 1
        while cursor < range.upperBound, ASCII.isDigit(bytes[cursor]) { cursor += 1 }
        guard cursor > offsetStart + 1 else { return }
        date = dateStart..<dateEnd
        offset = offsetStart..<cursor
    }

    /// The seconds since 1970; `nil` where there is no date, or one past what git stores in 63 bits.
    public func seconds(in bytes: Span<UInt8>) -> Int64? {
        guard let date else { return nil }
        return Int64(exactly: CommitParser.unsignedNumber(bytes, date))
    }

    /// The seconds since 1970 as they are recorded, the greatest number where there are too many; `nil` where there is no
    /// date.
    public func secondsAsRecorded(in bytes: Span<UInt8>) -> UInt64? {
        guard let date else { return nil }
        return CommitParser.unsignedNumber(bytes, date)
    }

    /// The offset in hours times 100 plus minutes, negative west of Greenwich; 0 for one that is no 32-bit number, as in git.
    public func offsetNumber(in bytes: Span<UInt8>) -> Int? {
        guard let offset else { return nil }
        let magnitude = CommitParser.unsignedNumber(bytes, offset.lowerBound + 1..<offset.upperBound)
        guard magnitude < Int32.max else { return 0 }
        return bytes[offset.lowerBound] == 0x2d ? -Int(magnitude) : Int(magnitude)
    }
}
