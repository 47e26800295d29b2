// Text as JSON strings: whatever is where in a word, the same as escaped byte by byte.

import Support
import Testing

@testable import Records

@Suite struct JSONTextTests {
    private func escaped(_ text: [UInt8]) -> String {
        var result = "\""
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{c}": result += "\\f"
            case "\0"..<" ", "\u{7f}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    @Test func everyByteInEveryPlace() {
        for byte in UInt8(0)...0x7f {
            for length in 1...18 {
                for place in 0..<length {
                    var text = [UInt8](repeating: 0x61, count: length)
                    text[place] = byte
                    var output: [UInt8] = []
                    text.withUnsafeBytes { JSONText.appendString($0, to: &output) }
                    #expect(String(decoding: output, as: UTF8.self) == escaped(text))
                }
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func manyBytesTogether(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "\n", "\"", "\\", "\u{1}", "\u{1f}", " ", "!", "#", "[", "]", "~", "\u{7f}", "é", "ab",
            "\u{10ffff}",
        ]
        for _ in 0..<2000 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                text += Array((pieces.randomElement(using: &random) ?? "").utf8)
            }
            var output: [UInt8] = [0x2c]
            text.withUnsafeBytes { JSONText.appendString($0, to: &output) }
            #expect(String(decoding: output, as: UTF8.self) == "," + escaped(text))
        }
    }
}
