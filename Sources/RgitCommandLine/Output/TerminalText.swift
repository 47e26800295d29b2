// Makes what is written for programs fit for a terminal: JSON gets more escapes, the other formats visible characters.

/// Bytes of a machine format, or of one of git's own, on their way to a terminal.
enum TerminalText {
    /// What may be changed without making the format another.
    enum Form: Sendable {
        /// JSON, which stays the same document: what a terminal must not get is in strings, and becomes `\u009b` there.
        case json
        /// Lines of text.
        case text
        /// Lines of text whose columns are separated by tabs.
        case tabbedText
    }

    /// The bytes without anything that controls a terminal, reorders its text or is invisible; lines stay lines.
    static func visible(_ bytes: [UInt8], as form: Form) -> [UInt8] {
        if bytes.allSatisfy({ ($0 >= 0x20 && $0 < 0x7f) || $0 == 0x0a }) { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + 64)
        var position = 0
        var last: Unicode.Scalar?
        while position < bytes.count {
            let start = position
            guard let scalar = scalar(in: bytes, at: &position) else {
                // No part of a character: terminals that are not set to UTF-8 take some of these for controls.
                output.append(contentsOf: ("\\x" + VisibleText.hex(UInt32(bytes[start]), digits: 2)).utf8)
                position = start + 1
                last = nil
                continue
            }
            let isKept =
                scalar == "\n" || (scalar == "\t" && form == .tabbedText)
                || VisibleText.isSafe(
                    scalar, after: last,
                    before: {
                        var position = position
                        return self.scalar(in: bytes, at: &position)
                    })
            if isKept {
                output.append(contentsOf: bytes[start..<position])
            } else if form == .json {
                for unit in UTF16.encode(scalar).map({ Array($0) }) ?? [] {
                    output.append(contentsOf: ("\\u" + VisibleText.hex(UInt32(unit), digits: 4)).utf8)
                }
            } else {
                output.append(contentsOf: VisibleText.escape(scalar).utf8)
            }
            last = scalar
        }
        return output
    }

    /// Decodes the character at `position` and moves past it; `nil` at the end and where the bytes are no UTF-8.
    private static func scalar(in bytes: [UInt8], at position: inout Int) -> Unicode.Scalar? {
        guard position < bytes.count else { return nil }
        if bytes[position] < 0x80 {
            defer { position += 1 }
            return Unicode.Scalar(bytes[position])
        }
        var decoder = UTF8()
        let end = min(bytes.count, position + 4)
        var iterator = bytes[position..<end].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        position += UTF8.width(scalar)
        return scalar
    }
}
