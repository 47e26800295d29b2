// Writes whole numbers as decimal digits.

enum Decimal {
    /// The number of digits of the greatest number.
    static let maximumDigits = 20

    /// Appends a number.
    static func append(_ value: Int64, to output: inout [UInt8]) {
        output.append(addingCapacity: maximumDigits + 1) { output in
            if value < 0 { output.append(0x2d) }
            append(value.magnitude, to: &output)
        }
    }

    /// Appends a number with at least `minimumDigits` digits.
    static func append(_ value: UInt64, minimumDigits: Int = 1, to output: inout [UInt8]) {
        output.append(addingCapacity: max(maximumDigits, minimumDigits)) { output in
            append(value, minimumDigits: minimumDigits, to: &output)
        }
    }

    /// Appends a number with at least `minimumDigits` digits.
    @inline(__always)
    static func append(_ value: UInt64, minimumDigits: Int = 1, to output: inout OutputSpan<UInt8>) {
        var unit: UInt64 = 1
        var digits = 1
        while digits < maximumDigits, digits < minimumDigits || value / unit >= 10 {
            unit *= 10
            digits += 1
        }
        while unit > 0 {
            output.append(0x30 + UInt8(truncatingIfNeeded: value / unit % 10))
            unit /= 10
        }
    }
}
