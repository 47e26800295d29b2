// What rgit asks the operating system about files and directories: paths are bytes, nothing is ever written.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Metadata of files, directory listings and links; see FileSystem+Reading for contents.
package enum FileSystem {
    /// The part of `stat` that rgit uses. Equal values mean the same version of a file.
    package struct Status: Sendable, Equatable {
        package var mode: UInt32
        package var size: Int64
        package var device: UInt64
        package var inode: UInt64
        package var owner: UInt32
        package var group: UInt32
        package var modificationSeconds: Int64
        package var modificationNanoseconds: Int64
        package var changeSeconds: Int64
        package var changeNanoseconds: Int64

        package var isDirectory: Bool { mode & 0o170000 == 0o040000 }
        package var isRegular: Bool { mode & 0o170000 == 0o100000 }
        package var isSymbolicLink: Bool { mode & 0o170000 == 0o120000 }

        /// When the content was last changed, in nanoseconds since 1970.
        var modified: Int64 { modificationSeconds &* 1_000_000_000 &+ modificationNanoseconds }
        /// When content or metadata were last changed, in nanoseconds since 1970.
        var changed: Int64 { changeSeconds &* 1_000_000_000 &+ changeNanoseconds }

        init(_ info: stat) {
            #if canImport(Darwin)
                let modification = info.st_mtimespec
                let change = info.st_ctimespec
            #else
                let modification = info.st_mtim
                let change = info.st_ctim
            #endif
            mode = UInt32(info.st_mode)
            size = Int64(info.st_size)
            device = UInt64(truncatingIfNeeded: info.st_dev)
            inode = UInt64(truncatingIfNeeded: info.st_ino)
            owner = info.st_uid
            group = info.st_gid
            modificationSeconds = Int64(modification.tv_sec)
            modificationNanoseconds = Int64(modification.tv_nsec)
            changeSeconds = Int64(change.tv_sec)
            changeNanoseconds = Int64(change.tv_nsec)
        }
    }

    /// Lends `path` as a C string; `nil` (as for a file that is not there) when it holds a zero byte.
    package static func withPath<Result>(
        _ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
    ) -> Result? {
        if path.contains(0) {
            errno = ENOENT
            return nil
        }
        let terminated = path + [0]
        return unsafe terminated.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            return unsafe body(base.assumingMemoryBound(to: CChar.self))
        }
    }

    /// What the file is, following symbolic links unless `followLinks` is false; `nil`, with the reason in `errno`, when
    /// it cannot be found out.
    package static func status(_ path: [UInt8], followLinks: Bool = true) -> Status? {
        var info = stat()
        let outcome = unsafe withPath(path) { path in
            unsafe followLinks ? stat(path, &info) : lstat(path, &info)
        }
        return outcome == 0 ? Status(info) : nil
    }

    /// The disk space that a regular file takes, in bytes; `nil` where there is none.
    static func diskBytes(_ path: [UInt8]) -> Int? {
        var info = stat()
        guard unsafe withPath(path, { unsafe lstat($0, &info) }) == 0 else { return nil }
        return Status(info).isRegular ? Int(info.st_blocks) * 512 : nil
    }

    /// Whether anything is at `path`, symbolic links followed.
    package static func exists(_ path: [UInt8]) -> Bool {
        unsafe withPath(path) { unsafe access($0, F_OK) } == 0
    }

    /// Whether anything is at `path`, a dangling symbolic link included.
    package static func existsUnfollowed(_ path: [UInt8]) -> Bool { status(path, followLinks: false) != nil }

    /// Whether `path` may be searched (directories) or executed.
    package static func isAccessible(_ path: [UInt8]) -> Bool {
        unsafe withPath(path) { unsafe access($0, X_OK) } == 0
    }

    /// The time of day in nanoseconds since 1970.
    package static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// What a directory says an entry is, so far as that spares asking the file itself.
    package enum EntryKind: Sendable {
        case directory, regular
        /// A symbolic link, something else, or anything on a file system that does not say.
        case other
    }

    /// The names in a directory, without `.` and `..`, in no order; `nil` when it cannot be listed.
    package static func list(_ directory: [UInt8]) -> [[UInt8]]? { entries(directory)?.map(\.name) }

    /// The entries of a directory, without `.` and `..`, in no order; `nil` when it cannot be listed.
    package static func entries(_ directory: [UInt8]) -> [(name: [UInt8], kind: EntryKind)]? {
        guard let opened = unsafe withPath(directory, { unsafe opendir($0) }),
            let stream = unsafe opened,
            let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name)
        else { return nil }
        defer { unsafe closedir(stream) }
        var found: [(name: [UInt8], kind: EntryKind)] = []
        while let entry = unsafe readdir(stream) {
            let start = unsafe UnsafeRawPointer(entry) + nameOffset
            let name = unsafe bytes(of: start.assumingMemoryBound(to: CChar.self))
            if name == [0x2e] || name == [0x2e, 0x2e] { continue }
            let kind: EntryKind =
                switch unsafe Int(entry.pointee.d_type) {
                case Int(DT_DIR): .directory
                case Int(DT_REG): .regular
                default: .other
                }
            found.append((name, kind))
        }
        return found
    }

    /// The target of a symbolic link, not followed; `nil` when `path` is not one.
    package static func linkTarget(_ path: [UInt8]) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4097)
        let count = unsafe withPath(path) { cPath in
            unsafe buffer.withUnsafeMutableBytes { raw in
                guard let base = raw.baseAddress else { return -1 }
                return unsafe readlink(cPath, base.assumingMemoryBound(to: CChar.self), raw.count)
            }
        }
        guard let count, count >= 0, count < buffer.count else { return nil }
        return Array(buffer[..<count])
    }

    /// The absolute path with every symbolic link resolved; `nil` when something on the way is missing.
    package static func realPath(_ path: [UInt8]) -> [UInt8]? {
        guard let found = unsafe withPath(path, { unsafe realpath($0, nil) }), let resolved = unsafe found
        else { return nil }
        defer { unsafe free(resolved) }
        return unsafe bytes(of: resolved)
    }

    /// The user the process acts as.
    package static var effectiveUser: UInt32 { UInt32(geteuid()) }

    /// The bytes of a C string, without its zero.
    package static func bytes(of string: UnsafePointer<CChar>) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: string, count: strlen(string)))
    }

    /// Whether an `errno` says that a file is not there, rather than that it cannot be had.
    package static func isAbsence(_ code: Int32) -> Bool {
        code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENAMETOOLONG
    }

    /// `what` with the operating system's own words for `code`, as in `cannot open (permission denied)`.
    package static func failure(_ what: String, _ code: Int32) -> String {
        guard let words = unsafe strerror(code) else { return what }
        return unsafe "\(what) (\(String(cString: words).lowercased()))"
    }

    /// `directory`, a slash and `name`.
    static func join(_ directory: [UInt8], _ name: some Collection<UInt8>) -> [UInt8] {
        var path = directory
        if path.last != 0x2f { path.append(0x2f) }
        path.append(contentsOf: name)
        return path
    }

    /// `directory`, a slash and `name`.
    static func join(_ directory: [UInt8], _ name: String) -> [UInt8] {
        join(directory, name.utf8)
    }
}

extension Collection<UInt8> {
    /// Whether the bytes end with `suffix`.
    func ends(with suffix: some Collection<UInt8>) -> Bool {
        count >= suffix.count && self.suffix(suffix.count).elementsEqual(suffix)
    }
}
