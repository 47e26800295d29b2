// Finds the changed lines of two sequences as git's --histogram does: around the rarest lines that both have.
//
// The longest run of common lines around the rarest line is left unchanged, and the parts before and behind it are
// searched alike. Where common lines are all frequent, the part is handed back to be searched by Myers' algorithm.

/// The search, with buffers kept from pair to pair.
struct HistogramSearch: ~Copyable {
    /// A part of both sequences that is compared on its own.
    struct Region: Equatable {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// A line that occurs more often in a region's old part is too frequent to search around.
    private static let maximumOccurrences = 64

    /// One byte a line, 1 for those that changed.
    var oldChanged: [UInt8] = []
    /// The same for the new sequence.
    var newChanged: [UInt8] = []
    /// The regions whose common lines are all too frequent; none of their lines is marked.
    private(set) var unsettled: [Region] = []

    private var pending: [Region] = []
    // Per class, within the region that is searched:
    /// The first of its lines in the old part; -1 for none.
    private var first: [Int32] = []
    /// How often it occurs in the old part.
    private var occurrences: [Int32] = []
    /// Per old line the next one of the same class in the region; -1 for none.
    private var next: [Int32] = []

    init() {}

    /// Marks the lines that changed, by the class of every line; there are `classCount` classes.
    mutating func run(
        _ old: UnsafeBufferPointer<UInt32>, _ new: UnsafeBufferPointer<UInt32>, classCount: Int
    ) {
        HistogramSearch.fill(&oldChanged, old.count, 0)
        HistogramSearch.fill(&newChanged, new.count, 0)
        HistogramSearch.fill(&first, classCount, -1)
        HistogramSearch.fill(&occurrences, classCount, 0)
        HistogramSearch.fill(&next, old.count, -1)
        unsettled.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        pending.append(Region(old: 0..<old.count, new: 0..<new.count))
        while let region = pending.popLast() {
            if region.old.isEmpty || region.new.isEmpty {
                markAll(region)
                continue
            }
            unsafe index(region.old, old)
            switch unsafe anchor(of: region, old, new) {
            case .found(let common):
                pending.append(
                    Region(
                        old: common.old.upperBound..<region.old.upperBound,
                        new: common.new.upperBound..<region.new.upperBound))
                pending.append(
                    Region(
                        old: region.old.lowerBound..<common.old.lowerBound,
                        new: region.new.lowerBound..<common.new.lowerBound))
            case .nothingCommon: markAll(region)
            case .tooFrequent: unsettled.append(region)
            }
            for line in region.old {
                let number = unsafe Int(old[line])
                first[number] = -1
                occurrences[number] = 0
            }
        }
    }

    private static func fill<Value>(_ array: inout [Value], _ count: Int, _ value: Value) {
        array.removeAll(keepingCapacity: true)
        array.append(contentsOf: repeatElement(value, count: count))
    }

    private mutating func markAll(_ region: Region) {
        for line in region.old { oldChanged[line] = 1 }
        for line in region.new { newChanged[line] = 1 }
    }

    /// Learns where and how often each class occurs among the old lines of a region.
    private mutating func index(_ lines: Range<Int>, _ old: UnsafeBufferPointer<UInt32>) {
        for line in lines.reversed() {
            let number = unsafe Int(old[line])
            next[line] = first[number]
            first[number] = Int32(truncatingIfNeeded: line)
            occurrences[number] &+= 1
        }
    }

    private enum Anchor {
        /// The run of lines to leave unchanged.
        case found(Region)
        case nothingCommon
        case tooFrequent
    }

    /// The run of common lines that holds the rarest line; of equally rare ones, the longest, and of those the first.
    private func anchor(
        of region: Region, _ old: UnsafeBufferPointer<UInt32>, _ new: UnsafeBufferPointer<UInt32>
    ) -> Anchor {
        var best: Region?
        // A run of one line counts as no length, so that only its rarity can make it the first.
        var bestLength = 0
        var rarity = HistogramSearch.maximumOccurrences + 1
        var hasCommon = false
        var position = region.new.lowerBound
        while position < region.new.upperBound {
            let number = unsafe Int(new[position])
            var start = Int(first[number])
            let count = Int(occurrences[number])
            var following = position + 1
            if start >= 0 { hasCommon = true }
            // A line more frequent than the best so far is not extended.
            if count > rarity { start = -1 }
            while start >= 0 {
                var oldStart = start
                var newStart = position
                var oldEnd = start + 1
                var newEnd = position + 1
                var rarest = count
                while oldStart > region.old.lowerBound, newStart > region.new.lowerBound,
                    unsafe old[oldStart - 1] == new[newStart - 1]
                {
                    oldStart -= 1
                    newStart -= 1
                    if rarest > 1 { rarest = min(rarest, unsafe Int(occurrences[Int(old[oldStart])])) }
                }
                while oldEnd < region.old.upperBound, newEnd < region.new.upperBound,
                    unsafe old[oldEnd] == new[newEnd]
                {
                    if rarest > 1 { rarest = min(rarest, unsafe Int(occurrences[Int(old[oldEnd])])) }
                    oldEnd += 1
                    newEnd += 1
                }
                following = max(following, newEnd)
                if oldEnd - oldStart - 1 > bestLength || rarest < rarity {
                    best = Region(old: oldStart..<oldEnd, new: newStart..<newEnd)
                    bestLength = oldEnd - oldStart - 1
                    rarity = rarest
                }
                // Occurrences within the run would only find it again.
                repeat { start = Int(next[start]) } while start >= 0 && start < oldEnd
            }
            position = following
        }
        if hasCommon, rarity > HistogramSearch.maximumOccurrences { return .tooFrequent }
        return best.map(Anchor.found) ?? .nothingCommon
    }
}
