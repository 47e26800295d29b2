// Changes of commits that were compared before the walk for last-modified begins.

/// Commits that have been read, and the rows that they changed from their first parents.
struct KnownChanges {
    /// The commits.
    let table: CommitTable
    /// The numbers of the paths that commits changed.
    let paths: ChangedPathNumbers
    /// The rows at or above each numbered path that are sought.
    private let rows: [[Int]]

    /// Prepares for the paths that are sought, whose rows are `rows`; `numbered` are the paths by their numbers, and
    /// `directories` those of the sought ones that are directories somewhere, too.
    init(
        table: CommitTable, paths: ChangedPathNumbers, numbered: [[UInt8]], rows: [[UInt8]: Int],
        directories: Set<[UInt8]>
    ) {
        self.table = table
        self.paths = paths
        self.rows = numbered.map { path in
            let own = rows[path].map { [$0] } ?? []
            guard !directories.isEmpty else { return own }
            let above = path.indices.filter { path[$0] == 0x2f }.map { Array(path[..<$0]) }
            return own + above.filter(directories.contains).compactMap { rows[$0] }
        }
    }

    /// The rows of `asked` that a commit changed against its first parent; `nil` where that is not known.
    func changes(of asked: RowSet, at commit: CommitIndex) -> RowSet? {
        guard let paths = paths[commit] else { return nil }
        var found = asked
        found.removeAll()
        for path in paths {
            for row in rows[Int(path)] where asked.contains(row) { found.insert(row) }
        }
        return found
    }
}
