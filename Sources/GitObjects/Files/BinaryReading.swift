// Big-endian numbers out of untrusted bytes, every offset checked.

extension RawSpan {
    /// The byte at `offset`; `nil` outside the span.
    @inline(__always)
    func byte(at offset: Int) -> UInt8? {
        guard offset >= 0, offset < byteCount else { return nil }
        return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    /// The big-endian 32-bit number at `offset`; `nil` when it does not lie inside the span.
    @inline(__always)
    func number32(at offset: Int) -> UInt32? {
        guard offset >= 0, offset <= byteCount &- 4 else { return nil }
        return unsafe UInt32(
            bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
    }

    /// The big-endian 64-bit number at `offset`; `nil` when it does not lie inside the span.
    @inline(__always)
    func number64(at offset: Int) -> UInt64? {
        guard offset >= 0, offset <= byteCount &- 8 else { return nil }
        return unsafe UInt64(
            bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// The bytes of `range` as an array; `nil` when it does not lie inside the span.
    func array(_ range: Range<Int>) -> [UInt8]? {
        guard range.lowerBound >= 0, range.upperBound <= byteCount else { return nil }
        return unsafe extracting(range).withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
