// The fields of `rgit contributors`.

import Records

extension ContributorsQuery {
    package static func shape(
        of request: ContributorsRequest
    ) -> DocumentShape<Contributor, Answer<ContributorsSummary>> { shape }

    private static let shape = DocumentShape(
        ContributorsQuery.self, name: "contributors", rows: "contributors", "domains", "days", "weeks",
        "months",
        "quarters", "years", "weekdays", "hours", "groups",
        rowHelp: "A person, or what --by says.",
        fields: keyFields + countFields + lineFields + dateFields, bar: "commits", tail: summaryFields)

    /// The sums around the rows.
    static let summaryFields: [Field<ContributorsSummary>] = [
        Field("total.contributors", .integer, help: "How many people there are.") {
            $1.integer($0.total.contributors)
        },
        Field("total.commits", .integer, help: "The commits counted for a person, each of them once.") {
            $1.integer($0.total.commits)
        },
        Field("total.merges", .integer, help: "How many of them have more than one parent.") {
            $1.integer($0.total.merges)
        },
        .optionalInteger("total.insertions", help: "The lines they added; null without --stats.") {
            $0.total.lines?.insertions
        },
        .optionalInteger("total.deletions", help: "The lines they removed; null without --stats.") {
            $0.total.lines?.deletions
        },
        .optionalInteger("total.lines", help: "The lines they added and removed; null without --stats.") {
            $0.total.lines?.lines
        },
        .optionalInteger("total.files", help: "The files they changed, added up; null without --stats.") {
            $0.total.lines?.files
        },
        Field("excluded.bots", .integer, help: "The automated accounts left out by --exclude-bots.") {
            $1.integer($0.bots.accounts)
        },
        Field("excluded.commits", .integer, help: "The commits that were counted for no other person.") {
            $1.integer($0.bots.commits)
        },
        Field("excluded.paths", .integer, help: "The paths whose lines --exclude-attr left out.") {
            $1.integer($0.excludedPaths)
        },
        Field("unknown_stats", .integer, help: "The number of commits whose line counts are not known.") {
            $1.integer($0.unknownStats)
        },
        .unknownCommits { $0.unknownCommits },
    ]

    private static let keyFields: [Field<Contributor>] =
        Period.allCases.map { period in .period(period, what: "commits") { $0.periods } }
        + [
            .optionalText(
                "domain",
                help:
                    "With --by domain, the domain of the e-mail address in lower case, empty where it has none.",
                column: TableColumn("DOMAIN", shrink: .end(minimum: 12), role: .person, isName: true),
                onDemand: true,
                display: { $0.domain.map { $0.isEmpty ? "(none)" : $0 } },
                value: { $0.domain })
        ]

    private static let countFields: [Field<Contributor>] = [
        Field(
            "rank", .integer,
            help: "The place in the ranking: by commits, then by the bytes of the name and the address.",
            column: TableColumn("RANK", dropPriority: 2), onDemand: true
        ) { $1.integer($0.rank) },
        .optionalText(
            "name",
            help:
                "The name, after the mailmap; with --by email the one that most of the commits carry; null where "
                + "--by names no people.",
            column: TableColumn("NAME", shrink: .end(minimum: 12), role: .person, isName: true),
            onDemand: true
        ) { $0.isPerson ? $0.name : nil },
        Field(
            "email", .string, nullable: true,
            help:
                "The e-mail address, after the mailmap; with --by name the one that most of the commits carry; "
                + "null where a trailer names a person without one, and where --by names no people.",
            column: TableColumn("EMAIL", shrink: .end(minimum: 12), dropPriority: 1), onDemand: true
        ) { person, writer in
            if let email = person.email { writer.text(email) } else { writer.null() }
        },
        Field("commits", .integer, help: "The commits counted for them.", column: TableColumn("COMMITS")) {
            $1.integer($0.commits)
        },
        Field(
            "merges", .integer, help: "How many of them have more than one parent.",
            column: TableColumn("MERGES", dropPriority: 6)
        ) { $1.integer($0.merges) },
        Field(
            "authors", .integer, help: "How many persons they are counted for.", needs: .authors,
            column: TableColumn("AUTHORS"), onDemand: true
        ) { $1.integer($0.authors) },
        .share(
            "share", help: "The part of all counted commits, from 0 to 1.", column: TableColumn("SHARE")
        ) { $0.share },
    ]

    private static let lineFields: [Field<Contributor>] = [
        Field(
            "insertions", .integer, help: "The lines they added.", needs: .lines,
            column: TableColumn("+", role: .insertion), onDemand: true
        ) { $1.integer($0.lines.insertions) },
        Field(
            "deletions", .integer, help: "The lines they removed.", needs: .lines,
            column: TableColumn("-", role: .deletion), onDemand: true
        ) { $1.integer($0.lines.deletions) },
        Field("lines", .integer, help: "The lines they added and removed.", needs: .lines, onDemand: true) {
            $1.integer($0.lines.lines)
        },
        Field(
            "files", .integer, help: "The files they changed, added up over the commits.", needs: .lines,
            column: TableColumn("FILES", dropPriority: 5), onDemand: true
        ) { $1.integer($0.lines.files) },
    ]

    private static let dateFields: [Field<Contributor>] =
        Field.moment(
            "first_commit", "The earliest commit", nullable: true,
            column: TableColumn("FIRST", role: .date, dropPriority: 9)
        ) { $0.first }
        + Field.moment(
            "last_commit", "The latest commit", nullable: true,
            column: TableColumn("LAST", role: .date, dropPriority: 8)
        ) { $0.last }
        + [
            Field(
                "active_days", .integer,
                help: "On how many days they made a commit, by the clock recorded with it.",
                column: TableColumn("DAYS", dropPriority: 7)
            ) { $1.integer($0.activeDays) }
        ]
}
