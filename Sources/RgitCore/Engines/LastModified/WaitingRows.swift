// The sets of rows that wait at commits, the latest commit first.

/// The rows that go on from each commit that is queued; sets that come to one commit become one.
struct WaitingRows {
    private var queue = CommitQueue()
    private var sets: [CommitIndex: RowSet] = [:]

    /// Adds rows that have come to a commit of a date.
    mutating func add(_ rows: RowSet, at commit: CommitIndex, date: UInt64) {
        guard !rows.isEmpty else { return }
        if sets[commit] == nil {
            sets[commit] = rows
            queue.push(commit, date: date)
        } else {
            sets[commit]?.formUnion(rows)
        }
    }

    /// Takes the next commit and its rows.
    mutating func next() -> (commit: CommitIndex, rows: RowSet)? {
        guard let commit = queue.pop(), let rows = sets.removeValue(forKey: commit) else { return nil }
        return (commit, rows)
    }

    /// All sets, with the commits that they wait at, in no order.
    var all: [(commit: CommitIndex, rows: RowSet)] { sets.map { ($0.key, $0.value) } }

    /// The sets that wait at the commits of a date, where these come next.
    mutating func sets(at date: UInt64) -> [RowSet] {
        guard queue.firstDate == date else { return [] }
        var equals: [CommitIndex] = []
        while queue.firstDate == date, let next = queue.pop() { equals.append(next) }
        for next in equals { queue.push(next, date: date) }
        return equals.compactMap { sets[$0] }
    }
}
