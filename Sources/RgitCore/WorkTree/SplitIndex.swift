// Split indexes: what an index with a `link` extension says about the shared index below it.

import GitObjects

/// What a split index says of the shared index below it.
struct SplitIndexLink {
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
