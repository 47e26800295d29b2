// The multi-pack-index: one sorted table of names for many packs.

/// The names of the objects of several packs, and which pack holds each at which offset (gitformat-pack).
public struct MultiPackIndex: Sendable {
    let file: MappedFile
    /// The file names of the packs, as recorded: `pack-….idx`.
    public let packNames: [[UInt8]]
    private let names: NameTable
    private let offsets: Range<Int>
    private let largeOffsets: Range<Int>?

    /// The number of objects.
    public var count: Int { names.count }

    /// Reads the header, the table of chunks and the pack names.
    public init(_ file: MappedFile, _ format: ObjectFormat) throws(GitObjectError) {
        self.file = file
        let bytes = file.bytes
        guard bytes.byteCount >= 12 + format.byteCount, bytes.number32(at: 0) == 0x4d49_4458 else {
            throw file.damaged("not a multi-pack-index", at: 0)
        }
        guard bytes.byte(at: 4) == 1, bytes.byte(at: 5) == format.fileVersion, bytes.byte(at: 7) == 0 else {
            throw GitObjectError(
                .unsupported, "multi-pack-index version not supported", file: file.path, offset: 4)
        }
        guard let chunkCount = bytes.byte(at: 6), let packCount = bytes.number32(at: 8) else {
            throw file.damaged("not a multi-pack-index", at: 6)
        }
        let chunks = try ChunkTable(file, at: 12, count: Int(chunkCount), format)
        guard let packs = chunks["PNAM"], let fanout = chunks["OIDF"], let lookup = chunks["OIDL"],
            let offsets = chunks["OOFF"]
        else { throw file.damaged("multi-pack-index lacks a chunk") }
        guard fanout.count == 1_024,
            let names = NameTable(
                bytes, fanoutOffset: fanout.lowerBound, namesOffset: lookup.lowerBound,
                stride: format.byteCount, format)
        else { throw file.damaged("multi-pack-index fanout is damaged", at: fanout.lowerBound) }
        guard lookup.count >= names.count * format.byteCount, offsets.count >= names.count * 8 else {
            throw file.damaged("multi-pack-index chunk has the wrong size", at: lookup.lowerBound)
        }
        self.names = names
        self.offsets = offsets
        largeOffsets = chunks["LOFF"]
        packNames = try MultiPackIndex.readNames(file, packs, count: Int(packCount))
    }

    private static func readNames(
        _ file: MappedFile, _ range: Range<Int>, count: Int
    ) throws(GitObjectError) -> [[UInt8]] {
        let bytes = file.bytes
        guard count <= range.count else { throw file.damaged("multi-pack-index has too few pack names") }
        var names: [[UInt8]] = []
        var position = range.lowerBound
        for _ in 0..<count {
            var name: [UInt8] = []
            while true {
                guard position < range.upperBound, let byte = bytes.byte(at: position) else {
                    throw file.damaged("multi-pack-index pack name is cut off", at: position)
                }
                position += 1
                if byte == 0 { break }
                name.append(byte)
            }
            // Names are names, never paths: a slash would lead out of the directory.
            guard !name.isEmpty, !name.contains(0x2f),
                names.last.map({ $0.lexicographicallyPrecedes(name) }) ?? true
            else { throw file.damaged("multi-pack-index pack names are damaged", at: position) }
            names.append(name)
        }
        return names
    }

    private init(sharing other: MultiPackIndex) {
        file = other.file.alias()
        packNames = other.packNames
        names = other.names
        offsets = other.offsets
        largeOffsets = other.largeOffsets
    }

    /// The same file, whose references are counted apart from this one's.
    func alias() -> MultiPackIndex { MultiPackIndex(sharing: self) }

    /// The place of `id` in the order of names; `nil` when no pack holds it.
    public func position(of id: ObjectID) -> Int? { names.position(of: id, in: file.bytes) }

    /// The name at a place in the order of names; `nil` outside it.
    public func id(at position: Int) -> ObjectID? { names.name(at: position, in: file.bytes) }

    /// The places of the names that begin with `prefix`.
    public func positions(withPrefix prefix: ObjectIDPrefix) -> Range<Int> {
        names.positions(withPrefix: prefix, in: file.bytes)
    }

    /// The pack (a place in ``packNames``) and the offset of the object at a place; `nil` when damaged there.
    public func location(at position: Int) -> (pack: Int, offset: Int)? {
        guard position >= 0, position < count else { return nil }
        let bytes = file.bytes
        let record = offsets.lowerBound + position * 8
        guard let pack = bytes.number32(at: record), pack < packNames.count,
            let small = bytes.number32(at: record + 4)
        else { return nil }
        // Without large offsets all 32 bits are the offset.
        guard small & 0x8000_0000 != 0, let largeOffsets else { return (Int(pack), Int(small)) }
        let place = Int(small & 0x7fff_ffff) * 8
        guard place + 8 <= largeOffsets.count,
            let large = bytes.number64(at: largeOffsets.lowerBound + place), let offset = Int(exactly: large)
        else { return nil }
        return (Int(pack), offset)
    }
}
