// Which changes of commits are looked for, as -S, -G and --find-object of git log say it.

import Records

/// The options that leave only commits and files in which something came or went.
public struct PickaxeOptions: Hashable, Codable, Sendable {
    /// What is looked for.
    public enum Kind: String, Hashable, Codable, Sendable {
        /// `-S`: files in which the number of occurrences changed.
        case occurrences
        /// `-G`: files with an added or removed line that matches.
        case lines
        /// `--find-object`: files that had or have this content.
        case object
        /// `--diff-filter` alone: changes of some kinds, whatever is in the files.
        case change
    }

    /// What is looked for; `nil` for every change.
    public var kind: Kind?
    /// The string or expression, or the revision that names the object.
    public var pattern: Text = ""
    /// The revisions of further objects, of which any will do.
    public var otherObjects: [Text] = []
    /// `--pickaxe-regex`: whether the pattern of `-S` is an extended regular expression.
    public var isExpression = false
    /// `--pickaxe-all`: whether all changes of a commit are shown where one is found.
    public var showsAll = false
    /// `-i`: whether case does not matter.
    public var ignoresCase = false

    /// `--diff-filter`: which of the changes in which something is found are kept.
    public var filter = ChangeFilter()

    /// Every change.
    public init() {}

    /// What is looked for where it is no more than kinds of change, too.
    var effectiveKind: Kind? { kind ?? (filter.isGiven ? .change : nil) }

    /// Refuses what git refuses.
    ///
    /// - Throws: a usage error.
    package func check() throws(RgitError) {
        if kind == .lines, isExpression {
            throw RgitError(
                .usage, "'-G' and '--pickaxe-regex' exclude each other",
                hint: "-G takes a regular expression as it is")
        }
        if kind == .object, showsAll {
            throw RgitError(.usage, "'--find-object' and '--pickaxe-all' exclude each other")
        }
        if kind != nil, kind != .change, pattern.bytes.isEmpty {
            throw RgitError(.usage, "nothing to look for")
        }
        if pattern.bytes.contains(0) { throw RgitError(.usage, "pattern holds a NUL byte", pattern.bytes) }
    }
}

extension PickaxeOptions {
    /// Changes of how often `text` occurs in a file (`-S`); an extended regular expression where `isExpression` says so.
    public static func occurrences(
        of text: String, isExpression: Bool = false, ignoresCase: Bool = false, showsAll: Bool = false
    ) -> PickaxeOptions {
        var options = PickaxeOptions()
        options.kind = .occurrences
        options.pattern = Text(Array(text.utf8))
        options.isExpression = isExpression
        options.ignoresCase = ignoresCase
        options.showsAll = showsAll
        return options
    }

    /// Changes with an added or removed line that matches an extended regular expression (`-G`).
    public static func lines(
        matching expression: String, ignoresCase: Bool = false, showsAll: Bool = false
    ) -> PickaxeOptions {
        var options = occurrences(of: expression, ignoresCase: ignoresCase, showsAll: showsAll)
        options.kind = .lines
        return options
    }

    /// Changes to or from the object that a revision names (`--find-object`).
    public static func object(_ revision: String) -> PickaxeOptions {
        var options = occurrences(of: revision)
        options.kind = .object
        return options
    }
}
