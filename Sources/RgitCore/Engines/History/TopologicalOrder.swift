// Sorts a walked list so that no parent comes before all of its children have.

import GitObjects

/// The orders of `--topo-order`, `--date-order` and `--author-date-order`.
///
/// A commit is ready once all its children in the list have been placed; of the ready ones git places the one made ready
/// last (topological), or the youngest (by date).
enum TopologicalOrder {
    /// Sorts `list`, which is in the order of the walk; only links between its members count, and with
    /// `firstParentsOnly` only those to first parents; members in `parentless` have none.
    ///
    /// - Complexity: O(commits and links), times the logarithm of the commits ready at once where dates count; four bytes
    ///   for each row of the table.
    static func sort(
        _ list: [CommitIndex], table: CommitTable, order: HistoryRequest.Order,
        onlyParents: [CommitIndex: CommitIndex], firstParentsOnly: Bool, parentless: Set<CommitIndex> = [],
        loader: CommitLoader
    ) throws(RgitError) -> [CommitIndex] {
        // Zero: not in the list, or placed; one: ready; more: one and the number of children not placed yet.
        var waiting = ContiguousArray<Int32>(repeating: 0, count: table.count)
        for index in list { waiting[Int(index)] = 1 }
        func forEachParent(_ index: CommitIndex, _ body: (CommitIndex) -> Void) {
            if let only = onlyParents[index] { return body(only) }
            if !parentless.isEmpty, parentless.contains(index) { return }
            let count = table.parentCount(index)
            for position in 0..<(firstParentsOnly ? min(1, count) : count) {
                body(table.parent(index, position))
            }
        }
        for index in list {
            forEachParent(index) { parent in
                if waiting[Int(parent)] > 0 { waiting[Int(parent)] += 1 }
            }
        }
        var sorted: [CommitIndex] = []
        sorted.reserveCapacity(list.count)
        let ready = list.filter { waiting[Int($0)] == 1 }

        if order == .topological {
            var stack = Array(ready.reversed())
            while let index = stack.popLast() {
                forEachParent(index) { parent in
                    guard waiting[Int(parent)] > 0 else { return }
                    waiting[Int(parent)] -= 1
                    if waiting[Int(parent)] == 1 { stack.append(parent) }
                }
                waiting[Int(index)] = 0
                sorted.append(index)
            }
            return sorted
        }

        var dates = table.dates
        if order == .authorDate {
            for index in list { dates[Int(index)] = try loader.authorDate(table.ids[Int(index)]) }
        }
        var queue = CommitQueue()
        for index in ready { queue.push(index, date: dates[Int(index)]) }
        while let index = queue.pop() {
            forEachParent(index) { parent in
                guard waiting[Int(parent)] > 0 else { return }
                waiting[Int(parent)] -= 1
                if waiting[Int(parent)] == 1 { queue.push(parent, date: dates[Int(parent)]) }
            }
            waiting[Int(index)] = 0
            sorted.append(index)
        }
        return sorted
    }
}

extension CommitLoader {
    /// The author's date as git orders by it: zero where it cannot be read.
    func authorDate(_ id: ObjectID) throws(RgitError) -> UInt64 {
        let bytes = try reader.bytes(id, .commit)
        guard let layout = try? CommitContent(bytes, of: id).layout,
            let identity = IdentityLine(bytes.span, layout.author),
            let seconds = identity.seconds(in: bytes.span)
        else { return 0 }
        return UInt64(bitPattern: seconds)
    }
}
