// Reads bits of a deflate stream, eight bytes at a time.

/// The bits of the input that have been loaded and not used.
@safe struct DeflateBitReader {
    var bits: UInt64 = 0
    var count: UInt64 = 0
    var next: UnsafeRawPointer
    /// The last place from which eight bytes can be loaded.
    let last: UnsafeRawPointer

    /// Loads at least 56 bits; `false` near the end of the input.
    @inline(__always)
    mutating func refill() -> Bool {
        guard unsafe next <= last else { return false }
        bits |= unsafe UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) &<< count
        unsafe next += Int(truncatingIfNeeded: (63 &- count) &>> 3)
        count |= 56
        return true
    }

    @inline(__always)
    mutating func take(_ wanted: UInt64) -> UInt64 {
        let value = bits & ((1 &<< wanted) &- 1)
        skip(wanted)
        return value
    }

    @inline(__always)
    mutating func skip(_ wanted: UInt64) {
        bits &>>= wanted
        count &-= wanted
    }
}
