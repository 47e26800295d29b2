// Takes the bytes of an index file apart. See git's Documentation/gitformat-index.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Takes an index file's bytes apart.
struct IndexParser {
    let bytes: [UInt8]
    let file: [UInt8]
    let format: ObjectFormat
    var entries: [IndexEntry] = []
    var link: SplitIndexLink?
    var isSparse = false
    private(set) var cacheTree = CacheTree()
    private var position = 0

    init(bytes: [UInt8], file: [UInt8], format: ObjectFormat) {
        self.format = format
        self.bytes = bytes
        self.file = file
    }

    private func damaged(_ what: String) -> RgitError {
        RgitError(.damaged, "index file: \(what) at offset \(position)", file)
    }

    /// The big-endian number at `offset`, bounds checked by the span.
    @inline(__always)
    private func number(at offset: Int) -> UInt32 {
        UInt32(
            bigEndian: unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// Makes sure that `count` bytes follow.
    @inline(__always)
    private func need(_ count: Int) throws(RgitError) {
        guard count <= bytes.count - position else { throw damaged("cut short") }
    }

    private mutating func integer32() throws(RgitError) -> UInt32 {
        try need(4)
        defer { position += 4 }
        return number(at: position)
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
        // Times of change and modification, device, inode, mode, owner, group, size: ten numbers. Neither nanoseconds nor
        // the device are read: git as Debian builds it compares neither.
        let start = position
        try need(40 + format.byteCount + 2)
        let stat = IndexStat(
            changeSeconds: number(at: start), modificationSeconds: number(at: start + 8),
            inode: number(at: start + 20), owner: number(at: start + 28), group: number(at: start + 32),
            size: number(at: start + 36))
        let mode = number(at: start + 24)
        position += 40
        guard let id = unsafe ObjectID(bytes.span.bytes, at: position, format) else {
            throw damaged("cut short")
        }
        position += format.byteCount
        let flags = UInt16(bytes[position]) << 8 | UInt16(bytes[position + 1])
        position += 2
        var extended: UInt16 = 0
        if flags & 0x4000 != 0 {
            guard version >= 3 else { throw damaged("extended flags in version \(version)") }
            try need(2)
            extended = UInt16(bytes[position]) << 8 | UInt16(bytes[position + 1])
            position += 2
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
        if version == 4 { previous = path }
        entries.append(
            IndexEntry(
                path: path, mode: FileMode(reading: mode), id: id, stage: UInt8(flags >> 12 & 3),
                stat: stat,
                isAssumedUnchanged: flags & 0x8000 != 0, skipsWorkTree: extended & 0x4000 != 0,
                isIntentToAdd: extended & 0x2000 != 0))
    }

    /// A name up to its NUL, which is passed over.
    private mutating func name() throws(RgitError) -> [UInt8] {
        let end = bytes.zero(from: position)
        guard end < bytes.count else { throw damaged("cut short") }
        defer { position = end + 1 }
        // An array made of a buffer costs half of one that a closure fills, whose type is looked up each time.
        return unsafe bytes.withUnsafeBytes { bytes in
            unsafe [UInt8](UnsafeRawBufferPointer(rebasing: bytes[position..<end]))
        }
    }

    /// An integer as packs write the offsets of deltas.
    private mutating func variableInteger() throws(RgitError) -> Int {
        var value = -1
        while true {
            try need(1)
            let byte = bytes[position]
            position += 1
            value = (value + 1) << 7 | Int(byte & 0x7f)
            guard byte & 0x80 != 0 else { break }
            guard value < 1 << 40 else { throw damaged("malformed name") }
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
            } else if signature == "TREE" {
                cacheTree = CacheTree(content, format)
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

extension [UInt8] {
    /// Where the first zero byte from `start` on is; the end where there is none.
    fileprivate func zero(from start: Int) -> Int {
        unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, start < bytes.count,
                let found = unsafe memchr(base + start, 0, bytes.count - start)
            else { return bytes.count }
            return unsafe base.distance(to: UnsafeRawPointer(found))
        }
    }
}
