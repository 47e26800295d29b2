// One pattern of -S, -G or search, compiled for one worker: counts its matches, and tallies the lines that match.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the lines of a content that match a pattern come to: equal for two contents that have the same such lines.
struct LineTally: Equatable, Sendable {
    /// The number of lines.
    var count = 0
    /// The sum of their keys, which does not depend on their order.
    var sum: UInt64 = 0
}

/// A compiled pattern. It belongs to one worker: the C library locks a compiled expression while it is in use.
final class SearchPattern {
    private enum Kind {
        /// These bytes, found as they are or whatever the case of A to Z.
        case bytes(ByteSearch)
        /// A regular expression; every match holds the bytes of the search, where there is one, and then stays in its line.
        case expression(RegularExpression, required: ByteSearch?)
    }

    private let kind: Kind
    private var scratch: [UInt8] = []

    /// Whether few lines have to be tried: whether lines match is decided without comparing contents first.
    let isSelective: Bool

    /// Compiles a string of bytes, which is found as `git log -S` finds it.
    ///
    /// - Throws: a usage error for an empty one.
    init(bytes: [UInt8], ignoresCase: Bool, locale: Locale?) throws(RgitError) {
        guard let search = ByteSearch(bytes, ignoresCase: ignoresCase) else {
            throw RgitError(.usage, "empty pattern")
        }
        isSelective = true
        if ignoresCase, !bytes.allSatisfy({ $0 < 0x80 }) {
            let flags = RegularExpression.linewise | RegularExpression.ignoringCase
            kind = .expression(
                try RegularExpression(PatternMatcher.quoted(bytes), flags: flags, locale: locale),
                required: nil)
        } else {
            kind = .bytes(search)
        }
    }

    /// Compiles an extended regular expression, as `git log -G` and `--pickaxe-regex` do.
    ///
    /// - Throws: a usage error that says what is wrong with it.
    init(expression source: [UInt8], ignoresCase: Bool, locale: Locale?) throws(RgitError) {
        guard !source.isEmpty else { throw RgitError(.usage, "empty pattern") }
        let analysis = PatternAnalysis(source)
        // In a wide locale the letters k and s have other forms beyond ASCII.
        let folds = ignoresCase && locale != nil
        let hasForms = folds && analysis.literal.contains { $0 | 0x20 == 0x6b || $0 | 0x20 == 0x73 }
        let search = hasForms ? nil : ByteSearch(analysis.literal, ignoresCase: ignoresCase)
        if analysis.isLiteral, let search {
            kind = .bytes(search)
            isSelective = true
            return
        }
        var flags = RegularExpression.extended | RegularExpression.linewise
        if ignoresCase { flags |= RegularExpression.ignoringCase }
        let expression = try RegularExpression(source, flags: flags, locale: locale)
        let required = analysis.staysInLine && analysis.literal.count > 1 ? search : nil
        kind = .expression(expression, required: required)
        isSelective = (required?.needle.count ?? 0) > 2
    }

    /// A string that every match holds, where its line alone tells how often the pattern matches there; `nil` where none is
    /// known.
    var required: ByteSearch? {
        switch kind {
        case .bytes(let search): search
        case .expression(_, let required): required
        }
    }

    // MARK: Counting matches

    /// How often the pattern matches at a place of its required string, or in the line of that; and where to go on.
    func matches(at place: Int, in text: UnsafeBufferPointer<UInt8>) -> (count: Int, end: Int) {
        switch kind {
        case .bytes(let search): return (1, place + search.needle.count)
        case .expression(let expression, _):
            let line = unsafe Self.line(at: place, in: text)
            return unsafe (count(expression, UnsafeBufferPointer(rebasing: text[line])), line.upperBound)
        }
    }

    /// How often the pattern matches, without overlaps, as `git log -S` counts.
    ///
    /// - Parameter marks: The places of its required string, where they are known.
    func count(_ content: [UInt8], marks: [ContentMark]? = nil) -> Int {
        if let marks, marks.isEmpty, scannedString != nil { return 0 }
        return unsafe content.withUnsafeBufferPointer { text in
            guard let required else {
                guard case .expression(let expression, _) = kind else { return 0 }
                return unsafe count(expression, text)
            }
            var count = 0
            unsafe visit(required, marks, text, from: 0) { place in
                let (matches, end) = unsafe self.matches(at: place, in: text)
                count += matches
                return end
            }
            return count
        }
    }

    /// Calls `body` with the places of the required string at or after `start`; its answer is where to go on, if anywhere.
    private func visit(
        _ required: ByteSearch, _ marks: [ContentMark]?, _ text: UnsafeBufferPointer<UInt8>, from start: Int,
        _ body: (Int) -> Int?
    ) {
        guard let marks, scannedString != nil else {
            return unsafe required.visit(text, from: start, body)
        }
        var position = start
        for mark in marks where Int(mark.place) >= position {
            guard let further = body(Int(mark.place)) else { return }
            position = further
        }
    }

    private func count(_ expression: RegularExpression, _ text: UnsafeBufferPointer<UInt8>) -> Int {
        let isPlain = unsafe expression.isPlain(for: text)
        var count = 0
        var start = 0
        while start < text.count,
            let match = unsafe expression.firstMatch(
                UnsafeBufferPointer(rebasing: text[start...]), isPlain: isPlain,
                isContinued: start > 0 || count > 0)
        {
            count += 1
            start += match.upperBound
            if match.isEmpty { start += 1 }
        }
        return count
    }

    // MARK: Lines

    /// The lines that match.
    ///
    /// - Parameter marks: The places of the required string, where they are known.
    func tally(_ content: [UInt8], marks: [ContentMark]? = nil) -> LineTally {
        var tally = LineTally()
        if let marks, marks.isEmpty, scannedString != nil { return tally }
        unsafe visitLines(content, in: 0..<content.count, marks: marks) { text, line in
            tally.count += 1
            guard let base = text.baseAddress else { return false }
            unsafe LineScan.lines(base, from: line.lowerBound, to: line.upperBound) { key, _ in
                tally.sum &+= key
            }
            return true
        }
        return tally
    }

    /// Whether a line matches of those in `range`, which begins and ends where lines do.
    func matchesLine(_ content: [UInt8], in range: Range<Int>) -> Bool {
        var found = false
        unsafe visitLines(content, in: range) { _, _ in
            found = true
            return false
        }
        return found
    }

    /// Calls `body` with each matching line in `range`, its line feed included, until it answers `false`.
    func visitLines(
        _ content: [UInt8], in range: Range<Int>, marks: [ContentMark]? = nil,
        _ body: (UnsafeRawBufferPointer, Range<Int>) -> Bool
    ) {
        unsafe content.withUnsafeBufferPointer { whole in
            let text = unsafe UnsafeBufferPointer(rebasing: whole[..<range.upperBound])
            switch kind {
            case .bytes(let search):
                unsafe visit(search, marks, text, from: range.lowerBound) { place in
                    let line = unsafe Self.line(at: place, in: text)
                    return unsafe body(UnsafeRawBufferPointer(text), line) ? line.upperBound : nil
                }
            case .expression(let expression, let required?):
                unsafe visit(required, marks, text, from: range.lowerBound) { place in
                    let line = unsafe Self.line(at: place, in: text)
                    guard unsafe matches(expression, text, line) else { return line.upperBound }
                    return unsafe body(UnsafeRawBufferPointer(text), line) ? line.upperBound : nil
                }
            case .expression(let expression, nil):
                var start = range.lowerBound
                while start < range.upperBound {
                    let end = unsafe Self.lineEnd(from: start, in: text)
                    if unsafe matches(expression, text, start..<end) {
                        guard unsafe body(UnsafeRawBufferPointer(text), start..<end) else { return }
                    }
                    start = end
                }
            }
        }
    }

    /// Whether a line matches. As in git its line feed is part of it, and a last line without one gets one.
    private func matches(
        _ expression: RegularExpression, _ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
    ) -> Bool {
        if unsafe text[line.upperBound - 1] == 0x0a {
            return unsafe expression.matches(UnsafeBufferPointer(rebasing: text[line]))
        }
        unsafe scratch.replaceSubrange(0..., with: text[line])
        scratch.append(0x0a)
        return unsafe scratch.withUnsafeBufferPointer { unsafe expression.matches($0) }
    }

    /// The line that holds the byte at `place`, its line feed included.
    private static func line(at place: Int, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var start = place
        while start > 0, unsafe text[start - 1] != 0x0a { start -= 1 }
        return start..<(unsafe lineEnd(from: place, in: text))
    }

    private static func lineEnd(from start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = text.baseAddress,
            let found = unsafe memchr(base + start, 0x0a, text.count - start)
        else { return text.count }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
}
