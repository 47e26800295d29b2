// The changed-path filters of a commit-graph, asked about the paths a walk is limited to.

import GitObjects

/// Says of commits that they have certainly not changed some paths, without looking at their trees.
struct PathFilters: Sendable {
    private let graph: CommitGraph
    private let keys: [ChangedPathKey]

    /// `nil` where there are no filters, or where the paths are more than names: as in git, which asks them about
    /// literal paths only.
    init?(graph: CommitGraph?, pathspec: Pathspec) {
        guard let graph, graph.hasChangedPaths, let paths = pathspec.literalPaths, !paths.isEmpty,
            paths.allSatisfy({ !$0.isEmpty })
        else { return nil }
        self.graph = graph
        keys = paths.map { ChangedPathKey($0) }
    }

    /// Whether the paths in a commit's tree are certainly the same as in its first parent's, or in the empty tree where it
    /// has none.
    func excludes(_ commit: CommitIndex, _ table: CommitTable) -> Bool {
        guard let position = table.graphPosition(commit) else { return false }
        return graph.mayHaveChanged(keys, at: position) == false
    }
}
