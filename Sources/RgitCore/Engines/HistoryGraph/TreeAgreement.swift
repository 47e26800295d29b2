// Tells a walk over the graph of commits whether two commits agree on its paths, or on decorations.

import GitObjects

/// The comparison of commits with their parents: trees, changed-path filters, and with `--simplify-by-decoration` whether a
/// reference points to a commit.
final class TreeAgreement {
    private var comparer: PathComparer
    private let filters: PathFilters?
    /// Whether there are paths; without any only decorations count.
    private let isPathLimited: Bool
    /// The commits that references point to; `nil` where they do not count.
    var decorated: Set<ObjectID>?

    init(_ comparer: PathComparer, filters: PathFilters?, isPathLimited: Bool) {
        self.comparer = comparer
        self.filters = filters
        self.isPathLimited = isPathLimited
    }

    /// Whether a commit has the paths of its parent; `nil` where a tree cannot be read, which is reported.
    func agrees(
        _ parent: CommitIndex, _ commit: CommitIndex, isFirst: Bool, _ state: inout GraphState
    ) -> Bool? {
        if let decorated {
            if decorated.contains(state.table.ids[Int(commit)]) { return false }
            if !isPathLimited { return true }
        }
        if isFirst, let filters, filters.excludes(commit, state.table) { return true }
        return agree(state.table.trees[Int(parent)], state.table.trees[Int(commit)], &state)
    }

    /// Whether a commit has the paths of an empty tree.
    func agreesWithNothing(_ commit: CommitIndex, _ state: inout GraphState) -> Bool? {
        agree(nil, state.table.trees[Int(commit)], &state)
    }

    private func agree(_ parent: ObjectID?, _ commit: ObjectID, _ state: inout GraphState) -> Bool? {
        do throws(RgitError) {
            return try comparer.agree(parent, commit)
        } catch {
            state.report(error)
            return nil
        }
    }
}
