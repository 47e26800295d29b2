// Cuts bytes into lines and makes the lines' keys in the same pass, eight bytes at a time.

/// Finds the ends of lines while it hashes them.
enum LineScan {
    /// Eight line feeds.
    private static let lineFeeds: UInt64 = 0x0a0a_0a0a_0a0a_0a0a
    private static let lowBits: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Hands the key and the end of each line in `bytes[start..<end]` to `body`; the end is the offset after its line feed.
    ///
    /// The range has to begin where a line begins. A last line without a line feed has another key than the same line
    /// with one, which is why the range may only stop short of a line feed at the end of the file.
    @inline(__always)
    static func lines(
        _ bytes: UnsafeRawPointer, from start: Int, to end: Int, _ body: (_ key: UInt64, _ end: Int) -> Void
    ) {
        var lineStart = start
        var position = start
        let seed = LineHash.seed
        var hash = seed
        while position &+ 8 <= end {
            let word = unsafe UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let other = word ^ lineFeeds
            // The lowest set bit marks the first line feed; borrows only reach the bytes above it.
            let marks = (other &- lowBits) & ~other & highBits
            if marks == 0 {
                hash = LineHash.mix(hash ^ word)
                position &+= 8
                continue
            }
            let count = marks.trailingZeroBitCount / 8
            let rest = word & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
            position &+= count
            let key = LineHash.finish(hash, rest, count: position &- lineStart)
            position &+= 1
            body(key, position)
            lineStart = position
            hash = seed
        }
        var rest: UInt64 = 0
        var shift: UInt64 = 0
        while position < end {
            let byte = unsafe bytes.load(fromByteOffset: position, as: UInt8.self)
            position &+= 1
            if byte == 0x0a {
                body(LineHash.finish(hash, rest, count: position &- 1 &- lineStart), position)
                lineStart = position
                hash = seed
                rest = 0
                shift = 0
            } else {
                rest |= UInt64(byte) &<< shift
                shift &+= 8
            }
        }
        if lineStart < end {
            body(LineHash.finish(hash, rest, count: end &- lineStart) ^ LineHash.unterminated, end)
        }
    }

    /// The number of lines in `bytes[start..<end]`; a last one without a line feed counts.
    static func count(_ bytes: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
        guard start < end else { return 0 }
        var count = 0
        var position = start
        // A byte sum of eight words cannot overflow a byte, so marks are added up before they are counted.
        while position &+ 64 <= end {
            var sum: UInt64 = 0
            for offset in 0..<8 {
                let word = unsafe bytes.loadUnaligned(
                    fromByteOffset: position &+ offset &* 8, as: UInt64.self)
                let other = word ^ lineFeeds
                // Exact in every byte: the high bit is set where the low seven bits, or the high one itself, are not zero.
                let nonzero = ((other & ~highBits) &+ ~highBits) | other
                sum &+= (~nonzero & highBits) &>> 7
            }
            count &+= Int(truncatingIfNeeded: (sum &* lowBits) &>> 56)
            position &+= 64
        }
        while position < end {
            if unsafe bytes.load(fromByteOffset: position, as: UInt8.self) == 0x0a { count &+= 1 }
            position &+= 1
        }
        return unsafe bytes.load(fromByteOffset: end &- 1, as: UInt8.self) == 0x0a ? count : count &+ 1
    }
}
