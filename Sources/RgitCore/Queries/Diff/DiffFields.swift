// The fields of `rgit diff`.

import Records

extension DiffQuery {
    package static func shape(of request: DiffRequest) -> DocumentShape<Diff, Answer<DiffSummary>> { shape }

    private static let shape = DocumentShape(
        DiffQuery.self, name: "diff", rows: "changes", rowHelp: "A changed path.", fields: fields,
        aliases: ["path": "b_path", "old_path": "a_path", "status": "change_type"],
        tail: [
            Field("total.files", .integer, help: "The number of changed paths.") {
                $1.integer($0.files)
            },
            Field(
                "unknown_files", .integer,
                help: "How many more files changed whose contents could not be read."
            ) { $1.integer($0.unknownFiles) },
            Field(
                "unknown_directories", .integer,
                help: "How many directories could not be read; what changed in them is not known."
            ) { $1.integer($0.unknownDirectories) },
        ])

    private static let fields: [Field<Diff>] = [
        Field(
            "change_type", .choice(["A", "C", "D", "M", "R", "T", "U"]),
            help: "What happened, by git's letters.", column: TableColumn("CHANGE")
        ) { $1.string($0.changeType.rawValue) },
        Field("a_path", .string, help: "The path in the first state, or that in the second where it is new.")
        {
            $1.text($0.aPath)
        },
        Field(
            "b_path", .string, help: "The path in the second state, or that in the first where it is gone.",
            column: TableColumn("PATH", shrink: .start(minimum: 20), role: .path),
            display: { diff, writer in
                guard diff.aPath != diff.bPath else { return writer.text(diff.bPath) }
                writer.bytes(diff.aPath.bytes + Array(" => ".utf8) + diff.bPath.bytes)
            }, write: { $1.text($0.bPath) }),
        mode("a_mode", "The mode in the first state in octal, such as 100644; null where the path is new.") {
            $0.aMode
        },
        mode("b_mode", "The mode in the second state in octal; null where the path is gone.") { $0.bMode },
        Field(
            "a_hexsha", .objectID, nullable: true,
            help:
                "The blob in the first state, of a submodule its commit; null where there is none, or it is not known."
        ) { diff, writer in
            if let id = diff.aHexsha { writer.id(id) } else { writer.null() }
        },
        Field(
            "b_hexsha", .objectID, nullable: true,
            help:
                "The blob in the second state, of a submodule its commit; null where there is none, or it is in the working tree."
        ) { diff, writer in
            if let id = diff.bHexsha { writer.id(id) } else { writer.null() }
        },
        .optionalInteger(
            "similarity", help: "How much a renamed or copied file has in common with a_path, in per cent.",
            column: TableColumn("SIMILAR", dropPriority: 1)
        ) { $0.similarity },
        Field(
            "binary", .boolean, nullable: true, help: "Whether git takes one of the contents for binary.",
            needs: .binary
        ) { diff, writer in
            if let isBinary = diff.isBinary { writer.bool(isBinary) } else { writer.null() }
        },
        Field(
            "patch", .string, nullable: true,
            help: "The change as a patch, byte for byte what git diff prints.",
            needs: .patch, onDemand: true
        ) { diff, writer in
            if let patch = diff.patch { writer.text(patch) } else { writer.null() }
        },
    ]

    private static func mode(
        _ name: String, _ help: String, _ mode: @escaping @Sendable (Diff) -> UInt32?
    ) -> Field<Diff> {
        Field(name, .string, nullable: true, help: help) { $1.mode(mode($0)) }
    }
}
