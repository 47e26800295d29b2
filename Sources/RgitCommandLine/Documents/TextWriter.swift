// Writes a man page as plain text, for pipes and for machines without man.

/// Writes text of at most 78 columns.
struct TextWriter {
    private static let width = 78
    private var output = ""

    /// The page as text.
    static func page(_ page: ManualPage) -> String {
        var writer = TextWriter()
        writer.output += "NAME\n"
        writer.wrap("\(page.name) - \(page.purpose)", indent: 4)
        writer.output += "\nSYNOPSIS\n"
        for usage in page.usage { writer.line(usage, indent: 4) }
        for section in page.sections {
            writer.output += "\n" + section.title + "\n"
            writer.blocks(section.blocks, indent: 4)
        }
        return writer.output
    }

    private mutating func blocks(_ blocks: [Block], indent: Int) {
        var isFirst = true
        for block in blocks {
            switch block {
            case .paragraph(let content):
                if !isFirst { output += "\n" }
                wrap(content.map(\.string).joined(), indent: indent)
                isFirst = false
            case .bullet(let content):
                wrap(content.map(\.string).joined(), indent: indent + 2, first: "- ")
                isFirst = false
            case .tagged(let tag, let body):
                if !isFirst { output += "\n" }
                wrap(tag.map(\.string).joined(), indent: indent)
                self.blocks(body, indent: indent + 4)
                isFirst = false
            case .verbatim(let lines):
                if !isFirst { output += "\n" }
                for text in lines { line(text, indent: indent) }
                isFirst = false
            }
        }
    }

    private mutating func line(_ text: String, indent: Int) {
        output += String(repeating: " ", count: indent) + text + "\n"
    }

    private mutating func wrap(_ text: String, indent: Int, first: String = "") {
        for (index, part) in TextWriter.wrapped(text, width: Self.width - indent).enumerated() {
            if index == 0, !first.isEmpty {
                line(first + part, indent: indent - first.count)
            } else {
                line(part, indent: indent)
            }
        }
    }

    /// Lines of at most `width` characters, broken at spaces.
    static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        for word in text.split(separator: " ") {
            if !current.isEmpty, current.count + 1 + word.count > width {
                lines.append(current)
                current = ""
            }
            current += (current.isEmpty ? "" : " ") + word
        }
        if !current.isEmpty { lines.append(current) }
        return lines
    }
}
