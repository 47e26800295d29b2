// Writes UTF-8 as JSON strings, eight bytes at a time where nothing needs escaping.

enum JSONText {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Appends `text`, which is valid UTF-8, as a JSON string.
    ///
    /// Escapes the quote, the backslash and the control characters below U+0020, as RFC 8259 requires, and U+007F, which a
    /// terminal would interpret; everything else is written unchanged.
    static func appendString(_ text: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        // A slice at a time, because room is made for a slice that is nothing but control characters.
        var start = 0
        repeat {
            let end = min(text.count, start + 16_384)
            let slice = UnsafeRawBufferPointer(rebasing: text[start..<end])
            appendEscaped(slice, opens: start == 0, closes: end == text.count, to: &output)
            start = end
        } while start < text.count
    }

    /// Appends a string as a JSON string.
    static func appendString(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { appendString(UnsafeRawBufferPointer($0), to: &output) }
    }

    /// Appends a slice of a string, its first one behind a quote and its last one before a quote.
    private static func appendEscaped(
        _ slice: UnsafeRawBufferPointer, opens: Bool, closes: Bool, to output: inout [UInt8]
    ) {
        let room = slice.count * 6 + 2
        if output.capacity - output.count < room {
            output.reserveCapacity(max(output.capacity * 2, output.count + room))
        }
        output.append(addingCapacity: room) { (span: inout OutputSpan<UInt8>) in
            span.withUnsafeMutableBufferPointer { buffer, count in
                guard let base = buffer.baseAddress else { return }
                if opens {
                    base[count] = 0x22
                    count += 1
                }
                count += escape(slice, into: base + count)
                if closes {
                    base[count] = 0x22
                    count += 1
                }
            }
        }
    }

    /// Writes the escaped bytes at `target`, which has room for 6 bytes for each of `source`; returns how many.
    private static func escape(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var input = 0
        var output = 0
        let count = source.count
        while input + 8 <= count {
            let word = UInt64(littleEndian: source.loadUnaligned(fromByteOffset: input, as: UInt64.self))
            // All eight are written; what follows the first that needs escaping is then written over.
            UnsafeMutableRawPointer(target + output).storeBytes(of: word.littleEndian, as: UInt64.self)
            let plain = escapes(in: word).trailingZeroBitCount / 8
            input += plain
            output += plain
            if plain < 8 {
                output += escape(source[input], into: target + output)
                input += 1
            }
        }
        while input < count {
            let byte = source[input]
            input += 1
            if byte >= 0x20, byte != 0x22, byte != 0x5c, byte != 0x7f {
                target[output] = byte
                output += 1
            } else {
                output += escape(byte, into: target + output)
            }
        }
        return output
    }

    /// The top bit of each of the eight bytes that needs escaping. The lowest is exact; a borrow may accuse those above it.
    @inline(__always)
    private static func escapes(in word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5c)
        let delete = word ^ (ones &* 0x7f)
        let controls = (word &- ones &* 0x20) & ~word
        let quotes = (quote &- ones) & ~quote
        let backslashes = (backslash &- ones) & ~backslash
        let deletes = (delete &- ones) & ~delete
        return (controls | quotes | backslashes | deletes) & highs
    }

    private static func escape(_ byte: UInt8, into target: UnsafeMutablePointer<UInt8>) -> Int {
        target[0] = 0x5c
        switch byte {
        case 0x22, 0x5c: target[1] = byte
        case 0x08: target[1] = 0x62
        case 0x09: target[1] = 0x74
        case 0x0a: target[1] = 0x6e
        case 0x0c: target[1] = 0x66
        case 0x0d: target[1] = 0x72
        default:
            target[1] = 0x75
            target[2] = 0x30
            target[3] = 0x30
            target[4] = 0x30 + byte >> 4
            let low = byte & 0xf
            target[5] = low < 10 ? 0x30 + low : 0x57 + low
            return 6
        }
        return 2
    }
}
