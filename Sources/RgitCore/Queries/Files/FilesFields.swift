// The fields of `rgit files`.

import GitObjects
import Records

extension FilesQuery {
    package static func shape(of request: FilesRequest) -> DocumentShape<FileEntry, Answer<FilesSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        FilesQuery.self, name: "files", rows: "files", rowHelp: "A file, a directory or a submodule.",
        fields: fields, aliases: ["objectname": "hexsha", "objecttype": "type", "objectsize": "size"],
        head: [
            Field(
                "tree", .objectID, nullable: true, help: "The tree that is listed; null with --index.",
                write: { summary, writer in
                    if let tree = summary.tree { writer.id(tree) } else { writer.null() }
                })
        ])

    private static let fields: [Field<FileEntry>] = [
        Field(
            "mode", .string, help: "The mode in octal, such as 100644.",
            column: TableColumn("MODE", dropPriority: 1)
        ) { entry, writer in writer.string(octal(entry.mode)) },
        Field(
            "type", .choice(["blob", "tree", "commit"]), help: "Its type; commit for a submodule.",
            column: TableColumn("TYPE", dropPriority: 3)
        ) { $1.string($0.type.name) },
        .objectID(
            "hexsha", help: "Its object; a submodule's is a commit of another repository.",
            column: TableColumn("OBJECT", role: .hash, dropPriority: 2)
        ) { $0.hexsha },
        .optionalInteger(
            "size", help: "The size of a blob in bytes; null for anything else, and where it is missing.",
            needs: .size, column: TableColumn("SIZE")
        ) { $0.size },
        Field(
            "path", .string, help: "The path from the top.",
            column: TableColumn("PATH", shrink: .end(minimum: 20), isName: true)
        ) { $1.text($0.path) },
        .optionalInteger(
            "stage", help: "0, or 1 to 3 for the versions of a path in conflict; null without --index.",
            column: TableColumn("STAGE", dropPriority: 4), onDemand: true
        ) { $0.index?.stage },
        indexFlag("skip_worktree", "Whether a sparse checkout leaves it out") { $0.skipWorktree },
        indexFlag("assume_unchanged", "Whether git takes it for unchanged") { $0.assumeUnchanged },
        indexFlag("intent_to_add", "Whether only its name has been added") { $0.intentToAdd },
    ]

    /// The fields that only entries of the index have.
    static let indexFields: Set<String> = ["stage", "skip_worktree", "assume_unchanged", "intent_to_add"]

    private static func indexFlag(
        _ name: String, _ what: String, _ flag: @escaping @Sendable (FileEntry.IndexState) -> Bool
    ) -> Field<FileEntry> {
        Field(name, .boolean, nullable: true, help: "\(what); null without --index.", onDemand: true) {
            entry, writer in
            if let index = entry.index { writer.bool(flag(index)) } else { writer.null() }
        }
    }

    private static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
