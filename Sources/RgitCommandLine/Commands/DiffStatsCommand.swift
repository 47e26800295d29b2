// `rgit diff-stats`: its fields, and its request made into an answer.

import RgitCore

/// What `rgit diff-stats` shows and how it runs; its options are in DiffStatsOptions.swift.
enum DiffStatsCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<DiffStatsRequest>(shape, run: run)

    /// A row: one changed file, or the files of one directory or extension.
    private enum Row: Sendable {
        /// `most` is the number of lines of the file with the most, which the bars are measured by.
        case file(FileStats, most: Int)
        case group(DiffStatsReport.Group, most: Int)
        /// The last line of a table.
        case total(DiffStatsReport.Group)

        var file: FileStats? {
            if case .file(let file, _) = self { return file }
            return nil
        }

        /// The bar of its lines; `nil` for the total, which is no part of the picture, and for a binary file.
        var bar: ChangeBar? {
            guard let insertions, let deletions else { return nil }
            switch self {
            case .file(_, let most), .group(_, let most):
                return ChangeBar(insertions: insertions, deletions: deletions, most: most)
            case .total: return nil
            }
        }

        var sums: DiffStatsReport.Group? {
            switch self {
            case .file: nil
            case .group(let group, _), .total(let group): group
            }
        }

        /// Lines added; `nil` for a binary file.
        var insertions: Int? { file.map { $0.isBinary ? nil : $0.insertions } ?? sums?.insertions }
        /// Lines removed; `nil` for a binary file.
        var deletions: Int? { file.map { $0.isBinary ? nil : $0.deletions } ?? sums?.deletions }
        /// Lines added and removed; `nil` for a binary file.
        var lines: Int? {
            guard let insertions, let deletions else { return nil }
            return insertions + deletions
        }
    }

    private static let shape = DocumentShape<Row, DiffStatsReport>(
        command: "diff-stats", rows: "files", "directories", "extensions",
        rowHelp: "A changed file; with --by the changed files of one directory or extension.",
        fields: fields + [graphField],
        head: [
            Field(
                "shallow", .boolean,
                help: "Whether the history ends early, at the boundary of a shallow clone."
            ) { $1.bool($0.shallow) }
        ],
        tail: [
            Field("total.files", .integer, help: "The number of changed files.") {
                $1.integer($0.total.files)
            },
            Field("total.insertions", .integer, help: "Lines added.") { $1.integer($0.total.insertions) },
            Field("total.deletions", .integer, help: "Lines removed.") { $1.integer($0.total.deletions) },
            Field("total.lines", .integer, help: "Lines added and removed.") { $1.integer($0.total.lines) },
            Field(
                "total.binary_files", .integer, help: "How many of the files are binary and have no lines."
            ) { $1.integer($0.total.binaryFiles) },
            Field(
                "unknown_files", .integer,
                help: "How many more files changed whose lines are not known, for what could not be read."
            ) { $1.integer($0.unknownFiles) },
        ])

    /// What the list of rows is called.
    private static func rowsName(_ key: DiffStatsRequest.Key) -> String {
        switch key {
        case .file: "files"
        case .directory: "directories"
        case .extension: "extensions"
        }
    }

    /// Which fields a row has besides the counts.
    private static func ownFields(_ key: DiffStatsRequest.Key) -> Set<String> {
        switch key {
        case .file: ["path", "old_path", "change_type", "binary", "similarity"]
        case .directory: ["directory", "files", "binary_files"]
        case .extension: ["extension", "files", "binary_files"]
        }
    }

    private static let fields: [Field<Row>] = [
        Field(
            "path", .string, nullable: true, help: "The path, the new one where it has two.",
            column: TableColumn("PATH", shrink: .start(minimum: 20), role: .path), onDemand: true,
            display: { row, writer in
                if let file = row.file {
                    writer.bytes(shown(file))
                } else {
                    writer.string("total")
                }
            },
            write: { row, writer in
                if let file = row.file { writer.text(file.path) } else { writer.null() }
            }),
        Field(
            "old_path", .string, nullable: true, help: "Where the file was renamed or copied from.",
            onDemand: true
        ) { row, writer in
            if let path = row.file?.oldPath { writer.text(path) } else { writer.null() }
        },
        Field(
            "directory", .string, nullable: true,
            help: "The directory of the files with --by directory, empty at the top.",
            column: TableColumn("DIRECTORY", shrink: .start(minimum: 20), role: .path), onDemand: true,
            display: { displayKey($0, empty: ".", to: &$1) }, write: { writeKey($0, to: &$1) }),
        Field(
            "extension", .string, nullable: true,
            help: "The extension of the files with --by extension, empty for none.",
            column: TableColumn("EXTENSION", role: .path), onDemand: true,
            display: { displayKey($0, empty: "(none)", to: &$1) }, write: { writeKey($0, to: &$1) }),
        Field(
            "change_type", .choice(["A", "C", "D", "M", "R", "T", "U"]), nullable: true,
            help: "What happened, by git's letters.", column: TableColumn("CHANGE", leaves: 1), onDemand: true
        ) { row, writer in
            if let file = row.file { writer.string(file.changeType.rawValue) } else { writer.null() }
        },
        Field(
            "files", .integer, nullable: true, help: "With --by, the number of changed files.",
            column: TableColumn("FILES"), onDemand: true
        ) { write($0.sums?.files, to: &$1) },
        Field(
            "insertions", .integer, nullable: true, help: "Lines added; null for a binary file.",
            column: TableColumn("ADDED", role: .insertion), display: { display($0, $0.insertions, to: &$1) },
            write: { write($0.insertions, to: &$1) }),
        Field(
            "deletions", .integer, nullable: true, help: "Lines removed; null for a binary file.",
            column: TableColumn("DELETED", role: .deletion), display: { display($0, $0.deletions, to: &$1) },
            write: { write($0.deletions, to: &$1) }),
        Field(
            "lines", .integer, nullable: true, help: "Lines added and removed; null for a binary file.",
            column: TableColumn("LINES", leaves: 2), display: { display($0, $0.lines, to: &$1) },
            write: { write($0.lines, to: &$1) }),
        Field(
            "binary", .boolean, nullable: true, help: "Whether git counts the file as binary.", onDemand: true
        ) { row, writer in
            if let file = row.file { writer.bool(file.isBinary) } else { writer.null() }
        },
        Field(
            "binary_files", .integer, nullable: true,
            help: "With --by, how many of the files are binary and have no lines.", onDemand: true
        ) { write($0.sums?.binaryFiles, to: &$1) },
        Field(
            "similarity", .integer, nullable: true,
            help: "How much a renamed or copied file has in common with old_path, in per cent.",
            onDemand: true
        ) { write($0.file?.similarity, to: &$1) },
    ]

    private static let graphField = Field<Row>(
        "graph", .string, nullable: true,
        help: "A bar of plus and minus signs, scaled as in git diff --stat; null for a binary file.",
        column: TableColumn("GRAPH"), onDemand: true,
        display: { row, writer in
            guard let bar = row.bar else { return row.file == nil ? writer.word("") : writer.word("Bin") }
            writer.colored(.insertion) { $0.bytes(bar.plusSigns) }
            writer.colored(.deletion) { $0.bytes(bar.minusSigns) }
        },
        write: { row, writer in
            guard let bar = row.bar else { return writer.null() }
            writer.bytes(bar.plusSigns + bar.minusSigns)
        })

    private static func write(_ number: Int?, to writer: inout ValueWriter) {
        if let number { writer.integer(number) } else { writer.null() }
    }

    /// A table says `-` for a binary file, as git does.
    private static func display(_ row: Row, _ number: Int?, to writer: inout ValueWriter) {
        if let number { writer.integer(number) } else { writer.word("-") }
    }

    private static func writeKey(_ row: Row, to writer: inout ValueWriter) {
        if case .group(let group, _) = row { writer.text(group.key) } else { writer.null() }
    }

    private static func displayKey(_ row: Row, empty: String, to writer: inout ValueWriter) {
        switch row {
        case .group(let group, _): writer.text(group.key.isEmpty ? Text(empty) : group.key)
        case .total: writer.string("total")
        case .file: writer.null()
        }
    }

    /// Both paths of a renamed file, for people.
    private static func shown(_ file: FileStats) -> [UInt8] {
        guard let oldPath = file.oldPath else { return file.path.bytes }
        return oldPath.bytes + Array(" => ".utf8) + file.path.bytes
    }

    private static func run(
        _ options: GlobalOptions, _ request: DiffStatsRequest, _ context: CommandContext
    ) async throws -> Exit {
        let session = try context.openSession(options)
        let output = context.output
        if request.numstat { try refuseOthers(options, request) }
        if request.nulTerminated, !request.numstat {
            throw RgitError(.usage, "goes with --numstat only", "-z", hint: "'--ndjson' separates rows, too.")
        }
        // The table has a picture; programs ask for numbers.
        let graph: Set<String> = options.format == .table ? ["graph"] : []
        let renderer = try shape.renderer(options, including: ownFields(request.key).union(graph))
        output.usePager(configured: session.config.string("core.pager"))
        let report = try await DiffStatsQuery(
            session: session, request: request, sharding: Sharding(jobs: context.jobs),
            progress: output.progress
        ).run()
        for warning in report.warnings { output.diagnostics.warn(warning.what, warning.subject.bytes) }
        for problem in report.problems { output.report(problem) }
        if let path = report.externallyFiltered.first {
            let others = report.externallyFiltered.count - 1
            output.diagnostics.warn(
                "its filter was not run, so its lines may differ from git's"
                    + (others > 0 ? " (and \(others) more)" : ""), path.bytes)
        }
        if request.numstat {
            let numstat = Numstat(
                quotesHigh: try session.config.bool("core.quotepath") ?? true,
                nulTerminated: request.nulTerminated)
            try output.sink.write(numstat.lines(report.files))
            return output.exit
        }
        let document = DocumentWriter(shape, renderer, rows: rowsName(request.key), to: output)
        var rows: [Row] = []
        if request.key == .file {
            let most = report.files.reduce(0) { max($0, $1.insertions + $1.deletions) }
            rows = report.files.map { .file($0, most: most) }
        } else {
            let most = report.groups.reduce(0) { max($0, $1.lines) }
            rows = report.groups.map { .group($0, most: most) }
        }
        try document.write(rows, report, totals: rows.isEmpty ? [] : [.total(report.total)])
        return output.exit
    }

    /// Git's lines have no place for anything else.
    private static func refuseOthers(_ options: GlobalOptions, _ request: DiffStatsRequest) throws(RgitError)
    {
        var other: String?
        if request.key != .file { other = "--by" }
        if options.fields != nil { other = "--fields" }
        if options.format != .table { other = "--\(options.format.rawValue)" }
        if let other { throw RgitError(.usage, "does not go with --numstat", other) }
    }
}
