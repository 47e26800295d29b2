// The changed-path filters of a commit-graph, asked about numbered paths.

import GitObjects

/// Says which rows a commit has certainly not changed against its first parent, without looking at its tree.
struct ChangedPathRows {
    private let graph: CommitGraph
    private let layout: TreeRows
    private let keys: [ChangedPathKey]

    /// The most entries of one directory that are asked about one by one; comparing trees costs less than asking about more.
    private static let maximumQuestions = 512

    /// `nil` where there are no filters; `listed` are the entries that `layout` numbers.
    init?(graph: CommitGraph?, layout: TreeRows, entries listed: [FileEntry]) {
        guard let graph, graph.hasChangedPaths else { return nil }
        self.graph = graph
        self.layout = layout
        var numbered: [ChangedPathKey?] = Array(repeating: nil, count: listed.count)
        for (entry, row) in zip(listed, layout.rows) { numbered[row] = ChangedPathKey(entry.path.bytes) }
        keys = numbered.compactMap(\.self)
    }

    /// The rows of `asked` that a commit may have changed; `nil` where it has no filter.
    func mayChange(_ asked: RowSet, at commit: CommitIndex, _ table: CommitTable) -> RowSet? {
        guard let position = table.graphPosition(commit),
            graph.mayHaveChanged([], at: position) != nil
        else { return nil }
        var changed = RowSet(count: layout.count)
        // Without recursion, for trees may be deep.
        var open = [0]
        while let number = open.popLast() {
            let directory = layout.directories[number]
            if asked.count(in: directory.own) > ChangedPathRows.maximumQuestions {
                changed.add(directory.own, of: asked)
            } else {
                for row in asked.members(in: directory.own)
                where graph.mayHaveChanged([keys[row]], at: position) != false {
                    changed.insert(row)
                }
            }
            for (subdirectory, row) in zip(directory.subdirectories, directory.subdirectoryRows)
            where !asked.isDisjoint(with: layout.directories[subdirectory].all) {
                // What is below an unchanged directory is unchanged.
                if graph.mayHaveChanged([keys[row]], at: position) != false { open.append(subdirectory) }
            }
        }
        return changed
    }
}
