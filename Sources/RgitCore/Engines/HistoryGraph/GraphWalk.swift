// Walks history as git does where the graph matters: boundaries, sides, equivalent patches, simplified parents.

import GitObjects

/// A walk over the commits that some tips reach and others do not, with all that `GraphOptions` ask for.
///
/// `HistoryWalk` is the faster one where none of them is asked for. Commits wait in one queue, the youngest first. A walk
/// with negative tips, an order, or an option that needs to know all of history in question is limited: everything is
/// visited before the first commit is given out. Parents are replaced as history is simplified, in place, so that whatever
/// looks at them later sees what git would see.
struct GraphWalk {
    /// A tip of the walk.
    struct Tip: Sendable {
        let id: ObjectID
        let isNegative: Bool
        let isLeft: Bool
    }

    /// What a walk is asked for.
    struct Options {
        var graph = GraphOptions()
        var walk = HistoryWalk.Options()
        /// Older commits are left out, and the walk goes on.
        var sinceAsFilter: UInt64?
        var isNoWalk = false
        var isUnsorted = false
        /// Whether all is selected before the first commit is shown.
        var isReversed = false
        /// Whether there are paths.
        var isPathLimited = false
        /// Whether shown changes are those of all paths, against the parents that are recorded (`--full-diff`).
        var fullDiff = false
        /// The commits that `--ancestry-path` names.
        var ancestryPathOf: [ObjectID] = []
        /// Those of them whose ancestors count.
        var ancestorsOf: [ObjectID] = []
        /// Commits that git has read by the time the walk begins: how far `uninteresting` spreads depends on it.
        var readBefore: [ObjectID] = []

        /// Whether commits are compared with their parents.
        var prunes: Bool { isPathLimited || graph.simplifyByDecoration }
        /// Whether one parent is enough where it explains the paths.
        var followsOneParent: Bool {
            !walk.fullHistory && !graph.ancestryPath && graph.ancestryPathOf.isEmpty
                && !graph.simplifyMerges && !graph.simplifyByDecoration
        }
    }

    var state = GraphState()
    let options: Options
    let tips: [Tip]
    private let paths: TreeAgreement
    /// Whether all is visited before the first commit is given out.
    private(set) var isLimited = false
    /// For merges, the parents whose paths are the same as theirs; empty where they are not needed.
    var sameParents: [CommitIndex: [Bool]] = [:]
    private var notesSameParents = false
    /// The commits that are left to be given out, where they do not come from the queue.
    var list: [CommitIndex] = []
    private var position = 0
    private var boundaries: [CommitIndex] = []
    private var isPrepared = false
    private var hasAskedForCommits = false

    /// The number of commits git visits past the point where nothing interesting seems left.
    private static let maximumSlop = 5
    private var slop = GraphWalk.maximumSlop
    /// The date of the last commit found to be interesting.
    private var lastDate = UInt64.max

    init(tips: [Tip], options: Options, paths: TreeAgreement) {
        self.tips = tips
        self.options = options
        self.paths = paths
        state.spreadsToFirstParents = options.graph.excludeFirstParentOnly
    }

    // MARK: Preparation

    /// Queues the tips.
    mutating func prepare(_ loader: CommitLoader) {
        guard !isPrepared else { return }
        isPrepared = true
        for id in options.readBefore {
            let row = state.row(of: id)
            if state.loadExcluded(row, loader) { state.mark(row, .parsed) }
        }
        for id in options.ancestorsOf { state.mark(state.row(of: id), .ancestryPath) }
        var rows: [CommitIndex] = []
        for tip in tips {
            let row = state.row(of: tip.id)
            guard state.load(row, loader) else { continue }
            var marks: GraphState.Marks = .parsed
            if tip.isNegative { marks.formUnion([.uninteresting, .bottom]) }
            if tip.isLeft { marks.insert(.left) }
            state.mark(row, marks)
            rows.append(row)
        }
        isLimited =
            options.graph.needsWholeList || !options.ancestryPathOf.isEmpty
            || (options.walk.order != .default && !(options.isNoWalk && loader.graph != nil))
        for row in rows {
            if state.has(row, .uninteresting) {
                state.spreadUninteresting(row)
                isLimited = true
            }
            guard !state.has(row, .seen) else { continue }
            state.mark(row, .seen)
            if options.isNoWalk { list.append(row) } else { state.push(row) }
        }
        notesSameParents =
            options.graph.simplifyMerges || options.graph.simplifyByDecoration
            || (isLimited && canGainSameTrees)
        if options.isNoWalk, !options.isUnsorted {
            for row in list { state.push(row) }
            list = []
            while let row = state.pop() { list.append(row) }
        }
    }

    /// Whether excluding commits can make others the same as all of their parents that count.
    var canGainSameTrees: Bool {
        options.prunes && !options.graph.sparse && !options.followsOneParent && !options.walk.firstParent
    }

    // MARK: Visiting

    /// Visits a commit: simplifies its parents and queues them, or spreads its being uninteresting to them.
    mutating func visitParents(_ index: CommitIndex, _ loader: CommitLoader) {
        guard !state.has(index, .added) else { return }
        state.mark(index, .added)
        if state.has(index, .uninteresting) {
            for parent in state.parents(index) {
                state.mark(parent, .uninteresting)
                guard state.loadExcluded(parent, loader) else { continue }
                state.mark(parent, .parsed)
                state.spreadUninteresting(parent)
                guard !state.has(parent, .seen) else { continue }
                state.mark(parent, .seen)
                state.push(parent)
                if options.graph.excludeFirstParentOnly { break }
            }
            return
        }
        simplifyParents(index, loader)
        if options.isNoWalk { return }
        var passed: GraphState.Marks = .childVisited
        if state.has(index, .left) { passed.insert(.left) }
        if state.has(index, .ancestryPath) { passed.insert(.ancestryPath) }
        for parent in state.parents(index) {
            guard state.load(parent, loader) else { continue }
            state.mark(parent, passed.union(.parsed))
            if !state.has(parent, .seen) {
                state.mark(parent, .seen)
                state.push(parent)
            }
            if options.walk.firstParent { break }
        }
    }

    /// The next commit; `nil` at the end. A limited walk has been limited before.
    mutating func next(_ loader: CommitLoader) -> CommitIndex? {
        while let index = take() {
            if !isLimited, !(options.isNoWalk && state.has(index, .uninteresting)) {
                if let since = options.walk.since, state.table.dates[Int(index)] < since { continue }
                visitParents(index, loader)
            }
            if isSelected(index) { return index }
        }
        return nil
    }

    private mutating func take() -> CommitIndex? {
        guard isLimited || options.isNoWalk else { return state.pop() }
        guard position < list.count else { return nil }
        defer { position += 1 }
        return list[position]
    }

    /// Whether a commit that has been visited is given out.
    private func isSelected(_ index: CommitIndex) -> Bool {
        if state.has(index, [.shown, .uninteresting]) { return false }
        if options.graph.maximalOnly, state.has(index, .childVisited) { return false }
        let date = state.table.dates[Int(index)]
        if let since = options.sinceAsFilter, date < since { return false }
        guard options.walk.selects(date: date, parents: state.table.parentCount(index)) else { return false }
        guard options.prunes, !options.graph.sparse, state.has(index, .treeSame) else { return true }
        guard options.graph.simplifiesParents else { return false }
        if options.graph.showPulls, state.has(index, .differsFromFirst) { return true }
        return state.parents(index).count(where: state.isRelevant) >= 2
    }

    // MARK: Comparing

    /// Decides whether a commit's paths are the same as in its parents, and which parents remain.
    private mutating func simplifyParents(_ index: CommitIndex, _ loader: CommitLoader) {
        guard options.prunes else { return }
        let graph = options.graph
        let parents = state.parents(index)
        if parents.isEmpty {
            if paths.agreesWithNothing(index, &state) ?? true { state.mark(index, .treeSame) }
            return
        }
        if graph.sparse, parents.count == 1 { return }
        var relevantParents = 0
        var hasRelevantChange = false
        var hasIrrelevantChange = false
        var isUnknown = false
        var same: [Bool]?
        for (position, parent) in parents.enumerated() {
            let isRelevant = state.isRelevant(parent)
            if isRelevant { relevantParents += 1 }
            if position == 1 {
                if options.walk.firstParent { break }
                if notesSameParents, !options.followsOneParent, !state.has(index, .uninteresting) {
                    same = Array(repeating: false, count: parents.count)
                    same?[0] = !hasRelevantChange && !hasIrrelevantChange
                }
            }
            guard state.load(parent, loader) else { continue }
            state.mark(parent, .parsed)
            guard let agrees = paths.agrees(parent, index, isFirst: position == 0, &state) else {
                isUnknown = true
                continue
            }
            if agrees {
                if !options.followsOneParent || !isRelevant {
                    same?[position] = true
                    continue
                }
                if parents.count > 1 { state.setParents(index, [parent]) }
                if !graph.showPulls || position == 0 { state.mark(index, .treeSame) }
                return
            }
            if graph.removeEmpty, !state.has(parent, .given), state.table.parentCount(parent) > 0,
                paths.agreesWithNothing(parent, &state) == true
            {
                state.setParents(parent, [])
            }
            if isRelevant { hasRelevantChange = true } else { hasIrrelevantChange = true }
            if position == 0 { state.mark(index, .differsFromFirst) }
        }
        if let same { sameParents[index] = same }
        if isUnknown {
            state.unknownCommits += 1
            state.mark(index, .treeSame)
        } else if relevantParents > 0 ? !hasRelevantChange : !hasIrrelevantChange {
            state.mark(index, .treeSame)
        }
    }

    /// Whether a root's paths are the same as in an empty tree.
    func isEmptyRoot(_ index: CommitIndex, _ state: inout GraphState) -> Bool {
        paths.agreesWithNothing(index, &state) ?? true
    }

    // MARK: After filters

    /// Whether commits have to be asked for one by one, since what is given out decides how the walk goes on.
    var goesStepByStep: Bool { options.graph.rewritesParents || options.graph.removeEmpty }

    private var rewritesParents: Bool {
        options.graph.simplifiesParents && options.prunes && !options.graph.sparse
    }

    /// Notes that a commit is selected after all: its parents are rewritten where that is asked for.
    mutating func rewriteParents(_ index: CommitIndex, _ loader: CommitLoader) {
        guard rewritesParents else { return }
        var parents: [CommitIndex] = []
        for parent in state.parents(index) {
            guard let shown = shownAncestor(parent, loader), !parents.contains(shown) else { continue }
            parents.append(shown)
        }
        if parents != state.parents(index) { state.setParents(index, parents) }
    }

    /// The next commit on the way down that is in the simplified history; `nil` where that is none.
    private mutating func shownAncestor(_ index: CommitIndex, _ loader: CommitLoader) -> CommitIndex? {
        var index = index
        while true {
            if !isLimited { visitParents(index, loader) }
            if state.has(index, .uninteresting) || !state.has(index, .treeSame) { return index }
            let parents = state.parents(index)
            // Git lets go of the parents of what it has shown, which matters where clocks went wrong.
            if parents.isEmpty || (!options.isReversed && state.has(index, .given)) { return nil }
            guard let next = relevantParent(of: parents) else { return index }
            index = next
        }
    }

    /// The one parent that counts; `nil` where there are several, or none of several.
    func relevantParent(of parents: [CommitIndex]) -> CommitIndex? {
        if parents.count == 1 || options.walk.firstParent { return parents.first }
        let relevant = parents.filter { state.isRelevant($0) }
        return relevant.count == 1 ? relevant[0] : nil
    }

    /// Notes that a commit is given out; its parents may be boundaries.
    mutating func noteShown(_ index: CommitIndex) {
        state.mark(index, [.shown, .given])
        guard options.graph.boundary else { return }
        for parent in state.parents(index) where !state.has(parent, [.childShown, .shown]) {
            state.mark(parent, .childShown)
            boundaries.append(parent)
        }
    }

    /// The boundaries of what was given out, in git's order.
    mutating func takeBoundaries(_ loader: CommitLoader) throws(RgitError) -> [CommitIndex] {
        var found: [CommitIndex] = []
        for index in boundaries where !state.has(index, [.shown, .boundary]) {
            state.mark(index, .boundary)
            found.append(index)
        }
        boundaries = []
        found.reverse()
        let order = options.walk.order == .default ? .topological : options.walk.order
        // Git has not read the parents that it did not follow, and so does not know theirs.
        let unread = found.filter { !state.has($0, .parsed) }
        found.removeAll { !state.loadExcluded($0, loader) }
        let sorted = try TopologicalOrder.sort(
            found, table: state.table, order: order, onlyParents: [:], firstParentsOnly: false,
            parentless: Set(unread), loader: loader)
        for index in sorted { state.mark(index, .shown) }
        return sorted
    }

    /// Puts commits that were read elsewhere into the table.
    mutating func addCommits(_ body: (inout CommitTable) async throws -> Void) async throws {
        try await body(&state.table)
    }

    // MARK: Limiting

    /// Whether many commits have been read one by one, so that reading all at once pays; once.
    mutating func wantsCommits(_ loader: CommitLoader) -> Bool {
        let threshold = options.walk.preloadThreshold
        guard !hasAskedForCommits,
            loader.graph.map({ state.table.count > max(threshold, $0.count / 16) })
                ?? (state.table.objectReads > threshold)
        else { return false }
        hasAskedForCommits = true
        return true
    }

    /// Visits all commits in question; returns `false`, once, where reading many commits at once would pay.
    mutating func visitAll(_ loader: CommitLoader) -> Bool {
        while true {
            if wantsCommits(loader) { return false }
            guard let index = state.pop() else { return true }
            let date = state.table.dates[Int(index)]
            if let since = options.walk.since, date < since { state.mark(index, .uninteresting) }
            visitParents(index, loader)
            if state.has(index, .uninteresting) {
                state.spreadUninteresting(index)
                guard let next = state.firstDate else { return true }
                if lastDate <= next || state.interestingQueued > 0 {
                    slop = GraphWalk.maximumSlop
                    continue
                }
                slop -= 1
                if slop == 0 { return true }
                continue
            }
            if let until = options.walk.until, date > until { continue }
            if let since = options.sinceAsFilter, date < since { continue }
            lastDate = date
            list.append(index)
        }
    }
}
