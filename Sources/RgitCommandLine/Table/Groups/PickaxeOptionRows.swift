// The options that look for what came or went, as git's pickaxe does, the same for every command that compares commits.

import Records
import RgitCore

/// Rows that fill `PickaxeOptions`, sorted by name.
enum PickaxeOptionRows {
    /// How answers differ from git's.
    static let difference =
        "`-S` and `-G` look at contents as they are stored: textconv programs are not run, as by `git log --no-textconv`."

    /// The rows.
    static let rows: [OptionSpec<PickaxeOptions>] = [
        .value(
            OptionInfo(
                long: "find-object", shape: .value("OBJECT"), category: .differences,
                summary: "Only changes to or from this content.",
                details: """
                    OBJECT is a revision that names a blob, a tree or the commit of a submodule; given several times, any of \
                    them. `rgit log` then looks at all of history, as with `--full-history`.
                    """)
        ) { options, bytes throws(RgitError) in
            if options.kind == .object {
                options.otherObjects.append(Text(bytes))
            } else {
                try look(for: bytes, .object, &options)
            }
        },
        .value(
            OptionInfo(
                long: nil, short: "G", shape: .value("REGEX"), category: .differences,
                summary: "Only changes with an added or removed line that matches.",
                details: """
                    REGEX is an extended regular expression, tried on every line of the difference by itself. Binary files \
                    have no lines but with `--text`.
                    """)
        ) { options, bytes throws(RgitError) in try look(for: bytes, .lines, &options) },
        .once(
            OptionInfo(
                long: "pickaxe-all", category: .differences,
                summary: "With -S or -G keep all changes of a commit.",
                details: "Otherwise `--stats` and `--patch` show only the files in which something was found."
            )
        ) { $0.showsAll = true },
        .once(
            OptionInfo(
                long: "pickaxe-regex", category: .differences,
                summary: "Take TEXT of -S for an extended regular expression.")
        ) { $0.isExpression = true },
        .value(
            OptionInfo(
                long: nil, short: "S", shape: .value("TEXT"), category: .differences,
                summary: "Only changes of how often TEXT occurs in a file.",
                details: """
                    It tells when something came or went: a line that only moves within its file does not count, and binary \
                    files do. With `-i` the case of letters does not matter. The files are those that `--stats` shows, \
                    renames found: a merge has none by default, and with `-m` those of each parent.
                    """)
        ) { options, bytes throws(RgitError) in try look(for: bytes, .occurrences, &options) },
    ]

    /// `--diff-filter` of commands that show commits.
    static let filter: OptionSpec<PickaxeOptions> = .value(
        OptionInfo(
            long: "diff-filter", shape: .value("LETTERS"), category: .differences,
            summary: "Only changes of these kinds (ACDMRTU).",
            details: """
                Commits without such a change are left out. A letter in lower case leaves the kind out. With `*` all \
                changes of a commit are shown if one is of a kind that is wanted. `git log` finds nothing by small letters \
                alone unless it prints changes.
                """)
    ) { options, bytes throws(RgitError) in
        guard options.filter.add(bytes) else {
            throw RgitError(.usage, "unknown change class in --diff-filter", bytes)
        }
    }

    /// The rows together with those that say how files are compared, sorted by name; `hasPatterns` says that the command has
    /// a switch for case already.
    static func withDifferences<Request>(
        _ pickaxe: WritableKeyPath<Request, PickaxeOptions> & Sendable,
        _ diff: WritableKeyPath<Request, DiffOptions> & Sendable, hasPatterns: Bool = false
    ) -> [OptionSpec<Request>] {
        ((hasPatterns ? rows : withCase).lifted(pickaxe) + DifferenceOptions.rows.lifted(diff))
            .sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }
    }

    /// The rows for a command that has no other patterns.
    private static let withCase: [OptionSpec<PickaxeOptions>] =
        rows + [
            .flag(
                OptionInfo(
                    long: "regexp-ignore-case", short: "i", category: .differences,
                    summary: "Ignore case in the patterns of -S and -G.")
            ) { $0.ignoresCase = $1 }
        ]

    private static func look(
        for pattern: [UInt8], _ kind: PickaxeOptions.Kind, _ options: inout PickaxeOptions
    ) throws(RgitError) {
        guard !pattern.isEmpty else { throw RgitError(.usage, "nothing to look for", kind.option) }
        if let other = options.kind, other != kind {
            throw RgitError(.usage, "\(other.option) and \(kind.option) exclude each other")
        }
        options.kind = kind
        options.pattern = Text(pattern)
    }
}

extension PickaxeOptions.Kind {
    /// The option that asks for it.
    fileprivate var option: String {
        switch self {
        case .occurrences: "-S"
        case .lines: "-G"
        case .object: "--find-object"
        case .change: "--diff-filter"
        }
    }
}
