// The bytes of a string literal.

extension StaticString {
    /// The string's UTF-8.
    package var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
