// Sorts by halving and merging, comparison by comparison as git does.

/// Git's sort, for comparisons that need not be transitive: what comes of those depends on which values are compared.
enum MergeSort {
    /// The indices in order; `compare` is at most 0 where the first of two comes before the second.
    static func indices(_ range: Range<Int>, _ compare: (Int, Int) -> Int) -> [Int] {
        guard range.count > 1 else { return Array(range) }
        let middle = range.lowerBound + range.count / 2
        var left = indices(range.lowerBound..<middle, compare)[...]
        var right = indices(middle..<range.upperBound, compare)[...]
        var result: [Int] = []
        result.reserveCapacity(range.count)
        while let first = left.first, let second = right.first {
            let isInOrder = compare(first, second) <= 0
            result.append(isInOrder ? first : second)
            if isInOrder { left = left.dropFirst() } else { right = right.dropFirst() }
        }
        return result + left + right
    }
}
