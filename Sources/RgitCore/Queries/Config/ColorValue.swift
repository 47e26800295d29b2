// Reads the colours of settings, such as `bold red` and `#ff8800 reverse`, by git-config(1)'s "color".

import GitObjects

/// A colour as settings write it.
enum ColorValue {
    private enum Color {
        case normal
        /// One of the terminal's own, as its number for the foreground.
        case ansi(Int)
        case palette(Int)
        case rgb(Int, Int, Int)
    }

    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    private static let attributes: [(name: String, on: Int, off: Int)] = [
        ("bold", 1, 22), ("dim", 2, 22), ("italic", 3, 23), ("ul", 4, 24), ("blink", 5, 25),
        ("reverse", 7, 27), ("strike", 9, 29),
    ]

    /// The sequence that switches a terminal to the colour; empty where nothing is switched, `nil` where it is no colour.
    static func escape(_ value: [UInt8]) -> [UInt8]? {
        var colors: [Color] = []
        var attributes: Set<Int> = []
        var resets = false
        for word in value.split(whereSeparator: ASCII.isSpace) {
            let word = String(decoding: word, as: UTF8.self)
            if word.lowercased() == "reset" {
                resets = true
            } else if colors.count < 2, let color = color(word) {
                colors.append(color)
            } else if let attribute = attribute(word) {
                attributes.insert(attribute)
            } else {
                return nil
            }
        }
        var codes = attributes.sorted().map(String.init)
        for (place, color) in colors.enumerated() {
            if let code = code(color, isBackground: place == 1) { codes.append(code) }
        }
        guard resets || !codes.isEmpty else { return [] }
        // A reset is an empty first code.
        if resets { codes.insert("", at: 0) }
        return Array("\u{1b}[\(codes.joined(separator: ";"))m".utf8)
    }

    private static func color(_ word: String) -> Color? {
        let lower = word.lowercased()
        if lower == "normal" { return .normal }
        if lower.utf8.count == 7, lower.hasPrefix("#") {
            let digits = Array(lower.dropFirst().utf8)
            guard digits.allSatisfy(ASCII.isHexDigit), let number = Int(lower.dropFirst(), radix: 16) else {
                return nil
            }
            return .rgb(number >> 16, number >> 8 & 0xff, number & 0xff)
        }
        if lower == "default" { return .ansi(39) }
        let isBright = lower.hasPrefix("bright")
        if let place = names.firstIndex(of: isBright ? String(lower.dropFirst("bright".count)) : lower) {
            return .ansi((isBright ? 90 : 30) + place)
        }
        switch Int(word) {
        case .some(-1): return .normal
        case .some(let number) where 0..<8 ~= number: return .ansi(30 + number)
        case .some(let number) where 8..<16 ~= number: return .ansi(82 + number)
        case .some(let number) where 16..<256 ~= number: return .palette(number)
        default: return nil
        }
    }

    private static func attribute(_ word: String) -> Int? {
        let isOff = word.hasPrefix("no")
        var name = isOff ? word.dropFirst(2) : word[...]
        if isOff, name.hasPrefix("-") { name = name.dropFirst() }
        guard let known = attributes.first(where: { $0.name == name }) else { return nil }
        return isOff ? known.off : known.on
    }

    private static func code(_ color: Color, isBackground: Bool) -> String? {
        let shift = isBackground ? 10 : 0
        switch color {
        case .normal: return nil
        case .ansi(let number): return String(number + shift)
        case .palette(let number): return "\(38 + shift);5;\(number)"
        case .rgb(let red, let green, let blue): return "\(38 + shift);2;\(red);\(green);\(blue)"
        }
    }
}
