// Understands the ranges of `-L` as git blame does: numbers, offsets, patterns and function names.

import GitObjects

/// A file's lines as `-L` looks at them.
struct LineRanges {
    /// The file's lines.
    let lines: BlobLines
    /// The path, for messages.
    let path: [UInt8]
    /// How patterns are compiled.
    let patterns: PatternOptions
    /// What finds the lines that name functions; `nil` for git's own rule.
    var functionNames: FunctionNameMatcher?

    /// The ranges that arguments of `-L` name, from 0, sorted and joined; all lines where there is none.
    ///
    /// A relative pattern is looked for behind the end of the range before it.
    ///
    /// - Throws: A usage error that names the argument.
    func resolve(_ arguments: [[UInt8]]) throws(RgitError) -> [Range<Int>] {
        if arguments.isEmpty { return [0..<lines.count] }
        var ranges: [Range<Int>] = []
        var anchor = 1
        for argument in arguments {
            let found = try range(argument, from: anchor)
            ranges.append(found.lines)
            anchor = found.next
        }
        return LineRangeSet(ranges).ranges
    }

    /// The lines of one argument, from 0, and the line behind them, from 1.
    ///
    /// - Parameter anchor: The line from which a relative pattern is looked for, from 1.
    /// - Throws: A usage error that names the argument.
    func range(_ argument: [UInt8], from anchor: Int) throws(RgitError) -> (lines: Range<Int>, next: Int) {
        let (bottom, top) = try range(argument, anchor: anchor)
        if lines.count < bottom || (lines.count == 0 && (top > 0 || bottom > 0)) {
            let count = lines.count == 1 ? "1 line" : "\(lines.count) lines"
            throw RgitError(.usage, "file has only \(count)", path)
        }
        let first = max(bottom, 1)
        let last = top < 1 || lines.count < top ? lines.count : top
        return (first - 1..<max(first - 1, last), last + 1)
    }

    /// The range and the file of an argument of `git log -L`; `nil` where it has no file.
    static func split(_ argument: [UInt8]) -> (range: [UInt8], file: [UInt8])? {
        var end = 0
        if argument.first == 0x3a || argument.starts(with: [0x5e, 0x3a]) {
            let start = argument[0] == 0x3a ? 1 : 2
            end = start
            while end < argument.count, argument[end] != 0x3a {
                end += argument[end] == 0x5c && end + 1 < argument.count ? 2 : 1
            }
            if end == start { return nil }
        } else {
            end = locationEnd(argument, from: 0, isFirst: true)
            if end < argument.count, argument[end] == 0x2c {
                end = locationEnd(argument, from: end + 1, isFirst: false)
            }
        }
        guard end + 1 < argument.count, argument[end] == 0x3a else { return nil }
        return (Array(argument[..<end]), Array(argument[(end + 1)...]))
    }

    /// Where one end of a range is over: a number, or a pattern between slashes.
    private static func locationEnd(_ argument: [UInt8], from start: Int, isFirst: Bool) -> Int {
        var rest = argument[start...]
        if number(&rest) != nil { return rest.startIndex }
        var begin = start
        if isFirst, begin < argument.count, argument[begin] == 0x5e { begin += 1 }
        guard begin < argument.count, argument[begin] == 0x2f else { return begin }
        var end = begin + 1
        while end < argument.count, argument[end] != 0x2f { end += argument[end] == 0x5c ? 2 : 1 }
        return end < argument.count ? end + 1 : begin
    }

    /// First and last line of one argument, from 1, 0 where it does not say.
    private func range(_ argument: [UInt8], anchor: Int) throws(RgitError) -> (Int, Int) {
        let anchor = min(max(anchor, 1), lines.count + 1)
        if argument.first == 0x3a || argument.starts(with: [0x5e, 0x3a]) {
            return try function(argument, anchor: anchor)
        }
        var rest = argument[...]
        var bottom = 0
        var top = 0
        try location(&rest, argument, begin: -anchor, &bottom)
        if rest.first == 0x2c {
            rest = rest.dropFirst()
            try location(&rest, argument, begin: bottom + 1, &top)
        }
        guard rest.isEmpty else { throw LineRanges.malformed(argument) }
        if bottom > 0, top > 0, top < bottom { swap(&bottom, &top) }
        return (bottom, top)
    }

    private static func malformed(_ argument: [UInt8]) -> RgitError {
        RgitError(
            .usage, "bad line range", argument,
            hint: "-L takes START,END, START,+COUNT, /PATTERN/,END or :FUNCTION")
    }

    /// Takes one end of a range off `rest`. `begin` is negative for the first end: the line to look for patterns from;
    /// for the second end it is the line behind the first.
    private func location(
        _ rest: inout ArraySlice<UInt8>, _ argument: [UInt8], begin: Int, _ result: inout Int
    ) throws(RgitError) {
        var begin = begin
        if begin >= 1, let sign = rest.first, sign == 0x2b || sign == 0x2d {
            var behind = rest.dropFirst()
            guard let number = LineRanges.number(&behind) else { return }
            if number == 0 { throw RgitError(.usage, "empty line range", argument) }
            let offset = sign == 0x2d ? -number : number
            let (sum, overflows) = begin.addingReportingOverflow(offset)
            rest = behind
            if overflows {
                result = offset > 0 ? Int.max : 1
            } else {
                result = offset > 0 ? sum - 2 : max(sum, 1)
            }
            return
        }
        var behind = rest
        if let number = LineRanges.number(&behind) {
            guard number > 0 else { throw RgitError(.usage, "invalid line number", argument) }
            result = number
            rest = behind
            return
        }
        if begin < 0 {
            if rest.first == 0x5e {
                begin = 1
                rest = rest.dropFirst()
            } else {
                begin = -begin
            }
        }
        guard rest.first == 0x2f else { return }
        var end = rest.startIndex + 1
        while end < rest.endIndex, rest[end] != 0x2f { end += rest[end] == 0x5c ? 2 : 1 }
        guard end < rest.endIndex else { return }
        let pattern = Array(rest[(rest.startIndex + 1)..<end])
        let matcher = try PatternMatcher(pattern, options: patterns)
        guard
            let line = (max(begin - 1, 0)..<max(lines.count, begin - 1)).first(where: { matches($0, matcher) }
            )
        else { throw RgitError(.usage, "no line from \(begin) on matches", pattern) }
        result = line + 1
        rest = rest[(end + 1)...]
    }

    /// A number as C reads it: white space, a sign, digits; clamped.
    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var text = rest
        while let byte = text.first, ASCII.isSpaceBeforeNumber(byte) { text = text.dropFirst() }
        var isNegative = false
        if let sign = text.first, sign == 0x2b || sign == 0x2d {
            isNegative = sign == 0x2d
            text = text.dropFirst()
        }
        let digits = text.prefix { ASCII.isDigit($0) }
        guard !digits.isEmpty else { return nil }
        var value = 0
        for digit in digits { value = min(value, 1 << 40) * 10 + Int(digit - 0x30) }
        rest = text[digits.endIndex...]
        return isNegative ? -value : value
    }

    // MARK: Functions

    /// The lines from a function's first line to the line before the next function.
    private func function(_ argument: [UInt8], anchor: Int) throws(RgitError) -> (Int, Int) {
        var anchor = anchor
        var rest = argument[...]
        if rest.first == 0x5e {
            anchor = 1
            rest = rest.dropFirst()
        }
        rest = rest.dropFirst()
        var end = rest.startIndex
        while end < rest.endIndex, rest[end] != 0x3a {
            end += rest[end] == 0x5c && end + 1 < rest.endIndex ? 2 : 1
        }
        guard end == rest.endIndex, !rest.isEmpty else { throw LineRanges.malformed(argument) }
        let matcher = try PatternMatcher(Array(rest), options: patterns)
        let first = (anchor - 1..<max(lines.count, anchor - 1)).first {
            beginsFunction($0) && matches($0, matcher)
        }
        guard let first else {
            throw RgitError(.usage, "no function from line \(anchor) on matches", Array(rest))
        }
        let next = (first + 1..<max(lines.count, first + 1)).first(where: beginsFunction)
        return (first + 1, next ?? lines.count)
    }

    /// Whether a line names a function; git's rule where no driver has another is that it begins with a letter, `_` or `$`.
    private func beginsFunction(_ line: Int) -> Bool {
        if let functionNames {
            return unsafe lines.bytes.withUnsafeBufferPointer {
                unsafe functionNames.name(in: UnsafeBufferPointer(rebasing: $0[lines.range(line)])) != nil
            }
        }
        let byte = lines.bytes[lines.range(line).lowerBound]
        return ASCII.isLetter(byte) || byte == 0x5f || byte == 0x24
    }

    private func matches(_ line: Int, _ matcher: PatternMatcher) -> Bool {
        var range = lines.range(line)
        if lines.bytes[range.upperBound - 1] == 0x0a { range = range.lowerBound..<range.upperBound - 1 }
        return unsafe lines.bytes.withUnsafeBufferPointer {
            unsafe matcher.matches(UnsafeBufferPointer(rebasing: $0[range]))
        }
    }
}
