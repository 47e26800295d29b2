// The table's row for `rgit blame-stats`: its description, its options and its arguments.

import Records
import RgitCore

/// The description of `rgit blame-stats`, and its options.
enum BlameStatsCommand {
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
                `skipped`, as are with `--no-generated` files with the attribute `linguist-generated` or \
                `linguist-vendored`.

                Where an object of the history cannot be read the lines that depend on it are counted as \
                `unknown.lines`, the object is named, and the exit status is 3; everything else is counted as usual.

                Memory: for every commit about 100 bytes are held, for every version of a file about 60, for \
                every worker the versions of the file at hand that wait to be compared, and its cache, which \
                `--memory` limits.
                """,
            definedBy: "git blame --line-porcelain",
            differences: [
                "What is blamed is a commit's tree; changes of the working tree are not.",
                BlameOptionRows.clockSkew,
            ],
            examples: [
                Example("rgit blame-stats", "Whose lines the current tree is made of."),
                Example("rgit blame-stats v2.0 -- src '*.h'", "The same for part of a release."),
                Example("rgit blame-stats --by year", "How old the lines are."),
                Example("rgit blame-stats --by directory --depth 1", "Lines of every top directory."),
                Example("rgit blame-stats --by directory,author --depth 1", "Who wrote them, in each."),
                Example(
                    "rgit blame-stats -w --ignore-revs-file .git-blame-ignore-revs",
                    "Without commits that only reformat."),
            ],
            seeAlso: ["git-blame(1)", "gitmailmap(5)"], isListedBriefly: true),
        initial: BlameStatsRequest(),
        options: options,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", count: .many, completion: .revision,
                    summary: "Blame the tree of this revision, or of HEAD where none is given.",
                    details: "With a range `A..B` lines older than A are counted at the boundary.")
            ) { request, word in request.words.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.files) { request, words in request.paths = words },
        check: { request, _ throws(RgitError) in
            guard request.depth != nil, !request.keys.contains(.directory) else { return }
            throw RgitError(.usage, "--depth goes with --by directory")
        },
        implementation: CommandImplementation(BlameStatsQuery.self, example: BlameStatsRequest())
    )

    private static let options: [OptionSpec<BlameStatsRequest>] =
        ([
            .choices(
                OptionInfo(
                    long: "by", shape: .value("KEY,..."),
                    choices: [
                        Choice("author", "who wrote them"), Choice("name", "name of who wrote them"),
                        Choice("email", "e-mail address of who wrote them"),
                        Choice("domain", "domain of that address"), Choice("file", "the file they are in"),
                        Choice("directory", "the directory they are in"),
                        Choice("extension", "the file name's extension"),
                        Choice("commit", "the commit they came in"),
                    ] + PeriodOptions.choices,
                    summary: "Choose what lines are summed by.",
                    details: """
                        The default is `author`. \(PeriodOptions.details) With other keys among them only combinations that \
                        have lines are rows. Rows with periods come from the earliest to the latest, the others by lines.
                        """,
                    isEssential: true),
                [.author, .name, .email, .domain, .file, .directory, .extension, .commit]
                    + PeriodOptions.periods.map { .period($0) }
            ) { $0.keys = $1 },
            StatsOptions.depth { $0.depth = $1 },
        ] + counting).sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }

    /// The options that say which lines are counted, and how they are followed.
    static let counting: [OptionSpec<BlameStatsRequest>] =
        [
            StatsOptions.excludeAttribute { $0.excludedAttributes.append(Text($1)) },
            .flag(
                OptionInfo(
                    long: "generated", negation: .listed,
                    summary: "Count generated and vendored files, or leave them out.",
                    details: """
                        They are counted unless `--no-generated` is given. Which ones they are the attributes \
                        `linguist-generated` and `linguist-vendored` say, set or `true`, looked up where \
                        `git blame` looks for attributes.
                        """)
            ) { $0.excludeGenerated = !$1 },
            .size(
                OptionInfo(
                    long: "max-filesize", shape: .value("SIZE"),
                    summary: "Leave out files larger than SIZE bytes.",
                    details: "The suffixes `k`, `m` and `g` multiply by powers of 1,024. Git's own limit, "
                        + "`core.bigFileThreshold`, applies as well.")
            ) { $0.maximumFileSize = $1 },
            .size(
                OptionInfo(
                    long: "memory", shape: .value("SIZE"),
                    summary: "Keep the caches of all workers together within SIZE bytes.",
                    details: """
                        The default is `32m` for each worker, the minimum `1m` for each. Less is slower.
                        """),
                in: (1 << 20)...Int.max
            ) { $0.memory = $1 },
            StatsOptions.excludeBots { $0.excludeBots = $1 },
        ] + BlameOptionRows.shared()
}
