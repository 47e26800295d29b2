// What was found out, ahead of a walk, about the trees of commits and of their parents.

import GitObjects

/// Whether a commit's paths are the same as in its first two parents; further parents are compared when they are visited.
struct TreeVerdict: Sendable, Equatable {
    private enum Answer: UInt8, Sendable {
        case unknown
        case same
        case different
    }

    private var first = Answer.unknown
    private var second = Answer.unknown

    /// Nothing is known.
    static let unknown = TreeVerdict()

    /// Whether anything is known.
    var isKnown: Bool { first != .unknown }

    /// What is known about a parent; `nil` for nothing.
    func agrees(withParent position: Int) -> Bool? {
        let answer = position == 0 ? first : position == 1 ? second : .unknown
        return answer == .unknown ? nil : answer == .same
    }

    /// Compares the tree of a commit with those of its first two parents, as far as a walk is going to ask.
    ///
    /// What cannot be read stays unknown: the walk then compares it itself and reports the problem.
    init(
        _ commit: CommitIndex, _ table: CommitTable, comparer: inout some TreeComparing,
        filters: PathFilters? = nil
    ) {
        if let filters, table.parentCount(commit) > 0, filters.excludes(commit, table) {
            first = .same
            return
        }
        let tree = table.trees[Int(commit)]
        for position in 0..<min(2, table.parentCount(commit)) {
            let parent = table.parent(commit, position)
            guard table.isLoaded(parent),
                let same = try? comparer.agree(table.trees[Int(parent)], tree)
            else { return }
            if position == 0 { first = same ? .same : .different } else { second = same ? .same : .different }
            // A walk that follows one parent only does not look at the others.
            if same { return }
        }
    }

    private init() {}

    /// Says whether the paths are the same as in the first parent.
    init(sameAsFirst isSame: Bool) {
        first = isSame ? .same : .different
    }

    /// Adds whether the paths are the same as in the second parent, unless a tree cannot be read.
    mutating func compareWithSecond(
        _ parent: ObjectID, _ commit: ObjectID, _ comparer: inout some TreeComparing
    ) {
        guard let isSame = try? comparer.agree(parent, commit) else { return }
        second = isSame ? .same : .different
    }
}

/// The verdicts on a table's commits.
struct TreeVerdicts: Sendable {
    private var verdicts: ContiguousArray<TreeVerdict> = []

    /// The verdict on a commit.
    subscript(index: CommitIndex) -> TreeVerdict {
        get { Int(index) < verdicts.count ? verdicts[Int(index)] : .unknown }
        set {
            if Int(index) >= verdicts.count {
                let missing = max(Int(index) + 1, verdicts.count * 2) - verdicts.count
                verdicts.append(contentsOf: repeatElement(.unknown, count: missing))
            }
            verdicts[Int(index)] = newValue
        }
    }
}
