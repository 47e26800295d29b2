// How often every line occurs in one version of a file, taken from version to version by what changed between them.

/// The lines of a blob, counted by key.
///
/// The versions of a file are compared one after the other, so that the next one's counts are those of the last one but
/// for a few lines.
struct LineHistogram: ~Copyable {
    /// A place of the open-addressed table; key 0 marks a free one.
    private struct Slot {
        var key: UInt64 = 0
        var count: UInt32 = 0
    }

    private var bytes: [UInt8] = []
    private var slots: [Slot] = []
    private var mask = 0
    /// How many places are taken, some of them by lines that do not occur any more.
    private var taken = 0
    /// The number of lines.
    private(set) var lineCount = 0

    init() {}

    /// How often a line occurs.
    @inline(__always)
    func count(of key: UInt64) -> UInt32 {
        unsafe slots.withUnsafeBufferPointer { slots in
            let key = LineHistogram.nonzero(key)
            var place = Int(truncatingIfNeeded: key) & mask
            while unsafe slots[place].key != 0 {
                if unsafe slots[place].key == key { return unsafe slots[place].count }
                place = (place &+ 1) & mask
            }
            return 0
        }
    }

    /// Counts the lines of another blob.
    mutating func move(to other: [UInt8]) {
        let middles = QuickCount.middles(bytes, other)
        let steps = middles.old.count + middles.new.count
        // Room for the case that every line that comes is one of its own, and the shortest there are.
        if steps * 2 > other.count || slots.isEmpty || (taken + middles.new.count) * 2 > slots.count {
            count(other)
            return
        }
        add(bytes, middles.old, 0 &- 1)
        add(other, middles.new, 1)
        lineCount += LineHistogram.lines(other, middles.new) - LineHistogram.lines(bytes, middles.old)
        bytes = other
    }

    /// Counts a blob from nothing.
    private mutating func count(_ other: [UInt8]) {
        bytes = other
        lineCount = LineHistogram.lines(other, 0..<other.count)
        var capacity = 1024
        while capacity < lineCount * 3 { capacity *= 2 }
        // A small table is cleared sooner, a large one does for more files.
        if capacity > slots.count || capacity < slots.count / 8 {
            slots = [Slot](repeating: Slot(), count: capacity)
        } else {
            unsafe slots.withUnsafeMutableBufferPointer { unsafe $0.update(repeating: Slot()) }
        }
        mask = slots.count - 1
        taken = 0
        add(other, 0..<other.count, 1)
    }

    private static func lines(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe buffer.baseAddress.map {
                unsafe LineScan.count($0, from: range.lowerBound, to: range.upperBound)
            } ?? 0
        }
    }

    /// Adds `change` to the counts of the lines in a range; there has to be room for them.
    private mutating func add(_ bytes: [UInt8], _ range: Range<Int>, _ change: UInt32) {
        let mask = mask
        var taken = taken
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe slots.withUnsafeMutableBufferPointer { slots in
                guard let base = buffer.baseAddress else { return }
                unsafe LineScan.lines(base, from: range.lowerBound, to: range.upperBound) { key, _ in
                    let key = LineHistogram.nonzero(key)
                    var place = Int(truncatingIfNeeded: key) & mask
                    while unsafe slots[place].key != key {
                        if unsafe slots[place].key == 0 {
                            unsafe slots[place].key = key
                            taken &+= 1
                            break
                        }
                        place = (place &+ 1) & mask
                    }
                    unsafe slots[place].count &+= change
                }
            }
        }
        self.taken = taken
    }

    @inline(__always)
    private static func nonzero(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }
}
