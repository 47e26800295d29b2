// One `.gitattributes` file understood: its patterns, what they say, and the macros it defines.

import GitObjects

/// What a line says of an attribute.
enum AttributeValue: Sendable, Equatable {
    /// `attr`
    case set
    /// `-attr`
    case unset
    /// `!attr`, or nothing said at all.
    case unspecified
    /// `attr=value`
    case value([UInt8])
}

/// An attribute and what is said of it.
struct AttributeState: Sendable, Equatable {
    var name: [UInt8]
    var value: AttributeValue
}

/// A pattern of an attributes file, in gitignore's syntax without negation.
struct AttributePattern: Sendable {
    private let onlyBaseName: Bool
    private let mustBeDirectory: Bool
    /// What the name or path begins with, or is where there is no wildcard.
    private let literal: [UInt8]
    /// The rest of the pattern, where it has wildcards.
    private let wildcards: Wildmatch?

    /// Takes a pattern as written; `nil` for a negative one, which git ignores with a warning.
    init?(_ text: [UInt8], ignoringCase: Bool) {
        guard text.first != UInt8(ascii: "!") else { return nil }
        var text = text
        mustBeDirectory = text.last == 0x2f
        if mustBeDirectory { text.removeLast() }
        onlyBaseName = !text.contains(0x2f)
        if text.first == 0x2f { text.removeFirst() }
        let folding: Wildmatch.Options = ignoringCase ? .caseFold : []
        let special = text.firstIndex {
            $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[")
                || $0 == UInt8(ascii: "\\")
        }
        if let special {
            // In a path the literal front is matched by itself, so that `a**/b` means `a` and then `**/b`.
            literal = onlyBaseName ? [] : Array(text[..<special])
            wildcards =
                onlyBaseName
                ? Wildmatch(text, options: folding)
                : Wildmatch(text[special...], options: folding.union(.pathname))
        } else {
            literal = text
            wildcards = nil
        }
    }

    /// Whether a file or a directory matches; `directory` is that of the attributes file. None of them has a slash at its
    /// end.
    func matches(
        _ path: [UInt8], baseName: ArraySlice<UInt8>, isDirectory: Bool, directory: [UInt8],
        ignoringCase: Bool
    ) -> Bool {
        // A file never matches what asks for a directory.
        if mustBeDirectory && !isDirectory { return false }
        var rest = baseName
        if !onlyBaseName {
            rest = path[...]
            if !directory.isEmpty {
                guard path.count > directory.count, path[directory.count] == 0x2f,
                    Self.equal(path[..<directory.count], directory[...], ignoringCase)
                else { return false }
                rest = path[(directory.count + 1)...]
            }
        }
        guard let wildcards else { return Self.equal(literal[...], rest, ignoringCase) }
        guard rest.count >= literal.count,
            Self.equal(literal[...], rest.prefix(literal.count), ignoringCase)
        else { return false }
        return wildcards.matches(rest.dropFirst(literal.count))
    }

    private static func equal(
        _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ ignoringCase: Bool
    ) -> Bool {
        guard left.count == right.count else { return false }
        if left == right { return true }
        return ignoringCase && Array(left).asciiLowercased == Array(right).asciiLowercased
    }
}

/// The lines of one attributes file.
struct AttributeFile: Sendable {
    /// A pattern with what it says.
    struct Rule: Sendable {
        let pattern: AttributePattern
        let states: [AttributeState]
    }

    /// Files above this size are ignored, as git ignores them.
    static let maximumSize = 100 << 20
    private static let maximumLine = 2048

    /// Its patterns in the order written; the last match wins.
    var rules: [Rule] = []
    /// Its macros in the order written.
    var macros: [AttributeState.Macro] = []
    /// The attributes it names, in the order in which git gets to know them; those named twice are there twice.
    private(set) var names: [[UInt8]] = []

    /// A file that says nothing.
    static let empty = AttributeFile()

    private init() {}

    /// Reads a file's content; lines that git refuses are left out.
    init(_ content: [UInt8], allowsMacros: Bool, ignoringCase: Bool = false) {
        guard content.count < Self.maximumSize else { return }
        var first = true
        for line in content.split(separator: 0x0a, omittingEmptySubsequences: false) {
            var line = line.prefix { $0 != 0 }
            if first && line.starts(with: [0xef, 0xbb, 0xbf]) { line = line.dropFirst(3) }
            first = false
            parse(line, allowsMacros: allowsMacros, ignoringCase: ignoringCase)
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a
    }

    private mutating func parse(
        _ text: ArraySlice<UInt8>, allowsMacros: Bool, ignoringCase: Bool
    ) {
        guard text.count < Self.maximumLine else { return }
        var line = text.drop(while: Self.isBlank)
        guard let start = line.first, start != UInt8(ascii: "#") else { return }
        var name: [UInt8]
        if start == UInt8(ascii: "\""), let quoted = CQuoting.unquote(line) {
            name = quoted.text
            line = quoted.rest
        } else {
            name = Array(line.prefix { !Self.isBlank($0) })
            line = line.dropFirst(name.count)
        }
        let isMacro = name.count > 6 && name.hasPrefix("[attr]")
        if isMacro {
            guard allowsMacros else { return }
            name.removeFirst(6)
            guard AttributeState.isValidName(name[...]) else { return }
        }
        var states: [AttributeState] = []
        line = line.drop(while: Self.isBlank)
        while !line.isEmpty {
            let word = line.prefix { !Self.isBlank($0) }
            guard let state = Self.state(word) else { return }
            states.append(state)
            line = line[word.endIndex...].drop(while: Self.isBlank)
        }
        if isMacro {
            macros.append(.init(name: name, states: states))
            names.append(name)
            names += states.map(\.name)
        } else if let pattern = AttributePattern(name, ignoringCase: ignoringCase) {
            rules.append(Rule(pattern: pattern, states: states))
            names += states.map(\.name)
        }
    }

    private static func state(_ word: ArraySlice<UInt8>) -> AttributeState? {
        let equals = word.firstIndex(of: UInt8(ascii: "="))
        var name = word[..<(equals ?? word.endIndex)]
        var value = AttributeValue.set
        switch name.first {
        case UInt8(ascii: "-"):
            value = .unset
            name = name.dropFirst()
        case UInt8(ascii: "!"):
            value = .unspecified
            name = name.dropFirst()
        default:
            if let equals { value = .value(Array(word[(equals + 1)...])) }
        }
        return AttributeState.isValidName(name) ? AttributeState(name: Array(name), value: value) : nil
    }
}

extension AttributeState {
    /// A macro: a name for several attributes.
    struct Macro: Sendable, Equatable {
        var name: [UInt8]
        var states: [AttributeState]
    }

    /// Whether an attribute may be called so.
    static func isValidName(_ name: ArraySlice<UInt8>) -> Bool {
        guard let first = name.first, first != UInt8(ascii: "-") else { return false }
        return name.allSatisfy {
            ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "_")
        }
    }
}
