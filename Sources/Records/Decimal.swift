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
        let digits = max(minimumDigits, digitCount(value))
        output.withUnsafeMutableBufferPointer { buffer, count in
            // From the last digit on: dividing by ten is a multiplication, by a power of ten found at run time it is not.
            var rest = value
            var place = count + digits
            while place > count {
                place -= 1
                buffer[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            count += digits
        }
    }

    /// The number of digits of a number, at least one.
    @inline(__always)
    private static func digitCount(_ value: UInt64) -> Int {
        var bound: UInt64 = 10
        var digits = 1
        while digits < maximumDigits, value >= bound {
            digits += 1
            bound = bound &* 10
        }
        return digits
    }
}
