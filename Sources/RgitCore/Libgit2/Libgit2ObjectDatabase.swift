// Owns one libgit2 object database handle: opened over directories, read from, freed once.

import Clibgit2
import GitObjects

/// An object database of libgit2; for one thread at a time.
@safe struct Libgit2ObjectDatabase: ~Copyable {
    private let library: Libgit2Library
    private let handle: OpaquePointer

    /// Opens an object directory with its alternates, and further directories after it.
    init(objectDirectory: [UInt8], alternates: [[UInt8]]) throws(Libgit2Error) {
        let library = try Libgit2Library.start()
        var opened: OpaquePointer?
        let code =
            unsafe FileSystem.withPath(objectDirectory) { unsafe library.call.git_odb_open(&opened, $0) }
            ?? GIT_ENOTFOUND.rawValue
        guard code >= 0, let opened = unsafe opened else {
            throw Libgit2Error(code: code, operation: "git_odb_open", library)
        }
        self.library = library
        unsafe handle = unsafe opened
        for directory in alternates {
            // A missing directory is skipped, as git does.
            _ = unsafe FileSystem.withPath(directory) {
                unsafe library.call.git_odb_add_disk_alternate(opened, $0)
            }
        }
    }

    deinit { unsafe library.call.git_odb_free(handle) }

    /// The object's type and content; `nil` when it is not there.
    func read(_ id: ObjectID) throws(Libgit2Error) -> RawObject? {
        var name = Self.oid(id)
        var object: OpaquePointer?
        let code = unsafe library.call.git_odb_read(&object, handle, &name)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        guard code >= 0, let object = unsafe object else {
            throw Libgit2Error(code: code, operation: "git_odb_read", library)
        }
        defer { unsafe library.call.git_odb_object_free(object) }
        let bytes = unsafe [UInt8](
            UnsafeRawBufferPointer(
                start: library.call.git_odb_object_data(object),
                count: library.call.git_odb_object_size(object)))
        return unsafe Self.type(library.call.git_odb_object_type(object)).map {
            RawObject(type: $0, bytes: bytes)
        }
    }

    /// The object's type and size in bytes; `nil` when it is not there.
    func header(_ id: ObjectID) throws(Libgit2Error) -> (type: ObjectType, size: Int)? {
        var name = Self.oid(id)
        var size = 0
        var type = GIT_OBJECT_INVALID
        let code = unsafe library.call.git_odb_read_header(&size, &type, handle, &name)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        guard code >= 0 else { throw Libgit2Error(code: code, operation: "git_odb_read_header", library) }
        return Self.type(type).map { ($0, size) }
    }

    /// The names that begin with `digits` (four or more lower-case hexadecimal ones), in order, without duplicates.
    func objects(withPrefix digits: [UInt8]) throws(Libgit2Error) -> [ObjectID] {
        guard digits.count >= 4, let prefix = ObjectIDPrefix(hex: digits, .sha1) else { return [] }
        var short = Self.oid(prefix.lowest)
        var full = git_oid()
        let code = unsafe library.call.git_odb_exists_prefix(&full, handle, &short, digits.count)
        if code == GIT_ENOTFOUND.rawValue { return [] }
        if code >= 0 { return [Self.objectID(full)] }
        guard code == GIT_EAMBIGUOUS.rawValue else {
            throw Libgit2Error(code: code, operation: "git_odb_exists_prefix", library)
        }
        // Only an ambiguous prefix is worth looking at every object.
        let collector = Collector(digits: digits)
        let outcome = unsafe library.call.git_odb_foreach(
            handle,
            { name, payload in
                guard let name = unsafe name, let payload = unsafe payload else { return 0 }
                unsafe Unmanaged<Collector>.fromOpaque(payload).takeUnretainedValue()
                    .add(Libgit2ObjectDatabase.objectID(name.pointee))
                return 0
            }, unsafe Unmanaged.passUnretained(collector).toOpaque())
        guard outcome >= 0 else { throw Libgit2Error(code: outcome, operation: "git_odb_foreach", library) }
        return collector.found.sorted()
    }

    private final class Collector {
        let digits: [UInt8]
        var found: Set<ObjectID> = []
        init(digits: [UInt8]) { self.digits = digits }
        func add(_ id: ObjectID) {
            if id.hex.starts(with: digits) { found.insert(id) }
        }
    }

    private static func type(_ type: git_object_t) -> ObjectType? {
        UInt8(exactly: type.rawValue).flatMap(ObjectType.init(rawValue:))
    }

    private static func oid(_ id: ObjectID) -> git_oid {
        var result = git_oid()
        unsafe withUnsafeMutableBytes(of: &result) { unsafe $0.copyBytes(from: id.bytes) }
        return result
    }

    private static func objectID(_ oid: git_oid) -> ObjectID {
        unsafe withUnsafeBytes(of: oid) {
            unsafe ObjectID(bytes: $0.prefix(ObjectFormat.sha1.byteCount), .sha1)
        } ?? .zero
    }
}
