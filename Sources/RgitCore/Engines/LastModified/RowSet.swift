// A set of row numbers, one bit each.

/// A set of the numbers below a bound that is fixed when it is made.
struct RowSet: Sendable {
    private(set) var words: ContiguousArray<UInt64>

    /// Makes room for the numbers below `count`; the set is empty.
    init(count: Int) {
        words = ContiguousArray(repeating: 0, count: (count + 63) / 64)
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    func contains(_ row: Int) -> Bool { words[row >> 6] & 1 << UInt64(row & 63) != 0 }

    /// Whether all members are in `other`, too.
    func isSubset(of other: RowSet) -> Bool {
        for word in words.indices where words[word] & ~other.words[word] != 0 { return false }
        return true
    }

    mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }

    mutating func remove(_ row: Int) { words[row >> 6] &= ~(1 << UInt64(row & 63)) }

    /// The members among the 64 numbers of a word that are in `rows`.
    @inline(__always)
    private func members(_ word: Int, _ rows: Range<Int>) -> UInt64 {
        var bits = words[word]
        let first = word << 6
        if rows.lowerBound > first { bits &= ~0 << UInt64(rows.lowerBound - first) }
        if rows.upperBound < first + 64 { bits &= ~(~0 << UInt64(rows.upperBound - first)) }
        return bits
    }

    private static func words(of rows: Range<Int>) -> Range<Int> {
        rows.isEmpty ? 0..<0 : rows.lowerBound >> 6..<(rows.upperBound - 1) >> 6 + 1
    }

    /// Whether no number of `rows` is a member.
    func isDisjoint(with rows: Range<Int>) -> Bool {
        for word in RowSet.words(of: rows) where members(word, rows) != 0 { return false }
        return true
    }

    /// How many numbers of `rows` are members.
    func count(in rows: Range<Int>) -> Int {
        RowSet.words(of: rows).reduce(0) { $0 + members($1, rows).nonzeroBitCount }
    }

    /// The numbers of `rows` that are members, in ascending order.
    func members(in rows: Range<Int>) -> [Int] {
        var found: [Int] = []
        for word in RowSet.words(of: rows) {
            var bits = members(word, rows)
            while bits != 0 {
                found.append(word << 6 | bits.trailingZeroBitCount)
                bits &= bits - 1
            }
        }
        return found
    }

    /// Adds the numbers of `rows` that are in `other` and, where it is given, in `filter`.
    mutating func add(_ rows: Range<Int>, of other: RowSet, in filter: RowSet? = nil) {
        for word in RowSet.words(of: rows) {
            words[word] |= other.members(word, rows) & (filter?.words[word] ?? ~0)
        }
    }

    mutating func formUnion(_ other: RowSet) {
        for word in words.indices { words[word] |= other.words[word] }
    }

    /// The members of both.
    func union(_ other: RowSet) -> RowSet {
        var all = self
        all.formUnion(other)
        return all
    }

    mutating func subtract(_ other: RowSet) {
        for word in words.indices { words[word] &= ~other.words[word] }
    }

    mutating func formIntersection(_ other: RowSet) {
        for word in words.indices { words[word] &= other.words[word] }
    }

    /// The members that are in `other`, too.
    func intersection(_ other: RowSet) -> RowSet {
        var both = self
        both.formIntersection(other)
        return both
    }

    /// Takes out all members.
    mutating func removeAll() {
        for word in words.indices { words[word] = 0 }
    }

    /// The members in ascending order.
    var members: [Int] { members(in: 0..<words.count * 64) }
}
