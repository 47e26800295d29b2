// Huffman codes of deflate, as tables small enough to be filled for a few hundred bytes.

/// A Huffman code that is ready to decode with: a table for codes of up to nine bits, and a search bit by bit for longer ones.
@safe struct DeflateTable: ~Copyable {
    /// An entry of a table: the length of the code in bits 0 to 3 (0 for a longer code), the number of extra bits in bits
    /// 4 to 7, a flag for literals in bit 8, one for the end of a block in bit 9, and the literal, the base of
    /// a length or the base of a distance from bit 16 on.
    typealias Entry = UInt32
    static let literal: Entry = 1 << 8
    static let endOfBlock: Entry = 1 << 9
    static let invalid: Entry = 1 << 10

    /// The number of bits of a code that a table lookup takes.
    static let tableBits: UInt64 = 9
    static let tableSize = 1 << 9
    static let maximumCodeLength = 15
    static let maximumSymbols = 288

    let table: UnsafeMutablePointer<Entry>
    /// The symbols' entries in canonical order, for codes longer than the table's.
    let sorted: UnsafeMutablePointer<Entry>
    /// The number of codes of each length.
    let counts: UnsafeMutablePointer<Int>

    init() {
        unsafe table = .allocate(capacity: Self.tableSize)
        unsafe sorted = .allocate(capacity: Self.maximumSymbols)
        unsafe counts = .allocate(capacity: Self.maximumCodeLength + 1)
        unsafe table.initialize(repeating: 0, count: Self.tableSize)
        unsafe sorted.initialize(repeating: 0, count: Self.maximumSymbols)
        unsafe counts.initialize(repeating: 0, count: Self.maximumCodeLength + 1)
    }

    deinit {
        unsafe table.deallocate()
        unsafe sorted.deallocate()
        unsafe counts.deallocate()
    }

    /// Makes the code of some symbols' lengths; `false` unless every bit pattern belongs to exactly one symbol.
    ///
    /// `entries` has an entry for each symbol, without the length of its code.
    func build(_ lengths: UnsafePointer<UInt8>, _ entries: UnsafePointer<Entry>, count: Int) -> Bool {
        unsafe counts.update(repeating: 0, count: Self.maximumCodeLength + 1)
        var counted = 0
        while counted < count {
            if counted &+ 8 <= count,
                unsafe UnsafeRawPointer(lengths + counted).loadUnaligned(as: UInt64.self) == 0
            {
                counted &+= 8
            } else {
                let end = min(counted &+ 8, count)
                while counted < end {
                    unsafe counts[Int(lengths[counted])] &+= 1
                    counted &+= 1
                }
            }
        }
        var unused = 1
        var starts: (Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int) =
            (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        return unsafe withUnsafeMutableBytes(of: &starts) { raw in
            let starts = unsafe raw.assumingMemoryBound(to: Int.self)
            var sum = 0
            for length in 1...Self.maximumCodeLength {
                unsafe starts[length] = sum
                unsafe sum &+= counts[length]
                unsafe unused = unused &* 2 &- counts[length]
                if unused < 0 { return false }
            }
            guard unused == 0 else { return false }
            // Most symbols have no code: those are passed over eight at a time.
            var symbol = 0
            while symbol < count {
                if symbol &+ 8 <= count,
                    unsafe UnsafeRawPointer(lengths + symbol).loadUnaligned(as: UInt64.self) == 0
                {
                    symbol &+= 8
                    continue
                }
                let end = min(symbol &+ 8, count)
                while symbol < end {
                    let length = unsafe Int(lengths[symbol])
                    if length > 0 {
                        let place = unsafe starts[length]
                        unsafe starts[length] = place &+ 1
                        unsafe sorted[place] = entries[symbol] | Entry(truncatingIfNeeded: length)
                    }
                    symbol &+= 1
                }
            }
            fill()
            return true
        }
    }

    /// Fills the table from the sorted entries: codes of growing length, each bit pattern read from its last bit, as
    /// deflate writes it. For each further bit the filled part is copied behind itself.
    private func fill() {
        var pattern = 0
        var end = 1
        var next = 0
        for length in 1...Int(Self.tableBits) {
            unsafe (table + end).update(from: table, count: end)
            end &*= 2
            for _ in 0..<(unsafe counts[length]) {
                unsafe table[pattern] = sorted[next]
                next &+= 1
                pattern = DeflateTable.successor(of: pattern, below: end)
                if pattern < 0 {
                    // The last code: what is left are copies.
                    while end < Self.tableSize {
                        unsafe (table + end).update(from: table, count: end)
                        end &*= 2
                    }
                    return
                }
            }
        }
        // The remaining patterns begin longer codes.
        while pattern >= 0 {
            unsafe table[pattern] = 0
            pattern = DeflateTable.successor(of: pattern, below: end)
        }
    }

    /// The entry of a code longer than the table's, at the start of `bits`; its length is in the entry.
    func long(_ bits: UInt64) -> Entry {
        var code = 0
        var first = 0
        var index = 0
        for length in 1...Self.maximumCodeLength {
            code |= Int(truncatingIfNeeded: bits >> UInt64(length &- 1) & 1)
            let count = unsafe counts[length]
            if code &- first < count { return unsafe sorted[index &+ code &- first] }
            index &+= count
            first = (first &+ count) &* 2
            code &*= 2
        }
        return DeflateTable.invalid
    }

    /// The bit pattern after `pattern` where the first bit is the highest one; -1 after the last.
    @inline(__always)
    static func successor(of pattern: Int, below end: Int) -> Int {
        let zeros = pattern ^ (end &- 1)
        if zeros == 0 { return -1 }
        let bit = 1 << (Int.bitWidth &- 1 &- zeros.leadingZeroBitCount)
        return pattern & (bit &- 1) | bit
    }
}
