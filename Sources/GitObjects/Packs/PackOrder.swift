// The objects of a pack numbered in the order of their offsets: ranks.

/// A pack's entries in the order of their offsets.
///
/// A *rank* is an entry's number in that order. Ranks are what the engines hold instead of names: four bytes each, and
/// reading by ascending rank reads the pack from front to back.
public struct PackOrder: Sendable {
    /// The offset of each entry, ascending; an entry whose index record is damaged has the greatest number.
    public let offsets: [UInt64]
    /// The place in the order of names of each rank.
    public let positions: [UInt32]
    /// The rank of each place in the order of names.
    public let ranks: [UInt32]

    /// The number of entries.
    public var count: Int { offsets.count }

    /// Sorts the index's offsets.
    public init(_ index: PackIndex) {
        let count = index.count
        var greatest: UInt64 = 0
        var keys = [UInt64](repeating: .max, count: count)
        for position in 0..<count {
            guard let offset = index.offset(at: position) else {
                greatest = .max
                continue
            }
            keys[position] = UInt64(offset)
            greatest = max(greatest, UInt64(offset))
        }
        var places = (0..<count).map { UInt32($0) }
        PackOrder.sort(&keys, &places, greatest: greatest)
        var ranks = [UInt32](repeating: 0, count: count)
        for rank in 0..<count { ranks[Int(places[rank])] = UInt32(rank) }
        offsets = keys
        positions = places
        self.ranks = ranks
    }

    /// The rank of the entry that begins at `offset`; `nil` when none does.
    public func rank(ofOffset offset: Int) -> Int? { rank(ofOffset: offset, within: 0..<count) }

    /// The rank of the entry that begins at `offset`, among `ranks`.
    ///
    /// Searched from the end in growing steps, since a delta's base is mostly close before it.
    func rank(ofOffset offset: Int, within ranks: Range<Int>) -> Int? {
        let wanted = UInt64(truncatingIfNeeded: offset)
        var high = ranks.upperBound
        var step = 1
        var low = high - step
        while low > ranks.lowerBound, offsets[low] > wanted {
            high = low
            step *= 2
            low = high - step
        }
        low = max(low, ranks.lowerBound)
        while low < high {
            let middle = low + (high - low) / 2
            if offsets[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < ranks.upperBound && offsets[low] == wanted ? low : nil
    }

    /// Sorts by radix, eleven bits at a time, only as many digits as the greatest key has.
    private static func sort(_ keys: inout [UInt64], _ places: inout [UInt32], greatest: UInt64) {
        let digitBits: UInt64 = 11
        let digits = 1 << Int(digitBits)
        var otherKeys = [UInt64](repeating: 0, count: keys.count)
        var otherPlaces = [UInt32](repeating: 0, count: keys.count)
        var shift: UInt64 = 0
        while shift < 64, greatest >> shift != 0 {
            var starts = [Int](repeating: 0, count: digits)
            for key in keys { starts[Int(truncatingIfNeeded: key >> shift) & (digits - 1)] += 1 }
            var sum = 0
            for digit in 0..<digits {
                let own = starts[digit]
                starts[digit] = sum
                sum += own
            }
            for index in keys.indices {
                let digit = Int(truncatingIfNeeded: keys[index] >> shift) & (digits - 1)
                let target = starts[digit]
                starts[digit] = target + 1
                otherKeys[target] = keys[index]
                otherPlaces[target] = places[index]
            }
            swap(&keys, &otherKeys)
            swap(&places, &otherPlaces)
            shift += digitBits
        }
    }
}
