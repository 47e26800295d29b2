// Likeness of single lines, by which lines changed in an ignored commit find their counterparts in the parent.

import GitObjects

/// A line as the multiset of its byte pairs, white space folded and ASCII letters lowered, as git's `--ignore-rev` sees it.
struct LineFingerprint {
    /// A pair of neighbouring bytes and how often it occurs, ascending by pair.
    private(set) var pairs: [(pair: UInt32, count: Int32)] = []

    init(_ line: ArraySlice<UInt8>) {
        var found: [UInt32] = []
        found.reserveCapacity(line.count + 1)
        var previous: UInt32 = 0
        for byte in line {
            let folded = LineFingerprint.folded(byte)
            LineFingerprint.append(previous, folded, to: &found)
            previous = folded
        }
        LineFingerprint.append(previous, 0, to: &found)
        found.sort()
        for pair in found {
            if let last = pairs.last, last.pair == pair {
                pairs[pairs.count - 1].count += 1
            } else {
                pairs.append((pair, 1))
            }
        }
    }

    private static func append(_ first: UInt32, _ second: UInt32, to found: inout [UInt32]) {
        let pair = first | second << 8
        if pair != 0 { found.append(pair) }
    }

    /// White space becomes 0, ASCII letters become small.
    private static func folded(_ byte: UInt8) -> UInt32 {
        if ASCII.isSpace(byte) { return 0 }
        if byte >= 0x41, byte <= 0x5a { return UInt32(byte | 0x20) }
        return UInt32(byte)
    }

    /// How many pairs the two have in common.
    func likeness(to other: LineFingerprint) -> Int {
        var common = 0
        var left = 0
        var right = 0
        while left < pairs.count, right < other.pairs.count {
            let difference = Int64(pairs[left].pair) - Int64(other.pairs[right].pair)
            if difference == 0 { common += Int(min(pairs[left].count, other.pairs[right].count)) }
            if difference <= 0 { left += 1 }
            if difference >= 0 { right += 1 }
        }
        return common
    }

    /// Takes the pairs of `other` out, so that no second line can claim them.
    mutating func subtract(_ other: LineFingerprint) {
        var kept: [(pair: UInt32, count: Int32)] = []
        kept.reserveCapacity(pairs.count)
        var right = 0
        for entry in pairs {
            while right < other.pairs.count, other.pairs[right].pair < entry.pair { right += 1 }
            if right < other.pairs.count, other.pairs[right].pair == entry.pair {
                let left = entry.count - other.pairs[right].count
                if left > 0 { kept.append((entry.pair, left)) }
            } else {
                kept.append(entry)
            }
        }
        pairs = kept
    }
}
