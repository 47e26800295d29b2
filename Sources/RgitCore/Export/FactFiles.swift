// The facts of one repository as files, as they are verified.

import GitObjects
import Records

/// Files of facts.
struct FactFiles: FactStore {
    private let folder: ExportFolder
    private let entry: ExportEntry
    private let key: [UInt8]
    private let format: FactFormat

    init(_ folder: ExportFolder, _ entry: ExportEntry, _ format: FactFormat) {
        self.folder = folder
        self.entry = entry
        self.format = format
        key = ExportFolder.key(entry.name)
    }

    func problems(_ entry: ExportEntry) throws(RgitError) -> [String] {
        var problems: [String] = []
        for table in FactTable.allCases {
            guard let sum = entry.tables[table] else { continue }
            guard let file = try FactRows(folder.part(table, key, format), format) else {
                problems.append("no file of \(table.rawValue)")
                continue
            }
            var found = FactSum()
            var hash = SHA256()
            while let row = try file.next() {
                hash.add(row)
                found.rows += 1
                found.bytes += row.count
            }
            if format == .csv { found.rows -= 1 }
            if found.rows != sum.rows {
                problems.append("\(table.rawValue) has \(found.rows) rows, not \(sum.rows)")
            } else if found.bytes != sum.bytes {
                problems.append("\(table.rawValue) has \(found.bytes) bytes, not \(sum.bytes)")
            } else if hash.finish() != sum.sha256 {
                problems.append("\(table.rawValue) has another sum")
            }
        }
        return problems
    }

    /// Those with the least names: as good as any.
    func sampledCommits(_ count: Int) throws(RgitError) -> [ObjectID] {
        guard let file = try FactRows(folder.part(.commits, key, format), format) else { return [] }
        var least: [ObjectID] = []
        while let row = try file.next() {
            guard let id = file.commit(of: row) else { continue }
            if least.count == count, let last = least.last, id >= last { continue }
            least.insert(id, at: least.firstIndex { $0 > id } ?? least.endIndex)
            if least.count > count { least.removeLast() }
        }
        return least
    }

    func agree(_ table: FactTable, _ rows: [UInt8], commits: [ObjectID]) throws(RgitError) -> Bool {
        switch table {
        case .refs, .files, .people, .lines:
            // The sum of the file has been verified.
            var hash = SHA256()
            if format == .csv { hash.add(table.header) }
            hash.add(rows)
            return hash.finish() == entry.tables[table]?.sha256
        case .commits, .changes:
            guard let file = try FactRows(folder.part(table, key, format), format) else { return false }
            let commits = Set(commits)
            var found: [[UInt8]] = []
            while let row = try file.next() {
                if let id = file.commit(of: row), commits.contains(id) { found.append(row) }
            }
            var expected: [[UInt8]] = []
            let sample = FactRows(of: rows, format)
            while let row = try sample.next() { expected.append(row) }
            return found.sorted { $0.lexicographicallyPrecedes($1) }
                == expected.sorted { $0.lexicographicallyPrecedes($1) }
        }
    }
}

extension FactTable {
    /// The first line of its CSV.
    var header: [UInt8] { Array((columns.joined(separator: ",") + "\n").utf8) }
}

/// The rows of a file of facts, one after the other, each with its end.
private final class FactRows {
    private let file: LineChunks?
    private let format: FactFormat
    private var rows: [UInt8]
    private var start = 0

    /// The rows of a file; `nil` where there is none.
    init?(_ path: [UInt8], _ format: FactFormat) throws(RgitError) {
        guard FileSystem.exists(path) else { return nil }
        file = try LineChunks(path, size: 1 << 20)
        self.format = format
        rows = []
    }

    /// Rows in memory.
    init(of rows: [UInt8], _ format: FactFormat) {
        file = nil
        self.format = format
        self.rows = rows
    }

    /// The next row; `nil` behind the last.
    func next() throws(RgitError) -> [UInt8]? {
        var position = start
        var isQuoted = false
        while true {
            while position < rows.count {
                let byte = rows[position]
                position += 1
                if byte == 0x22, format == .csv { isQuoted.toggle() }
                if byte == 0x0a, !isQuoted {
                    defer { start = position }
                    return Array(rows[start..<position])
                }
            }
            rows.removeFirst(start)
            position -= start
            start = 0
            guard let more = try file?.next() else {
                guard !rows.isEmpty else { return nil }
                defer { rows = [] }
                return rows
            }
            rows += more
        }
    }

    /// The commit that a row of `commits` or `changes` is about.
    func commit(of row: [UInt8]) -> ObjectID? {
        guard let start = format == .csv ? Self.secondCell(row) : Self.member(row) else { return nil }
        let digits = row[start...].prefix { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
        let format: ObjectFormat = digits.count == ObjectFormat.sha256.hexCount ? .sha256 : .sha1
        return ObjectID(hex: digits, format)
    }

    private static func secondCell(_ row: [UInt8]) -> Int? {
        var isQuoted = false
        for (index, byte) in row.enumerated() {
            if byte == 0x22 { isQuoted.toggle() }
            if byte == 0x2c, !isQuoted { return index + 1 }
        }
        return nil
    }

    /// Where the value of `hexsha` begins: no string has these bytes in it, for its quotes are escaped.
    private static func member(_ row: [UInt8]) -> Int? {
        let name = Array("\"hexsha\":\"".utf8)
        var start = 0
        while start + name.count <= row.count {
            if row[start] == 0x22, row[start..<start + name.count].elementsEqual(name) {
                return start + name.count
            }
            start += 1
        }
        return nil
    }
}
