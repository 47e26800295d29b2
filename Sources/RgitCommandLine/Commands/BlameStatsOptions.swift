// The table's row for `rgit blame-stats`: what is said of it, its options and its arguments.

import RgitCore

extension BlameStatsCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "blame-stats",
            summary: "Count who wrote the lines that are still there.",
            usage: ["blame-stats [options] [REVISION] [[--] PATH...]"],
            details: """
                Blames every text file of a revision's tree, `HEAD` where none is given, and sums the lines \
                by author, or by what `--by` says. With a range `A..B` lines older than A are counted for \
                the commit at the boundary.

                Binary files, symbolic links, submodules and files too large are left out and counted under \
                `skipped`.
                """,
            definedBy: "git blame --line-porcelain",
            differences: [
                "Moved and copied lines (`-M`, `-C`) are not followed yet and refused.",
                "What is blamed is a commit's tree; changes of the working tree are not.",
            ],
            examples: [
                Example("rgit blame-stats", "Whose lines the current tree is made of."),
                Example("rgit blame-stats v2.0 -- src '*.h'", "The same for part of a release."),
                Example("rgit blame-stats --by year", "How old the lines are."),
                Example("rgit blame-stats --by directory --depth 1", "Lines of every top directory."),
                Example(
                    "rgit blame-stats -w --ignore-revs-file .git-blame-ignore-revs",
                    "Without commits that only reformat."),
            ],
            seeAlso: ["git-blame(1)", "gitmailmap(5)"]),
        initial: BlameStatsRequest(),
        options: options,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", count: .many, completion: .revision,
                    summary: "Blame the tree of this revision, or of HEAD where none is given.",
                    details: "A range `A..B` leaves lines older than A at the boundary.")
            ) { request, word in request.words.append(word) }
        ],
        paths: PathsSpec(
            info: PositionalInfo(
                name: "PATH", completion: .file, summary: "Only these files.",
                details: HistoryArguments.pathspec.details)
        ) { request, words in request.paths = words },
        check: { request throws(RgitError) in
            guard request.depth != nil, request.key != .directory else { return }
            throw RgitError(.usage, "--depth goes with --by directory")
        },
        implementation: implementation
    )

    private static let options: [OptionSpec<BlameStatsRequest>] =
        (BlameOptionRows.refused("blame-stats") + [
            .choice(
                OptionInfo(
                    long: "by", shape: .value("KEY"),
                    choices: [
                        Choice("author", "who wrote them"), Choice("file", "the file they are in"),
                        Choice("directory", "the directory they are in"),
                        Choice("extension", "the file name's extension"),
                        Choice("commit", "the commit they came in"),
                        Choice("year", "the year they were written in"),
                    ],
                    summary: "Choose what lines are summed by.",
                    details: "The default is `author`. `year` is that of the author's date in UTC.",
                    isEssential: true),
                [.author, .file, .directory, .extension, .commit, .year]
            ) { $0.key = $1 },
            StatsOptions.depth { $0.depth = $1 },
            StatsOptions.excludeBots { $0.excludeBots = $1 },
        ] + BlameOptionRows.shared()).sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }
}
