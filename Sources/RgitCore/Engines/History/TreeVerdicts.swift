// What was found out, ahead of a walk, about the trees of commits and of their parents.

import GitObjects

/// Whether a commit's paths are the same as in its first two parents; further parents are compared when they are met.
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

    /// Compares a commit's tree with those of its first two parents, as far as a walk is going to ask.
    ///
    /// What cannot be read stays unknown: the walk then asks again and tells.
    init(tree: ObjectID, parents: [ObjectID], comparer: inout some TreeComparing) {
        for (position, parent) in parents.prefix(2).enumerated() {
            guard let same = try? comparer.agree(parent, tree) else { return }
            if position == 0 { first = same ? .same : .different } else { second = same ? .same : .different }
            // A walk that follows one parent only does not look at the others.
            if same { return }
        }
    }

    private init() {}
}

/// The verdicts on a table's commits, and the order in which they are worth finding out.
struct TreeVerdicts: Sendable {
    private var verdicts: ContiguousArray<TreeVerdict>
    private let order: [CommitIndex]
    private var position = 0

    /// Knows nothing yet of the commits that are loaded in the table.
    init(_ table: CommitTable) {
        verdicts = ContiguousArray(repeating: .unknown, count: table.count)
        let loaded = (0..<CommitIndex(table.count)).filter { table.isLoaded($0) && table.parentCount($0) > 0 }
        order = loaded.sorted { left, right in
            let (leftDate, rightDate) = (table.dates[Int(left)], table.dates[Int(right)])
            return leftDate != rightDate ? leftDate > rightDate : left < right
        }
    }

    /// What is known of a commit.
    subscript(index: CommitIndex) -> TreeVerdict {
        get { Int(index) < verdicts.count ? verdicts[Int(index)] : .unknown }
        set { if Int(index) < verdicts.count { verdicts[Int(index)] = newValue } }
    }

    /// The next commits to find out about, latest first.
    mutating func take(_ count: Int) -> [CommitIndex] {
        let end = min(order.count, position + count)
        defer { position = end }
        return Array(order[position..<end])
    }
}
