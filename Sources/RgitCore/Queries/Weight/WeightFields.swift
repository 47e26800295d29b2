// The fields of `rgit weight`.

import GitObjects
import Records

extension WeightQuery {
    package static func shape(
        of request: WeightRequest
    ) -> DocumentShape<BlobWeight, Answer<WeightSummary>> { shape }

    private static let shape = DocumentShape(
        WeightQuery.self, name: "weight", rows: "paths", "directories", "extensions", "blobs",
        rowHelp: "The blobs of one path, or of what --by says.",
        fields: sizeFields + countFields + deletionFields + keyFields + blobFields, bar: "disk_bytes",
        tail: sums("total", "all blobs, each counted once", \.total) + [
            Field("total.paths", .integer, help: "The number of paths.") { $1.integer($0.paths) }
        ] + sums("absent", "the blobs that HEAD has at no path", \.absent) + [
            Field("excluded.paths", .integer, help: "The paths left out by --exclude-attr.") {
                $1.integer($0.excludedPaths)
            },
            Field(
                "unknown_blobs", .integer,
                help: "How many blobs are in no sum, because their size could not be read."
            ) { $1.integer($0.unknownBlobs) },
            Field(
                "unknown_commits", .integer,
                help: "How many commits may hold more, because something could not be read."
            ) { $1.integer($0.unknownCommits) },
        ])

    private static func sums(
        _ name: String, _ what: String, _ sum: KeyPath<WeightSummary, WeightSummary.Sum> & Sendable
    ) -> [Field<WeightSummary>] {
        [
            Field("\(name).blobs", .integer, help: "The number of \(what).") {
                $1.integer($0[keyPath: sum].blobs)
            },
            Field("\(name).bytes", .integer, help: "The contents of \(what), in bytes.") {
                $1.integer($0[keyPath: sum].bytes)
            },
            Field("\(name).disk_bytes", .integer, help: "What \(what) take on disk, in bytes.") {
                $1.integer($0[keyPath: sum].diskBytes)
            },
        ]
    }

    private static func size(
        _ name: String, help: String, column: TableColumn, onDemand: Bool = false,
        value: @escaping @Sendable (BlobWeight) -> Int
    ) -> Field<BlobWeight> {
        Field(
            name, .integer, help: help, column: column, onDemand: onDemand,
            display: { row, writer in
                if case .total = row.key, name == "max_bytes" { return writer.null() }
                writer.string(ReadableBytes.text(value(row)))
            },
            write: { $1.integer(value($0)) })
    }

    private static let sizeFields: [Field<BlobWeight>] = [
        size(
            "disk_bytes",
            help:
                "What the blobs take where they are stored, in bytes, git's %(objectsize:disk); deltas without their bases.",
            column: TableColumn("ON DISK", alignment: .right)
        ) { $0.diskBytes },
        size(
            "bytes", help: "The sizes of their contents in bytes.",
            column: TableColumn("SIZE", alignment: .right, dropPriority: 2)
        ) { $0.bytes },
        size(
            "max_bytes", help: "The size of the largest of them in bytes; not of a single blob.",
            column: TableColumn("LARGEST", alignment: .right, dropPriority: 4), onDemand: true
        ) { $0.maxBytes },
    ]

    private static let countFields: [Field<BlobWeight>] = [
        Field(
            "versions", .integer, help: "How many distinct blobs each path was, summed up.",
            column: TableColumn("VERSIONS", dropPriority: 3), onDemand: true,
            display: { row, writer in
                if case .total = row.key { writer.null() } else { writer.integer(row.versions) }
            },
            write: { $1.integer($0.versions) }),
        Field(
            "files", .integer, help: "With --by directory or extension, how many paths there are.",
            column: TableColumn("FILES", dropPriority: 5), onDemand: true
        ) { $1.integer($0.paths) },
        Field(
            "present", .boolean,
            help:
                "Whether HEAD has the path, one of the paths that are summed up, or the blob at any path."
        ) { $1.bool($0.isPresent) },
    ]

    private static let deletionFields = Field<BlobWeight>.moment(
        "deleted",
        "When a path that HEAD lacks went, the committer's date of the commit that git log -1 HEAD shows for it",
        nullable: true, needs: .deletion, column: TableColumn("DELETED", role: .date, dropPriority: 1),
        onDemand: true
    ) { $0.deletedDate }

    private static let keyFields: [Field<BlobWeight>] = [
        key(
            "path", "With --by path, the path.",
            TableColumn("PATH", shrink: .start(minimum: 20), role: .path, isName: true)
        ) {
            if case .path(let path) = $0 { path } else { nil }
        },
        key(
            "directory", "With --by directory, the directory, empty at the top.",
            TableColumn("DIRECTORY", shrink: .start(minimum: 20), role: .path, isName: true), empty: "."
        ) { if case .directory(let path) = $0 { path } else { nil } },
        key(
            "extension", "With --by extension, what follows the last dot of the names, empty for none.",
            TableColumn("EXTENSION", role: .path, isName: true), empty: "(none)"
        ) { if case .extension(let name) = $0 { name } else { nil } },
    ]

    private static func key(
        _ name: String, _ help: String, _ column: TableColumn, empty: Text? = nil,
        value: @escaping @Sendable (BlobWeight.Key) -> Text?
    ) -> Field<BlobWeight> {
        .optionalText(
            name, help: help, column: column, onDemand: true,
            display: { row in
                if case .total = row.key { return "total" }
                return value(row.key).map { $0.isEmpty ? empty ?? $0 : $0 }
            },
            value: { value($0.key) })
    }

    private static let blobFields: [Field<BlobWeight>] = [
        Field(
            "hexsha", .objectID, nullable: true, help: "With --by blob, the blob's object name.",
            column: TableColumn("BLOB", role: .hash), onDemand: true,
            display: { row, writer in
                switch row.key {
                case .blob(let id, _): writer.abbreviated(id)
                case .total: writer.string("total")
                default: writer.null()
                }
            },
            write: { row, writer in
                if case .blob(let id, _) = row.key { writer.id(id) } else { writer.null() }
            }),
        Field(
            "first_commit", .objectID, nullable: true,
            help: "With --by blob, the commit it first came in, the last that git log --find-object shows.",
            needs: .firstCommit, column: TableColumn("FIRST COMMIT", role: .hash), onDemand: true,
            display: { row, writer in
                if let id = row.firstCommit { writer.abbreviated(id) } else { writer.null() }
            },
            write: { row, writer in
                if let id = row.firstCommit { writer.id(id) } else { writer.null() }
            }),
        Field(
            "paths", .array(of: .string), help: "With --by blob, the paths it was at, in byte order.",
            column: TableColumn("PATHS", shrink: .start(minimum: 20), role: .path, isName: true),
            onDemand: true,
            display: { row, writer in
                guard case .blob(_, let paths) = row.key, let first = paths.first else {
                    return writer.null()
                }
                if paths.count == 1 { return writer.text(first) }
                writer.text(Text(first.bytes + Array(" and \(paths.count - 1) more".utf8)))
            },
            write: { row, writer in
                guard case .blob(_, let paths) = row.key else { return writer.array { _ in } }
                writer.array { for path in paths { $0.text(path) } }
            }),
    ]
}
