// Git's own locale-independent character classes: letters, digits and white space.

/// Byte classes as git's own character table has them: ASCII only, whatever the locale.
package enum ASCII {
    /// Space, tab, line feed and carriage return; not form feed or vertical tab.
    @inlinable
    @inline(__always)
    package static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    /// What C's number readers (`strtol` and its kin) pass over before a number: form feed and vertical tab as well.
    @inlinable
    @inline(__always)
    package static func isSpaceBeforeNumber(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    /// 0 to 9.
    @inlinable
    @inline(__always)
    package static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// 0 to 7.
    @inlinable
    @inline(__always)
    package static func isOctalDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 8 }

    /// 0 to 9 and A to F of either case.
    @inlinable
    @inline(__always)
    package static func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

    /// A to Z of either case.
    @inlinable
    @inline(__always)
    package static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// A letter or a digit.
    @inlinable
    @inline(__always)
    package static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    /// A to Z.
    @inlinable
    @inline(__always)
    package static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

    /// a to z.
    @inlinable
    @inline(__always)
    package static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

    /// The byte, a small letter where it is a capital one.
    @inlinable
    @inline(__always)
    package static func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
}
