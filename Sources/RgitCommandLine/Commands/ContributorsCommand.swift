// The table's row for `rgit contributors`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit contributors`, and its options.
enum ContributorsCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "contributors",
            summary: "Rank the people of a history by their commits.",
            usage: ["contributors [options] [REVISION...] [[--] PATH...]"],
            details: """
                Counts the commits that can be reached from the given revisions, `HEAD` where none is given, \
                for their authors: who made how many, of them how many merges, from when to when, and on how \
                many days. `--stats` adds the files and lines they changed.

                People are identified by name and e-mail address, after the mailmap. Those with the most \
                commits come first, equal ones by the bytes of `Name <email>`. `--by` sums commits by something else: by \
                domains, or by periods such as months. On a terminal with room for them the table ends with bars of the commits, but \
                not where several repositories are asked.

                A bot, for `--exclude-bots`, is a person whose name, or whose address before the `@`, ends with \
                `[bot]`, or whose address is that of a service that commits on its own, such as \
                `noreply@github.com`. How many were left out is part of the answer.
                """,
            definedBy: "git shortlog -sne",
            differences: [
                """
                A commit whose author line has no address is counted for a person without a name, where git \
                prints its own unexpanded format.
                """
            ],
            examples: [
                Example("rgit contributors", "Who made this."),
                Example("rgit contributors --top 10 --sort -merges", "Who merges most."),
                Example("rgit contributors --by month --csv", "Commits by month, for a spreadsheet."),
                Example("rgit contributors --by weekday,hour", "When commits are written."),
                Example("rgit contributors --by domain --stats", "Lines by company."),
                Example("rgit contributors --by name v1.0..v2.0", "Who made a release."),
                Example(
                    "rgit contributors --stats --since 2024-01-01 -- src", "Lines changed in a directory."),
                Example(
                    "rgit contributors --group author --group trailer:Co-authored-by",
                    "Authors and co-authors alike."),
                Example("rgit contributors --json | jq '.contributors[0]'", "The first, as JSON."),
            ],
            seeAlso: ["git-shortlog(1)", "gitmailmap(5)"]),
        initial: ContributorsRequest(),
        options: own + RevisionOptions.rows.lifted(\.history)
            + CommitOptions.rowsWithEncoding.lifted(\.history)
            + OrderOptions.rows.lifted(\.history) + DifferenceOptions.rows.lifted(\.diff),
        positionals: [HistoryArguments.words(\.history)],
        paths: HistoryArguments.paths(\.history),
        implementation: CommandImplementation(ContributorsQuery.self, example: ContributorsRequest())
            .readingRevisions(\.history)
    )

    private static let own: [OptionSpec<ContributorsRequest>] = [
        .choices(
            OptionInfo(
                long: "by", shape: .value("KEY,..."),
                choices: [
                    Choice("name+email", "name and e-mail address"), Choice("name", "name alone"),
                    Choice("email", "e-mail address alone"), Choice("domain", "domain of the e-mail address"),
                ] + PeriodOptions.choices,
                summary: "Choose what the commits of a row have in common.",
                details: """
                    `name+email`, the default, is `git shortlog -se`; `name` is `git shortlog -s`. Domains are in lower case. \
                    \(PeriodOptions.details) With a name, an address or a domain among them only combinations that have commits \
                    are rows. Rows with periods come from the earliest to the latest, the others by commits.
                    """,
                isEssential: true),
            [.nameAndEmail, .name, .email, .domain] + PeriodOptions.periods.map { .period($0) }
        ) { $0.keys = $1 },
        PeriodOptions.date(" First and last commits have the date of the person counted.") {
            $0.usesCommitterDate = $1
        },
        StatsOptions.diffMerges { $0.diffMergesFirstParent = $1 },
        StatsOptions.excludeAttribute(StatsOptions.linesAlone + " It goes with `--stats` or fields of lines.")
        { $0.excludedAttributes.append(Text($1)) },
        StatsOptions.excludeBots { $0.excludeBots = $1 },
        OptionSpec(
            info: OptionInfo(
                long: "group", negation: .quiet, shape: .value("WHOM"),
                choices: [
                    Choice("author", "the author"), Choice("committer", "the committer"),
                    Choice("trailer:Co-authored-by", "the people such trailers name"),
                ],
                isClosed: false, completion: .choice,
                summary: "Choose whom a commit is counted for.",
                details: """
                    `author`, the default, `committer`, or `trailer:KEY` for the people the trailers KEY of \
                    its message name. Repeated, a commit is counted for all of them, but once for each \
                    person. `--no-group` forgets those before it.
                    """,
                isEssential: true)
        ) { request, use, _ throws(RgitError) in
            guard case .value(let bytes) = use else {
                request.groups = []
                return
            }
            request.groups.append(try group(bytes))
        },
        .flag(
            OptionInfo(
                long: "stats", summary: "Count the files and lines they changed.",
                details: "As `git log --numstat -M` does, with the options under COMPARING FILES.",
                isEssential: true)
        ) { $0.stats = $1 },
    ]

    private static func group(_ bytes: [UInt8]) throws(RgitError) -> ContributorsRequest.Group {
        if bytes == Array("author".utf8) { return .author }
        if bytes == Array("committer".utf8) { return .committer }
        let prefix = Array("trailer:".utf8)
        if bytes.starts(with: prefix), bytes.count > prefix.count {
            return .trailer(Text(Array(bytes.dropFirst(prefix.count))))
        }
        throw Values.notAChoice(bytes, for: "--group", ["author", "committer", "trailer:KEY"])
    }
}
