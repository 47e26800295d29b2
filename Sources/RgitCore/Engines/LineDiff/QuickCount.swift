// Counts the lines between two blobs from the few that lie between their common ends, where that gives git's numbers.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The short way to the counts of most pairs: lines at the common ends are neither cut nor hashed.
///
/// Git's counts differ from those of a shortest script for two reasons only: its search gives up when it has become dear,
/// and it sets very frequent lines aside where seven or more lines around them are in one file alone. A few lines in the
/// middle cannot be dear, and where too few of them are in one file alone nothing is set aside; in all other cases the
/// answer is `nil`, and the whole comparison has to be made.
struct QuickCount: ~Copyable {
    /// A search among so few lines ends before git would give it up (256 steps, each of them two lines deep).
    private static let mostLines = 480
    /// With so many lines of one file alone around them git may set frequent lines aside.
    private static let noise = 7

    private var search = EditSearch()
    // The lines of the middles by what they are; an open-addressed table, in use where the stamp is the current one.
    private var slotKeys = [UInt64](repeating: 0, count: 1024)
    private var slotClasses = [UInt32](repeating: 0, count: 1024)
    private var slotStamps = [UInt32](repeating: 0, count: 1024)
    private var stamp: UInt32 = 0
    private var oldKeys: [UInt64] = []
    private var newKeys: [UInt64] = []
    private var oldClasses: [UInt32] = []
    private var newClasses: [UInt32] = []
    private var oldCounts: [UInt32] = []
    private var newCounts: [UInt32] = []
    private var shared: [UInt32] = []

    /// The bytes of both blobs that differ, from the start of a line to the end of one.
    struct Middles: Equatable {
        var old: Range<Int>
        var new: Range<Int>
    }

    init() {}

    /// The counts, or `nil` where git's heuristics may have a say.
    mutating func count(_ old: [UInt8], _ new: [UInt8]) -> LineCount? {
        let middles = QuickCount.middles(old, new)
        return old.withUnsafeBytes { old in
            new.withUnsafeBytes { new in
                let old = UnsafeRawBufferPointer(rebasing: old[middles.old])
                let new = UnsafeRawBufferPointer(rebasing: new[middles.new])
                if old.isEmpty || new.isEmpty {
                    return LineCount(insertions: QuickCount.lines(new), deletions: QuickCount.lines(old))
                }
                guard QuickCount.cut(old, &oldKeys, most: QuickCount.mostLines),
                    QuickCount.cut(new, &newKeys, most: QuickCount.mostLines - oldKeys.count)
                else { return nil }
                return compare()
            }
        }
    }

    private mutating func compare() -> LineCount? {
        classify()
        var anyShared = false
        for number in oldCounts.indices where oldCounts[number] > 0 && newCounts[number] > 0 {
            anyShared = true
            break
        }
        guard anyShared else { return LineCount(insertions: newKeys.count, deletions: oldKeys.count) }
        guard QuickCount.keep(oldClasses, in: newCounts, &shared) else { return nil }
        swap(&oldClasses, &shared)
        guard QuickCount.keep(newClasses, in: oldCounts, &shared) else { return nil }
        swap(&newClasses, &shared)
        var count = LineCount(
            insertions: newKeys.count - newClasses.count, deletions: oldKeys.count - oldClasses.count)
        oldClasses.withUnsafeBufferPointer { old in
            newClasses.withUnsafeBufferPointer { new in
                search.run(old, new, minimal: false) { isOld, _ in
                    if isOld { count.deletions &+= 1 } else { count.insertions &+= 1 }
                }
            }
        }
        return count
    }

    /// The lines that the other file's middle has too; `false` where so many are not that others might be set aside.
    private static func keep(
        _ classes: borrowing [UInt32], in counts: borrowing [UInt32], _ kept: inout [UInt32]
    ) -> Bool {
        kept.removeAll(keepingCapacity: true)
        for index in classes.indices where counts[Int(classes[index])] > 0 { kept.append(classes[index]) }
        return classes.count - kept.count < noise || kept.isEmpty
    }

    private mutating func classify() {
        if stamp == UInt32.max {
            for index in slotStamps.indices { slotStamps[index] = 0 }
            stamp = 0
        }
        stamp += 1
        oldCounts.removeAll(keepingCapacity: true)
        newCounts.removeAll(keepingCapacity: true)
        oldClasses.removeAll(keepingCapacity: true)
        newClasses.removeAll(keepingCapacity: true)
        for index in oldKeys.indices {
            let number = enter(oldKeys[index])
            oldCounts[number] &+= 1
            oldClasses.append(UInt32(truncatingIfNeeded: number))
        }
        for index in newKeys.indices {
            let number = enter(newKeys[index])
            newCounts[number] &+= 1
            newClasses.append(UInt32(truncatingIfNeeded: number))
        }
    }

    /// The class of `key`, a new one where it was not known.
    private mutating func enter(_ key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: key) & 1023
        while slotStamps[slot] == stamp {
            if slotKeys[slot] == key { return Int(slotClasses[slot]) }
            slot = (slot &+ 1) & 1023
        }
        let number = oldCounts.count
        slotStamps[slot] = stamp
        slotKeys[slot] = key
        slotClasses[slot] = UInt32(truncatingIfNeeded: number)
        oldCounts.append(0)
        newCounts.append(0)
        return number
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

    /// The keys of all lines; `false` when there are more than `most`.
    private static func cut(_ bytes: UnsafeRawBufferPointer, _ keys: inout [UInt64], most: Int) -> Bool {
        keys.removeAll(keepingCapacity: true)
        // Bytes may be looked at as what they are.
        let bytes = bytes.bindMemory(to: UInt8.self)
        guard var line = bytes.baseAddress else { return true }
        let end = line + bytes.count
        while line < end {
            guard keys.count < most else { return false }
            if let newline = memchr(line, 0x0a, end - line) {
                let count = UnsafeRawPointer(newline) - UnsafeRawPointer(line) + 1
                keys.append(LineHash.exactKey(line, count: count, terminated: true))
                line += count
            } else {
                keys.append(LineHash.exactKey(line, count: end - line, terminated: false))
                line = end
            }
        }
        return true
    }
}
