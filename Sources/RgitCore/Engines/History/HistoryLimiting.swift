// Decides how far a walk goes that has to know what negative tips reach before it gives its first commit.

/// The list of a limited walk: filled while commits are visited, then put in order, then given out.
///
/// A commit can turn out to be reachable from a negative tip until all commits younger than it have been visited, so the
/// list is complete before its first member is given out. It stops as git does: a few commits after nothing but
/// uninteresting ones, all older than the last interesting one, is left in the queue. The list holds four bytes for
/// each interesting commit.
struct HistoryLimiting {
    /// The number of commits git visits past the point where nothing interesting seems left, for clocks that went wrong.
    private static let maximumSlop = 5

    /// The commits that are not uninteresting, in the order of the walk, and once complete in the order asked for.
    private(set) var list: [CommitIndex] = []
    /// Whether all commits have been visited and put in order.
    private(set) var isComplete = false
    private var position = 0
    private var slop = HistoryLimiting.maximumSlop
    /// The date of the last commit found to be interesting.
    private var lastDate = UInt64.max
    /// Younger commits are left out.
    private let until: UInt64?

    init(until: UInt64?) { self.until = until }

    /// Takes in a commit whose parents have been visited; `false` where the walk has gone far enough.
    ///
    /// - Complexity: O(1), and for an uninteresting commit the number of read commits it marks.
    mutating func take(_ index: CommitIndex, _ state: inout WalkState) -> Bool {
        if state.has(index, .uninteresting) {
            state.spreadUninteresting(index)
            guard let next = state.firstDate else { return false }
            if lastDate <= next || state.interestingQueued > 0 {
                slop = HistoryLimiting.maximumSlop
                return true
            }
            slop -= 1
            return slop != 0
        }
        let date = state.table.dates[Int(index)]
        if let until, date > until { return true }
        lastDate = date
        list.append(index)
        return true
    }

    /// Ends the visits, with the list in the order `sort` gives it.
    mutating func complete(
        sort: ([CommitIndex]) throws(RgitError) -> [CommitIndex]
    ) throws(RgitError) {
        list = try sort(list)
        isComplete = true
    }

    /// The next commit of the complete list.
    mutating func next() -> CommitIndex? {
        guard position < list.count else { return nil }
        defer { position += 1 }
        return list[position]
    }
}
