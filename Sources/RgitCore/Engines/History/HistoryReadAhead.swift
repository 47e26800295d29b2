// Reads and compares commits ahead of a walk that follows paths, on all workers, where most of history is not needed.

import GitObjects
import Synchronization

/// What a line of history is read for.
protocol ReadAheadInterest: Sendable {
    /// Whether what is compared for this is enough for the other.
    func covers(_ other: Self) -> Bool
    /// What covers both.
    func union(_ other: Self) -> Self
    /// How much it is.
    var weight: Int { get }
}

/// What one worker of a read-ahead compares commits with.
protocol ReadAheadWorker: SendableMetatype {
    associatedtype Interest: ReadAheadInterest
    /// What is found out about a commit.
    associatedtype Verdict: Sendable

    /// Reads commits.
    var loader: CommitLoader { get }

    /// What is still of interest on a line, before a stretch of it is read or compared; `nil` for nothing. `isMain` says whether
    /// it is one of those that are read for most.
    mutating func begin(_ interest: Interest, isMain: Bool) -> Interest?

    /// What is left of an interest on a line after the commits that were compared; `nil` for nothing.
    mutating func rest(of interest: Interest) -> Interest?

    /// Compares a commit with its first parent, whose tree is given; `nil` where one cannot be read.
    mutating func compare(_ commit: CommitLinks, withFirst tree: ObjectID, _ interest: Interest) -> Verdict?

    /// Whether the walk goes to the other parents of a merge with this verdict.
    func leadsToOtherParents(_ verdict: Verdict) -> Bool

    /// Compares a merge with its second parent, and adds that to the verdict; returns what the lines of the second and of further
    /// parents are read for, `nil` where the walk does not go there.
    mutating func compare(
        _ commit: CommitLinks, withSecond tree: ObjectID, _ interest: Interest, _ verdict: inout Verdict
    ) -> Interest?
}

/// Follows history ahead of a walk as the walk is going to: down the lines of first parents, and to the other parents of
/// merges that differ from their first.
///
/// Workers share one board of work in two kinds: reading a stretch of a line of first parents, and comparing the trees of a
/// stretch. Main lines are read first of all; the line that a merge leads to is read and compared before the next stretch of a
/// main line is compared, and goes on only while the walk still has paths to read it for. Each commit is read by one worker,
/// unless a line that is read for more paths comes to it. The timing of the workers may decide what is compared; what is found
/// is true of the commits in any case, so
/// that a walk that has learned it goes the way it would have gone.
///
/// Lines that are read for much less than the others come behind them: where they join one of those, it has been read for
/// them, too, and they end. None goes further back than those in one round.
///
/// A round ends after about the number of commits asked for; the next goes on where it ended. `claims` grows by one entry
/// for each commit read, findings are handed over after each round.
final class HistoryReadAhead<Worker: ReadAheadWorker>: Sendable {
    typealias Interest = Worker.Interest

    /// What a round has found out.
    struct Findings: Sendable {
        var commits: [ReadCommit] = []
        var verdicts: [(id: ObjectID, verdict: Worker.Verdict)] = []
    }

    /// Where a line goes on.
    private struct Line: Sendable {
        let commit: ObjectID
        /// The links of the commit, where they are known already.
        var links: CommitLinks?
        let interest: Interest
        /// Whether it is read for about as much as any.
        let isMain: Bool
    }

    /// A stretch of a line of first parents, and the tree below it; `nil` where there is none that can be read.
    private struct Stretch: Sendable {
        let interest: Interest
        let isMain: Bool
        var commits: [ReadCommit] = []
        var treeBelow: ObjectID?
        /// The commit after a stretch of another than a main line, and its links: the line goes on when it is known what is left
        /// to read it for.
        var next: (commit: ObjectID, links: CommitLinks?)?
    }

    private enum Item: Sendable {
        case read(Line)
        case compare(Stretch)
    }

    /// A commit that is being read or has been.
    private struct Claim: Sendable {
        /// Its tree, zero where that is not known yet.
        var tree: ObjectID
        /// What it is compared for.
        var interest: Interest
        /// Whether it is on a main line.
        var isMain: Bool
    }

    private struct State: Sendable {
        var claims: [ObjectID: Claim] = [:]
        /// The number of commits still to be read in this round, of main lines and of the others.
        var remaining = (main: 0, side: 0)
        /// The committer date at which a main line ended because enough had been read.
        var horizon: UInt64 = 0
        /// Where reading ended because enough had been read.
        var frontier: [Line] = []
        var findings = Findings()
    }

    private enum Permission {
        case granted
        case taken(tree: ObjectID)
        case tooMany
    }

    /// The number of commits that are read, and then compared, at a time: many on main lines, where all are needed, few on
    /// others, where most of what is sought is near.
    private static func stretchLength(isMain: Bool) -> Int { isMain ? 256 : 16 }

    private let sharding: Sharding
    private let workers: WorkerPool<Worker>
    private let firstParent: Bool
    private let state = Mutex(State())

    /// Reads with workers from a pool; `firstParent` passes over the other parents of merges.
    init(sharding: Sharding, workers: WorkerPool<Worker>, firstParent: Bool) {
        self.sharding = sharding
        self.workers = workers
        self.firstParent = firstParent
    }

    /// Reads about `limit` commits more, from `starts` on and from where it ended before, and compares them with their
    /// parents. What cannot be read is passed over: the walk reads it again, and reports it.
    ///
    /// - Complexity: O(`limit`) commits read, and at most two trees compared for each, shared among the workers.
    func read(from starts: [(id: ObjectID, interest: Interest)], limit: Int) async throws -> Findings {
        let board = WorkBoard<Item>()
        let most = starts.map(\.interest.weight).max() ?? 0
        let lines = starts.map { start in
            Line(commit: start.id, interest: start.interest, isMain: start.interest.weight * 2 >= most)
        }
        let frontier = state.withLock { state in
            state.remaining = (limit, limit)
            state.horizon = 0
            defer { state.frontier = [] }
            return state.frontier
        }
        // No worker has the trees of these lines in its cache, so that only the main lines go before other work.
        for line in frontier + lines { board.add(.read(line), line.isMain ? .urgent : .ordinary) }
        try await sharding.work(on: board, pool: workers) { [self] worker, item in
            switch item {
            case .read(let line): read(line, &worker, board)
            case .compare(let stretch): compare(stretch, &worker, board)
            }
        }
        return state.withLock { state in
            defer { state.findings = Findings() }
            return state.findings
        }
    }

    /// Has a line read: a main one before all else, since the others end at it, and another while the caches have the trees of
    /// the merge that led to it.
    private func add(_ line: Line, to board: WorkBoard<Item>) {
        board.add(.read(line), line.isMain ? .urgent : .soon)
    }

    /// Asks to read a commit of a line, whose child on it has a committer date; `nil` for the first.
    private func claim(
        _ id: ObjectID, for interest: Interest, isMain: Bool, below date: UInt64?
    ) -> Permission {
        state.withLock { state in
            let known = state.claims[id]
            // Main lines are read for all that mostly comes to them.
            if let known, known.isMain || known.interest.covers(interest) { return .taken(tree: known.tree) }
            let isNear = date.map { $0 >= state.horizon } ?? true
            guard isMain ? state.remaining.main > 0 : state.remaining.side > 0 && isNear else {
                if isMain, let date { state.horizon = max(state.horizon, date) }
                state.frontier.append(Line(commit: id, interest: interest, isMain: isMain))
                return .tooMany
            }
            if isMain { state.remaining.main -= 1 } else { state.remaining.side -= 1 }
            state.claims[id] = Claim(
                tree: known?.tree ?? .zero, interest: known?.interest.union(interest) ?? interest,
                isMain: isMain)
            return .granted
        }
    }

    private func read(_ line: Line, _ worker: inout Worker, _ board: WorkBoard<Item>) {
        guard let interest = worker.begin(line.interest, isMain: line.isMain) else { return }
        let loader = worker.loader
        var stretch = Stretch(interest: interest, isMain: line.isMain)
        var next: ObjectID? = line.commit
        var links = line.links
        var date: UInt64?
        reading: while let id = next {
            switch claim(id, for: interest, isMain: line.isMain, below: date) {
            case .granted: break
            case .taken(let tree) where !tree.isZero:
                stretch.treeBelow = tree
                break reading
            case .taken, .tooMany:
                if !stretch.commits.isEmpty { stretch.treeBelow = (try? loader.links(id))?.tree }
                break reading
            }
            guard let found = links ?? (try? loader.links(id)) else { break }
            state.withLock { $0.claims[id]?.tree = found.tree }
            links = nil
            stretch.commits.append(ReadCommit(id: id, links: found))
            next = found.parents.first
            date = found.committerDate
            if stretch.commits.count == Self.stretchLength(isMain: line.isMain), let parent = next {
                let below = try? loader.links(parent)
                stretch.treeBelow = below?.tree
                if line.isMain {
                    add(Line(commit: parent, links: below, interest: interest, isMain: true), to: board)
                } else {
                    stretch.next = (parent, below)
                }
                break
            }
        }
        guard !stretch.commits.isEmpty else { return }
        board.add(.compare(stretch), line.isMain ? .ordinary : .soon)
    }

    private func compare(_ stretch: Stretch, _ worker: inout Worker, _ board: WorkBoard<Item>) {
        var verdicts: [(id: ObjectID, verdict: Worker.Verdict)] = []
        var rest = worker.begin(stretch.interest, isMain: stretch.isMain)
        if var interest = rest {
            verdicts.reserveCapacity(stretch.commits.count)
            for (position, commit) in stretch.commits.enumerated() {
                let below = position + 1
                let tree =
                    below < stretch.commits.count ? stretch.commits[below].links.tree : stretch.treeBelow
                guard !commit.links.parents.isEmpty, let tree,
                    var verdict = worker.compare(commit.links, withFirst: tree, interest)
                else { continue }
                if !firstParent, commit.links.parents.count > 1, worker.leadsToOtherParents(verdict) {
                    compareWithOthers(commit.links, interest, &verdict, &worker, board)
                }
                verdicts.append((commit.id, verdict))
                rest = worker.rest(of: interest)
                guard let rest else { break }
                interest = rest
            }
        }
        if let next = stretch.next, let rest {
            add(Line(commit: next.commit, links: next.links, interest: rest, isMain: false), to: board)
        }
        state.withLock { state in
            state.findings.commits += stretch.commits
            state.findings.verdicts += verdicts
        }
    }

    /// Compares a merge with its second parent, and has the lines of its other parents read.
    private func compareWithOthers(
        _ commit: CommitLinks, _ interest: Interest, _ verdict: inout Worker.Verdict, _ worker: inout Worker,
        _ board: WorkBoard<Item>
    ) {
        let second = commit.parents[1]
        var links: CommitLinks?
        let known = state.withLock { $0.claims[second]?.tree ?? .zero }
        if known.isZero { links = try? worker.loader.links(second) }
        guard let tree = known.isZero ? links?.tree : known,
            let line = worker.compare(commit, withSecond: tree, interest, &verdict)
        else { return }
        let isMain = line.weight * 2 >= interest.weight
        add(Line(commit: second, links: links, interest: line, isMain: isMain), to: board)
        for parent in commit.parents.dropFirst(2) {
            add(Line(commit: parent, interest: line, isMain: isMain), to: board)
        }
    }
}

/// A commit that was read ahead.
struct ReadCommit: Sendable {
    let id: ObjectID
    let links: CommitLinks
}

extension CommitTable {
    /// Takes in commits that were read ahead.
    mutating func store(_ commits: [ReadCommit]) {
        reserve(count + commits.count)
        for commit in commits {
            let row = index(of: commit.id)
            if !isLoaded(row), !isUnreadable(row) { store(row, commit.links) }
        }
    }
}
