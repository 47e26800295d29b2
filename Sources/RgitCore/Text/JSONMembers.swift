// Looks up strings in a JSON document by the names of the members that lead to them; only objects inside objects count.

/// The members of a JSON document.
struct JSONMembers {
    private let text: [UInt8]
    /// Documents nested deeper are not looked into.
    private static let maximumDepth = 64

    init(_ text: [UInt8]) { self.text = text }

    /// The string that the members named lead to; `nil` where there is none, or the text is no JSON.
    subscript(path: String...) -> [UInt8]? {
        var position = 0
        return find(path[...], &position, depth: 0)
    }

    /// Reads the value at `position` and moves behind it; returns the string at `path` inside of it.
    private func find(_ path: ArraySlice<String>, _ position: inout Int, depth: Int) -> [UInt8]? {
        skipSpace(&position)
        guard position < text.count, depth < Self.maximumDepth else { return nil }
        guard text[position] == UInt8(ascii: "{"), let wanted = path.first else {
            guard path.isEmpty, text[position] == UInt8(ascii: "\"") else { return nil }
            return string(&position)
        }
        position += 1
        while true {
            skipSpace(&position)
            guard position < text.count, text[position] == UInt8(ascii: "\""), let name = string(&position)
            else {
                return nil
            }
            skipSpace(&position)
            guard position < text.count, text[position] == UInt8(ascii: ":") else { return nil }
            position += 1
            if name == Array(wanted.utf8) { return find(path.dropFirst(), &position, depth: depth + 1) }
            guard skipValue(&position) else { return nil }
            skipSpace(&position)
            guard position < text.count, text[position] == UInt8(ascii: ",") else { return nil }
            position += 1
        }
    }

    private func skipSpace(_ position: inout Int) {
        while position < text.count, [0x20, 0x09, 0x0a, 0x0d].contains(text[position]) { position += 1 }
    }

    /// Moves behind a value of any kind; `false` at the end of the text.
    private func skipValue(_ position: inout Int) -> Bool {
        var depth = 0
        while true {
            skipSpace(&position)
            guard position < text.count else { return false }
            switch text[position] {
            case UInt8(ascii: "\""): guard string(&position) != nil else { return false }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return true }
                depth -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { return true }
                position += 1
                continue
            default:
                position += 1
                continue
            }
            if depth == 0 { return true }
        }
    }

    /// The string that begins at `position`, without what cannot be in the name of a branch or a commit: an escape other than
    /// that of a slash, a backslash or a quotation mark makes it empty.
    private func string(_ position: inout Int) -> [UInt8]? {
        var result: [UInt8] = []
        var isPlain = true
        position += 1
        while position < text.count {
            let byte = text[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return isPlain ? result : []
            case UInt8(ascii: "\\"):
                guard position < text.count else { return nil }
                if [UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\"")].contains(text[position]) {
                    result.append(text[position])
                } else {
                    isPlain = false
                }
                position += 1
            default: result.append(byte)
            }
        }
        return nil
    }
}
