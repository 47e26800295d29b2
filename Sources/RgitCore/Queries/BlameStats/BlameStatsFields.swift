// The fields of `rgit blame-stats`.

import GitObjects
import Records

extension BlameStatsQuery {
    package static func shape(
        of request: BlameStatsRequest
    ) -> DocumentShape<BlameStatsRow, Answer<BlameStatsSummary>> { shape }

    private static let shape = DocumentShape(
        BlameStatsQuery.self, name: "blame-stats",
        rows: "authors", "names", "emails", "domains", "files", "directories", "extensions", "commits",
        "days", "weeks",
        "months", "quarters", "years", "weekdays", "hours", "groups",
        rowHelp: "The lines of one author, or of what --by says.",
        fields: keyFields + countFields + dateFields, bar: "lines",
        tail: sums)

    /// The sums around the rows.
    static let sums: [Field<BlameStatsSummary>] = [
        Field("total.lines", .integer, help: "The lines counted.") { $1.integer($0.lines) },
        Field("total.files", .integer, help: "The text files they are in.") { $1.integer($0.files) },
        Field(
            "total.boundary_lines", .integer,
            help: "The lines that may be older than the commit at the boundary they are counted for."
        ) { $1.integer($0.boundaryLines) },
        Field("skipped.binary", .integer, help: "Files left out because git counts them as binary.") {
            $1.integer($0.skipped.binary)
        },
        Field("skipped.symlink", .integer, help: "Symbolic links left out.") {
            $1.integer($0.skipped.symlink)
        },
        Field("skipped.submodule", .integer, help: "Submodules left out.") {
            $1.integer($0.skipped.submodule)
        },
        Field(
            "skipped.too_large", .integer,
            help: "Files left out because they are larger than --max-filesize or core.bigFileThreshold."
        ) { $1.integer($0.skipped.tooLarge) },
        Field(
            "skipped.generated", .integer,
            help: "Files left out by --no-generated, for attributes call them generated or vendored."
        ) { $1.integer($0.skipped.generated) },
        Field("skipped.by_attributes", .integer, help: "Files left out by --exclude-attr.") {
            $1.integer($0.skipped.byAttributes)
        },
        Field("skipped.unreadable", .integer, help: "Files left out because they cannot be read.") {
            $1.integer($0.skipped.unreadable)
        },
        Field(
            "skipped.unreadable_directories", .integer,
            help: "Directories that cannot be read; how many files they hold is not known."
        ) { $1.integer($0.skipped.unreadableDirectories) },
        Field(
            "unknown.lines", .integer,
            help: "Lines whose author is unknown because some of their history cannot be read."
        ) { $1.integer($0.unknownLines) },
        Field("excluded.bots", .integer, help: "The automated accounts left out by --exclude-bots.") {
            $1.integer($0.bots)
        },
        Field("excluded.lines", .integer, help: "Their lines.") { $1.integer($0.botLines) },
    ]

    private static let keyFields = treeFields + periodFields + peopleFields

    private static let periodFields: [Field<BlameStatsRow>] = Period.allCases.map { period in
        .period(period, what: "lines", total: { $0.isTotal(.period(period)) }) { $0.periods }
    }

    private static let treeFields: [Field<BlameStatsRow>] = [
        Field(
            "directory", .string, nullable: true,
            help: "With --by directory, the directory of the files, empty at the top.",
            column: TableColumn("DIRECTORY", shrink: .start(minimum: 20), role: .path), onDemand: true,
            display: { row, writer in
                guard let path = row.directory else { return total(row, .directory, &writer) }
                writer.text(path.isEmpty ? "." : path)
            },
            write: { row, writer in
                if let path = row.directory { writer.text(path) } else { writer.null() }
            }),
        Field(
            "extension", .string, nullable: true,
            help: "With --by extension, what follows the last dot of the files' names, empty for none.",
            column: TableColumn("EXTENSION", role: .path), onDemand: true,
            display: { row, writer in
                guard let name = row.fileExtension else { return total(row, .extension, &writer) }
                writer.text(name.isEmpty ? "(none)" : name)
            },
            write: { row, writer in
                if let name = row.fileExtension { writer.text(name) } else { writer.null() }
            }),
        Field(
            "path", .string, nullable: true, help: "With --by file, the file's path.",
            column: TableColumn("PATH", shrink: .start(minimum: 20), role: .path), onDemand: true,
            display: { row, writer in
                if let path = row.path { writer.text(path) } else { total(row, .file, &writer) }
            },
            write: { row, writer in
                if let path = row.path { writer.text(path) } else { writer.null() }
            }),
    ]

    private static let peopleFields: [Field<BlameStatsRow>] = [
        Field(
            "hexsha", .objectID, nullable: true, help: "With --by commit, the commit's object name.",
            column: TableColumn("COMMIT", role: .hash), onDemand: true,
            display: { row, writer in
                if let id = row.commit { writer.abbreviated(id) } else { total(row, .commit, &writer) }
            },
            write: { row, writer in
                if let id = row.commit { writer.id(id) } else { writer.null() }
            }),
        .optionalText(
            "name",
            help:
                "The author's name, after the mailmap; null unless lines are summed by author, name or commit.",
            column: TableColumn("NAME", shrink: .end(minimum: 12), role: .person, isName: true),
            onDemand: true,
            display: { $0.name ?? ($0.isTotal(.author) || $0.isTotal(.name) ? "total" : nil) },
            value: { $0.name }),
        .optionalText(
            "email",
            help:
                "The author's e-mail address, after the mailmap; null unless lines are summed by author, email or commit.",
            column: TableColumn("EMAIL", shrink: .end(minimum: 12), dropPriority: 1), onDemand: true,
            display: { $0.email ?? ($0.isTotal(.email) ? "total" : nil) },
            value: { $0.email }),
        .optionalText(
            "domain",
            help:
                "With --by domain, the domain of the author's e-mail address in lower case, empty where it has none.",
            column: TableColumn("DOMAIN", shrink: .end(minimum: 12), role: .person, isName: true),
            onDemand: true,
            display: { row in
                row.domain.map { $0.isEmpty ? "(none)" : $0 } ?? (row.isTotal(.domain) ? "total" : nil)
            },
            value: { $0.domain }),
    ]

    private static let countFields: [Field<BlameStatsRow>] = [
        Field("lines", .integer, help: "How many lines.", column: TableColumn("LINES")) {
            $1.integer($0.lines)
        },
        .share(
            "share", help: "The part of all lines counted, from 0 to 1.", column: TableColumn("SHARE")
        ) { $0.sum?.share },
        Field(
            "files", .integer, help: "How many files they are in.",
            column: TableColumn("FILES", dropPriority: 2)
        ) { $1.integer($0.files) },
        Field(
            "commits", .integer, nullable: true, help: "How many commits they came in.",
            column: TableColumn("COMMITS", dropPriority: 3)
        ) { row, writer in
            if let sum = row.sum { writer.integer(sum.commits) } else { writer.null() }
        },
        Field(
            "boundary_lines", .integer,
            help: "How many of them may be older than the commit at the boundary they are counted for."
        ) { $1.integer($0.boundaryLines) },
    ]

    private static let dateFields: [Field<BlameStatsRow>] =
        Field.moment(
            "oldest", "When the oldest line's commit was written", nullable: true,
            column: TableColumn("OLDEST", role: .date, dropPriority: 4)
        ) { $0.sum?.oldest }
        + Field.moment(
            "newest", "When the newest line's commit was written", nullable: true,
            column: TableColumn("NEWEST", role: .date, dropPriority: 4)
        ) { $0.sum?.newest }

    private static func total(_ row: BlameStatsRow, _ key: BlameStatsRequest.Key, _ writer: inout ValueWriter)
    {
        if case .total(_, key) = row { writer.string("total") } else { writer.null() }
    }
}
