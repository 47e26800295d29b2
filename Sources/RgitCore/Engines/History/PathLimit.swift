// Decides for each commit of a walk whether it changed some paths, and which one parent explains them.

import GitObjects

/// Says whether a commit's tree and a parent's are the same as far as the paths of a walk go; one worker's.
protocol TreeComparing {
    /// Whether the two trees agree on the paths; a `nil` tree is the empty one.
    mutating func agree(_ parent: ObjectID?, _ commit: ObjectID) throws(RgitError) -> Bool
}

/// The paths a walk is limited to.
///
/// For each commit the verdicts found ahead of the walk are asked first, the changed-path filters of a commit-graph next,
/// and only then are trees read. `followed` grows by one entry for each commit in which the paths came unchanged from one
/// parent, verdicts by one byte for each commit compared ahead.
struct PathLimit {
    private let comparer: Box
    /// What rules out changes without a look at trees; `nil` for nothing.
    private let filters: PathFilters?
    /// The only parent a commit is followed to, where the paths came from it unchanged.
    private(set) var followed: [CommitIndex: CommitIndex] = [:]
    /// What is known about trees ahead of the walk.
    var verdicts = TreeVerdicts()

    /// Holds the comparer apart: with an existential among the walk's values, reading one of them would copy all.
    private final class Box {
        var comparer: any TreeComparing
        init(_ comparer: any TreeComparing) { self.comparer = comparer }
    }

    init(comparer: any TreeComparing, filters: PathFilters?) {
        self.comparer = Box(comparer)
        self.filters = filters
    }

    /// Decides whether the paths are the same in a commit as in its parents, and whether one parent explains them all.
    ///
    /// Where trees cannot be read the walk goes on to all parents, and the commit itself is counted as unknown.
    mutating func compareWithParents(
        _ index: CommitIndex, _ state: inout WalkState, _ options: HistoryWalk.Options, _ loader: CommitLoader
    ) {
        let tree = state.table.trees[Int(index)]
        let count = state.table.parentCount(index)
        if count == 0 {
            if filters?.excludes(index, state.table) ?? false {
                state.mark(index, .treeSame)
                return
            }
            let same = agree(nil, tree, &state)
            if same == nil { state.unknownCommits += 1 }
            if same ?? true { state.mark(index, .treeSame) }
            return
        }
        var relevantParents = 0
        var relevantChange = false
        var irrelevantChange = false
        var isUnknown = false
        for position in 0..<count {
            let parent = state.table.parent(index, position)
            guard state.load(parent, loader) else { continue }
            state.mark(parent, .parsed)
            let isRelevant = !state.has(parent, .uninteresting) || state.has(parent, .bottom)
            if isRelevant { relevantParents += 1 }
            if position == 1, options.firstParent { break }
            let same: Bool?
            if let known = verdicts[index].agrees(withParent: position) {
                same = known
            } else if position == 0, let filters, filters.excludes(index, state.table) {
                same = true
            } else {
                same = agree(state.table.trees[Int(parent)], tree, &state)
            }
            guard let same else {
                isUnknown = true
                continue
            }
            if same {
                if options.fullHistory || !isRelevant { continue }
                followed[index] = parent
                state.mark(index, .treeSame)
                return
            }
            if isRelevant { relevantChange = true } else { irrelevantChange = true }
        }
        if isUnknown {
            state.unknownCommits += 1
            state.mark(index, .treeSame)
        } else if relevantParents > 0 ? !relevantChange : !irrelevantChange {
            state.mark(index, .treeSame)
        }
    }

    /// Whether two trees agree on the paths; `nil` where one cannot be read, which is named once.
    private func agree(_ parent: ObjectID?, _ commit: ObjectID, _ state: inout WalkState) -> Bool? {
        do throws(RgitError) {
            return try comparer.comparer.agree(parent, commit)
        } catch {
            state.report(error)
            return nil
        }
    }
}
