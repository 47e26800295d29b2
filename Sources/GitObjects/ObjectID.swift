// The name of an object: twenty bytes kept inline, compared as three machine words.

/// The SHA-1 name of a git object.
///
/// The twenty bytes are held big-endian in three integers, so that comparing two names is comparing numbers and
/// `<` is git's byte order.
public struct ObjectID: Hashable, Comparable, Sendable {
    /// The number of bytes in a name.
    public static let byteCount = 20
    /// The number of hexadecimal digits in a name.
    public static let hexCount = 40
    /// The name made of zero bytes, which names nothing.
    public static let zero = ObjectID(high: 0, middle: 0, low: 0)

    /// Bytes 0 to 7, big-endian.
    public let high: UInt64
    /// Bytes 8 to 15, big-endian.
    public let middle: UInt64
    /// Bytes 16 to 19, big-endian.
    public let low: UInt32

    /// Makes a name of its three words.
    @inlinable
    public init(high: UInt64, middle: UInt64, low: UInt32) {
        self.high = high
        self.middle = middle
        self.low = low
    }

    /// Reads a name from the first twenty bytes of `bytes`; `nil` when there are fewer.
    @inlinable
    public init?(_ bytes: RawSpan) {
        guard bytes.byteCount >= ObjectID.byteCount else { return nil }
        high = UInt64(
            bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self))
        middle = UInt64(
            bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self))
        low = UInt32(
            bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 16, as: UInt32.self))
    }

    /// Reads a name from exactly twenty bytes; `nil` for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == ObjectID.byteCount else { return nil }
        let copy = [UInt8](bytes)
        unsafe self.init(copy.span.bytes)
    }

    /// Reads a name from exactly forty hexadecimal digits of either case; `nil` for anything else.
    @inlinable
    public init?(hex: some Collection<UInt8>) {
        guard hex.count == ObjectID.hexCount else { return nil }
        var high: UInt64 = 0
        var middle: UInt64 = 0
        var low: UInt32 = 0
        var position = 0
        for digit in hex {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit &- 0x30
            case 0x61...0x66: value = digit &- 0x57
            case 0x41...0x46: value = digit &- 0x37
            default: return nil
            }
            if position < 16 {
                high = high << 4 | UInt64(value)
            } else if position < 32 {
                middle = middle << 4 | UInt64(value)
            } else {
                low = low << 4 | UInt32(value)
            }
            position += 1
        }
        self.init(high: high, middle: middle, low: low)
    }

    /// Reads a name from a string of exactly forty hexadecimal digits.
    public init?(_ hex: String) {
        self.init(hex: Array(hex.utf8))
    }

    /// Whether this is the name made of zero bytes.
    @inlinable
    public var isZero: Bool { high == 0 && middle == 0 && low == 0 }

    /// The twenty bytes of the name.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(ObjectID.byteCount)
        for shift in stride(from: 56, through: 0, by: -8) {
            result.append(UInt8(truncatingIfNeeded: high >> shift))
        }
        for shift in stride(from: 56, through: 0, by: -8) {
            result.append(UInt8(truncatingIfNeeded: middle >> shift))
        }
        for shift in stride(from: 24, through: 0, by: -8) {
            result.append(UInt8(truncatingIfNeeded: low >> UInt32(shift)))
        }
        return result
    }

    /// The first byte, by which git fans out its indexes.
    @inlinable
    public var firstByte: UInt8 { UInt8(truncatingIfNeeded: high >> 56) }

    /// The forty lower-case hexadecimal digits of the name.
    public var hex: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(ObjectID.hexCount)
        appendHex(to: &result)
        return result
    }

    /// Git's order: that of the bytes.
    @inlinable
    public static func < (left: ObjectID, right: ObjectID) -> Bool {
        if left.high != right.high { return left.high < right.high }
        if left.middle != right.middle { return left.middle < right.middle }
        return left.low < right.low
    }

    /// A name is already evenly spread, so its first word serves as the hash.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(high)
    }
}

extension ObjectID: CustomStringConvertible {
    /// The forty lower-case hexadecimal digits of the name.
    public var description: String { String(decoding: hex, as: UTF8.self) }
}
