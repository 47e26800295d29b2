// How far two names are apart, and which known names a mistyped one may mean.

/// Finds the names close to a mistyped one.
package enum EditDistance {
    /// The fewest insertions, deletions, replacements and swaps of neighbours that turn one into the other.
    package static func between(_ left: [UInt8], _ right: [UInt8]) -> Int {
        if left.isEmpty { return right.count }
        if right.isEmpty { return left.count }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        var current = last
        for row in 1...left.count {
            current[0] = row
            for column in 1...right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1]
                {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current[column] = best
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }

    /// The names nearest to a mistyped one, at most three, none when nothing is near.
    ///
    /// Near is one change for every three letters; names it abbreviates count as near too.
    package static func nearest(to name: String, among candidates: [String]) -> [String] {
        let typed = Array(name.utf8)
        // Longer than every known name: not a typing error, and not worth a quadratic comparison.
        guard !typed.isEmpty, typed.count <= 64 else { return [] }
        let limit = max(1, typed.count / 3)
        let scored = candidates.map { ($0, between(typed, Array($0.utf8))) }
        let close = scored.filter { $0.1 <= limit }
        if let best = close.map(\.1).min() {
            return Array(close.filter { $0.1 == best }.map(\.0).prefix(3))
        }
        guard typed.count >= 2 else { return [] }
        return Array(candidates.filter { $0.utf8.starts(with: typed) }.prefix(3))
    }
}
