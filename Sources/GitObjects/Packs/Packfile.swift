// A pack (`.pack`): the header of each entry, and where its compressed data begins.

/// What an entry of a pack is made of.
public enum PackEntryKind: Sendable, Equatable {
    /// A whole object.
    case object(ObjectType)
    /// A delta against the entry at an offset in the same pack.
    case offsetDelta(base: Int)
    /// A delta against the object of a name.
    case referenceDelta(base: ObjectID)
}

/// The header of an entry of a pack.
public struct PackEntry: Sendable, Equatable {
    /// Where the entry begins in the pack.
    public let offset: Int
    /// What the entry is made of.
    public let kind: PackEntryKind
    /// The inflated size in bytes of the entry's data: of the object, or of the delta.
    public let size: Int
    /// Where the entry's zlib stream begins in the pack.
    public let dataOffset: Int
}

/// A mapped pack whose header and trailer have been checked (gitformat-pack).
public struct Packfile: Sendable {
    let file: MappedFile
    /// The number of entries the header announces.
    public let count: Int
    /// Where the entries end and the checksum begins.
    public let end: Int
    /// The checksum at the end of the pack.
    public let checksum: ObjectID

    private let format: ObjectFormat

    /// Where the first entry begins.
    public static let firstOffset = 12

    /// Checks the pack's header and finds its trailer.
    public init(_ file: MappedFile, _ format: ObjectFormat) throws(GitObjectError) {
        self.file = file
        self.format = format
        let bytes = file.bytes
        guard bytes.byteCount >= Packfile.firstOffset + format.byteCount,
            bytes.number32(at: 0) == 0x5041_434b
        else { throw file.damaged("not a packfile", at: 0) }
        guard let version = bytes.number32(at: 4), version == 2 || version == 3 else {
            throw GitObjectError(.unsupported, "pack version not supported", file: file.path, offset: 4)
        }
        end = bytes.byteCount - format.byteCount
        guard let count = bytes.number32(at: 8), let checksum = ObjectID(bytes, at: end, format) else {
            throw file.damaged("not a packfile", at: 8)
        }
        self.count = Int(count)
        self.checksum = checksum
    }

    private init(sharing other: Packfile) {
        file = other.file.alias()
        format = other.format
        count = other.count
        end = other.end
        checksum = other.checksum
    }

    /// The same pack, whose references are counted apart from this one's.
    func alias() -> Packfile { Packfile(sharing: self) }

    /// The compressed bytes from `offset` to the end of the entries.
    var entries: RawSpan {
        @_lifetime(borrow self)
        get { file.bytes.extracting(0..<end) }
    }

    /// Reads the header of the entry at `offset`.
    public func entry(at offset: Int) throws(GitObjectError) -> PackEntry {
        let bytes = file.bytes
        guard offset >= Packfile.firstOffset, offset < end, var byte = bytes.byte(at: offset) else {
            throw file.damaged("offset beyond the pack", at: offset)
        }
        let code = byte >> 4 & 7
        var size = UInt64(byte & 0xf)
        var shift: UInt64 = 4
        var position = offset + 1
        while byte & 0x80 != 0 {
            guard position < end, let next = bytes.byte(at: position), shift < 60 else {
                throw file.damaged("entry header is damaged", at: offset)
            }
            byte = next
            size |= UInt64(byte & 0x7f) << shift
            shift += 7
            position += 1
        }
        // 60 bits or fewer plus 7 can reach past Int; the check below also keeps every later sum in range.
        guard let size = Int(exactly: size) else { throw file.damaged("entry size is absurd", at: offset) }

        let kind: PackEntryKind
        switch code {
        case 1: kind = .object(.commit)
        case 2: kind = .object(.tree)
        case 3: kind = .object(.blob)
        case 4: kind = .object(.tag)
        case 6:
            kind = .offsetDelta(base: try baseOffset(of: offset, at: &position))
        case 7:
            guard position + format.byteCount <= end, let base = ObjectID(bytes, at: position, format) else {
                throw file.damaged("delta base name is cut off", at: offset)
            }
            position += format.byteCount
            kind = .referenceDelta(base: base)
        default:
            throw file.damaged("unknown type of entry", at: offset)
        }
        return PackEntry(offset: offset, kind: kind, size: size, dataOffset: position)
    }

    /// What the header of an entry says about its type.
    enum TypeHint {
        case settled(ObjectType)
        /// A delta against the entry at an offset.
        case asEntry(at: Int)
        /// A delta against an object by name.
        case asObject(ObjectID)
        case damaged
    }

    /// Has the processor fetch the first bytes of the entries at `offsets`, so that it waits for many of them at once.
    ///
    /// Each header says what is looked at next, so that headers read one by one cost a trip to memory each.
    /// - Returns: A number made of them, lest the loads be left out.
    @inline(never)
    func fetchHeaders(at offsets: ArraySlice<UInt64>) -> UInt8 {
        let bytes = file.bytes
        var mixed: UInt8 = 0
        for offset in offsets where offset < end { mixed ^= bytes.byte(at: Int(offset)) ?? 0 }
        return mixed
    }

    /// Reads only as much of the header of the entry at `offset` as its type needs.
    @inline(__always)
    func typeHint(at offset: Int) -> TypeHint {
        let bytes = file.bytes
        guard offset >= Packfile.firstOffset, offset < end, var byte = bytes.byte(at: offset) else {
            return .damaged
        }
        switch byte >> 4 & 7 {
        case 1: return .settled(.commit)
        case 2: return .settled(.tree)
        case 3: return .settled(.blob)
        case 4: return .settled(.tag)
        case 6:
            var position = offset + 1
            while byte & 0x80 != 0 {
                guard position < end, let next = bytes.byte(at: position) else { return .damaged }
                byte = next
                position += 1
            }
            return (try? baseOffset(of: offset, at: &position)).map { .asEntry(at: $0) } ?? .damaged
        case 7:
            guard let entry = try? entry(at: offset), case .referenceDelta(let base) = entry.kind else {
                return .damaged
            }
            return .asObject(base)
        default: return .damaged
        }
    }

    /// Reads the distance to a delta's base and advances `position` past it.
    @inline(__always)
    private func baseOffset(of offset: Int, at position: inout Int) throws(GitObjectError) -> Int {
        let bytes = file.bytes
        var distance = 0
        while true {
            guard position < end, let byte = bytes.byte(at: position), distance < 1 << 54 else {
                throw file.damaged("delta base offset is damaged", at: offset)
            }
            position += 1
            distance = distance << 7 | Int(byte & 0x7f)
            if byte & 0x80 == 0 { break }
            distance += 1
        }
        // Bases come before their deltas, so a chain of offsets always ends.
        guard distance > 0, distance <= offset - Packfile.firstOffset else {
            throw file.damaged("delta base offset out of bounds", at: offset)
        }
        return offset - distance
    }
}
