// Decides whether bytes are valid UTF-8, eight ASCII bytes at a time.

package enum UTF8Validation {
    /// Whether `bytes` is well-formed UTF-8 (no overlong forms, no surrogates, nothing past U+10FFFF).
    package static func isValid(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { isValid($0) }
    }

    /// Whether the buffer is well-formed UTF-8.
    package static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        let count = bytes.count
        while index < count {
            if index + 8 <= count,
                bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
                continue
            }
            let first = bytes[index]
            if first < 0x80 {
                index += 1
                continue
            }
            let length: Int
            var minimum: UInt8 = 0x80
            var maximum: UInt8 = 0xbf
            switch first {
            case 0xc2...0xdf: length = 2
            case 0xe0:
                length = 3
                minimum = 0xa0
            case 0xed:
                length = 3
                maximum = 0x9f
            case 0xe1...0xef: length = 3
            case 0xf0:
                length = 4
                minimum = 0x90
            case 0xf1...0xf3: length = 4
            case 0xf4:
                length = 4
                maximum = 0x8f
            default: return false
            }
            guard index + length <= count, bytes[index + 1] >= minimum, bytes[index + 1] <= maximum else {
                return false
            }
            for offset in 2..<max(length, 2) where bytes[index + offset] & 0xc0 != 0x80 { return false }
            index += length
        }
        return true
    }
}
