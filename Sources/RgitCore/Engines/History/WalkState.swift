// The state that all parts of a walk share: the commits seen, what is known about each, and those to be visited.

import GitObjects

/// The state of a walk.
///
/// It grows by one row for each commit seen and is never trimmed: about 70 bytes a commit.
struct WalkState {
    /// What is known about a commit.
    struct Marks: OptionSet {
        let rawValue: UInt8
        static let seen = Marks(rawValue: 1)
        static let uninteresting = Marks(rawValue: 2)
        /// Its parents have been visited.
        static let added = Marks(rawValue: 4)
        /// The paths are the same as in its parents.
        static let treeSame = Marks(rawValue: 8)
        /// A negative tip of the request: git still counts it when it asks which parents matter.
        static let bottom = Marks(rawValue: 16)
        /// Read as far as git would have read it by now, which decides how far `uninteresting` spreads at once.
        static let parsed = Marks(rawValue: 32)
        static let queued = Marks(rawValue: 64)
    }

    /// The commits seen.
    var table = CommitTable()
    /// What could not be read on the way.
    var problems: [RgitError] = []
    /// The objects named in `problems` by ``report(_:)``.
    private var reported = ReportedObjects()
    /// How many commits may or may not belong to the paths, since trees could not be read.
    var unknownCommits = 0
    private var marks: ContiguousArray<Marks> = []
    private var queue = CommitQueue()
    /// The number of queued commits that are not uninteresting.
    private(set) var interestingQueued = 0

    // MARK: Commits

    /// The row of a commit, made where it has none.
    mutating func row(of id: ObjectID) -> CommitIndex {
        let index = table.index(of: id)
        ensureMarks()
        return index
    }

    /// Reads a commit unless it has been read; false where it cannot be.
    mutating func load(_ index: CommitIndex, _ loader: CommitLoader) -> Bool {
        loader.load(index, into: &table, problems: &problems)
    }

    /// Reads a commit that only excluded history has led to; false where it cannot be. As in git it may be missing.
    mutating func loadExcluded(_ index: CommitIndex, _ loader: CommitLoader) -> Bool {
        loader.loadExcluded(index, into: &table, problems: &problems)
    }

    /// Adds a problem, once for each object.
    mutating func report(_ problem: RgitError) {
        reported.add(problem, to: &problems)
    }

    // MARK: Marks

    /// Whether a commit has a mark.
    func has(_ index: CommitIndex, _ mark: Marks) -> Bool {
        marks.count > Int(index) && marks[Int(index)].contains(mark)
    }

    /// Adds marks to a commit.
    mutating func mark(_ index: CommitIndex, _ mark: Marks) {
        ensureMarks()
        if mark.contains(.uninteresting) { markUninteresting(index) }
        marks[Int(index)].formUnion(mark)
    }

    /// Marks a commit that the walk has come to from a child; `false` where it had come to it before.
    mutating func markReached(_ index: CommitIndex) -> Bool {
        ensureMarks()
        let before = marks[Int(index)]
        marks[Int(index)] = before.union([.parsed, .seen])
        return !before.contains(.seen)
    }

    /// Marks a commit as reachable from a negative tip.
    mutating func markUninteresting(_ index: CommitIndex) {
        ensureMarks()
        if marks[Int(index)].contains(.queued), !marks[Int(index)].contains(.uninteresting) {
            interestingQueued -= 1
        }
        marks[Int(index)].insert(.uninteresting)
    }

    /// Marks what a commit reaches through commits that have been read; the rest is reached when it is read.
    mutating func spreadUninteresting(_ index: CommitIndex) {
        var pending: [CommitIndex] = []
        ensureMarks()
        if has(index, .parsed), table.isLoaded(index) {
            for position in 0..<table.parentCount(index) { pending.append(table.parent(index, position)) }
        }
        while let next = pending.popLast() {
            if has(next, .uninteresting) { continue }
            markUninteresting(next)
            guard has(next, .parsed), table.isLoaded(next) else { continue }
            for position in 0..<table.parentCount(next) { pending.append(table.parent(next, position)) }
        }
    }

    @inline(__always)
    private mutating func ensureMarks() {
        if marks.count < table.count {
            // Twice as many as before: rows come one by one.
            let missing = max(table.count, marks.count * 2) - marks.count
            marks.append(contentsOf: repeatElement([], count: missing))
        }
    }

    // MARK: Queue

    /// The commit that is visited next.
    var first: CommitIndex? { mutating get { queue.first } }

    /// Its date.
    var firstDate: UInt64? { mutating get { queue.firstDate } }

    /// Queues a commit that has been read.
    mutating func push(_ index: CommitIndex) {
        queue.push(index, date: table.dates[Int(index)])
        if !has(index, .uninteresting) { interestingQueued += 1 }
        marks[Int(index)].insert(.queued)
    }

    /// Takes the next commit to visit.
    mutating func pop() -> CommitIndex? {
        guard let index = queue.pop() else { return nil }
        marks[Int(index)].remove(.queued)
        if !has(index, .uninteresting) { interestingQueued -= 1 }
        return index
    }
}
