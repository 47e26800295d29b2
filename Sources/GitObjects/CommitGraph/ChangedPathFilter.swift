// Changed-path filters: Bloom filters that say which paths a commit certainly did not touch.

/// How the filters of a commit-graph file were made.
public struct ChangedPathSettings: Sendable, Equatable {
    /// The header of the data chunk: three numbers.
    static let byteCount = 12

    /// 1 or 2: 1 took bytes above 0x7f for negative numbers.
    public let version: Int
    /// How many bits each path sets.
    public let hashes: Int
    /// How many bits a filter has for each of its paths.
    public let bitsPerEntry: Int

    /// Reads the header of the data chunk; `nil` for unknown versions and for absurd numbers.
    init?(_ bytes: RawSpan, at chunk: Range<Int>) {
        guard chunk.count >= ChangedPathSettings.byteCount,
            let version = bytes.number32(at: chunk.lowerBound), version == 1 || version == 2,
            let hashes = bytes.number32(at: chunk.lowerBound + 4), hashes > 0, hashes <= 64,
            let bits = bytes.number32(at: chunk.lowerBound + 8), bits > 0
        else { return nil }
        self.version = Int(version)
        self.hashes = Int(hashes)
        bitsPerEntry = Int(bits)
    }
}

/// A path as the filters know it: the hashes of the path and of each directory above it.
///
/// A commit that changed `a/b/c` also has `a/b` and `a` in its filter, so a path is ruled out as soon as one of them is.
public struct ChangedPathKey: Sendable {
    /// For each filter version, the two hashes of the path and of its directories, the path first.
    private let first: [(UInt32, UInt32)]
    private let second: [(UInt32, UInt32)]

    /// Hashes `path`, relative to the root of the tree, without a slash at either end.
    public init(_ path: [UInt8]) {
        var levels = [path[...]]
        while let slash = levels.last?.lastIndex(of: 0x2f) {
            levels.append(path[..<slash])
        }
        first = levels.map { ChangedPathKey.hashes($0, version: 1) }
        second = levels.map { ChangedPathKey.hashes($0, version: 2) }
    }

    private static func hashes(_ path: ArraySlice<UInt8>, version: Int) -> (UInt32, UInt32) {
        (
            murmur3(path, seed: 0x293a_e76f, version: version),
            murmur3(path, seed: 0x7e64_6e2c, version: version)
        )
    }

    /// Whether every level of the path may be in the filter at `range`.
    func mayBe(in bytes: RawSpan, _ range: Range<Int>, _ settings: ChangedPathSettings) -> Bool {
        let bits = UInt64(range.count) * 8
        guard bits > 0 else { return true }
        for (start, step) in settings.version == 1 ? first : second {
            for round in 0..<UInt32(settings.hashes) {
                let bit = UInt64(start &+ round &* step) % bits
                guard let byte = bytes.byte(at: range.lowerBound + Int(bit / 8)) else { return true }
                if byte & (1 << UInt8(bit % 8)) == 0 { return false }
            }
        }
        return true
    }

    /// MurmurHash3, 32 bits, by Austin Appleby; version 1 extends the sign of each byte, as git once did.
    static func murmur3(_ data: ArraySlice<UInt8>, seed: UInt32, version: Int) -> UInt32 {
        func word(_ byte: UInt8) -> UInt32 {
            version == 1 ? UInt32(bitPattern: Int32(Int8(bitPattern: byte))) : UInt32(byte)
        }
        func scrambled(_ block: UInt32) -> UInt32 {
            let product = block &* 0xcc9e_2d51
            return (product << 15 | product >> 17) &* 0x1b87_3593
        }
        var hash = seed
        var place = data.startIndex
        while data.endIndex - place >= 4 {
            let block =
                word(data[place]) | word(data[place + 1]) << 8 | word(data[place + 2]) << 16
                | word(data[place + 3]) << 24
            hash ^= scrambled(block)
            hash = (hash << 13 | hash >> 19) &* 5 &+ 0xe654_6b64
            place += 4
        }
        var tail: UInt32 = 0
        for (shift, byte) in data[place...].enumerated() { tail ^= word(byte) << UInt32(shift * 8) }
        if place < data.endIndex { hash ^= scrambled(tail) }
        hash ^= UInt32(truncatingIfNeeded: data.count)
        hash = (hash ^ hash >> 16) &* 0x85eb_ca6b
        hash = (hash ^ hash >> 13) &* 0xc2b2_ae35
        return hash ^ hash >> 16
    }
}
