// Reads JSON from bytes, value by value, as strictly as RFC 8259; strings may hold bytes that are no UTF-8.

/// What is wrong with a JSON text.
package struct JSONError: Error {
    /// In a few words.
    package let what: String

    package init(_ what: String) { self.what = what }
}

/// Reads one JSON text from its beginning to its end.
package struct JSONReader {
    private static let maximumDepth = 64

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// Reads `bytes`.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads an object; `member` has to read the value of each of its members.
    package mutating func object(
        _ member: (inout JSONReader, [UInt8]) throws(JSONError) -> Void
    ) throws(JSONError) {
        try list(from: 0x7b, to: 0x7d) { reader throws(JSONError) in
            let name = try reader.string()
            reader.skipSpace()
            try reader.expect(0x3a)
            try member(&reader, name)
        }
    }

    /// Reads an array; `element` has to read each of its elements.
    package mutating func array(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
        try list(from: 0x5b, to: 0x5d, element)
    }

    private mutating func list(
        from first: UInt8, to last: UInt8, _ element: (inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        skipSpace()
        try expect(first)
        guard depth < Self.maximumDepth else { throw JSONError("nested too deep") }
        depth += 1
        defer { depth -= 1 }
        skipSpace()
        if take(last) { return }
        while true {
            skipSpace()
            try element(&self)
            skipSpace()
            if take(last) { return }
            try expect(0x2c)
        }
    }

    /// Reads a string and resolves its escapes.
    package mutating func string() throws(JSONError) -> [UInt8] {
        skipSpace()
        try expect(0x22)
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x22: return text
            case 0x5c: try escape(to: &text)
            case 0..<0x20: throw JSONError("control character in a string")
            default: text.append(byte)
            }
        }
        throw JSONError("string without an end")
    }

    private mutating func escape(to text: inout [UInt8]) throws(JSONError) {
        guard position < bytes.count else { throw JSONError("string without an end") }
        let letter = bytes[position]
        position += 1
        switch letter {
        case 0x22, 0x2f, 0x5c: text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var value = UInt32(try codeUnit())
            if (0xd800..<0xdc00).contains(value), take(0x5c), take(UInt8(ascii: "u")) {
                let low = UInt32(try codeUnit())
                guard (0xdc00..<0xe000).contains(low) else { throw JSONError("half of a surrogate pair") }
                value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw JSONError("half of a surrogate pair") }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw JSONError("unknown escape in a string")
        }
    }

    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw JSONError("string without an end") }
        var value: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw JSONError("unknown escape in a string")
            }
            value = value << 4 | UInt16(digit)
        }
        position += 4
        return value
    }

    /// Reads a string, a number, `true`, `false` or `null`, and returns it as it is written.
    package mutating func scalar() throws(JSONError) -> [UInt8] {
        skipSpace()
        let start = position
        guard position < bytes.count else { throw JSONError("value missing") }
        switch bytes[position] {
        case 0x22: _ = try string()
        case UInt8(ascii: "-"), 0x30...0x39: try number()
        default:
            let word = bytes[position...].prefix { (0x61...0x7a).contains($0) }
            guard ["true", "false", "null"].contains(where: { word.elementsEqual($0.utf8) }) else {
                throw JSONError("not a value")
            }
            position = word.endIndex
        }
        return Array(bytes[start..<position])
    }

    private mutating func number() throws(JSONError) {
        _ = take(UInt8(ascii: "-"))
        if !take(0x30) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard position > start else { throw JSONError("not a number") }
    }

    /// Reads a value of any kind.
    package mutating func skip() throws(JSONError) {
        switch next {
        case 0x7b: try object { reader, _ throws(JSONError) in try reader.skip() }
        case 0x5b: try array { reader throws(JSONError) in try reader.skip() }
        default: _ = try scalar()
        }
    }

    /// The first byte of the next value; `nil` at the end.
    package var next: UInt8? {
        mutating get {
            skipSpace()
            return position < bytes.count ? bytes[position] : nil
        }
    }

    /// Throws where anything but space is left.
    package mutating func end() throws(JSONError) {
        skipSpace()
        guard position == bytes.count else { throw JSONError("more behind the value") }
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard take(byte) else {
            throw JSONError("expected '\(Character(Unicode.Scalar(byte)))'")
        }
    }
}
