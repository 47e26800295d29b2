// Takes a walk forward and does what it asks for: commits read ahead, and trees compared, on all workers.

import GitObjects

/// The owner of a walk, which log, contributors and both blames share.
///
/// What is read ahead is bounded: contents of commits by the memory budget, rounds of a path read-ahead by their number
/// of commits, which doubles from round to round so that not much is read in vain where few commits are asked for.
struct HistoryReader {
    /// What is read with the commits besides their links.
    struct Extras {
        /// Authors and committers.
        var people = false
        /// The contents of commits, where they are read ahead: not with a commit-graph, which spares that, nor with paths, to
        /// which few of the commits matter.
        var texts = false
    }

    /// The number of commits of the first round of a path read-ahead, and of the greatest.
    private static let pathRounds = (first: 512, maximum: 16_384)
    /// The number of commits a worker compares ahead at a time.
    private static let comparedTogether = 256

    private(set) var walk: HistoryWalk
    private let loader: CommitLoader
    private let sharding: Sharding
    private let preloader: CommitPreloader
    /// What a walk that is limited to paths has workers for; `nil` for any other.
    private let pathWork: PathWork?
    private var pathRound = HistoryReader.pathRounds.first
    private let tips: [(id: ObjectID, negative: Bool)]
    private let options: HistoryWalk.Options
    /// Authors and committers, as far as they are known without reading commits again; `nil` where they are not asked for.
    private(set) var people: CommitPeople?
    /// The contents of commits that were read ahead and are still at hand; `nil` where there are none to be had.
    private(set) var texts: CommitTexts?

    private struct PathWork {
        let filters: PathFilters?
        let workers: WorkerPool<PathWorker>
        let readAhead: HistoryReadAhead<PathWorker>
    }

    /// Prepares a walk, and reads nothing yet; `pathspec` limits it unless it names no path. `known` are the commits that were
    /// read before: with them nothing is read ahead.
    init(
        session: Session, tips: [(id: ObjectID, negative: Bool)], options: HistoryWalk.Options,
        loader: CommitLoader, pathspec: Pathspec = .all, extras: Extras = Extras(), known: CommitTable? = nil,
        sharding: Sharding
    ) throws(RgitError) {
        self.tips = tips
        var options = options
        options.wantsPeople = extras.people
        if known == nil {
            options.expectPart(
                of: session, excludedTips: tips.count { $0.negative }, isPathLimited: !pathspec.isEmpty)
        } else {
            options.preloadThreshold = .max
        }
        self.options = options
        self.loader = loader
        self.sharding = sharding
        preloader = CommitPreloader(session: session, sharding: sharding)
        if extras.people { people = CommitPeople() }
        var limit: PathLimit?
        if pathspec.isEmpty {
            pathWork = nil
            if extras.texts, loader.graph == nil {
                texts = CommitTexts(maximumBytes: session.memory[.commitTexts])
            }
        } else {
            let filters = PathFilters(graph: loader.graph, pathspec: pathspec)
            let followsAll = options.fullHistory
            let makeWorker: @Sendable () throws(RgitError) -> PathWorker = { () throws(RgitError) in
                try PathWorker(session: session, pathspec: pathspec, followsAll: followsAll)
            }
            limit = PathLimit(comparer: try makeWorker().comparer, filters: filters)
            let workers = WorkerPool(make: makeWorker)
            pathWork = PathWork(
                filters: filters, workers: workers,
                readAhead: HistoryReadAhead(
                    sharding: sharding, workers: workers, firstParent: options.firstParent))
        }
        walk = HistoryWalk(tips: tips, options: options, paths: limit, known: known)
    }

    /// The next commits; fewer than `count` only at the end.
    mutating func next(_ count: Int) async throws -> [CommitIndex] {
        var rows: [CommitIndex] = []
        while rows.count < count {
            switch try walk.next(loader) {
            case .commit(let index): rows.append(index)
            case .end: return rows
            case .needsCommits: try await readCommits()
            case .needsPaths(let first): try await readPaths(from: first)
            case .needsComparisons: try await compareTrees()
            }
        }
        return rows
    }

    /// The number of commits, where it is known without visiting them in order.
    func unorderedCount() -> Int? {
        guard let graph = loader.graph, pathWork == nil, options.since == nil || options.order == .default,
            !tips.contains(where: \.negative)
        else { return nil }
        return ReachableCount(graph: graph, loader: loader, options: options).count(from: tips.map(\.id))
    }

    // MARK: What the walk asks for

    private mutating func readCommits() async throws {
        let preloader = preloader
        var people = people
        var texts = texts
        // Only one copy of each may grow.
        self.people = nil
        self.texts = nil
        try await walk.addCommits { try await preloader.fill(&$0, people: &people, texts: &texts) }
        self.people = people
        self.texts = texts
    }

    private mutating func readPaths(from first: CommitIndex) async throws {
        guard let pathWork else { return }
        let start = (walk.table.ids[Int(first)], PathWorker.Interest())
        walk.learn(try await pathWork.readAhead.read(from: [start], limit: pathRound))
        pathRound = min(pathRound * 2, HistoryReader.pathRounds.maximum)
    }

    private mutating func compareTrees() async throws {
        guard let pathWork else { return }
        let commits = walk.commitsToCompare
        let table = walk.table
        var start = 0
        var found: [[TreeVerdict]] = []
        try await sharding.orderedChunks(
            count: commits.count, size: HistoryReader.comparedTogether, pool: pathWork.workers,
            compute: { (worker: inout PathWorker, range: Range<Int>) in
                commits[range].map { commit in
                    TreeVerdict(commit, table, comparer: &worker.comparer, filters: pathWork.filters)
                }
            },
            consume: { found.append($0) })
        for verdicts in found {
            walk.learn(commits[start..<start + verdicts.count], verdicts)
            start += verdicts.count
        }
    }
}
