// The packed-refs file: searched where it is sorted, read whole where it is not (gitrepository-layout(5)).

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The references of one `packed-refs` file.
struct PackedReferences: Sendable {
    /// One line, with the line of the peeled object that may follow it.
    struct Entry: Sendable {
        var name: [UInt8]
        var id: ObjectID
        /// The object a tag peels to; the object itself where the file says that it is no tag; else unknown.
        var peeled: ObjectID?
    }

    /// One line of the file, whose name is lent beside it.
    struct Line: Sendable {
        /// Where the name is compared with that of the line before.
        enum Order: Sendable {
            /// After it, as it should be, or there is no line before.
            case late
            /// The same name again.
            case repeated
            /// Before it: the file is damaged.
            case early
        }

        let id: ObjectID
        let peeled: ObjectID?
        let order: Order
    }

    /// What the file was when it was read, to notice that it has been replaced.
    let status: FileSystem.Status?
    private let text: [UInt8]
    private let start: Int
    /// All entries in order, where the file itself is not sorted.
    private let entries: [Entry]?
    private let isPeeled: Bool
    private let format: ObjectFormat
    private let isFullyPeeled: Bool

    /// Reads `file`; no such file is no references.
    init(file: [UInt8], _ format: ObjectFormat) throws(RgitError) {
        self.format = format
        status = FileSystem.status(file)
        text = try FileSystem.read(file, limit: FileSystem.SizeLimit.data) ?? []
        var traits: [UInt8] = []
        var start = 0
        if text.hasPrefix("# pack-refs with:") {
            guard let end = text.firstIndex(of: 0x0a) else {
                throw RgitError(.damaged, "unterminated line in packed-refs", file)
            }
            traits = Array(text[17..<end]) + [0x20]
            start = min(end + 1, text.count)
        }
        let words = traits.split(separator: 0x20).map(Array.init)
        self.start = start
        isFullyPeeled = words.contains { $0 == "fully-peeled" }
        isPeeled = words.contains { $0 == "peeled" } || isFullyPeeled
        if words.contains(where: { $0 == "sorted" }) {
            entries = nil
            try checkEnd(file)
            return
        }
        var read: [Entry] = []
        var position = start
        while position < text.count {
            let line = try Self.line(text, at: position, isPeeled, isFullyPeeled, format)
            read.append(Entry(name: Array(text[line.name]), id: line.id, peeled: line.peeled))
            position = line.next
        }
        entries = read.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// Checks the last line of a sorted file, which a search need not come to: that is where something foreign has been
    /// added.
    private func checkEnd(_ file: [UInt8]) throws(RgitError) {
        guard start < text.count else { return }
        let last = beginning(ofLineAt: text.count - 1)
        // As in git it has to be whole and long enough; what it says is seen where it is read.
        if text.last == 0x0a, text.count - last > format.hexCount + 1 { return }
        _ = try Self.line(text, at: last, isPeeled, isFullyPeeled, format)
    }

    /// About how many entries there are.
    var estimatedCount: Int { entries?.count ?? text.count / (format.hexCount + 20) }

    /// The entry of that very name.
    func entry(named name: [UInt8]) throws(RgitError) -> Entry? {
        var found: Entry?
        try visit(prefix: name) { (other, line) throws(RgitError) in
            if Self.compare(other, name.span) == 0 {
                found = Entry(name: name, id: line.id, peeled: line.peeled)
            }
            return false
        }
        return found
    }

    /// Calls `body` with the names that begin with `prefix` and their lines, in order, until it returns `false`.
    func visit(
        prefix: [UInt8], _ body: (Span<UInt8>, Line) throws(RgitError) -> Bool
    ) throws(RgitError) {
        if let entries { return try visit(entries, prefix: prefix, body) }
        // All names begin with `refs/`; a file that is damaged before the first that does would seem to be empty.
        // Names before the others are passed over, as in git, though they are out of order.
        let isAll = prefix.isEmpty || prefix == "refs/"
        let bytes = text.span
        var position = isAll ? start : lowerBound(prefix)
        var last: Range<Int>?
        while position < text.count {
            let line = try Self.line(text, at: position, isPeeled, isFullyPeeled, format)
            position = line.next
            let name = bytes.extracting(line.name)
            if !isAll {
                let common = name.extracting(first: prefix.count)
                let order = Self.compare(common, prefix.span)
                if order > 0 { return }
                if order < 0 { continue }
            }
            let order = last.map { Self.order(Self.compare(name, bytes.extracting($0))) }
            last = line.name
            guard try body(name, Line(id: line.id, peeled: line.peeled, order: order ?? .late)) else {
                return
            }
        }
    }

    /// Does the same where the file itself is not sorted.
    private func visit(
        _ entries: [Entry], prefix: [UInt8], _ body: (Span<UInt8>, Line) throws(RgitError) -> Bool
    ) throws(RgitError) {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].name.lexicographicallyPrecedes(prefix) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        let first = low
        while low < entries.count, entries[low].name.starts(with: prefix) {
            let entry = entries[low]
            let isRepeated = low > first && entries[low - 1].name == entry.name
            let line = Line(id: entry.id, peeled: entry.peeled, order: isRepeated ? .repeated : .late)
            guard try body(entry.name.span, line) else { return }
            low += 1
        }
    }

    /// Less than zero, zero or more as `left` is before, the same as or after `right` in byte order.
    static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        let common = min(left.count, right.count)
        let difference = unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                // Both are read as far as the shorter goes.
                guard let left = left.baseAddress, let right = right.baseAddress else { return 0 }
                return unsafe Int(memcmp(left, right, common))
            }
        }
        return difference != 0 ? difference : left.count - right.count
    }

    private static func order(_ comparison: Int) -> Line.Order {
        comparison == 0 ? .repeated : comparison < 0 ? .early : .late
    }

    /// Where the first line whose name is not less than `name` begins.
    private func lowerBound(_ name: [UInt8]) -> Int {
        var low = start
        var high = text.count
        while low < high {
            var line = beginning(ofLineAt: (low + high) / 2)
            // A line of a peeled object belongs to the reference before it.
            while line > low, text[line] == UInt8(ascii: "^") { line = beginning(ofLineAt: line - 1) }
            if line < low { line = low }
            let nameStart = min(line + format.hexCount + 1, text.count)
            let end = text[line...].firstIndex(of: 0x0a) ?? text.count
            if nameStart < end ? text[nameStart..<end].lexicographicallyPrecedes(name) : true {
                var next = min(end + 1, text.count)
                if next < text.count, text[next] == UInt8(ascii: "^") {
                    next = min((text[next...].firstIndex(of: 0x0a) ?? text.count) + 1, text.count)
                }
                low = max(next, low + 1)
            } else {
                high = line
            }
        }
        return min(low, text.count)
    }

    private func beginning(ofLineAt position: Int) -> Int {
        var position = min(position, text.count - 1)
        while position > start, text[position - 1] != 0x0a { position -= 1 }
        return max(position, start)
    }

    /// Whether a name leads to no file outside of the references, even if git allows no such name.
    private static func isSafe(_ name: Span<UInt8>) -> Bool {
        let prefix: StaticString = "refs/"
        let isBelow = name.count >= 5 && (0..<5).allSatisfy { unsafe name[$0] == prefix.utf8Start[$0] }
        // Most have no dot.
        if isBelow, !name.indices.contains(where: { name[$0] == 0x2e }) { return true }
        let bytes = [UInt8](copying: name)
        if isBelow {
            return !bytes.split(separator: 0x2f, omittingEmptySubsequences: false)
                .contains { $0.elementsEqual("..".utf8) }
        }
        return ReferenceName.isValid(bytes)
            || bytes.allSatisfy { (0x41...0x5a).contains($0) || $0 == UInt8(ascii: "_") }
    }

    /// A line as it is read.
    private struct ParsedLine {
        /// Where the name is.
        let name: Range<Int>
        let id: ObjectID
        /// See ``Entry/peeled``.
        let peeled: ObjectID?
        /// Where the next line begins.
        let next: Int
    }

    /// Reads the line at `position`, which is before the end.
    private static func line(
        _ text: [UInt8], at position: Int, _ isPeeled: Bool, _ isFullyPeeled: Bool, _ format: ObjectFormat
    ) throws(RgitError) -> ParsedLine {
        // As in git there are no comments but the first line.
        let end = text.endOfLine(from: position)
        let nameStart = position + format.hexCount + 1
        let bytes = text.span
        guard nameStart < end, end < text.count, ASCII.isSpace(text[nameStart - 1]),
            let id = ObjectID(hex: bytes, from: position, format)
        else {
            throw RgitError(
                .damaged, "unexpected line in packed-refs", Array(text[position..<min(end, position + 120)]))
        }
        let name = bytes.extracting(nameStart..<end)
        guard isSafe(name) else {
            throw RgitError(.damaged, "packed refname is dangerous", [UInt8](copying: name))
        }
        var peeled: ObjectID?
        var next = end + 1
        if next < text.count, text[next] == UInt8(ascii: "^") {
            let peeledEnd = text.endOfLine(from: next)
            guard let id = ObjectID(hex: text[(next + 1)..<peeledEnd], format) else {
                throw RgitError(
                    .damaged, "unexpected line in packed-refs", Array(text[next..<min(peeledEnd, next + 120)])
                )
            }
            peeled = id
            next = min(peeledEnd + 1, text.count)
        } else if isFullyPeeled || (isPeeled && text[nameStart..<end].starts(with: "refs/tags/".utf8)) {
            peeled = id
        }
        return ParsedLine(name: nameStart..<end, id: id, peeled: peeled, next: next)
    }
}

extension [UInt8] {
    /// The bytes of a span.
    init(copying bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// Where the line that holds the byte at `position` has its line feed; the end where it has none.
    fileprivate func endOfLine(from position: Int) -> Int {
        unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, position < bytes.count,
                let found = unsafe memchr(base + position, 0x0a, bytes.count - position)
            else { return bytes.count }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
