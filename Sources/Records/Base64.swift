// Writes bytes as base64 (RFC 4648, with padding).

enum Base64 {
    private static let alphabet: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// Appends the base64 of `input`.
    static func append(_ input: [UInt8], to output: inout [UInt8]) {
        let digits = alphabet.bytes
        output.reserveCapacity(output.count + (input.count + 2) / 3 * 4)
        var index = 0
        while index < input.count {
            let left = min(3, input.count - index)
            var group = UInt32(input[index]) << 16
            if left > 1 { group |= UInt32(input[index + 1]) << 8 }
            if left > 2 { group |= UInt32(input[index + 2]) }
            output.append(digits[Int(group >> 18)])
            output.append(digits[Int(group >> 12 & 63)])
            output.append(left > 1 ? digits[Int(group >> 6 & 63)] : 0x3d)
            output.append(left > 2 ? digits[Int(group & 63)] : 0x3d)
            index += 3
        }
    }
}
