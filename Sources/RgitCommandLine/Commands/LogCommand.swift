// The table's row for `rgit log`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit log`, and its options.
enum LogCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "log",
            summary: "Show the commits of a history.",
            usage: ["log [options] [REVISION...] [[--] PATH...]"],
            details: """
                Shows the commits that can be reached from the given revisions, `HEAD` where none is given, \
                in the order of `git log`: the latest first among those whose children have been shown. With \
                paths, only commits that changed them, simplified as git does by default.

                As a table every commit is a line; the other formats give all that git records of it. \
                `--stats` adds the files it changed and their line counts, as `git log --numstat` counts \
                them.
                """,
            definedBy: "git log",
            differences: [
                "Neither patches (`-p`) nor a graph is shown.",
                "`-G`, `-S` and `-P` are refused: they are not there yet.",
            ],
            examples: [
                Example("rgit log -n 10", "The last ten commits."),
                Example("rgit log v1.0..v2.0 --no-merges --count", "How many commits lie between two tags."),
                Example(
                    "rgit log --since '2 weeks ago' --author Ada --stats",
                    "What Ada changed in the last two weeks."),
                Example("rgit log --follow -- README.md", "The history of a file beyond its renames."),
                Example(
                    "rgit log --json | jq -r '.commits[].hexsha'", "Object names for a script."),
            ],
            seeAlso: ["git-log(1)", "gitrevisions(7)"]),
        initial: LogRequest(),
        options: own + RevisionOptions.rows.lifted(\.history) + CommitOptions.rows.lifted(\.history)
            + OrderOptions.rows.lifted(\.history) + DifferenceOptions.rows.lifted(\.diff),
        positionals: [HistoryArguments.words(\.history)],
        paths: HistoryArguments.paths(\.history),
        implementation: CommandImplementation(LogQuery.self, example: LogRequest())
    )

    private static let own: [OptionSpec<LogRequest>] = [
        .flag(
            OptionInfo(
                long: "count", summary: "Print only how many commits there are.", isEssential: true)
        ) { $0.count = $1 },
        StatsOptions.diffMerges { $0.diffMergesFirstParent = $1 },
        .flag(
            OptionInfo(
                long: "stats", summary: "Count the files and lines every commit changed.",
                details: "As `git log --numstat -M` does, with the options under COMPARING FILES.",
                isEssential: true)
        ) { $0.stats = $1 },
    ]
}
