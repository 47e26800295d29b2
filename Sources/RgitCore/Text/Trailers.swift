// Finds the trailers at the end of a message, such as Signed-off-by, by the rules of git interpret-trailers.

import GitObjects

/// One line of the form `Key: value` at the end of a message, continuation lines folded into it.
struct RawTrailer: Sendable, Equatable {
    /// The key, without the separator.
    var key: [UInt8]
    /// The value on one line.
    var value: [UInt8]
}

/// What the configuration says about trailers.
struct TrailerSyntax: Sendable, Equatable {
    /// A key the configuration knows, `trailer.<name>.*`.
    struct Known: Sendable, Equatable {
        /// The name in the configuration.
        var name: [UInt8]
        /// `trailer.<name>.key`, by which a matching key is replaced.
        var key: [UInt8]?
    }

    /// `trailer.separators`: any of these ends a key.
    var separators: [UInt8] = [0x3a]
    /// The keys known to the configuration, in its order.
    var known: [Known] = []
    /// `core.commentChar`
    var comment: UInt8 = 0x23

    /// Git's defaults.
    init() {}

    /// What a configuration says: `trailer.separators`, `trailer.<name>.*` and `core.commentChar`.
    init(_ configuration: Configuration) {
        if let value = configuration.string("trailer.separators"), !value.isEmpty { separators = value }
        if let value = configuration.string("core.commentchar"), value.count == 1 { comment = value[0] }
        known = configuration.subsections(of: "trailer").map { name in
            Known(name: name, key: configuration.string(Configuration.key("trailer", name, "key")))
        }
    }
}

/// The trailers of messages.
enum Trailers {
    /// Which text is searched.
    enum Scope: Sendable {
        /// From the subject on, as `%(trailers)`: the first paragraph never holds trailers.
        case message
        /// From the blank line behind the header on, as `git shortlog --group=trailer:`: the first paragraph may.
        case body
    }

    /// The trailers of a message, as `%(trailers:only,unfold)` lists them.
    ///
    /// `message` is what follows the blank line behind the header; it ends at its first NUL.
    static func parse(
        _ message: ArraySlice<UInt8>, syntax: TrailerSyntax = TrailerSyntax(), scope: Scope = .message
    ) -> [RawTrailer] {
        let start = scope == .message ? Summary.start(of: message) : message.startIndex
        let end = ASCII.firstIndex(of: 0, in: message[start...]) ?? message.endIndex
        var text: [UInt8]
        switch scope == .message ? LastParagraph(message[start..<end], syntax) : .unclear {
        case .none: return []
        case .paragraph(let range):
            if let trailers = nothingElse(in: message[range], syntax) { return trailers }
            // Only the last paragraph matters, and that there is something before it.
            text = [0x2e, 0x0a, 0x0a]
            text += message[range]
        case .unclear: text = Array(message[start..<end])
        }
        var finder = TrailerBlock(text: text, syntax: syntax, firstParagraphCounts: scope == .body)
        return finder.trailers()
    }

    /// The trailers of a paragraph that has a trailer on each line, as most that have any; `nil` where it may be another.
    private static func nothingElse(
        in paragraph: ArraySlice<UInt8>, _ syntax: TrailerSyntax
    ) -> [RawTrailer]? {
        guard syntax.known.isEmpty, syntax.separators.count == 1, let separator = syntax.separators.first
        else { return nil }
        var trailers: [RawTrailer] = []
        var start = paragraph.startIndex
        while start < paragraph.endIndex {
            var keyEnd = start
            while keyEnd < paragraph.endIndex, paragraph[keyEnd] != separator {
                guard ASCII.isAlphanumeric(paragraph[keyEnd]) || paragraph[keyEnd] == 0x2d else { return nil }
                keyEnd += 1
            }
            guard keyEnd > start, keyEnd < paragraph.endIndex else { return nil }
            let end = paragraph[keyEnd...].firstIndex(of: 0x0a) ?? paragraph.endIndex
            let key = paragraph[start..<keyEnd]
            trailers.append(
                RawTrailer(
                    key: key.elementsEqual(signedOff) ? signedOff : Array(key),
                    value: Array(ASCII.trimmed(paragraph[(keyEnd + 1)..<end]))))
            start = end + 1
        }
        return trailers
    }

    /// The most frequent key.
    private static let signedOff = Array("Signed-off-by".utf8)

    /// The lines of a message that hold its trailers, as `%(trailers)` shows them without options; empty where it has none.
    static func block(_ message: ArraySlice<UInt8>, syntax: TrailerSyntax) -> [UInt8] {
        var finder = TrailerBlock(text: Array(message), syntax: syntax, firstParagraphCounts: false)
        return Array(finder.text[finder.range()])
    }

    /// The people that `Co-authored-by` trailers name, in the order of the trailers.
    static func coAuthors(_ trailers: [RawTrailer]) -> [[UInt8]] {
        trailers.filter { ASCII.equalIgnoringCase($0.key, "co-authored-by".utf8) }.map(\.value)
    }
}

/// The search for the block of trailers in one message.
private struct TrailerBlock {
    let text: [UInt8]
    let syntax: TrailerSyntax
    let firstParagraphCounts: Bool
    /// The beginnings of all lines.
    private let starts: [Int]
    /// The beginnings of the lines that count, and the end.
    private var lines: [Int] = []

    init(text: [UInt8], syntax: TrailerSyntax, firstParagraphCounts: Bool) {
        self.text = text
        self.syntax = syntax
        self.firstParagraphCounts = firstParagraphCounts
        starts = ASCII.lineStarts(text)
    }

    private func line(_ number: Int) -> ArraySlice<UInt8> { text[lines[number]..<lines[number + 1]] }

    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy(ASCII.isSpace) }

    private static let signedOff = Array("Signed-off-by: ".utf8)
    private static let cherryPicked = Array("(cherry picked from commit ".utf8)
    private static let scissors = Array(" ------------------------ >8 ------------------------\n".utf8)
    private static let conflicts = Array("Conflicts:\n".utf8)

    /// Where the block is; empty where there is none.
    mutating func range() -> Range<Int> {
        guard let first = findBlock() else { return 0..<0 }
        return lines[first]..<(lines.last ?? text.count)
    }

    /// Finds the end of the block, and the number of its first line.
    private mutating func findBlock() -> Int? {
        let end = blockEnd()
        lines = Array(starts.prefix { $0 < end })
        lines.append(end)
        return lines.count > 1 ? blockStart() : nil
    }

    mutating func trailers() -> [RawTrailer] {
        guard let first = findBlock() else { return [] }

        // Lines that begin with white space continue the trailer before them.
        var folded: [(trailer: Bool, bytes: [UInt8], separator: Int)] = []
        for number in first..<(lines.count - 1) {
            let line = line(number)
            if let last = folded.last, last.trailer, let head = line.first, ASCII.isSpace(head) {
                folded[folded.count - 1].bytes += line
                continue
            }
            let separator = separator(in: line)
            folded.append((separator >= 1, Array(line), separator))
        }
        return folded.filter(\.trailer).map { line in
            let key = ASCII.trimmed(line.bytes[..<line.separator])
            let value = ASCII.trimmed(line.bytes[(line.separator + 1)...])
            return RawTrailer(key: canonical(key), value: TrailerBlock.unfolded(value))
        }
    }

    /// Where the message ends for this purpose: before a scissors line, trailing comments, blank lines and git's old
    /// list of conflicts.
    private func blockEnd() -> Int {
        let scissors = [syntax.comment] + TrailerBlock.scissors
        let cutoff =
            starts.first { text[$0] == syntax.comment && text[$0...].starts(with: scissors) } ?? text.count
        // Git takes a run that begins with the very first byte for none.
        var ignoredFrom = 0
        var inConflicts = false
        for index in starts where index < cutoff {
            let first = text[index]
            if first == syntax.comment || first == 0x0a {
                if ignoredFrom == 0 { ignoredFrom = index }
            } else if first == 0x43, text[index...].starts(with: TrailerBlock.conflicts) {
                inConflicts = true
                if ignoredFrom == 0 { ignoredFrom = index }
            } else if inConflicts, first == 0x09 {
                // A path in the list of conflicts.
            } else if ignoredFrom != 0 {
                ignoredFrom = 0
                inConflicts = false
            }
        }
        return ignoredFrom != 0 ? ignoredFrom : cutoff
    }

    /// The number of the first line of the block, going up from the end: all trailers, or a quarter of them with one
    /// that git itself writes among them.
    private func blockStart() -> Int? {
        let count = lines.count - 1
        var firstBody = 0
        while firstBody < count {
            let line = line(firstBody)
            if line.first != syntax.comment, TrailerBlock.isBlank(line) { break }
            firstBody += 1
        }
        // All of the message is its title.
        if firstBody == count { return nil }

        var onlyBlank = true
        var recognized = false
        var trailerLines = 0
        var otherLines = 0
        var continuations = 0
        for number in stride(from: count - 1, through: firstBody, by: -1) {
            let line = line(number)
            guard let head = line.first else { continue }
            if head == syntax.comment {
                otherLines += continuations
                continuations = 0
                continue
            }
            if TrailerBlock.isBlank(line) {
                if onlyBlank { continue }
                otherLines += continuations
                let isBlock =
                    recognized && trailerLines * 3 >= otherLines || trailerLines > 0 && otherLines == 0
                return isBlock ? number + 1 : nil
            }
            onlyBlank = false
            if line.starts(with: TrailerBlock.signedOff) || line.starts(with: TrailerBlock.cherryPicked) {
                trailerLines += 1
                continuations = 0
                recognized = true
                continue
            }
            let separator = separator(in: line)
            if separator >= 1, !ASCII.isSpace(head) {
                trailerLines += 1
                continuations = 0
                if !recognized { recognized = known(line[..<(line.startIndex + separator)]) != nil }
            } else if ASCII.isSpace(head) {
                continuations += 1
            } else {
                otherLines += 1 + continuations
                continuations = 0
            }
        }
        return nil
    }

    /// The number of bytes before the separator; negative where the line is no trailer.
    private func separator(in line: ArraySlice<UInt8>) -> Int {
        var sawSpace = false
        for index in line.indices {
            let byte = line[index]
            if syntax.separators.contains(byte) { return index - line.startIndex }
            if !sawSpace, ASCII.isAlphanumeric(byte) || byte == 0x2d { continue }
            if index != line.startIndex, byte == 0x20 || byte == 0x09 {
                sawSpace = true
                continue
            }
            break
        }
        return -1
    }

    /// The configured key that `key` is, or abbreviates.
    private func known(_ key: ArraySlice<UInt8>) -> TrailerSyntax.Known? {
        syntax.known.first { known in
            [known.name, known.key ?? []].contains { name in
                name.count >= key.count && ASCII.equalIgnoringCase(name.prefix(key.count), key)
            }
        }
    }

    private func canonical(_ key: ArraySlice<UInt8>) -> [UInt8] {
        var bare = key
        while let last = bare.last, !ASCII.isAlphanumeric(last) { bare = bare.dropLast() }
        return known(bare)?.key ?? Array(key)
    }

    /// The value with each line break and the white space behind it made one space.
    private static func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        guard value.contains(0x0a) else { return Array(value) }
        var result: [UInt8] = []
        var index = value.startIndex
        while index < value.endIndex {
            if value[index] == 0x0a {
                index += 1
                while index < value.endIndex, ASCII.isSpace(value[index]) { index += 1 }
                result.append(0x20)
            } else {
                result.append(value[index])
                index += 1
            }
        }
        return Array(ASCII.trimmed(result[...]))
    }
}
