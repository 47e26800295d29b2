// Decides which lines between the common ends take part in the search, and which are changed without one.

/// Counts, for the lines between the common ends of two files, how often each occurs in either file, and sets aside
/// those git does not search for: lines the other file lacks, and very frequent ones amid such lines.
///
/// Buffers are kept from pair to pair.
struct LineClasses {
    /// One side's lines that take part in the search.
    struct Side {
        /// How many there are; the arrays are longer.
        fileprivate(set) var count = 0
        /// The class of each.
        fileprivate(set) var classes: [UInt32] = []
        /// The position of each, counted from the end of the common head.
        fileprivate(set) var positions: [UInt32] = []
        /// How often each line between the ends is in the other file.
        fileprivate var standing: [UInt8] = []

        fileprivate mutating func makeRoom(_ lines: Int) {
            guard lines > standing.count else { return }
            let room = lines + lines / 2
            classes = [UInt32](repeating: 0, count: room)
            positions = classes
            standing = [UInt8](repeating: 0, count: room)
        }
    }

    /// How often the lines of a class occur in either file.
    private struct Counts {
        var old: UInt32 = 0
        var new: UInt32 = 0
    }

    /// A place of the open-addressed table from key to class; it is in use when its stamp is the current one.
    private struct Slot {
        var key: UInt64 = 0
        var number: UInt32 = 0
        var stamp: UInt32 = 0
    }

    private(set) var old = Side()
    private(set) var new = Side()
    /// Whether any line between the ends of one file is also between those of the other.
    private(set) var anyShared = false

    private var slots: [Slot] = []
    private var stamp: UInt32 = 0
    private var mask = 0

    // The arrays that follow are longer than what is used of them, as are those of `old` and `new`.
    /// How often the lines of each class occur.
    private var counts: [Counts] = []
    /// The key of each class.
    private var keys: [UInt64] = []
    private var classCount = 0
    /// The class of each line between the ends, the old file's before the new one's.
    private var lineClasses: [UInt32] = []
    private var lineCount = 0
    /// How often the lines of each class are in the other file.
    private var standings: [UInt8] = []

    /// How often a line is in the other file.
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
        unsafe classify(
            UnsafeBufferPointer(rebasing: oldKeys[head..<head + oldMiddle]),
            UnsafeBufferPointer(rebasing: newKeys[head..<head + newMiddle]))
        guard anyShared else { return }
        // The common ends count towards the occurrences as well, on both sides alike.
        countEnds { count in
            for index in 0..<head { unsafe count(oldKeys[index]) }
            for index in head + oldMiddle..<oldKeys.count { unsafe count(oldKeys[index]) }
        }
        choose(oldMiddle, oldCount: oldKeys.count, newCount: newKeys.count)
        LineClasses.mark(old, oldMiddle, &oldChanged)
        LineClasses.mark(new, newMiddle, &newChanged)
    }

    /// Sets the flags of the lines that take no part.
    private static func mark(_ side: Side, _ count: Int, _ changed: inout [UInt8]) {
        for index in 0..<count { changed[index] = 1 }
        for position in side.positions[0..<side.count] { changed[Int(position)] = 0 }
    }

    /// Classifies the lines between the ends alone; then come the lines of the common ends, by `countEnds` or `takeWhole`,
    /// and `choose`.
    mutating func classify(_ oldMiddle: UnsafeBufferPointer<UInt64>, _ newMiddle: UnsafeBufferPointer<UInt64>)
    {
        let lines = oldMiddle.count + newMiddle.count
        makeRoom(lines)
        lineCount = lines
        stamp += 1
        let (stamp, mask) = (stamp, mask)
        var classCount = 0
        unsafe slots.withUnsafeMutableBufferPointer { slots in
            unsafe counts.withUnsafeMutableBufferPointer { counts in
                unsafe keys.withUnsafeMutableBufferPointer { keys in
                    unsafe lineClasses.withUnsafeMutableBufferPointer { lineClasses in
                        for index in oldMiddle.indices {
                            let key = unsafe oldMiddle[index]
                            let number = unsafe LineClasses.enter(
                                key, slots, mask, stamp, keys, counts, &classCount)
                            unsafe counts[number].old &+= 1
                            unsafe lineClasses[index] = UInt32(truncatingIfNeeded: number)
                        }
                        for index in newMiddle.indices {
                            let key = unsafe newMiddle[index]
                            let number = unsafe LineClasses.enter(
                                key, slots, mask, stamp, keys, counts, &classCount)
                            unsafe counts[number].new &+= 1
                            unsafe lineClasses[oldMiddle.count &+ index] = UInt32(truncatingIfNeeded: number)
                        }
                    }
                }
            }
        }
        self.classCount = classCount
        anyShared = unsafe counts.withUnsafeBufferPointer { counts in
            unsafe counts[0..<classCount].contains { $0.old > 0 && $0.new > 0 }
        }
    }

    /// Makes every buffer large enough for `lines` lines.
    private mutating func makeRoom(_ lines: Int) {
        var capacity = 64
        while capacity < lines * 2 { capacity *= 2 }
        if capacity > slots.count {
            slots = [Slot](repeating: Slot(), count: capacity)
            stamp = 0
        }
        mask = capacity - 1
        if stamp == UInt32.max {
            for index in slots.indices { slots[index].stamp = 0 }
            stamp = 0
        }
        if lines > counts.count {
            counts = [Counts](repeating: Counts(), count: capacity / 2)
            keys = [UInt64](repeating: 0, count: capacity / 2)
            lineClasses = [UInt32](repeating: 0, count: capacity / 2)
            standings = [UInt8](repeating: 0, count: capacity / 2)
        }
    }

    /// The class of `key`, a new one where it was not known.
    @inline(__always)
    private static func enter(
        _ key: UInt64, _ slots: UnsafeMutableBufferPointer<Slot>, _ mask: Int, _ stamp: UInt32,
        _ keys: UnsafeMutableBufferPointer<UInt64>, _ counts: UnsafeMutableBufferPointer<Counts>,
        _ classCount: inout Int
    ) -> Int {
        var place = Int(truncatingIfNeeded: key) & mask
        while unsafe slots[place].stamp == stamp {
            if unsafe slots[place].key == key { return unsafe Int(slots[place].number) }
            place = (place &+ 1) & mask
        }
        let number = classCount
        unsafe slots[place] = Slot(key: key, number: UInt32(truncatingIfNeeded: number), stamp: stamp)
        unsafe keys[number] = key
        unsafe counts[number] = Counts()
        classCount &+= 1
        return number
    }

    /// Counts the lines of the common ends: `lines` hands the key of each to its argument.
    @inline(__always)
    mutating func countEnds(_ lines: ((UInt64) -> Void) -> Void) {
        let (stamp, mask) = (stamp, mask)
        unsafe slots.withUnsafeBufferPointer { slots in
            unsafe counts.withUnsafeMutableBufferPointer { counts in
                lines { key in
                    var place = Int(truncatingIfNeeded: key) & mask
                    while unsafe slots[place].stamp == stamp {
                        if unsafe slots[place].key == key {
                            let number = unsafe Int(slots[place].number)
                            unsafe counts[number].old &+= 1
                            unsafe counts[number].new &+= 1
                            break
                        }
                        place = (place &+ 1) & mask
                    }
                }
            }
        }
    }

    /// Learns from `histogram`, that of the whole old file, how often lines occur in the common ends.
    mutating func countEnds(_ histogram: borrowing LineHistogram) {
        let classCount = classCount
        unsafe keys.withUnsafeBufferPointer { keys in
            unsafe counts.withUnsafeMutableBufferPointer { counts in
                for number in 0..<classCount {
                    let ends = unsafe histogram.count(of: keys[number]) &- counts[number].old
                    unsafe counts[number].old &+= ends
                    unsafe counts[number].new &+= ends
                }
            }
        }
    }

    /// Chooses the lines that take part in the search, of `oldMiddle` old lines and all new ones that were classified.
    ///
    /// `oldCount` and `newCount` are the numbers of lines of the whole files.
    mutating func choose(_ oldMiddle: Int, oldCount: Int, newCount: Int) {
        choose(
            oldMiddle,
            oldLimit: min(LineClasses.roughSquareRoot(oldCount), LineClasses.frequencyCeiling),
            newLimit: min(LineClasses.roughSquareRoot(newCount), LineClasses.frequencyCeiling))
    }

    /// Takes all lines that both middles have into the search, as if none of them were frequent; `false` where more than
    /// `most` lines of one side are in that middle alone.
    mutating func chooseShared(_ oldMiddle: Int, most: Int) -> Bool {
        choose(oldMiddle, oldLimit: .max, newLimit: .max)
        return oldMiddle - old.count <= most && lineCount - oldMiddle - new.count <= most
    }

    private mutating func choose(_ oldMiddle: Int, oldLimit: Int, newLimit: Int) {
        rank { LineClasses.standing($0.new, oldLimit) }
        LineClasses.choose(lineClasses[0..<oldMiddle], standings, &old)
        rank { LineClasses.standing($0.old, newLimit) }
        LineClasses.choose(lineClasses[oldMiddle..<lineCount], standings, &new)
    }

    /// Finds out how often the lines of each class are in the other file.
    @inline(__always)
    private mutating func rank(_ standing: (Counts) -> UInt8) {
        let classCount = classCount
        unsafe counts.withUnsafeBufferPointer { counts in
            unsafe standings.withUnsafeMutableBufferPointer { standings in
                for number in 0..<classCount { unsafe standings[number] = unsafe standing(counts[number]) }
            }
        }
    }

    @inline(__always)
    private static func standing(_ count: UInt32, _ limit: Int) -> UInt8 {
        count == 0 ? Standing.absent : count >= limit ? Standing.frequent : Standing.present
    }

    /// Fills `side` with the lines that take part in the search.
    private static func choose(
        _ classes: ArraySlice<UInt32>, _ standings: borrowing [UInt8], _ side: inout Side
    ) {
        let lines = classes.count
        side.makeRoom(lines)
        var count = 0
        // Written through pointers: to ask for every line who else holds the array costs more than the rest.
        unsafe classes.withUnsafeBufferPointer { classes in
            unsafe side.standing.withUnsafeMutableBufferPointer { standing in
                for position in 0..<lines {
                    unsafe standing[position] = unsafe standings[Int(classes[position])]
                }
                let standing = unsafe UnsafeBufferPointer(rebasing: standing[0..<lines])
                unsafe side.classes.withUnsafeMutableBufferPointer { chosen in
                    unsafe side.positions.withUnsafeMutableBufferPointer { positions in
                        for position in 0..<lines {
                            let own = unsafe standing[position]
                            if own == Standing.absent { continue }
                            if own == Standing.frequent, unsafe isLostInNoise(standing, position) { continue }
                            unsafe chosen[count] = unsafe classes[position]
                            unsafe positions[count] = UInt32(truncatingIfNeeded: position)
                            count &+= 1
                        }
                    }
                }
            }
        }
        side.count = count
    }

    /// Lends the classes of the lines that take part in the search.
    func withChosen(_ body: (_ old: UnsafeBufferPointer<UInt32>, _ new: UnsafeBufferPointer<UInt32>) -> Void)
    {
        unsafe old.classes.withUnsafeBufferPointer { oldClasses in
            unsafe new.classes.withUnsafeBufferPointer { newClasses in
                unsafe body(
                    UnsafeBufferPointer(rebasing: oldClasses[0..<old.count]),
                    UnsafeBufferPointer(rebasing: newClasses[0..<new.count]))
            }
        }
    }

    /// Lends the classes of all lines that were classified, of which the first `oldMiddle` are the old file's.
    func withAll(
        _ oldMiddle: Int,
        _ body: (_ old: UnsafeBufferPointer<UInt32>, _ new: UnsafeBufferPointer<UInt32>, _ classCount: Int) ->
            Void
    ) {
        unsafe lineClasses.withUnsafeBufferPointer { classes in
            unsafe body(
                UnsafeBufferPointer(rebasing: classes[0..<oldMiddle]),
                UnsafeBufferPointer(rebasing: classes[oldMiddle..<lineCount]), classCount)
        }
    }

    /// Whether a frequent line is in a run of absent and frequent lines that begins and ends on both sides of it with
    /// some absent ones, which outnumber the frequent ones by more than three to one (the line itself counted twice).
    private static func isLostInNoise(_ standing: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        var frequent = 2
        var before = 0
        var index = position - 1
        let first = max(0, position - neighbourhood)
        while index >= first, unsafe standing[index] != Standing.present {
            if unsafe standing[index] == Standing.absent { before += 1 } else { frequent += 1 }
            index -= 1
        }
        guard before > 0 else { return false }
        var after = 0
        index = position + 1
        let last = min(standing.count - 1, position + neighbourhood)
        while index <= last, unsafe standing[index] != Standing.present {
            if unsafe standing[index] == Standing.absent { after += 1 } else { frequent += 1 }
            index += 1
        }
        guard after > 0 else { return false }
        return before + after > 3 * frequent
    }
}
