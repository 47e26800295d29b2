// The table's row for `rgit diff-stats`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit diff-stats`, and its options.
enum DiffStatsCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "diff-stats",
            summary: "Count the lines that differ between two states.",
            usage: [
                "diff-stats [options] [[--] PATH...]",
                "diff-stats [options] --staged|--unstaged [[--] PATH...]",
                "diff-stats [options] COMMIT [[--] PATH...]",
                "diff-stats [options] COMMIT COMMIT [[--] PATH...]",
                "diff-stats [options] COMMIT..COMMIT [[--] PATH...]",
                "diff-stats [options] COMMIT...COMMIT [[--] PATH...]",
            ],
            details: """
                Counts inserted and deleted lines of every changed file: of the working tree against `HEAD`; \
                with `--staged` of the index against `HEAD`; with `--unstaged` of the working tree against the \
                index; with one commit, of that commit against its first parent; with two commits or `A..B`, of the \
                second against the first; with `A...B`, of B against its merge base with A. Binary files have no lines and are marked so.
                """,
            definedBy: "git diff --numstat -M",
            differences: [
                """
                Without arguments the working tree is compared with `HEAD`, where `git diff` compares it \
                with the index: what is staged counts.
                """,
                """
                One commit means what it changed, as GitPython's `commit.stats`, where `git diff` \
                compares it with the working tree.
                """,
                """
                A file of the working tree behind an external filter (`filter.NAME.clean`, as Git LFS sets \
                it) is compared as it is on disk, with a warning: rgit runs no programs.
                """,
                """
                Untracked files in a submodule never make it a changed one, which in `git diff` they do \
                where `--ignore-submodules` is set to `none`.
                """,
                """
                `diff.orderFile` and `diff.relative` are not obeyed: files come in git's own order, with \
                paths from the top of the working tree.
                """,
            ],
            exitNotes: [
                (1, "With `--exit-code`, `--quiet` or `--fail-over`: there are rows, or too many lines.")
            ],
            examples: [
                Example("rgit diff-stats", "What is not committed yet."),
                Example("rgit diff-stats HEAD", "What the last commit changed."),
                Example(
                    "rgit diff-stats v1.0 v2.0 --by directory --depth 1", "Where a release changed most."),
                Example("rgit diff-stats main...topic", "What a branch changed since it left main."),
                Example(
                    "rgit diff-stats v1.0 v2.0 --numstat -z", "For a script that reads git's own format."),
                Example("rgit diff-stats HEAD~3 HEAD --json | jq .total", "The sums, as JSON."),
                Example(
                    "rgit diff-stats --quiet || echo dirty",
                    "Whether anything is not committed, for a script."),
                Example("rgit diff-stats main...topic --fail-over 400", "A limit on the size of a change."),
            ],
            seeAlso: ["git-diff(1)"], isListedBriefly: true),
        initial: DiffStatsRequest(),
        options: own + DifferenceOptions.rows.lifted(\.diff),
        runOptions: GateOptions.byRows + GateOptions.byLines,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "COMMIT", completion: .revision, summary: "The states to compare, as above.",
                    details: "Everything *gitrevisions*(7) knows, a tree as well.")
            ) { request, word in request.words.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.files) { request, words in request.paths = words },
        writesNul: \.numstat,
        check: { request, globals throws(RgitError) in
            request.nulTerminated = globals.nulTerminated
            if request.numstat { try refuseOtherFormats(globals, request) }
            if request.unstaged, request.staged {
                throw RgitError(.usage, "--staged and --unstaged exclude each other")
            }
            if request.unstaged, request.usesMergeBase {
                throw RgitError(.usage, "--merge-base and --unstaged exclude each other")
            }
            guard request.depth != nil, request.key != .directory else { return }
            throw RgitError(.usage, "--depth goes with --by directory")
        },
        implementation: CommandImplementation(DiffStatsQuery.self, example: DiffStatsRequest())
    )

    private static let own: [OptionSpec<DiffStatsRequest>] = [
        .choice(
            OptionInfo(
                long: "by", shape: .value("KEY"),
                choices: [
                    Choice("file", "a row for every changed file"), Choice("directory", "the directory"),
                    Choice("extension", "the file name's extension"),
                ],
                summary: "Choose what changes are summed by.",
                details: "The default is `file`. A renamed file counts under its new path.",
                isEssential: true),
            [.file, .directory, .extension]
        ) { $0.key = $1 },
        StatsOptions.depth { $0.depth = $1 },
        .choice(
            OptionInfo(
                long: "diff-merges", shape: .value("HOW"),
                choices: [
                    Choice("first-parent", "against the first parent"),
                    Choice("off", "a merge changes nothing"),
                ],
                summary: "Choose what one commit that is a merge changed.",
                details:
                    "The default is `first-parent`. With `--no-renames` these are GitPython's `commit.stats`."
            ),
            [false, true], also: [("1", false), ("none", true)]
        ) { $0.skipsMerges = $1 },
        DifferenceOptions.mergeBase { $0.usesMergeBase = $1 },
        .flag(
            OptionInfo(
                long: "numstat", summary: "Print exactly what git diff --numstat prints.",
                details: """
                    For scripts that read git's lines. It goes with neither `--by` nor a `--format`. With `-z` paths are \
                    printed as they are and end with a NUL, and a renamed file has both of them, as in git.
                    """,
                isEssential: true)
        ) { $0.numstat = $1 },
        .flag(
            OptionInfo(
                long: "staged", aliases: ["cached"], summary: "Compare the index with HEAD.",
                isEssential: true)
        ) { $0.staged = $1 },
        .flag(
            OptionInfo(
                long: "unstaged", summary: "Compare the working tree with the index.", isEssential: true)
        ) { $0.unstaged = $1 },
    ]

    /// Git's format has no place for anything else.
    @Sendable private static func refuseOtherFormats(
        _ options: GlobalOptions, _ request: DiffStatsRequest
    ) throws(RgitError) {
        var other: String?
        if request.key != .file { other = "--by" }
        if options.fields != nil { other = "--fields" }
        if options.format != .table { other = "--\(options.format.rawValue)" }
        if let other { throw RgitError(.usage, "does not go with --numstat", other) }
    }
}
