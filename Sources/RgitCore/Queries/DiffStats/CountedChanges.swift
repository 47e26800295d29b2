// The changes of a comparison beside their line counts, from which rows are made when they are needed.

/// Changes and how many lines each has; a row is three times as large.
struct CountedChanges: Sendable {
    /// The changes in git's order.
    let changes: [FileChange]
    /// The line counts of the changes, in the same order.
    let lines: [ChangeLines]

    /// The rows of the changes that have one.
    var rows: some Sequence<FileStats> { changes.indices.lazy.compactMap { self[$0] } }

    /// The row of the change at `index`; `nil` where it has none.
    subscript(index: Int) -> FileStats? { FileStats(changes[index], lines[index]) }

    /// The number of lines of the largest change.
    var maximum: Int {
        lines.reduce(0) { maximum, lines in
            guard case .lines(let insertions, let deletions) = lines else { return maximum }
            return max(maximum, Int(insertions) + Int(deletions))
        }
    }
}
