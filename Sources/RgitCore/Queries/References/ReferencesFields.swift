// The fields of `rgit refs`.

import GitObjects
import Records

extension ReferencesQuery {
    package static func shape(
        of request: ReferencesRequest
    ) -> DocumentShape<ReferenceEntry, Answer<NoSummary>> { shape }

    private static let shape = DocumentShape(
        ReferencesQuery.self, name: "refs", rows: "refs", rowHelp: "A reference.", fields: fields,
        aliases: [
            "refname": "path", "objectname": "hexsha", "objecttype": "type", "symref": "symbolic_target",
        ])

    private static let fields: [Field<ReferenceEntry>] = [
        Field(
            "path", .string, help: "The full name, such as refs/heads/main.",
            column: TableColumn("REFERENCE", shrink: .end(minimum: 20), role: .branch, isName: true)
        ) { $1.text($0.path) },
        Field("name", .string, help: "The name without refs/heads/, refs/tags/, refs/remotes/ or refs/.") {
            $1.text($0.name)
        },
        Field(
            "kind", .choice(ReferenceEntry.Kind.allCases.map(\.rawValue)), help: "What it is for.",
            column: TableColumn("KIND", dropPriority: 2)
        ) { $1.string($0.kind.rawValue) },
        .objectID(
            "hexsha", help: "The object it points to, which may be a tag.",
            column: TableColumn("OBJECT", role: .hash, dropPriority: 1)
        ) { $0.hexsha },
        .objectID("object_hexsha", help: "The object at the end of its tags.", needs: .object) {
            $0.objectHexsha
        },
        Field(
            "type", .choice(["commit", "tree", "blob", "tag"]), help: "The type of the object it points to.",
            needs: .object, column: TableColumn("TYPE", dropPriority: 3)
        ) { $1.string($0.type.name) },
        Field(
            "symbolic_target", .string, nullable: true,
            help: "The full name at the end of a symbolic reference; null for an ordinary one.",
            column: TableColumn("LEADS TO", shrink: .end(minimum: 12), role: .branch, dropPriority: 4),
            write: { reference, writer in
                if let target = reference.symbolicTarget { writer.text(target) } else { writer.null() }
            }),
    ]
}
