// Reads the text of one configuration file into its settings, by git-config(1)'s "Syntax".

import GitObjects

/// One `name = value` as a file or the environment gave it.
struct ConfigEntry: Sendable, Equatable {
    /// `section.subsection.name`, section and name in small letters, the subsection as written.
    var key: [UInt8]
    /// The value; `nil` for a name without one, which means true.
    var value: [UInt8]?
    /// The line of the file, from 1; zero outside of files.
    var line: Int
}

/// The state of the parser in a file's text.
struct ConfigParser {
    /// Where and why the parser stopped.
    struct Failure: Error {
        let line: Int
    }

    private let text: [UInt8]
    private var position = 0
    private var line = 1
    private var atEnd = false
    /// The section the next entry is in, with a dot at its end.
    private var section: [UInt8] = []

    private init(_ text: [UInt8]) {
        self.text = text
        // A byte order mark is skipped, as git skips it.
        if text.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    /// Hands the entries of `text` to `body` in order; returns the place of the first syntax error, which ends them.
    ///
    /// A list of them would need as much memory again as what is made of it: there may be a million.
    static func parse<Failed: Error>(
        _ text: [UInt8], _ body: (ConfigEntry) throws(Failed) -> Void
    ) throws(Failed) -> Failure? {
        var parser = ConfigParser(text)
        while true {
            let entry: ConfigEntry?
            do throws(Failure) {
                entry = try parser.nextEntry()
            } catch {
                return error
            }
            guard let entry else { return nil }
            try body(entry)
        }
    }

    /// The next character, with CR LF read as LF and the end of the text read as one more LF.
    private mutating func next() -> UInt8 {
        guard position < text.count else {
            atEnd = true
            line += 1
            return 0x0a
        }
        var character = text[position]
        position += 1
        if character == 0x0d, position < text.count, text[position] == 0x0a {
            character = 0x0a
            position += 1
        }
        if character == 0x0a { line += 1 }
        return character
    }

    /// The next entry; `nil` at the end of the text.
    private mutating func nextEntry() throws(Failure) -> ConfigEntry? {
        var inComment = false
        while true {
            let character = next()
            if character == 0x0a {
                if atEnd { return nil }
                inComment = false
                continue
            }
            if inComment || ASCII.isSpace(character) { continue }
            switch character {
            case UInt8(ascii: "#"), UInt8(ascii: ";"):
                inComment = true
            case UInt8(ascii: "["):
                section = try sectionHeader()
                section.append(UInt8(ascii: "."))
            default:
                guard ASCII.isLetter(character) else { throw Failure(line: line) }
                return try variable(startingWith: character, in: section)
            }
        }
    }

    private mutating func sectionHeader() throws(Failure) -> [UInt8] {
        var name: [UInt8] = []
        while true {
            let start = line
            let character = next()
            if atEnd { throw Failure(line: start) }
            if character == UInt8(ascii: "]") { return name }
            if ASCII.isSpace(character) {
                try subsection(after: character, startLine: start, into: &name)
                return name
            }
            guard Self.isKeyCharacter(character) || character == UInt8(ascii: ".") else {
                throw Failure(line: line)
            }
            name.append(ASCII.lowercased(character))
        }
    }

    private mutating func subsection(
        after first: UInt8, startLine: Int, into name: inout [UInt8]
    ) throws(Failure) {
        var character = first
        var lastLine = startLine
        repeat {
            if character == 0x0a { throw Failure(line: lastLine) }
            lastLine = line
            character = next()
        } while ASCII.isSpace(character)
        guard character == UInt8(ascii: "\"") else { throw Failure(line: line) }
        name.append(UInt8(ascii: "."))
        while true {
            lastLine = line
            character = next()
            if character == 0x0a { throw Failure(line: lastLine) }
            if character == UInt8(ascii: "\"") { break }
            if character == UInt8(ascii: "\\") {
                character = next()
                if character == 0x0a { throw Failure(line: lastLine) }
            }
            name.append(character)
        }
        guard next() == UInt8(ascii: "]") else { throw Failure(line: line) }
    }

    private mutating func variable(
        startingWith first: UInt8, in section: [UInt8]
    ) throws(Failure) -> ConfigEntry {
        var key = section
        key.append(ASCII.lowercased(first))
        var character = next()
        while !atEnd, Self.isKeyCharacter(character) {
            key.append(ASCII.lowercased(character))
            character = next()
        }
        while character == 0x20 || character == 0x09 { character = next() }
        var value: [UInt8]?
        if character != 0x0a {
            guard character == UInt8(ascii: "=") else { throw Failure(line: line) }
            value = try self.value()
        }
        // Git takes no setting of a section without a name.
        guard key.first != UInt8(ascii: ".") else { throw Failure(line: line - 1) }
        // The line feed that ended the value has been counted already.
        return ConfigEntry(key: key, value: value, line: line - 1)
    }

    private mutating func value() throws(Failure) -> [UInt8] {
        var result: [UInt8] = []
        var spaces = 0
        var quoted = false
        var inComment = false
        while true {
            let character = next()
            if character == 0x0a {
                if quoted { throw Failure(line: line - 1) }
                return result
            }
            if inComment { continue }
            if !quoted {
                if ASCII.isSpace(character) {
                    // White space inside a value counts, as blanks; around it it does not.
                    if !result.isEmpty { spaces += 1 }
                    continue
                }
                if character == UInt8(ascii: ";") || character == UInt8(ascii: "#") {
                    inComment = true
                    continue
                }
            }
            result.append(contentsOf: repeatElement(0x20, count: spaces))
            spaces = 0
            switch character {
            case UInt8(ascii: "\\"):
                switch next() {
                case 0x0a: continue
                case UInt8(ascii: "t"): result.append(0x09)
                case UInt8(ascii: "b"): result.append(0x08)
                case UInt8(ascii: "n"): result.append(0x0a)
                case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
                case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
                default: throw Failure(line: line)
                }
            case UInt8(ascii: "\""):
                quoted.toggle()
            default:
                result.append(character)
            }
        }
    }

    static func isKeyCharacter(_ byte: UInt8) -> Bool {
        ASCII.isAlphanumeric(byte) || byte == UInt8(ascii: "-")
    }
}
