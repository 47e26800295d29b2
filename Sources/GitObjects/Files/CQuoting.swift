// Names in double quotes with backslashes, as git writes them wherever a name may hold any byte, and reads them.

/// C-style quoting.
package enum CQuoting {
    /// The text of the quoted name at the start of `bytes`, and what follows its closing quote; `nil` where there is no
    /// quote, or the quoting is broken.
    package static func unquote(
        _ bytes: ArraySlice<UInt8>
    ) -> (text: [UInt8], rest: ArraySlice<UInt8>)? {
        guard bytes.first == UInt8(ascii: "\"") else { return nil }
        var text: [UInt8] = []
        var position = bytes.startIndex + 1
        while position < bytes.endIndex {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return (text, bytes[position...]) }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            guard position < bytes.endIndex else { return nil }
            let escape = bytes[position]
            position += 1
            switch escape {
            case UInt8(ascii: "a"): text.append(0x07)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0c)
            case UInt8(ascii: "n"): text.append(0x0a)
            case UInt8(ascii: "r"): text.append(0x0d)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "v"): text.append(0x0b)
            case UInt8(ascii: "\\"), UInt8(ascii: "\""): text.append(escape)
            case 0x30...0x33:
                guard position + 1 < bytes.endIndex, ASCII.isOctalDigit(bytes[position]),
                    ASCII.isOctalDigit(bytes[position + 1])
                else { return nil }
                text.append((escape & 3) << 6 | (bytes[position] & 7) << 3 | (bytes[position + 1] & 7))
                position += 2
            default: return nil
            }
        }
        return nil
    }
}
