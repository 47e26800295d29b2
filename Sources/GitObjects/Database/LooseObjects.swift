// Loose objects: one zlib stream a file, `objects/ab/cdef…`.

/// The loose objects of one object directory.
struct LooseObjects: Sendable {
    /// Git refuses headers longer than this.
    private static let maximumHeaderSize = 32
    /// More than the tables of a deflate block and the bytes of a header take.
    private static let headerReadSize = 1024

    let directory: [UInt8]

    /// The path an object would have.
    func path(of id: ObjectID) -> [UInt8] {
        let hex = id.hex
        var path = directory
        path.reserveCapacity(directory.count + hex.count + 3)
        path.append(0x2f)
        path.append(contentsOf: hex[..<2])
        path.append(0x2f)
        path.append(contentsOf: hex[2...])
        return path
    }

    /// Reads an object; `nil` when it is not here.
    func read(
        _ id: ObjectID, with inflater: borrowing Inflater, _ limits: ReadLimits
    ) throws(GitObjectError) -> RawObject? {
        let path = path(of: id)
        guard let file = try FileSystem.contents(of: path, limit: Inflater.maximumSize) else { return nil }
        return try LooseObjects.parse(file, id: id, path: path, with: inflater, limits)
    }

    /// Makes an object of a loose file's content.
    static func parse(
        _ file: [UInt8], id: ObjectID? = nil, path: [UInt8] = [], with inflater: borrowing Inflater,
        _ limits: ReadLimits = ReadLimits()
    ) throws(GitObjectError) -> RawObject {
        let header = try header(of: file, id: id, path: path)
        let total = header.size + header.length
        guard header.size <= limits.whole(header.type) else {
            throw .tooLarge(header.type, header.size, object: id, file: path)
        }
        guard Inflater.isPlausible(size: total, compressed: file.count) else {
            throw GitObjectError(.damaged, "loose object announces an absurd size", object: id, file: path)
        }
        var consumed = 0
        guard var bytes = unsafe inflater.inflate(file.span.bytes, size: total, consumed: &consumed) else {
            throw GitObjectError(.damaged, "loose object does not inflate", object: id, file: path)
        }
        guard consumed == file.count else {
            throw GitObjectError(
                .damaged, "garbage after loose object", object: id, file: path, offset: consumed)
        }
        bytes.removeSubrange(..<header.length)
        return RawObject(type: header.type, bytes: bytes)
    }

    /// An object's type and size, inflating no more than its first bytes; `nil` when it is not here.
    func header(_ id: ObjectID) throws(GitObjectError) -> (type: ObjectType, size: Int)? {
        try fullHeader(id).map { ($0.type, $0.size) }
    }

    /// The same with the number of bytes before the content.
    func fullHeader(_ id: ObjectID) throws(GitObjectError) -> (type: ObjectType, size: Int, length: Int)? {
        let path = path(of: id)
        guard let file = try FileDescriptor.open(path) else { return nil }
        // A mapping costs more than the bytes.
        let size = try file.regularFileSize(path: path)
        let start = try file.read(min(size, LooseObjects.headerReadSize), path: path)
        return try LooseObjects.header(of: start, id: id, path: path)
    }

    /// The objects here whose names begin with `prefix`, in no order.
    func objects(withPrefix prefix: ObjectIDPrefix) -> [ObjectID] {
        var found: [ObjectID] = []
        for first in prefix.lowest.firstByte...prefix.highest.firstByte {
            let digits = ObjectID(sha1: UInt64(first) << 56, 0, 0).hex[..<2]
            for name in FileSystem.list(FileSystem.join(directory, digits)) ?? [] {
                if let id = ObjectID(hex: digits + name, prefix.lowest.format), prefix.matches(id) {
                    found.append(id)
                }
            }
        }
        return found
    }

    private static func header(
        of file: [UInt8], id: ObjectID?, path: [UInt8]
    ) throws(GitObjectError) -> (type: ObjectType, size: Int, length: Int) {
        unsafe try header(of: file.span.bytes, id: id, path: path)
    }

    /// Reads `type size NUL`, as strictly as git.
    private static func header(
        of file: RawSpan, id: ObjectID?, path: [UInt8]
    ) throws(GitObjectError) -> (type: ObjectType, size: Int, length: Int) {
        guard let bytes = PrefixInflater.prefix(of: file, count: maximumHeaderSize) else {
            throw GitObjectError(.damaged, "loose object does not inflate", object: id, file: path)
        }
        let damage = GitObjectError(.damaged, "loose object has a damaged header", object: id, file: path)
        guard let space = bytes.firstIndex(of: 0x20), let end = bytes.firstIndex(of: 0), space + 1 < end
        else {
            throw damage
        }
        guard let type = ObjectType(name: bytes[..<space]) else {
            throw GitObjectError(.damaged, "loose object of unknown type", object: id, file: path)
        }
        var size = 0
        for digit in bytes[(space + 1)..<end] {
            // Thirty-two bytes of header cannot hold enough digits to pass Int by much, but they can.
            guard digit >= 0x30, digit <= 0x39, size < Int.max / 16 else { throw damage }
            size = size * 10 + Int(digit - 0x30)
        }
        guard end == space + 2 || bytes[space + 1] != 0x30 else { throw damage }
        return (type, size, end + 1)
    }
}

extension ObjectType {
    /// The type of a name as loose objects, tags and `git cat-file -t` write it; `nil` for any other.
    public init?(name: some Collection<UInt8>) {
        for type in [ObjectType.commit, .tree, .blob, .tag] where name.elementsEqual(type.name.utf8) {
            self = type
            return
        }
        return nil
    }
}
