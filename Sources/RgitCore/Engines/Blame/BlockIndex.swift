// Knows which runs of the blamed file's lines another file has, so that few files have to be compared for moved lines.

import GitObjects

/// The lines of the file blamed by their keys, with a mark on those that another file has.
///
/// Lines that a comparison finds in another file are consecutive there as well. So a stretch of lines has no better score
/// there than its best run of lines that are all in the other file, each next to the one before it.
struct BlockIndex {
    /// A place of an open-addressed table from a key, or a pair of classes, to a number; `number` is -1 where it is free.
    private struct Slot {
        var key: UInt64 = 0
        var number: Int32 = -1
    }

    /// By line, the class: equal lines have the same.
    private var classes: [Int32] = []
    /// By line, the number of the pair of its class and the next line's; -1 for the last line.
    private var pairs: [Int32] = []
    private var slots: [Slot]
    private var pairSlots: [Slot]
    /// By class and by pair, the number of the last file that had it.
    private var classMarks: [UInt32]
    private var pairMarks: [UInt32]
    private var mark: UInt32 = 0
    /// By line, and for the end, the number of ASCII letters and digits in the lines before it.
    private let letters: [Int32]

    /// Takes in all lines of the file blamed.
    init(_ lines: BlobLines) {
        var capacity = 16
        while capacity < lines.count * 2 { capacity *= 2 }
        slots = Array(repeating: Slot(), count: capacity)
        pairSlots = slots
        var letters: [Int32] = [0]
        letters.reserveCapacity(lines.count + 1)
        var count: Int32 = 0
        var position = 0
        for end in lines.ends {
            while position < Int(end) {
                if ASCII.isAlphanumeric(lines.bytes[position]) { count &+= 1 }
                position &+= 1
            }
            letters.append(count)
        }
        self.letters = letters
        classMarks = Array(repeating: 0, count: lines.count)
        pairMarks = classMarks
        var classCount: Int32 = 0
        for key in lines.keys {
            let number = BlockIndex.enter(key, &slots, new: classCount)
            if number == classCount { classCount += 1 }
            classes.append(number)
        }
        var pairCount: Int32 = 0
        for line in classes.indices.dropLast() {
            let pair = BlockIndex.pair(classes[line], classes[line + 1])
            let number = BlockIndex.enter(pair, &pairSlots, new: pairCount)
            if number == pairCount { pairCount += 1 }
            pairs.append(number)
        }
        pairs.append(-1)
    }

    /// Git's score of some lines: 1 and the number of ASCII letters and digits in them.
    func score(_ line: Int32, _ count: Int32) -> Int {
        1 + Int(letters[Int(line &+ count)] &- letters[Int(line)])
    }

    /// Git's score of a stretch.
    func score(_ stretch: LineStretch) -> Int { score(stretch.line, stretch.count) }

    /// Marks the lines that a file with these keys has, and the pairs of lines; the marks of the file before are gone.
    mutating func mark(_ keys: [UInt64]) {
        if mark == UInt32.max {
            mark = 0
            for index in classMarks.indices { classMarks[index] = 0 }
            for index in pairMarks.indices { pairMarks[index] = 0 }
        }
        mark += 1
        let mark = mark
        unsafe slots.withUnsafeBufferPointer { slots in
            unsafe pairSlots.withUnsafeBufferPointer { pairSlots in
                unsafe classMarks.withUnsafeMutableBufferPointer { classMarks in
                    unsafe pairMarks.withUnsafeMutableBufferPointer { pairMarks in
                        var last: Int32 = -1
                        for key in keys {
                            let number = unsafe BlockIndex.find(key, slots)
                            if number >= 0 {
                                unsafe classMarks[Int(number)] = mark
                                if last >= 0 {
                                    let pair = unsafe BlockIndex.find(
                                        BlockIndex.pair(last, number), pairSlots)
                                    if pair >= 0 { unsafe pairMarks[Int(pair)] = mark }
                                }
                            }
                            last = number
                        }
                    }
                }
            }
        }
    }

    /// The best score that a stretch's lines can have in the file marked last; 0 where it has none of them.
    func greatestScore(_ stretch: LineStretch) -> Int {
        var best = 0
        let end = Int(stretch.line &+ stretch.count)
        var line = Int(stretch.line)
        while line < end {
            guard classMarks[Int(classes[line])] == mark else {
                line += 1
                continue
            }
            let start = line
            line += 1
            while line < end, pairMarks[Int(pairs[line - 1])] == mark { line += 1 }
            best = max(best, 1 + Int(letters[line] &- letters[start]))
        }
        return best
    }

    @inline(__always)
    private static func pair(_ first: Int32, _ second: Int32) -> UInt64 {
        // Spread over the table, which the low bits of a key have to be.
        (UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second)))
            &* 0x9E37_79B9_7F4A_7C15
    }

    @inline(__always)
    private static func place(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: key ^ (key >> 32)) & mask
    }

    private static func enter(_ key: UInt64, _ slots: inout [Slot], new number: Int32) -> Int32 {
        let mask = slots.count - 1
        var place = place(key, mask)
        while slots[place].number >= 0 {
            if slots[place].key == key { return slots[place].number }
            place = (place + 1) & mask
        }
        slots[place] = Slot(key: key, number: number)
        return number
    }

    @inline(__always)
    private static func find(_ key: UInt64, _ slots: UnsafeBufferPointer<Slot>) -> Int32 {
        let mask = slots.count - 1
        var place = place(key, mask)
        while true {
            let slot = unsafe slots[place]
            if slot.number < 0 { return -1 }
            if slot.key == key { return slot.number }
            place = (place &+ 1) & mask
        }
    }
}
