// How far two histories have gone apart: the commits only one of them has (git rev-list --left-right --count).

import GitObjects

/// Counts the commits that only one of two commits reaches; keeps what it has read for the next pair.
struct AheadBehind {
    /// How many commits each of the two has that the other has not.
    struct Count: Sendable, Equatable {
        var ahead: Int
        var behind: Int
    }

    private static let left: UInt8 = 1
    private static let right: UInt8 = 2
    private static let both: UInt8 = 3
    /// Where clocks went wrong, looking on for a few commits more finds what dates alone would miss, as in git.
    private static let slop = 5

    private let loader: CommitLoader
    private var table = CommitTable()
    private var marks: ContiguousArray<UInt8> = []
    private var queued: ContiguousArray<UInt16> = []

    init(loader: CommitLoader) {
        self.loader = loader
    }

    /// Counts for a pair of commits. Throws when a commit on the way cannot be read.
    mutating func count(_ one: ObjectID, _ other: ObjectID) throws(RgitError) -> Count {
        if one == other { return Count(ahead: 0, behind: 0) }
        let first = table.index(of: one)
        let second = table.index(of: other)
        var touched: [CommitIndex] = []
        defer {
            for row in touched {
                marks[Int(row)] = 0
                queued[Int(row)] = 0
            }
        }
        var queue = CommitQueue()
        var open = 0
        try mark(first, Self.left, &queue, &open, &touched)
        try mark(second, Self.right, &queue, &open, &touched)
        var oldest = UInt64.max
        var remainingSlop = Self.slop
        while let next = queue.firstDate {
            if open == 0 {
                // Everything left belongs to both; only commits of one side that are younger can still be reached.
                if next < oldest {
                    remainingSlop -= 1
                    if remainingSlop < 0 { break }
                } else {
                    remainingSlop = Self.slop
                }
            }
            guard let commit = queue.pop() else { break }
            let row = Int(commit)
            queued[row] -= 1
            let colour = marks[row]
            if colour != Self.both {
                open -= 1
                oldest = min(oldest, table.dates[row])
            }
            for position in 0..<table.parentCount(commit) {
                let parent = table.parent(commit, position)
                if Int(parent) < marks.count, marks[Int(parent)] & colour == colour { continue }
                try mark(parent, colour, &queue, &open, &touched)
            }
        }
        var count = Count(ahead: 0, behind: 0)
        for row in touched {
            switch marks[Int(row)] {
            case Self.left: count.ahead += 1
            case Self.right: count.behind += 1
            default: break
            }
        }
        return count
    }

    /// Whether `commit` is one of those that `tip` reaches.
    mutating func isReachable(_ commit: ObjectID, from tip: ObjectID) throws(RgitError) -> Bool {
        try count(commit, tip).ahead == 0
    }

    private mutating func mark(
        _ index: CommitIndex, _ colour: UInt8, _ queue: inout CommitQueue, _ open: inout Int,
        _ touched: inout [CommitIndex]
    ) throws(RgitError) {
        let row = Int(index)
        if !table.isLoaded(index) { table.store(index, try loader.links(table.ids[row])) }
        if row >= marks.count || table.count > marks.count {
            let missing = max(table.count, marks.count * 2) - marks.count
            marks.append(contentsOf: repeatElement(0, count: missing))
            queued.append(contentsOf: repeatElement(0, count: missing))
        }
        let before = marks[row]
        if before == 0 { touched.append(index) }
        marks[row] = before | colour
        if marks[row] == Self.both, before != Self.both { open -= Int(queued[row]) }
        queue.push(index, date: table.dates[row])
        queued[row] += 1
        if marks[row] != Self.both { open += 1 }
    }
}
