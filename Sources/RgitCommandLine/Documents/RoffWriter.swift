// Writes a man page as roff with the man macros, which man-db and mandoc both read.

/// Writes roff.
struct RoffWriter {
    private var output = ""

    /// The page as roff.
    static func page(_ page: ManualPage) -> String {
        var writer = RoffWriter()
        let title = escaped(page.name.uppercased())
        let source = "rgit \(ProgramInfo.version)"
        writer.line(".\\\" Made by 'rgit man' from the table of commands; change that instead.")
        writer.line(".TH \"\(title)\" \"1\" \"\(ProgramInfo.date)\" \"\(source)\" \"rgit manual\"")
        writer.line(".nh")
        writer.line(".ad l")
        writer.line(".SH \"NAME\"")
        writer.line("\(escaped(page.name)) \\- \(escaped(page.purpose))")
        writer.line(".SH \"SYNOPSIS\"")
        for (index, usage) in page.usage.enumerated() {
            if index > 0 { writer.line(".br") }
            writer.usage(usage)
        }
        for section in page.sections {
            writer.line(".SH \"\(escaped(section.title))\"")
            writer.blocks(section.blocks, isFirst: true)
        }
        return writer.output
    }

    private mutating func line(_ text: String) { output += text + "\n" }

    /// Words as they are typed in bold, placeholders (words in capitals) in italics.
    private mutating func usage(_ usage: String) {
        let words = usage.split(separator: " ").map { word -> String in
            let isName = word.contains { $0.isUppercase } || word.hasPrefix("[")
            return isName ? Self.escaped(String(word)) : "\\fB\(Self.escaped(String(word)))\\fR"
        }
        line(words.joined(separator: " "))
    }

    private mutating func blocks(_ blocks: [Block], isFirst: Bool) {
        var isFirst = isFirst
        for block in blocks {
            switch block {
            case .paragraph(let content):
                if !isFirst { line(".PP") }
                text(content)
            case .bullet(let content):
                line(".IP \"\\(bu\" 2")
                text(content)
            case .tagged(let tag, let body):
                line(".TP")
                line(Self.guarded(Self.fonts(tag)))
                nested(body)
            case .verbatim(let lines):
                if !isFirst { line(".PP") }
                verbatim(lines)
            }
            isFirst = false
        }
    }

    /// The text under a tag: its first paragraph in place, the rest indented.
    private mutating func nested(_ blocks: [Block]) {
        var rest = blocks[...]
        if case .paragraph(let content)? = rest.first {
            text(content)
            rest = rest.dropFirst()
        } else if case .verbatim(let lines)? = rest.first {
            for text in lines { line(Self.guarded("\\fB" + Self.escaped(text) + "\\fR")) }
            rest = rest.dropFirst()
        }
        guard !rest.isEmpty else { return }
        line(".RS")
        for block in rest {
            // A list follows the line above it directly; a paragraph is set apart.
            var isList = false
            if case .bullet = block { isList = true }
            self.blocks([block], isFirst: isList)
        }
        line(".RE")
    }

    private mutating func verbatim(_ lines: [String]) {
        line(".RS 4")
        line(".nf")
        for text in lines { line(Self.guarded(Self.escaped(text))) }
        line(".fi")
        line(".RE")
    }

    /// Running text, a sentence beginning a line, as roff likes it.
    private mutating func text(_ content: [Inline]) {
        var current = ""
        for word in Self.words(content) {
            if !current.isEmpty, current.utf8.count + word.utf8.count > 76 || Self.endsSentence(current) {
                line(Self.guarded(current))
                current = word
            } else {
                current += (current.isEmpty ? "" : " ") + word
            }
        }
        if !current.isEmpty { line(Self.guarded(current)) }
    }

    /// Words with their fonts; a literal stays one word, so that no line breaks within it.
    private static func words(_ content: [Inline]) -> [String] {
        var words: [String] = []
        var isGlued = false
        for piece in content {
            var parts: [String]
            var endsOpen = true
            var startsOpen = true
            switch piece {
            case .text(let text):
                startsOpen = text.first != " "
                endsOpen = text.last != " "
                parts = text.split(separator: " ").map { escaped(String($0)) }
            case .literal(let text):
                parts = text.split(separator: " ").map { "\\fB\(escaped(String($0)))\\fR" }
            case .emphasis(let text):
                parts = text.split(separator: " ").map { "\\fI\(escaped(String($0)))\\fR" }
            }
            if isGlued, startsOpen, !words.isEmpty, !parts.isEmpty {
                words[words.count - 1] += parts.removeFirst()
            }
            words += parts
            isGlued = endsOpen
        }
        return words
    }

    private static func endsSentence(_ line: String) -> Bool {
        line.hasSuffix(".") || line.hasSuffix("?") || line.hasSuffix("!")
    }

    private static func fonts(_ content: [Inline]) -> String {
        content.map { piece in
            switch piece {
            case .text(let text): escaped(text)
            case .literal(let text): "\\fB\(escaped(text))\\fR"
            case .emphasis(let text): "\\fI\(escaped(text))\\fR"
            }
        }.joined()
    }

    /// Characters roff would take for something else.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case "\"": result += "\\(dq"
            default: result.append(character)
            }
        }
        return result
    }

    /// A line that roff does not take for a request.
    private static func guarded(_ line: String) -> String {
        line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }
}
