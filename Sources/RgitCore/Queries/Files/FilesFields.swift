// The fields of `rgit files`.

import GitObjects
import Records

extension FilesQuery {
    package static func shape(of request: FilesRequest) -> DocumentShape<FileEntry, Answer<FilesSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        FilesQuery.self, name: "files", rows: "files", rowHelp: "A file, a directory or a submodule.",
        fields: fields + lastCommitFields,
        groups: [
            NullableGroup(
                "last_commit",
                help:
                    "The commit that git log -1 shows for the path; null with --index and where it is unknown."
            ) { $0.lastCommit == nil }
        ],
        aliases: ["objectname": "hexsha", "objecttype": "type", "objectsize": "size"],
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

    private static let lastCommitFields: [Field<FileEntry>] =
        [
            Field(
                "last_commit.hexsha", .objectID, help: "The commit that last changed the path.",
                needs: .lastCommit,
                column: TableColumn("COMMIT", role: .hash, dropPriority: 6), onDemand: true,
                display: { entry, writer in
                    if let commit = entry.lastCommit {
                        writer.abbreviated(commit.hexsha)
                    } else {
                        writer.null()
                    }
                },
                write: { entry, writer in
                    if let commit = entry.lastCommit { writer.id(commit.hexsha) } else { writer.null() }
                })
        ]
        + Field.person(
            "last_commit.author", "author of that commit", needs: .lastCommit,
            column: TableColumn("AUTHOR", shrink: .end(minimum: 10), dropPriority: 7), onDemand: true
        ) { $0.lastCommit?.author.actor ?? Actor(name: "", email: "") }
        + Field.moment(
            "last_commit.authored", "When that commit was written", nullable: true, needs: .lastCommit,
            onDemand: true
        ) { $0.lastCommit?.author.date }
        + Field.moment(
            "last_commit.committed", "When that commit was made", nullable: true, needs: .lastCommit,
            column: TableColumn("DATE", role: .date, dropPriority: 5), onDemand: true
        ) { $0.lastCommit?.committer.date }
        + [
            Field(
                "last_commit.summary", .string, help: "The subject of that commit, git's %s.",
                needs: .lastCommit,
                column: TableColumn("SUMMARY", shrink: .end(minimum: 16), dropPriority: 8), onDemand: true
            ) { entry, writer in
                if let commit = entry.lastCommit { writer.text(commit.summary) } else { writer.null() }
            },
            Field(
                "last_commit.boundary", .boolean,
                help:
                    "Whether that commit is on the boundary of a shallow clone; an earlier one may have made the change.",
                needs: .lastCommit, onDemand: true
            ) { entry, writer in
                if let commit = entry.lastCommit { writer.bool(commit.isBoundary) } else { writer.null() }
            },
        ]

    /// The fields that only entries of the index have.
    static let indexFields: Set<String> = ["stage", "skip_worktree", "assume_unchanged", "intent_to_add"]

    /// The fields of the commit that last changed a path.
    static let lastCommitNames = Set(lastCommitFields.map(\.name))

    private static func indexFlag(
        _ name: String, _ what: String, _ flag: @escaping @Sendable (FileEntry.IndexState) -> Bool
    ) -> Field<FileEntry> {
        Field(name, .boolean, nullable: true, help: "\(what); null without --index.", onDemand: true) {
            entry, writer in
            if let index = entry.index { writer.bool(flag(index)) } else { writer.null() }
        }
    }

    static func octal(_ mode: UInt32) -> String {
        switch mode {
        case 0o100644: return "100644"
        case 0o100755: return "100755"
        case 0o040000: return "040000"
        default:
            let digits = String(mode, radix: 8)
            return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        }
    }
}
