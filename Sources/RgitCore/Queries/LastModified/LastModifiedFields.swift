// The fields of `rgit last-modified`.

import GitObjects
import Records

extension LastModifiedQuery {
    package static func shape(
        of request: LastModifiedRequest
    ) -> DocumentShape<ModifiedPath, Answer<LastModifiedSummary>> { shape }

    private static let shape = DocumentShape(
        LastModifiedQuery.self, name: "last-modified", rows: "paths",
        rowHelp: "A file, a directory or a submodule.",
        fields: fields + createdFields,
        groups: [
            NullableGroup(
                "created",
                help:
                    "The commit that created the path, the last that git log shows for it; null where unknown."
            ) { $0.created == nil }
        ],
        tail: [
            Field("excluded.paths", .integer, help: "The files left out by --exclude-attr.") {
                $1.integer($0.excludedPaths)
            }
        ])

    private static let fields: [Field<ModifiedPath>] =
        [
            Field(
                "path", .string, help: "The path from the top.",
                column: TableColumn("PATH", shrink: .end(minimum: 20), isName: true)
            ) { $1.text($0.path) },
            Field(
                "type", .choice(["blob", "tree", "commit"]), help: "Its type; commit for a submodule."
            ) { $1.string($0.type.name) },
        ] + latestFields

    private static let latestFields = CommitFields(
        name: "", what: "The commit that last changed the path; null where it is unknown.",
        boundary:
            "Whether that commit is on the boundary of a shallow clone; an earlier one may have made the change.",
        hexsha: TableColumn("COMMIT", role: .hash, dropPriority: 3),
        author: TableColumn("AUTHOR", shrink: .end(minimum: 10), dropPriority: 4),
        date: TableColumn("DATE", role: .date, dropPriority: 1),
        summary: TableColumn("SUMMARY", shrink: .end(minimum: 16), dropPriority: 5)
    ) { $0.commit }.all

    private static let createdFields = CommitFields(
        name: "created.", what: "The commit that created the path.",
        boundary: "Whether that commit is on the boundary of a shallow clone; the path may be older.",
        needs: .created, onDemand: true,
        hexsha: TableColumn("CREATED IN", role: .hash, dropPriority: 7),
        date: TableColumn("CREATED", role: .date, dropPriority: 2)
    ) { $0.created }.all

    /// The fields of the commit that created a path.
    static let createdNames = Set(createdFields.map(\.name))
}

/// The fields of one of a path's commits.
private struct CommitFields {
    /// What stands before the fields' names.
    let name: String
    let what: String
    let boundary: String
    var needs: ModifiedPath.Parts = []
    var onDemand = false
    var hexsha: TableColumn?
    var author: TableColumn?
    var date: TableColumn?
    var summary: TableColumn?
    let commit: @Sendable (ModifiedPath) -> FileEntry.LastCommit?

    var all: [Field<ModifiedPath>] {
        let commit = commit
        var fields: [Field<ModifiedPath>] = [
            Field(
                "\(name)hexsha", .objectID, nullable: true, help: what, needs: needs, column: hexsha,
                onDemand: onDemand,
                display: { row, writer in
                    if let commit = commit(row) { writer.abbreviated(commit.hexsha) } else { writer.null() }
                },
                write: { row, writer in
                    if let commit = commit(row) { writer.id(commit.hexsha) } else { writer.null() }
                })
        ]
        fields += person("author", column: author) { commit($0)?.author }
        fields += moment("authored", "When that commit was written") { commit($0)?.author.date }
        fields += person("committer") { commit($0)?.committer }
        fields += moment("committed", "When that commit was made", column: date) {
            commit($0)?.committer.date
        }
        fields.append(
            .optionalText(
                "\(name)summary", help: "The subject of that commit, git's %s.", needs: needs,
                column: summary, onDemand: onDemand, value: { commit($0)?.summary }))
        fields.append(
            Field(
                "\(name)boundary", .boolean, nullable: true, help: boundary, needs: needs, onDemand: onDemand
            ) { row, writer in
                if let commit = commit(row) { writer.bool(commit.isBoundary) } else { writer.null() }
            })
        return fields
    }

    private func moment(
        _ name: String, _ what: String, column: TableColumn? = nil,
        date: @escaping @Sendable (ModifiedPath) -> Timestamp?
    ) -> [Field<ModifiedPath>] {
        Field.moment(
            self.name + name, what, nullable: true, needs: needs, column: column, onDemand: onDemand,
            date: date)
    }

    /// The name and the address of a person, null where the commit is not known.
    private func person(
        _ role: String, column: TableColumn? = nil,
        signature: @escaping @Sendable (ModifiedPath) -> Signature?
    ) -> [Field<ModifiedPath>] {
        [
            .optionalText(
                "\(name)\(role).name", help: "The name of that commit's \(role).", needs: needs,
                column: column, onDemand: onDemand, value: { signature($0)?.name }),
            .optionalText(
                "\(name)\(role).email", help: "The e-mail address of that commit's \(role).", needs: needs,
                onDemand: onDemand, value: { signature($0)?.email }),
        ]
    }
}
