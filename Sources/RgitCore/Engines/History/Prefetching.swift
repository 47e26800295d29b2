// Decides when a walk asks for work to be done ahead of it, on all workers.

/// The prefetching of one walk.
///
/// A walk reads commits one by one, so that its first commits come at once. Once many have been read it asks for the rest
/// to be read in the order of the packs, which is several times faster for each but reads what the walk may never need.
/// A walk limited to paths asks besides for the trees of the commits it is likely to visit next: those along first
/// parents, where it goes as long as the paths do not change. Where merges hide most of history from the paths it reads
/// nothing but what it follows, and asks for both at once.
///
/// It asks at most once for each commit it comes to, so that a walk goes on whatever its owner does about it.
struct Prefetching {
    /// The number of commits read one by one after which many are asked for again, where they came slice by slice: a
    /// branch that was merged late is visited before its slice.
    private static let readsBetweenPreloads = 64

    private let options: HistoryWalk.Options
    private let isPathLimited: Bool
    private var hasAskedForPack = false
    private var hasAskedForGraph = false
    /// The number of commits read one by one after which many are asked for.
    private var preloadsAfter: Int
    /// Whether commits are read ahead as far as they are followed, and not all of them.
    private var readsPathsAhead = false
    private var mergesMet = 0
    private var commitsMet = 0
    /// The commits that the walk is likely to compare next, when it has asked for that.
    private(set) var likelyNext: [CommitIndex] = []
    /// The commit at which the walk last asked for trees to be compared.
    private var lastAsked: CommitIndex = -1

    init(_ options: HistoryWalk.Options, isPathLimited: Bool) {
        self.options = options
        self.isPathLimited = isPathLimited
        preloadsAfter = options.preloadThreshold
    }

    /// Counts a commit whose parents are visited.
    mutating func countVisit(isMerge: Bool) {
        commitsMet += 1
        if isMerge { mergesMet += 1 }
    }

    /// Asks once more when a few commits have been read one by one again.
    mutating func repeatPreload(_ table: borrowing CommitTable) {
        hasAskedForPack = false
        preloadsAfter = table.objectReads + Prefetching.readsBetweenPreloads
    }

    /// What to ask for before the next commit is visited; `nil` for nothing.
    ///
    /// - Complexity: O(1), and O(`compareAheadMaximum`) each time trees are to be compared.
    mutating func request(
        _ state: inout WalkState, verdicts: TreeVerdicts?, _ loader: CommitLoader
    ) -> HistoryWalk.Step? {
        if wantsCommits(state.table, loader) { return .needsCommits }
        guard let verdicts else { return nil }
        return comparisons(&state, verdicts)
    }

    /// Whether now is the time to ask for commits; at most once, and once more where the graph did not have them.
    private mutating func wantsCommits(_ table: borrowing CommitTable, _ loader: CommitLoader) -> Bool {
        if !hasAskedForGraph, let graph = loader.graph {
            // Loading all of the graph pays where some part of it has been visited; people and trees take reading anyway.
            let threshold = isPathLimited || options.wantsPeople ? 0 : graph.count / 16
            guard table.count > max(options.preloadThreshold, threshold) else { return false }
            hasAskedForGraph = true
            hasAskedForPack = options.wantsPeople
            return true
        }
        // Comparing ahead needs to know commits ahead, wherever they come from.
        let countsAll = (isPathLimited || options.wantsPeople) && !hasAskedForGraph
        let count = countsAll ? table.count : table.objectReads
        guard !hasAskedForPack, count > preloadsAfter else { return false }
        hasAskedForPack = true
        readsPathsAhead =
            isPathLimited && options.allowsPathReadAhead
            && mergesMet * options.maximumCommitsPerMerge >= commitsMet
        return !readsPathsAhead
    }

    /// Asks for trees to be compared where many commits are known, the next one has not been compared, and a long line of
    /// first parents leads on from it.
    private mutating func comparisons(
        _ state: inout WalkState, _ verdicts: TreeVerdicts
    ) -> HistoryWalk.Step? {
        guard state.table.count > options.compareAheadThreshold, let first = state.first,
            first != lastAsked, !state.has(first, .uninteresting), !verdicts[first].isKnown
        else { return nil }
        lastAsked = first
        if readsPathsAhead { return .needsPaths(from: first) }
        likelyNext.removeAll(keepingCapacity: true)
        var next = first
        while likelyNext.count < options.compareAheadMaximum, !verdicts[next].isKnown,
            !state.has(next, .added), state.table.parentCount(next) > 0,
            state.table.isLoaded(state.table.parent(next, 0))
        {
            likelyNext.append(next)
            next = state.table.parent(next, 0)
        }
        return likelyNext.count >= options.compareAheadMinimum ? .needsComparisons : nil
    }
}
