// Text that came from a repository: always shown as valid UTF-8, the exact bytes kept where they were something else.

/// A piece of text from a repository, decoded for people with nothing lost for programs.
public struct Text: Hashable, Sendable {
    /// The text as UTF-8, always valid: what did not decode stands as U+FFFD.
    public let utf8: [UInt8]
    /// The bytes as recorded, only where `utf8` had to replace some of them.
    public let undecoded: [UInt8]?

    /// The text as a Swift string.
    public var string: String { String(decoding: utf8, as: UTF8.self) }

    /// The exact bytes where the text did not decode, else its UTF-8.
    public var bytes: [UInt8] { undecoded ?? utf8 }

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

    /// Takes a decoding made elsewhere; `utf8` must be valid.
    init(validUTF8 utf8: [UInt8], undecoded: [UInt8]? = nil) {
        self.utf8 = utf8
        self.undecoded = undecoded
    }
}

extension Text: ExpressibleByStringLiteral, CustomStringConvertible {
    /// Takes a string literal.
    public init(stringLiteral value: String) { self.init(validUTF8: Array(value.utf8)) }
    /// The text as a Swift string.
    public var description: String { string }
}
