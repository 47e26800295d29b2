// The few questions the repository layer asks the operating system, with paths as bytes and nothing ever written.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reading files, directories and their metadata.
enum FileSystem {
    /// What `stat` says of a file, as far as rgit wants to know.
    struct Status: Sendable, Equatable {
        var mode: UInt32
        var size: Int64
        var device: UInt64
        var inode: UInt64
        var owner: UInt32
        var group: UInt32
        var modificationSeconds: Int64
        var modificationNanoseconds: Int64
        var changeSeconds: Int64
        var changeNanoseconds: Int64

        var isDirectory: Bool { mode & 0o170000 == 0o040000 }
        var isRegular: Bool { mode & 0o170000 == 0o100000 }
        var isSymbolicLink: Bool { mode & 0o170000 == 0o120000 }
    }

    /// Lends `path` as a C string; `nil` (as for a file that is not there) when it holds a zero byte.
    static func withPath<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result? {
        if path.contains(0) {
            errno = ENOENT
            return nil
        }
        var terminated = path
        terminated.append(0)
        return terminated.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            return body(base.assumingMemoryBound(to: CChar.self))
        }
    }

    /// What the file is, following symbolic links unless told otherwise; `nil` when it cannot be told.
    static func status(_ path: [UInt8], followLinks: Bool = true) -> Status? {
        var info = stat()
        let outcome = withPath(path) { followLinks ? stat($0, &info) : lstat($0, &info) }
        guard outcome == 0 else { return nil }
        #if canImport(Darwin)
            let modification = info.st_mtimespec
            let change = info.st_ctimespec
        #else
            let modification = info.st_mtim
            let change = info.st_ctim
        #endif
        return Status(
            mode: UInt32(info.st_mode), size: Int64(info.st_size),
            device: UInt64(truncatingIfNeeded: info.st_dev),
            inode: UInt64(truncatingIfNeeded: info.st_ino), owner: info.st_uid, group: info.st_gid,
            modificationSeconds: Int64(modification.tv_sec),
            modificationNanoseconds: Int64(modification.tv_nsec),
            changeSeconds: Int64(change.tv_sec), changeNanoseconds: Int64(change.tv_nsec))
    }

    /// Whether anything is at `path`, symbolic links followed.
    static func exists(_ path: [UInt8]) -> Bool { withPath(path) { access($0, F_OK) } == 0 }

    /// Whether anything is at `path`, be it a symbolic link that leads nowhere.
    static func existsUnfollowed(_ path: [UInt8]) -> Bool { status(path, followLinks: false) != nil }

    /// Whether `path` may be searched (directories) or executed.
    static func isAccessible(_ path: [UInt8]) -> Bool { withPath(path) { access($0, X_OK) } == 0 }

    /// Whether `path` may be read.
    static func isReadable(_ path: [UInt8]) -> Bool { withPath(path) { access($0, R_OK) } == 0 }

    /// The whole content of a file; `nil` when there is no such file (or it is a directory).
    ///
    /// A file longer than `limit` bytes, and one that cannot be read, is an error.
    static func read(_ path: [UInt8], limit: Int = 1 << 31) throws(RgitError) -> [UInt8]? {
        guard let descriptor = withPath(path, { open($0, O_RDONLY | O_CLOEXEC) }) else { return nil }
        if descriptor < 0 {
            if isAbsence(errno) { return nil }
            throw failure("cannot open", path)
        }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw failure("cannot read", path) }
        if info.st_mode & S_IFMT == S_IFDIR { return nil }
        guard info.st_mode & S_IFMT == S_IFREG || info.st_mode & S_IFMT == S_IFCHR else {
            throw RgitError(.io, "not a regular file", path)
        }
        guard Int64(info.st_size) <= Int64(limit) else { throw RgitError(.io, "file is too large", path) }
        var content: [UInt8] = []
        var expected = max(Int(info.st_size) + 1, 4096)
        while true {
            var got = 0
            // Not `append(contentsOf: repeatElement(…))`: without optimisation that goes byte by byte.
            let piece = [UInt8](unsafeUninitializedCapacity: expected) { buffer, count in
                guard let base = buffer.baseAddress else { return }
                repeat { got = systemRead(descriptor, base, expected) } while got < 0 && errno == EINTR
                count = max(got, 0)
            }
            if got < 0 {
                if errno == EISDIR { return nil }
                throw failure("cannot read", path)
            }
            if got == 0 { return content }
            if content.isEmpty { content = piece } else { content += piece }
            guard content.count <= limit else { throw RgitError(.io, "file is too large", path) }
            expected = max(4096, min(content.count, 1 << 20))
        }
    }

    /// What a directory says an entry is, so far as that spares asking the file itself.
    enum EntryKind: Sendable {
        case directory, regular
        /// A symbolic link, something else, or anything on a file system that does not say.
        case other
    }

    /// The names in a directory, without `.` and `..`, in no order; `nil` when it cannot be listed.
    static func list(_ directory: [UInt8]) -> [[UInt8]]? { entries(directory)?.map(\.name) }

    /// The entries of a directory, without `.` and `..`, in no order; `nil` when it cannot be listed.
    static func entries(_ directory: [UInt8]) -> [(name: [UInt8], kind: EntryKind)]? {
        guard let opened = withPath(directory, { opendir($0) }), let stream = opened else { return nil }
        defer { closedir(stream) }
        var found: [(name: [UInt8], kind: EntryKind)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 1) { bytes(of: $0) }
            }
            if name == [0x2e] || name == [0x2e, 0x2e] { continue }
            let kind: EntryKind =
                switch Int(entry.pointee.d_type) {
                case Int(DT_DIR): .directory
                case Int(DT_REG): .regular
                default: .other
                }
            found.append((name, kind))
        }
        return found
    }

    /// The content of a small regular file, in as few calls as possible; `nil` for anything else: a file that is not
    /// there, a link, a directory, one of `limit` bytes or more, one that cannot be read.
    static func readSmall(_ path: [UInt8], limit: Int) -> [UInt8]? {
        let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        guard let descriptor = withPath(path, { open($0, flags) }), descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var got = 0
        let content = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            got = systemRead(descriptor, base, limit)
            count = max(got, 0)
        }
        return got > 0 && got < limit ? content : nil
    }

    /// The target of a symbolic link, not followed; `nil` when `path` is not one.
    static func linkTarget(_ path: [UInt8]) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4097)
        let count = withPath(path) { cPath in
            buffer.withUnsafeMutableBytes { raw in
                guard let base = raw.baseAddress else { return -1 }
                return readlink(cPath, base.assumingMemoryBound(to: CChar.self), raw.count)
            }
        }
        guard let count, count >= 0, count < buffer.count else { return nil }
        return Array(buffer[..<count])
    }

    /// The absolute path with every symbolic link resolved; `nil` when something on the way is missing.
    static func realPath(_ path: [UInt8]) -> [UInt8]? {
        guard let found = withPath(path, { realpath($0, nil) }), let resolved = found else { return nil }
        defer { free(resolved) }
        return bytes(of: resolved)
    }

    /// The user the process acts as.
    static var effectiveUser: UInt32 { UInt32(geteuid()) }

    /// The bytes of a C string, without its zero.
    static func bytes(of string: UnsafePointer<CChar>) -> [UInt8] {
        let length = strlen(string)
        return Array(UnsafeRawBufferPointer(start: string, count: length))
    }

    /// Whether an `errno` says that a file is not there, rather than that it cannot be had.
    static func isAbsence(_ code: Int32) -> Bool {
        code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENAMETOOLONG
    }

    /// An error with the operating system's own words.
    static func failure(_ what: String, _ path: [UInt8]) -> RgitError {
        let reason = strerror(errno).map { String(decoding: bytes(of: $0), as: UTF8.self) } ?? "unknown error"
        return RgitError(.io, "\(what) (\(reason.lowercased()))", path)
    }
}

// The name `read` is taken inside the enum; this is the system call.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
