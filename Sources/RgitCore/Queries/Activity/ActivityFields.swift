// The fields of `rgit activity`.

import Records

extension ActivityQuery {
    package static func shape(
        of request: ActivityRequest
    ) -> DocumentShape<ActivityRow, Answer<ContributorsSummary>> { shape }

    private static let shape = DocumentShape(
        ActivityQuery.self, name: "activity", rows: "periods", "persons", "tags",
        rowHelp: "A period; or a person who came or left, or a tag.",
        fields: periodFields + keyFields + countFields + dateFields, tail: ContributorsQuery.summaryFields)

    private static let periodFields: [Field<ActivityRow>] = Period.allCases.map { period in
        .period(period, what: "commits") { $0.periods }
    }

    private static let keyFields: [Field<ActivityRow>] = [
        .optionalText(
            "tag", help: "With --between-tags, the tag.",
            column: TableColumn("TAG", shrink: .end(minimum: 12), isName: true), onDemand: true
        ) { $0.tag },
        .optionalText(
            "previous", help: "With --between-tags, the tag before it in version order; null for the first.",
            column: TableColumn("PREVIOUS", dropPriority: 4), onDemand: true
        ) { $0.previous },
        .optionalText(
            "name", help: "With --newcomers and --left, the person's name, after the mailmap.",
            column: TableColumn("NAME", shrink: .end(minimum: 12), role: .person, isName: true),
            onDemand: true
        ) { $0.name },
        .optionalText(
            "email", help: "With --newcomers and --left, the person's e-mail address, after the mailmap.",
            column: TableColumn("EMAIL", shrink: .end(minimum: 12), dropPriority: 3), onDemand: true
        ) { $0.email },
    ]

    private static let countFields: [Field<ActivityRow>] = [
        Field(
            "commits", .integer, help: "How many of the selected commits.", column: TableColumn("COMMITS")
        ) { $1.integer($0.commits) },
        Field(
            "authors", .integer, help: "How many persons wrote them; 0 with --newcomers and --left.",
            column: TableColumn("AUTHORS"), onDemand: true
        ) { $1.integer($0.authors) },
        Field(
            "newcomers", .integer,
            help: "With --between-tags, how many of the persons wrote their first commit of all.",
            column: TableColumn("NEW", dropPriority: 2), onDemand: true
        ) { $1.integer($0.newcomers) },
        Field(
            "insertions", .integer, help: "The lines the commits added.", needs: .lines,
            column: TableColumn("+", role: .insertion, dropPriority: 1), onDemand: true
        ) { $1.integer($0.lines.insertions) },
        Field(
            "deletions", .integer, help: "The lines the commits removed.", needs: .lines,
            column: TableColumn("-", role: .deletion, dropPriority: 1), onDemand: true
        ) { $1.integer($0.lines.deletions) },
    ]

    private static let dateFields: [Field<ActivityRow>] =
        Field.moment(
            "first_commit", "With --newcomers and --left, the person's first of these commits",
            nullable: true, column: TableColumn("FIRST", role: .date), onDemand: true
        ) { $0.first }
        + Field.moment(
            "last_commit", "With --newcomers and --left, the person's last of these commits",
            nullable: true, column: TableColumn("LAST", role: .date), onDemand: true
        ) { $0.last }
        + Field.moment(
            "", "With --between-tags, when the tag was made", nullable: true,
            column: TableColumn("DATE", role: .date), onDemand: true
        ) { $0.date }
}
