// Counts the lines between two blobs without placing hunks: lines at the common ends are mostly not even looked at.

/// The counts of a pair of blobs, as git has them.
///
/// Git's counts differ from those of a shortest script for two reasons only: its search gives up when it has become dear,
/// and it sets very frequent lines aside where seven or more lines around them are in one file alone. A few lines in the
/// middle cannot be dear, and where too few of them are in one file alone nothing is set aside. Then the middle is enough;
/// in other cases the lines of the common ends have to be counted too, to know which are frequent.
/// A caller that compares the versions of a file one after the other is answered faster: what was worked out for one of them, its lines
/// and how often they occur, is carried on to the next.
struct QuickCount: ~Copyable {
    /// A search among so few lines ends before git would give it up (256 steps, each of them two lines deep).
    private static let mostLines = 480
    /// With more lines of one file alone around them git may set frequent lines aside.
    private static let mostNoise = 6

    /// Shorter stretches are cut again rather than sought among those cut before.
    private static let stretchWorthKeeping = 2048

    private var search = EditSearch()
    private var classes = LineClasses()
    private var histogram = LineHistogram()
    /// The lines of the last versions that were compared, one of which is likely to be compared with another one next.
    private var oldCut = LineCut()
    private var newCut = LineCut()
    private var oldKeys: [UInt64] = []
    private var newKeys: [UInt64] = []

    /// The bytes of both blobs that differ, from the start of a line to the end of one.
    struct Middles: Equatable {
        var old: Range<Int>
        var new: Range<Int>
    }

    init() {}

    /// The counts; `minimal` asks for the shortest script whatever it costs.
    mutating func count(_ old: [UInt8], _ new: [UInt8], minimal: Bool) -> LineCount {
        let middles = QuickCount.middles(old, new)
        if middles.old.isEmpty || middles.new.isEmpty {
            return LineCount(
                insertions: QuickCount.lines(new, middles.new), deletions: QuickCount.lines(old, middles.old))
        }
        if middles.old.count + middles.new.count < QuickCount.stretchWorthKeeping {
            QuickCount.cut(old, middles.old, &oldKeys)
            QuickCount.cut(new, middles.new, &newKeys)
            return unsafe oldKeys.withUnsafeBufferPointer { oldKeys in
                unsafe newKeys.withUnsafeBufferPointer { newKeys in
                    unsafe count(old, oldKeys, new, newKeys, middles, minimal: minimal)
                }
            }
        }
        if oldCut.holds(new) || newCut.holds(old) { swap(&oldCut, &newCut) }
        let oldLines = oldCut.cut(old, middles.old)
        let newLines = newCut.cut(new, middles.new)
        return unsafe oldCut.keys.withUnsafeBufferPointer { oldKeys in
            unsafe newCut.keys.withUnsafeBufferPointer { newKeys in
                unsafe count(
                    old, UnsafeBufferPointer(rebasing: oldKeys[oldLines]), new,
                    UnsafeBufferPointer(rebasing: newKeys[newLines]), middles, minimal: minimal)
            }
        }
    }

    /// The counts between two middles, neither of them empty, whose lines have these keys.
    private mutating func count(
        _ old: [UInt8], _ oldKeys: UnsafeBufferPointer<UInt64>, _ new: [UInt8],
        _ newKeys: UnsafeBufferPointer<UInt64>, _ middles: Middles, minimal: Bool
    ) -> LineCount {
        unsafe classes.classify(oldKeys, newKeys)
        guard classes.anyShared else {
            return LineCount(insertions: newKeys.count, deletions: oldKeys.count)
        }
        let isSmall = oldKeys.count + newKeys.count <= QuickCount.mostLines
        if !isSmall || !classes.chooseShared(oldKeys.count, most: QuickCount.mostNoise) {
            choose(old, oldKeys.count, newKeys.count, middles)
        }
        return found(oldKeys.count, newKeys.count, minimal: minimal)
    }

    /// Chooses lines as git does, by all lines of both files; the middles have `oldCount` and `newCount` of them.
    private mutating func choose(_ old: [UInt8], _ oldCount: Int, _ newCount: Int, _ middles: Middles) {
        let ends: Int
        if old.count - middles.old.count <= middles.old.count {
            var count = 0
            unsafe old.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress else { return }
                classes.countEnds { countLine in
                    unsafe LineScan.lines(base, from: 0, to: middles.old.lowerBound) { key, _ in
                        countLine(key)
                        count &+= 1
                    }
                    unsafe LineScan.lines(base, from: middles.old.upperBound, to: old.count) { key, _ in
                        countLine(key)
                        count &+= 1
                    }
                }
            }
            ends = count
        } else {
            histogram.move(to: old)
            classes.countEnds(histogram)
            ends = histogram.lineCount - oldCount
        }
        classes.choose(oldCount, oldCount: oldCount + ends, newCount: newCount + ends)
    }

    /// The lines left out of the search, and those it finds changed.
    private mutating func found(_ oldCount: Int, _ newCount: Int, minimal: Bool) -> LineCount {
        var count = LineCount(
            insertions: newCount - classes.new.count, deletions: oldCount - classes.old.count)
        unsafe classes.withChosen { old, new in
            unsafe search.run(old, new, minimal: minimal) { isOld, _ in
                if isOld { count.deletions &+= 1 } else { count.insertions &+= 1 }
            }
        }
        return count
    }

    // MARK: Bytes

    /// The part between the lines that both blobs begin with and those that both end with.
    static func middles(_ old: [UInt8], _ new: [UInt8]) -> Middles {
        var head = BlobLines.commonHead(old, new)
        if head == old.count, head == new.count { return Middles(old: head..<head, new: head..<head) }
        while head > 0, old[head - 1] != 0x0a { head -= 1 }
        let limit = min(old.count, new.count) - head
        var tail = BlobLines.commonTail(old, new, limit: limit)
        let oldStart = old.count - tail
        let newStart = new.count - tail
        let startsLine =
            (oldStart == head || old[oldStart - 1] == 0x0a)
            && (newStart == head || new[newStart - 1] == 0x0a)
        if tail > 0, !startsLine {
            var offset = oldStart
            while offset < old.count, old[offset] != 0x0a { offset += 1 }
            tail = offset < old.count ? old.count - offset - 1 : 0
        }
        return Middles(old: head..<old.count - tail, new: head..<new.count - tail)
    }

    /// The number of lines in a range; a last one without LF counts.
    private static func lines(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe buffer.baseAddress.map {
                unsafe LineScan.count($0, from: range.lowerBound, to: range.upperBound)
            } ?? 0
        }
    }

    /// The keys of the lines in a range.
    private static func cut(_ bytes: [UInt8], _ range: Range<Int>, _ keys: inout [UInt64]) {
        keys.removeAll(keepingCapacity: true)
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            unsafe LineScan.lines(base, from: range.lowerBound, to: range.upperBound) { key, _ in
                keys.append(key)
            }
        }
    }
}
