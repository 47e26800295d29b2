// Writes loose objects whose content git would never write, under whatever name they are to have.

/// Loose objects made by hand: stored blocks of zlib, so that no compressor is needed.
public enum LooseObjectWriter {
    /// The file of an object: header and content as a zlib stream.
    ///
    /// `size` is what the header announces, by default the content's own.
    public static func file(_ type: String, _ content: [UInt8], size: String? = nil) -> [UInt8] {
        zlibStream(Array("\(type) \(size ?? "\(content.count)")\0".utf8) + content)
    }

    /// A zlib stream of stored blocks.
    public static func zlibStream(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        var position = 0
        repeat {
            let count = min(0xffff, bytes.count - position)
            let last: UInt8 = position + count == bytes.count ? 1 : 0
            let low = UInt8(count & 0xff)
            let high = UInt8(count >> 8)
            result += [last, low, high, ~low, ~high] + bytes[position..<position + count]
            position += count
        } while position < bytes.count
        var first: UInt32 = 1
        var second: UInt32 = 0
        for byte in bytes {
            first = (first + UInt32(byte)) % 65_521
            second = (second + first) % 65_521
        }
        let checksum = second << 16 | first
        return result + (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (24 - 8 * $0)) }
    }
}
