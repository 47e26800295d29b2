// The paths that commits changed from their first parents, by number.

/// For each commit that was compared with its first parent the numbers of the paths at which they differ.
///
/// - Complexity: eight bytes a commit, and four for each path that it changed.
struct ChangedPathNumbers: Sendable {
    /// The number of paths of each commit, and the paths.
    private var numbers: ContiguousArray<UInt32> = []
    /// Where each commit begins in `numbers`; negative where it is not known what it changed.
    private var starts: ContiguousArray<Int> = []

    /// Takes note of what a commit changed.
    mutating func add(_ paths: [UInt32], of commit: CommitIndex) {
        if Int(commit) >= starts.count {
            let missing = max(Int(commit) + 1, starts.count * 2) - starts.count
            starts.append(contentsOf: repeatElement(-1, count: missing))
        }
        let start = numbers.count
        starts[Int(commit)] = start
        numbers.append(0)
        numbers.append(contentsOf: paths)
        numbers[start] = UInt32(truncatingIfNeeded: numbers.count - start - 1)
    }

    /// The numbers of the paths that a commit changed; `nil` where that is not known.
    subscript(commit: CommitIndex) -> ArraySlice<UInt32>? {
        guard Int(commit) < starts.count, starts[Int(commit)] >= 0 else { return nil }
        let first = starts[Int(commit)] + 1
        return ArraySlice(numbers[first..<first + Int(numbers[first - 1])])
    }
}
