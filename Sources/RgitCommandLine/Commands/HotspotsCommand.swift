// The table's row for `rgit hotspots`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit hotspots`, and its options.
enum HotspotsCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "hotspots",
            summary: "Rank files by how often they changed.",
            usage: ["hotspots [options] [REVISION...] [[--] PATH...]"],
            details: """
                Counts for every file how many commits changed it, how many persons wrote them, and the lines they added and \
                removed: what `git log --no-merges --no-renames --numstat` lists, summed by path. Files that HEAD has no \
                more are rows, too; `present` tells them apart.

                The most changed come first, among equals those with more lines changed, then by path. `score` is `commits` \
                times the lines the file has in HEAD: what is both large and often changed is where reviews, tests and \
                redesign pay most. With git alone, the commits, insertions and deletions of each file:

                    git log --no-merges --no-renames --format= --numstat |
                    awk -F '\\t' '{ n[$3]++; added[$3] += $1; deleted[$3] += $2 }
                        END { for (p in n) print n[p], added[p], deleted[p], p }'

                A person is a name and an address after the mailmap. With `--by` a commit counts once for a directory or \
                an extension, however many of its files it changed, and `current_lines` are those of all of its files in HEAD.
                """,
            definedBy: "git log --no-merges --no-renames --numstat",
            differences: [
                """
                Other tools count a merge with all that it brings, so that merged work counts twice; follow renames by \
                default, so that one commit that moves a directory changes who owns its numbers; or leave deleted files \
                out. Here merges count with `--diff-merges=first-parent` only, renames with `--follow`, and nothing is \
                left out unless an option says so: generated files with `--exclude-attr`, automated accounts with \
                `--exclude-bots`. Authors are distinguished after the mailmap, elsewhere by each spelling of a name.
                """
            ],
            examples: [
                Example("rgit hotspots --top 20", "The files that change most."),
                Example("rgit hotspots --sort -score --top 20", "Those that are large, too."),
                Example("rgit hotspots --since '1 year ago' --by directory --depth 2", "Where work goes on."),
                Example(
                    "rgit hotspots --exclude-bots --exclude-attr linguist-generated -- src",
                    "What people change by hand."),
                Example("rgit hotspots --follow --json | jq '.files[0].aliases'", "With their old names."),
                Example("rgit hotspots v1.0..v2.0 --csv", "What a release changed, for a spreadsheet."),
            ],
            seeAlso: ["git-log(1)", "gitmailmap(5)", "gitattributes(5)"], isListedBriefly: true),
        initial: HotspotsRequest(),
        options: own + CountedHistoryOptions.commits.lifted(\.counted.history)
            + DifferenceOptions.rows.lifted(\.counted.diff),
        positionals: [HistoryArguments.words(\.counted.history)],
        paths: HistoryArguments.paths(\.counted.history),
        check: { request, _ throws(RgitError) in
            if request.depth != nil, request.key != .directory {
                throw RgitError(.usage, "--depth goes with --by directory")
            }
            if request.follow, request.key != .file {
                throw RgitError(.usage, "--follow does not go with --by directory or extension")
            }
        },
        implementation: CommandImplementation(HotspotsQuery.self, example: HotspotsRequest())
            .readingRevisions(\.counted.history)
    )

    private static let own: [OptionSpec<HotspotsRequest>] =
        ([
            .choice(
                OptionInfo(
                    long: "by", shape: .value("KEY"),
                    choices: [
                        Choice("file", "a row for every path"), Choice("directory", "the directory"),
                        Choice("extension", "the file name's extension"),
                    ],
                    summary: "Choose what commits are counted by.", details: "The default is `file`.",
                    isEssential: true),
                [.file, .directory, .extension]
            ) { $0.key = $1 },
            StatsOptions.depth { $0.depth = $1 },
            .flag(
                OptionInfo(
                    long: "follow", summary: "Count the commits of a file's old names, too.",
                    details: """
                        In the order of `git log` a rename that is found makes the older commits of the old name count for \
                        the row; `aliases` lists old names. A file that came later under an old name has a row of its own. \
                        Renames are found as with `-M`.
                        """, isEssential: true)
            ) { $0.follow = $1 },
        ] + CountedHistoryOptions.own.lifted(\.counted))
        .sorted { $0.info.sortName < $1.info.sortName }
}
