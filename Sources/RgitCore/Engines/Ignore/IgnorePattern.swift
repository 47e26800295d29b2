// One pattern of a `.gitignore` understood: what it asks of a path, by the rules of gitignore(5).

import GitObjects

/// A line of an ignore file. The text stays in the file's content, for a file may have millions of them.
struct IgnorePattern: Sendable {
    /// How the text is compared.
    enum Form: Sendable {
        /// Byte by byte.
        case literal
        /// A star and then plain bytes: the end of the name counts.
        case suffix
        /// With wildcards from an offset on; `number` counts such patterns of the file.
        case wildcards(from: UInt32, number: UInt32)
    }

    // No file of more than 2 GiB is read, and small numbers keep a file of millions of lines small.
    private let start: UInt32
    private let end: UInt32
    private let lineNumber: UInt32
    /// Whether it takes paths back (`!`).
    let isNegative: Bool
    /// Whether only directories match (a slash at the end).
    let onlyDirectories: Bool
    /// Whether only the last component of a path counts, as there is no slash within the text.
    let onlyBaseName: Bool
    let form: Form

    /// Where the text is in the content, without `!` at the front and the slash at its end.
    var text: Range<Int> { Int(start)..<Int(end) }
    /// The line, from 1.
    var line: Int { Int(lineNumber) }

    /// Reads the line at `range`, white space at its end left out; `wildcardNumber` is its number where it has wildcards.
    init(_ content: [UInt8], _ range: Range<Int>, line: Int, wildcardNumber: Int) {
        lineNumber = UInt32(truncatingIfNeeded: line)
        var start = range.lowerBound
        var end = range.upperBound
        isNegative = start < end && content[start] == UInt8(ascii: "!")
        if isNegative { start += 1 }
        onlyDirectories = start < end && content[end - 1] == 0x2f
        if onlyDirectories { end -= 1 }
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        onlyBaseName = !content[start..<end].contains(0x2f)
        let wildcard = content[start..<end].firstIndex(where: PathspecParser.isWildcard)
        if let wildcard {
            let isSuffix =
                onlyBaseName && wildcard == start && content[start] == 0x2a
                && !content[(start + 1)..<end].contains(where: PathspecParser.isWildcard)
            form =
                isSuffix
                ? .suffix
                : .wildcards(
                    from: UInt32(truncatingIfNeeded: wildcard - start),
                    number: UInt32(truncatingIfNeeded: wildcardNumber))
        } else {
            form = .literal
        }
    }

    /// The part of the text that is compared with wildcards.
    func wildcardText(_ content: [UInt8]) -> ArraySlice<UInt8> {
        guard case .wildcards(let offset, _) = form, !onlyBaseName else { return content[text] }
        return content[(text.lowerBound + Int(offset))..<text.upperBound]
    }

    /// The wildcards compiled.
    func compiled(_ content: [UInt8], ignoringCase: Bool) -> Wildmatch {
        var options: Wildmatch.Options = ignoringCase ? .caseFold : []
        if !onlyBaseName { options.insert(.pathname) }
        return Wildmatch(wildcardText(content), options: options)
    }
}
