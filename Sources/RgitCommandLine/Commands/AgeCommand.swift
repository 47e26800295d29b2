// The table's row for `rgit age`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit age`, and its options.
enum AgeCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "age",
            summary: "Show how long lines survive, by cohort.",
            usage: ["age [options] [REVISION] [[--] PATH...]"],
            details: """
                For each period in which `git log --first-parent` has a commit, by the committer's date in its own zone, takes \
                the last commit of the period, blames every text file of its tree, and sums the lines by the year in which they \
                were written, or by what `--by` says. A period without a commit has no rows, and so has a cohort without lines.

                With git alone, the year, the year of writing, and the lines:

                    git log --first-parent --date=format:%Y --format='%H %cd' |
                    awk '!seen[$2]++' |
                    while read -r commit year
                    do
                        git grep -I -l -z -e '' "$commit" |
                        while IFS= read -r -d '' file
                        do git blame --date=format:'%n%Y%n' "$commit" -- "${file#*:}"
                        done |
                        awk -v year="$year" 'NR % 3 == 2 { n[$0 + 0]++ }
                            END { for (cohort in n) print year, cohort, n[cohort] }'
                    done

                `half_life_days` of the document is the time after which half of the lines are gone, if they go at the mean rate \
                that was measured: the lines that all cohorts before the current one lost from one count to the next, over the \
                lines and days there were for it.

                Below a table there is a band for each of the last 48 periods, as long as the period has lines, in which cohorts lie side \
                by side; of authors, domains and trailers the eight with most lines. It is in ASCII unless `LC_ALL`, `LC_CTYPE` or \
                `LANG`, the first that is set, names a locale with UTF-8.
                """,
            definedBy: "git blame --line-porcelain",
            differences: [
                "What is blamed is a commit's tree; changes of the working tree are not.",
                """
                Other tools follow all parents, take every commit of an interval for a new state, or leave out merges: lines \
                then come at another time. They blame each file anew at each date, find renames up to a limit of their own or none, take \
                each spelling of a name for a person, and count generated files, which `--no-generated` and `--exclude-attr` leave out.
                """,
            ],
            examples: [
                Example("rgit age", "The lines of each year, at the end of each year."),
                Example(
                    "rgit age --every quarter --csv --fields period,cohort,lines", "For a stacked chart."),
                Example("rgit age --every 28 --by author -- src", "Who wrote a directory, every four weeks."),
                Example("rgit age --by trailer:Co-authored-by", "How much was written with others."),
                Example("rgit age --json | jq .half_life_days", "How long half of the lines last."),
            ],
            seeAlso: ["rgit-blame-stats(1)", "git-blame(1)"], isListedBriefly: true),
        initial: AgeRequest(),
        options: options,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "REVISION", completion: .revision,
                    summary: "Measure the history of this revision, or of HEAD where none is given.")
            ) { request, word in request.blame.words.append(word) }
        ],
        paths: PathsSpec(info: HistoryArguments.files) { request, words in request.blame.paths = words },
        implementation: CommandImplementation(AgeQuery.self, example: AgeRequest())
    )

    private static let options: [OptionSpec<AgeRequest>] =
        (own + BlameStatsCommand.counting.lifted(\.blame)).sorted { $0.info.sortName < $1.info.sortName }

    private static let own: [OptionSpec<AgeRequest>] = [
        .value(
            OptionInfo(
                long: "by", shape: .value("KEY"),
                choices: [
                    Choice("year", "the year in which they were written"),
                    Choice("quarter", "the quarter"), Choice("month", "the month"),
                    Choice("author", "the name of who wrote them"),
                    Choice("domain", "the domain of the author's address"),
                    Choice("trailer:Co-authored-by", "the value of such a trailer"),
                ],
                isClosed: false, completion: .choice,
                summary: "Choose what the lines of a cohort share.",
                details: """
                    The default is `year`. `trailer:KEY` is the value of the commit's first trailer KEY. Lines without it are the \
                    cohort `none`.
                    """,
                isEssential: true)
        ) { request, bytes throws(RgitError) in request.key = try key(bytes) },
        .value(
            OptionInfo(
                long: "every", shape: .value("PERIOD"),
                choices: [
                    Choice("year", "once a year"), Choice("quarter", "once a quarter"),
                    Choice("month", "once a month"), Choice("week", "once a week of ISO 8601"),
                    Choice("28", "once every 28 days"),
                ],
                isClosed: false, completion: .choice,
                summary: "Choose how often lines are counted.",
                details:
                    "The default is `year`. A number is the length of a period in days, counted from 1970-01-01.",
                isEssential: true)
        ) { request, bytes throws(RgitError) in request.interval = try interval(bytes) },
    ]

    private static func key(_ bytes: [UInt8]) throws(RgitError) -> AgeRequest.Key {
        let prefix = Array("trailer:".utf8)
        if bytes.starts(with: prefix), bytes.count > prefix.count {
            return .trailer(Text(Array(bytes.dropFirst(prefix.count))))
        }
        switch String(decoding: bytes, as: UTF8.self) {
        case "year": return .period(.year)
        case "quarter": return .period(.quarter)
        case "month": return .period(.month)
        case "author": return .author
        case "domain": return .domain
        default:
            throw Values.notAChoice(
                bytes, for: "--by", ["year", "quarter", "month", "author", "domain", "trailer:KEY"])
        }
    }

    private static func interval(_ bytes: [UInt8]) throws(RgitError) -> AgeRequest.Interval {
        switch String(decoding: bytes, as: UTF8.self) {
        case "year": return .period(.year)
        case "quarter": return .period(.quarter)
        case "month": return .period(.month)
        case "week": return .period(.week)
        case let text:
            if let days = UInt16(text), days > 0 { return .days(Int(days)) }
            throw Values.notAChoice(bytes, for: "--every", ["year", "quarter", "month", "week", "DAYS"])
        }
    }
}
