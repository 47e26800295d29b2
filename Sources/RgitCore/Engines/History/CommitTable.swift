// The commits a walk has seen, in columns: names, trees, dates and links by number, filled as they are needed.

import GitObjects

/// A commit's row in a `CommitTable`.
typealias CommitIndex = Int32

/// A growing table of commits; a row exists from the moment a commit is named, its links once it has been read.
struct CommitTable: Sendable {
    /// How far a row has been filled.
    enum State: UInt8 {
        /// Named, not read.
        case named
        /// Read.
        case loaded
        /// Could not be read.
        case unreadable
    }

    private(set) var ids: ContiguousArray<ObjectID> = []
    private(set) var trees: ContiguousArray<ObjectID> = []
    /// Committer dates as git orders by them.
    private(set) var dates: ContiguousArray<UInt64> = []
    private var states: ContiguousArray<State> = []
    /// The first parent's row, -1 for none.
    private var firstParents: ContiguousArray<CommitIndex> = []
    /// The second parent's row, -1 for none, or -2 minus the place in `manyParents` where there are more than two.
    private var secondParents: ContiguousArray<CommitIndex> = []
    /// The parents from the second on, of commits with more than two.
    private var manyParents: ContiguousArray<[CommitIndex]> = []
    private var slots: ContiguousArray<CommitIndex>
    private var mask: Int
    private let hash = ObjectIDHash()

    /// The rows of a commit-graph's positions, -1 for none yet; empty where no graph is used.
    private var graphRows: ContiguousArray<CommitIndex> = []
    /// The rows' positions in the commit-graph, where they are known; shorter than the table where no graph is used.
    private var graphPositions: ContiguousArray<UInt32> = []
    /// The graph whose commits all have rows although not all of them are in `slots`; `nil` where all rows are.
    private var adopted: CommitGraph?
    /// How often a row was looked for in `adopted`.
    private var graphLookups = 0
    /// The number of lookups from which on it is cheaper to hash all names once.
    private static let maximumGraphLookups = 4096
    private static let unknownPosition = UInt32.max
    /// How many rows' commits were read from objects, one by one.
    private(set) var objectReads = 0

    /// The number of rows.
    var count: Int { ids.count }

    init() {
        slots = ContiguousArray(repeating: -1, count: 1024)
        mask = 1023
    }

    /// The row of a commit, made when it has none.
    mutating func index(of id: ObjectID) -> CommitIndex {
        var slot = Int(truncatingIfNeeded: hash(id)) & mask
        while true {
            let index = slots[slot]
            if index < 0 { break }
            if ids[Int(index)] == id { return index }
            slot = (slot + 1) & mask
        }
        if let adopted {
            if let position = adopted.position(of: id) {
                graphLookups += 1
                if graphLookups > CommitTable.maximumGraphLookups { hashAll() }
                return graphRows[Int(position)]
            }
            hashAll()
            return index(of: id)
        }
        let index = CommitIndex(ids.count)
        slots[slot] = index
        ids.append(id)
        trees.append(.zero)
        dates.append(0)
        states.append(.named)
        firstParents.append(-1)
        secondParents.append(-1)
        if ids.count * 2 > slots.count { hashAll() }
        return index
    }

    /// The row of a commit; `nil` when it has none.
    func knownRow(of id: ObjectID) -> CommitIndex? {
        var slot = Int(truncatingIfNeeded: hash(id)) & mask
        while slots[slot] >= 0 {
            if ids[Int(slots[slot])] == id { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return adopted?.position(of: id).map { graphRows[Int($0)] }
    }

    /// The rows of many commits, -1 for those that have none yet or are not found at once.
    ///
    /// The loads of one name do not depend on those of another, so the processor waits for many of them at once; looked up
    /// one by one, each name of a large table waits for memory twice.
    func knownRows(of names: [ObjectID]) -> [CommitIndex] {
        var rows = names.map { slots[Int(truncatingIfNeeded: hash($0)) & mask] }
        for position in rows.indices where rows[position] >= 0 {
            if ids[Int(rows[position])] != names[position] { rows[position] = -1 }
        }
        return rows
    }

    /// Makes room for `count` commits, and more than asked, so that asking often costs little.
    mutating func reserve(_ count: Int) {
        guard count > ids.capacity else { return }
        let capacity = max(count, ids.capacity * 2)
        ids.reserveCapacity(capacity)
        trees.reserveCapacity(capacity)
        dates.reserveCapacity(capacity)
        states.reserveCapacity(capacity)
        firstParents.reserveCapacity(capacity)
        secondParents.reserveCapacity(capacity)
    }

    /// Puts all rows into `slots`, which grows as it needs to.
    private mutating func hashAll() {
        adopted = nil
        var size = slots.count
        while ids.count * 2 >= size { size *= 2 }
        mask = size - 1
        slots = ContiguousArray(repeating: -1, count: size)
        for index in ids.indices {
            var slot = Int(truncatingIfNeeded: hash(ids[index])) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = CommitIndex(index)
        }
    }

    /// Whether the row's links are known.
    func isLoaded(_ index: CommitIndex) -> Bool { states[Int(index)] == .loaded }

    /// The names of the rows whose links are known.
    var loadedIDs: [ObjectID] { ids.indices.lazy.filter { states[$0] == .loaded }.map { ids[$0] } }

    /// Whether the commit has been asked for and could not be read.
    func isUnreadable(_ index: CommitIndex) -> Bool { states[Int(index)] == .unreadable }

    mutating func markUnreadable(_ index: CommitIndex) { states[Int(index)] = .unreadable }

    /// Fills a row that is not loaded yet with what was read from the commit's object.
    mutating func store(_ index: CommitIndex, _ links: CommitLinks) {
        objectReads += 1
        var parents: [CommitIndex] = []
        for parent in links.parents { parents.append(self.index(of: parent)) }
        store(index, tree: links.tree, date: links.committerDate, parents: parents)
    }

    /// Fills a row that is not loaded yet.
    mutating func store(_ index: CommitIndex, tree: ObjectID, date: UInt64, parents: [CommitIndex]) {
        let row = Int(index)
        trees[row] = tree
        dates[row] = date
        states[row] = .loaded
        firstParents[row] = parents.first ?? -1
        switch parents.count {
        case 0, 1: secondParents[row] = -1
        case 2: secondParents[row] = parents[1]
        default:
            secondParents[row] = -2 - CommitIndex(manyParents.count)
            manyParents.append(Array(parents[1...]))
        }
    }

    /// Puts other parents in the place of those of a loaded commit.
    mutating func replaceParents(_ index: CommitIndex, _ parents: [CommitIndex]) {
        let row = Int(index)
        store(index, tree: trees[row], date: dates[row], parents: parents)
    }

    /// Fills a row that is not loaded yet from the commit-graph; false where the graph does not have it.
    mutating func store(_ index: CommitIndex, from graph: CommitGraph) throws(GitObjectError) -> Bool {
        let row = Int(index)
        if graphPositions.count < ids.count {
            graphPositions.append(
                contentsOf: repeatElement(
                    CommitTable.unknownPosition, count: ids.count - graphPositions.count))
        }
        var position = graphPositions[row]
        if position == CommitTable.unknownPosition {
            guard let found = graph.position(of: ids[row]) else { return false }
            position = found
            graphPositions[row] = found
            if graphRows.isEmpty { graphRows = ContiguousArray(repeating: -1, count: graph.count) }
            graphRows[Int(found)] = index
        }
        let commit = try graph.commit(at: position)
        if commit.isOctopus {
            var parents: [UInt32] = []
            try graph.appendParents(at: position, to: &parents)
            var rows: [CommitIndex] = []
            for parent in parents.dropFirst() { rows.append(try self.row(ofGraph: parent, graph)) }
            if let first = parents.first { firstParents[row] = try self.row(ofGraph: first, graph) }
            secondParents[row] = -2 - CommitIndex(manyParents.count)
            manyParents.append(rows)
        } else {
            if let first = commit.firstParent { firstParents[row] = try self.row(ofGraph: first, graph) }
            if let second = commit.secondParent { secondParents[row] = try self.row(ofGraph: second, graph) }
        }
        trees[row] = commit.tree
        dates[row] = UInt64(bitPattern: commit.time)
        states[row] = .loaded
        return true
    }

    /// Gives every commit of the commit-graph a row, and fills it. Nothing happens where the graph is damaged.
    mutating func storeAll(of graph: CommitGraph) throws(GitObjectError) {
        let topology = try graph.topology()
        placeRows(of: graph)
        let names = graph.names()
        let trees = graph.trees()
        let missing = graphRows.count { $0 < 0 }
        reserve(count + missing)
        for position in graphRows.indices where graphRows[position] < 0 {
            graphRows[position] = CommitIndex(ids.count)
            ids.append(names[position])
        }
        self.trees.append(contentsOf: repeatElement(.zero, count: missing))
        dates.append(contentsOf: repeatElement(0, count: missing))
        states.append(contentsOf: repeatElement(.named, count: missing))
        firstParents.append(contentsOf: repeatElement(-1, count: missing))
        secondParents.append(contentsOf: repeatElement(-1, count: missing))
        graphPositions.append(
            contentsOf: repeatElement(CommitTable.unknownPosition, count: ids.count - graphPositions.count))
        for position in graphRows.indices {
            let row = Int(graphRows[position])
            graphPositions[row] = UInt32(truncatingIfNeeded: position)
            guard states[row] != .loaded else { continue }
            let (first, second) = (topology.firstParents[position], topology.secondParents[position])
            firstParents[row] = first < 0 ? -1 : graphRows[Int(first)]
            if second >= -1 {
                secondParents[row] = second < 0 ? -1 : graphRows[Int(second)]
            } else {
                secondParents[row] = -2 - CommitIndex(manyParents.count)
                manyParents.append(topology.manyParents[Int(-2 - second)].map { graphRows[Int($0)] })
            }
            self.trees[row] = trees[position]
            dates[row] = topology.dates[position]
            states[row] = .loaded
        }
        adopted = graph
    }

    /// The position in the commit-graph of a row that was filled from it; `nil` for any other.
    func graphPosition(_ index: CommitIndex) -> UInt32? {
        guard Int(index) < graphPositions.count else { return nil }
        let position = graphPositions[Int(index)]
        return position == CommitTable.unknownPosition ? nil : position
    }

    /// Finds the positions in the graph of all rows that there are.
    private mutating func placeRows(of graph: CommitGraph) {
        if graphRows.isEmpty { graphRows = ContiguousArray(repeating: -1, count: graph.count) }
        for row in ids.indices {
            if row < graphPositions.count, graphPositions[row] != CommitTable.unknownPosition { continue }
            guard let position = graph.position(of: ids[row]) else { continue }
            graphRows[Int(position)] = CommitIndex(row)
        }
    }

    /// The row of the commit at a position of the graph, made when it has none.
    private mutating func row(ofGraph position: UInt32, _ graph: CommitGraph) throws(GitObjectError)
        -> CommitIndex
    {
        if graphRows.isEmpty { graphRows = ContiguousArray(repeating: -1, count: graph.count) }
        guard Int(position) < graphRows.count, let id = graph.id(at: position) else {
            throw GitObjectError(.damaged, "commit-graph parent out of bounds")
        }
        let known = graphRows[Int(position)]
        if known >= 0 { return known }
        let row = index(of: id)
        graphRows[Int(position)] = row
        if graphPositions.count < ids.count {
            graphPositions.append(
                contentsOf: repeatElement(
                    CommitTable.unknownPosition, count: ids.count - graphPositions.count))
        }
        graphPositions[Int(row)] = position
        return row
    }

    /// A commit's position in the commit-graph, `nil` where it is not in it.
    func position(of index: CommitIndex, in graph: CommitGraph) -> UInt32? {
        let row = Int(index)
        if row < graphPositions.count, graphPositions[row] != CommitTable.unknownPosition {
            return graphPositions[row]
        }
        return graph.position(of: ids[row])
    }

    /// The number of parents of a loaded commit.
    func parentCount(_ index: CommitIndex) -> Int {
        let row = Int(index)
        if firstParents[row] < 0 { return 0 }
        let second = secondParents[row]
        if second == -1 { return 1 }
        return second >= 0 ? 2 : 1 + manyParents[Int(-2 - second)].count
    }

    /// The parent at `position` of a loaded commit, which must have that many.
    func parent(_ index: CommitIndex, _ position: Int) -> CommitIndex {
        let row = Int(index)
        if position == 0 { return firstParents[row] }
        let second = secondParents[row]
        return second >= 0 ? second : manyParents[Int(-2 - second)][position - 1]
    }
}
