// The options that say how patches look, the same for every command that prints them.

import RgitCore

/// Rows that fill `PatchOptions`, sorted by name.
enum PatchOptionRows {
    /// The rows.
    static let rows: [OptionSpec<PatchOptions>] = [
        .optionalValue(
            OptionInfo(
                long: "abbrev", shape: .optionalValue("N"), category: .patches,
                summary: "Shorten object names to N digits, or as many more as it takes.",
                details: "Without N, and by default, as `core.abbrev` says.")
        ) { options, bytes throws(RgitError) in
            guard let bytes else {
                options.abbreviation = nil
                return
            }
            options.abbreviation = max(4, try Values.integer(bytes, for: "--abbrev", in: 0...Int.max))
        },
        .refused(
            OptionInfo(long: "binary", category: .patches, summary: "Not there."),
            "binary patches are not there", hint: "'git diff --binary' writes them"),
        .value(
            OptionInfo(
                long: "dst-prefix", shape: .value("PREFIX"), category: .patches,
                summary: "Show PREFIX before the second path instead of b/.")
        ) { $0.newPrefix = $1 },
        .refused(
            OptionInfo(long: "ext-diff", category: .patches, summary: "Not there."),
            "external diff programs are not run"),
        .once(
            OptionInfo(
                long: "full-index", category: .patches, summary: "Show whole object names in patches.")
        ) { $0.fullIndex = true },
        .flag(
            OptionInfo(
                long: "function-context", short: "W", category: .patches,
                summary: "Show whole functions around changes.")
        ) { $0.functionContext = $1 },
        .value(
            OptionInfo(
                long: "ignore-matching-lines", short: "I", shape: .value("REGEX"), category: .patches,
                summary: "Ignore changes all of whose lines match REGEX.",
                details: "An extended regular expression; it may be given several times.")
        ) { $0.ignoredLines.append($1) },
        .flag(
            OptionInfo(
                long: "indent-heuristic", negation: .listed, category: .patches,
                summary: "Choose by indentation where changes begin.",
                details: "The default is `diff.indentHeuristic`, else yes.")
        ) { $0.indentHeuristic = $1 },
        .integer(
            OptionInfo(
                long: "inter-hunk-context", shape: .value("N"), category: .patches,
                summary: "Join hunks that are at most N lines apart.",
                details: "Lines of context do not count. The default is `diff.interHunkContext`, else 0."),
            in: 0...Int(Int32.max)
        ) { $0.interHunkContext = $1 },
        .once(
            OptionInfo(
                long: "irreversible-delete", short: "D", category: .patches,
                summary: "Leave out the lines of deleted files.")
        ) { $0.omitsDeleted = true },
        .once(
            OptionInfo(
                long: "no-abbrev", category: .patches, summary: "Show whole object names in lists.",
                details: "Patches are not concerned; `--full-index` is for them.")
        ) { $0.abbreviation = 0 },
        .once(
            OptionInfo(
                long: "no-ext-diff", category: .patches,
                summary: "Run no external diff programs, as always.")
        ) { _ in },
        .once(
            OptionInfo(
                long: "no-prefix", category: .patches, summary: "Show no a/ and b/ before paths.")
        ) { options in
            options.oldPrefix = []
            options.newPrefix = []
        },
        .once(
            OptionInfo(
                long: "no-textconv", category: .patches, summary: "Run no textconv programs, as always.")
        ) { _ in },
        .value(
            OptionInfo(
                long: "src-prefix", shape: .value("PREFIX"), category: .patches,
                summary: "Show PREFIX before the first path instead of a/.")
        ) { $0.oldPrefix = $1 },
        .once(
            OptionInfo(
                long: "text", short: "a", category: .patches, summary: "Compare all files line by line.")
        ) { $0.text = true },
        .refused(
            OptionInfo(long: "textconv", category: .patches, summary: "Not there."),
            "textconv programs are not run"),
        .integer(
            OptionInfo(
                long: "unified", short: "U", shape: .value("N"), category: .patches,
                summary: "Show N lines around each change; implies --patch.",
                details: "The default is `diff.context`, else 3."),
            in: 0...Int(Int32.max)
        ) { $0.context = $1 },
    ]
}
