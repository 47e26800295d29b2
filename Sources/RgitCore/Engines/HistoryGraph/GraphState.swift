// What a walk over the graph of commits knows: the commits seen, marks on each, and those that wait to be visited.

import GitObjects

/// The state of a `GraphWalk`: about 77 bytes for each commit seen, and never trimmed.
struct GraphState {
    /// What is known about a commit.
    struct Marks: OptionSet {
        let rawValue: UInt32
        /// It has been queued, or was a tip.
        static let seen = Marks(rawValue: 1)
        /// A negative tip reaches it.
        static let uninteresting = Marks(rawValue: 2)
        /// Its parents have been visited.
        static let added = Marks(rawValue: 4)
        /// The paths are the same as in the parents that count.
        static let treeSame = Marks(rawValue: 8)
        /// A negative tip.
        static let bottom = Marks(rawValue: 16)
        /// Read as far as git would have read it by now.
        static let parsed = Marks(rawValue: 32)
        static let queued = Marks(rawValue: 64)
        /// The left side of a symmetric difference reaches it.
        static let left = Marks(rawValue: 128)
        /// It is given out already, or never to be.
        static let shown = Marks(rawValue: 256)
        /// One of its children has been given out.
        static let childShown = Marks(rawValue: 512)
        static let boundary = Marks(rawValue: 1024)
        /// The other side has an equivalent patch.
        static let equivalent = Marks(rawValue: 2048)
        /// The paths differ from those in its first parent.
        static let differsFromFirst = Marks(rawValue: 4096)
        /// It is an ancestor of a commit that `--ancestry-path` names.
        static let ancestryPath = Marks(rawValue: 8192)
        /// For the length of one step.
        static let temporary = Marks(rawValue: 16384)
        /// It has been given out.
        static let given = Marks(rawValue: 32768)
        /// One of its children has been visited.
        static let childVisited = Marks(rawValue: 65536)
    }

    /// The commits seen. A commit's parents are replaced by those that the simplified history leaves it.
    var table = CommitTable()
    /// What could not be read on the way.
    var problems: [RgitError] = []
    private var reported = ReportedObjects()
    /// The number of commits that may or may not belong to the paths, since trees could not be read.
    var unknownCommits = 0
    /// Whether `uninteresting` spreads to first parents only.
    var spreadsToFirstParents = false
    /// The commits whose parents are not those recorded.
    private(set) var simplified: Set<CommitIndex> = []
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

    /// Reads a commit unless it has been read; `false` where it cannot be.
    mutating func load(_ index: CommitIndex, _ loader: CommitLoader) -> Bool {
        defer { ensureMarks() }
        return loader.load(index, into: &table, problems: &problems)
    }

    /// Reads a commit that only excluded history has led to; `false` where it cannot be. As in git it may be missing.
    mutating func loadExcluded(_ index: CommitIndex, _ loader: CommitLoader) -> Bool {
        defer { ensureMarks() }
        return loader.loadExcluded(index, into: &table, problems: &problems)
    }

    /// The parents of a commit that has been read.
    func parents(_ index: CommitIndex) -> [CommitIndex] {
        (0..<table.parentCount(index)).map { table.parent(index, $0) }
    }

    /// Puts other parents in the place of a commit's.
    mutating func setParents(_ index: CommitIndex, _ parents: [CommitIndex]) {
        simplified.insert(index)
        table.replaceParents(index, parents)
    }

    /// Adds a problem, once for each object.
    mutating func report(_ problem: RgitError) {
        reported.add(problem, to: &problems)
    }

    // MARK: Marks

    /// Whether a commit has one of some marks.
    func has(_ index: CommitIndex, _ mark: Marks) -> Bool {
        marks.count > Int(index) && !marks[Int(index)].isDisjoint(with: mark)
    }

    /// Adds marks to a commit.
    mutating func mark(_ index: CommitIndex, _ mark: Marks) {
        ensureMarks()
        if mark.contains(.uninteresting) { markUninteresting(index) }
        marks[Int(index)].formUnion(mark)
    }

    /// Takes marks other than `uninteresting` away from a commit.
    mutating func unmark(_ index: CommitIndex, _ mark: Marks) { marks[Int(index)].subtract(mark) }

    /// Whether a commit counts where git asks which parents of another matter: it is not excluded, or it is a negative tip.
    func isRelevant(_ index: CommitIndex) -> Bool {
        !has(index, .uninteresting) || has(index, .bottom)
    }

    private mutating func markUninteresting(_ index: CommitIndex) {
        let known = marks[Int(index)]
        if known.contains(.queued), !known.contains(.uninteresting) { interestingQueued -= 1 }
        marks[Int(index)].insert(.uninteresting)
    }

    /// Marks what a commit reaches through commits that have been read; the rest is reached when it is read.
    mutating func spreadUninteresting(_ index: CommitIndex) {
        guard has(index, .parsed), table.isLoaded(index) else { return }
        var pending = exclusions(index)
        while let next = pending.popLast() {
            ensureMarks()
            if has(next, .uninteresting) { continue }
            markUninteresting(next)
            guard has(next, .parsed), table.isLoaded(next) else { continue }
            pending += exclusions(next)
        }
    }

    /// The parents that are excluded together with a commit.
    func exclusions(_ index: CommitIndex) -> [CommitIndex] {
        let parents = parents(index)
        return spreadsToFirstParents ? Array(parents.prefix(1)) : parents
    }

    private mutating func ensureMarks() {
        guard marks.count < table.count else { return }
        let missing = max(table.count, marks.count * 2) - marks.count
        marks.append(contentsOf: repeatElement([], count: missing))
    }

    // MARK: Queue

    /// The date of the commit that is visited next.
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
