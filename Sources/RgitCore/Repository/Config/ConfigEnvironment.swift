// Settings handed down in environment variables: GIT_CONFIG_COUNT and its pairs, and GIT_CONFIG_PARAMETERS.

import GitObjects

enum ConfigEnvironment {
    /// The settings in the order git reads them.
    static func entries(_ environment: ProcessEnvironment) throws(RgitError) -> [ConfigEntry] {
        var entries: [ConfigEntry] = []
        if let text = environment["GIT_CONFIG_COUNT"], !text.isEmpty {
            guard text.allSatisfy(ASCII.isDigit), let count = Int(text.printableText) else {
                throw RgitError(.damaged, "bogus count in", "GIT_CONFIG_COUNT")
            }
            guard count <= Int(Int32.max) else {
                throw RgitError(.damaged, "too many entries in", "GIT_CONFIG_COUNT")
            }
            for number in 0..<count {
                guard let key = environment["GIT_CONFIG_KEY_\(number)"] else {
                    throw RgitError(.damaged, "missing config key", "GIT_CONFIG_KEY_\(number)")
                }
                guard let value = environment["GIT_CONFIG_VALUE_\(number)"] else {
                    throw RgitError(.damaged, "missing config value", "GIT_CONFIG_VALUE_\(number)")
                }
                entries.append(.init(key: try ConfigKey.canonical(key), value: value, line: 0))
            }
        }
        if let list = environment["GIT_CONFIG_PARAMETERS"] {
            try readList(list, into: &entries)
        }
        return entries
    }

    /// Reads `'key=value' 'key'='value' 'key'=`, the shell-quoted forms git writes.
    private static func readList(_ list: [UInt8], into entries: inout [ConfigEntry]) throws(RgitError) {
        var position = 0
        func bogus() -> RgitError { RgitError(.damaged, "bogus format in", "GIT_CONFIG_PARAMETERS") }
        while position < list.count {
            guard let word = quoted(list, &position) else { throw bogus() }
            if position == list.count || ASCII.isSpace(list[position]) {
                let equals = word.firstIndex(of: UInt8(ascii: "="))
                let key = Array(word[..<(equals ?? word.count)]).trimmed
                guard !key.isEmpty else { throw RgitError(.damaged, "bogus config parameter", word) }
                entries.append(
                    .init(
                        key: try ConfigKey.canonical(key), value: equals.map { Array(word[($0 + 1)...]) },
                        line: 0))
            } else if list[position] == UInt8(ascii: "=") {
                position += 1
                var value: [UInt8]?
                if position < list.count, list[position] == UInt8(ascii: "'") {
                    value = quoted(list, &position)
                    guard value != nil else { throw bogus() }
                }
                guard position == list.count || ASCII.isSpace(list[position]) else { throw bogus() }
                entries.append(.init(key: try ConfigKey.canonical(word), value: value, line: 0))
            } else {
                throw bogus()
            }
            while position < list.count, ASCII.isSpace(list[position]) { position += 1 }
        }
    }

    /// One shell word in single quotes, with `'\''` and `'\!'` for the two characters that cannot occur in them.
    private static func quoted(_ text: [UInt8], _ position: inout Int) -> [UInt8]? {
        guard position < text.count, text[position] == UInt8(ascii: "'") else { return nil }
        position += 1
        var result: [UInt8] = []
        while position < text.count {
            let byte = text[position]
            position += 1
            if byte != UInt8(ascii: "'") {
                result.append(byte)
                continue
            }
            guard position + 2 < text.count, text[position] == UInt8(ascii: "\\"),
                text[position + 1] == UInt8(ascii: "'") || text[position + 1] == UInt8(ascii: "!"),
                text[position + 2] == UInt8(ascii: "'")
            else { return result }
            result.append(text[position + 1])
            position += 3
        }
        return nil
    }
}

/// The full names of variables as they are typed.
enum ConfigKey {
    /// `key` with its section and name in small letters, checked as git checks it.
    static func canonical(_ key: [UInt8], _ kind: RgitError.Kind = .damaged) throws(RgitError) -> [UInt8] {
        guard let last = key.lastIndex(of: 0x2e), let first = key.firstIndex(of: 0x2e), first > 0 else {
            throw RgitError(kind, "key does not contain a section", key)
        }
        guard last + 1 < key.count else {
            throw RgitError(kind, "key does not contain variable name", key)
        }
        let section = key[..<first]
        let name = key[(last + 1)...]
        let subsection = key[first..<last]
        guard section.allSatisfy(ConfigParser.isKeyCharacter), name.allSatisfy(ConfigParser.isKeyCharacter),
            ASCII.isLetter(key[last + 1]), !subsection.contains(0x0a)
        else { throw RgitError(kind, "invalid key", key) }
        return Array(section).asciiLowercased + subsection + [0x2e] + Array(name).asciiLowercased
    }
}

extension ProcessEnvironment {
    /// The user's home directory.
    var homeDirectory: [UInt8]? {
        guard let home = self["HOME"], !home.isEmpty else { return nil }
        return home
    }

    /// A variable read as git reads truth values; `fallback` when it is not set or is none.
    func flag(_ name: String, default fallback: Bool) -> Bool {
        guard let value = self[name] else { return fallback }
        return ConfigValue.bool(value) ?? fallback
    }
}
