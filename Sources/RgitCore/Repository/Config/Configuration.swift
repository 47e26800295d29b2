// The settings in force, from every file and from the environment, looked up by their full name.

import GitObjects

/// A repository's configuration: all settings in the order git reads them, the last one of a name in force.
public struct Configuration: Sendable {
    /// Where a setting comes from, from the weakest to the strongest.
    public enum Scope: Int, Sendable, Comparable {
        /// The machine's file, `/etc/gitconfig`.
        case system
        /// The user's files, `~/.gitconfig` and its XDG twin.
        case global
        /// The repository's `config`.
        case local
        /// The working tree's `config.worktree`.
        case worktree
        /// `GIT_CONFIG_COUNT` and `GIT_CONFIG_PARAMETERS` (what `git -c` sets).
        case command

        /// The weaker scope comes first.
        public static func < (left: Scope, right: Scope) -> Bool { left.rawValue < right.rawValue }
    }

    /// One setting with its origin.
    public struct Setting: Sendable, Equatable {
        /// `section.subsection.name`, section and name in small letters.
        public let key: [UInt8]
        /// The value; `nil` for a name without one, which means true.
        public let value: [UInt8]?
        /// What kind of file it is from.
        public let scope: Scope
        /// The file's path; `nil` for the environment.
        public let file: [UInt8]?
        /// The line of that file, from 1.
        public let line: Int
    }

    /// Every setting in the order read, `include.path` and its like among them.
    public let settings: [Setting]
    /// The files that were looked for, also those that are not there: what else they hold decides over the settings.
    let files: [[UInt8]]
    /// What git would warn of.
    let warnings: [Warning]
    /// The position of the last setting of each name.
    private let last: [[UInt8]: Int32]
    /// For each setting the position of the one of the same name before it; -1 for none.
    private let previous: [Int32]
    /// The user's home directory.
    let home: [UInt8]?

    init(settings: [Setting], files: [[UInt8]] = [], warnings: [Warning] = [], home: [UInt8]?) {
        self.warnings = warnings
        self.settings = settings
        self.files = files
        self.home = home
        // Lists of positions would be an allocation for each of a million names.
        var last = [[UInt8]: Int32](minimumCapacity: settings.count)
        var previous: [Int32] = []
        previous.reserveCapacity(settings.count)
        for (position, setting) in settings.enumerated() {
            previous.append(last.updateValue(Int32(clamping: position), forKey: setting.key) ?? -1)
        }
        self.last = last
        self.previous = previous
    }

    /// No settings at all.
    static let empty = Configuration(settings: [], home: nil)

    /// Makes the key of a setting in a subsection, such as `branch.main.remote`.
    public static func key(_ section: String, _ subsection: [UInt8], _ name: String) -> [UInt8] {
        Array(section.utf8) + [0x2e] + subsection + [0x2e] + Array(name.utf8)
    }

    /// The setting in force; `key` has its section and name in small letters.
    public func setting(_ key: [UInt8]) -> Setting? {
        last[key].map { settings[Int($0)] }
    }

    /// The value in force, empty for a name without one; `nil` when it is not set.
    public func string(_ key: String) -> [UInt8]? { string(Array(key.utf8)) }

    /// The value in force, empty for a name without one; `nil` when it is not set.
    public func string(_ key: [UInt8]) -> [UInt8]? {
        setting(key).map { $0.value ?? [] }
    }

    /// All values given, weakest first; names without a value give an empty one.
    public func all(_ key: String) -> [[UInt8]] { all(Array(key.utf8)) }

    /// All values given, weakest first; names without a value give an empty one.
    public func all(_ key: [UInt8]) -> [[UInt8]] {
        positions(of: key).map { settings[$0].value ?? [] }
    }

    /// The positions among `settings` of those of a name, in order.
    func positions(of key: [UInt8]) -> [Int] {
        var positions: [Int] = []
        var position = last[key] ?? -1
        while position >= 0 {
            positions.append(Int(position))
            position = previous[Int(position)]
        }
        return positions.reversed()
    }

    /// The value in force as git reads a truth value (`yes`, `on`, `true`, any number but zero, or alone).
    ///
    /// Throws when the value is none of these.
    public func bool(_ key: String) throws(RgitError) -> Bool? { try bool(Array(key.utf8)) }

    /// The value in force as git reads a truth value.
    public func bool(_ key: [UInt8]) throws(RgitError) -> Bool? {
        guard let setting = setting(key) else { return nil }
        guard let value = setting.value else { return true }
        guard let truth = ConfigValue.bool(value) else {
            throw Self.bad("bad boolean configuration value '\(value.printableText)' for", setting)
        }
        return truth
    }

    /// The value in force as a number, with `k`, `m` or `g` for powers of 1024. Throws when it is not one.
    public func int(_ key: String) throws(RgitError) -> Int? {
        guard let setting = setting(Array(key.utf8)) else { return nil }
        guard let number = ConfigValue.int(setting.value ?? []) else {
            throw Self.bad(
                "bad numeric configuration value '\((setting.value ?? []).printableText)' for", setting)
        }
        return number
    }

    /// The value in force as a path, `~/` replaced by the user's home; `nil` when it is not set or empty.
    public func path(_ key: String) -> [UInt8]? {
        guard let value = string(key), !value.isEmpty else { return nil }
        return UserDirectory.expand(value, home: home) ?? value
    }

    /// The distinct subsections of a section, in the order first seen.
    public func subsections(of section: String) -> [[UInt8]] {
        var seen: Set<[UInt8]> = []
        var result: [[UInt8]] = []
        let prefix = Array(section.utf8) + [0x2e]
        for setting in settings where setting.key.starts(with: prefix) {
            guard let dot = setting.key.lastIndex(of: 0x2e), dot >= prefix.count else { continue }
            let name = Array(setting.key[prefix.count..<dot])
            if seen.insert(name).inserted { result.append(name) }
        }
        return result
    }

    /// The error about a setting's value, with its place.
    static func bad(_ what: String, _ setting: Setting) -> RgitError {
        let place = setting.file.map { " in file \($0.printableText) at line \(setting.line)" } ?? ""
        return RgitError(.damaged, what, Array("'\(setting.key.printableText)'\(place)".utf8))
    }
}

/// The parsing of a value's text.
enum ConfigValue {
    /// A truth value; `nil` when it is none.
    static func bool(_ value: [UInt8]) -> Bool? {
        if let truth = word(value) { return truth }
        // Git reads such numbers into 32 bits.
        return int(value).flatMap { Int32(exactly: $0) }.map { $0 != 0 }
    }

    /// A truth value that is no number; `nil` when it is none.
    static func word(_ value: [UInt8]) -> Bool? {
        let word = value.asciiLowercased
        if word == "true" || word == "yes" || word == "on" { return true }
        if word.isEmpty || word == "false" || word == "no" || word == "off" { return false }
        return nil
    }

    /// A number, decimal, octal (`0…`) or hexadecimal (`0x…`), with a suffix; `nil` when it is none.
    static func int(_ value: [UInt8]) -> Int? {
        var rest = value[...]
        while let first = rest.first, ASCII.isSpaceBeforeNumber(first) { rest = rest.dropFirst() }
        var negative = false
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            negative = sign == UInt8(ascii: "-")
            rest = rest.dropFirst()
        }
        var factor = 1
        switch rest.last.map({ $0 | 0x20 }) {
        case UInt8(ascii: "k"): factor = 1 << 10
        case UInt8(ascii: "m"): factor = 1 << 20
        case UInt8(ascii: "g"): factor = 1 << 30
        default: break
        }
        if factor != 1 { rest = rest.dropLast() }
        var radix = 10
        if rest.first == UInt8(ascii: "0"), rest.count > 1 {
            if rest.dropFirst().first.map({ $0 | 0x20 }) == UInt8(ascii: "x") {
                radix = 16
                rest = rest.dropFirst(2)
            } else {
                radix = 8
            }
        }
        guard let first = rest.first, ASCII.isHexDigit(first),
            let number = Int(String(decoding: rest, as: UTF8.self), radix: radix)
        else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: negative ? -factor : factor)
        return overflow ? nil : product
    }
}
