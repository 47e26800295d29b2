// A strict JSON parser of the tests' own, so that a document is checked by other code than wrote it.

/// A JSON value, its objects in the order they were written.
public indirect enum JSONValue: Sendable, Equatable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number without fraction and exponent.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// A string, as its UTF-8 bytes.
    case string([UInt8])
    /// An array.
    case array([JSONValue])
    /// An object.
    case object([Member])

    /// One name and value of an object.
    public struct Member: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The value.
        public let value: JSONValue

        /// A name with a value.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Parses one document, with nothing but white space after it.
    /// - Throws: `JSONFailure` for anything RFC 8259 does not allow, duplicate names and bad UTF-8 included.
    public init(parsing bytes: [UInt8]) throws {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw JSONFailure("not UTF-8", 0, bytes)
        }
        var parser = JSONParser(bytes: bytes)
        self = try parser.document()
    }

    /// The value of a name, `nil` when there is none or this is no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The value at a place of an array.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }

    /// The values of an array; empty for anything else.
    public var array: [JSONValue] {
        guard case .array(let values) = self else { return [] }
        return values
    }

    /// The names of an object in order.
    public var names: [String] {
        guard case .object(let members) = self else { return [] }
        return members.map(\.name)
    }

    /// A string's bytes.
    public var bytes: [UInt8]? {
        guard case .string(let bytes) = self else { return nil }
        return bytes
    }

    /// A string as text.
    public var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    /// A whole number.
    public var integer: Int? {
        guard case .integer(let value) = self else { return nil }
        return Int(value)
    }

    /// Any number.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// Whether it is true; `nil` for anything but true and false.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }
}

/// A document that is not JSON.
public struct JSONFailure: Error, CustomStringConvertible {
    /// What is wrong and the text at that place.
    public let description: String

    init(_ what: String, _ offset: Int, _ bytes: [UInt8]) {
        let around = bytes[max(0, offset - 40)..<min(bytes.count, offset + 40)]
        description = "not JSON: \(what) at byte \(offset): …\(String(decoding: around, as: UTF8.self))…"
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    var position = 0

    mutating func document() throws -> JSONValue {
        let value = try self.value(depth: 0)
        skipSpace()
        if position != bytes.count { throw failure("something after the end") }
        return value
    }

    func failure(_ what: String) -> JSONFailure { JSONFailure(what, position, bytes) }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func value(depth: Int) throws -> JSONValue {
        if depth > 64 { throw failure("nested too deeply") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
        for byte in word.utf8 where !take(byte) { throw failure("unknown word") }
        return value
    }

    mutating func object(depth: Int) throws -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        var seen: Set<String> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            let name = String(decoding: try string(), as: UTF8.self)
            if !seen.insert(name).inserted { throw failure("the name \(name) stands twice") }
            skipSpace()
            if !take(UInt8(ascii: ":")) { throw failure("no colon") }
            members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
            skipSpace()
        } while take(UInt8(ascii: ","))
        if !take(UInt8(ascii: "}")) { throw failure("object not closed") }
        return .object(members)
    }

    mutating func array(depth: Int) throws -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(values) }
        repeat {
            values.append(try value(depth: depth + 1))
            skipSpace()
        } while take(UInt8(ascii: ","))
        if !take(UInt8(ascii: "]")) { throw failure("array not closed") }
        return .array(values)
    }

    mutating func string() throws -> [UInt8] {
        if !take(UInt8(ascii: "\"")) { throw failure("no string") }
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return text
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw failure("control character in a string")
            default: text.append(byte)
            }
        }
        throw failure("string not closed")
    }

    mutating func escape(into text: inout [UInt8]) throws {
        guard let byte = next else { throw failure("string not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code) {
                if !take(UInt8(ascii: "\\")) || !take(UInt8(ascii: "u")) { throw failure("half a surrogate") }
                let low = try hexadecimal()
                if !(0xDC00..<0xE000).contains(low) { throw failure("half a surrogate") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate") }
            text += Array(String(Character(scalar)).utf8)
        default: throw failure("unknown escape")
        }
    }

    mutating func hexadecimal() throws -> UInt32 {
        guard position + 4 <= bytes.count else { throw failure("short escape") }
        let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        guard let value = UInt32(digits, radix: 16), !digits.hasPrefix("+") else {
            throw failure("bad escape")
        }
        position += 4
        return value
    }

    mutating func digits() throws {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        if position == start { throw failure("no digit") }
    }

    mutating func number() throws -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        var whole = true
        if take(UInt8(ascii: ".")) {
            whole = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            whole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if whole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text) else { throw failure("bad number") }
        return .number(value)
    }
}
