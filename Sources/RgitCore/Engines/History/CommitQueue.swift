// Priority queues of commits: the latest date first, and among equals the one that came first, as in git.

/// A heap of commits, ordered by date descending and then by the order of insertion.
struct CommitQueue {
    private struct Entry {
        let date: UInt64
        let serial: UInt32
        let index: CommitIndex

        func precedes(_ other: Entry) -> Bool {
            date != other.date ? date > other.date : serial < other.serial
        }
    }

    private var entries: ContiguousArray<Entry> = []
    private var serial: UInt32 = 0

    /// Whether nothing is left.
    var isEmpty: Bool { entries.isEmpty }

    /// The commit that comes next.
    var first: CommitIndex? { entries.first?.index }

    /// The date of the commit that comes next.
    var firstDate: UInt64? { entries.first?.date }

    mutating func push(_ index: CommitIndex, date: UInt64) {
        let entry = Entry(date: date, serial: serial, index: index)
        serial &+= 1
        entries.append(entry)
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entry.precedes(entries[parent]) else { break }
            entries[child] = entries[parent]
            child = parent
        }
        entries[child] = entry
    }

    mutating func pop() -> CommitIndex? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        let count = entries.count
        guard count > 0 else { return first.index }
        var hole = 0
        while true {
            var child = hole * 2 + 1
            guard child < count else { break }
            if child + 1 < count, entries[child + 1].precedes(entries[child]) { child += 1 }
            guard entries[child].precedes(last) else { break }
            entries[hole] = entries[child]
            hole = child
        }
        entries[hole] = last
        return first.index
    }
}
