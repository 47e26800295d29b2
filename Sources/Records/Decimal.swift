// Writes whole numbers as decimal digits.

enum Decimal {
    /// Appends a number.
    static func append(_ value: Int64, to output: inout [UInt8]) {
        if value < 0 { output.append(0x2d) }
        append(value.magnitude, to: &output)
    }

    /// Appends a number with at least `minimumDigits` digits.
    static func append(_ value: UInt64, minimumDigits: Int = 1, to output: inout [UInt8]) {
        if value < 10, minimumDigits <= 1 {
            output.append(0x30 + UInt8(truncatingIfNeeded: value))
            return
        }
        var digits = 1
        var rest = value / 10
        while rest > 0 {
            digits += 1
            rest /= 10
        }
        let count = max(digits, minimumDigits)
        let start = output.count
        output.append(contentsOf: repeatElement(0x30, count: count))
        rest = value
        var position = start + count
        while rest > 0 {
            position -= 1
            output[position] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
