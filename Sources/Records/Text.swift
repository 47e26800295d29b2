// Text that came from a repository: always shown as valid UTF-8, the exact bytes kept where they were something else.

/// A piece of text from a repository (a message, a name, a path), decoded for people with nothing lost for programs.
///
/// It prints as its ``string``, compares with string literals, and is put in order by its ``bytes``, as git does.
public struct Text: Hashable, Sendable {
    /// The text as UTF-8, always valid: what did not decode is U+FFFD here.
    public let utf8: [UInt8]
    /// The bytes as recorded, only where `utf8` had to replace some of them.
    public let undecoded: [UInt8]?

    /// The text as a Swift string; what did not decode is U+FFFD in it.
    public var string: String { String(decoding: utf8, as: UTF8.self) }

    /// The exact bytes where the text did not decode, else its UTF-8.
    public var bytes: [UInt8] { undecoded ?? utf8 }

    /// Whether there is no text.
    public var isEmpty: Bool { utf8.isEmpty }

    /// Takes bytes that are UTF-8, or were meant to be.
    public init(_ bytes: [UInt8]) {
        if UTF8Validation.isValid(bytes) {
            utf8 = bytes
            undecoded = nil
        } else {
            utf8 = Array(String(decoding: bytes, as: UTF8.self).utf8)
            undecoded = bytes
        }
    }

    /// Takes a string.
    public init(_ string: String) { self.init(validUTF8: Array(string.utf8)) }

    /// Takes a decoding made elsewhere; `utf8` must be valid.
    package init(validUTF8 utf8: [UInt8], undecoded: [UInt8]? = nil) {
        self.utf8 = utf8
        self.undecoded = undecoded
    }

    /// Whether the text begins with `prefix`, compared byte by byte.
    public func hasPrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

    /// Whether the text ends with `suffix`, compared byte by byte.
    public func hasSuffix(_ suffix: String) -> Bool { utf8.reversed().starts(with: suffix.utf8.reversed()) }

    /// Whether `part` occurs in the text.
    public func contains(_ part: String) -> Bool { string.contains(part) }
}

extension Text: ExpressibleByStringLiteral, CustomStringConvertible, Comparable {
    /// Takes a string literal.
    public init(stringLiteral value: String) { self.init(value) }

    /// The text as a Swift string.
    public var description: String { string }

    /// Git's order: that of the bytes.
    public static func < (left: Text, right: Text) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// Whether the text is `string`, code point by code point.
    public static func == (text: Text, string: String) -> Bool {
        text.undecoded == nil && text.utf8.elementsEqual(string.utf8)
    }

    /// Whether the text is other than `string`.
    public static func != (text: Text, string: String) -> Bool { !(text == string) }
}

extension Text: Codable {
    /// How text that is not UTF-8 is encoded.
    private enum CodingKeys: String, CodingKey {
        case text, bytes
    }

    /// Decodes what ``encode(to:)`` has made.
    public init(from decoder: any Decoder) throws {
        if let string = try? decoder.singleValueContainer().decode(String.self) {
            self.init(string)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            validUTF8: Array(try container.decode(String.self, forKey: .text).utf8),
            undecoded: try container.decode([UInt8].self, forKey: .bytes))
    }

    /// Encodes a string; where the text did not decode, `text` with that string and `bytes` with the exact bytes.
    public func encode(to encoder: any Encoder) throws {
        guard let undecoded else {
            var container = encoder.singleValueContainer()
            return try container.encode(string)
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(string, forKey: .text)
        try container.encode(undecoded, forKey: .bytes)
    }
}
