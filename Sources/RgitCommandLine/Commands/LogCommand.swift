// The table's row for `rgit log`: its description, its options and its arguments.

import Records
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
                them. `--patch` shows the changes themselves, with commits as `git log -p` prints them.
                """,
            definedBy: "git log",
            differences: [
                "No graph is shown.",
                """
                A date that git log cannot read, such as one with words behind the number, is null, also in `rgit branches` and \
                `rgit tags`, where `git for-each-ref` prints the number at its beginning. So is one beyond 2^63 seconds, which \
                git prints as it is recorded with a day in 1970.
                """,
                PickaxeOptionRows.difference,
                CommitPatchOptions.difference,
            ],
            examples: [
                Example("rgit log -n 10", "The last ten commits."),
                Example("rgit log v1.0..v2.0 --no-merges --count", "How many commits lie between two tags."),
                Example(
                    "rgit log --since '2 weeks ago' --author Ada --stats",
                    "What Ada changed in the last two weeks."),
                Example("rgit log --patch -n 1 main", "The last commit with its changes."),
                Example("rgit log -S frotz --stats", "Where `frotz` came or went, with the files."),
                Example("rgit log --follow -- README.md", "The history of a file beyond its renames."),
                Example(
                    "rgit log -L :main:src/main.c --patch", "What happened to a function, as patches."),
                Example(
                    "rgit log --json | jq -r '.commits[].hexsha'", "Object names for a script."),
            ],
            seeAlso: ["git-log(1)", "gitrevisions(7)"]),
        initial: LogRequest(),
        options: own + revisions.lifted(\.history) + CommitOptions.rowsWithEncoding.lifted(\.history)
            + OrderOptions.rows.lifted(\.history)
            + (PickaxeOptionRows.withDifferences(\.pickaxe, \.diff, hasPatterns: true)
            + [PickaxeOptionRows.filter].lifted(\.pickaxe))
            .sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }
            + CommitPatchOptions.looks.lifted(\.patches),
        positionals: [HistoryArguments.words(\.history)],
        paths: HistoryArguments.paths(\.history),
        check: { request, options throws(RgitError) in
            try request.pickaxe.check()
            if request.depth != nil, request.key != .directory {
                throw RgitError(.usage, "--depth goes with --by directory")
            }
            if request.key != nil {
                var plain = LogRequest()
                (plain.history, plain.diff, plain.key) = (request.history, request.diff, request.key)
                (plain.depth, plain.diffMerges) = (request.depth, request.diffMerges)
                guard plain == request, request.history.follow != true, !request.history.walksReflogs,
                    [nil, .off, .firstParent].contains(request.diffMerges)
                else {
                    throw RgitError(
                        .usage, "--by sums up what commits changed and shows none of them",
                        hint: "Leave out --stats, --patch, --count, --follow, -g, -L and options that search."
                    )
                }
            }
            if request.patches.context != nil { request.patch = true }
            if request.patch, request.stats, options.format == .table, options.fields == nil {
                throw RgitError(
                    .usage, "patches as text have no place for it", "--stats", hint: "'--json' shows both")
            }
        },
        implementation: summing(CommandImplementation(LogQuery.self, example: LogRequest()))
            .readingRevisions(\.history)
    )

    /// With `--by` the answer is that of `rgit hotspots`.
    private static func summing(
        _ implementation: CommandImplementation<LogRequest>
    ) -> CommandImplementation<LogRequest> {
        CommandImplementation(describedAs: implementation) { options, request, context in
            guard let key = request.key else {
                return try await implementation.run(options, request, context)
            }
            var hotspots = HotspotsRequest()
            hotspots.counted.history = request.history
            hotspots.counted.diff = request.diff
            if request.diff.renames == nil { hotspots.counted.diff.renames = DiffOptions.Renames.none }
            hotspots.counted.diffMergesFirstParent = request.diffMerges.map { $0 == .firstParent }
            (hotspots.key, hotspots.depth) = (key, request.depth)
            return try await HotspotsCommand.spec.implementation.run(options, hotspots, context)
        }
    }

    /// The revisions' rows, of which the short help, which has to fit on a screen, shows only the names.
    private static let revisions = RevisionOptions.rows.map { row in
        var info = row.info
        info.isEssential = false
        return OptionSpec(info: info, apply: row.apply)
    }

    private static let own: [OptionSpec<LogRequest>] =
        ([
            .choice(
                OptionInfo(
                    long: "by", shape: .value("KEY"),
                    choices: [
                        Choice("file", "a row for every path"), Choice("directory", "the directory"),
                    ],
                    summary: "Sum the commits up by what they changed.",
                    details: """
                        The rows, fields and document are those of *rgit-hotspots*(1), with its rules for merges and renames, for the \
                        commits that the other options choose. It goes without `--stats`, `--patch`, `--count` and options that search.
                        """, isSeldom: true),
                [.file, .directory]
            ) { $0.key = $1 },
            .integer(
                OptionInfo(
                    long: "depth", shape: .value("N"),
                    summary: "With --by directory, keep the first N components of a path.", isSeldom: true),
                in: 1...Int.max
            ) { $0.depth = $1 },
            .flag(
                OptionInfo(
                    long: "count", summary: "Print only how many commits there are.")
            ) { $0.count = $1 },
            .value(
                OptionInfo(
                    long: "grep-reflog", shape: .value("PATTERN"),
                    summary: "With -g, only moves whose message matches PATTERN.",
                    details: "Of several, one has to match.", isSeldom: true)
            ) { $0.history.reflogGreps.append($1) },
            .once(
                OptionInfo(
                    long: "walk-reflogs", short: "g",
                    summary: "Show the commits that references were moved to.",
                    details: """
                        The moves are those of the reflogs of the references named, `HEAD` where none is, the last one \
                        first: `rgit log -g main`, `rgit log -g stash`, `rgit log -g --all`. `selector` names the move \
                        and `reflog_message` says why; dates are those of the moves. It goes without paths, ranges, \
                        orders, `--reverse` and the options about the graph.
                        """, isSeldom: true)
            ) { $0.history.walksReflogs = true },
            .value(
                OptionInfo(
                    long: nil, short: "L", shape: .value("LINES"),
                    summary: "Only commits that changed these lines, RANGE:FILE.",
                    details: """
                        RANGE is `START,END`, `START,+COUNT`, `/REGEX/,END` and the like, or `:REGEX` for the function whose first line \
                        matches, as for `rgit blame -L` and in FILE as it is in the one commit where the history begins. It may be \
                        repeated. Commits come in topological order. `--patch` shows what they changed of the lines, as \
                        `git log -L` does without being asked; `line_ranges` has where the lines are in each commit.
                        """)
            ) { $0.lines.append(Text($1)) },
            .flag(
                OptionInfo(
                    long: "stats", summary: "Count the files and lines every commit changed.",
                    details: "As `git log --numstat -M` does, with the options under COMPARING FILES.",
                    isEssential: true)
            ) { $0.stats = $1 },
        ]
        + CommitPatchOptions.rows(
            defaults:
                "By default nothing, as `git log` shows nothing for a merge, and with `--first-parent` the first parent.",
            patch: { $0.patch = $1 }, merges: { $0.diffMerges = $1 }))
        .sorted { ($0.info.long ?? "") < ($1.info.long ?? "") }
}
