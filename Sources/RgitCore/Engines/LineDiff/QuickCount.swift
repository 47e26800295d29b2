// Counts the lines between two blobs without placing hunks: lines at the common ends are mostly not even looked at.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The counts of a pair of blobs, as git has them.
///
/// Git's counts differ from those of a shortest script for two reasons only: its search gives up when it has become dear,
/// and it sets very frequent lines aside where seven or more lines around them are in one file alone. A few lines in the
/// middle cannot be dear, and where too few of them are in one file alone nothing is set aside. Then the middle is enough;
/// in other cases the lines of the common ends have to be counted too, to know which are frequent.
struct QuickCount: ~Copyable {
    /// A search among so few lines ends before git would give it up (256 steps, each of them two lines deep).
    private static let mostLines = 480
    /// With more lines of one file alone around them git may set frequent lines aside.
    private static let mostNoise = 6

    private var search = EditSearch()
    private var classes = LineClasses()
    private var oldKeys: [UInt64] = []
    private var newKeys: [UInt64] = []
    private var oldChanged: [UInt8] = []
    private var newChanged: [UInt8] = []

    /// The bytes of both blobs that differ, from the start of a line to the end of one.
    struct Middles: Equatable {
        var old: Range<Int>
        var new: Range<Int>
    }

    init() {}

    /// The counts; `minimal` asks for the shortest script whatever it costs.
    mutating func count(_ old: [UInt8], _ new: [UInt8], minimal: Bool) -> LineCount {
        let middles = QuickCount.middles(old, new)
        return old.withUnsafeBytes { old in
            new.withUnsafeBytes { new in
                let oldMiddle = UnsafeRawBufferPointer(rebasing: old[middles.old])
                let newMiddle = UnsafeRawBufferPointer(rebasing: new[middles.new])
                if oldMiddle.isEmpty || newMiddle.isEmpty {
                    return LineCount(
                        insertions: QuickCount.lines(newMiddle), deletions: QuickCount.lines(oldMiddle))
                }
                QuickCount.cut(oldMiddle, &oldKeys)
                QuickCount.cut(newMiddle, &newKeys)
                oldKeys.withUnsafeBufferPointer { oldKeys in
                    newKeys.withUnsafeBufferPointer { classes.classify(oldKeys, $0) }
                }
                guard classes.anyShared else {
                    return LineCount(insertions: newKeys.count, deletions: oldKeys.count)
                }
                let isSmall = oldKeys.count + newKeys.count <= QuickCount.mostLines
                if !isSmall || !classes.chooseShared(oldKeys.count, most: QuickCount.mostNoise) {
                    choose(old[..<middles.old.lowerBound], old[middles.old.upperBound...])
                }
                return found(minimal: minimal)
            }
        }
    }

    /// Chooses lines as git does, by all lines of both files; `head` and `tail` are what they have in common.
    private mutating func choose(_ head: Slice<UnsafeRawBufferPointer>, _ tail: Slice<UnsafeRawBufferPointer>)
    {
        var count = 0
        for end in [head, tail] {
            QuickCount.forEachLine(UnsafeRawBufferPointer(rebasing: end)) { key in
                classes.countEnd(key)
                count += 1
            }
        }
        QuickCount.clear(&oldChanged, oldKeys.count)
        QuickCount.clear(&newChanged, newKeys.count)
        classes.choose(
            oldKeys.count, oldCount: oldKeys.count + count, newCount: newKeys.count + count, &oldChanged,
            &newChanged)
    }

    private static func clear(_ flags: inout [UInt8], _ count: Int) {
        flags.removeAll(keepingCapacity: true)
        flags.append(contentsOf: repeatElement(0, count: count))
    }

    /// The lines left out of the search, and those it finds changed.
    private mutating func found(minimal: Bool) -> LineCount {
        var count = LineCount(
            insertions: newKeys.count - classes.new.classes.count,
            deletions: oldKeys.count - classes.old.classes.count)
        classes.old.classes.withUnsafeBufferPointer { old in
            classes.new.classes.withUnsafeBufferPointer { new in
                search.run(old, new, minimal: minimal) { isOld, _ in
                    if isOld { count.deletions &+= 1 } else { count.insertions &+= 1 }
                }
            }
        }
        return count
    }

    // MARK: Bytes

    /// What lies between the lines that both blobs begin with and those that both end with.
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

    /// The number of lines; a last one without LF counts.
    private static func lines(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let last = bytes.last else { return 0 }
        var count = last == 0x0a ? 0 : 1
        for byte in bytes { count &+= byte == 0x0a ? 1 : 0 }
        return count
    }

    /// The keys of all lines.
    private static func cut(_ bytes: UnsafeRawBufferPointer, _ keys: inout [UInt64]) {
        keys.removeAll(keepingCapacity: true)
        forEachLine(bytes) { keys.append($0) }
    }

    @inline(__always)
    private static func forEachLine(_ bytes: UnsafeRawBufferPointer, _ body: (UInt64) -> Void) {
        // Bytes may be looked at as what they are.
        let bytes = bytes.bindMemory(to: UInt8.self)
        guard var line = bytes.baseAddress else { return }
        let end = line + bytes.count
        while line < end {
            if let newline = memchr(line, 0x0a, end - line) {
                let count = UnsafeRawPointer(newline) - UnsafeRawPointer(line) + 1
                body(LineHash.exactKey(line, count: count, terminated: true))
                line += count
            } else {
                body(LineHash.exactKey(line, count: end - line, terminated: false))
                line = end
            }
        }
    }
}
