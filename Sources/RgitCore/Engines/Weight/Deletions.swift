// Finds when paths went that a commit no longer has: git log -1 COMMIT -- PATH for all of them in one walk.

import GitObjects

/// The deletions of paths.
struct Deletions {
    let session: Session
    let sharding: Sharding

    /// The commit that git log shows first for each of `paths`, none of which `tip` has; paths without one are left out, and
    /// why something cannot be read is added to `problems`. What commits of `history` changed is not compared again; its paths
    /// are the `numbered` ones.
    func find(
        _ paths: [[UInt8]], from tip: ObjectID, in history: (table: CommitTable, changes: ChangedPathNumbers),
        numbered: [[UInt8]], _ problems: inout [RgitError]
    ) async throws -> [[UInt8]: ObjectID] {
        let graph = try session.commitGraph()
        let reader = try session.makeReader()
        let loader = CommitLoader(session: session, reader: reader, graph: graph)
        let entries = Self.entries(paths)
        let wanted = Set(paths)
        // The top is never looked at: what is sought is not in it.
        let layout = TreeRows(tree: reader.format.emptyTree, entries: entries)
        var rows: [[UInt8]: Int] = [:]
        var directories: Set<[UInt8]> = []
        for (entry, row) in zip(entries, layout.rows) where wanted.contains(entry.path.bytes) {
            rows[entry.path.bytes] = row
            if entry.type == .tree { directories.insert(entry.path.bytes) }
        }
        let known = KnownChanges(
            table: history.table, paths: history.changes, numbered: numbered, rows: rows,
            directories: directories)
        var walk = LastModified(
            session: session, loader: loader, layout: layout, entries: entries, areGone: true, known: known,
            sharding: sharding)
        let found = try await walk.find(wanted: entries.map { wanted.contains($0.path.bytes) }, from: tip)
        problems += walk.problems + graph.problems
        var commits: [[UInt8]: ObjectID] = [:]
        for (entry, found) in zip(entries, found) {
            if case .commit(let id, _) = found { commits[entry.path.bytes] = id }
        }
        return commits
    }

    /// The paths and the directories above them as if a tree had them, in git's order.
    private static func entries(_ paths: [[UInt8]]) -> [FileEntry] {
        var files = Set(paths)
        var directories: Set<[UInt8]> = []
        for path in paths {
            for (index, byte) in path.enumerated() where byte == 0x2f {
                directories.insert(Array(path[..<index]))
            }
        }
        // A path that was a file and a directory is one row, as it is one pathspec.
        files.subtract(directories)
        let names = files.map { ($0, ObjectType.blob) } + directories.map { ($0 + [0x2f], .tree) }
        return names.sorted { $0.0.lexicographicallyPrecedes($1.0) }.map { name, type in
            let path = type == .tree ? Array(name.dropLast()) : name
            return FileEntry(path: Text(path), type: type, mode: 0, hexsha: .zero)
        }
    }
}
