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

    /// Buckets of `1 << bucketShift` bytes of the pack, about one per entry: the first rank at or after each bucket's start.
    private let bucketStarts: [UInt32]
    private let bucketShift: UInt64

    /// Sorts the index's offsets.
    ///
    /// - Complexity: O(n) for n entries, 20 bytes each.
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
        let places = PackOrder.sort(&keys, greatest: greatest)
        var ranks = [UInt32](repeating: 0, count: count)
        for rank in 0..<count { ranks[Int(places[rank])] = UInt32(rank) }
        (bucketStarts, bucketShift) = PackOrder.buckets(keys)
        offsets = keys
        positions = places
        self.ranks = ranks
    }

    private static func buckets(_ offsets: [UInt64]) -> (starts: [UInt32], shift: UInt64) {
        // Damaged records are last, with the greatest number; buckets for them would be without end.
        let last = offsets.last { $0 != .max } ?? 0
        var shift: UInt64 = 0
        while last >> shift >= UInt64(max(offsets.count, 1)) { shift += 1 }
        var starts = [UInt32](repeating: 0, count: Int(last >> shift) + 2)
        var bucket = 0
        for rank in offsets.indices where offsets[rank] <= last {
            let own = Int(offsets[rank] >> shift)
            while bucket < own {
                bucket += 1
                starts[bucket] = UInt32(rank)
            }
        }
        let end = offsets.lastIndex { $0 <= last }.map { UInt32($0 + 1) } ?? 0
        while bucket + 1 < starts.count {
            bucket += 1
            starts[bucket] = end
        }
        return (starts, shift)
    }

    /// The rank of the entry that begins at `offset`; `nil` when none does.
    @inline(__always)
    public func rank(ofOffset offset: Int) -> Int? {
        let wanted = UInt64(truncatingIfNeeded: offset)
        let bucket = wanted >> bucketShift
        guard bucket < UInt64(bucketStarts.count - 1) else { return nil }
        var low = Int(bucketStarts[Int(bucket)])
        var high = Int(bucketStarts[Int(bucket) + 1])
        while low < high {
            let middle = low + (high - low) / 2
            if offsets[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < offsets.count && offsets[low] == wanted ? low : nil
    }

    /// Where the entry that begins at `offset` ends: at the next one, or at `end` where there is none or its offset is damaged.
    /// `nil` when no entry begins there.
    func end(ofEntryAt offset: Int, packEnd end: Int) -> Int? {
        guard let rank = rank(ofOffset: offset) else { return nil }
        guard rank + 1 < count, let next = Int(exactly: offsets[rank + 1]) else { return end }
        return min(end, next)
    }

    /// Sorts by radix, eleven bits at a time, only as many digits as the greatest key has; returns where each key was.
    private static func sort(_ keys: inout [UInt64], greatest: UInt64) -> [UInt32] {
        // Key and place share a word where they fit: half the memory to move.
        let placeBits = UInt64(UInt64.bitWidth - max(keys.count - 1, 1).leadingZeroBitCount)
        guard greatest >> (64 - placeBits) == 0 else {
            let places = keys.indices.sorted { keys[$0] < keys[$1] }
            keys = places.map { keys[$0] }
            return places.map { UInt32($0) }
        }
        for place in keys.indices { keys[place] = keys[place] << placeBits | UInt64(place) }
        let digitBits: UInt64 = 11
        let digits = 1 << Int(digitBits)
        var others = [UInt64](repeating: 0, count: keys.count)
        var shift = placeBits
        while shift < 64, greatest >> (shift - placeBits) != 0 {
            var starts = [Int](repeating: 0, count: digits)
            for key in keys { starts[Int(truncatingIfNeeded: key >> shift) & (digits - 1)] += 1 }
            var sum = 0
            for digit in 0..<digits {
                let own = starts[digit]
                starts[digit] = sum
                sum += own
            }
            for key in keys {
                let digit = Int(truncatingIfNeeded: key >> shift) & (digits - 1)
                let target = starts[digit]
                starts[digit] = target + 1
                others[target] = key
            }
            swap(&keys, &others)
            shift += digitBits
        }
        var places = [UInt32](repeating: 0, count: keys.count)
        for rank in keys.indices {
            places[rank] = UInt32(truncatingIfNeeded: keys[rank] & (1 << placeBits - 1))
            keys[rank] >>= placeBits
        }
        return places
    }
}
