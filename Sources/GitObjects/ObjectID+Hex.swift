// Reads and writes object names as hexadecimal digits, eight at a time, since histories are full of them.

extension ObjectID {
    /// Reads a name from as many hexadecimal digits, of either case, as the format has, at `start`; `nil` where there are
    /// fewer.
    @inlinable
    public init?(hex bytes: Span<UInt8>, from start: Int, _ format: ObjectFormat) {
        guard start >= 0, start <= bytes.count, bytes.count - start >= format.hexCount else { return nil }
        let digits = unsafe bytes.bytes
        // Invalid digits leave bits behind, which are checked once, at the end.
        var wrong: UInt64 = 0
        let word0 = unsafe ObjectID.word(ofDigits: digits, at: start, &wrong)
        let word1 = unsafe ObjectID.word(ofDigits: digits, at: start &+ 16, &wrong)
        if format == .sha1 {
            let word2 = unsafe ObjectID.value(ofDigits: digits, at: start &+ 32, &wrong)
            self.init(sha1: word0, word1, UInt32(truncatingIfNeeded: word2))
        } else {
            let word2 = unsafe ObjectID.word(ofDigits: digits, at: start &+ 32, &wrong)
            let word3 = unsafe ObjectID.word(ofDigits: digits, at: start &+ 48, &wrong)
            self.init(sha256: word0, word1, word2, word3)
        }
        guard wrong == 0 else { return nil }
    }

    /// Reads a name from exactly as many hexadecimal digits, of either case, as the format has; `nil` for anything else.
    public init?(hex: some Collection<UInt8>, _ format: ObjectFormat) {
        guard hex.count == format.hexCount else { return nil }
        let found = hex.withContiguousStorageIfAvailable { digits in
            unsafe ObjectID(hex: digits.span, from: 0, format)
        }
        if let found {
            guard let found else { return nil }
            self = found
            return
        }
        let copy = [UInt8](hex)
        self.init(hex: copy.span, from: 0, format)
    }

    /// Reads a name written out in a program: 40 hexadecimal digits for a SHA-1 name, 64 for a SHA-256 one.
    public init?(_ hex: String) {
        let digits = Array(hex.utf8)
        guard let format = [ObjectFormat.sha1, .sha256].first(where: { $0.hexCount == digits.count }) else {
            return nil
        }
        self.init(hex: digits, format)
    }

    /// The value of the sixteen hexadecimal digits at `start`; see ``value(ofDigits:at:_:)``.
    @inlinable
    @inline(__always)
    @unsafe
    static func word(ofDigits bytes: RawSpan, at start: Int, _ wrong: inout UInt64) -> UInt64 {
        let high = unsafe value(ofDigits: bytes, at: start, &wrong)
        return unsafe high << 32 | value(ofDigits: bytes, at: start &+ 8, &wrong)
    }

    /// The value of the eight hexadecimal digits at `start`; an invalid digit sets a bit of `wrong`.
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

    /// The lower-case hexadecimal digits of the name.
    public var hex: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(format.hexCount)
        appendHex(to: &result)
        return result
    }

    /// Appends the lower-case hexadecimal digits of the name to `output`.
    @inlinable
    public func appendHex(to output: inout [UInt8]) {
        // Room for the longer names, so that all digits of a number are written at once.
        output.append(addingCapacity: 64) { (span: inout OutputSpan<UInt8>) in
            unsafe span.withUnsafeMutableBufferPointer { buffer, count in
                guard let base = buffer.baseAddress else { return }
                let target = unsafe UnsafeMutableRawPointer(base + count)
                unsafe ObjectID.store(word0, at: target)
                unsafe ObjectID.store(word1, at: target + 16)
                unsafe ObjectID.store(word2, at: target + 32)
                if format == .sha256 { unsafe ObjectID.store(word3, at: target + 48) }
                count += format.hexCount
            }
        }
    }

    /// Writes the sixteen digits of a number at `target`, which has room for them.
    @inlinable
    @inline(__always)
    @unsafe
    static func store(_ number: UInt64, at target: UnsafeMutableRawPointer) {
        unsafe target.storeBytes(of: digits(of: number >> 32).bigEndian, as: UInt64.self)
        unsafe target.storeBytes(
            of: digits(of: number & 0xffff_ffff).bigEndian, toByteOffset: 8, as: UInt64.self)
    }

    /// The eight digits of a number below 2³², the first in the highest byte.
    @inlinable
    @inline(__always)
    static func digits(of number: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var nibbles = (number << 16 | number) & 0x0000_ffff_0000_ffff
        nibbles = (nibbles << 8 | nibbles) & 0x00ff_00ff_00ff_00ff
        nibbles = (nibbles << 4 | nibbles) & 0x0f0f_0f0f_0f0f_0f0f
        let letters = (nibbles &+ ones &* 6) >> 4 & ones
        return nibbles &+ ones &* 0x30 &+ letters &* 0x27
    }
}

extension ObjectID: CustomStringConvertible {
    /// The lower-case hexadecimal digits of the name.
    public var description: String { String(decoding: hex, as: UTF8.self) }
}
