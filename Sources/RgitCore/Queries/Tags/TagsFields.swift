// The fields of `rgit tags`.

import GitObjects
import Records

extension TagsQuery {
    package static func shape(of request: TagsRequest) -> DocumentShape<TagReference, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        TagsQuery.self, name: "tags", rows: "tags", rowHelp: "A tag.",
        fields: nameFields + objectFields + dateFields,
        groups: [
            NullableGroup(
                "tagger", help: "Who made the tag object; null where there is none, or none is recorded."
            ) { $0.tagger == nil }
        ],
        aliases: [
            "version": "version_order", "version:refname": "version_order", "v:refname": "version_order",
            "refname": "path", "objectname": "hexsha", "*objectname": "object_hexsha",
            "taggerdate": "tagged_date", "creatordate": "created_date", "committerdate": "committed_date",
            "taggername": "tagger.name", "taggeremail": "tagger.email", "contents": "message",
        ])

    private static let nameFields: [Field<TagReference>] = [
        Field(
            "name", .string, help: "The name without refs/tags/.",
            column: TableColumn("TAG", shrink: .end(minimum: 16), role: .branch, isName: true)
        ) { $1.text($0.name) },
        Field("path", .string, help: "The full name, such as refs/tags/v1.0.") { $1.text($0.path) },
        .objectID("hexsha", help: "The object it points to: a tag object where it is annotated.") {
            $0.hexsha
        },
        .objectID(
            "object_hexsha", help: "The object at the end of its tags, most often a commit.", needs: .object,
            column: TableColumn("OBJECT", role: .hash, dropPriority: 3)
        ) { $0.objectHexsha },
        .optionalInteger(
            "version_order",
            help:
                "Its place in git's version order among the tags listed, from 1; what --sort version sorts by.",
            needs: .versionOrder, onDemand: true
        ) { $0.versionOrder },
    ]

    private static let objectFields: [Field<TagReference>] =
        [
            Field(
                "annotated", .boolean, help: "Whether it points to a tag object.", needs: .object
            ) { $1.bool($0.isAnnotated) },
            Field(
                "signed", .boolean, help: "Whether its message has a signature, which is not verified.",
                needs: .object
            ) { $1.bool($0.isSigned) },
        ]
        + Field.person(
            "tagger", "tagger", needs: .object,
            column: TableColumn("TAGGER", shrink: .end(minimum: 10), dropPriority: 4)
        ) { $0.tagger?.actor ?? Actor(name: "", email: "") }

    private static let dateFields: [Field<TagReference>] =
        Field.moment("tagged", "When its tag object was made", nullable: true, needs: .object) {
            $0.tagger?.date
        }
        + Field.moment("committed", "When its commit was made", nullable: true, needs: [.object, .commit]) {
            $0.committedDate
        }
        + Field.moment(
            "created", "When its tag object, or else its commit, was made (git's creatordate)",
            nullable: true,
            needs: [.object, .commit], column: TableColumn("DATE", role: .date, dropPriority: 5)
        ) { $0.createdDate }
        + [
            Field(
                "message", .string, nullable: true,
                help: "The message of its tag object, with its signature; null without one.", needs: .object,
                column: TableColumn("MESSAGE", shrink: .end(minimum: 20), dropPriority: 2),
                display: { tag, writer in
                    if let summary = tag.summary { writer.text(summary) } else { writer.null() }
                },
                write: { tag, writer in
                    if let message = tag.message { writer.text(message) } else { writer.null() }
                })
        ]
}
