// Quotes values for CSV and escapes them for TSV.

@usableFromInline
enum DelimitedText {
    /// Makes what `output` has from `start` on a value of CSV or of TSV. Most values are left as they are.
    @usableFromInline
    static func escape(_ output: inout [UInt8], from start: Int, isCSV: Bool) {
        let isPlain =
            isCSV ? output[start...].allSatisfy(isPlainInCSV) : output[start...].allSatisfy(isPlainInTSV)
        guard !isPlain else { return }
        let value = Array(output[start...])
        output.removeSubrange(start...)
        if isCSV { appendCSV(value, to: &output) } else { appendTSV(value, to: &output) }
    }

    private static func isPlainInCSV(_ byte: UInt8) -> Bool {
        byte != 0x2c && byte != 0x22 && byte != 0x0a && byte != 0x0d
    }

    private static func isPlainInTSV(_ byte: UInt8) -> Bool {
        byte != 0x09 && byte != 0x0a && byte != 0x0d && byte != 0x5c
    }

    /// Appends a value as in RFC 4180 where it holds a comma, a quote, CR or LF: in quotes, which are doubled inside.
    private static func appendCSV(_ value: [UInt8], to output: inout [UInt8]) {
        output.append(0x22)
        for byte in value {
            if byte == 0x22 { output.append(0x22) }
            output.append(byte)
        }
        output.append(0x22)
    }

    /// Appends a value with tab, LF, CR and backslash as `\t`, `\n`, `\r` and `\\`.
    private static func appendTSV(_ value: [UInt8], to output: inout [UInt8]) {
        for byte in value {
            switch byte {
            case 0x09: output.append(contentsOf: [0x5c, 0x74])
            case 0x0a: output.append(contentsOf: [0x5c, 0x6e])
            case 0x0d: output.append(contentsOf: [0x5c, 0x72])
            case 0x5c: output.append(contentsOf: [0x5c, 0x5c])
            default: output.append(byte)
            }
        }
    }
}
