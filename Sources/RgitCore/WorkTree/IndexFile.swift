// Reads git's index: versions 2 to 4, split and sparse ones too. See git's Documentation/gitformat-index.

import GitObjects

/// What the index remembers of a file from when it was last known to be unchanged, in the 32 bits it has for each.
struct IndexStat: Sendable, Equatable {
    var changeSeconds: UInt32
    var modificationSeconds: UInt32
    var inode: UInt32
    var owner: UInt32
    var group: UInt32
    var size: UInt32
}

/// One entry of the index.
struct IndexEntry: Sendable, Equatable {
    /// The path from the working tree's root.
    var path: [UInt8]
    var mode: FileMode
    var id: ObjectID
    /// 0, or 1 to 3 for the versions of a path in conflict.
    var stage: UInt8
    var stat: IndexStat
    /// `git update-index --assume-unchanged`
    var isAssumedUnchanged: Bool
    /// Left out of the working tree by a sparse checkout.
    var skipsWorkTree: Bool
    /// `git add --intent-to-add`
    var isIntentToAdd: Bool
}

/// The index at one moment; never written.
struct IndexFile: Sendable {
    /// The entries in git's order: by path, then by stage.
    var entries: [IndexEntry] = []
    /// When the file was written, in seconds; entries as young as this cannot be trusted by their times.
    var timestamp: Int64 = 0

    /// An empty index.
    init() {}

    /// Reads an index file; one that is not there is empty.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - sharedDirectory: Where `sharedindex.*` lies, for a split index.
    ///   - reader: Reads the trees of a sparse index.
    /// - Throws: `damaged` with the file's name, `unsupported` for a mandatory extension rgit does not know.
    init(_ path: [UInt8], sharedDirectory: [UInt8], reader: ObjectReader) throws(RgitError) {
        guard let status = FileSystem.status(path),
            let bytes = try FileSystem.read(path, limit: FileSystem.SizeLimit.data)
        else { return }
        timestamp = status.modificationSeconds
        var parser = IndexParser(bytes: bytes, file: path, format: reader.format)
        try parser.parse()
        entries = parser.entries
        if let link = parser.link {
            let base = sharedDirectory.appendingPath(Array("sharedindex.".utf8) + link.base.hex)
            guard let shared = try FileSystem.read(base, limit: FileSystem.SizeLimit.data) else {
                throw RgitError(.damaged, "shared index is missing", base)
            }
            var baseParser = IndexParser(bytes: shared, file: base, format: reader.format)
            try baseParser.parse()
            entries = try link.merge(base: baseParser.entries, own: entries, file: path)
        }
        if parser.isSparse { try expand(reader) }
    }

    /// The position of the first entry of a path.
    func firstIndex(of path: [UInt8]) -> Int? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].path.lexicographicallyPrecedes(path) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < entries.count && entries[low].path == path ? low : nil
    }

    /// The name of the blob at `path`, its own version (stage 0, else 2) as git reads attributes from the index.
    func blob(at path: [UInt8]) -> ObjectID? {
        guard var index = firstIndex(of: path) else { return nil }
        while index < entries.count && entries[index].path == path {
            let entry = entries[index]
            if entry.stage == 0 || entry.stage == 2 { return entry.mode == .directory ? nil : entry.id }
            index += 1
        }
        return nil
    }

    /// Puts the files of sparse directories in place of the directories.
    private mutating func expand(_ reader: ObjectReader) throws(RgitError) {
        var expanded: [IndexEntry] = []
        expanded.reserveCapacity(entries.count)
        for entry in entries {
            guard entry.mode == .directory else {
                expanded.append(entry)
                continue
            }
            var directory = entry.path
            if directory.last != 0x2f { directory.append(0x2f) }
            for file in try TreeDiff.changes(from: nil, to: entry.id, reader: reader) {
                guard let version = file.new else { continue }
                var inner = entry
                inner.path = directory + file.path
                inner.mode = version.mode
                inner.id = version.id
                inner.skipsWorkTree = true
                expanded.append(inner)
            }
        }
        entries = expanded
    }
}

/// Takes an index file's bytes apart.
private struct IndexParser {
    let bytes: [UInt8]
    let file: [UInt8]
    let format: ObjectFormat
    var entries: [IndexEntry] = []
    var link: SplitIndexLink?
    var isSparse = false
    private var position = 0

    init(bytes: [UInt8], file: [UInt8], format: ObjectFormat) {
        self.format = format
        self.bytes = bytes
        self.file = file
    }

    private func damaged(_ what: String) -> RgitError {
        RgitError(.damaged, "index file: \(what) at offset \(position)", file)
    }

    private mutating func byte() throws(RgitError) -> UInt8 {
        guard position < bytes.count else { throw damaged("cut short") }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func integer16() throws(RgitError) -> UInt16 {
        let high = try byte()
        return UInt16(high) << 8 | UInt16(try byte())
    }

    private mutating func integer32() throws(RgitError) -> UInt32 {
        let high = try integer16()
        return UInt32(high) << 16 | UInt32(try integer16())
    }

    private mutating func objectID() throws(RgitError) -> ObjectID {
        guard bytes.count - position >= format.byteCount,
            let id = ObjectID(bytes: bytes[position..<position + format.byteCount], format)
        else { throw damaged("cut short") }
        position += format.byteCount
        return id
    }

    mutating func parse() throws(RgitError) {
        guard bytes.starts(with: "DIRC".utf8) else { throw damaged("bad signature") }
        position = 4
        let version = try integer32()
        guard (2...4).contains(version) else { throw damaged("unknown version \(version)") }
        let count = Int(try integer32())
        // Ten numbers, a name, flags and a path's NUL, in version 4 (without padding) too.
        guard count <= bytes.count / (40 + format.byteCount + 3) else {
            throw damaged("impossible number of entries")
        }
        entries.reserveCapacity(count)
        var previous: [UInt8] = []
        for _ in 0..<count { try parseEntry(version: version, &previous) }
        try parseExtensions()
    }

    private mutating func parseEntry(version: UInt32, _ previous: inout [UInt8]) throws(RgitError) {
        let start = position
        let changeSeconds = try integer32()
        position += 4
        let modificationSeconds = try integer32()
        // Nanoseconds and the device: git as Debian builds it compares neither.
        position += 8
        let inode = try integer32()
        let mode = try integer32()
        let owner = try integer32()
        let group = try integer32()
        let size = try integer32()
        let id = try objectID()
        let flags = try integer16()
        var extended: UInt16 = 0
        if flags & 0x4000 != 0 {
            guard version >= 3 else { throw damaged("extended flags in version \(version)") }
            extended = try integer16()
        }
        let path: [UInt8]
        if version == 4 {
            let stripped = try variableInteger()
            guard stripped <= previous.count else { throw damaged("malformed name") }
            path = previous.dropLast(stripped) + (try name())
        } else {
            path = try name()
            // Padded with one to eight zeros to a multiple of eight; one of them has been read.
            position = start + (position - 1 - start + 8) / 8 * 8
        }
        previous = path
        entries.append(
            IndexEntry(
                path: path, mode: FileMode(reading: mode), id: id, stage: UInt8(flags >> 12 & 3),
                stat: IndexStat(
                    changeSeconds: changeSeconds, modificationSeconds: modificationSeconds, inode: inode,
                    owner: owner, group: group, size: size),
                isAssumedUnchanged: flags & 0x8000 != 0, skipsWorkTree: extended & 0x4000 != 0,
                isIntentToAdd: extended & 0x2000 != 0))
    }

    /// A name up to its NUL, which is passed over.
    private mutating func name() throws(RgitError) -> [UInt8] {
        guard position <= bytes.count, let end = bytes[position...].firstIndex(of: 0) else {
            throw damaged("cut short")
        }
        let name = Array(bytes[position..<end])
        position = end + 1
        return name
    }

    /// An integer as packs write the offsets of deltas.
    private mutating func variableInteger() throws(RgitError) -> Int {
        var byte = try byte()
        var value = Int(byte & 0x7f)
        while byte & 0x80 != 0 {
            guard value < 1 << 40 else { throw damaged("malformed name") }
            byte = try self.byte()
            value = (value + 1) << 7 | Int(byte & 0x7f)
        }
        return value
    }

    private mutating func parseExtensions() throws(RgitError) {
        while bytes.count - position >= 8 + format.byteCount {
            let signature = Array(bytes[position..<position + 4])
            position += 4
            let size = Int(try integer32())
            guard size <= bytes.count - position - format.byteCount else {
                throw damaged("extension cut short")
            }
            let content = Array(bytes[position..<position + size])
            if signature == "link" {
                guard let link = SplitIndexLink(content, format) else {
                    throw damaged("malformed link extension")
                }
                self.link = link
            } else if signature == "sdir" {
                isSparse = true
            } else if !(0x41...0x5a).contains(signature[0]) {
                throw RgitError(
                    .unsupported,
                    "index file uses the extension '\(signature.printableText)', which rgit does not know",
                    file)
            }
            position += size
        }
    }
}

/// What a split index says of the shared index below it.
private struct SplitIndexLink {
    let base: ObjectID
    /// Positions in the shared index whose entries are gone.
    private let deleted: Set<Int>
    /// Positions in the shared index whose entries the first entries of this index replace, in order.
    private let replaced: [Int]

    init?(_ content: [UInt8], _ format: ObjectFormat) {
        guard let base = ObjectID(bytes: content.prefix(format.byteCount), format) else { return nil }
        self.base = base
        var position = format.byteCount
        if position == content.count {
            deleted = []
            replaced = []
            return
        }
        guard let deleted = EWAHBitmap.positions(content, &position),
            let replaced = EWAHBitmap.positions(content, &position)
        else { return nil }
        self.deleted = Set(deleted)
        self.replaced = replaced
    }

    func merge(base: [IndexEntry], own: [IndexEntry], file: [UInt8]) throws(RgitError) -> [IndexEntry] {
        guard fits(base.count) else {
            throw RgitError(.damaged, "split index does not fit its shared index", file)
        }
        guard replaced.count <= own.count else {
            throw RgitError(.damaged, "split index lacks replaced entries", file)
        }
        var merged: [IndexEntry?] = base
        for (index, position) in replaced.enumerated() {
            var entry = own[index]
            // A replacement need not repeat the name.
            if entry.path.isEmpty { entry.path = base[position].path }
            merged[position] = entry
        }
        for position in deleted { merged[position] = nil }
        var result = merged.compactMap(\.self) + own[replaced.count...]
        result.sort {
            if $0.path != $1.path { return $0.path.lexicographicallyPrecedes($1.path) }
            return $0.stage < $1.stage
        }
        return result
    }

    /// Whether every position is inside a shared index of `count` entries.
    private func fits(_ count: Int) -> Bool {
        deleted.allSatisfy { $0 < count } && replaced.allSatisfy { $0 < count }
    }
}

/// Bitmaps compressed in runs of words, as the split index (and git's pack bitmaps) store them.
private enum EWAHBitmap {
    /// More than this many set bits is no index.
    private static let maximumBits = 1 << 28

    /// The positions of the bits that are set; `position` moves past the bitmap. `nil` when it is malformed.
    static func positions(_ bytes: [UInt8], _ position: inout Int) -> [Int]? {
        guard let bitCount = integer(bytes, &position, size: 4), bitCount <= maximumBits,
            let wordCount = integer(bytes, &position, size: 4), wordCount <= (bytes.count - position) / 8
        else { return nil }
        let end = position + wordCount * 8
        var result: [Int] = []
        var bit = 0
        while position < end {
            guard let marker = word(bytes, &position) else { return nil }
            let runs = Int(marker >> 1 & 0xffff_ffff)
            if marker & 1 != 0 {
                guard bit + runs * 64 <= bitCount + 64 else { return nil }
                result.append(contentsOf: (bit..<bit + runs * 64))
            }
            bit += runs * 64
            guard bit <= bitCount + 64 else { return nil }
            for _ in 0..<Int(marker >> 33) {
                guard position < end, bit <= bitCount, var word = word(bytes, &position) else { return nil }
                while word != 0 {
                    result.append(bit + word.trailingZeroBitCount)
                    word &= word - 1
                }
                bit += 64
            }
        }
        guard integer(bytes, &position, size: 4) != nil else { return nil }
        return result
    }

    private static func integer(_ bytes: [UInt8], _ position: inout Int, size: Int) -> Int? {
        guard bytes.count - position >= size else { return nil }
        var value = 0
        for byte in bytes[position..<position + size] { value = value << 8 | Int(byte) }
        position += size
        return value
    }

    private static func word(_ bytes: [UInt8], _ position: inout Int) -> UInt64? {
        guard bytes.count - position >= 8 else { return nil }
        var value: UInt64 = 0
        for byte in bytes[position..<position + 8] { value = value << 8 | UInt64(byte) }
        position += 8
        return value
    }
}
