// `rgit contributors`: its fields, and its request made into an answer.

import RgitCore

/// What `rgit contributors` shows and how it runs; its options are in ContributorsOptions.swift.
enum ContributorsCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<ContributorsRequest>(shape, run: run)

    private static let shape = DocumentShape<Contributors.Person, Contributors>(
        command: "contributors", rows: "contributors", rowHelp: "A person.",
        fields: countFields + lineFields + dateFields,
        head: [
            Field(
                "shallow", .boolean,
                help: "Whether the history ends early, at the boundary of a shallow clone."
            ) { $1.bool($0.shallow) }
        ],
        tail: [
            Field("total.contributors", .integer, help: "How many people there are.") {
                $1.integer($0.total.contributors)
            },
            Field("total.commits", .integer, help: "The commits counted for somebody, each of them once.") {
                $1.integer($0.total.commits)
            },
            Field("total.merges", .integer, help: "How many of them have more than one parent.") {
                $1.integer($0.total.merges)
            },
            Field("total.insertions", .integer, help: "The lines they added; 0 without --stats.") {
                $1.integer($0.total.lines.insertions)
            },
            Field("total.deletions", .integer, help: "The lines they removed; 0 without --stats.") {
                $1.integer($0.total.lines.deletions)
            },
            Field("total.lines", .integer, help: "The lines they added and removed; 0 without --stats.") {
                $1.integer($0.total.lines.lines)
            },
            Field("total.files", .integer, help: "The files they changed, added up; 0 without --stats.") {
                $1.integer($0.total.lines.files)
            },
            Field("excluded.bots", .integer, help: "The automated accounts left out by --exclude-bots.") {
                $1.integer($0.bots.accounts)
            },
            Field("excluded.commits", .integer, help: "The commits that were counted for nobody else.") {
                $1.integer($0.bots.commits)
            },
            Field("unknown_stats", .integer, help: "The number of commits whose line counts are not known.") {
                $1.integer($0.unknownStats)
            },
        ])

    private static let countFields: [Field<Contributors.Person>] = [
        Field(
            "rank", .integer,
            help: "The place in the ranking: by commits, then by the bytes of the name and the address.",
            column: TableColumn("RANK", leaves: 2)
        ) { $1.integer($0.rank) },
        Field(
            "name", .string,
            help: "The name, after the mailmap; with --by email the one that most of the commits carry.",
            column: TableColumn("NAME", shrink: .end(minimum: 12), role: .person)
        ) { $1.text($0.name) },
        Field(
            "email", .string, nullable: true,
            help:
                "The e-mail address, after the mailmap; with --by name the one that most of the commits carry; "
                + "null for somebody a trailer names without one.",
            column: TableColumn("EMAIL", shrink: .end(minimum: 12), leaves: 1)
        ) { person, writer in
            if let email = person.email { writer.text(email) } else { writer.null() }
        },
        Field("commits", .integer, help: "The commits counted for them.", column: TableColumn("COMMITS")) {
            $1.integer($0.commits)
        },
        Field(
            "merges", .integer, help: "How many of them have more than one parent.",
            column: TableColumn("MERGES", leaves: 6)
        ) { $1.integer($0.merges) },
        Field(
            "share", .number, help: "The part of all counted commits, from 0 to 1.",
            column: TableColumn("SHARE"),
            display: { $1.string("\(tenths($0.share)) %") },
            write: { $1.number($0.share) }),
    ]

    private static let lineFields: [Field<Contributors.Person>] = [
        Field(
            "insertions", .integer, help: "The lines they added.",
            column: TableColumn("+", role: .insertion), onDemand: true
        ) { $1.integer($0.lines.insertions) },
        Field(
            "deletions", .integer, help: "The lines they removed.",
            column: TableColumn("-", role: .deletion), onDemand: true
        ) { $1.integer($0.lines.deletions) },
        Field("lines", .integer, help: "The lines they added and removed.", onDemand: true) {
            $1.integer($0.lines.lines)
        },
        Field(
            "files", .integer, help: "The files they changed, added up over the commits.",
            column: TableColumn("FILES", leaves: 5), onDemand: true
        ) { $1.integer($0.lines.files) },
    ]

    private static let dateFields: [Field<Contributors.Person>] =
        Field.moment(
            "first_commit", "The earliest commit", nullable: true,
            column: TableColumn("FIRST", role: .date, leaves: 4)
        ) { $0.first }
        + Field.moment(
            "last_commit", "The latest commit", nullable: true,
            column: TableColumn("LAST", role: .date, leaves: 3)
        ) { $0.last }
        + [
            Field(
                "active_days", .integer,
                help: "On how many days they made a commit, by the clock recorded with it.",
                column: TableColumn("DAYS", leaves: 7)
            ) { $1.integer($0.activeDays) }
        ]

    /// A share in percent with one decimal.
    private static func tenths(_ share: Double) -> String {
        let value = Int((share * 1_000).rounded())
        return "\(value / 10).\(value % 10)"
    }

    private static let lineNames: Set<String> = ["insertions", "deletions", "lines", "files"]

    private static func run(
        _ options: GlobalOptions, _ request: ContributorsRequest, _ context: CommandContext
    ) async throws -> Exit {
        let output = context.output
        let session = try context.openSession(options)
        var request = request
        let demanded = request.stats ? lineNames : []
        let selection = try shape.select(options, including: demanded)
        if lineNames.contains(where: selection.contains) { request.stats = true }
        let renderer = try shape.renderer(options, including: demanded)
        let query = ContributorsQuery(
            session: session, request: request, sharding: Sharding(jobs: context.jobs),
            progress: output.progress)
        output.usePager(configured: session.config.string("core.pager"))
        let answer = try await query.run()
        for warning in answer.warnings { output.diagnostics.warn(warning.what, warning.subject.bytes) }
        for problem in answer.problems { output.report(problem) }
        let writer = DocumentWriter(shape, renderer, to: output)
        writer.begin(answer)
        try writer.write(renderer.render(answer.people))
        try writer.end(answer, notes: notes(answer))
        return output.exit
    }

    private static func notes(_ answer: Contributors) -> [String] {
        var notes: [String] = []
        let (bots, commits) = (answer.bots.accounts, answer.bots.commits)
        if bots > 0 {
            let botWord = bots == 1 ? "bot" : "bots"
            notes.append(
                "left out: \(bots) \(botWord) with \(commits) \(commits == 1 ? "commit" : "commits")")
        }
        if answer.shallow {
            notes.append("the clone is shallow: what came before its boundary is not counted")
        }
        if answer.unknownStats > 0 {
            notes.append("without the lines of \(answer.unknownStats) commits, which are not known")
        }
        return notes
    }
}
