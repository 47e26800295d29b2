// Draws figures with characters, for tables and the notes below them.

import GitObjects

/// Bars, sparklines, heat maps and stacked bands: in Unicode where the locale has it, else in ASCII.
package struct Chart: Sendable {
    private let isUnicode: Bool

    /// Draws for the locale of the environment.
    package init(_ environment: ProcessEnvironment) {
        let value = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        let name = String(decoding: (value ?? []).map { ASCII.lowercased($0) }, as: UTF8.self)
        isUnicode = name.hasSuffix("utf-8") || name.hasSuffix("utf8")
    }

    private var heights: [Character] { Array(isUnicode ? "▁▂▃▄▅▆▇█" : "_.:-=+*#") }
    private var shades: [Character] { Array(isUnicode ? "·░▒▓█" : ".-+*#") }
    private var bands: [Character] { Array(isUnicode ? "█▒▓░" : "#=+-") }

    /// Which of `levels` a value is at, 0 for none; the greatest value is at the last one.
    private func level(_ value: Int, of greatest: Int, levels: Int) -> Int {
        guard value > 0, greatest > 0 else { return 0 }
        let level = (Double(value) / Double(greatest) * Double(levels)).rounded(.up)
        return max(1, min(levels, Int(level)))
    }

    /// A bar that is as long as `width` for the greatest value, by eighths of a character where the locale has them.
    package func bar(_ value: Double, of greatest: Double, width: Int) -> String {
        guard value > 0, greatest > 0, width > 0 else { return "" }
        let length = min(1, value / greatest) * Double(width)
        guard isUnicode else { return String(repeating: "#", count: max(1, Int(length.rounded()))) }
        let eighths = max(1, Int((length * 8).rounded()))
        let rest = eighths % 8 > 0 ? String(Array("▏▎▍▌▋▊▉")[eighths % 8 - 1]) : ""
        return String(repeating: "█", count: eighths / 8) + rest
    }

    /// One character for each value, the higher the greater.
    func sparkline(_ values: [Int]) -> String {
        let greatest = values.max() ?? 0
        return String(values.map { heights[max(0, level($0, of: greatest, levels: heights.count) - 1)] })
    }

    /// A line for each row, its label and a cell for each value, the darker the greater; `nil` leaves a cell blank.
    func heatMap(_ rows: [(label: String, values: [Int?])], cellWidth: Int) -> [String] {
        let greatest = rows.flatMap(\.values).compactMap(\.self).max() ?? 0
        return rows.map { label, values in
            values.reduce(into: label + " ") { line, value in
                let shade = value.map { shades[level($0, of: greatest, levels: shades.count - 1)] } ?? " "
                line += String(repeating: String(shade), count: cellWidth)
            }
        }
    }

    /// The character of the part at a place of a band; neighbours differ.
    func band(_ place: Int) -> Character { bands[place % bands.count] }

    /// Parts side by side, each as long as its value; `whole` is as long as `width`.
    func stack(_ parts: [(place: Int, value: Int)], whole: Int, width: Int) -> String {
        var (line, sum, end) = ("", 0, 0)
        for part in parts where whole > 0 {
            sum += part.value
            let next = Int((Double(sum) / Double(whole) * Double(width)).rounded())
            line += String(repeating: String(band(part.place)), count: next - end)
            end = next
        }
        return line
    }
}
