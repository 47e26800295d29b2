// Reads and compares commits ahead of a walk that is limited to paths, on all workers, where most of history is not needed.

import GitObjects
import Synchronization

/// One worker's readers of commits and of their trees; each has a cache of its own, for one would drive the other's
/// objects out.
struct PathWorker {
    /// Reads commits.
    let loader: CommitLoader
    /// Reads and compares trees.
    var comparer: PathComparer

    init(session: Session, pathspec: Pathspec) throws(RgitError) {
        loader = CommitLoader(
            session: session, reader: try session.makeReader(.comparedCommits))
        comparer = PathComparer(
            reader: try session.makeReader(.comparedTrees), pathspec: pathspec,
            rememberedTrees: session.memory.rememberedTrees)
    }
}

/// Follows history ahead of a walk as the walk is going to: down the lines of first parents, and to the other parents of
/// merges that differ from their first.
///
/// Workers share one board of work in two kinds: reading a stretch of a line of first parents, which comes first since it
/// finds further work, and comparing the trees of a stretch. Each commit is read by one worker. What is found depends on
/// nothing but the commits, so that a walk that has learned it goes the way it would have gone.
///
/// A round ends after about the number of commits asked for; the next goes on where it ended. `trees` grows by one entry
/// for each commit read, findings are handed over after each round.
final class PathReadAhead: Sendable {
    /// A commit that was read.
    struct ReadCommit: Sendable {
        let id: ObjectID
        let links: CommitLinks
    }

    /// What a round has found out.
    struct Findings: Sendable {
        var commits: [ReadCommit] = []
        var verdicts: [(id: ObjectID, verdict: TreeVerdict)] = []
    }

    /// A stretch of a line of first parents, and the tree below it; `nil` where there is none that can be read.
    private struct Stretch: Sendable {
        var commits: [ReadCommit] = []
        var treeBelow: ObjectID?
    }

    private enum Item: Sendable {
        /// Read on from here, where the links may be known already.
        case read(ObjectID, CommitLinks?)
        case compare(Stretch)
    }

    private struct State: Sendable {
        /// The trees of the commits that are being read or have been; zero where the tree is not known yet.
        var trees: [ObjectID: ObjectID] = [:]
        /// The number of commits still to be read in this round.
        var remaining = 0
        /// Where reading ended because enough had been read.
        var frontier: [ObjectID] = []
        var findings = Findings()
    }

    private enum Claim {
        case granted
        case taken(tree: ObjectID)
        case tooMany
    }

    /// The number of commits that are read, and then compared, at a time.
    private static let stretchLength = 256

    private let sharding: Sharding
    private let workers: WorkerPool<PathWorker>
    private let followsAll: Bool
    private let firstParent: Bool
    private let state = Mutex(State())

    init(sharding: Sharding, workers: WorkerPool<PathWorker>, options: HistoryWalk.Options) {
        self.sharding = sharding
        self.workers = workers
        followsAll = options.fullHistory
        firstParent = options.firstParent
    }

    /// Reads about `limit` commits more, from `start` on and from where it ended before, and compares them with their
    /// parents. What cannot be read is passed over: the walk reads it again, and reports it.
    ///
    /// - Complexity: O(`limit`) commits read, and at most two trees compared for each, shared among the workers.
    func read(from start: ObjectID, limit: Int) async throws -> Findings {
        let board = WorkBoard<Item>()
        let starts = state.withLock { state in
            state.remaining = limit
            defer { state.frontier = [] }
            return state.frontier + [start]
        }
        for id in starts { board.add(.read(id, nil), isUrgent: true) }
        try await sharding.work(on: board, pool: workers) { [self] worker, item in
            switch item {
            case .read(let id, let links): read(id, links, worker.loader, board)
            case .compare(let stretch): compare(stretch, &worker, board)
            }
        }
        return state.withLock { state in
            defer { state.findings = Findings() }
            return state.findings
        }
    }

    private func claim(_ id: ObjectID) -> Claim {
        state.withLock { state in
            if let tree = state.trees[id] { return .taken(tree: tree) }
            guard state.remaining > 0 else {
                state.frontier.append(id)
                return .tooMany
            }
            state.remaining -= 1
            state.trees[id] = .zero
            return .granted
        }
    }

    private func read(
        _ start: ObjectID, _ known: CommitLinks?, _ loader: CommitLoader, _ board: WorkBoard<Item>
    ) {
        var stretch = Stretch()
        var next: ObjectID? = start
        var links = known
        reading: while let id = next {
            switch claim(id) {
            case .granted: break
            case .taken(let tree) where !tree.isZero:
                stretch.treeBelow = tree
                break reading
            case .taken, .tooMany:
                if !stretch.commits.isEmpty { stretch.treeBelow = (try? loader.links(id))?.tree }
                break reading
            }
            guard let found = links ?? (try? loader.links(id)) else { break }
            state.withLock { $0.trees[id] = found.tree }
            links = nil
            stretch.commits.append(ReadCommit(id: id, links: found))
            next = found.parents.first
            if stretch.commits.count == PathReadAhead.stretchLength, let parent = next {
                let below = try? loader.links(parent)
                stretch.treeBelow = below?.tree
                board.add(.read(parent, below), isUrgent: true)
                break
            }
        }
        guard !stretch.commits.isEmpty else { return }
        board.add(.compare(stretch), isUrgent: false)
    }

    private func compare(_ stretch: Stretch, _ worker: inout PathWorker, _ board: WorkBoard<Item>) {
        var verdicts: [(id: ObjectID, verdict: TreeVerdict)] = []
        verdicts.reserveCapacity(stretch.commits.count)
        for (position, commit) in stretch.commits.enumerated() {
            let below = position + 1
            let tree = below < stretch.commits.count ? stretch.commits[below].links.tree : stretch.treeBelow
            guard !commit.links.parents.isEmpty, let tree,
                let isSame = try? worker.comparer.agree(tree, commit.links.tree)
            else { continue }
            var verdict = TreeVerdict(sameAsFirst: isSame)
            if commit.links.parents.count > 1, !firstParent, followsAll || !isSame {
                let second = treeOfMerged(commit.links.parents[1], worker.loader, board)
                if let second {
                    verdict.compareWithSecond(second, commit.links.tree, &worker.comparer)
                }
                for parent in commit.links.parents.dropFirst(2) {
                    board.add(.read(parent, nil), isUrgent: true)
                }
            }
            verdicts.append((commit.id, verdict))
        }
        state.withLock { state in
            state.findings.commits += stretch.commits
            state.findings.verdicts += verdicts
        }
    }

    /// The tree of a commit, which is read, and its history to be read, unless it has been.
    private func treeOfMerged(
        _ id: ObjectID, _ loader: CommitLoader, _ board: WorkBoard<Item>
    ) -> ObjectID? {
        if let known = state.withLock({ $0.trees[id] }), !known.isZero { return known }
        let links = try? loader.links(id)
        board.add(.read(id, links), isUrgent: true)
        return links?.tree
    }
}
