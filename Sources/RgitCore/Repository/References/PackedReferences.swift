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
            guard
                let (entry, next) = try Self.entry(
                    text, at: position, isPeeled, isFullyPeeled, file, format)
            else {
                break
            }
            read.append(entry)
            position = next
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
        _ = try Self.entry(text, at: last, isPeeled, isFullyPeeled, file, format)
    }

    /// About how many entries there are.
    var estimatedCount: Int { entries?.count ?? text.count / (format.hexCount + 20) }

    /// The entry of that very name.
    func entry(named name: [UInt8]) throws(RgitError) -> Entry? {
        var found: Entry?
        try forEach(prefix: name) { entry in
            found = entry.name == name ? entry : nil
            return false
        }
        return found
    }

    /// Calls `body` with the entries that begin with `prefix`, in order, until it returns `false`.
    func forEach(prefix: [UInt8], _ body: (Entry) -> Bool) throws(RgitError) {
        if let entries {
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
            while low < entries.count, entries[low].name.starts(with: prefix) {
                guard body(entries[low]) else { return }
                low += 1
            }
            return
        }
        // All names begin with `refs/`; a file that is damaged before the first that does would seem to be empty.
        // Names before the others are passed over, as in git, though they are out of order.
        let isAll = prefix.isEmpty || prefix == "refs/"
        var position = isAll ? start : lowerBound(prefix)
        while position < text.count {
            guard
                let (entry, next) = try Self.entry(
                    text, at: position, isPeeled, isFullyPeeled, [], format)
            else { return }
            position = next
            if isAll || entry.name.starts(with: prefix) {
                guard body(entry) else { return }
            } else if !entry.name.lexicographicallyPrecedes(prefix) {
                return
            }
        }
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
    private static func isSafe(_ name: [UInt8]) -> Bool {
        if name.starts(with: "refs/".utf8) {
            let parts = name.split(separator: 0x2f, omittingEmptySubsequences: false)
            return !name.contains(0x2e) || !parts.contains { $0.elementsEqual("..".utf8) }
        }
        return ReferenceName.isValid(name)
            || name.allSatisfy { (0x41...0x5a).contains($0) || $0 == UInt8(ascii: "_") }
    }

    private static func entry(
        _ text: [UInt8], at position: Int, _ isPeeled: Bool, _ isFullyPeeled: Bool, _ file: [UInt8],
        _ format: ObjectFormat
    ) throws(RgitError) -> (Entry, next: Int)? {
        // As in git there are no comments but the first line.
        guard position < text.count else { return nil }
        let end = text.endOfLine(from: position)
        let nameStart = position + format.hexCount + 1
        guard nameStart < end, end < text.count, ASCII.isSpace(text[nameStart - 1]),
            let id = ObjectID(hex: text[position..<(nameStart - 1)], format)
        else {
            throw RgitError(
                .damaged, "unexpected line in packed-refs", Array(text[position..<min(end, position + 120)]))
        }
        var entry = Entry(name: Array(text[nameStart..<end]), id: id, peeled: nil)
        guard isSafe(entry.name) else {
            throw RgitError(.damaged, "packed refname is dangerous", entry.name)
        }
        var next = end + 1
        if next < text.count, text[next] == UInt8(ascii: "^") {
            let peeledEnd = text[next...].firstIndex(of: 0x0a) ?? text.count
            guard let peeled = ObjectID(hex: text[(next + 1)..<peeledEnd], format) else {
                throw RgitError(
                    .damaged, "unexpected line in packed-refs", Array(text[next..<min(peeledEnd, next + 120)])
                )
            }
            entry.peeled = peeled
            next = min(peeledEnd + 1, text.count)
        } else if isFullyPeeled || (isPeeled && entry.name.hasPrefix("refs/tags/")) {
            entry.peeled = id
        }
        return (entry, next)
    }
}

extension [UInt8] {
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
