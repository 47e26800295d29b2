// The keys of some of a blob's lines, kept for the next comparison with the same blob.

/// Part of a blob, cut into lines.
struct LineCut: ~Copyable {
    private var bytes: [UInt8] = []
    /// The bytes that have been cut.
    private var range = 0..<0
    private var ends: [UInt32] = []
    /// The key of each line of `range`.
    private(set) var keys: [UInt64] = []
    // What `keys` and `ends` are put together in.
    private var nextEnds: [UInt32] = []
    private var nextKeys: [UInt64] = []

    init() {}

    /// Whether these are lines of the very array `other`.
    func holds(_ other: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe other.withUnsafeBufferPointer { other in
                unsafe bytes.baseAddress == other.baseAddress && bytes.count == other.count
            }
        }
    }

    /// Cuts the lines of `wanted`, which begins and ends where lines do, and says which of `keys` theirs are.
    mutating func cut(_ other: [UInt8], _ wanted: Range<Int>) -> Range<Int> {
        if !holds(other) || range.isEmpty || !range.overlaps(wanted) {
            bytes = other
            range = wanted
            keys.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            LineCut.append(bytes, wanted, &keys, &ends)
        } else if wanted.lowerBound < range.lowerBound {
            nextKeys.removeAll(keepingCapacity: true)
            nextEnds.removeAll(keepingCapacity: true)
            LineCut.append(bytes, wanted.lowerBound..<range.lowerBound, &nextKeys, &nextEnds)
            nextKeys.append(contentsOf: keys)
            nextEnds.append(contentsOf: ends)
            swap(&keys, &nextKeys)
            swap(&ends, &nextEnds)
            range = wanted.lowerBound..<range.upperBound
        }
        if wanted.upperBound > range.upperBound {
            LineCut.append(bytes, range.upperBound..<wanted.upperBound, &keys, &ends)
            range = range.lowerBound..<wanted.upperBound
        }
        let first = lines(before: wanted.lowerBound)
        return first..<lines(before: wanted.upperBound)
    }

    /// How many lines end at or before an offset.
    private func lines(before offset: Int) -> Int {
        if offset == range.upperBound { return ends.count }
        var low = 0
        var high = ends.count
        while low < high {
            let middle = (low + high) / 2
            if Int(ends[middle]) <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func append(
        _ bytes: [UInt8], _ range: Range<Int>, _ keys: inout [UInt64], _ ends: inout [UInt32]
    ) {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            // Room first, then pointers: an append for every line would cost as much as its hash.
            let before = keys.count
            let after = unsafe before + LineScan.count(base, from: range.lowerBound, to: range.upperBound)
            keys.append(contentsOf: repeatElement(0, count: after - before))
            ends.append(contentsOf: repeatElement(0, count: after - before))
            unsafe keys.withUnsafeMutableBufferPointer { keys in
                unsafe ends.withUnsafeMutableBufferPointer { ends in
                    var place = before
                    unsafe LineScan.lines(base, from: range.lowerBound, to: range.upperBound) { key, end in
                        unsafe keys[place] = key
                        unsafe ends[place] = UInt32(truncatingIfNeeded: end)
                        place &+= 1
                    }
                }
            }
        }
    }
}
