// The tables of an export, their columns, and how a row of each is written.

import GitObjects
import Records

/// A table of facts about repositories, for engines that outgrow one machine.
public enum FactTable: String, Hashable, Codable, Sendable, CaseIterable {
    /// A row for each commit of all branches, remote-tracking branches and tags.
    case commits
    /// A row for each path that a commit changed; merges have none.
    case changes
    /// A row for each author and committer, after the mailmap.
    case people
    /// A row for each reference.
    case refs
    /// A row for each file of HEAD.
    case files
    /// A row for each file, author and year of the lines of HEAD.
    case lines

    /// Its columns, in order.
    public var columns: [String] {
        switch self {
        case .commits: ExportedCommit.fields.map(\.name)
        case .changes: ExportedChange.fields.map(\.name)
        case .people: ExportedPerson.fields.map(\.name)
        case .refs: ExportedReference.fields.map(\.name)
        case .files: ExportedFile.fields.map(\.name)
        case .lines: ExportedLines.fields.map(\.name)
        }
    }
}

/// The format of an export's files.
public enum FactFormat: String, Hashable, Codable, Sendable, CaseIterable {
    /// One JSON object a line.
    case ndjson
    /// Comma-separated values with a header.
    case csv
    /// One SQLite database.
    case sqlite

    /// What rows are turned into; for a database the form it reads.
    var records: RecordFormat { self == .csv ? .csv : .ndjson }
}

/// A row of an export.
protocol FactRow: Record {
    /// Its columns.
    static var fields: [Field<Self>] { get }
}

extension FactRow {
    /// What turns rows into bytes.
    static func encoder(_ format: RecordFormat) throws(RgitError) -> RowEncoder<Self> {
        do throws(UnknownFieldName) {
            return RowEncoder(
                format: format, selection: try FieldSelection(nil, from: fields, purpose: .data))
        } catch {
            throw RgitError(.usage, "unknown field", error.name)
        }
    }

    /// The column that names the repository.
    static func repositoryField(_ repository: @escaping @Sendable (Self) -> Text) -> Field<Self> {
        Field("repo", .string, help: "The repository.") { $1.text(repository($0)) }
    }
}

/// A row of `commits`.
struct ExportedCommit: FactRow {
    let repository: Text
    let commit: Commit

    static let fields: [Field<ExportedCommit>] =
        [
            repositoryField(\.repository),
            .objectID("hexsha", help: "The commit.") { $0.commit.hexsha },
            .objectID("tree", help: "Its tree.") { $0.commit.tree },
            Field("parents", .array(of: .objectID), help: "Its parents.") { row, writer in
                let parents = row.commit.parents
                writer.array { for parent in parents { $0.id(parent) } }
            },
        ] + signature("author", "authored", \.author) + signature("committer", "committed", \.committer)
        + [
            Field("summary", .string, help: "Git's %s.") { $1.text($0.commit.summary) },
            Field("is_merge", .boolean, help: "Whether it has several parents.") {
                $1.bool($0.commit.parents.count > 1)
            },
        ]

    private static func signature(
        _ who: String, _ done: String, _ signature: @escaping @Sendable (Commit) -> Signature
    ) -> [Field<ExportedCommit>] {
        [
            Field("\(who)_name", .string, help: "The name.") { $1.text(signature($0.commit).name) },
            Field("\(who)_email", .string, help: "The address.") { $1.text(signature($0.commit).email) },
            .optionalInteger("\(done)_date", help: "Seconds since 1970.") {
                signature($0.commit).date.map { Int($0.seconds) }
            },
            .optionalInteger("\(done)_offset", help: "Minutes east of UTC.") {
                signature($0.commit).date.map { $0.offset / 100 * 60 + $0.offset % 100 }
            },
        ]
    }
}

/// A row of `changes`.
struct ExportedChange: FactRow {
    let repository: Text
    let commit: ObjectID
    let change: FileStats

    static let fields: [Field<ExportedChange>] = [
        repositoryField(\.repository),
        .objectID("hexsha", help: "The commit.") { $0.commit },
        Field("path", .string, help: "The path, the new one where it has two.") { $1.text($0.change.path) },
        Field("change_type", .string, help: "Git's letter.") { $1.string($0.change.changeType.rawValue) },
        .optionalInteger("insertions", help: "Lines added; null for a binary file.") {
            $0.change.isBinary ? nil : $0.change.insertions
        },
        .optionalInteger("deletions", help: "Lines removed; null for a binary file.") {
            $0.change.isBinary ? nil : $0.change.deletions
        },
        Field("binary", .boolean, help: "Whether git counts it as binary.") { $1.bool($0.change.isBinary) },
        .optionalText("old_path", help: "Where it was renamed or copied from.") { $0.change.oldPath },
    ]
}

/// A row of `people`.
struct ExportedPerson: FactRow {
    let repository: Text
    let person: Actor

    static let fields: [Field<ExportedPerson>] = [
        repositoryField(\.repository),
        Field("name", .string, help: "The name.") { $1.text($0.person.name) },
        Field("email", .string, help: "The address.") { $1.text($0.person.email) },
    ]
}

/// A row of `refs`.
struct ExportedReference: FactRow {
    let repository: Text
    let reference: ReferenceEntry

    static let fields: [Field<ExportedReference>] = [
        repositoryField(\.repository),
        Field("path", .string, help: "The full name.") { $1.text($0.reference.path) },
        .objectID("hexsha", help: "The object it points to, which may be a tag.") { $0.reference.hexsha },
        Field("type", .string, help: "The type of that object.") { $1.string($0.reference.type.name) },
    ]
}

/// A row of `files`.
struct ExportedFile: FactRow {
    let repository: Text
    let file: FileEntry

    static let fields: [Field<ExportedFile>] = [
        repositoryField(\.repository),
        Field("path", .string, help: "The path from the top.") { $1.text($0.file.path) },
        .objectID("hexsha", help: "Its blob; of a submodule its commit.") { $0.file.hexsha },
        .optionalInteger("size", help: "Bytes; null for a submodule.") { $0.file.size },
        Field("mode", .string, help: "The mode in octal.") { $1.mode($0.file.mode) },
    ]
}

/// A row of `lines`.
struct ExportedLines: FactRow {
    let repository: Text
    let group: BlameStatsGroup

    static let fields: [Field<ExportedLines>] = [
        repositoryField(\.repository),
        Field("path", .string, help: "The file.") { row, writer in
            if case .file(let path)? = row.group.keys.first { writer.text(path) } else { writer.null() }
        },
        Field("name", .string, help: "The author's name.") { $1.text($0.actor.name) },
        Field("email", .string, help: "The author's address.") { $1.text($0.actor.email) },
        .optionalInteger("year", help: "The year by the author's clock; null for a commit without a date.") {
            $0.year
        },
        Field("lines", .integer, help: "The number of lines.") { $1.integer($0.group.lines) },
    ]

    private var actor: Actor {
        for case .author(let actor) in group.keys { return actor }
        return Actor(name: "", email: "")
    }

    private var year: Int? {
        for case .period(let value) in group.keys { return Int(value.number) }
        return nil
    }
}
