// Finds the commits of a few that another one of them reaches, in a history as far as it has been simplified.

import GitObjects

/// The search for redundant parents.
enum RedundantCommits {
    /// What reaches a commit.
    private struct Paint: OptionSet {
        let rawValue: UInt8
        static let one = Paint(rawValue: 1)
        static let others = Paint(rawValue: 2)
        static let stale = Paint(rawValue: 4)
        static let both: Paint = [.one, .others]
    }

    /// The commits of `candidates`, all different, that another of them reaches.
    ///
    /// - Complexity: O(*n* log *n*) in the commits between the candidates and their common ancestors, for each candidate.
    static func find(
        among candidates: [CommitIndex], _ state: inout GraphState, _ loader: CommitLoader
    ) -> Set<CommitIndex> {
        var redundant: Set<CommitIndex> = []
        for candidate in candidates where !redundant.contains(candidate) {
            let others = candidates.filter { $0 != candidate && !redundant.contains($0) }
            guard !others.isEmpty else { break }
            let paint = paint(candidate, others, &state, loader)
            if paint[candidate]?.contains(.others) ?? false { redundant.insert(candidate) }
            for other in others where paint[other]?.contains(.one) ?? false { redundant.insert(other) }
        }
        return redundant
    }

    private static func paint(
        _ one: CommitIndex, _ others: [CommitIndex], _ state: inout GraphState, _ loader: CommitLoader
    ) -> [CommitIndex: Paint] {
        var paint: [CommitIndex: Paint] = [:]
        var queue = CommitQueue()
        // The queued commits whose ancestors may still tell something new.
        var fresh: Set<CommitIndex> = []
        func push(_ index: CommitIndex, _ colour: Paint, _ state: inout GraphState) {
            guard state.loadExcluded(index, loader) else { return }
            paint[index, default: []].formUnion(colour)
            queue.push(index, date: state.table.dates[Int(index)])
            if paint[index]?.contains(.stale) ?? false {
                fresh.remove(index)
            } else {
                fresh.insert(index)
            }
        }
        push(one, .one, &state)
        for other in others { push(other, .others, &state) }
        while !fresh.isEmpty, let index = queue.pop() {
            fresh.remove(index)
            var colour = paint[index] ?? []
            if colour.isSuperset(of: .both) { colour.insert(.stale) }
            for parent in state.parents(index) where !(paint[parent] ?? []).isSuperset(of: colour) {
                push(parent, colour, &state)
            }
        }
        return paint
    }
}
