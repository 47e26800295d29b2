// Narrows a list of visited commits: to one side, to an ancestry path, to a simplified history, and into its order.

import GitObjects

extension GraphWalk {
    /// Ends the visits: `list` holds the commits in the order they are given out in.
    mutating func completeList(_ loader: CommitLoader) throws(RgitError) {
        if let side = options.graph.onlySide {
            for index in list where state.has(index, .left) != (side == .left) { state.mark(index, .shown) }
        }
        if options.graph.ancestryPath || !options.ancestryPathOf.isEmpty { try keepAncestryPath() }
        if canGainSameTrees {
            for index in list where !state.has(index, [.uninteresting, .treeSame]) { updateSameTree(index) }
        }
        if options.walk.order != .default || options.graph.simplifyMerges
            || options.graph.simplifyByDecoration
        {
            let order = options.walk.order == .default ? .topological : options.walk.order
            list = try TopologicalOrder.sort(
                list, table: state.table, order: order, onlyParents: [:],
                firstParentsOnly: options.walk.firstParent && loader.graph != nil
                    && !options.graph.needsWholeList && options.ancestryPathOf.isEmpty,
                loader: loader)
        }
        if options.graph.simplifyMerges || options.graph.simplifyByDecoration, options.prunes {
            var simplification = MergeSimplification(list)
            simplification.run(&self, loader)
            list = simplification.kept
        }
    }

    /// Excludes what is neither an ancestor nor a descendant of the commits in question.
    private mutating func keepAncestryPath() throws(RgitError) {
        var bottoms = options.ancestryPathOf.map { state.row(of: $0) }
        if options.graph.ancestryPath { bottoms += tips.filter(\.isNegative).map { state.row(of: $0.id) } }
        guard !bottoms.isEmpty else {
            throw RgitError(
                .usage, "no commits are left out that a path could begin at", "--ancestry-path",
                hint: "write a range, A..B")
        }
        for index in bottoms { state.mark(index, .temporary) }
        var hasProgress = true
        while hasProgress {
            hasProgress = false
            for index in list.reversed() where !state.has(index, [.temporary, .uninteresting]) {
                guard state.parents(index).contains(where: { state.has($0, .temporary) }) else { continue }
                state.mark(index, .temporary)
                hasProgress = true
            }
        }
        for index in list where !state.has(index, [.temporary, .ancestryPath]) {
            state.mark(index, .uninteresting)
        }
        for index in list + bottoms { state.unmark(index, [.temporary, .ancestryPath]) }
    }

    /// Decides anew whether a merge has the paths of those of its parents that count.
    mutating func updateSameTree(_ index: CommitIndex) {
        let parents = state.parents(index)
        guard parents.count > 1, let same = sameParents[index] else { return }
        var relevantParents = 0
        var hasRelevantChange = false
        var hasIrrelevantChange = false
        for (parent, isSame) in zip(parents, same) {
            if state.isRelevant(parent) {
                relevantParents += 1
                if !isSame { hasRelevantChange = true }
            } else if !isSame {
                hasIrrelevantChange = true
            }
        }
        if relevantParents > 0 ? hasRelevantChange : hasIrrelevantChange {
            state.unmark(index, .treeSame)
        } else {
            state.mark(index, .treeSame)
        }
    }
}
