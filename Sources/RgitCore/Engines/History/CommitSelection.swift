// The commits a request selects, in the order they are shown: the walk, then messages, people, renames and numbers.

import GitObjects

/// A commit that was selected.
struct SelectedCommit: Sendable {
    /// Its name.
    let id: ObjectID
    /// Its row in the walk's table.
    let row: CommitIndex
    /// What it changed of the file that `--follow` follows.
    var changes: [FileChange]?
}

/// Answers a `HistoryRequest` bit by bit, so that the first commits need not wait for the last.
struct CommitSelection {
    private let request: HistoryRequest
    private let sharding: Sharding
    private var walk: HistoryWalk
    private let loader: CommitLoader
    private let preloader: CommitPreloader
    /// One worker each; `nil` where no pattern was given.
    private let matchers: WorkerPool<CommitMatcher>?
    /// Workers that compare trees ahead of the walk; `nil` where it is not limited to paths.
    private let comparers: WorkerPool<PathWorker>?
    private let scout: PathScout?
    private let filters: PathFilters?
    /// How many commits the scout reads next: ever more, so that not much is read in vain where few are wanted.
    private var scoutSize = 512
    private static let mostScouted = 16_384
    private var follower: RenameFollower?
    private var skip: Int
    private var remaining: Int
    private var reversed: [SelectedCommit]?
    private var isExhausted = false
    private var batchSize = 64
    private var ownProblems: [RgitError]
    private let options: HistoryWalk.Options
    private let tips: [(id: ObjectID, negative: Bool)]
    /// What git would warn of.
    let warnings: [RgitError]
    /// The pathspecs the commits were limited to; empty where there are none, and with `--follow`.
    let pathspec: Pathspec
    /// Authors and committers, as far as they are known without reading commits again; `nil` where nobody asked.
    private(set) var people: CommitPeople?
    /// The contents of commits that were read ahead and are still at hand; `nil` where nobody asked, or where it would not
    /// help: a commit-graph spares reading them ahead, and few commits are shown of those that are compared by paths.
    private(set) var texts: CommitTexts?
    /// The commits the walk has met.
    var table: CommitTable { walk.table }

    /// What could not be read on the way, so far.
    var problems: [RgitError] { walk.problems + ownProblems }

    /// Resolves revisions and paths, and reads nothing more.
    ///
    /// `mailmap` is what people are matched by; `nil` where they are matched as recorded. `wantsPeople` makes authors and
    /// committers known where many commits are read at once, `wantsTexts` their contents.
    init(
        session: Session, request: HistoryRequest, reader: ObjectReader, mailmap: Mailmap?,
        wantsPeople: Bool = false, wantsTexts: Bool = false, sharding: Sharding
    ) throws(RgitError) {
        self.request = request
        self.sharding = sharding
        let revisions = try RevisionSet.resolve(
            items: request.items, paths: request.paths, session: session, reader: reader)
        let given = try Pathspec(
            revisions.paths ?? [], prefix: session.layout.prefix, workTree: session.layout.workTree,
            environment: session.environment)
        let filter = try CommitFilter(
            request: request, syntax: try CommitFilter.configuredSyntax(session.config), mailmap: mailmap,
            environment: session.environment)
        let graph = try session.commitGraph()
        ownProblems = revisions.problems + graph.problems
        warnings = revisions.warnings
        var loader = CommitLoader(session: session, reader: reader)
        loader.graph = graph.graph
        self.loader = loader
        preloader = CommitPreloader(session: session, sharding: sharding)
        if request.follow {
            follower = try RenameFollower(
                given, tips: revisions.positive, session: session, reader: reader,
                firstParent: request.firstParent)
            pathspec = .all
        } else {
            pathspec = given
        }
        let paths = pathspec
        let comparer: (any TreeComparing)? =
            paths.isEmpty ? nil : try PathWorker(session: session, pathspec: paths).comparer
        comparers = paths.isEmpty ? nil : WorkerPool { try PathWorker(session: session, pathspec: paths) }
        if wantsPeople { people = CommitPeople() }
        if wantsTexts || !filter.isEmpty, graph.graph == nil, pathspec.isEmpty {
            texts = CommitTexts(maximumBytes: session.memory[.commitTexts])
        }
        var options = HistoryWalk.Options(request)
        options.wantsPeople = wantsPeople
        self.options = options
        scout = comparers.map { PathScout(sharding: sharding, workers: $0, options: options) }
        tips = revisions.walkTips
        filters = PathFilters(graph: graph.graph, pathspec: paths)
        walk = HistoryWalk(tips: tips, options: options, comparer: comparer, filters: filters)
        matchers =
            filter.isEmpty
            ? nil
            : WorkerPool {
                CommitMatcher(reader: try session.makeReader(), matcher: try filter.makeMatcher())
            }
        skip = request.skip
        remaining = request.maxCount ?? .max
    }

    /// How many commits are selected; nothing else can be asked of the selection afterwards.
    mutating func count() async throws -> Int {
        if let count = unorderedCount() { return count }
        var count = 0
        while true {
            let batch = try await next(1 << 16)
            if batch.isEmpty { return count }
            count += batch.count
        }
    }

    /// How many commits are selected, where that is known without walking them in order.
    private func unorderedCount() -> Int? {
        guard let graph = loader.graph, matchers == nil, comparers == nil, follower == nil,
            request.maxCount == nil, request.since == nil || request.order == .default,
            !tips.contains(where: \.negative),
            let count = ReachableCount(graph: graph, loader: loader, options: options).count(
                from: tips.map(\.id))
        else { return nil }
        return max(0, count - request.skip)
    }

    /// The next commits, at most `limit` of them; none only at the end.
    mutating func next(_ limit: Int) async throws -> [SelectedCommit] {
        if request.reverse {
            if reversed == nil {
                var all: [SelectedCommit] = []
                while true {
                    let batch = try await forward(.max)
                    if batch.isEmpty { break }
                    all += batch
                }
                reversed = all
            }
            guard let left = reversed else { return [] }
            let batch = Array(left.suffix(limit).reversed())
            reversed = left.dropLast(batch.count)
            return batch
        }
        return try await forward(limit)
    }

    private mutating func forward(_ limit: Int) async throws -> [SelectedCommit] {
        var selected: [SelectedCommit] = []
        while selected.count < limit, remaining > 0, !isExhausted {
            try Task.checkCancellation()
            for row in try await candidates(limit - selected.count) {
                if skip > 0 {
                    skip -= 1
                    continue
                }
                guard remaining > 0 else { break }
                let id = walk.table.ids[Int(row)]
                var commit = SelectedCommit(id: id, row: row)
                if follower != nil {
                    guard let changes = follow(id) else { continue }
                    commit.changes = changes
                }
                selected.append(commit)
                remaining -= 1
            }
        }
        return selected
    }

    /// Commits of the walk that the filters leave in; possibly none although there are more.
    private mutating func candidates(_ wanted: Int) async throws -> [CommitIndex] {
        var count = wanted
        if matchers == nil, follower == nil {
            let (sum, overflow) = remaining.addingReportingOverflow(skip)
            count = min(count, overflow ? .max : sum)
        } else {
            count = batchSize
            batchSize = min(batchSize * 2, 16_384)
        }
        var rows: [CommitIndex] = []
        while rows.count < count {
            switch try walk.next(loader) {
            case .commit(let index): rows.append(index)
            case .mayPreload:
                let preloader = preloader
                var people = people
                var texts = texts
                // Only one copy of the contents may grow.
                self.texts = nil
                let isMore = try await walk.preload {
                    try await preloader.fill(&$0, people: &people, texts: &texts)
                }
                self.people = people
                self.texts = texts
                if isMore { walk.offerPreloadAgain() }
            case .mayCompareAhead: try await compareAhead()
            case .mayScout(let row):
                guard let scout else { break }
                let result = try await scout.scout(from: walk.table.ids[Int(row)], limit: scoutSize)
                scoutSize = min(scoutSize * 2, CommitSelection.mostScouted)
                walk.learn(result.found, result.verdicts)
            case .end:
                isExhausted = true
                count = 0
            }
        }
        guard let matchers else { return rows }
        let candidates = rows.map { (row: $0, id: walk.table.ids[Int($0)]) }
        var kept: [CommitIndex] = []
        var unreadable: [RgitError] = []
        let texts = texts
        try await sharding.orderedChunks(
            count: candidates.count, size: 256, pool: matchers,
            compute: { matcher, range in matcher.matching(candidates[range], texts) },
            consume: { result in
                kept += result.kept
                unreadable += result.problems
            })
        ownProblems += unreadable
        return kept
    }

    /// Compares the trees of the commits that come next, on all workers.
    private mutating func compareAhead() async throws {
        guard let comparers else { return }
        let known = walk.commitsToCompare
        let table = walk.table
        let filters = filters
        var start = 0
        var learned: [[TreeVerdict]] = []
        try await sharding.orderedChunks(
            count: known.count, size: 256, pool: comparers,
            compute: { (worker: inout PathWorker, range: Range<Int>) in
                known[range].map { commit in
                    TreeVerdict(commit, table, comparer: &worker.comparer, filters: filters)
                }
            },
            consume: { learned.append($0) })
        for verdicts in learned {
            walk.learn(known[start..<start + verdicts.count], verdicts)
            start += verdicts.count
        }
    }

    private mutating func follow(_ id: ObjectID) -> [FileChange]? {
        let loader = loader
        do throws(RgitError) {
            return try follower?.visit(id, loader)
        } catch {
            ownProblems.append(error)
            return nil
        }
    }
}

/// One worker's way to try commits against the filters.
private struct CommitMatcher {
    let reader: ObjectReader
    let matcher: CommitFilter.Matcher

    /// The commits of a stretch that match, and what could not be read.
    func matching(
        _ commits: ArraySlice<(row: CommitIndex, id: ObjectID)>, _ texts: CommitTexts?
    ) -> (kept: [CommitIndex], problems: [RgitError]) {
        var kept: [CommitIndex] = []
        var problems: [RgitError] = []
        for (row, id) in commits {
            do throws(RgitError) {
                let content = if let text = texts?[row] { text } else { try reader.bytes(id, .commit) }
                if matcher.matches(content) { kept.append(row) }
            } catch {
                problems.append(error)
            }
        }
        return (kept, problems)
    }
}
