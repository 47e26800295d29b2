// Walks history in git's default order and gives the commits that a range, dates and paths select.

import GitObjects

/// A walk over the commits that some tips reach and others do not, as `git rev-list` makes it.
///
/// Commits wait in one queue, the youngest first; visiting one queues its parents. Without negative tips and with git's
/// default order a commit is given out as soon as it is visited (`next` costs a visit, O(log of the queue)). With either,
/// everything in question is visited first (`HistoryLimiting`), and sorted where an order is asked for
/// (`TopologicalOrder`). Paths prune: where they came unchanged from one parent only that parent is queued (`PathLimit`).
///
/// The walk itself is sequential and reads one commit at a time. What workers can do ahead of it, it asks its owner for
/// (`Prefetching`): the answers make it faster and change nothing it gives. `HistoryReader` is the owner that does so.
///
/// Memory grows with the commits seen and nothing else (`WalkState`).
struct HistoryWalk {
    /// What a step of the walk came to.
    enum Step: Equatable {
        /// The next commit.
        case commit(CommitIndex)
        /// There are no more.
        case end
        /// Many commits have been read one by one: the walk goes faster where the table is filled with the others.
        case needsCommits
        /// The walk goes faster where commits from this one on are read and compared by a `HistoryReadAhead`.
        case needsPaths(from: CommitIndex)
        /// The walk goes faster where `commitsToCompare` are compared on all workers.
        case needsComparisons
    }

    private var state = WalkState()
    private let options: Options
    private let tips: [(id: ObjectID, negative: Bool)]
    /// `nil` for a walk that is not limited to paths.
    private var paths: PathLimit?
    /// Whether there is a limit: asked before `paths`, since a look at an optional of that size copies it.
    private let isPathLimited: Bool
    /// `nil` for a walk that gives commits as it visits them.
    private var limiting: HistoryLimiting?
    private var prefetching: Prefetching
    private var isPrepared = false

    /// The commits seen.
    var table: CommitTable { state.table }

    /// What could not be read on the way.
    var problems: [RgitError] { state.problems }

    /// How many commits may or may not belong to the paths, since trees could not be read; they are not among the rows.
    var unknownCommits: Int { state.unknownCommits }

    /// Starts a walk from tips in the order given; `paths` limits it, and `known` are commits that were read before.
    init(
        tips: [(id: ObjectID, negative: Bool)], options: Options, paths: PathLimit? = nil,
        known: CommitTable? = nil
    ) {
        if let known { state.table = known }
        self.tips = tips
        self.options = options
        self.paths = paths
        isPathLimited = paths != nil
        let isLimited = options.order != .default || tips.contains { $0.negative }
        limiting = isLimited ? HistoryLimiting(until: options.until) : nil
        prefetching = Prefetching(options, isPathLimited: paths != nil)
    }

    /// Takes a step.
    mutating func next(_ loader: CommitLoader) throws(RgitError) -> Step {
        if !isPrepared { prepare(loader) }
        if let isComplete = limiting?.isComplete {
            if !isComplete, let request = try limit(loader) { return request }
            while let index = limiting?.next() {
                if isSelected(index) { return .commit(index) }
            }
            return .end
        }
        while true {
            if let request = prefetching.request(
                &state, verdicts: isPathLimited ? paths?.verdicts : nil, loader)
            {
                return request
            }
            guard let index = state.pop() else { return .end }
            if let since = options.since, state.table.dates[Int(index)] < since { continue }
            visitParents(index, loader)
            if isSelected(index) { return .commit(index) }
        }
    }

    // MARK: Answers to what a walk asks for

    /// Puts commits that were read elsewhere into the table; the walk takes them from there.
    ///
    /// `body` returns whether there are more to be read ahead, which the walk then asks for again.
    mutating func addCommits(_ body: (inout CommitTable) async throws -> Bool) async throws {
        if try await body(&state.table) { prefetching.repeatPreload(state.table) }
    }

    /// The commits that the walk is likely to compare next, when it has asked for that.
    var commitsToCompare: [CommitIndex] { prefetching.likelyNext }

    /// Takes in what was found out about `commits`.
    mutating func learn(_ commits: ArraySlice<CommitIndex>, _ verdicts: [TreeVerdict]) {
        for (commit, verdict) in zip(commits, verdicts) { paths?.verdicts[commit] = verdict }
    }

    /// Takes in what a `HistoryReadAhead` has found out.
    mutating func learn(_ found: HistoryReadAhead<PathWorker>.Findings) {
        state.table.store(found.commits)
        for (id, verdict) in found.verdicts { paths?.verdicts[state.table.index(of: id)] = verdict }
    }

    // MARK: The walk

    private mutating func prepare(_ loader: CommitLoader) {
        isPrepared = true
        for tip in tips {
            let index = state.row(of: tip.id)
            guard state.load(index, loader) else { continue }
            state.mark(index, .parsed)
            if tip.negative {
                state.mark(index, [.uninteresting, .bottom])
                state.spreadUninteresting(index)
            }
        }
        for tip in tips {
            let index = state.row(of: tip.id)
            guard state.table.isLoaded(index), !state.has(index, .seen) else { continue }
            state.mark(index, .seen)
            state.push(index)
        }
    }

    /// Visits all commits in question and puts those that are not uninteresting in order; not `nil` where it stopped to
    /// ask for something.
    private mutating func limit(_ loader: CommitLoader) throws(RgitError) -> Step? {
        let options = options
        while true {
            if let request = prefetching.request(
                &state, verdicts: isPathLimited ? paths?.verdicts : nil, loader)
            {
                return request
            }
            guard let index = state.pop() else { break }
            if let since = options.since, state.table.dates[Int(index)] < since {
                state.mark(index, .uninteresting)
            }
            visitParents(index, loader)
            guard limiting?.take(index, &state) ?? false else { break }
        }
        if paths != nil, options.fullHistory, !options.firstParent {
            // Parents that turned out uninteresting later no longer count against a merge.
            for index in limiting?.list ?? []
            where state.table.parentCount(index) > 1 && !state.has(index, .uninteresting)
                && !state.has(index, .treeSame)
            {
                paths?.compareWithParents(index, &state, options, loader)
            }
        }
        let (table, followed) = (state.table, paths?.followed ?? [:])
        try limiting?.complete { list throws(RgitError) in
            if options.order == .default { return list }
            // Git sorts by all parents, but where a commit-graph lets it walk in order, by those it follows.
            return try TopologicalOrder.sort(
                list, table: table, order: options.order, onlyParents: followed,
                firstParentsOnly: options.firstParent && loader.graph != nil, loader: loader)
        }
        return nil
    }

    /// Queues the parents of a commit, or spreads its being uninteresting to them.
    private mutating func visitParents(_ index: CommitIndex, _ loader: CommitLoader) {
        guard !state.has(index, .added) else { return }
        let options = options
        state.mark(index, .added)
        let count = state.table.parentCount(index)
        prefetching.countVisit(isMerge: count > 1)
        if state.has(index, .uninteresting) {
            for position in 0..<count {
                let parent = state.table.parent(index, position)
                state.markUninteresting(parent)
                guard state.loadExcluded(parent, loader) else { continue }
                state.mark(parent, .parsed)
                state.spreadUninteresting(parent)
                guard !state.has(parent, .seen) else { continue }
                state.mark(parent, .seen)
                state.push(parent)
            }
            return
        }
        if isPathLimited {
            paths?.compareWithParents(index, &state, options, loader)
            if let only = paths?.followed[index] { return enqueue(only, loader) }
        }
        for position in 0..<(options.firstParent ? min(1, count) : count) {
            enqueue(state.table.parent(index, position), loader)
        }
    }

    private mutating func enqueue(_ parent: CommitIndex, _ loader: CommitLoader) {
        guard state.table.isLoaded(parent) || state.load(parent, loader) else { return }
        if state.markReached(parent) { state.push(parent) }
    }

    /// Whether a commit that has been visited is given out. Mutating only so that the walk is not copied for the call.
    private mutating func isSelected(_ index: CommitIndex) -> Bool {
        if state.has(index, .uninteresting) { return false }
        let hasOneParent = isPathLimited && paths?.followed[index] != nil
        let parents = hasOneParent ? 1 : state.table.parentCount(index)
        guard options.selects(date: state.table.dates[Int(index)], parents: parents) else { return false }
        return !isPathLimited || !state.has(index, .treeSame)
    }
}
