// `rgit blame-stats`: its fields, and its request made into an answer.

import GitObjects
import RgitCore

/// What `rgit blame-stats` shows and how it runs; its options are in BlameStatsOptions.swift.
enum BlameStatsCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<BlameStatsRequest>(shape, run: run)

    /// A row: the lines with one key, or the last line of a table.
    private enum Row: Sendable {
        case sum(BlameStats.Row)
        case total(BlameStats, under: BlameStatsRequest.Key)

        /// What the lines have in common, as far as `pick` knows it.
        func key<Value>(_ pick: (BlameStats.Key) -> Value?) -> Value? {
            guard case .sum(let row) = self else { return nil }
            for key in row.keys {
                if let value = pick(key) { return value }
            }
            return nil
        }

        var sum: BlameStats.Row? {
            if case .sum(let row) = self { return row }
            return nil
        }

        var lines: Int {
            switch self {
            case .sum(let row): row.lines
            case .total(let all, _): all.lines
            }
        }

        var files: Int {
            switch self {
            case .sum(let row): row.files
            case .total(let all, _): all.files
            }
        }

        var boundaryLines: Int {
            switch self {
            case .sum(let row): row.boundaryLines
            case .total(let all, _): all.boundaryLines
            }
        }

        var actor: Actor? {
            key {
                switch $0 {
                case .author(let actor), .commit(_, let actor): actor
                default: nil
                }
            }
        }

        var commit: ObjectID? { key { if case .commit(let id, _) = $0 { id } else { nil } } }
        var path: Text? { key { if case .file(let path) = $0 { path } else { nil } } }
        var directory: Text? { key { if case .directory(let path) = $0 { path } else { nil } } }
        var fileExtension: Text? { key { if case .extension(let name) = $0 { name } else { nil } } }
        var year: Int? { key { if case .year(let year) = $0 { year } else { nil } } }
    }

    private static let shape = DocumentShape<Row, BlameStats>(
        command: "blame-stats",
        rows: "authors", "files", "directories", "extensions", "commits", "years",
        "groups",
        rowHelp: "The lines of one author, or of what --by says.",
        fields: keyFields + countFields + dateFields,
        head: [
            Field(
                "shallow", .boolean,
                help: "Whether the history ends early, at the boundary of a shallow clone."
            ) { $1.bool($0.shallow) }
        ],
        tail: [
            Field("total.lines", .integer, help: "The lines counted.") { $1.integer($0.lines) },
            Field("total.files", .integer, help: "The text files they are in.") { $1.integer($0.files) },
            Field(
                "total.boundary_lines", .integer,
                help: "The lines that may be older than the commit at the boundary they are counted for."
            ) { $1.integer($0.boundaryLines) },
            Field("skipped.binary", .integer, help: "Files left out because git counts them as binary.") {
                $1.integer($0.skipped.binary)
            },
            Field("skipped.symlink", .integer, help: "Symbolic links left out.") {
                $1.integer($0.skipped.symlink)
            },
            Field("skipped.submodule", .integer, help: "Submodules left out.") {
                $1.integer($0.skipped.submodule)
            },
            Field(
                "skipped.too_large", .integer,
                help: "Files left out because they are larger than --max-filesize or core.bigFileThreshold."
            ) { $1.integer($0.skipped.tooLarge) },
            Field(
                "skipped.generated", .integer,
                help: "Files left out by --no-generated, for attributes call them generated or vendored."
            ) { $1.integer($0.skipped.generated) },
            Field("skipped.unreadable", .integer, help: "Files left out because they cannot be read.") {
                $1.integer($0.skipped.unreadable)
            },
            Field(
                "unknown.lines", .integer,
                help: "Lines whose author nobody can name, for some of their history cannot be read."
            ) { $1.integer($0.unknownLines) },
            Field("excluded.bots", .integer, help: "The automated accounts left out by --exclude-bots.") {
                $1.integer($0.bots)
            },
            Field("excluded.lines", .integer, help: "Their lines.") { $1.integer($0.botLines) },
        ])

    /// What the list of rows is called.
    private static func rowsName(_ keys: [BlameStatsRequest.Key]) -> String {
        guard let key = keys.first, keys.count == 1 else { return "groups" }
        return switch key {
        case .author: "authors"
        case .file: "files"
        case .directory: "directories"
        case .extension: "extensions"
        case .commit: "commits"
        case .year: "years"
        }
    }

    /// The keys in the order of their columns.
    private static let columns: [BlameStatsRequest.Key] = [
        .directory, .extension, .file, .year, .commit, .author,
    ]

    /// Which fields tell the rows apart.
    private static func ownFields(_ key: BlameStatsRequest.Key) -> Set<String> {
        switch key {
        case .author: ["name", "email"]
        case .file: ["path"]
        case .directory: ["directory"]
        case .extension: ["extension"]
        case .commit: ["hexsha", "name", "email"]
        case .year: ["year"]
        }
    }

    private static let keyFields: [Field<Row>] = [
        Field(
            "directory", .string, nullable: true,
            help: "With --by directory, the directory of the files, empty at the top.",
            column: TableColumn("DIRECTORY", shrink: .start(minimum: 20), role: .path), onDemand: true,
            display: { row, writer in
                guard let path = row.directory else { return total(row, .directory, &writer) }
                writer.text(path.isEmpty ? "." : path)
            },
            write: { row, writer in
                if let path = row.directory { writer.text(path) } else { writer.null() }
            }),
        Field(
            "extension", .string, nullable: true,
            help: "With --by extension, what follows the last dot of the files' names, empty for none.",
            column: TableColumn("EXTENSION", role: .path), onDemand: true,
            display: { row, writer in
                guard let name = row.fileExtension else { return total(row, .extension, &writer) }
                writer.text(name.isEmpty ? "(none)" : name)
            },
            write: { row, writer in
                if let name = row.fileExtension { writer.text(name) } else { writer.null() }
            }),
        Field(
            "path", .string, nullable: true, help: "With --by file, the file's path.",
            column: TableColumn("PATH", shrink: .start(minimum: 20), role: .path), onDemand: true,
            display: { row, writer in
                if let path = row.path { writer.text(path) } else { total(row, .file, &writer) }
            },
            write: { row, writer in
                if let path = row.path { writer.text(path) } else { writer.null() }
            }),
        Field(
            "year", .integer, nullable: true,
            help: "With --by year, the year the lines were written in, by the author's date in UTC.",
            column: TableColumn("YEAR", alignment: .left, role: .date), onDemand: true,
            display: { row, writer in
                if let year = row.year { writer.string(String(year)) } else { total(row, .year, &writer) }
            },
            write: { row, writer in
                if let year = row.year { writer.integer(year) } else { writer.null() }
            }),
        Field(
            "hexsha", .objectID, nullable: true, help: "With --by commit, the commit's object name.",
            column: TableColumn("COMMIT", role: .hash), onDemand: true,
            display: { row, writer in
                if let id = row.commit { writer.abbreviated(id) } else { total(row, .commit, &writer) }
            },
            write: { row, writer in
                if let id = row.commit { writer.id(id) } else { writer.null() }
            }),
        Field(
            "name", .string, nullable: true,
            help: "The author's name, after the mailmap; null unless lines are summed by author or commit.",
            column: TableColumn("NAME", shrink: .end(minimum: 12), role: .person), onDemand: true,
            display: { row, writer in
                if let actor = row.actor { writer.text(actor.name) } else { total(row, .author, &writer) }
            },
            write: { row, writer in
                if let actor = row.actor { writer.text(actor.name) } else { writer.null() }
            }),
        Field(
            "email", .string, nullable: true,
            help: "The author's e-mail address, after the mailmap; null like the name.",
            column: TableColumn("EMAIL", shrink: .end(minimum: 12), leaves: 1), onDemand: true
        ) { row, writer in
            if let actor = row.actor { writer.text(actor.email) } else { writer.null() }
        },
    ]

    private static let countFields: [Field<Row>] = [
        Field("lines", .integer, help: "How many lines.", column: TableColumn("LINES")) {
            $1.integer($0.lines)
        },
        Field(
            "share", .number, help: "The part of all lines counted, from 0 to 1.",
            column: TableColumn("SHARE"),
            display: { row, writer in
                guard let share = row.sum?.share else { return writer.null() }
                let tenths = Int((share * 1_000).rounded())
                writer.string("\(tenths / 10).\(tenths % 10) %")
            },
            write: { $1.number($0.sum?.share ?? 1) }),
        Field(
            "files", .integer, help: "How many files they are in.", column: TableColumn("FILES", leaves: 2)
        ) { $1.integer($0.files) },
        Field(
            "commits", .integer, nullable: true, help: "How many commits they came in.",
            column: TableColumn("COMMITS", leaves: 3)
        ) { row, writer in
            if let sum = row.sum { writer.integer(sum.commits) } else { writer.null() }
        },
        Field(
            "boundary_lines", .integer,
            help: "How many of them may be older than the commit at the boundary they are counted for."
        ) { $1.integer($0.boundaryLines) },
    ]

    private static let dateFields: [Field<Row>] =
        Field.moment(
            "oldest", "When the oldest line's commit was written", nullable: true,
            column: TableColumn("OLDEST", role: .date, leaves: 4)
        ) { $0.sum?.oldest }
        + Field.moment(
            "newest", "When the newest line's commit was written", nullable: true,
            column: TableColumn("NEWEST", role: .date, leaves: 4)
        ) { $0.sum?.newest }

    private static func total(_ row: Row, _ key: BlameStatsRequest.Key, _ writer: inout ValueWriter) {
        if case .total(_, key) = row { writer.string("total") } else { writer.null() }
    }

    private static func run(
        _ options: GlobalOptions, _ request: BlameStatsRequest, _ context: CommandContext
    ) async throws -> Exit {
        let output = context.output
        let session = try context.openSession(options)
        let renderer = try shape.renderer(
            options, including: request.keys.reduce(into: []) { $0.formUnion(ownFields($1)) })
        output.usePager(configured: session.config.string("core.pager"))
        let answer = try await BlameStatsQuery(
            session: session, request: request, sharding: Sharding(jobs: context.jobs),
            progress: output.progress
        ).run()
        for warning in answer.warnings { output.diagnostics.warn(warning.what, warning.subject.bytes) }
        for problem in answer.problems { output.report(problem) }
        let document = DocumentWriter(shape, renderer, rows: rowsName(request.keys), to: output)
        let first = columns.first { request.keys.contains($0) } ?? .author
        try document.write(
            answer.rows.map(Row.sum), answer,
            totals: answer.rows.isEmpty ? [] : [.total(answer, under: first)],
            notes: notes(answer))
        return output.exit
    }

    /// What was left out, for people.
    private static func notes(_ answer: BlameStats) -> [String] {
        var notes: [String] = []
        let skipped = answer.skipped
        let kinds = [
            (skipped.binary, "binary"), (skipped.symlink, "symbolic link"), (skipped.submodule, "submodule"),
            (skipped.tooLarge, "too large"), (skipped.generated, "generated or vendored"),
            (skipped.unreadable, "unreadable"),
        ]
        let named = kinds.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        if !named.isEmpty { notes.append("left out: " + named.joined(separator: ", ")) }
        if answer.unknownLines > 0 {
            notes.append("\(answer.unknownLines) lines are nobody's: their history cannot be read")
        }
        if answer.bots > 0 { notes.append("left out: \(answer.bots) bots with \(answer.botLines) lines") }
        if answer.boundaryLines > 0 {
            notes.append("\(answer.boundaryLines) lines are at the boundary and may be older")
        }
        return notes
    }
}
