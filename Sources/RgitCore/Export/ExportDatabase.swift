// The facts as one SQLite database: its tables, and how those of a repository are replaced in one transaction.

import GitObjects
import Records
import Synchronization

/// A database of facts.
///
/// The proof behind `@unchecked Sendable`: `connection` is used only while `lock` is held.
final class ExportDatabase: @unchecked Sendable {
    private let connection: SQLiteConnection
    private let lock = Mutex(())

    /// Opens the database, and makes it where there is none.
    ///
    /// - Throws: `RgitError` where that cannot be done.
    init(_ path: [UInt8]) throws(RgitError) {
        connection = try SQLiteConnection(path)
        try connection.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON")
        try connection.run(Self.schema)
    }

    /// The manifest entry of a repository; `nil` where the database has no facts of it.
    func entry(_ name: Text) throws(RgitError) -> ExportEntry? {
        try lock.withLock { _ throws(RgitError) in
            try connection.run("SELECT entry FROM repositories WHERE repo = ?", name.utf8).first
                .flatMap { ExportEntry(json: $0) }
        }
    }

    /// The manifest entries of all repositories, sorted by name.
    func entries() throws(RgitError) -> [ExportEntry] {
        try lock.withLock { _ throws(RgitError) in
            try connection.prepare("SELECT entry FROM repositories ORDER BY repo").run([])
                .compactMap { ExportEntry(json: $0) }
        }
    }

    /// Puts the facts of a repository, NDJSON files below a directory, in the place of older ones.
    ///
    /// A reader sees the older or the new ones, never some of both.
    func replace(_ entry: ExportEntry, from draft: [UInt8]) throws(RgitError) {
        try lock.withLock { _ throws(RgitError) in
            try connection.run("BEGIN IMMEDIATE")
            do throws(RgitError) {
                // In the order in which they refer to each other.
                for table in FactTable.allCases.reversed() {
                    try connection.run("DELETE FROM \(table.rawValue) WHERE repo = ?", entry.name.utf8)
                }
                try connection.run("DELETE FROM repositories WHERE repo = ?", entry.name.utf8)
                try connection.run(
                    "INSERT INTO repositories (repo, path, entry) VALUES (?, ?, ?)", entry.name.utf8,
                    entry.path.utf8, entry.json)
                for table in FactTable.allCases where entry.tables[table] != nil {
                    try load(
                        table, from: draft.appendingPath(table.rawValue).appendingPath("part.ndjson"))
                }
                try connection.run("COMMIT")
            } catch {
                try? connection.run("ROLLBACK")
                throw error
            }
        }
    }

    /// Loads rows, a megabyte at a time.
    private func load(_ table: FactTable, from path: [UInt8]) throws(RgitError) {
        let statement = try connection.prepare(Self.insertion(table, into: table.rawValue))
        let reader = try LineChunks(path, size: 1 << 20)
        while let lines = try reader.next() { try statement.run([Self.array(lines)]) }
    }

    /// The statement that inserts rows of a table, a JSON array, by the JSON functions of SQLite.
    private static func insertion(_ table: FactTable, into name: String) -> String {
        let columns = table.columns
        let values = columns.map { "json_extract(value, '$.\($0)')" }.joined(separator: ", ")
        return "INSERT INTO \(name) (\(columns.joined(separator: ", "))) SELECT \(values) FROM json_each(?1)"
    }

    /// Lines of JSON as an array.
    private static func array(_ lines: [UInt8]) -> [UInt8] {
        var array: [UInt8] = [UInt8(ascii: "[")]
        array.reserveCapacity(lines.count + 1)
        array += lines
        // The end of each line but the last becomes a comma.
        for index in array.indices where array[index] == 0x0a { array[index] = UInt8(ascii: ",") }
        if lines.isEmpty {
            array.append(UInt8(ascii: "]"))
        } else {
            array[array.count - 1] = UInt8(ascii: "]")
        }
        return array
    }

    // MARK: Verifying

    /// Opens a database to read it.
    init(reading path: [UInt8]) throws(RgitError) {
        connection = try SQLiteConnection(path, isReadOnly: true)
    }

    func problems(_ entry: ExportEntry) throws(RgitError) -> [String] {
        try lock.withLock { _ throws(RgitError) in
            var problems: [String] = []
            for table in FactTable.allCases {
                guard let sum = entry.tables[table] else { continue }
                let found = try connection.run(
                    "SELECT count(*) FROM \(table.rawValue) WHERE repo = ?", entry.name.utf8)
                if found.first != Array(String(sum.rows).utf8) {
                    let count = String(decoding: found.first ?? [], as: UTF8.self)
                    problems.append("\(table.rawValue) has \(count) rows, not \(sum.rows)")
                }
            }
            return problems
        }
    }

    func sampledCommits(_ count: Int, of entry: ExportEntry) throws(RgitError) -> [ObjectID] {
        try lock.withLock { _ throws(RgitError) in
            // Names are hashes: the least ones are as good as any.
            try connection.run(
                "SELECT hexsha FROM commits WHERE repo = ? ORDER BY hexsha LIMIT \(count)", entry.name.utf8
            ).compactMap { ObjectID(hex: $0, $0.count == ObjectFormat.sha256.hexCount ? .sha256 : .sha1) }
        }
    }

    func agree(
        _ table: FactTable, _ rows: [UInt8], commits: [ObjectID], of entry: ExportEntry
    ) throws(RgitError) -> Bool {
        try lock.withLock { _ throws(RgitError) in
            try connection.run(
                """
                DROP TABLE IF EXISTS temp.expected;
                CREATE TEMP TABLE expected AS SELECT * FROM \(table.rawValue) WHERE 0
                """)
            try connection.run(Self.insertion(table, into: "temp.expected"), Self.array(rows))
            let columns = table.columns.joined(separator: ", ")
            let ids = commits.map { "'" + String(decoding: $0.hex, as: UTF8.self) + "'" }.joined(
                separator: ", ")
            let isOfCommits = table == .commits || table == .changes
            let found =
                "SELECT \(columns) FROM \(table.rawValue) WHERE repo = ?1"
                + (isOfCommits ? " AND hexsha IN (\(ids))" : "")
            let expected = "SELECT \(columns) FROM temp.expected"
            for (left, right) in [(found, expected), (expected, found)] {
                let differences = try connection.run(
                    "SELECT count(*) FROM (\(left) EXCEPT \(right))", entry.name.utf8)
                if differences.first != [UInt8(ascii: "0")] { return false }
            }
            return true
        }
    }

    private static let schema = """
        CREATE TABLE IF NOT EXISTS repositories (
            repo TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL, entry TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS commits (
            repo TEXT NOT NULL REFERENCES repositories (repo), hexsha TEXT NOT NULL, tree TEXT NOT NULL,
            parents TEXT NOT NULL, author_name TEXT NOT NULL, author_email TEXT NOT NULL, authored_date INTEGER,
            authored_offset INTEGER, committer_name TEXT NOT NULL, committer_email TEXT NOT NULL,
            committed_date INTEGER, committed_offset INTEGER, summary TEXT NOT NULL, is_merge INTEGER NOT NULL,
            PRIMARY KEY (repo, hexsha)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS commits_author ON commits (author_email);
        CREATE INDEX IF NOT EXISTS commits_date ON commits (authored_date);
        CREATE TABLE IF NOT EXISTS changes (
            repo TEXT NOT NULL REFERENCES repositories (repo), hexsha TEXT NOT NULL, path TEXT NOT NULL,
            change_type TEXT NOT NULL, insertions INTEGER, deletions INTEGER, binary INTEGER NOT NULL,
            old_path TEXT);
        CREATE INDEX IF NOT EXISTS changes_commit ON changes (repo, hexsha);
        CREATE INDEX IF NOT EXISTS changes_path ON changes (repo, path);
        CREATE TABLE IF NOT EXISTS people (
            repo TEXT NOT NULL REFERENCES repositories (repo), name TEXT NOT NULL, email TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS people_email ON people (repo, email);
        CREATE TABLE IF NOT EXISTS refs (
            repo TEXT NOT NULL REFERENCES repositories (repo), path TEXT NOT NULL, hexsha TEXT NOT NULL,
            type TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS refs_path ON refs (repo, path);
        CREATE TABLE IF NOT EXISTS files (
            repo TEXT NOT NULL REFERENCES repositories (repo), path TEXT NOT NULL, hexsha TEXT NOT NULL,
            size INTEGER, mode TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS files_path ON files (repo, path);
        CREATE TABLE IF NOT EXISTS lines (
            repo TEXT NOT NULL REFERENCES repositories (repo), path TEXT NOT NULL, name TEXT NOT NULL,
            email TEXT NOT NULL, year INTEGER, lines INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS lines_path ON lines (repo, path);
        """
}
