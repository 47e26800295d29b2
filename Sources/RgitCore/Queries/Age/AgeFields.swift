// The fields of `rgit age`.

import Records

extension AgeQuery {
    package static func shape(of request: AgeRequest) -> DocumentShape<Cohort, Answer<AgeSummary>> { shape }

    private static let shape = DocumentShape(
        AgeQuery.self, name: "age", rows: "cohorts",
        rowHelp: "The lines of one cohort that the last commit of a period has.",
        fields: [
            Field(
                "period", .string,
                help: "The period, such as 2026 or 2026-Q3; with --every N the first of its days.",
                column: TableColumn("PERIOD", role: .date, streamWidth: 10)
            ) { $1.text($0.period) },
            .objectID(
                "hexsha", help: "The commit whose tree was blamed: the period's last along first parents."
            ) { $0.hexsha },
        ]
            + Field.moment("", "The committer's date of that commit", nullable: true) { $0.date } + [
                Field(
                    "cohort", .string,
                    help:
                        "What the lines have in common: a year, a name, a domain, a trailer's value; none without it.",
                    column: TableColumn("COHORT", shrink: .end(minimum: 12), isName: true, streamWidth: 20)
                ) { $1.text($0.cohort) },
                Field(
                    "lines", .integer, help: "How many lines there are.",
                    column: TableColumn("LINES", streamWidth: 8)
                ) { $1.integer($0.lines) },
                .share(
                    "share", help: "The part of all lines that were counted then, from 0 to 1.",
                    column: TableColumn("SHARE", streamWidth: 7)
                ) { $0.share },
            ],
        tail: [
            Field("measured", .integer, help: "How many commits were measured.") { $1.integer($0.measured) },
            Field(
                "half_life_days", .number, nullable: true,
                help:
                    "After how many days half of a cohort's lines are gone at the mean rate; null unless cohorts are periods.",
                write: { summary, writer in
                    if let days = summary.halfLifeDays { writer.number(days) } else { writer.null() }
                }),
            Field(
                "unknown.lines", .integer,
                help:
                    "Lines of all counts whose author is unknown because some of their history cannot be read."
            ) { $1.integer($0.unknownLines) },
        ])
}
