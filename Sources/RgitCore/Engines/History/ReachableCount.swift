// Counts what tips reach over a commit-graph without putting it in order: a count has none.

import GitObjects

/// Counts the commits that some tips reach, in no order: a stack of positions and one byte for each commit of the graph.
struct ReachableCount {
    /// The greatest number of commits outside the graph that are read one by one.
    private static let maximumOutside = 1000

    let graph: CommitGraph
    let loader: CommitLoader
    let options: HistoryWalk.Options

    /// The number of commits that a walk from `tips` would give; `nil` where that takes a walk: something on the way
    /// cannot be read, or much of the history is not in the graph.
    ///
    /// - Complexity: O(commits of the graph).
    func count(from tips: [ObjectID]) -> Int? {
        guard let topology = try? graph.topology() else { return nil }
        var total = 0
        var seen = ContiguousArray<Bool>(repeating: false, count: topology.count)
        var stack: ContiguousArray<Int32> = []
        guard countOutside(tips, &total, &seen, &stack) else { return nil }
        let firstParentOnly = options.firstParent
        while let commit = stack.popLast() {
            let position = Int(commit)
            let date = topology.dates[position]
            if let since = options.since, date < since { continue }
            let first = topology.firstParents[position]
            let second = topology.secondParents[position]
            var parents = first < 0 ? 0 : second == -1 ? 1 : 2
            if first >= 0, !seen[Int(first)] {
                seen[Int(first)] = true
                stack.append(first)
            }
            if second >= 0 {
                if !firstParentOnly, !seen[Int(second)] {
                    seen[Int(second)] = true
                    stack.append(second)
                }
            } else if second < -1 {
                let others = topology.manyParents[Int(-2 - second)]
                parents = 1 + others.count
                for other in others where !firstParentOnly && !seen[Int(other)] {
                    seen[Int(other)] = true
                    stack.append(other)
                }
            }
            if options.selects(date: date, parents: parents) { total += 1 }
        }
        return total
    }

    /// Counts what is not in the graph, and begins the stack with what is reached in it.
    private func countOutside(
        _ tips: [ObjectID], _ total: inout Int, _ seen: inout ContiguousArray<Bool>,
        _ stack: inout ContiguousArray<Int32>
    ) -> Bool {
        var outside: Set<ObjectID> = []
        var pending = tips
        while let id = pending.popLast() {
            if let position = graph.position(of: id) {
                if !seen[Int(position)] {
                    seen[Int(position)] = true
                    stack.append(Int32(truncatingIfNeeded: position))
                }
                continue
            }
            guard outside.insert(id).inserted else { continue }
            guard outside.count <= ReachableCount.maximumOutside, let links = try? loader.links(id) else {
                return false
            }
            if let since = options.since, links.committerDate < since { continue }
            pending += options.firstParent ? links.parents.prefix(1) : links.parents[...]
            if options.selects(date: links.committerDate, parents: links.parents.count) { total += 1 }
        }
        return true
    }
}
