// The markup the table's texts are written in, and its parser.

/// A piece of a line.
enum Inline: Sendable, Equatable {
    /// Plain text.
    case text(String)
    /// Between backquotes: text that is typed or printed exactly so.
    case literal(String)
    /// Between asterisks: a placeholder, or another page.
    case emphasis(String)

    /// The text alone.
    var string: String {
        switch self {
        case .text(let text), .literal(let text), .emphasis(let text): text
        }
    }
}

/// A part of a page.
enum Block: Sendable, Equatable {
    /// Running text.
    case paragraph([Inline])
    /// A point of a list.
    case bullet([Inline])
    /// A term, and its indented description.
    case tagged([Inline], [Block])
    /// Lines as they are.
    case verbatim([String])
}

/// Parses markup: paragraphs separated by empty lines, lines after `- ` as list items, lines indented by four spaces verbatim.
enum Markup {
    /// The parts of a text.
    static func blocks(_ text: String) -> [Block] {
        var blocks: [Block] = []
        for chunk in chunks(text) {
            if chunk[0].hasPrefix("    ") {
                blocks.append(.verbatim(chunk.map { String($0.dropFirst(4)) }))
                continue
            }
            var current: (isBullet: Bool, lines: [String]) = (false, [])
            func flush() {
                guard !current.lines.isEmpty else { return }
                let content = inlines(current.lines.joined(separator: " "))
                blocks.append(current.isBullet ? .bullet(content) : .paragraph(content))
            }
            for line in chunk {
                if line.hasPrefix("- ") {
                    flush()
                    current = (true, [String(line.dropFirst(2))])
                } else {
                    current.lines.append(line.trimmed)
                }
            }
            flush()
        }
        return blocks
    }

    /// The pieces of a line.
    static func inlines(_ line: String) -> [Inline] {
        var result: [Inline] = []
        var plain = ""
        var rest = line[...]
        while let first = rest.first {
            rest = rest.dropFirst()
            if first == "`" || first == "*", let end = rest.firstIndex(of: first), end != rest.startIndex {
                if !plain.isEmpty { result.append(.text(plain)) }
                plain = ""
                let inner = String(rest[..<end])
                result.append(first == "`" ? .literal(inner) : .emphasis(inner))
                rest = rest[rest.index(after: end)...]
            } else {
                plain.append(first)
            }
        }
        if !plain.isEmpty { result.append(.text(plain)) }
        return result
    }

    /// The text without its marks.
    static func plain(_ text: String) -> String { inlines(text).map(\.string).joined() }

    private static func chunks(_ text: String) -> [[String]] {
        var chunks: [[String]] = []
        var current: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                if !current.isEmpty { chunks.append(current) }
                current = []
            } else {
                current.append(String(line))
            }
        }
        if !current.isEmpty { chunks.append(current) }
        return chunks
    }
}

extension String {
    /// The string without spaces at its ends.
    var trimmed: String {
        var view = self[...]
        while view.first == " " { view = view.dropFirst() }
        while view.last == " " { view = view.dropLast() }
        return String(view)
    }
}

extension String {
    /// The string with every occurrence of a character written otherwise.
    func replaced(_ character: Character, with replacement: String) -> String {
        var result = ""
        for current in self {
            if current == character { result += replacement } else { result.append(current) }
        }
        return result
    }
}
