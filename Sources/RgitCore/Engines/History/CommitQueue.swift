// The priority queue of all engines: the latest date first, and among equals the one that came first, as in git.

/// A heap of commits, ordered by date descending and then by the order of insertion; 16 bytes an entry.
///
/// `Heap` of swift-collections takes 1.3 to 4 times the instructions for what a walk does, to take one commit out and put
/// its parents in.
///
/// - Complexity: O(log *n*) to push and to pop; O(1) for a push after a pop whose commit is as young as the first.
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
    /// Whether the first entry has been taken out and its place not been filled: mostly a parent is put in next, which
    /// belongs close to the top.
    private var hasHole = false

    /// Whether nothing is left.
    var isEmpty: Bool { entries.count == (hasHole ? 1 : 0) }

    /// The commit that comes next.
    var first: CommitIndex? {
        mutating get {
            fillHole()
            return entries.first?.index
        }
    }

    /// The date of the commit that comes next.
    var firstDate: UInt64? {
        mutating get {
            fillHole()
            return entries.first?.date
        }
    }

    /// Whether a queued commit satisfies `condition`.
    mutating func contains(where condition: (CommitIndex) -> Bool) -> Bool {
        fillHole()
        return entries.contains { condition($0.index) }
    }

    /// Lets go of all entries but not of their memory.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        serial = 0
        hasHole = false
    }

    mutating func push(_ index: CommitIndex, date: UInt64) {
        let entry = Entry(date: date, serial: serial, index: index)
        serial &+= 1
        if hasHole {
            hasHole = false
            sink(entry)
            return
        }
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
        fillHole()
        guard let first = entries.first else { return nil }
        hasHole = true
        return first.index
    }

    private mutating func fillHole() {
        guard hasHole else { return }
        hasHole = false
        if let last = entries.popLast(), !entries.isEmpty { sink(last) }
    }

    /// Puts an entry in the place of the first one, or wherever below it belongs.
    private mutating func sink(_ entry: Entry) {
        let count = entries.count
        var hole = 0
        while true {
            var child = hole * 2 + 1
            guard child < count else { break }
            if child + 1 < count, entries[child + 1].precedes(entries[child]) { child += 1 }
            guard entries[child].precedes(entry) else { break }
            entries[hole] = entries[child]
            hole = child
        }
        entries[hole] = entry
    }
}
