// The fields of `rgit diff-stats`.

import GitObjects
import Records

extension DiffStatsQuery {
    package static func shape(
        of request: DiffStatsRequest
    ) -> DocumentShape<DiffStatsRow, Answer<DiffStatsSummary>> { shape }

    private static let shape = DocumentShape(
        DiffStatsQuery.self, name: "diff-stats", rows: "files", "directories", "extensions",
        rowHelp: "A changed file; with --by the changed files of one directory or extension.",
        fields: fileFields + [graphField],
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
            Field(
                "unknown_directories", .integer,
                help: "How many directories could not be read; what changed in them is not known."
            ) { $1.integer($0.unknownDirectories) },
        ])

    static let fileFields: [Field<DiffStatsRow>] = [
        Field(
            "path", .string, nullable: true, help: "The path, the new one where it has two.",
            column: TableColumn("PATH", shrink: .start(minimum: 20), role: .path), onDemand: true,
            display: { row, writer in
                if let file = row.file {
                    writer.bytes(bothPaths(file))
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
            help: "What happened, by git's letters.", column: TableColumn("CHANGE", dropPriority: 1),
            onDemand: true
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
            column: TableColumn("LINES", dropPriority: 2), display: { display($0, $0.lines, to: &$1) },
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
        Field(
            "a_path", .string, nullable: true,
            help: "The path in the first state, or that in the second where it is new.", onDemand: true
        ) { row, writer in
            if let path = row.file?.aPath { writer.text(path) } else { writer.null() }
        },
        Field(
            "b_path", .string, nullable: true,
            help: "The path in the second state, or that in the first where it is gone.", onDemand: true
        ) { row, writer in
            if let path = row.file?.bPath { writer.text(path) } else { writer.null() }
        },
        Field(
            "a_mode", .string, nullable: true,
            help: "The mode in the first state in octal, such as 100644; null where the path is new.",
            onDemand: true
        ) { $1.mode($0.file?.aMode) },
        Field(
            "b_mode", .string, nullable: true,
            help: "The mode in the second state in octal; null where the path is gone.", onDemand: true
        ) { $1.mode($0.file?.bMode) },
        Field(
            "a_hexsha", .objectID, nullable: true,
            help: "The blob in the first state, of a submodule its commit; null where there is none.",
            onDemand: true
        ) { write($0.file?.aHexsha, to: &$1) },
        Field(
            "b_hexsha", .objectID, nullable: true,
            help:
                "The blob in the second state, of a submodule its commit; null where there is none, or it is in the working tree.",
            onDemand: true
        ) { write($0.file?.bHexsha, to: &$1) },
    ]

    static let graphField = Field<DiffStatsRow>(
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

    private static func write(_ id: ObjectID?, to writer: inout ValueWriter) {
        if let id { writer.id(id) } else { writer.null() }
    }

    private static func write(_ number: Int?, to writer: inout ValueWriter) {
        if let number { writer.integer(number) } else { writer.null() }
    }

    /// A table says `-` for a binary file, as git does.
    private static func display(_ row: DiffStatsRow, _ number: Int?, to writer: inout ValueWriter) {
        if let number { writer.integer(number) } else { writer.word("-") }
    }

    private static func writeKey(_ row: DiffStatsRow, to writer: inout ValueWriter) {
        if case .group(let group, _) = row { writer.text(group.key) } else { writer.null() }
    }

    private static func displayKey(_ row: DiffStatsRow, empty: String, to writer: inout ValueWriter) {
        switch row {
        case .group(let group, _): writer.text(group.key.isEmpty ? Text(empty) : group.key)
        case .total: writer.string("total")
        case .file: writer.null()
        }
    }

    /// Both paths of a renamed file, for people.
    private static func bothPaths(_ file: FileStats) -> [UInt8] {
        guard let oldPath = file.oldPath else { return file.path.bytes }
        return oldPath.bytes + Array(" => ".utf8) + file.path.bytes
    }
}
