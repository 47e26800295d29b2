// Takes the name of a revision apart by its bytes alone: operators, paths and abbreviations within it.

import GitObjects

/// Pieces of gitrevisions(7)'s syntax.
enum RevisionSyntax {
    /// The last `^N` or `~N` of a name; its number is `nil` when it is beyond reason.
    static func suffix(
        of name: ArraySlice<UInt8>
    ) -> (operator: UInt8, count: Int?, rest: ArraySlice<UInt8>)? {
        var position = name.endIndex
        while position > name.startIndex, ASCII.isDigit(name[position - 1]) { position -= 1 }
        guard position > name.startIndex else { return nil }
        let mark = name[position - 1]
        guard mark == UInt8(ascii: "^") || mark == UInt8(ascii: "~") else { return nil }
        let digits = name[position...]
        let rest = name[..<(position - 1)]
        if digits.isEmpty { return (mark, 1, rest) }
        guard let count = Int(Array(digits).printableText), count <= Int(Int32.max) else {
            return (mark, nil, rest)
        }
        return (mark, count, rest)
    }

    /// `v1.0-3-gabc123`: the digits after the last `-g`.
    static func describedDigits(_ name: [UInt8]) -> [UInt8]? {
        var position = name.count - 1
        while position >= 2 {
            if !ASCII.isHexDigit(name[position]) {
                guard name[position] == UInt8(ascii: "g"), name[position - 1] == UInt8(ascii: "-") else {
                    position -= 1
                    continue
                }
                return Array(name[(position + 1)...])
            }
            position -= 1
        }
        return nil
    }

    /// The colon of `REV:PATH` that does not stand within braces.
    static func pathSeparator(in name: [UInt8]) -> Int? {
        var brackets = 0
        for (position, byte) in name.enumerated() {
            if byte == UInt8(ascii: "{") {
                brackets += 1
            } else if brackets > 0, byte == UInt8(ascii: "}") {
                brackets -= 1
            } else if brackets == 0, byte == UInt8(ascii: ":") {
                return position
            }
        }
        return nil
    }
}
