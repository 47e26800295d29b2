// The fields of `rgit show`: those of every object, and by its type those of a commit, a tag, a tree or a blob.

import GitObjects
import Records

extension ShowQuery {
    package static func shape(of request: ShowRequest) -> DocumentShape<ShownObject, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        ShowQuery.self, name: "show", rows: "objects",
        rowHelp: "An object; behind an annotated tag comes the object it points to.",
        fields: objectFields + commitFields + tagFields + contentFields,
        groups: [
            NullableGroup("commit", help: "The commit, as in rgit log; null for other objects.") {
                $0.commit == nil
            },
            NullableGroup(
                "commit.stats",
                help: "Its line counts, a merge's against its first parent; null where they are not known."
            ) { $0.commit?.stats == nil },
            NullableGroup("tag", help: "The tag object; null for other objects.") { $0.tag == nil },
            NullableGroup("tag.tagger", help: "Who made it; null where that is not recorded.") {
                $0.tag?.tagger == nil
            },
        ],
        aliases: aliases)

    /// The fields of a commit by their names in rgit log, but for those that every object has.
    private static let aliases: [String: String] = {
        var aliases = ["author", "committer", "stats", "stats.total"].reduce(into: [:]) {
            $0[$1] = "commit.\($1)"
        }
        for field in LogQuery.commitFields + LogQuery.statsFields
        where !objectFields.contains(where: { $0.name == field.name }) {
            aliases[field.name] = "commit.\(field.name)"
        }
        return aliases
    }()

    private static let objectFields: [Field<ShownObject>] = [
        Field(
            "revision", .string, help: "The revision as it was asked for.",
            column: TableColumn("REVISION", shrink: .end(minimum: 12))
        ) { $1.text($0.revision) },
        Field(
            "type", .choice(["commit", "tree", "blob", "tag"]), help: "The object's type.",
            column: TableColumn("TYPE")
        ) { $1.string($0.type.name) },
        .objectID("hexsha", help: "The object's name.", column: TableColumn("OBJECT", role: .hash)) {
            $0.hexsha
        },
        Field(
            "size", .integer, help: "The size of its content in bytes.", column: TableColumn("SIZE")
        ) { $1.integer($0.size) },
    ]

    private static let commitFields: [Field<ShownObject>] =
        (LogQuery.commitFields + LogQuery.statsFields).map { field in
            field.nested(in: "commit", needs: { ShownObject.Parts(rawValue: $0.rawValue) }, \.commit)
        }

    private static let tagFields: [Field<ShownObject>] =
        [
            .optionalText("tag.name", help: "The name the tag object records.") { $0.tag?.name },
            Field("tag.object_hexsha", .objectID, help: "The object it points to.") { row, writer in
                if let tag = row.tag { writer.id(tag.objectHexsha) } else { writer.null() }
            },
            Field(
                "tag.object_type", .choice(["commit", "tree", "blob", "tag"]),
                help: "The type of that object."
            ) { row, writer in
                if let tag = row.tag { writer.string(tag.objectType.name) } else { writer.null() }
            },
        ]
        + Field.person("tag.tagger", "tagger") { $0.tag?.tagger?.actor ?? Actor(name: "", email: "") }
        + Field.moment("tag.tagged", "When it was made", nullable: true) { $0.tag?.tagger?.date }
        + [
            .optionalText("tag.message", help: "Its message, with its signature.") { $0.tag?.message },
            Field(
                "tag.signed", .boolean, help: "Whether its message has a signature, which is not verified."
            ) { row, writer in
                if let tag = row.tag { writer.bool(tag.isSigned) } else { writer.null() }
            },
        ]

    private static let contentFields: [Field<ShownObject>] = [
        Field(
            "entries",
            .array(
                of: .object([
                    FieldMember("path", .string, help: "The name."),
                    FieldMember("mode", .string, help: "The mode in octal, such as 100644."),
                    FieldMember(
                        "type", .choice(["blob", "tree", "commit"]), help: "The type; commit for a submodule."
                    ),
                    FieldMember("hexsha", .objectID, help: "The object."),
                ])), nullable: true,
            help: "A tree's entries, each with path, mode, type and hexsha; null for other objects."
        ) { row, writer in
            guard let entries = row.entries else { return writer.null() }
            writer.objects {
                for entry in entries {
                    $0.object {
                        $0.key("path")
                        $0.text(entry.path)
                        $0.key("mode")
                        $0.string(FilesQuery.octal(entry.mode))
                        $0.key("type")
                        $0.string(entry.type.name)
                        $0.key("hexsha")
                        $0.id(entry.hexsha)
                    }
                }
            }
        },
        Field(
            "binary", .boolean, nullable: true,
            help:
                "Whether a blob's content is binary: it has a NUL in its first 8,000 bytes; null for other objects."
        ) { row, writer in
            if let isBinary = row.isBinary { writer.bool(isBinary) } else { writer.null() }
        },
    ]
}
