// The list of object directories as an environment variable writes it.

enum ObjectDirectories {
    /// Splits a list at its colons; an entry in double quotes may hold colons and C escapes.
    static func parseList(_ list: [UInt8]) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var position = 0
        while position < list.count {
            if list[position] == UInt8(ascii: "\""), let (entry, end) = unquoted(list, position),
                end == list.count || list[end] == UInt8(ascii: ":")
            {
                if !entry.isEmpty { result.append(entry) }
                position = end + 1
                continue
            }
            let end = list[position...].firstIndex(of: UInt8(ascii: ":")) ?? list.count
            if end > position { result.append(Array(list[position..<end])) }
            position = end + 1
        }
        return result
    }

    /// A C-style quoted string that starts at `start`, and where it ends.
    private static func unquoted(_ text: [UInt8], _ start: Int) -> (entry: [UInt8], end: Int)? {
        var result: [UInt8] = []
        var position = start + 1
        while position < text.count {
            let byte = text[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return (result, position) }
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            guard position < text.count else { return nil }
            let escaped = text[position]
            position += 1
            switch escaped {
            case UInt8(ascii: "a"): result.append(0x07)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0c)
            case UInt8(ascii: "n"): result.append(0x0a)
            case UInt8(ascii: "r"): result.append(0x0d)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "v"): result.append(0x0b)
            case UInt8(ascii: "\\"), UInt8(ascii: "\""): result.append(escaped)
            case 0x30...0x33:
                guard position + 1 < text.count, (0x30...0x37).contains(text[position]),
                    (0x30...0x37).contains(text[position + 1])
                else { return nil }
                result.append(
                    (escaped & 7) << 6 | (text[position] & 7) << 3 | (text[position + 1] & 7))
                position += 2
            default: return nil
            }
        }
        return nil
    }
}
