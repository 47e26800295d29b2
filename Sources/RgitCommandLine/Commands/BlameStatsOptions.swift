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

    private static let options: [OptionSpec<BlameStatsRequest>] = [
        .refused(
            OptionInfo(long: nil, short: "C", shape: .optionalValue("N"), summary: "Not there yet."),
            "following copied lines is not there yet",
            hint: "the directory to start in stands before the command: 'rgit -C DIR blame-stats'"),
        .refused(
            OptionInfo(long: nil, short: "M", shape: .optionalValue("N"), summary: "Not there yet."),
            "following moved lines is not there yet"),
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
        .flag(
            OptionInfo(long: "first-parent", summary: "Follow only the first parent of merges.")
        ) { $0.firstParent = $1 },
        .value(
            OptionInfo(
                long: "ignore-rev", shape: .value("REVISION"), completion: .revision,
                summary: "Look past REVISION to who wrote its lines before.",
                details: "It may be repeated.",
                isEssential: true)
        ) { $0.ignoredRevisions.append($1) },
        .value(
            OptionInfo(
                long: "ignore-revs-file", shape: .value("FILE"), completion: .file,
                summary: "Look past every commit FILE names.",
                details: """
                    One full object name a line, `#` begins a comment. It may be repeated, adds to \
                    `blame.ignoreRevsFile`, and with an empty name forgets the files before it.
                    """,
                isEssential: true)
        ) { $0.ignoredRevisionFiles.append($1) },
        .flag(
            OptionInfo(
                long: "ignore-whitespace", short: "w",
                summary: "Ignore white space where lines are compared.",
                isEssential: true)
        ) { $0.ignoreWhitespace = $1 },
        .flag(
            OptionInfo(
                long: "mailmap", aliases: ["use-mailmap"], negation: .listed,
                summary: "Count people as the mailmap names them, or as recorded.",
                details: "On, as in `git blame`.")
        ) { $0.useMailmap = $1 },
        .date(
            OptionInfo(
                long: "since", aliases: ["after"], shape: .value("DATE"),
                summary: "Go no further back than DATE.",
                details: "Older lines are counted at the boundary. Dates are described in *rgit*(1).")
        ) { $0.since = $1 },
    ]
}
