// The members of the object that describes one changed file inside a row.

import Records

/// How one changed file looks inside a row.
enum FileStatsMembers {
    /// The members, for the schema.
    static let members: [FieldMember] = [
        FieldMember("path", .string, help: "Its path, the new one where it has two."),
        FieldMember("old_path", .string, nullable: true, help: "Where it was renamed or copied from."),
        FieldMember(
            "change_type", .choice(["A", "C", "D", "M", "R", "T", "U"]),
            help: "What happened, by git's letters."),
        FieldMember("insertions", .integer, nullable: true, help: "Lines added; null for a binary file."),
        FieldMember("deletions", .integer, nullable: true, help: "Lines removed; null for a binary file."),
        FieldMember(
            "lines", .integer, nullable: true, help: "Lines added and removed; null for a binary file."),
        FieldMember("binary", .boolean, help: "Whether git counts it as binary."),
        FieldMember("similarity", .integer, nullable: true, help: "Per cent in common with old_path."),
        FieldMember("a_path", .string, help: "Its path before, or the new one where it is new."),
        FieldMember("b_path", .string, help: "Its path after, or the old one where it is gone."),
        FieldMember("a_mode", .string, nullable: true, help: "Its mode before in octal, such as 100644."),
        FieldMember("b_mode", .string, nullable: true, help: "Its mode after in octal."),
        FieldMember("a_hexsha", .objectID, nullable: true, help: "Its blob before."),
        FieldMember("b_hexsha", .objectID, nullable: true, help: "Its blob after."),
        FieldMember("patch", .string, required: false, help: "With --patch, its patch as git prints it."),
    ]

    /// Writes one changed file.
    static func write(_ file: FileStats, to writer: inout ValueWriter) {
        writer.object {
            $0.key("path")
            $0.text(file.path)
            $0.key("old_path")
            if let oldPath = file.oldPath { $0.text(oldPath) } else { $0.null() }
            $0.key("change_type")
            $0.string(file.changeType.rawValue)
            $0.key("insertions")
            if file.isBinary { $0.null() } else { $0.integer(file.insertions) }
            $0.key("deletions")
            if file.isBinary { $0.null() } else { $0.integer(file.deletions) }
            $0.key("lines")
            if file.isBinary { $0.null() } else { $0.integer(file.insertions + file.deletions) }
            $0.key("binary")
            $0.bool(file.isBinary)
            $0.key("similarity")
            if let similarity = file.similarity { $0.integer(similarity) } else { $0.null() }
            $0.key("a_path")
            $0.text(file.aPath)
            $0.key("b_path")
            $0.text(file.bPath)
            $0.key("a_mode")
            $0.mode(file.aMode)
            $0.key("b_mode")
            $0.mode(file.bMode)
            $0.key("a_hexsha")
            if let id = file.aHexsha { $0.id(id) } else { $0.null() }
            $0.key("b_hexsha")
            if let id = file.bHexsha { $0.id(id) } else { $0.null() }
            if let patch = file.patch {
                $0.key("patch")
                $0.text(patch)
            }
        }
    }
}
