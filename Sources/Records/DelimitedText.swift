// Quotes values for CSV and escapes them for TSV.

@usableFromInline
enum DelimitedText {
    /// Makes what `output` has from `start` on a value of CSV or of TSV. Most values are left as they are.
    @usableFromInline
    static func escape(_ output: inout [UInt8], from start: Int, isCSV: Bool) {
        guard let first = firstSpecial(output.span, from: start, isCSV) else { return }
        let value = Array(output[start...])
        output.removeSubrange((isCSV ? start : first)...)
        if isCSV { appendCSV(value, to: &output) } else { appendTSV(value, from: first - start, to: &output) }
    }

    /// The place of the first byte from `start` on that cannot stay as it is.
    private static func firstSpecial(_ bytes: Span<UInt8>, from start: Int, _ isCSV: Bool) -> Int? {
        for index in start..<bytes.count {
            switch bytes[index] {
            case 0x0a, 0x0d: return index
            case 0x2c, 0x22: if isCSV { return index }
            case 0x09, 0x5c: if !isCSV { return index }
            default: continue
            }
        }
        return nil
    }

    /// Appends a value as in RFC 4180 where it holds a comma, a quote, CR or LF: in quotes, which are doubled inside.
    private static func appendCSV(_ value: [UInt8], to output: inout [UInt8]) {
        output.append(0x22)
        var start = 0
        for index in value.indices where value[index] == 0x22 {
            output.append(contentsOf: value[start...index])
            start = index
        }
        output.append(contentsOf: value[start...])
        output.append(0x22)
    }

    /// Appends a value from `start` on with tab, LF, CR and backslash as `\t`, `\n`, `\r` and `\\`.
    private static func appendTSV(_ value: [UInt8], from start: Int, to output: inout [UInt8]) {
        var start = start
        for index in start..<value.count {
            let letter: UInt8
            switch value[index] {
            case 0x09: letter = 0x74
            case 0x0a: letter = 0x6e
            case 0x0d: letter = 0x72
            case 0x5c: letter = 0x5c
            default: continue
            }
            output.append(contentsOf: value[start..<index])
            output.append(0x5c)
            output.append(letter)
            start = index + 1
        }
        output.append(contentsOf: value[start...])
    }
}
