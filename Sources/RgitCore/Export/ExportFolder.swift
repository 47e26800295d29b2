// The folder of an export: where its files are, and how the facts of a repository take the place of older ones at once.

import GitObjects
import Records

/// A folder of facts.
///
///     DIR/TABLE/repo=NAME/part.ndjson    the facts, by way of symbolic links
///     DIR/manifest.json                  tips, row counts and SHA-256 sums of all repositories
///     DIR/.rgit-export/current/repo=NAME a link to the facts of a repository in force
///     DIR/.rgit-export/data/repo=NAME.N  these facts, or some that are being written
///     DIR/.rgit-export/lock              locked while a run writes
///
/// Replacing one link replaces all tables of a repository, so that a reader never sees some of them.
struct ExportFolder: Sendable {
    /// Its absolute path.
    let path: [UInt8]

    /// The file of the manifest.
    var manifest: [UInt8] { path.appendingPath("manifest.json") }
    /// The database.
    var database: [UInt8] { path.appendingPath("rgit.sqlite") }
    private var own: [UInt8] { path.appendingPath(".rgit-export") }
    private var data: [UInt8] { own.appendingPath("data") }
    private var links: [UInt8] { own.appendingPath("current") }

    /// The folder at an absolute path; nothing is made.
    init(_ path: [UInt8]) { self.path = path }

    /// Makes the folder, locks it, and removes what killed runs have left half done; the lock ends when the
    /// descriptor is closed.
    ///
    /// - Throws: `RgitError` of kind `.io`, also where another run writes.
    func prepare() throws(RgitError) -> Int32 {
        try DiskWriter.refuseGitDirectory(path, for: "facts")
        try DiskWriter.makeDirectories(data)
        try DiskWriter.makeDirectories(links)
        // What a link leads to is not the export's to remove, and links of tables to facts are relative.
        for directory in [own, data, links] { try DiskWriter.refuseLink(directory) }
        for table in FactTable.allCases {
            let directory = path.appendingPath(table.rawValue)
            if FileSystem.existsUnfollowed(directory) { try DiskWriter.refuseLink(directory) }
        }
        guard let lock = try DiskWriter.lock(own.appendingPath("lock")) else {
            throw RgitError(.io, "another export writes to this directory", path)
        }
        removeOldFacts()
        return lock
    }

    /// Throws where the folder has facts of the other kind, files or a database: a manifest has one of them.
    func refuseOther(than format: FactFormat) throws(RgitError) {
        guard format == .sqlite ? !keys.isEmpty : FileSystem.exists(database) else { return }
        throw RgitError(
            .usage, "facts in another format are kept here", path,
            hint: "files and a database need a directory each")
    }

    /// Keeps runs that write away, not other readers, until the descriptor is closed; -1 where the folder cannot be written to.
    func lockForReading() throws(RgitError) -> Int32 {
        let file = own.appendingPath("lock")
        guard FileSystem.exists(file) else { return -1 }
        let lock: Int32?
        do throws(RgitError) { lock = try DiskWriter.lock(file, isShared: true) } catch { return -1 }
        guard let lock else { throw RgitError(.io, "an export writes to this directory", path) }
        return lock
    }

    /// Removes facts that are not in force.
    func removeOldFacts() {
        let current = Set(keys.compactMap { FileSystem.linkTarget(links.appendingPath($0)) })
        for name in FileSystem.list(data) ?? []
        where !current.contains(Array("../data/".utf8) + name) {
            DiskWriter.removeTree(data.appendingPath(name))
        }
    }

    /// The names of the directories of repositories: `repo=` and the name, all but letters, digits, `-`, `_` and `.` as
    /// `%XX`, as Hive and its followers read it; the end of a long one is replaced by a hash.
    static func key(_ repository: Text) -> [UInt8] {
        var key = Array("repo=".utf8)
        for byte in repository.bytes {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: key.append(byte)
            default:
                let digits = Array("0123456789ABCDEF".utf8)
                key += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        guard key.count > 200 else { return key }
        var hash = SHA256()
        hash.add(repository.bytes)
        // A `~` is in no shorter key.
        return Array(key.prefix(160)) + Array("~".utf8) + hash.finish().hex.prefix(32)
    }

    /// The directories' names of all repositories there are facts of, sorted.
    var keys: [[UInt8]] {
        (FileSystem.list(links) ?? []).filter { $0.hasPrefix("repo=") }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Reads the manifest entry of the facts in force of a repository; `nil` where there are none.
    func entry(_ key: [UInt8]) -> ExportEntry? {
        let file = links.appendingPath(key).appendingPath("entry.json")
        guard let json = try? FileSystem.read(file, limit: 1 << 30) else { return nil }
        return ExportEntry(json: json)
    }

    /// The file of a table in force, where readers find it.
    func part(_ table: FactTable, _ key: [UInt8], _ format: FactFormat) -> [UInt8] {
        link(table, key).appendingPath("part.\(format.records.rawValue)")
    }

    /// Whether the files of an entry are there and as long as it says.
    func isWhole(_ entry: ExportEntry, _ key: [UInt8], _ format: FactFormat) -> Bool {
        entry.hasFacts
            && entry.tables.allSatisfy { table, sum in
                FileSystem.status(part(table, key, format))?.size == Int64(sum.bytes)
            }
    }

    // MARK: Writing

    /// A directory for new facts of a repository.
    func draft(_ key: [UInt8]) throws(RgitError) -> [UInt8] {
        let current = FileSystem.linkTarget(links.appendingPath(key))
        let first = key + Array(".0".utf8)
        let isFirst = current == Array("../data/".utf8) + first
        let draft = data.appendingPath(isFirst ? key + Array(".1".utf8) : first)
        DiskWriter.removeTree(draft)
        try DiskWriter.makeDirectories(draft)
        return draft
    }

    /// Puts new facts, which are whole, in the place of older ones.
    ///
    /// The links of the tables come first: until the one link that all of them lead to is there, they lead nowhere.
    func install(_ entry: ExportEntry, _ draft: [UInt8], _ key: [UInt8]) throws(RgitError) {
        try DiskWriter.replace(draft.appendingPath("entry.json"), with: entry.json + [0x0a])
        let inner = Array("../.rgit-export/current/".utf8) + key
        for table in FactTable.allCases where entry.tables[table] != nil {
            let link = link(table, key)
            try DiskWriter.makeDirectories(link.parentPath)
            try DiskWriter.link(link, to: inner.appendingPath(table.rawValue))
        }
        try DiskWriter.link(
            links.appendingPath(key), to: Array("../data/".utf8) + draft.suffix(key.count + 2))
        for table in FactTable.allCases where entry.tables[table] == nil {
            DiskWriter.remove(link(table, key))
        }
    }

    private func link(_ table: FactTable, _ key: [UInt8]) -> [UInt8] {
        path.appendingPath(table.rawValue).appendingPath(key)
    }

    /// Writes the manifest of all entries, those of this run with its failures.
    func writeManifest(_ entries: [ExportEntry], version: String) throws(RgitError) {
        var writer = ValueWriter(style: .json)
        writer.append(raw: "{\"schema\":\"rgit.export-manifest/1\",\"version\":")
        writer.string(version)
        writer.append(raw: ",\"repositories\":[")
        for (index, entry) in entries.enumerated() {
            writer.append(raw: index == 0 ? "\n" : ",\n")
            entry.write(to: &writer)
        }
        writer.append(raw: "\n]}\n")
        try DiskWriter.replace(manifest, with: writer.bytes)
    }
}
