// The fields of `rgit hotspots`.

import GitObjects
import Records

extension HotspotsQuery {
    package static func shape(of request: HotspotsRequest) -> DocumentShape<Hotspot, Answer<CountedSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        HotspotsQuery.self, name: "hotspots", rows: "files", "directories", "extensions",
        rowHelp: "A file with the commits that changed it; with --by those of a directory or extension.",
        fields: keyFields + countFields + currentFields, bar: "commits", tail: CountedSummary.fields)

    private static let keyFields: [Field<Hotspot>] = [
        .optionalText(
            "path", help: "The path.",
            column: TableColumn("PATH", shrink: .start(minimum: 20), role: .path, isName: true),
            onDemand: true
        ) { $0.by == .file ? $0.key : nil },
        .optionalText(
            "directory", help: "The directory of the files with --by directory, empty at the top.",
            column: TableColumn("DIRECTORY", shrink: .start(minimum: 20), role: .path, isName: true),
            onDemand: true, display: { $0.by == .directory ? $0.key.isEmpty ? "." : $0.key : nil },
            value: { $0.by == .directory ? $0.key : nil }),
        .optionalText(
            "extension", help: "The extension of the files with --by extension, empty for none.",
            column: TableColumn("EXTENSION", role: .path, isName: true), onDemand: true,
            display: { $0.by == .extension ? $0.key.isEmpty ? "(none)" : $0.key : nil },
            value: { $0.by == .extension ? $0.key : nil }),
    ]

    private static let countFields: [Field<Hotspot>] =
        [
            Field(
                "commits", .integer, help: "How many commits list it.", column: TableColumn("COMMITS")
            ) { $1.integer($0.commits) },
            Field(
                "authors", .integer, help: "How many persons wrote them, after the mailmap.",
                column: TableColumn("AUTHORS", dropPriority: 4)
            ) { $1.integer($0.authors) },
            Field(
                "insertions", .integer, help: "The lines they added; a binary file has none.",
                column: TableColumn("+", role: .insertion, dropPriority: 3)
            ) { $1.integer($0.insertions) },
            Field(
                "deletions", .integer, help: "The lines they removed.",
                column: TableColumn("-", role: .deletion, dropPriority: 3)
            ) { $1.integer($0.deletions) },
            Field("lines", .integer, help: "The lines they added and removed.") { $1.integer($0.lines) },
        ]
        + Field.moment(
            "last_commit", "When the latest of them was committed", nullable: true,
            column: TableColumn("LAST", role: .date, dropPriority: 5)
        ) { $0.lastCommit }

    private static let currentFields: [Field<Hotspot>] = [
        .optionalInteger(
            "score",
            help: "commits times current_lines; null where that is null.", needs: .current,
            column: TableColumn("SCORE", dropPriority: 1)
        ) { $0.score },
        Field("present", .boolean, help: "Whether HEAD has it.", needs: .current) { $1.bool($0.isPresent) },
        .optionalInteger(
            "current_lines",
            help: "Its lines in HEAD, of a group those of its files; null where it is absent or binary.",
            needs: .current, column: TableColumn("LINES NOW", dropPriority: 2)
        ) { $0.currentLines },
        Field(
            "aliases", .array(of: .string),
            help: "With --follow, the names it had before, the latest first.", onDemand: true
        ) { row, writer in
            writer.array { for name in row.aliases { $0.text(name) } }
        },
    ]
}
