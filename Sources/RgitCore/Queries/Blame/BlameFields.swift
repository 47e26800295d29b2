// The fields of `rgit blame`: those of a hunk, and with --lines those of a line.

import GitObjects
import Records

extension BlameQuery {
    package static func shape(of request: BlameRequest) -> DocumentShape<BlameRow, Answer<BlameSummary>> {
        switch (request.lines, (request.paths?.count ?? 0) > 1) {
        case (false, false): hunkShape
        case (true, false): lineShape
        case (false, true): hunksOfFilesShape
        case (true, true): linesOfFilesShape
        }
    }

    private static let hunkShape = makeShape(perLine: false, ofFiles: false)
    private static let lineShape = makeShape(perLine: true, ofFiles: false)
    private static let hunksOfFilesShape = makeShape(perLine: false, ofFiles: true)
    private static let linesOfFilesShape = makeShape(perLine: true, ofFiles: true)

    private static func makeShape(
        perLine: Bool, ofFiles: Bool
    ) -> DocumentShape<BlameRow, Answer<BlameSummary>> {
        DocumentShape(
            BlameQuery.self, name: "blame", rows: "hunks",
            rowHelp: "Consecutive lines that came with one commit; with --lines a line of its own.",
            fields: placeFields(perLine, ofFiles) + peopleFields(perLine),
            head: [
                .optionalText(
                    "path", help: "The file's path from the top; null where several are asked for."
                ) { $0.path }
            ],
            tail: [
                Field("total.files", .integer, help: "The files blamed.") { $1.integer($0.files) },
                Field("total.lines", .integer, help: "The lines blamed.") {
                    $1.integer($0.lines)
                },
                Field("total.commits", .integer, help: "The commits they came in.") {
                    $1.integer($0.commits)
                },
            ])
    }

    private static func placeFields(_ perLine: Bool, _ ofFiles: Bool) -> [Field<BlameRow>] {
        [
            Field(
                "hexsha", .objectID,
                help: "The commit's object name; all zeros for lines that are not committed yet.",
                column: TableColumn("COMMIT", role: .hash), display: { $1.abbreviated($0.commit.hexsha) },
                write: { $1.id($0.commit.hexsha) }),
            Field(
                "path", .string, help: "The path of the file that the lines are in, from the top.",
                column: ofFiles ? TableColumn("FILE", shrink: .end(minimum: 16), isName: true) : nil
            ) { $1.text($0.path) },
            Field("orig_path", .string, help: "The path the lines had in the commit.") {
                $1.text($0.hunk.origPath)
            },
            Field("orig_start", .integer, help: "The first line's number in the commit.") {
                $1.integer($0.hunk.origStart)
            },
            Field(
                "start", .integer, help: "The first line's number in the file.", column: TableColumn("LINE")
            ) { $1.integer($0.hunk.start) },
            Field(
                "lines", .integer, help: "How many lines there are.",
                column: perLine ? nil : TableColumn("LINES")
            ) {
                $1.integer($0.hunk.lines)
            },
        ]
    }

    private static func peopleFields(_ perLine: Bool) -> [Field<BlameRow>] {
        Field.person(
            "author", "author", column: TableColumn("AUTHOR", shrink: .end(minimum: 12), role: .person)
        ) { $0.commit.author.actor }
            + Field.moment(
                "authored", "When the commit was written", nullable: true,
                column: TableColumn("DATE", role: .date, dropPriority: 9)
            ) { $0.commit.author.date }
            + Field.person("committer", "committer") { $0.commit.committer.actor }
            + Field.moment("committed", "When it was committed", nullable: true) { $0.commit.committer.date }
            + [
                Field(
                    "summary", .string, help: "The first line of the commit's message.",
                    column: perLine ? nil : TableColumn("SUMMARY", shrink: .end(minimum: 20))
                ) { $1.text($0.commit.summary) },
                Field(
                    "boundary", .boolean,
                    help: "Whether the lines may be older: the range, the date or the history ends there."
                ) { $1.bool($0.hunk.boundary) },
                Field(
                    "previous_hexsha", .objectID, nullable: true,
                    help: "The parent whose version of the file comes before; null where there is none."
                ) { row, writer in
                    if let id = row.hunk.previousHexsha { writer.id(id) } else { writer.null() }
                },
                Field("previous_path", .string, nullable: true, help: "The path of that version.") {
                    row, writer in
                    if let path = row.hunk.previousPath { writer.text(path) } else { writer.null() }
                },
                Field(
                    "text", .string, help: "With --lines, the line without its newline.", needs: .text,
                    column: TableColumn("TEXT"), onDemand: !perLine
                ) { $1.text($0.text) },
            ]
    }
}
