// Writes and reads bytes as base64 (RFC 4648, with padding).

package enum Base64 {
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

    /// Decodes base64 text; `nil` where the text is not valid base64.
    package static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        let digits = Array("\(alphabet)".utf8)
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        for (index, letter) in text.enumerated() {
            let isPadding = letter == 0x3d && index >= text.count - 2
            guard let digit = isPadding ? 0 : digits.firstIndex(of: letter) else { return nil }
            group = group << 6 | UInt32(digit)
            if index % 4 == 3 {
                for shift: UInt32 in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: group >> shift)) }
                group = 0
            }
        }
        return bytes.dropLast(text.suffix(2).count { $0 == 0x3d })
    }
}
