// Steps through the entries of a raw tree object, checking every byte, since the object may be hostile.

/// What a tree entry is, in the six modes git knows; every other mode is read as the one git reads it as.
public enum FileMode: UInt32, Sendable {
    /// A directory: another tree.
    case directory = 0o40000
    /// A regular file.
    case regular = 0o100644
    /// A regular file that may be executed.
    case executable = 0o100755
    /// A symbolic link; the blob is its target.
    case symlink = 0o120000
    /// A submodule; the name is that of a commit of another repository.
    case gitlink = 0o160000

    /// Reads a mode as git does: by its type bits, and the owner's execute bit of a regular file.
    @inlinable
    public init(reading mode: UInt32) {
        switch mode & 0o170000 {
        case 0o100000: self = mode & 0o100 != 0 ? .executable : .regular
        case 0o120000: self = .symlink
        case 0o040000: self = .directory
        default: self = .gitlink
        }
    }

    /// Whether this is a regular file, executable or not.
    @inlinable
    public var isRegular: Bool { self == .regular || self == .executable }

    /// Whether the two are of the same type, as git's `T` status understands it: the execute bit does not matter.
    @inlinable
    public func isSameType(as other: FileMode) -> Bool {
        rawValue & 0o170000 == other.rawValue & 0o170000
    }
}

/// One entry of a tree; `name` is the byte range of its name in the tree.
public struct TreeEntry: Sendable, Equatable {
    /// What the entry is.
    public let mode: FileMode
    /// The byte offsets of the name in the tree it was read from; never empty.
    public let name: Range<Int>
    /// The object the entry names.
    public let id: ObjectID

    /// Describes an entry.
    @inlinable
    public init(mode: FileMode, name: Range<Int>, id: ObjectID) {
        self.mode = mode
        self.name = name
        self.id = id
    }

    /// The offset just past the entry.
    @inline(__always)
    func end(_ format: ObjectFormat) -> Int { name.upperBound &+ 1 &+ format.byteCount }
}

/// A position in a tree object; hand it the same bytes on every call.
public struct TreeReader: Sendable {
    /// The offset of the next entry.
    public var position: Int
    @usableFromInline let format: ObjectFormat

    /// Starts before the first entry, or at an offset where an entry is known to start.
    @inlinable
    public init(at position: Int = 0, _ format: ObjectFormat) {
        self.position = position
        self.format = format
    }

    /// The next entry of `tree`, `nil` after the last one.
    ///
    /// The same things are errors as in git: a mode that is not octal digits and a space, an empty name, an entry cut short.
    public mutating func next(_ tree: RawSpan) throws(GitObjectError) -> TreeEntry? {
        guard position < tree.byteCount else { return nil }
        let entry = try TreeReader.entry(tree, at: position, format)
        position = entry.end(format)
        return entry
    }

    /// The entry that starts at `start`.
    static func entry(
        _ tree: RawSpan, at start: Int, _ format: ObjectFormat
    ) throws(GitObjectError) -> TreeEntry {
        let count = tree.byteCount
        // The shortest entry is one digit, a space, a name of one byte, its NUL and the object's name.
        guard start >= 0, count - start >= 4 + format.byteCount else {
            throw GitObjectError(.damaged, "tree entry cut short", offset: start)
        }
        var mode: UInt32 = 0
        var position = start
        while true {
            guard position < count else {
                throw GitObjectError(.damaged, "tree entry cut short", offset: start)
            }
            let byte = tree.byte(position)
            if byte == 0x20 && position > start { break }
            guard byte >= 0x30 && byte <= 0x37 else {
                throw GitObjectError(.damaged, "malformed mode in tree entry", offset: start)
            }
            mode = mode << 3 | UInt32(byte & 7)
            position += 1
        }
        let nameStart = position + 1
        guard let nameEnd = tree.firstZero(from: nameStart), count - nameEnd > format.byteCount,
            let id = ObjectID(tree, at: nameEnd + 1, format)
        else {
            throw GitObjectError(.damaged, "tree entry cut short", offset: start)
        }
        guard nameEnd > nameStart else {
            throw GitObjectError(.damaged, "empty name in tree entry", offset: start)
        }
        return TreeEntry(mode: FileMode(reading: mode), name: nameStart..<nameEnd, id: id)
    }

    /// The entry of `tree` with exactly this name, `nil` when there is none.
    ///
    /// A damaged entry before it is an error. Should a tree hold a name twice, the first one is found.
    public static func find(
        _ name: Span<UInt8>, in tree: RawSpan, _ format: ObjectFormat
    ) throws(GitObjectError) -> TreeEntry? {
        let idBytes = format.byteCount
        var position = 0
        while position < tree.byteCount {
            guard let mode = commonMode(tree, at: position),
                let nameEnd = tree.firstZero(from: position + mode), nameEnd > position + mode,
                tree.byteCount - nameEnd > idBytes
            else {
                // Anything unusual takes the slow path.
                let entry = try entry(tree, at: position, format)
                if matches(name, tree, entry.name) { return entry }
                position = entry.end(format)
                continue
            }
            if matches(name, tree, position + mode..<nameEnd) {
                return try entry(tree, at: position, format)
            }
            position = nameEnd + 1 + idBytes
        }
        return nil
    }

    /// The length, with the space behind it, of the mode at `start` if it is one that git writes; `nil` for any other.
    @inline(__always)
    private static func commonMode(_ tree: RawSpan, at start: Int) -> Int? {
        guard tree.byteCount - start >= 8 else { return nil }
        let word = tree.word(start)
        switch word & 0x00ff_ffff_ffff_ffff {
        // "100644 ", "100755 ", "120000 " and "160000 ", their first byte lowest.
        case 0x20_3434_3630_3031, 0x20_3535_3730_3031, 0x20_3030_3030_3231, 0x20_3030_3030_3631: return 7
        default:
            // "40000 ".
            return word & 0xffff_ffff_ffff == 0x2030_3030_3034 ? 6 : nil
        }
    }

    @inline(__always)
    private static func matches(_ name: Span<UInt8>, _ tree: RawSpan, _ found: Range<Int>) -> Bool {
        guard found.count == name.count else { return false }
        var index = 0
        while index < name.count && name[index] == tree.byte(found.lowerBound + index) { index += 1 }
        return index == name.count
    }
}

extension RawSpan {
    /// The byte at `offset`, bounds checked.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 {
        // Any bit pattern is a UInt8, and the load checks the offset.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// The eight bytes from `offset`, the first one lowest, bounds checked.
    @inline(__always)
    func word(_ offset: Int) -> UInt64 {
        // Any bit pattern is a UInt64, and the load checks the offset.
        UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The offset of the first byte like `wanted` at or after `start`, `nil` when there is none.
    @inline(__always)
    func firstOffset(of wanted: UInt8, from start: Int) -> Int? {
        let pattern = 0x0101_0101_0101_0101 &* UInt64(wanted)
        var position = start
        while position + 8 <= byteCount {
            let word = word(position) ^ pattern
            // As for zero bytes, below.
            let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zeros != 0 { return position + zeros.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < byteCount {
            if byte(position) == wanted { return position }
            position += 1
        }
        return nil
    }

    /// The offset of the first zero byte at or after `start`, `nil` when there is none.
    @inline(__always)
    func firstZero(from start: Int) -> Int? {
        var position = start
        while position + 8 <= byteCount {
            let word = word(position)
            // The lowest set bit marks the first zero byte; borrows only reach the bytes above it.
            let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if zeros != 0 { return position + zeros.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < byteCount {
            if byte(position) == 0 { return position }
            position += 1
        }
        return nil
    }
}
