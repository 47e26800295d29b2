// Reads and writes names as hexadecimal digits, eight at a time, for histories are full of them.

extension ObjectID {
    /// Reads a name from the forty hexadecimal digits, of either case, at `start`; `nil` where there are no forty digits.
    @inlinable
    public init?(hex bytes: Span<UInt8>, from start: Int) {
        guard start >= 0, start <= bytes.count, bytes.count - start >= ObjectID.hexCount else { return nil }
        let digits = unsafe bytes.bytes
        // Digits that are none leave bits behind, which are looked at once, at the end.
        var wrong: UInt64 = 0
        var words: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)
        unsafe words.0 = ObjectID.value(ofDigits: digits, at: start, &wrong)
        unsafe words.1 = ObjectID.value(ofDigits: digits, at: start + 8, &wrong)
        unsafe words.2 = ObjectID.value(ofDigits: digits, at: start + 16, &wrong)
        unsafe words.3 = ObjectID.value(ofDigits: digits, at: start + 24, &wrong)
        unsafe words.4 = ObjectID.value(ofDigits: digits, at: start + 32, &wrong)
        guard wrong == 0 else { return nil }
        self.init(
            high: words.0 << 32 | words.1, middle: words.2 << 32 | words.3,
            low: UInt32(truncatingIfNeeded: words.4))
    }

    /// The number that the eight hexadecimal digits at `start` stand for; `wrong` gets a bit where one is none.
    ///
    /// Every byte of one word is worked on at once. The caller has made sure of the eight bytes.
    @inlinable
    @inline(__always)
    @unsafe
    static func value(ofDigits bytes: RawSpan, at start: Int, _ wrong: inout UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let word = UInt64(
            bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
        let nibbles = word & (ones &* 0x0f)
        // Letters are at 0x41 to 0x46 and at 0x61 to 0x66, digits at 0x30 to 0x39.
        let letters = word >> 6 & ones
        let areLetters = letters &* 0xff
        let rows = (ones &* 0x30 & ~areLetters) | ((ones &* 0x40 | word & (ones &* 0x20)) & areLetters)
        wrong |= (word & (ones &* 0xf0)) ^ rows
        let pastNine = (nibbles &+ ones &* 6) & ~areLetters
        let pastF = (nibbles &+ ones &* 9) & areLetters
        let beforeA = ~(nibbles &+ ones &* 0x0f) & areLetters
        wrong |= (pastNine | pastF | beforeA) & (ones &* 0x10)
        // Pairs of nibbles move together, then pairs of bytes, then pairs of those.
        var value = nibbles &+ letters &* 9
        value = (value | value >> 4) & 0x00ff_00ff_00ff_00ff
        value = (value | value >> 8) & 0x0000_ffff_0000_ffff
        return (value | value >> 16) & 0xffff_ffff
    }

    /// Appends the forty lower-case hexadecimal digits of the name to `output`.
    @inlinable
    public func appendHex(to output: inout [UInt8]) {
        ObjectID.appendDigits(of: high >> 32, to: &output)
        ObjectID.appendDigits(of: high & 0xffff_ffff, to: &output)
        ObjectID.appendDigits(of: middle >> 32, to: &output)
        ObjectID.appendDigits(of: middle & 0xffff_ffff, to: &output)
        ObjectID.appendDigits(of: UInt64(low), to: &output)
    }

    /// Appends the eight digits of a number below 2³².
    @inlinable
    @inline(__always)
    static func appendDigits(of number: UInt64, to output: inout [UInt8]) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var nibbles = (number << 16 | number) & 0x0000_ffff_0000_ffff
        nibbles = (nibbles << 8 | nibbles) & 0x00ff_00ff_00ff_00ff
        nibbles = (nibbles << 4 | nibbles) & 0x0f0f_0f0f_0f0f_0f0f
        let letters = (nibbles &+ ones &* 6) >> 4 & ones
        let digits = nibbles &+ ones &* 0x30 &+ letters &* 0x27
        unsafe withUnsafeBytes(of: digits.bigEndian) { unsafe output.append(contentsOf: $0) }
    }
}
