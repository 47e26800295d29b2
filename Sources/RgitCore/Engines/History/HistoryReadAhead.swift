// Reads and compares commits ahead of a walk that follows paths, on all workers, where most of history is not needed.

import GitObjects
import Synchronization

/// What a line of history is read for.
protocol ReadAheadInterest: Sendable {
    /// Whether what is compared for this is enough for the other.
    func covers(_ other: Self) -> Bool
    /// What covers both.
    func union(_ other: Self) -> Self
}

/// What one worker of a read-ahead compares commits with.
protocol ReadAheadWorker: SendableMetatype {
    associatedtype Interest: ReadAheadInterest
    /// What is found out about a commit.
    associatedtype Verdict: Sendable

    /// Reads commits.
    var loader: CommitLoader { get }

    /// What is still of interest on a line, before a stretch of it is read or compared; `nil` for nothing.
    mutating func begin(_ interest: Interest) -> Interest?

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
/// Workers share one board of work in two kinds: reading a stretch of a line of first parents, which comes first since it
/// finds further work, and comparing the trees of a stretch. Each commit is read by one worker, unless a line that is read for
/// more comes to it. What is found depends on nothing but the commits, so that a walk that has learned it goes the way it would
/// have gone.
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

    /// A stretch of a line of first parents, and the tree below it; `nil` where there is none that can be read.
    private struct Stretch: Sendable {
        let interest: Interest
        var commits: [ReadCommit] = []
        var treeBelow: ObjectID?
    }

    private enum Item: Sendable {
        /// Read on from here, where the links may be known already.
        case read(ObjectID, CommitLinks?, Interest)
        case compare(Stretch)
    }

    /// A commit that is being read or has been.
    private struct Claim: Sendable {
        /// Its tree, zero where that is not known yet.
        var tree: ObjectID
        /// What it is compared for.
        var interest: Interest
    }

    private struct State: Sendable {
        var claims: [ObjectID: Claim] = [:]
        /// The number of commits still to be read in this round.
        var remaining = 0
        /// Where reading ended because enough had been read.
        var frontier: [(id: ObjectID, interest: Interest)] = []
        var findings = Findings()
    }

    private enum Permission {
        case granted
        case taken(tree: ObjectID)
        case tooMany
    }

    /// The number of commits that are read, and then compared, at a time.
    private static var stretchLength: Int { 256 }

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
        let frontier = state.withLock { state in
            state.remaining = limit
            defer { state.frontier = [] }
            return state.frontier
        }
        for (id, interest) in frontier + starts { board.add(.read(id, nil, interest), isUrgent: true) }
        try await sharding.work(on: board, pool: workers) { [self] worker, item in
            switch item {
            case .read(let id, let links, let interest):
                if let interest = worker.begin(interest) { read(id, links, interest, worker.loader, board) }
            case .compare(let stretch): compare(stretch, &worker, board)
            }
        }
        return state.withLock { state in
            defer { state.findings = Findings() }
            return state.findings
        }
    }

    private func claim(_ id: ObjectID, for interest: Interest) -> Permission {
        state.withLock { state in
            let known = state.claims[id]
            if let known, known.interest.covers(interest) { return .taken(tree: known.tree) }
            guard state.remaining > 0 else {
                state.frontier.append((id, interest))
                return .tooMany
            }
            state.remaining -= 1
            state.claims[id] = Claim(
                tree: known?.tree ?? .zero, interest: known?.interest.union(interest) ?? interest)
            return .granted
        }
    }

    private func read(
        _ start: ObjectID, _ known: CommitLinks?, _ interest: Interest, _ loader: CommitLoader,
        _ board: WorkBoard<Item>
    ) {
        var stretch = Stretch(interest: interest)
        var next: ObjectID? = start
        var links = known
        reading: while let id = next {
            switch claim(id, for: interest) {
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
            if stretch.commits.count == Self.stretchLength, let parent = next {
                let below = try? loader.links(parent)
                stretch.treeBelow = below?.tree
                board.add(.read(parent, below, interest), isUrgent: true)
                break
            }
        }
        guard !stretch.commits.isEmpty else { return }
        board.add(.compare(stretch), isUrgent: false)
    }

    private func compare(_ stretch: Stretch, _ worker: inout Worker, _ board: WorkBoard<Item>) {
        var verdicts: [(id: ObjectID, verdict: Worker.Verdict)] = []
        if let interest = worker.begin(stretch.interest) {
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
            }
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
            let interest = worker.compare(commit, withSecond: tree, interest, &verdict)
        else { return }
        board.add(.read(second, links, interest), isUrgent: true)
        for parent in commit.parents.dropFirst(2) { board.add(.read(parent, nil, interest), isUrgent: true) }
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
