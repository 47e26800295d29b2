// The table's row for `rgit search`: its description, its options and its arguments.

import Records
import RgitCore

/// The description of `rgit search`, and its options.
enum SearchCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "search",
            summary: "Find where patterns came and went in history.",
            usage: [
                "search [options] PATTERN [REVISION...] [[--] PATH...]",
                "search [options] {-e PATTERN|-f FILE|--rules FILE}... [REVISION...]",
            ],
            details: """
                Finds the commits that change how often a pattern occurs in a file: a row for each commit, file and pattern, in \
                the order of `git log`, with the counts before and after and the added and removed lines that match. For one \
                pattern the commits are those of `git log -S`, or with `-G` those of `git log -G`, in which an added or removed \
                line matches; any number of patterns are searched for in one walk, in which \
                every version of a file is read once. With git alone it is a walk for each pattern, which prints the commits, each with \
                its files:

                    git log -S PATTERN --format=tformat:%H --name-only

                The first word is the pattern unless `-e`, `-f` or `--rules` gives one; the others are revisions. A pattern is a string, found as it is; with `-E` it is an extended regular expression, as with `git log -S \
                --pickaxe-regex`. Merges are compared with nothing by default, as in `git log`.

                A file of `--rules` has the syntax of *git-config*(1). Each section `[rule "NAME"]` has one `pattern` or several, \
                and may have `type = fixed` for strings in place of extended regular expressions, `ignoreCase = true`, and \
                pathspecs as `path`, from the top of the working tree, for the files it is about; rows name their `rule`. Backslashes and quotes are written as in every such file: `pattern = "\\\\\\\\bkey\\\\\\\\b"`.
                """,
            definedBy: "git log -S PATTERN, git log -G PATTERN",
            differences: [
                PickaxeOptionRows.difference,
                """
                Programs that look for secrets search the added lines of patches: they show a line again wherever it was moved \
                to, and not that it went. Here rows are changes of how often a pattern occurs in a file, both ways; with `-G` \
                they are changed lines, also of both ways.
                """,
            ],
            exitNotes: [(1, "With `--exit-code` or `--quiet`: there is a row.")],
            examples: [
                Example("rgit search frotz", "Where `frotz` came and went."),
                Example("rgit search -E 'AKIA[0-9A-Z]{16}' --all", "Keys in all of history."),
                Example(
                    "rgit search -e TODO -e FIXME main~100..main -- src",
                    "Two words in a range, below a folder."),
                Example("rgit search --rules secrets.conf --all --ndjson", "Named rules, for a program."),
                Example(
                    "rgit search -f words.txt --quiet origin/main..",
                    "Exit status 1 where one of many words came or went."),
            ],
            seeAlso: ["rgit-log(1)", "git-log(1)", "git-config(1)"], isListedBriefly: true),
        initial: SearchRequest(),
        options: own + RevisionOptions.rows.lifted(\.history) + CommitOptions.rows.lifted(\.history)
            + OrderOptions.rows.lifted(\.history) + DifferenceOptions.rows.lifted(\.diff),
        runOptions: GateOptions.byRows,
        positionals: [HistoryArguments.words(\.history)],
        paths: HistoryArguments.paths(\.history),
        check: { request, _ throws(RgitError) in
            guard request.patterns.isEmpty, request.patternFiles.isEmpty, request.ruleFiles.isEmpty else {
                return
            }
            for (place, item) in request.history.items.enumerated() {
                guard case .word(let pattern) = item else { continue }
                request.history.items.remove(at: place)
                request.patterns = [Text(pattern)]
                return
            }
            throw RgitError(
                .usage, "no pattern to search for", hint: "'rgit search PATTERN', or '-e', '-f' or '--rules'")
        },
        implementation: CommandImplementation(SearchQuery.self, example: example)
    )

    private static let example: SearchRequest = {
        var request = SearchRequest()
        request.patterns = ["frotz"]
        return request
    }()

    private static let own: [OptionSpec<SearchRequest>] = [
        .flag(
            OptionInfo(
                long: "changed-lines", short: "G",
                summary: "Find changes with an added or removed line that matches.",
                details: """
                    As `git log -G` does, but patterns are strings unless `-E` is given. `before` and `after` may be equal \
                    then. Files that git takes for binary are left out unless `--text` is given.
                    """)
        ) { $0.searchesLines = $1 },
        .flag(OptionInfo(long: "count", summary: "Print only how many rows there are.")) { $0.count = $1 },
        .choice(
            OptionInfo(
                long: "diff-merges", shape: .value("HOW"),
                choices: [
                    Choice("off", "a merge changes nothing"),
                    Choice("first-parent", "against the first parent"),
                    Choice("separate", "against each parent"),
                ],
                summary: "Choose what a merge is compared with.",
                details: "By default nothing, and with `--first-parent` the first parent."),
            [.off, .firstParent, .separate],
            also: [("none", .off), ("1", .firstParent), ("m", .separate), ("on", .separate)]
        ) { $0.diffMerges = $1 },
        StatsOptions.excludeBots { $0.excludeBots = $1 },
        .value(
            OptionInfo(
                long: "file", short: "f", shape: .value("FILE"), completion: .file,
                summary: "Search for the patterns of FILE, one on each line.",
                details: "Empty lines are skipped.")
        ) { $0.patternFiles.append(Text($1)) },
        .once(
            OptionInfo(
                long: nil, short: "m", summary: "Compare a merge with each parent, as --diff-merges=separate."
            )
        ) { $0.diffMerges = .separate },
        .value(
            OptionInfo(
                long: "regexp", short: "e", shape: .value("PATTERN"), summary: "Search for PATTERN, too.")
        ) { $0.patterns.append(Text($1)) },
        .value(
            OptionInfo(
                long: "rules", shape: .value("FILE"), completion: .file,
                summary: "Search for the named rules of FILE.", isEssential: true)
        ) { $0.ruleFiles.append(Text($1)) },
        .once(
            OptionInfo(long: "text", short: "a", summary: "Show and search lines of binary files, too.")
        ) { $0.text = true },
    ]
}
