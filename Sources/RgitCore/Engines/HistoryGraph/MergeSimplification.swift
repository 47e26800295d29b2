// Simplifies merges as `git log --simplify-merges` does: side branches without changes go, and merges of nothing with them.

import GitObjects

/// The simplification of a list of commits, from the oldest on.
///
/// A commit simplifies to itself where it changes the paths or joins several lines of history that do; else to what its
/// one parent that counts simplifies to. What parents are rewritten to is known before the commit's own turn comes.
struct MergeSimplification {
    private let list: [CommitIndex]
    /// What each commit simplifies to.
    private var simplified: [CommitIndex: CommitIndex] = [:]

    init(_ list: [CommitIndex]) { self.list = list }

    /// The commits that simplify to themselves, in their order.
    var kept: [CommitIndex] { list.filter { simplified[$0] == $0 } }

    /// Simplifies every commit of the list.
    mutating func run(_ walk: inout GraphWalk, _ loader: CommitLoader) {
        var pending = Array(list.reversed())
        while !pending.isEmpty {
            var later: [CommitIndex] = []
            for index in pending { simplify(index, &walk, &later, loader) }
            pending = later
        }
    }

    private mutating func simplify(
        _ index: CommitIndex, _ walk: inout GraphWalk, _ later: inout [CommitIndex], _ loader: CommitLoader
    ) {
        guard simplified[index] == nil else { return }
        guard walk.state.table.isLoaded(index), !walk.state.has(index, .uninteresting) else {
            simplified[index] = index
            return
        }
        let firstOnly = walk.options.walk.firstParent
        var parents = walk.state.parents(index)
        guard !parents.isEmpty else {
            simplified[index] = index
            return
        }
        let needed = (firstOnly ? Array(parents.prefix(1)) : parents).filter { simplified[$0] == nil }
        if !needed.isEmpty {
            later += needed
            later.append(index)
            return
        }
        for position in parents.indices where position == 0 || !firstOnly {
            parents[position] = simplified[parents[position]] ?? parents[position]
        }
        if parents != walk.state.parents(index) { walk.state.setParents(index, parents) }
        var count = 1
        if !firstOnly {
            removeDuplicates(index, &walk)
            count = walk.state.table.parentCount(index)
        }
        if count > 1 {
            markRedundant(index, &walk, loader)
            for parent in walk.state.parents(index)
            where walk.state.has(parent, .treeSame) && walk.state.table.isLoaded(parent)
                && walk.state.table.parentCount(parent) == 0
            {
                walk.state.mark(parent, .temporary)
            }
            keepOneSameParent(index, &walk)
            removeMarked(index, &walk)
            count = walk.state.table.parentCount(index)
        }
        let showsPull = walk.options.graph.showPulls && walk.state.has(index, .differsFromFirst)
        if count > 0, walk.state.has(index, .treeSame), !showsPull,
            let parent = walk.relevantParent(of: walk.state.parents(index))
        {
            simplified[index] = simplified[parent] ?? parent
        } else {
            simplified[index] = index
        }
    }

    /// Removes parents that came before.
    private func removeDuplicates(_ index: CommitIndex, _ walk: inout GraphWalk) {
        let parents = walk.state.parents(index)
        var seen: Set<CommitIndex> = []
        remove(index, &walk) { !seen.insert(parents[$0]).inserted }
    }

    /// Marks parents that another parent reaches.
    private func markRedundant(_ index: CommitIndex, _ walk: inout GraphWalk, _ loader: CommitLoader) {
        let parents = walk.state.parents(index)
        for parent in RedundantCommits.find(among: parents, &walk.state, loader) {
            walk.state.mark(parent, .temporary)
        }
    }

    /// Keeps the first parent with the same paths where all such parents were to go.
    private func keepOneSameParent(_ index: CommitIndex, _ walk: inout GraphWalk) {
        let parents = walk.state.parents(index)
        guard parents.contains(where: { walk.state.has($0, .temporary) }), let same = walk.sameParents[index]
        else { return }
        let candidates = zip(parents, same).filter(\.1).map(\.0)
        guard let first = candidates.first,
            candidates.allSatisfy({ walk.state.has($0, .temporary) })
        else { return }
        walk.state.unmark(first, .temporary)
    }

    /// Removes parents that are marked.
    private func removeMarked(_ index: CommitIndex, _ walk: inout GraphWalk) {
        let parents = walk.state.parents(index)
        let marked = Set(parents.filter { walk.state.has($0, .temporary) })
        guard !marked.isEmpty else { return }
        for parent in marked { walk.state.unmark(parent, .temporary) }
        remove(index, &walk) { marked.contains(parents[$0]) }
        if !walk.state.has(index, .treeSame) { walk.updateSameTree(index) }
    }

    /// Removes the parents at some positions, and what is known about them.
    private func remove(_ index: CommitIndex, _ walk: inout GraphWalk, where isRemoved: (Int) -> Bool) {
        let parents = walk.state.parents(index)
        let left = parents.indices.filter { !isRemoved($0) }
        guard left.count < parents.count else { return }
        walk.state.setParents(index, left.map { parents[$0] })
        if left.isEmpty {
            if walk.isEmptyRoot(index, &walk.state) {
                walk.state.mark(index, .treeSame)
            } else {
                walk.state.unmark(index, .treeSame)
            }
            return
        }
        guard let same = walk.sameParents[index], same.count == parents.count else { return }
        let remaining = left.map { same[$0] }
        if remaining.count > 1 {
            walk.sameParents[index] = remaining
            return
        }
        walk.sameParents[index] = nil
        if remaining[0], !walk.options.graph.sparse {
            walk.state.mark(index, .treeSame)
        } else {
            walk.state.unmark(index, .treeSame)
        }
    }
}
