// The table's row for `rgit activity`: its description, its options and its arguments.

import Records
import RgitCore

/// The description of `rgit activity`, and its options.
enum ActivityCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "activity",
            summary: "Show when commits are written, and who came and left.",
            usage: ["activity [options] [REVISION...] [[--] PATH...]"],
            details: """
                Counts commits, persons and lines by the day of the week and the hour, or by the periods of `--by`. A person \
                is a name and an address after the mailmap. Lines are those of `git log --numstat`: a merge changes none. \
                With git alone, the commits of each hour of the week:

                    git log --date=format:'%u %H' --format=%ad | sort | uniq -c

                `--newcomers` lists the persons whose first commit of all history is among the commits selected, the earliest \
                first: all history is what the revisions reach without ranges, dates and paths, and the first commit is the \
                one with the earliest author's date. `--left` lists those whose last commit is older than MONTHS months \
                before the end of the range, which is `--until`, or else the latest commit. `--between-tags` sums up what \
                each tag has and the one before it in version order has not: the figures of release notes. It does not go with `--simplify-by-decoration`. With git alone, \
                the persons of one release with their commits, its lines, and its newcomers:

                    git shortlog -sne v1.0..v2.0

                    git log --numstat --format= v1.0..v2.0 |
                    awk '{ added += $1; deleted += $2 } END { print added, deleted }'

                    git log --reverse --date=unix --format='%ad %H%x09%aN <%aE>' v2.0 |
                    sort -s -n -k 1,1 | awk -F '\\t' '!seen[$2]++' |
                    grep -F -f <(git rev-list v1.0..v2.0)

                Below a table of hours and weekdays there is a heat map of the week, below one of days a calendar of the last 53 weeks, and below \
                one of other periods a sparkline of the last 72, the darker or the higher the more commits. They are in ASCII unless \
                `LC_ALL`, `LC_CTYPE` or `LANG`, the first that is set, names a locale with UTF-8.
                """,
            definedBy: "git log, git shortlog",
            differences: [
                """
                Other tools count in the reader's time zone, or in UTC. Here the hour is that of the clock which the commit \
                was written by. They count the lines of a merge again, find no renames, take each spelling of a name for a person, \
                and generated files and automated accounts for work: `.mailmap`, `--exclude-attr` and `--exclude-bots` help here.
                """
            ],
            examples: [
                Example("rgit activity", "When the week's commits are written."),
                Example("rgit activity --by month --csv", "Commits, persons and lines by month."),
                Example("rgit activity --newcomers v1.0..v2.0", "Whom to welcome in release notes."),
                Example("rgit activity --left 12", "Who has made no commit for a year."),
                Example("rgit activity --between-tags 'v2.*'", "A row for each release."),
                Example("rgit activity --by weekday --since '1 year ago' -- src", "One year of a directory."),
            ],
            seeAlso: ["git-log(1)", "git-shortlog(1)", "rgit-contributors(1)"], isListedBriefly: true),
        initial: ActivityRequest(),
        options: own + RevisionOptions.rows.lifted(\.history) + commits.lifted(\.history)
            + OrderOptions.rows.lifted(\.history) + DifferenceOptions.rows.lifted(\.diff),
        positionals: [HistoryArguments.words(\.history)],
        paths: HistoryArguments.paths(\.history),
        check: { request, _ throws(RgitError) in
            if request.questionCount > 1 {
                throw RgitError(.usage, "--by, --newcomers, --left and --between-tags exclude each other")
            }
            let countsLines =
                switch request.question {
                case .periods, .betweenTags: true
                case .newcomers, .left: false
                }
            if !request.excludedAttributes.isEmpty, !countsLines {
                throw RgitError(
                    .usage, "--exclude-attr leaves out lines, which --newcomers and --left do not count")
            }
            if case .betweenTags = request.question, !request.history.items.isEmpty {
                throw RgitError(
                    .usage, "--between-tags takes no revisions", hint: "'--between-tags=GLOB' chooses tags")
            }
        },
        implementation: CommandImplementation(ActivityQuery.self, example: ActivityRequest())
            .readingRevisions(\.history)
    )

    /// The number of commits hardly matters here, and the summary has to fit on a screen.
    private static let commits = CommitOptions.rows.map { row in
        var row = row
        if row.info.long == "max-count" { row.info.isEssential = false }
        return row
    }

    private static let own: [OptionSpec<ActivityRequest>] = [
        .optionalValue(
            OptionInfo(
                long: "between-tags", shape: .optionalValue("GLOB"), completion: .tag,
                summary: "Show what each tag added to the one before.",
                details: """
                    Tags are in version order, all of them or those that GLOB matches, and those of other objects than \
                    commits left out. The first has all of its history. The other options choose among commits.
                    """, isEssential: true)
        ) { $0.ask(.betweenTags($1.map { Text($0) })) },
        .choices(
            OptionInfo(
                long: "by", shape: .value("PERIOD,..."), choices: PeriodOptions.choices,
                summary: "Choose the periods that rows are.",
                details: "The default is `weekday,hour`. \(PeriodOptions.details)", isEssential: true),
            PeriodOptions.periods
        ) { $0.ask(.periods($1)) },
        PeriodOptions.date { $0.usesCommitterDate = $1 },
        StatsOptions.diffMerges { $0.diffMergesFirstParent = $1 },
        StatsOptions.excludeAttribute(StatsOptions.linesAlone) { $0.excludedAttributes.append(Text($1)) },
        StatsOptions.excludeBots { $0.excludeBots = $1 },
        .integer(
            OptionInfo(
                long: "left", shape: .value("MONTHS"),
                summary: "List who has no commit in the last MONTHS.",
                details: "Months are counted as git counts `MONTHS months ago`.", isEssential: true),
            in: 1...10_000
        ) { $0.ask(.left(months: $1)) },
        .once(
            OptionInfo(
                long: "newcomers", summary: "List who wrote their first commit.", isEssential: true)
        ) { $0.ask(.newcomers) },
    ]
}
