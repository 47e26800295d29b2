// Decides which lines between the common ends take part in the search, and which are changed without one.

/// Counts, for the lines between the common ends of two files, how often each occurs in either file, and sets aside
/// those git does not search for: lines the other file lacks, and very frequent ones amid such lines.
///
/// Buffers are kept from pair to pair.
struct LineClasses {
    /// One side's lines that take part in the search.
    struct Side {
        /// The class of each.
        var classes: [UInt32] = []
        /// The position of each, counted from the end of the common head.
        var positions: [UInt32] = []
    }

    private(set) var old = Side()
    private(set) var new = Side()
    /// Whether any line between the ends of one file also lies between those of the other.
    private(set) var anyShared = false

    // An open-addressed table from key to class; a slot is in use when its stamp is the current one.
    private var slotKeys: [UInt64] = []
    private var slotClasses: [UInt32] = []
    private var slotStamps: [UInt32] = []
    private var stamp: UInt32 = 0
    private var mask = 0

    private var oldCounts: [UInt32] = []
    private var newCounts: [UInt32] = []
    private var lineClasses: [UInt32] = []
    private var standing: [UInt8] = []

    /// How a line stands in the other file.
    private enum Standing {
        static let absent: UInt8 = 0
        static let present: UInt8 = 1
        static let frequent: UInt8 = 2
    }

    /// A line is never frequent below this many occurrences once a file has more than a million lines.
    private static let frequencyCeiling = 1024
    /// How far around a frequent line its neighbours are looked at.
    private static let neighbourhood = 100

    /// Git's rough square root: a power of two, doubled for every two bits of `value`.
    static func roughSquareRoot(_ value: Int) -> Int {
        1 << ((Int.bitWidth - value.leadingZeroBitCount + 1) / 2)
    }

    init() {}

    /// Prepares the search between `oldKeys[head..<oldCount - tail]` and `newKeys[head..<newCount - tail]`.
    ///
    /// A line that is set aside is changed: `oldChanged` and `newChanged`, one byte a line between the ends, get a 1.
    mutating func prepare(
        _ oldKeys: UnsafeBufferPointer<UInt64>, _ newKeys: UnsafeBufferPointer<UInt64>, head: Int, tail: Int,
        _ oldChanged: inout [UInt8], _ newChanged: inout [UInt8]
    ) {
        let oldMiddle = oldKeys.count - head - tail
        let newMiddle = newKeys.count - head - tail
        classify(oldKeys, newKeys, head: head, oldMiddle: oldMiddle, newMiddle: newMiddle)
        guard anyShared else { return }
        // The common ends count towards the occurrences as well, on both sides alike.
        countEnds(oldKeys, 0..<head)
        countEnds(oldKeys, head + oldMiddle..<oldKeys.count)
        choose(oldMiddle, oldCount: oldKeys.count, newCount: newKeys.count, &oldChanged, &newChanged)
    }

    /// Classifies the lines between the ends alone; then come `countEnd` for every line of the common ends and `choose`.
    mutating func classify(_ oldMiddle: UnsafeBufferPointer<UInt64>, _ newMiddle: UnsafeBufferPointer<UInt64>)
    {
        classify(oldMiddle, newMiddle, head: 0, oldMiddle: oldMiddle.count, newMiddle: newMiddle.count)
    }

    /// Chooses the lines that take part in the search, of `oldMiddle` old lines and all new ones that were classified.
    ///
    /// `oldCount` and `newCount` are the numbers of lines of the whole files.
    mutating func choose(
        _ oldMiddle: Int, oldCount: Int, newCount: Int, _ oldChanged: inout [UInt8],
        _ newChanged: inout [UInt8]
    ) {
        let oldLimit = min(LineClasses.roughSquareRoot(oldCount), LineClasses.frequencyCeiling)
        let newLimit = min(LineClasses.roughSquareRoot(newCount), LineClasses.frequencyCeiling)
        LineClasses.choose(
            lineClasses[0..<oldMiddle], counts: newCounts, limit: oldLimit, &standing, &old, &oldChanged)
        LineClasses.choose(
            lineClasses[oldMiddle...], counts: oldCounts, limit: newLimit, &standing, &new, &newChanged)
    }

    /// Takes all lines that both middles have into the search, as if none of them were frequent; `false` where more than
    /// `most` lines of one side are in that middle alone.
    mutating func chooseShared(_ oldMiddle: Int, most: Int) -> Bool {
        LineClasses.chooseShared(lineClasses[0..<oldMiddle], counts: newCounts, most: most, &old)
            && LineClasses.chooseShared(lineClasses[oldMiddle...], counts: oldCounts, most: most, &new)
    }

    private static func chooseShared(
        _ classes: ArraySlice<UInt32>, counts: borrowing [UInt32], most: Int, _ side: inout Side
    ) -> Bool {
        side.classes.removeAll(keepingCapacity: true)
        side.positions.removeAll(keepingCapacity: true)
        for index in classes.indices where counts[Int(classes[index])] > 0 {
            side.classes.append(classes[index])
            side.positions.append(UInt32(truncatingIfNeeded: index - classes.startIndex))
        }
        return classes.count - side.classes.count <= most
    }

    private mutating func classify(
        _ oldKeys: UnsafeBufferPointer<UInt64>, _ newKeys: UnsafeBufferPointer<UInt64>, head: Int,
        oldMiddle: Int, newMiddle: Int
    ) {
        let lines = oldMiddle + newMiddle
        var capacity = 64
        while capacity < lines * 2 { capacity *= 2 }
        if capacity > slotKeys.count {
            slotKeys = [UInt64](repeating: 0, count: capacity)
            slotClasses = [UInt32](repeating: 0, count: capacity)
            slotStamps = [UInt32](repeating: 0, count: capacity)
            stamp = 0
        }
        mask = capacity - 1
        if stamp == UInt32.max {
            for index in slotStamps.indices { slotStamps[index] = 0 }
            stamp = 0
        }
        stamp += 1

        oldCounts.removeAll(keepingCapacity: true)
        newCounts.removeAll(keepingCapacity: true)
        lineClasses.removeAll(keepingCapacity: true)
        lineClasses.reserveCapacity(lines)
        for index in 0..<oldMiddle {
            let number = enter(oldKeys[head &+ index])
            oldCounts[number] &+= 1
            lineClasses.append(UInt32(truncatingIfNeeded: number))
        }
        for index in 0..<newMiddle {
            let number = enter(newKeys[head &+ index])
            newCounts[number] &+= 1
            lineClasses.append(UInt32(truncatingIfNeeded: number))
        }
        anyShared = false
        for index in oldCounts.indices where oldCounts[index] > 0 && newCounts[index] > 0 {
            anyShared = true
            break
        }
    }

    /// The class of `key`, a new one where it was not known.
    @inline(__always)
    private mutating func enter(_ key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: key) & mask
        while slotStamps[slot] == stamp {
            if slotKeys[slot] == key { return Int(slotClasses[slot]) }
            slot = (slot &+ 1) & mask
        }
        let number = oldCounts.count
        slotStamps[slot] = stamp
        slotKeys[slot] = key
        slotClasses[slot] = UInt32(truncatingIfNeeded: number)
        oldCounts.append(0)
        newCounts.append(0)
        return number
    }

    private mutating func countEnds(_ keys: UnsafeBufferPointer<UInt64>, _ range: Range<Int>) {
        for index in range { countEnd(keys[index]) }
    }

    /// Counts a line of the common ends.
    @inline(__always)
    mutating func countEnd(_ key: UInt64) {
        var slot = Int(truncatingIfNeeded: key) & mask
        while slotStamps[slot] == stamp {
            if slotKeys[slot] == key {
                let number = Int(slotClasses[slot])
                oldCounts[number] &+= 1
                newCounts[number] &+= 1
                break
            }
            slot = (slot &+ 1) & mask
        }
    }

    /// Fills `side` with the lines that take part in the search and marks the others as changed.
    ///
    /// `counts` says how often each class occurs in the other file, `limit` how often is too often.
    private static func choose(
        _ classes: ArraySlice<UInt32>, counts: borrowing [UInt32], limit: Int, _ standing: inout [UInt8],
        _ side: inout Side, _ changed: inout [UInt8]
    ) {
        side.classes.removeAll(keepingCapacity: true)
        side.positions.removeAll(keepingCapacity: true)
        standing.removeAll(keepingCapacity: true)
        for number in classes {
            let count = Int(counts[Int(number)])
            standing.append(
                count == 0 ? Standing.absent : count >= limit ? Standing.frequent : Standing.present)
        }
        let first = classes.startIndex
        for position in standing.indices {
            let takesPart =
                switch standing[position] {
                case Standing.absent: false
                case Standing.present: true
                default: !isLostInNoise(standing, position)
                }
            if takesPart {
                side.classes.append(classes[first + position])
                side.positions.append(UInt32(truncatingIfNeeded: position))
            } else {
                changed[position] = 1
            }
        }
    }

    /// Whether a frequent line stands in a run of absent and frequent lines that begins and ends on both sides of it with
    /// some absent ones, which outnumber the frequent ones by more than three to one (the line itself counted twice).
    private static func isLostInNoise(_ standing: borrowing [UInt8], _ position: Int) -> Bool {
        var frequent = 2
        var before = 0
        var index = position - 1
        let first = max(0, position - neighbourhood)
        while index >= first, standing[index] != Standing.present {
            if standing[index] == Standing.absent { before += 1 } else { frequent += 1 }
            index -= 1
        }
        guard before > 0 else { return false }
        var after = 0
        index = position + 1
        let last = min(standing.count - 1, position + neighbourhood)
        while index <= last, standing[index] != Standing.present {
            if standing[index] == Standing.absent { after += 1 } else { frequent += 1 }
            index += 1
        }
        guard after > 0 else { return false }
        return before + after > 3 * frequent
    }
}
