// Directory listings, file times and path arithmetic, on paths that are bytes.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What tells one version of a file or directory from another without reading it.
struct FileStamp: Equatable, Sendable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    /// Nanoseconds since 1970.
    var modified: Int64
    /// Nanoseconds since 1970.
    var changed: Int64
    var isDirectory: Bool
}

enum FileSystem {
    /// The state of the file at `path`, links followed; `nil` when there is none to be seen.
    static func stamp(_ path: [UInt8]) -> FileStamp? {
        guard !path.contains(0) else { return nil }
        var status = stat()
        let terminated = path + [0]
        let result = unsafe terminated.withUnsafeBytes { buffer in
            guard let start = unsafe buffer.assumingMemoryBound(to: CChar.self).baseAddress else {
                return Int32(-1)
            }
            return unsafe stat(start, &status)
        }
        guard result == 0 else { return nil }
        #if canImport(Glibc)
            let modified = status.st_mtim
            let changed = status.st_ctim
        #else
            let modified = status.st_mtimespec
            let changed = status.st_ctimespec
        #endif
        return FileStamp(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(truncatingIfNeeded: status.st_ino),
            size: Int64(truncatingIfNeeded: status.st_size),
            modified: nanoseconds(modified), changed: nanoseconds(changed),
            isDirectory: status.st_mode & S_IFMT == S_IFDIR)
    }

    /// The time of day in nanoseconds since 1970.
    static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }

    /// The names in a directory, in no order, without `.` and `..`; `nil` when the directory cannot be listed.
    static func list(_ path: [UInt8]) -> [[UInt8]]? {
        guard !path.contains(0) else { return nil }
        let terminated = path + [0]
        let opened = unsafe terminated.withUnsafeBytes { buffer in
            unsafe buffer.assumingMemoryBound(to: CChar.self).baseAddress.flatMap { unsafe opendir($0) }
        }
        guard let directory = unsafe opened else { return nil }
        defer { unsafe closedir(directory) }
        guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
        var names: [[UInt8]] = []
        while let entry = unsafe readdir(directory) {
            let start = unsafe UnsafeRawPointer(entry) + nameOffset
            let length = unsafe strlen(start.assumingMemoryBound(to: CChar.self))
            let name = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: length))
            if name != [0x2e], name != [0x2e, 0x2e] { names.append(name) }
        }
        return names
    }

    /// The content of a file of at most `limit` bytes; `nil` when there is none.
    static func read(_ path: [UInt8], limit: Int) throws(GitObjectError) -> [UInt8]? {
        guard let file = try FileDescriptor.open(path) else { return nil }
        return try file.readAll(path: path, limit: limit)
    }

    /// The path without links, `.` and `..`; `nil` when it does not exist.
    static func realPath(_ path: [UInt8]) -> [UInt8]? {
        guard !path.contains(0) else { return nil }
        let terminated = path + [0]
        let resolved = unsafe terminated.withUnsafeBytes { buffer in
            unsafe buffer.assumingMemoryBound(to: CChar.self).baseAddress.flatMap { unsafe realpath($0, nil) }
        }
        guard let resolved = unsafe resolved else { return nil }
        defer { unsafe free(resolved) }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
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
