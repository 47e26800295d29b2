// Parses the bytes of a commit object: the links that walking needs, and the byte ranges of the other parts.

/// What walking history needs of a commit.
public struct CommitLinks: Sendable, Equatable {
    /// The commit's tree.
    public var tree: ObjectID
    /// The commit's parents, in order.
    public var parents: [ObjectID]
    /// The committer's time in seconds since 1970 as git reads it for ordering: zero where there is none it can read,
    /// and a number below zero wraps around as git's unsigned arithmetic does.
    public var committerDate: UInt64
}

/// The byte ranges of the parts of a commit object.
public struct CommitLayout: Sendable, Equatable {
    /// The links.
    public var links: CommitLinks
    /// The first author's line after `author `; empty where there is none.
    public var author: Range<Int>
    /// The first committer's line after `committer `; empty where there is none.
    public var committer: Range<Int>
    /// The last author's line: git log and git shortlog count that one where a malformed commit has several.
    public var lastAuthor: Range<Int>
    /// The last committer's line.
    public var lastCommitter: Range<Int>
    /// The value of the `encoding` header.
    public var encoding: Range<Int>?
    /// The value of the `gpgsig` header, or of `gpgsig-sha256` where names are SHA-256 ones, with its continuation lines, each still led by its space.
    public var signature: Range<Int>?
    /// The message: all that follows the first empty line.
    public var message: Range<Int>
}

/// Parses commit objects; it is the caller who reports which object was damaged.
public enum CommitParser {
    /// Reads the links of a commit; `nil` where git would call the commit bad.
    public static func links(_ bytes: Span<UInt8>, _ format: ObjectFormat) -> CommitLinks? {
        var parents: [ObjectID] = []
        guard let (tree, end) = objectLines(bytes, format, to: &parents) else { return nil }
        return CommitLinks(tree: tree, parents: parents, committerDate: committerDate(bytes, from: end))
    }

    /// Reads the links of a commit and appends its parents to `parents`; `nil` where git would call the commit bad, some
    /// parents appended or not.
    public static func appendLinks(
        _ bytes: Span<UInt8>, _ format: ObjectFormat, to parents: inout [ObjectID]
    ) -> (tree: ObjectID, committerDate: UInt64)? {
        guard let (tree, end) = objectLines(bytes, format, to: &parents) else { return nil }
        return (tree, committerDate(bytes, from: end))
    }

    /// Reads the lines of the tree and the parents, and where they end.
    @inline(__always)
    private static func objectLines(
        _ bytes: Span<UInt8>, _ format: ObjectFormat, to parents: inout [ObjectID]
    ) -> (tree: ObjectID, end: Int)? {
        var cursor = 0
        guard let tree = objectLine("tree ", bytes, &cursor, format) else { return nil }
        while hasPrefix("parent ", bytes, cursor) {
            guard let parent = objectLine("parent ", bytes, &cursor, format) else { return nil }
            parents.append(parent)
        }
        return (tree, cursor)
    }

    /// Finds the parts of a commit; `nil` where git would call the commit bad.
    public static func layout(_ bytes: Span<UInt8>, _ format: ObjectFormat) -> CommitLayout? {
        var parents: [ObjectID] = []
        guard let (tree, linksEnd) = objectLines(bytes, format, to: &parents) else { return nil }
        let links = CommitLinks(
            tree: tree, parents: parents, committerDate: committerDate(bytes, from: linksEnd))
        var layout = CommitLayout(
            links: links, author: 0..<0, committer: 0..<0, lastAuthor: 0..<0, lastCommitter: 0..<0,
            encoding: nil, signature: nil, message: bytes.count..<bytes.count)
        // A commit may be signed under both of its names; git verifies the one that counts in the repository.
        let signature: StaticString = format == .sha1 ? "gpgsig " : "gpgsig-sha256 "
        var cursor = linksEnd
        while cursor < bytes.count {
            var end = lineEnd(bytes, cursor)
            if end == cursor {
                layout.message = min(end + 1, bytes.count)..<bytes.count
                break
            }
            if hasPrefix("author ", bytes, cursor) {
                layout.lastAuthor = cursor + 7..<end
                if layout.author.isEmpty { layout.author = layout.lastAuthor }
            } else if hasPrefix("committer ", bytes, cursor) {
                layout.lastCommitter = cursor + 10..<end
                if layout.committer.isEmpty { layout.committer = layout.lastCommitter }
            } else if layout.encoding == nil, hasPrefix("encoding ", bytes, cursor) {
                layout.encoding = cursor + 9..<end
            } else if layout.signature == nil, hasPrefix(signature, bytes, cursor) {
                let start = cursor + signature.utf8CodeUnitCount
                while end + 1 < bytes.count, bytes[end + 1] == 0x20 { end = lineEnd(bytes, end + 1) }
                layout.signature = start..<end
            }
            cursor = end + 1
        }
        return layout
    }

    /// Finds the author's and the committer's line of a commit whose links have been read.
    ///
    /// `nil` where that takes a closer look with ``layout(_:)``: another order of lines, an encoding, a NUL.
    public static func people(_ bytes: Span<UInt8>) -> (author: Range<Int>, committer: Range<Int>)? {
        var cursor = 0
        while hasPrefix("tree ", bytes, cursor) || hasPrefix("parent ", bytes, cursor) {
            cursor = lineEnd(bytes, cursor) + 1
        }
        guard hasPrefix("author ", bytes, cursor) else { return nil }
        let author = cursor + 7..<lineEnd(bytes, cursor)
        cursor = author.upperBound + 1
        guard hasPrefix("committer ", bytes, cursor) else { return nil }
        let committer = cursor + 10..<lineEnd(bytes, cursor)
        for index in author.lowerBound..<committer.upperBound where bytes[index] == 0 { return nil }
        cursor = committer.upperBound + 1
        while cursor < bytes.count, bytes[cursor] != 0x0a {
            if hasPrefix("encoding ", bytes, cursor) || hasPrefix("author ", bytes, cursor)
                || hasPrefix("committer ", bytes, cursor)
            {
                return nil
            }
            cursor = lineEnd(bytes, cursor) + 1
        }
        return (author, committer)
    }

    /// The index of the line feed that ends the line at `start`, or the end of the bytes.
    @inline(__always)
    static func lineEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        guard start < bytes.count else { return start }
        return unsafe bytes.bytes.firstOffset(of: 0x0a, from: start) ?? bytes.count
    }

    /// Whether the bytes at `start` begin with the ASCII `prefix`.
    @inline(__always)
    static func hasPrefix(_ prefix: StaticString, _ bytes: Span<UInt8>, _ start: Int) -> Bool {
        let count = prefix.utf8CodeUnitCount
        guard start >= 0, start <= bytes.count, count <= bytes.count - start else { return false }
        // Most lines differ in the first byte.
        for index in 0..<count where unsafe bytes[start &+ index] != prefix.utf8Start[index] { return false }
        return true
    }

    /// Reads `KEY<object name>` and its line feed at `cursor`, and moves `cursor` behind it.
    private static func objectLine(
        _ key: StaticString, _ bytes: Span<UInt8>, _ cursor: inout Int, _ format: ObjectFormat
    ) -> ObjectID? {
        let start = cursor + key.utf8CodeUnitCount
        let end = start + format.hexCount
        guard hasPrefix(key, bytes, cursor), end < bytes.count, bytes[end] == 0x0a,
            let id = ObjectID(hex: bytes, from: start, format)
        else { return nil }
        cursor = end + 1
        return id
    }

    /// The committer's date for ordering, read as `git log` reads it: the digits after the first `>` of the line after
    /// the author's.
    private static func committerDate(_ bytes: Span<UInt8>, from start: Int) -> UInt64 {
        guard hasPrefix("author", bytes, start) else { return 0 }
        var cursor = lineEnd(bytes, start) + 1
        guard hasPrefix("committer", bytes, cursor) else { return 0 }
        let end = lineEnd(bytes, cursor)
        guard end < bytes.count else { return 0 }
        guard let bracket = unsafe bytes.bytes.firstOffset(of: 0x3e, from: cursor), bracket < end else {
            return 0
        }
        cursor = bracket
        return unsignedNumber(bytes, cursor + 1..<end)
    }

    /// What C's `strtoumax` makes of the bytes: white space, a sign, digits; the largest number on overflow.
    static func unsignedNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var cursor = range.lowerBound
        while cursor < range.upperBound, ASCII.isSpaceBeforeNumber(bytes[cursor]) { cursor += 1 }
        var negative = false
        if cursor < range.upperBound, bytes[cursor] == 0x2d || bytes[cursor] == 0x2b {
            negative = bytes[cursor] == 0x2d
            cursor += 1
        }
        var value: UInt64 = 0
        while cursor < range.upperBound, ASCII.isDigit(bytes[cursor]) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[cursor] &- 0x30))
            if overflow || carry { return .max }
            value = sum
            cursor += 1
        }
        return negative ? 0 &- value : value
    }
}
