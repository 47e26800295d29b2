// Quotes values for CSV and escapes them for TSV.

enum DelimitedText {
    /// Appends a value as in RFC 4180: in quotes, which are doubled inside, when it holds a comma, a quote, CR or LF.
    static func appendCSV(_ value: [UInt8], to output: inout [UInt8]) {
        let needsQuotes = value.contains { $0 == 0x2c || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d }
        guard needsQuotes else {
            output.append(contentsOf: value)
            return
        }
        output.append(0x22)
        for byte in value {
            if byte == 0x22 { output.append(0x22) }
            output.append(byte)
        }
        output.append(0x22)
    }

    /// Appends a value with tab, LF, CR and backslash as `\t`, `\n`, `\r` and `\\`.
    static func appendTSV(_ value: [UInt8], to output: inout [UInt8]) {
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
