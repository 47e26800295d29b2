// A pack's index (`.idx`), versions 1 and 2: object names to offsets in the pack.

/// The names of a pack's objects in order, and the offset of each in the pack (gitformat-pack).
public struct PackIndex: Sendable {
    let file: MappedFile
    /// 1 or 2.
    public let version: Int
    /// The checksum of the pack this index was made for.
    public let packChecksum: ObjectID
    private let names: NameTable
    private let offsetsOffset: Int
    private let largeOffset: Int
    private let largeCount: Int

    /// The number of objects.
    public var count: Int { names.count }

    /// Reads the header and the fanout and checks that the file has the size they call for.
    public init(_ file: MappedFile, _ format: ObjectFormat) throws(GitObjectError) {
        self.file = file
        let bytes = file.bytes
        let trailer = 2 * format.byteCount
        guard bytes.byteCount >= 256 * 4 + trailer else { throw file.damaged("index file is too small") }
        guard let checksum = ObjectID(bytes, at: bytes.byteCount - trailer, format) else {
            throw file.damaged("index file is too small")
        }
        packChecksum = checksum
        if bytes.number32(at: 0) == 0xff74_4f63 {
            guard bytes.number32(at: 4) == 2 else {
                throw GitObjectError(.unsupported, "index version not supported", file: file.path, offset: 4)
            }
            version = 2
            guard
                let names = NameTable(
                    bytes, fanoutOffset: 8, namesOffset: 8 + 1_024, stride: format.byteCount, format)
            else {
                throw file.damaged("index fanout is damaged", at: 8)
            }
            self.names = names
            let least = 8 + 1_024 + names.count * (format.byteCount + 4 + 4) + trailer
            let large = bytes.byteCount - least
            guard large >= 0, large % 8 == 0, large / 8 <= max(0, names.count) else {
                throw file.damaged("index file has the wrong size")
            }
            offsetsOffset = 8 + 1_024 + names.count * (format.byteCount + 4)
            largeOffset = offsetsOffset + names.count * 4
            largeCount = large / 8
        } else {
            version = 1
            let width = 4 + format.byteCount
            guard
                let names = NameTable(
                    bytes, fanoutOffset: 0, namesOffset: 1_024 + 4, stride: width, format)
            else {
                throw file.damaged("index fanout is damaged", at: 0)
            }
            self.names = names
            guard bytes.byteCount == 1_024 + names.count * width + trailer else {
                throw file.damaged("index file has the wrong size")
            }
            offsetsOffset = 1_024
            largeOffset = 0
            largeCount = 0
        }
    }

    private init(sharing other: PackIndex) {
        file = other.file.alias()
        version = other.version
        packChecksum = other.packChecksum
        names = other.names
        offsetsOffset = other.offsetsOffset
        largeOffset = other.largeOffset
        largeCount = other.largeCount
    }

    /// The same index, whose references are counted apart from this one's: for a worker of its own.
    public func alias() -> PackIndex { PackIndex(sharing: self) }

    /// The place of `id` in the order of names; `nil` when the pack does not hold it.
    public func position(of id: ObjectID) -> Int? { names.position(of: id, in: file.bytes) }

    /// The name at a place in the order of names; `nil` outside it.
    public func id(at position: Int) -> ObjectID? { names.name(at: position, in: file.bytes) }

    /// The places of the names that begin with `prefix`.
    public func positions(withPrefix prefix: ObjectIDPrefix) -> Range<Int> {
        names.positions(withPrefix: prefix, in: file.bytes)
    }

    /// The offset in the pack of the object at a place in the order of names; `nil` when the index is damaged there.
    public func offset(at position: Int) -> Int? {
        guard position >= 0, position < count else { return nil }
        let bytes = file.bytes
        if version == 1 {
            return bytes.number32(at: offsetsOffset &+ position &* names.stride).map { Int($0) }
        }
        guard let small = bytes.number32(at: offsetsOffset &+ position &* 4) else { return nil }
        guard small & 0x8000_0000 != 0 else { return Int(small) }
        let place = Int(small & 0x7fff_ffff)
        guard place < largeCount, let large = bytes.number64(at: largeOffset + place * 8) else { return nil }
        return Int(exactly: large)
    }

    /// The offset in the pack of `id`; `nil` when the pack does not hold it.
    public func offset(of id: ObjectID) -> Int? {
        guard let position = position(of: id) else { return nil }
        return offset(at: position)
    }
}
