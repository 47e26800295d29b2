// Finds the first and the last commit in git log's order of each path of a revision, in one walk of all of its history.

import GitObjects

/// The walk behind `--created`: the last line of git log REVISION -- PATH, and its first, for all paths at once.
///
/// As git log does for one path, the walk goes on from a commit to the first parent in which the path is the same, and
/// where there is none to all parents, the commit being one of those shown. It does that with sets of paths; a path is in the
/// sets of several commits at a time once a merge has changed it against all parents. Commits are taken by date, the
/// latest first, which is the order in which each path's own walk takes them, with two exceptions: commits of equal dates, and
/// commits that a path comes to again because a clock was wrong. Where they might decide which commit is shown last, the
/// path is walked alone.
///
/// - Complexity: every commit is read, and its tree compared with those of its parents on the paths in question. One bit a
///   path for each commit that waits.
struct PathLifetimes {
    /// The first and the last commit that git log shows.
    struct Found {
        var latest: LastModified.Found = .unknown
        var earliest: LastModified.Found = .unknown
    }

    private let loader: CommitLoader
    private let boundaries: Set<ObjectID>
    private let firstParent: Bool
    private let layout: TreeRows
    private let pair: TreePair
    private let filters: ChangedPathRows?
    private var table = CommitTable()
    private var waiting = WaitingRows()
    private var visited: Set<CommitIndex> = []
    private var found: [Found]
    /// The rows whose way could not be read to its end.
    private var broken: RowSet
    /// The rows that went to several parents of a merge.
    private var forked: RowSet
    /// The rows that matter among the commits taken since the date of those taken last fell.
    private var stretch: Stretch
    /// The rows whose last commit is one of several that the walk may have taken in another order than their own walk does.
    private var uncertain: RowSet
    /// What could not be read.
    private(set) var problems: [RgitError] = []

    private struct Stretch {
        var date = UInt64.max
        /// The rows with commits of equal dates.
        var ties: RowSet
        /// The rows a commit was found for.
        var shown: RowSet
        /// The rows that came to a commit again.
        var repeats: RowSet
    }

    /// Prepares for `entries`, which `layout` numbers; `firstParent` passes over the other parents of merges.
    init(
        session: Session, loader: CommitLoader, layout: TreeRows, entries: [FileEntry], firstParent: Bool
    ) {
        self.loader = loader
        self.firstParent = firstParent
        self.layout = layout
        boundaries = session.shallowCommits
        pair = TreePair(reader: loader.reader, layout: layout)
        filters = ChangedPathRows(graph: loader.graph, layout: layout, entries: entries)
        found = Array(repeating: Found(), count: layout.count)
        let none = RowSet(count: layout.count)
        (broken, forked, uncertain) = (none, none, none)
        stretch = Stretch(ties: none, shown: none, repeats: none)
    }

    /// Finds the commits of those entries that are `wanted`, going back from `tip`; the others are unknown.
    ///
    /// `advance` is called with the number of commits visited since.
    mutating func find(
        wanted: [Bool], from tip: ObjectID, advance: (Int) -> Void = { _ in }
    ) throws -> [Found] {
        var rows = RowSet(count: layout.count)
        for (entry, row) in layout.rows.enumerated() where wanted[entry] { rows.insert(row) }
        let start = table.index(of: tip)
        guard loader.load(start, into: &table, problems: &problems) else { return found }
        go(rows, to: start)
        var count = 0
        while let (commit, rows) = waiting.next() {
            count += 1
            if count % 1024 == 0 {
                try Task.checkCancellation()
                advance(1024)
            }
            begin(rows, at: commit)
            show(pass(rows, from: commit), at: commit)
        }
        endStretch()
        for row in uncertain.members { try walkAlone(row, from: start) }
        for row in broken.members { found[row].earliest = .unknown }
        return layout.rows.map { found[$0] }
    }

    private mutating func go(_ rows: RowSet, to commit: CommitIndex) {
        waiting.add(rows, at: commit, date: table.dates[Int(commit)])
    }

    /// Notes where the order of commits is not that of each path's own walk.
    private mutating func begin(_ rows: RowSet, at commit: CommitIndex) {
        let date = table.dates[Int(commit)]
        if date < stretch.date {
            endStretch()
            stretch.date = date
        }
        if !visited.insert(commit).inserted { stretch.repeats.formUnion(rows.intersection(forked)) }
        for others in waiting.sets(at: date) { stretch.ties.formUnion(rows.intersection(others)) }
    }

    /// Whatever is taken from here on comes after what has been taken, in each path's own walk as well.
    private mutating func endStretch() {
        uncertain.subtract(stretch.shown)
        stretch.ties.formUnion(stretch.repeats)
        stretch.ties.formIntersection(stretch.shown)
        uncertain.formUnion(stretch.ties)
        stretch.ties.removeAll()
        stretch.shown.removeAll()
        stretch.repeats.removeAll()
    }

    private mutating func show(_ rows: RowSet, at commit: CommitIndex) {
        guard !rows.isEmpty else { return }
        let name = table.ids[Int(commit)]
        let result = LastModified.Found.commit(name, isBoundary: boundaries.contains(name))
        stretch.shown.formUnion(rows)
        for row in rows.members {
            if found[row].latest == .unknown { found[row].latest = result }
            found[row].earliest = result
        }
    }

    /// Sends rows on to the parents as git log of each does; returns those that the commit is shown for.
    private mutating func pass(_ rows: RowSet, from commit: CommitIndex) -> RowSet {
        let none = RowSet(count: layout.count)
        let parents = firstParent ? min(1, table.parentCount(commit)) : table.parentCount(commit)
        for position in 0..<parents
        where !loader.load(table.parent(commit, position), into: &table, problems: &problems) {
            broken.formUnion(rows)
            return none
        }
        let tree = table.trees[Int(commit)]
        var rest = rows
        do throws(RgitError) {
            if parents == 0 { return try changes(of: rows, commit, tree, nil) }
            for position in 0..<parents {
                let parent = table.parent(commit, position)
                let changed =
                    position == 0
                    ? try changes(of: rest, commit, tree, table.trees[Int(parent)])
                    : try pair.changes(of: rest, tree, table.trees[Int(parent)])
                rest.subtract(changed)
                go(rest, to: parent)
                rest = changed
                if rest.isEmpty { return none }
            }
        } catch {
            problems.append(error)
            broken.formUnion(rest)
            return none
        }
        if parents > 1 { forked.formUnion(rest) }
        for position in 0..<parents { go(rest, to: table.parent(commit, position)) }
        return rest
    }

    /// The rows that a commit changed against its first parent's tree, or against none.
    private func changes(
        of rows: RowSet, _ commit: CommitIndex, _ tree: ObjectID, _ parent: ObjectID?
    ) throws(RgitError) -> RowSet {
        let asked = filters?.mayChange(rows, at: commit, table) ?? rows
        return asked.isEmpty ? asked : try pair.changes(of: asked, tree, parent)
    }

    /// Walks one path as git log does, and takes note of the last commit shown.
    private mutating func walkAlone(_ row: Int, from start: CommitIndex) throws {
        var only = RowSet(count: layout.count)
        only.insert(row)
        var queue = CommitQueue()
        var seen: Set<CommitIndex> = [start]
        queue.push(start, date: table.dates[Int(start)])
        var count = 0
        while let commit = queue.pop() {
            count += 1
            if count % 1024 == 0 { try Task.checkCancellation() }
            let parents = firstParent ? min(1, table.parentCount(commit)) : table.parentCount(commit)
            var next: [CommitIndex] = (0..<parents).map { table.parent(commit, $0) }
            guard next.allSatisfy({ loader.load($0, into: &table, problems: &problems) }) else {
                broken.insert(row)
                return
            }
            do throws(RgitError) {
                let tree = table.trees[Int(commit)]
                var isShown = true
                if next.isEmpty { isShown = !(try changes(of: only, commit, tree, nil).isEmpty) }
                for (position, parent) in next.enumerated() {
                    let parentTree = table.trees[Int(parent)]
                    let changed =
                        position == 0
                        ? try changes(of: only, commit, tree, parentTree)
                        : try pair.changes(of: only, tree, parentTree)
                    guard changed.isEmpty else { continue }
                    isShown = false
                    next = [parent]
                    break
                }
                if isShown {
                    let name = table.ids[Int(commit)]
                    found[row].earliest = .commit(name, isBoundary: boundaries.contains(name))
                }
            } catch {
                problems.append(error)
                broken.insert(row)
                return
            }
            for parent in next where seen.insert(parent).inserted {
                queue.push(parent, date: table.dates[Int(parent)])
            }
        }
    }
}
