// Reads objects as git shows them: replacements followed, and errors that name what is absent or of the wrong type.

import GitObjects

/// One worker's reader of a repository's objects. Make one per worker; it is not safe to share.
public final class ObjectReader {
    /// How the repository names its objects.
    public let format: ObjectFormat
    let backend: any ObjectBackend
    let replacements: [ObjectID: ObjectID]
    /// The memory that the files of one comparison of trees may take, in bytes.
    let comparedFilesBytes: Int

    init(
        backend: any ObjectBackend, replacements: [ObjectID: ObjectID], format: ObjectFormat,
        comparedFilesBytes: Int = MemoryBudget().comparedFilesBytes
    ) {
        self.comparedFilesBytes = comparedFilesBytes
        self.format = format
        self.backend = backend
        self.replacements = replacements
    }

    /// The object, or its replacement (`refs/replace/`), whatever its type; `nil` when it is not there.
    public func objectIfPresent(_ id: ObjectID) throws(RgitError) -> RawObject? {
        let id = try replacement(of: id)
        if let object = try backend.read(id) { return object }
        // Git knows the tree without entries whether or not it is stored.
        return id == format.emptyTree ? RawObject(type: .tree, bytes: []) : nil
    }

    /// The object, or its replacement, whatever its type.
    public func object(_ id: ObjectID) throws(RgitError) -> RawObject {
        guard let object = try objectIfPresent(id) else {
            throw RgitError(.missingObject, "missing object", id.hex, object: id)
        }
        return object
    }

    /// The content of an object that has to be of the given type.
    public func bytes(_ id: ObjectID, _ type: ObjectType) throws(RgitError) -> [UInt8] {
        let found = try object(id)
        guard found.type == type else {
            throw RgitError(
                .damaged, "object is a \(found.type.name), not a \(type.name)", id.hex, object: id)
        }
        return found.bytes
    }

    /// A blob; `nil` for one of more than `maximum` bytes, which is not read.
    func blob(_ id: ObjectID, upTo maximum: Int = .max) throws(RgitError) -> RawObject? {
        switch try backend.read(replacement(of: id), upTo: maximum) {
        case .object(let found) where found.type == .blob: return found
        case .larger: return nil
        // The same as without a limit: the right error, or the tree that git knows without having it.
        case .object, nil: return RawObject(type: .blob, bytes: try bytes(id, .blob))
        }
    }

    /// The object's type and size in bytes; `nil` when it is not there.
    public func header(_ id: ObjectID) throws(RgitError) -> (type: ObjectType, size: Int)? {
        let id = try replacement(of: id)
        if let header = try backend.header(id) { return header }
        return id == format.emptyTree ? (.tree, 0) : nil
    }

    /// The bytes that the object, or its replacement, takes where it is stored (git's `%(objectsize:disk)`); `nil` where
    /// that is not known.
    func storedSize(_ id: ObjectID) throws(RgitError) -> Int? {
        try backend.storedSize(replacement(of: id))
    }

    /// The object that this one, or its replacement, is stored as a delta of (git's `%(deltabase)`); `nil` where it is stored
    /// whole, or where that is not known.
    func deltaBase(of id: ObjectID) throws(RgitError) -> ObjectID? {
        try backend.deltaBase(of: replacement(of: id))
    }

    /// The object, or its replacement, to be read piece by piece; `nil` where it can only be read as a whole.
    func stream(_ id: ObjectID) throws(RgitError) -> StoredStream? {
        try backend.stream(replacement(of: id))
    }

    /// The names that begin with the given lower-case hexadecimal digits.
    public func objects(withPrefix digits: [UInt8]) throws(RgitError) -> [ObjectID] {
        try backend.objects(withPrefix: digits)
    }

    /// The replacement of `id`. As in git replacements of replacements have to end after four of them.
    private func replacement(of id: ObjectID) throws(RgitError) -> ObjectID {
        guard !replacements.isEmpty else { return id }
        var current = id
        for _ in 0..<5 {
            guard let next = replacements[current] else { return current }
            current = next
        }
        throw RgitError(.damaged, "replace depth too high for object", id.hex, object: id)
    }
}
