// Compares commits ahead of the walk for last-modified, one worker's part.

import GitObjects
import Synchronization

/// What one worker compares commits with on numbered paths.
///
/// The interest of a line is a set of rows. The lines of first parents are read for those that the walk had when the round began,
/// the lines of merged parents for those that a merge has from there.
struct RowWorker: ReadAheadWorker {
    typealias Verdict = RowChanges

    /// The rows that commits have not been found for yet, as far as is known ahead of the walk.
    final class Sought: Sendable {
        private struct State {
            var rows: RowSet
            /// The rows that no merge has from another than its first parent, among the commits compared so far on main lines.
            var onMainLines: RowSet
        }

        private let state: Mutex<State>

        /// Begins with these.
        init(_ rows: RowSet) {
            state = Mutex(State(rows: rows, onMainLines: rows))
        }

        /// Sets what is sought.
        func set(_ sought: RowSet) {
            state.withLock { $0 = State(rows: sought, onMainLines: sought) }
        }

        /// Takes out rows that commits were `found` for, and on main lines those that `left` them; returns what is left of others.
        fileprivate func rows(
            of interest: RowSet, isMain: Bool, without found: RowSet, _ left: RowSet
        ) -> RowSet {
            state.withLock { state in
                state.rows.subtract(found)
                state.onMainLines.subtract(found)
                state.onMainLines.subtract(left)
                return interest.intersection(isMain ? state.onMainLines : state.rows)
            }
        }
    }

    /// Reads commits.
    let loader: CommitLoader
    private let pair: TreePair
    private let sought: Sought
    /// The rows that a commit was found for since `sought` was last asked.
    private var found: RowSet
    /// The rows that since then left main lines at merges: almost always the merged line has their commits.
    private var left: RowSet
    /// Whether the stretch that is compared is one of a main line.
    private var isMain = false
    /// Whether rows were found, or left, since the rest of an interest was last asked for.
    private var hasLess = false

    init(session: Session, layout: TreeRows, sought: Sought) throws(RgitError) {
        loader = CommitLoader(session: session, reader: try session.makeReader(.comparedCommits))
        // All trees of a commit, not only those of a few paths: the larger share.
        pair = TreePair(reader: try session.makeReader(.trees), layout: layout)
        self.sought = sought
        found = RowSet(count: layout.count)
        left = found
    }

    mutating func begin(_ interest: RowSet, isMain: Bool) -> RowSet? {
        let rows = sought.rows(of: interest, isMain: isMain, without: found, left)
        found.removeAll()
        left.removeAll()
        self.isMain = isMain
        hasLess = false
        return rows.isEmpty ? nil : rows
    }

    mutating func rest(of interest: RowSet) -> RowSet? {
        guard hasLess else { return interest }
        hasLess = false
        var rest = interest
        rest.subtract(found)
        rest.subtract(left)
        return rest.isEmpty ? nil : rest
    }

    mutating func compare(_ commit: CommitLinks, withFirst tree: ObjectID, _ interest: RowSet) -> RowChanges?
    {
        guard let changed = try? pair.changes(of: interest, commit.tree, tree) else { return nil }
        // What a commit without further parents changed goes no further on any line; a row that comes here on another line is
        // compared by the walk.
        if changed.isEmpty { return RowChanges(asked: interest, changed: changed) }
        if commit.parents.count == 1 {
            found.formUnion(changed)
            hasLess = true
        } else if isMain {
            left.formUnion(changed)
            hasLess = true
        }
        return RowChanges(asked: interest, changed: changed)
    }

    func leadsToOtherParents(_ verdict: RowChanges) -> Bool { !verdict.first.changed.isEmpty }

    mutating func compare(
        _ commit: CommitLinks, withSecond tree: ObjectID, _ interest: RowSet, _ verdict: inout RowChanges
    ) -> RowSet? {
        var asked = RowSet(count: pair.layout.count)
        for row in verdict.first.changed { asked.insert(Int(row)) }
        guard let changed = try? pair.changes(of: asked, commit.tree, tree) else { return nil }
        verdict.addSecond(asked: asked, changed: changed)
        if commit.parents.count == 2 {
            found.formUnion(changed)
            hasLess = true
        }
        asked.subtract(changed)
        return asked.isEmpty ? nil : asked
    }
}

extension RowSet: ReadAheadInterest {
    func covers(_ other: RowSet) -> Bool { other.isSubset(of: self) }

    var weight: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}

/// The rows that a commit changed against its first two parents, as far as they were asked for.
struct RowChanges: Sendable {
    /// The comparison with one parent.
    struct Side: Sendable {
        /// The rows that were compared.
        let asked: RowSet
        /// Those that differ.
        let changed: [UInt32]

        fileprivate init(_ asked: RowSet, _ changed: RowSet) {
            self.asked = asked
            self.changed = changed.members.map { UInt32(truncatingIfNeeded: $0) }
        }

        /// The rows of `rows` that differ; `nil` where not all of them were compared.
        func changes(of rows: RowSet) -> RowSet? {
            guard rows.isSubset(of: asked) else { return nil }
            var found = rows
            found.removeAll()
            for row in changed where rows.contains(Int(row)) { found.insert(Int(row)) }
            return found
        }
    }

    /// The comparison with the first parent.
    let first: Side
    /// The comparison with the second parent.
    private(set) var second: Side?

    /// Takes note of the comparison with the first parent.
    init(asked: RowSet, changed: RowSet) {
        first = Side(asked, changed)
    }

    fileprivate mutating func addSecond(asked: RowSet, changed: RowSet) {
        second = Side(asked, changed)
    }

    /// The rows of `rows` that differ from the parent at a position; `nil` where that is not known.
    func changes(of rows: RowSet, fromParent position: Int) -> RowSet? {
        switch position {
        case 0: first.changes(of: rows)
        case 1: second?.changes(of: rows)
        default: nil
        }
    }
}
