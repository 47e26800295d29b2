// Walks history in git's default order and decides which commits a range, a date or a set of paths leaves in.

import GitObjects

/// Says whether a commit's tree and a parent's are the same as far as the paths of a walk go; one worker's.
protocol TreeComparing {
    /// Whether the two trees agree on the paths; a `nil` tree is the empty one.
    mutating func agree(_ parent: ObjectID?, _ commit: ObjectID) throws(RgitError) -> Bool
}

/// A walk over the commits that some tips reach and others do not, as `git rev-list` makes it.
///
/// The walk is lazy while git's would be: without negative tips and without a topological order the first commits come
/// before the rest has been read.
struct HistoryWalk {
    /// What a walk is to leave out, and how it is to be ordered.
    struct Options {
        var order = HistoryRequest.Order.default
        var firstParent = false
        var since: UInt64?
        var until: UInt64?
        var minParents = 0
        var maxParents: Int?
        /// How many commits are read one by one before the walk offers to have them preloaded.
        var preloadThreshold = 1000
        /// Whether preloading brings more than links, so that it is worth while with a commit-graph too.
        var wantsPeople = false
        /// How many commits have to be known before it is worth while to compare trees ahead of the walk.
        var compareAheadThreshold = 1000
        /// The fewest and the most commits that are worth comparing ahead at once.
        var compareAheadMinimum = 64
        var compareAheadCount = 8192
        /// Whether, where merges hide most of history from paths, commits are read ahead only as far as they are followed.
        var mayScout = true
        /// There are merges enough for that where one commit in so many is one.
        var scoutMergeShare = 10
        /// `--full-history`: do not follow only the parent that explains the paths.
        var fullHistory = false

        init() {}

        init(_ request: HistoryRequest) {
            order = request.order
            firstParent = request.firstParent
            since = request.since.map { UInt64(bitPattern: $0) }
            until = request.until.map { UInt64(bitPattern: $0) }
            minParents = request.minParents
            maxParents = request.maxParents
            fullHistory = request.fullHistory
        }
    }

    private struct Marks: OptionSet {
        let rawValue: UInt8
        static let seen = Marks(rawValue: 1)
        static let uninteresting = Marks(rawValue: 2)
        static let added = Marks(rawValue: 4)
        static let treeSame = Marks(rawValue: 8)
        /// A negative tip the user gave: git still counts it when it asks which parents matter.
        static let bottom = Marks(rawValue: 16)
        /// Read as far as git would have read it by now, which decides how far `uninteresting` spreads at once.
        static let parsed = Marks(rawValue: 32)
        static let queued = Marks(rawValue: 64)
    }

    /// Git looks at so many commits past the point where nothing interesting seems left, for clocks that went wrong.
    private static let greatestSlop = 5

    private(set) var table = CommitTable()
    /// What could not be read on the way.
    private(set) var problems: [RgitError] = []
    private let options: Options
    private var comparer: (any TreeComparing)?
    /// What rules out changes without a look at trees; `nil` for nothing.
    private let filters: PathFilters?
    /// Whether there is a comparer.
    private let isPathLimited: Bool
    private var marks: ContiguousArray<Marks> = []
    /// The only parent a commit is followed to, where the paths came from it unchanged.
    private var followed: [CommitIndex: CommitIndex] = [:]
    private var queue = CommitQueue()
    private var interestingQueued = 0
    private var isLimited: Bool
    private var limited: [CommitIndex] = []
    private var nextLimited = 0
    private var isLimitedListComplete = false
    private var slop = HistoryWalk.greatestSlop
    /// The date of the last commit found to be interesting.
    private var lastDate = UInt64.max
    private var hasOfferedPreload = false
    /// How many commits have to be read one by one before preloading is offered.
    private var preloadsAfter: Int
    /// How many more, where preloading goes slice by slice: a branch that was merged late is met before its time.
    private static let readsBetweenPreloads = 64
    private var hasOfferedGraph = false
    /// Whether commits are read ahead as far as they are followed, and not all of them.
    private var isScouting = false
    private var mergesMet = 0
    private var commitsMet = 0
    /// What is known of trees ahead of the walk.
    private var verdicts = TreeVerdicts()
    /// The commits it was last offered to compare ahead.
    private var likelyNext: [CommitIndex] = []
    /// The commit at which the walk last offered to have trees compared.
    private var lastOffer: CommitIndex = -1
    private var isPrepared = false
    private var tips: [(id: ObjectID, negative: Bool)]

    /// Starts a walk from tips in the order given; `comparer` makes it one that is limited to paths.
    init(
        tips: [(id: ObjectID, negative: Bool)], options: Options, comparer: (any TreeComparing)? = nil,
        filters: PathFilters? = nil
    ) {
        self.filters = filters
        self.tips = tips
        self.options = options
        preloadsAfter = options.preloadThreshold
        self.comparer = comparer
        isPathLimited = comparer != nil
        isLimited = options.order != .default || tips.contains { $0.negative }
    }

    /// What a step of the walk came to.
    enum Step: Equatable {
        /// The next commit.
        case commit(CommitIndex)
        /// There are no more.
        case end
        /// So many commits have been read one by one that reading them all at once may be better: fill the table if you
        /// can, and go on.
        case mayPreload
        /// The walk would go faster if commits from this one on were read and compared ahead, by a `PathScout`.
        case mayScout(CommitIndex)
        /// The walk is about to compare trees; it goes faster where that has been done ahead with `compareAhead`.
        case mayCompareAhead
    }

    /// Puts commits that were read elsewhere into the table; the walk takes them from there.
    mutating func preload<Result>(
        _ body: (inout CommitTable) async throws -> Result
    ) async throws -> Result {
        try await body(&table)
    }

    /// Makes the walk offer once more to have commits preloaded, when it has read a few again.
    mutating func offerPreloadAgain() {
        hasOfferedPreload = false
        preloadsAfter = table.objectReads + HistoryWalk.readsBetweenPreloads
    }

    /// The commits that the walk is likely to compare next, when it has offered to have that done.
    var commitsToCompare: [CommitIndex] { likelyNext }

    /// Takes in what a scout has found out.
    mutating func learn(_ found: [PathScout.Found], _ scouted: [(id: ObjectID, verdict: TreeVerdict)]) {
        table.reserve(table.count + found.count)
        for commit in found {
            let row = table.index(of: commit.id)
            if !table.isLoaded(row), !table.isUnreadable(row) { table.store(row, commit.links) }
        }
        for (id, verdict) in scouted { verdicts[table.index(of: id)] = verdict }
    }

    /// Takes in what was found out about commits that `commitsToCompare` gave.
    mutating func learn(_ commits: ArraySlice<CommitIndex>, _ found: [TreeVerdict]) {
        for (commit, verdict) in zip(commits, found) { verdicts[commit] = verdict }
    }

    /// Takes a step.
    mutating func next(_ loader: CommitLoader) throws(RgitError) -> Step {
        prepare(loader)
        if isLimited, !isLimitedListComplete {
            let pause = try limit(loader)
            if let pause { return pause }
        }
        while true {
            if !isLimited, offersPreload(loader) { return .mayPreload }
            if !isLimited, let offer = offersToCompareAhead() { return offer }
            let index: CommitIndex
            if isLimited {
                guard nextLimited < limited.count else { return .end }
                index = limited[nextLimited]
                nextLimited += 1
            } else {
                guard let popped = popQueue() else { return .end }
                index = popped
                if let since = options.since, table.dates[Int(index)] < since { continue }
                try visitParents(index, loader)
            }
            if isShown(index) { return .commit(index) }
        }
    }

    // MARK: Preparation

    private mutating func prepare(_ loader: CommitLoader) {
        guard !isPrepared else { return }
        isPrepared = true
        for tip in tips {
            let index = row(of: tip.id)
            guard loader.load(index, into: &table, problems: &problems) else { continue }
            mark(index, .parsed)
            if tip.negative {
                mark(index, [.uninteresting, .bottom])
                spreadUninteresting(index)
            }
        }
        for tip in tips {
            let index = row(of: tip.id)
            guard table.isLoaded(index), !has(index, .seen) else { continue }
            mark(index, .seen)
            push(index)
        }
    }

    /// Walks everything first, so that what is reachable from a negative tip is known before anything is shown;
    /// not `nil` where it stopped to make an offer.
    private mutating func limit(_ loader: CommitLoader) throws(RgitError) -> Step? {
        while true {
            if offersPreload(loader) { return .mayPreload }
            if let offer = offersToCompareAhead() { return offer }
            guard let index = popQueue() else { break }
            if let since = options.since, table.dates[Int(index)] < since { mark(index, .uninteresting) }
            try visitParents(index, loader)
            if has(index, .uninteresting) {
                spreadUninteresting(index)
                guard let next = queue.firstDate else { break }
                if lastDate <= next || interestingQueued > 0 {
                    slop = HistoryWalk.greatestSlop
                } else {
                    slop -= 1
                    if slop == 0 { break }
                }
                continue
            }
            if let until = options.until, table.dates[Int(index)] > until { continue }
            lastDate = table.dates[Int(index)]
            limited.append(index)
        }
        if isPathLimited, options.fullHistory, !options.firstParent {
            // Parents that turned out uninteresting later no longer count against a merge.
            for index in limited
            where table.parentCount(index) > 1 && !has(index, .uninteresting) && !has(index, .treeSame) {
                try compareWithParents(index, loader)
            }
        }
        if options.order != .default {
            // Git sorts by all parents, but where a commit-graph lets it walk in order, by those it follows.
            limited = try TopologicalOrder.sort(
                limited, table: table, order: options.order, onlyParents: followed,
                firstParentsOnly: options.firstParent && loader.graph != nil, loader: loader)
        }
        isLimitedListComplete = true
        return nil
    }

    /// Whether now is the time to offer; at most once, and once more where the graph did not have the commits.
    private mutating func offersPreload(_ loader: CommitLoader) -> Bool {
        if !hasOfferedGraph, let graph = loader.graph {
            // Taking in all of the graph pays where some part of it has been met; people and trees take reading anyway.
            let threshold = isPathLimited || options.wantsPeople ? 0 : graph.count / 16
            guard table.count > max(options.preloadThreshold, threshold) else { return false }
            hasOfferedGraph = true
            hasOfferedPreload = options.wantsPeople
            return true
        }
        // Comparing ahead needs to know commits ahead, wherever they come from.
        let isForMore = (isPathLimited || options.wantsPeople) && !hasOfferedGraph
        let count = isForMore ? table.count : table.objectReads
        guard !hasOfferedPreload, count > preloadsAfter else { return false }
        hasOfferedPreload = true
        isScouting = isPathLimited && options.mayScout && mergesMet * options.scoutMergeShare >= commitsMet
        return !isScouting
    }

    /// Whether now is the time to offer that trees be compared ahead: many commits are known, the next one has not been
    /// compared, and a long line of first parents, along which a walk goes where the paths do not change, leads on from
    /// it. At most once a commit, so that a walk goes on whatever comes of it.
    private mutating func offersToCompareAhead() -> Step? {
        guard isPathLimited, table.count > options.compareAheadThreshold, let first = queue.first,
            first != lastOffer, !has(first, .uninteresting), !verdicts[first].isKnown
        else { return nil }
        lastOffer = first
        if isScouting { return .mayScout(first) }
        likelyNext.removeAll(keepingCapacity: true)
        var next = first
        while likelyNext.count < options.compareAheadCount, !verdicts[next].isKnown, !has(next, .added),
            table.parentCount(next) > 0, table.isLoaded(table.parent(next, 0))
        {
            likelyNext.append(next)
            next = table.parent(next, 0)
        }
        return likelyNext.count >= options.compareAheadMinimum ? .mayCompareAhead : nil
    }

    // MARK: Steps

    /// Queues the parents of a commit, or spreads its being uninteresting to them.
    private mutating func visitParents(_ index: CommitIndex, _ loader: CommitLoader) throws(RgitError) {
        guard !has(index, .added) else { return }
        mark(index, .added)
        commitsMet += 1
        if table.parentCount(index) > 1 { mergesMet += 1 }
        if has(index, .uninteresting) {
            for position in 0..<table.parentCount(index) {
                let parent = table.parent(index, position)
                ensureMarks()
                markUninteresting(parent)
                guard loader.load(parent, into: &table, problems: &problems) else { continue }
                mark(parent, .parsed)
                spreadUninteresting(parent)
                guard !has(parent, .seen) else { continue }
                mark(parent, .seen)
                push(parent)
            }
            return
        }
        if isPathLimited { try compareWithParents(index, loader) }
        if isPathLimited, let only = followed[index] {
            enqueue(only, loader)
            return
        }
        let count = options.firstParent ? min(1, table.parentCount(index)) : table.parentCount(index)
        for position in 0..<count { enqueue(table.parent(index, position), loader) }
    }

    private mutating func enqueue(_ parent: CommitIndex, _ loader: CommitLoader) {
        if !table.isLoaded(parent) {
            guard loader.load(parent, into: &table, problems: &problems) else { return }
        }
        ensureMarks()
        let before = marks[Int(parent)]
        marks[Int(parent)] = before.union([.parsed, .seen])
        if !before.contains(.seen) { push(parent) }
    }

    /// Decides whether the paths are the same in a commit as in its parents, and whether one parent explains them all.
    private mutating func compareWithParents(_ index: CommitIndex, _ loader: CommitLoader) throws(RgitError) {
        let tree = table.trees[Int(index)]
        let count = table.parentCount(index)
        if count == 0 {
            var isSame = filters?.excludes(index, table) ?? false
            if !isSame { isSame = try agree(nil, tree) }
            if isSame { mark(index, .treeSame) }
            return
        }
        var relevantParents = 0
        var relevantChange = false
        var irrelevantChange = false
        for position in 0..<count {
            let parent = table.parent(index, position)
            ensureMarks()
            guard loader.load(parent, into: &table, problems: &problems) else { continue }
            mark(parent, .parsed)
            let isRelevant = !has(parent, .uninteresting) || has(parent, .bottom)
            if isRelevant { relevantParents += 1 }
            if position == 1, options.firstParent { break }
            let same: Bool
            if let known = verdicts[index].agrees(withParent: position) {
                same = known
            } else if position == 0, let filters, filters.excludes(index, table) {
                same = true
            } else {
                same = try agree(table.trees[Int(parent)], tree)
            }
            if same {
                if options.fullHistory || !isRelevant { continue }
                followed[index] = parent
                mark(index, .treeSame)
                return
            }
            if isRelevant { relevantChange = true } else { irrelevantChange = true }
        }
        if relevantParents > 0 ? !relevantChange : !irrelevantChange { mark(index, .treeSame) }
    }

    private mutating func agree(_ parent: ObjectID?, _ commit: ObjectID) throws(RgitError) -> Bool {
        do {
            return try comparer?.agree(parent, commit) ?? false
        } catch {
            // A tree that cannot be read is told once, and its commit counts as one that changed.
            if !problems.contains(error) { problems.append(error) }
            return false
        }
    }

    private func isShown(_ index: CommitIndex) -> Bool {
        if has(index, .uninteresting) { return false }
        let isFollowed = isPathLimited && followed[index] != nil
        let parents = isFollowed ? 1 : table.parentCount(index)
        if !options.shows(date: table.dates[Int(index)], parents: parents) { return false }
        return !isPathLimited || !has(index, .treeSame)
    }

    // MARK: Marks

    private mutating func row(of id: ObjectID) -> CommitIndex {
        let index = table.index(of: id)
        ensureMarks()
        return index
    }

    private mutating func ensureMarks() {
        if marks.count < table.count {
            // Twice as many as before: rows come one by one.
            let missing = max(table.count, marks.count * 2) - marks.count
            marks.append(contentsOf: repeatElement([], count: missing))
        }
    }

    private func has(_ index: CommitIndex, _ mark: Marks) -> Bool {
        marks.count > Int(index) && marks[Int(index)].contains(mark)
    }

    private mutating func mark(_ index: CommitIndex, _ mark: Marks) {
        ensureMarks()
        if mark.contains(.uninteresting) { markUninteresting(index) }
        marks[Int(index)].formUnion(mark)
    }

    private mutating func markUninteresting(_ index: CommitIndex) {
        if marks[Int(index)].contains(.queued), !marks[Int(index)].contains(.uninteresting) {
            interestingQueued -= 1
        }
        marks[Int(index)].insert(.uninteresting)
    }

    /// Marks what a commit reaches through commits that have been read; the rest is reached when it is read.
    private mutating func spreadUninteresting(_ index: CommitIndex) {
        var pending: [CommitIndex] = []
        ensureMarks()
        if has(index, .parsed), table.isLoaded(index) {
            for position in 0..<table.parentCount(index) { pending.append(table.parent(index, position)) }
        }
        while let next = pending.popLast() {
            if has(next, .uninteresting) { continue }
            markUninteresting(next)
            guard has(next, .parsed), table.isLoaded(next) else { continue }
            for position in 0..<table.parentCount(next) { pending.append(table.parent(next, position)) }
        }
    }

    // MARK: Queue

    private mutating func push(_ index: CommitIndex) {
        queue.push(index, date: table.dates[Int(index)])
        if !has(index, .uninteresting) { interestingQueued += 1 }
        marks[Int(index)].insert(.queued)
    }

    private mutating func popQueue() -> CommitIndex? {
        guard let index = queue.pop() else { return nil }
        marks[Int(index)].remove(.queued)
        if !has(index, .uninteresting) { interestingQueued -= 1 }
        return index
    }
}
