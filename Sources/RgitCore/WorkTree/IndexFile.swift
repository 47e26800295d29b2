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
    /// The trees that git has written from these entries; empty for a split or sparse index.
    private(set) var cacheTree = CacheTree()
    /// Whether all of it comes from one file.
    private(set) var isWhole = false

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
        isWhole = parser.link == nil && !parser.isSparse
        if isWhole { cacheTree = parser.cacheTree }
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
        let position = lowerBound(path)
        return position < entries.count && entries[position].path == path ? position : nil
    }

    /// The entries below a directory (no slash at its end; empty for all), where git has written them as the tree `id`;
    /// `nil` where it has not, or the entries no longer fit.
    func entries(writtenAs id: ObjectID, directory: [UInt8]) -> Range<Int>? {
        guard let count = cacheTree.entryCount(of: directory, tree: id), count > 0 else { return nil }
        let prefix = directory.isEmpty ? [] : directory + [0x2f]
        let start = lowerBound(prefix)
        let end = start + count
        guard end <= entries.count, entries[end - 1].path.starts(with: prefix),
            end == entries.count || !entries[end].path.starts(with: prefix),
            entries[start..<end].allSatisfy({ $0.stage == 0 && !$0.isIntentToAdd })
        else { return nil }
        return start..<end
    }

    /// Whether any entry is below a directory (no slash at its end).
    func hasEntries(below directory: [UInt8]) -> Bool {
        let prefix = directory + [0x2f]
        let position = lowerBound(prefix)
        return position < entries.count && entries[position].path.starts(with: prefix)
    }

    /// The position of the first entry whose path is not before `path`.
    func lowerBound(_ path: [UInt8]) -> Int {
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
        return low
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
