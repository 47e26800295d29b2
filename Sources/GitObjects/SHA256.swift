// SHA-256 (FIPS 180-4), by which repositories of the newer object format name what they hold.

/// A hash that is being computed; the bytes may come in pieces.
package struct SHA256: ~Copyable {
    /// The bytes of a block.
    private static let blockSize = 64

    private var state: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]
    /// What has come since the last whole block.
    private var pending: [UInt8] = []
    private var byteCount: UInt64 = 0

    /// Begins with nothing.
    package init() { pending.reserveCapacity(SHA256.blockSize) }

    /// Adds `bytes` to what is hashed.
    package mutating func add(_ bytes: [UInt8]) {
        byteCount += UInt64(bytes.count)
        var position = 0
        if !pending.isEmpty {
            position = min(SHA256.blockSize - pending.count, bytes.count)
            pending += bytes[..<position]
            guard pending.count == SHA256.blockSize else { return }
            let block = pending
            unsafe addBlock(block.span.bytes, at: 0)
            pending.removeAll(keepingCapacity: true)
        }
        let input = unsafe bytes.span.bytes
        while position <= bytes.count - SHA256.blockSize {
            unsafe addBlock(input, at: position)
            position += SHA256.blockSize
        }
        pending += bytes[position...]
    }

    /// The hash of all that was added.
    package consuming func finish() -> ObjectID {
        let bits = byteCount << 3
        // A one bit, zeros up to eight bytes before the end of a block, and the number of bits.
        var padding: [UInt8] = [0x80]
        let zeros = (2 * SHA256.blockSize - 9 - pending.count) % SHA256.blockSize
        padding += [UInt8](repeating: 0, count: zeros)
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            padding.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
        add(padding)
        func word(_ place: Int) -> UInt64 { UInt64(state[place]) << 32 | UInt64(state[place + 1]) }
        return ObjectID(sha256: word(0), word(2), word(4), word(6))
    }

    /// The kernel: 64 rounds over the block at `offset`, of which the caller has made sure.
    @unsafe
    private mutating func addBlock(_ input: RawSpan, at offset: Int) {
        // Of the 64 words of the schedule the last sixteen are enough to make the next.
        var words = InlineArray<16, UInt32>(repeating: 0)
        for place in 0..<16 {
            words[place] = unsafe UInt32(
                bigEndian: input.unsafeLoadUnaligned(
                    fromUncheckedByteOffset: offset &+ place &* 4, as: UInt32.self))
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for round in 0..<64 {
            let place = round & 15
            if round >= 16 {
                let early = words[(round &+ 1) & 15]
                let late = words[(round &+ 14) & 15]
                let sigma0 = SHA256.rotated(early, 7) ^ SHA256.rotated(early, 18) ^ early >> 3
                let sigma1 = SHA256.rotated(late, 17) ^ SHA256.rotated(late, 19) ^ late >> 10
                words[place] = words[place] &+ sigma0 &+ words[(round &+ 9) & 15] &+ sigma1
            }
            let sum1 = SHA256.rotated(e, 6) ^ SHA256.rotated(e, 11) ^ SHA256.rotated(e, 25)
            let first = h &+ sum1 &+ (g ^ e & (f ^ g)) &+ SHA256.constants[round] &+ words[place]
            let sum0 = SHA256.rotated(a, 2) ^ SHA256.rotated(a, 13) ^ SHA256.rotated(a, 22)
            let second = sum0 &+ (a & b | c & (a | b))
            (h, g, f, e) = (g, f, e, d &+ first)
            (d, c, b, a) = (c, b, a, first &+ second)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }

    @inline(__always)
    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word &>> count | word &<< (32 &- count)
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: InlineArray<64, UInt32> = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
        0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7,
        0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc,
        0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351,
        0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e,
        0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585,
        0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f,
        0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
        0xc671_78f2,
    ]
}
