// The name of an object: up to 32 bytes kept inline, compared as machine words.

/// The name of a git object, by either hash function.
///
/// The bytes are held big-endian in four words, so that comparing two names is comparing numbers and `<` is git's byte
/// order. A SHA-1 name fills twenty bytes; the rest is a fixed mark, by which a name knows which format it
/// has when it is printed. A SHA-256 name ends in those twelve bytes by a chance of 2⁻⁹⁶; one made up to do so would be
/// printed short and be equal to nothing else. Names are parsed by the ``ObjectFormat`` of the repository, never by a
/// length that is found.
public struct ObjectID: Hashable, Comparable, Sendable {
    /// What follows the twenty bytes of a SHA-1 name and four zero bytes: `SHA1name` in ASCII.
    @inlinable static var sha1Mark: UInt64 { 0x5348_4131_6e61_6d65 }
    /// The SHA-1 name made of zero bytes, which names nothing; also a value for where there is no name.
    public static let zero = ObjectID(sha1: 0, 0, 0)

    /// Bytes 0 to 7, big-endian.
    @usableFromInline let word0: UInt64
    /// Bytes 8 to 15, big-endian.
    @usableFromInline let word1: UInt64
    /// Bytes 16 to 23, big-endian; the lower half of a SHA-1 name's is zero.
    @usableFromInline let word2: UInt64
    /// Bytes 24 to 31, big-endian; the mark of a SHA-1 name.
    @usableFromInline let word3: UInt64

    /// Makes a SHA-1 name of its bytes, big-endian.
    @inlinable
    @inline(__always)
    public init(sha1 word0: UInt64, _ word1: UInt64, _ word2: UInt32) {
        self.word0 = word0
        self.word1 = word1
        self.word2 = UInt64(word2) << 32
        word3 = ObjectID.sha1Mark
    }

    /// Makes a SHA-256 name of its bytes, big-endian.
    @inlinable
    @inline(__always)
    public init(sha256 word0: UInt64, _ word1: UInt64, _ word2: UInt64, _ word3: UInt64) {
        self.word0 = word0
        self.word1 = word1
        self.word2 = word2
        self.word3 = word3
    }

    /// Reads a name at `offset` of `bytes`. The caller has made sure that there are as many bytes as the format wants.
    @inlinable
    @inline(__always)
    @unsafe
    init(unchecked bytes: RawSpan, at offset: Int, _ format: ObjectFormat) {
        word0 = UInt64(
            bigEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
        word1 = UInt64(
            bigEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 8, as: UInt64.self)
        )
        if format == .sha1 {
            word2 =
                UInt64(
                    UInt32(
                        bigEndian: unsafe bytes.unsafeLoadUnaligned(
                            fromUncheckedByteOffset: offset &+ 16, as: UInt32.self))) << 32
            word3 = ObjectID.sha1Mark
        } else {
            word2 = UInt64(
                bigEndian: unsafe bytes.unsafeLoadUnaligned(
                    fromUncheckedByteOffset: offset &+ 16, as: UInt64.self))
            word3 = UInt64(
                bigEndian: unsafe bytes.unsafeLoadUnaligned(
                    fromUncheckedByteOffset: offset &+ 24, as: UInt64.self))
        }
    }

    /// Reads a name at `offset` of `bytes`; `nil` where it does not lie inside.
    @inlinable
    @inline(__always)
    public init?(_ bytes: RawSpan, at offset: Int = 0, _ format: ObjectFormat) {
        guard offset >= 0, offset <= bytes.byteCount &- format.byteCount else { return nil }
        unsafe self.init(unchecked: bytes, at: offset, format)
    }

    /// Reads a name from exactly as many bytes as the format wants; `nil` for any other count.
    public init?(bytes: some Collection<UInt8>, _ format: ObjectFormat) {
        guard bytes.count == format.byteCount else { return nil }
        let copy = [UInt8](bytes)
        unsafe self.init(copy.span.bytes, format)
    }

    /// Whether this is the name made of zero bytes.
    @inlinable
    public var isZero: Bool {
        word0 == 0 && word1 == 0 && word2 == 0 && (word3 == ObjectID.sha1Mark || word3 == 0)
    }

    /// Which hash function made the name.
    @inlinable
    public var format: ObjectFormat {
        word3 == ObjectID.sha1Mark && word2 & 0xffff_ffff == 0 ? .sha1 : .sha256
    }

    /// The 20 or 32 bytes of the name.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(32)
        for word in [word0, word1, word2, word3] {
            for shift in stride(from: 56, through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return Array(result.prefix(format.byteCount))
    }

    /// The first byte, by which git fans out its indexes.
    @inlinable
    public var firstByte: UInt8 { UInt8(truncatingIfNeeded: word0 >> 56) }

    /// The first eight bytes, big-endian.
    @inlinable
    var firstWord: UInt64 { word0 }

    /// Whether the names are the same; the first words tell nearly all others apart.
    @inlinable
    @inline(__always)
    public static func == (left: ObjectID, right: ObjectID) -> Bool {
        left.word0 == right.word0 && left.word1 == right.word1 && left.word2 == right.word2
            && left.word3 == right.word3
    }

    /// Git's order: that of the bytes.
    @inlinable
    public static func < (left: ObjectID, right: ObjectID) -> Bool {
        if left.word0 != right.word0 { return left.word0 < right.word0 }
        if left.word1 != right.word1 { return left.word1 < right.word1 }
        if left.word2 != right.word2 { return left.word2 < right.word2 }
        return left.word3 < right.word3
    }

    /// Hashes all of the bytes, since the author of a commit may invent the names of its parents.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(word0)
        hasher.combine(word1)
        hasher.combine(word2)
        if word3 != ObjectID.sha1Mark { hasher.combine(word3) }
    }
}

/// A hash function for tables of names: a few multiplications, with a key of its own in every table.
///
/// Names can be invented, but without the table's key they cannot be made to collide.
public struct ObjectIDHash: Sendable {
    private let key0 = UInt64.random(in: .min ... .max)
    private let key1 = UInt64.random(in: .min ... .max)
    private let key2 = UInt64.random(in: .min ... .max)

    /// Chooses a key.
    public init() {}

    /// The hash of a name, of which all bits are good.
    public func callAsFunction(_ id: ObjectID) -> UInt64 {
        let front = ObjectIDHash.fold(id.word0 ^ key0, id.word1 ^ key1)
        var hash = ObjectIDHash.fold(front ^ id.word2 ^ key2, id.word3 ^ key0)
        // With some keys names that differ in few bits would share their low bits, which tables take.
        hash ^= hash >> 32
        hash &*= 0x9e37_79b9_7f4a_7c15
        return hash ^ hash >> 29
    }

    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
