// The fields of `rgit search`.

import GitObjects
import Records

extension SearchQuery {
    package static func shape(
        of request: SearchRequest
    ) -> DocumentShape<SearchMatch, Answer<SearchSummary>> { shape }

    private static let shape = DocumentShape(
        SearchQuery.self, name: "search", rows: "matches",
        rowHelp:
            "A commit, a file and a pattern that occurs in it more or less often than before, or with -G in lines it changed.",
        fields: commitFields + fileFields + lineFields,
        tail: [
            Field("total.matches", .integer, help: "The number of rows.") { $1.integer($0.matches) },
            Field("total.commits", .integer, help: "The number of commits with a row.") {
                $1.integer($0.commits)
            },
            Field("excluded.bots", .integer, help: "The automated accounts left out by --exclude-bots.") {
                $1.integer($0.bots)
            },
            Field("excluded.commits", .integer, help: "Their commits.") { $1.integer($0.botCommits) },
            Field(
                "unknown_commits", .integer,
                help: "How many commits may have further rows, because something could not be read."
            ) { $1.integer($0.unknownCommits) },
        ])

    private static let commitFields: [Field<SearchMatch>] =
        [
            .objectID(
                "hexsha", help: "The commit's object name.",
                column: TableColumn("COMMIT", role: .hash, streamWidth: 10)
            ) { $0.hexsha },
            .optionalID(
                "parent",
                help: "The parent of a merge that is compared with several; null for any other commit."
            ) { $0.parent },
        ]
        + Field.moment(
            "authored", "When it was written", nullable: true, needs: .commit,
            column: TableColumn("DATE", role: .date, dropPriority: 9, streamWidth: 10)
        ) { $0.author.date }
        + Field.person("author", "author", needs: .commit) { $0.author.actor }
        + Field.moment("committed", "When it was committed", nullable: true, needs: .commit) {
            $0.committer.date
        }
        + Field.person("committer", "committer", needs: .commit) { $0.committer.actor }
        + [
            Field(
                "summary", .string, help: "The commit's first paragraph on one line.", needs: .commit
            ) { $1.text($0.summary) }
        ]

    private static let fileFields: [Field<SearchMatch>] = [
        Field(
            "path", .string, help: "The file, by its new path where it has one.",
            column: TableColumn("PATH", shrink: .start(minimum: 16), role: .path, streamWidth: 24)
        ) { $1.text($0.path) },
        .optionalText("old_path", help: "Where a renamed or copied file came from.") { $0.oldPath },
        Field(
            "change_type", .choice(["A", "C", "D", "M", "R", "T", "U"]),
            help: "What happened to the file, by git's letters."
        ) { $1.string($0.changeType.rawValue) },
        .optionalText("rule", help: "The name of the pattern; null where it has none.") { $0.rule },
        Field(
            "pattern", .string, help: "The pattern.",
            column: TableColumn("PATTERN", shrink: .end(minimum: 8), streamWidth: 12),
            display: { $1.text($0.rule ?? $0.pattern) }, write: { $1.text($0.pattern) }),
        Field(
            "before", .integer, help: "How often it occurs in the file before the commit.",
            column: TableColumn("BEFORE", dropPriority: 8, streamWidth: 6)
        ) { $1.integer($0.before) },
        Field(
            "after", .integer, help: "How often it occurs in the file after the commit.",
            column: TableColumn("AFTER", dropPriority: 8, streamWidth: 5)
        ) { $1.integer($0.after) },
    ]

    private static let lineFields: [Field<SearchMatch>] = [
        .optionalInteger(
            "line",
            help:
                "The number of the first added line that matches, else of the first removed one; null where there is none.",
            needs: .lines, column: TableColumn("LINE", dropPriority: 7, streamWidth: 5)
        ) { $0.line?.number },
        .optionalText(
            "text", help: "That line; null where there is none.", needs: .lines,
            column: TableColumn("TEXT", shrink: .end(minimum: 20))
        ) { $0.line?.text },
        Field(
            "lines",
            .array(
                of: .object([
                    FieldMember("added", .boolean, help: "Whether it is added; otherwise it is removed."),
                    FieldMember(
                        "line", .integer,
                        help: "Its number: in the new file where it is added, else in the old one."),
                    FieldMember("text", .string, help: "The line."),
                ])),
            help: "The added and removed lines that match, each with added, line and text.", needs: .lines
        ) { row, writer in
            let lines = row.lines
            writer.objects {
                for line in lines {
                    $0.object {
                        $0.key("added")
                        $0.bool(line.isAdded)
                        $0.key("line")
                        $0.integer(line.number)
                        $0.key("text")
                        $0.text(line.text)
                    }
                }
            }
        },
    ]
}
