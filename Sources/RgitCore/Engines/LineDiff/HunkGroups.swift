// Joins changes that are printed under one header, and drops those that the options ignore, as git does both.

/// The changes between two files, in order, each wanted or ignorable (blank lines, say, or lines that match `-I`).
struct HunkGroups {
    private let hunks: [HunkSpan]
    private let isIgnorable: [Bool]
    private let context: Int
    private let furthest: Int

    /// Groups changes.
    ///
    /// - Parameters:
    ///   - isIgnorable: For each change whether it is printed only near another one; empty where all are wanted.
    ///   - context: The number of unchanged lines shown around a change.
    ///   - interHunkContext: The number of lines that may remain between two groups for them to become one.
    init(_ hunks: [HunkSpan], isIgnorable: [Bool], context: Int, interHunkContext: Int) {
        self.hunks = hunks
        self.isIgnorable = isIgnorable
        self.context = context
        furthest = 2 * context + interHunkContext
    }

    /// The next group, from the change at `start` on; `nil` when nothing more is printed.
    func next(from start: Int) -> Range<Int>? {
        // Ignorable changes at the beginning go unless the next one is near.
        var first = start
        var index = start
        while index < hunks.count, ignores(index) {
            if index + 1 == hunks.count || distance(to: index + 1) >= context { first = index + 1 }
            index += 1
        }
        guard first < hunks.count else { return nil }

        var last = first
        var ignoredLines = 0
        index = first + 1
        while index < hunks.count {
            let distance = distance(to: index)
            if distance > furthest { break }
            let near = distance < context
            if near, !ignores(index) || last == index - 1 {
                last = index
                ignoredLines = 0
            } else if near {
                ignoredLines += Int(hunks[index].newCount)
            } else if last != index - 1,
                Int(hunks[index].oldStart) + ignoredLines - Int(hunks[last].oldEnd) > furthest
            {
                break
            } else if !ignores(index) {
                last = index
                ignoredLines = 0
            } else {
                ignoredLines += Int(hunks[index].newCount)
            }
            index += 1
        }
        return first..<last + 1
    }

    private func ignores(_ index: Int) -> Bool { !isIgnorable.isEmpty && isIgnorable[index] }

    /// The number of unchanged lines before a change that is not the first.
    private func distance(to index: Int) -> Int { Int(hunks[index].oldStart - hunks[index - 1].oldEnd) }
}
