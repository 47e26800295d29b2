// Finds the commit that last changed each path of a revision, in one walk: git log -1 REVISION -- PATH for all of them.

import GitObjects

/// The walk behind `rgit last-modified` and `files --last-commit`.
///
/// git log of one path goes from a commit to the first parent in which the path is the same, and stops at a commit that has no
/// such parent. The walk does that with sets of paths. All paths of a set are on their way from the same commit, and those
/// that are the same in a parent go on together. What a path is at a commit that it gets to is what it is in the revision, so
/// only the parent's tree is looked at. Commits are taken by date, the latest first, so that sets meet and become one.
/// Where the walk is long, workers read and compare commits ahead of it.
///
/// - Complexity: each commit back to the oldest that is found is read, its tree where that differs from its child's and the
///   changed-path filter does not rule a change out, and of the subdirectories those with paths that are still sought. One
///   bit a path for each commit that waits.
struct LastModified {
    /// What is known about one path.
    enum Found: Equatable {
        /// The commit that last changed it, and whether that is on the boundary of a shallow clone.
        case commit(ObjectID, isBoundary: Bool)
        /// A commit or tree on its way could not be read.
        case unknown
    }

    /// How it is found out which paths are the same in two commits.
    private enum Comparison {
        /// All paths are in the tree at which the walk begins.
        case target(TreeCursor)
        /// Some, or all, are not.
        case pairs(TreePair)
    }

    private let loader: CommitLoader
    private let boundaries: Set<ObjectID>
    private let firstParent: Bool
    private let layout: TreeRows
    private let filters: ChangedPathRows?
    private var comparison: Comparison
    private var table: CommitTable
    private let known: KnownChanges?
    private var waiting = WaitingRows()
    private(set) var ahead: RowReadAhead?
    private var found: [Found]
    /// What could not be read.
    private(set) var problems: [RgitError] = []

    /// Prepares for `entries`, which `layout` numbers; `firstParent` passes over the other parents of merges. `areGone` where
    /// the tip has none of them, so that it is their deletion that is sought. The workers of `sharding` read ahead, unless most
    /// of the changes are `known`.
    init(
        session: Session, loader: CommitLoader, layout: TreeRows, entries: [FileEntry],
        firstParent: Bool = false, areGone: Bool = false, known: KnownChanges? = nil, sharding: Sharding,
        aheadLimits: RowReadAhead.Limits = RowReadAhead.Limits()
    ) {
        self.loader = loader
        self.layout = layout
        self.firstParent = firstParent
        self.known = known
        table = known?.table ?? CommitTable()
        boundaries = session.shallowCommits
        filters = ChangedPathRows(graph: loader.graph, layout: layout, entries: entries)
        comparison =
            areGone
            ? .pairs(TreePair(reader: loader.reader, layout: layout))
            : .target(TreeCursor(reader: loader.reader, layout: layout))
        // Filters of changed paths spare most of what would be compared ahead.
        if filters == nil, known == nil {
            ahead = RowReadAhead(
                session: session, sharding: sharding, layout: layout, firstParent: firstParent,
                limits: aheadLimits)
        }
        found = [Found](repeating: .unknown, count: layout.count)
    }

    /// Finds the commits of those entries that are `wanted`, going back from `tip`; the others are unknown.
    ///
    /// `advance` is called with the number of paths found since.
    mutating func find(
        wanted: [Bool], from tip: ObjectID, advance: (Int) -> Void = { _ in }
    ) async throws -> [Found] {
        var rows = RowSet(count: layout.count)
        for (entry, row) in layout.rows.enumerated() where wanted[entry] { rows.insert(row) }
        let start = table.index(of: tip)
        guard loader.load(start, into: &table, problems: &problems) else { return found }
        go(rows, to: start)
        var visited = 0
        while let (commit, rows) = waiting.next() {
            visited += 1
            if visited % 1024 == 0 { try Task.checkCancellation() }
            if ahead?.isDue(at: commit) == true {
                try await ahead?.read(from: [(commit, rows)] + waiting.all, &table)
            }
            advance(pass(rows, from: commit))
            ahead?.forget(commit)
        }
        return layout.rows.map { found[$0] }
    }

    private mutating func go(_ rows: RowSet, to commit: CommitIndex) {
        waiting.add(rows, at: commit, date: table.dates[Int(commit)])
    }

    /// Sends rows on to the parents that have them as the commit does; returns the number that it changed.
    private mutating func pass(_ rows: RowSet, from commit: CommitIndex) -> Int {
        var rest = rows
        let parents = firstParent ? min(1, table.parentCount(commit)) : table.parentCount(commit)
        for position in 0..<parents {
            let parent = table.parent(commit, position)
            guard loader.load(parent, into: &table, problems: &problems) else { return 0 }
            var same = rest
            if table.trees[Int(parent)] != table.trees[Int(commit)] {
                do throws(RgitError) {
                    if position == 0, let filters, let asked = filters.mayChange(rest, at: commit, table) {
                        rest = asked
                    }
                    if !rest.isEmpty {
                        rest = try changes(of: rest, at: commit, from: parent, position)
                    }
                } catch {
                    problems.append(error)
                    return 0
                }
                same.subtract(rest)
            } else {
                rest = RowSet(count: layout.count)
            }
            go(same, to: parent)
            if rest.isEmpty { return 0 }
        }
        if parents == 0, case .pairs(let pair) = comparison {
            // A path that never was there is the same in nothing.
            do throws(RgitError) {
                rest = try pair.changes(of: rest, table.trees[Int(commit)], nil)
            } catch {
                problems.append(error)
                return 0
            }
        }
        let name = table.ids[Int(commit)]
        let result = Found.commit(name, isBoundary: boundaries.contains(name))
        let changed = rest.members
        for row in changed { found[row] = result }
        return changed.count
    }

    /// The rows of `asked` that are others in a commit than in its parent.
    private mutating func changes(
        of asked: RowSet, at commit: CommitIndex, from parent: CommitIndex, _ position: Int
    ) throws(RgitError) -> RowSet {
        if position == 0, let found = known?.changes(of: asked, at: commit) { return found }
        if let found = ahead?.changes(of: asked, at: commit, fromParent: position) { return found }
        ahead?.countComparison()
        let old = table.trees[Int(parent)]
        switch comparison {
        case .target(var cursor):
            // No second reference while it changes.
            comparison = .pairs(TreePair(reader: loader.reader, layout: layout))
            defer { comparison = .target(cursor) }
            return try cursor.changes(of: asked, in: old)
        case .pairs(let pair):
            return try pair.changes(of: asked, table.trees[Int(commit)], old)
        }
    }
}
