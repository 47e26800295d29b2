// `rgit blame`: its fields, and its request made into an answer.

import GitObjects
import RgitCore

/// What `rgit blame` shows and how it runs; its options are in BlameOptions.swift.
enum BlameCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<BlameRequest>(shape, run: run)

    /// A hunk, or with `--lines` a line of one.
    private struct Row: Sendable {
        var hunk: BlameReport.Hunk
        var commit: BlameReport.Commit
        var text: [UInt8]
    }

    private static let shape = makeShape(perLine: false)
    private static let lineShape = makeShape(perLine: true)

    private static func makeShape(perLine: Bool) -> DocumentShape<Row, BlameReport> {
        DocumentShape<Row, BlameReport>(
            command: "blame", rows: "hunks",
            rowHelp: "Consecutive lines that came with one commit; with --lines a line of its own.",
            fields: placeFields(perLine) + peopleFields(perLine),
            head: [
                Field(
                    "shallow", .boolean,
                    help: "Whether the history ends early, at the boundary of a shallow clone."
                ) { $1.bool($0.shallow) },
                Field("path", .string, help: "The file's path from the top.") { $1.text($0.path) },
            ],
            tail: [
                Field("total.lines", .integer, help: "The lines blamed.") { report, writer in
                    writer.integer(report.hunks.reduce(0) { $0 + $1.lines })
                },
                Field("total.commits", .integer, help: "The commits they came in.") {
                    $1.integer($0.commits.count)
                },
            ])
    }

    private static func placeFields(_ perLine: Bool) -> [Field<Row>] {
        [
            Field(
                "hexsha", .objectID,
                help: "The commit's object name; all zeros for lines that are not committed yet.",
                column: TableColumn("COMMIT", role: .hash), display: { $1.abbreviated($0.commit.hexsha) },
                write: { $1.id($0.commit.hexsha) }),
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

    private static func peopleFields(_ perLine: Bool) -> [Field<Row>] {
        Field.person(
            "author", "author", column: TableColumn("AUTHOR", shrink: .end(minimum: 12), role: .person)
        ) { $0.commit.author.actor }
            + Field.moment(
                "authored", "When the commit was written", nullable: true,
                column: TableColumn("DATE", role: .date)
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
                    "text", .string, help: "With --lines, the line without its newline.",
                    column: TableColumn("TEXT"), onDemand: !perLine
                ) { $1.bytes($0.text) },
            ]
    }

    private static func run(
        _ options: GlobalOptions, _ request: BlameRequest, _ context: CommandContext
    ) async throws -> Exit {
        let output = context.output
        let session = try context.openSession(options)
        var request = request
        let selection = try (request.lines ? lineShape : shape).select(options)
        if selection.contains("text") { request.lines = true }
        let shape = request.lines ? lineShape : shape
        let renderer = try shape.renderer(options)
        let report = try await BlameQuery(
            session: session, request: request, sharding: Sharding(jobs: context.jobs),
            progress: output.progress
        ).run()
        for warning in report.warnings { output.diagnostics.warn(warning.what, warning.subject.bytes) }
        for problem in report.problems { output.report(problem) }
        if request.form != .rows {
            let quotes = try session.config.bool("core.quotepath") ?? true
            let porcelain = BlamePorcelain(
                report, repeats: request.form == .linePorcelain, quotesHighBytes: quotes)
            try porcelain.write { try output.sink.write($0) }
            return output.exit
        }
        output.usePager(configured: session.config.string("core.pager"))
        try DocumentWriter(shape, renderer, to: output).write(rows(report, request), report)
        return output.exit
    }

    private static func rows(_ report: BlameReport, _ request: BlameRequest) -> [Row] {
        guard request.lines else {
            return report.hunks.map { Row(hunk: $0, commit: report.commits[$0.commit], text: []) }
        }
        var rows: [Row] = []
        for hunk in report.hunks {
            for offset in 0..<hunk.lines {
                var one = hunk
                one.start += offset
                one.origStart += offset
                one.lines = 1
                var text = report.line(one.start)
                if text.last == 0x0a { text = text.dropLast() }
                rows.append(Row(hunk: one, commit: report.commits[hunk.commit], text: Array(text)))
            }
        }
        return rows
    }
}
