// Makes text from a repository fit for a terminal: control characters become visible, and the width is counted.

import RgitCore

enum VisibleText {
    /// Appends `text`, which is valid UTF-8, and returns its width in cells.
    ///
    /// Control characters become `\n`, `\t`, `\r` or `\x1b`; what changes the direction of writing, breaks lines or
    /// takes no room becomes `\u202e`. Nothing a repository contains controls the terminal or reorders the text beside it,
    /// and two names that differ look different.
    @discardableResult
    static func append(_ text: [UInt8], to output: inout [UInt8]) -> Int {
        if isPlain(text.span, from: 0) {
            output.append(contentsOf: text)
            return text.count
        }
        var width = 0
        var position = 0
        var last: Unicode.Scalar?
        while position < text.count {
            let start = position
            let scalar = next(in: text[...], at: &position)
            if isSafe(scalar, after: last, before: { peek(in: text[...], at: position) }) {
                output.append(contentsOf: text[start..<position])
                width += DisplayWidth.of(scalar)
            } else {
                let escape = escape(scalar)
                output.append(contentsOf: escape.utf8)
                width += escape.utf8.count
            }
            last = scalar
        }
        return width
    }

    /// Whether every byte from `start` on is a printable character of ASCII, one cell wide.
    static func isPlain(_ text: Span<UInt8>, from start: Int) -> Bool {
        for index in start..<text.count where text[index] < 0x20 || text[index] >= 0x7f { return false }
        return true
    }

    /// The text made visible, as a value.
    static func bytes(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        append(text, to: &output)
        return output
    }

    /// Appends as much of a visible text as fits into `width` cells, with an ellipsis where something is left out.
    ///
    /// Returns the number of cells used, which may be one less when a wide character did not fit.
    static func append(
        _ text: ArraySlice<UInt8>, cutAtStart: Bool, to width: Int, into output: inout [UInt8]
    ) -> Int {
        guard width > 0 else { return 0 }
        var pieces: [(end: Int, width: Int)] = []
        var position = text.startIndex
        while position < text.endIndex {
            let scalar = next(in: text, at: &position)
            pieces.append((position, DisplayWidth.of(scalar)))
        }
        let ellipsis = "…".utf8
        var used = 1
        if cutAtStart {
            var first = pieces.count
            while first > 0, used + pieces[first - 1].width <= width {
                first -= 1
                used += pieces[first].width
            }
            // A mark must not be left without the character it belongs to.
            while first < pieces.count, pieces[first].width == 0 { first += 1 }
            output.append(contentsOf: ellipsis)
            let start = first > 0 ? pieces[first - 1].end : text.startIndex
            output.append(contentsOf: text[start...])
        } else {
            var end = text.startIndex
            for piece in pieces {
                guard used + piece.width <= width else { break }
                used += piece.width
                end = piece.end
            }
            output.append(contentsOf: text[..<end])
            output.append(contentsOf: ellipsis)
        }
        return used
    }

    /// Whether a terminal may get a character as it is: no control character, nothing that changes the direction of
    /// writing, and nothing invisible, but for what joins two emoji into one or chooses how one looks.
    static func isSafe(
        _ scalar: Unicode.Scalar, after last: Unicode.Scalar?, before next: () -> Unicode.Scalar?
    ) -> Bool {
        let value = scalar.value
        if value < 0xa0 { return value >= 0x20 && value < 0x7f }
        // None of the most frequent letters is invisible; their properties need not be looked up.
        if value < 0x34f { return value != 0xad }
        if (0x3165..<0xfe00).contains(value) { return true }
        switch value {
        case 0x200d: return isEmoji(last) && isEmoji(next())
        case 0xfe0e, 0xfe0f: return isEmoji(last)
        case 0x2028, 0x2029, 0xfff9...0xfffb: return false
        default: return !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Whether a character is an emoji, or chooses how the one before it looks.
    private static func isEmoji(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar, scalar.value >= 0x2000 else { return false }
        return scalar.properties.isEmoji || scalar.value == 0xfe0f
    }

    /// What is shown for a character that must not reach a terminal.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x09: "\\t"
        case 0x0a: "\\n"
        case 0x0d: "\\r"
        case 0..<0xa0: "\\x" + hex(scalar.value, digits: 2)
        case 0..<0x10000: "\\u" + hex(scalar.value, digits: 4)
        default: "\\U" + hex(scalar.value, digits: 8)
        }
    }

    /// The character at `position`, where there is one.
    private static func peek(in text: ArraySlice<UInt8>, at position: Int) -> Unicode.Scalar? {
        guard position < text.endIndex else { return nil }
        var position = position
        return next(in: text, at: &position)
    }

    static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// Decodes the scalar at `position` and moves past it; for valid UTF-8.
    static func next(in text: ArraySlice<UInt8>, at position: inout Int) -> Unicode.Scalar {
        let first = text[position]
        let length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
        var value = UInt32(first)
        switch length {
        case 2: value &= 0x1f
        case 3: value &= 0x0f
        case 4: value &= 0x07
        default: break
        }
        let end = min(text.endIndex, position + length)
        for index in (position + 1)..<max(end, position + 1) {
            value = value << 6 | UInt32(text[index] & 0x3f)
        }
        position = end
        return Unicode.Scalar(value) ?? "\u{fffd}"
    }
}
