// The table's row for `rgit coupling`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit coupling`, and its options.
enum CouplingCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "coupling",
            summary: "Show files that change together.",
            usage: ["coupling [options] [REVISION...] [[--] PATH...]"],
            details: """
                Lists pairs of files that the same commits change. Only commits that list at most `--max-changeset` files \
                count, both for `shared`, the commits that list both, and for `a_commits` and `b_commits`: a commit that \
                touches everything says nothing. A pair is a row where `shared` is at least `--min-shared` and both files are \
                in at least `--min-commits` commits.

                `degree` is `shared` divided by the mean of `a_commits` and `b_commits`, `jaccard` is `shared` divided by the \
                commits that list either. Pairs with most shared commits come first, among equals those of the higher degree, \
                then by paths. With git alone, `shared`, `a_commits`, `b_commits`, `degree` and the paths of each pair:

                    git log --no-merges --no-renames --format=tformat:@ --name-only |
                    awk 'function count(i, j) {
                             for (i = 1; n <= 30 && i <= n; i++) {
                                 commits[f[i]]++
                                 for (j = i + 1; j <= n; j++) shared[f[i] "\\t" f[j]]++
                             }
                             n = 0
                         }
                         /^@$/ { count(); next }
                         NF { f[++n] = $0 }
                         END {
                             count()
                             for (pair in shared) {
                                 split(pair, p, "\\t")
                                 a = commits[p[1]]; b = commits[p[2]]; s = shared[pair]
                                 if (s >= 5 && a >= 5 && b >= 5)
                                     print s, a, b, 2 * s / (a + b), p[1], p[2]
                             }
                         }'

                With `--depth` directories take the place of files, each counted once a commit. Only names are compared, so \
                no file is read.
                """,
            definedBy: "git log --no-merges --no-renames --name-only",
            differences: [
                """
                The thresholds and their names are those of code-maat, which counts what its input lists: with merges in \
                it, or files under old names, other numbers come out. Its degree is rounded to a per cent. Generated files \
                and automated accounts count there, and here unless `--exclude-attr` and `--exclude-bots` leave them out.
                """
            ],
            examples: [
                Example("rgit coupling --top 20", "The pairs that change together most."),
                Example("rgit coupling --for src/main.c", "What else a change to a file may need."),
                Example("rgit coupling --depth 1", "Directories that are not as apart as they look."),
                Example("rgit coupling --since '1 year ago' --sort -degree", "The closest pairs of late."),
                Example(
                    "rgit coupling --min-shared 20 --csv --fields a_path,b_path,degree",
                    "A graph of files, for another program."),
            ],
            seeAlso: ["git-log(1)", "rgit-hotspots(1)"], isListedBriefly: true),
        initial: CouplingRequest(),
        options: own + CountedHistoryOptions.commits.lifted(\.counted.history),
        positionals: [HistoryArguments.words(\.counted.history)],
        paths: HistoryArguments.paths(\.counted.history),
        implementation: CommandImplementation(CouplingQuery.self, example: CouplingRequest())
            .readingRevisions(\.counted.history)
    )

    private static let own: [OptionSpec<CouplingRequest>] =
        ([
            StatsOptions.depth(
                "Pair directories, by the first N components of paths.",
                details: "Files at the top belong to the directory `.`, which is an empty path in data.",
                isEssential: true
            ) { $0.depth = $1 },
            .value(
                OptionInfo(
                    long: "for", shape: .value("PATH"), completion: .file,
                    summary: "Show only pairs with PATH, which comes first in them.",
                    details: """
                        PATH is relative to the current directory; with `--depth` it is a directory. It need not exist any more.
                        """, isEssential: true)
            ) { $0.path = $1 },
            .integer(
                OptionInfo(
                    long: "max-changeset", shape: .value("N"),
                    summary: "Pass over commits that list more than N files.", details: "The default is 30.",
                    isEssential: true),
                in: 1...Int.max
            ) { $0.maxChangeset = $1 },
            .integer(
                OptionInfo(
                    long: "min-commits", shape: .value("N"),
                    summary: "Only files in N commits or more.", details: "The default is 5.",
                    isEssential: true),
                in: 1...Int.max
            ) { $0.minCommits = $1 },
            .integer(
                OptionInfo(
                    long: "min-shared", shape: .value("N"),
                    summary: "Only pairs in N commits or more.", details: "The default is 5.",
                    isEssential: true),
                in: 1...Int.max
            ) { $0.minShared = $1 },
        ] + CountedHistoryOptions.own.lifted(\.counted))
        .sorted { $0.info.sortName < $1.info.sortName }
}
