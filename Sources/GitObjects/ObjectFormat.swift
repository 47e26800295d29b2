// The two hash functions git names objects by, and all that follows from which of them a repository uses.

/// How a repository names its objects (`extensions.objectFormat`).
public enum ObjectFormat: UInt8, Sendable, Hashable, Codable {
    /// Names of 20 bytes.
    case sha1 = 1
    /// Names of 32 bytes.
    case sha256 = 2

    /// The number of bytes in a name.
    @inlinable
    public var byteCount: Int { self == .sha1 ? 20 : 32 }

    /// The number of hexadecimal digits in a name.
    @inlinable
    public var hexCount: Int { self == .sha1 ? 40 : 64 }

    /// Whether `bytes` begin with as many hexadecimal digits as a name has.
    public func isName(beginning bytes: [UInt8]) -> Bool {
        ObjectID(hex: bytes.span, from: 0, self) != nil
    }

    /// The number that multi-pack-indexes and commit-graphs write for the hash function (gitformat-chunk).
    var fileVersion: UInt8 { rawValue }

    /// The name made of zero bytes, which names nothing.
    @inlinable
    public var zero: ObjectID {
        switch self {
        case .sha1: ObjectID(sha1: 0, 0, 0)
        case .sha256: ObjectID(sha256: 0, 0, 0, 0)
        }
    }

    /// The name of the tree without entries, which git knows in every repository.
    public var emptyTree: ObjectID {
        switch self {
        case .sha1: ObjectID(sha1: 0x4b82_5dc6_42cb_6eb9, 0xa060_e54b_f8d6_9288, 0xfbee_4904)
        case .sha256:
            ObjectID(
                sha256: 0x6ef1_9b41_225c_5369, 0xf1c1_04d4_5d8d_85ef, 0xa9b0_57b5_3b14_b4b9,
                0xb939_dd74_decc_5321)
        }
    }

    /// The name of the blob without content.
    public var emptyBlob: ObjectID {
        switch self {
        case .sha1: ObjectID(sha1: 0xe69d_e29b_b2d1_d643, 0x4b8b_29ae_775a_d8c2, 0xe48c_5391)
        case .sha256:
            ObjectID(
                sha256: 0x473a_0f4c_3be8_a936, 0x81a2_67e3_b1e9_a7dc, 0xda11_8543_6fe1_41f7,
                0x7491_20a3_0372_1813)
        }
    }
}
