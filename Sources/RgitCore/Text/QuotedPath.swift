// Writes paths the way git prints them: quoted like C strings where needed, and renames with their common part once.

/// Paths as git's line-oriented formats show them.
enum QuotedPath {
    /// The path, in quotes and escaped where a byte in it calls for that.
    ///
    /// - Parameter quotesHigh: Whether bytes outside of ASCII are escaped too (`core.quotePath`, git's default).
    static func quoted(_ path: [UInt8], quotesHigh: Bool) -> [UInt8] {
        guard path.contains(where: { isEscaped($0, quotesHigh) }) else { return path }
        var result: [UInt8] = [quote]
        for byte in path {
            guard isEscaped(byte, quotesHigh) else {
                result.append(byte)
                continue
            }
            result.append(backslash)
            if let letter = letter(byte) {
                result.append(letter)
            } else {
                for shift in [6, 3, 0] as [UInt8] { result.append(0x30 + (byte >> shift & 7)) }
            }
        }
        result.append(quote)
        return result
    }

    /// Both paths of a renamed or copied file: `a => b`, or `dir/{a => b}/file` where they share directories.
    static func renamed(_ old: [UInt8], _ new: [UInt8], quotesHigh: Bool) -> [UInt8] {
        let arrow = Array(" => ".utf8)
        if (old + new).contains(where: { isEscaped($0, quotesHigh) }) {
            return quoted(old, quotesHigh: quotesHigh) + arrow + quoted(new, quotesHigh: quotesHigh)
        }
        let head = commonDirectories(old, new)
        let tail = commonEnd(old, new, head: head)
        // Where head and tail share a slash, nothing is left in the middle of one of them.
        let oldMiddle = old[head..<max(head, old.count - tail)]
        let newMiddle = new[head..<max(head, new.count - tail)]
        if head + tail == 0 { return old + arrow + new }
        return old[..<head] + [0x7b] + oldMiddle + arrow + newMiddle + [0x7d] + old[(old.count - tail)...]
    }

    /// A path as it is called from a directory (with a slash at its end; empty for the top); `./` for the directory itself.
    static func relative(_ path: [UInt8], to directory: [UInt8]) -> [UInt8] {
        guard !directory.isEmpty else { return path }
        var common = 0
        for index in 0..<min(path.count, directory.count) {
            guard path[index] == directory[index] else { break }
            if path[index] == 0x2f { common = index + 1 }
        }
        // A directory above this one, or this one itself, is called by its slash.
        if path.count < directory.count, directory[path.count] == 0x2f, directory.starts(with: path) {
            common = path.count
            let up = directory[(common + 1)...].count { $0 == 0x2f }
            return up == 0 ? Array("./".utf8) : Array(repeatElement(Array("../".utf8), count: up).joined())
        }
        let up = directory[common...].count { $0 == 0x2f }
        let result = Array(repeatElement(Array("../".utf8), count: up).joined()) + path[common...]
        // An untracked directory ends in a slash.
        return result.isEmpty ? Array("./".utf8) : result
    }

    /// The length of the directories both paths begin with, the last slash included.
    private static func commonDirectories(_ old: [UInt8], _ new: [UInt8]) -> Int {
        var length = 0
        for (index, (left, right)) in zip(old, new).enumerated() {
            guard left == right else { break }
            if left == 0x2f { length = index + 1 }
        }
        return length
    }

    /// The length of what both paths end with, from a slash on; that slash may be the last one of the head.
    private static func commonEnd(_ old: [UInt8], _ new: [UInt8], head: Int) -> Int {
        let first = max(0, head - 1)
        var length = 0
        var offset = 1
        while old.count - offset >= first, new.count - offset >= first, offset <= old.count,
            offset <= new.count, old[old.count - offset] == new[new.count - offset]
        {
            if old[old.count - offset] == 0x2f { length = offset }
            offset += 1
        }
        return length
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    private static func isEscaped(_ byte: UInt8, _ quotesHigh: Bool) -> Bool {
        byte < 0x20 || byte == 0x7f || byte == quote || byte == backslash || (quotesHigh && byte >= 0x80)
    }

    /// The letter a byte is escaped by, where it has one.
    private static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x07: UInt8(ascii: "a")
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0a: UInt8(ascii: "n")
        case 0x0b: UInt8(ascii: "v")
        case 0x0c: UInt8(ascii: "f")
        case 0x0d: UInt8(ascii: "r")
        case quote, backslash: byte
        default: nil
        }
    }
}
