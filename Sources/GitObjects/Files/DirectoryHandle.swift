// A directory kept open, so that the system need not follow the path to it again for each file below it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A directory that is looked into again and again, closed when its owner goes.
package struct DirectoryHandle: ~Copyable {
    private let number: Int32

    /// Opens the directory at `path`; `nil` when it cannot be opened.
    package init?(_ path: [UInt8]) {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        guard let number = unsafe FileSystem.withPath(path, { unsafe open($0, flags) }), number >= 0 else {
            return nil
        }
        self.number = number
    }

    deinit {
        close(number)
    }

    /// What the file at a path below the directory is, a symbolic link not followed; `nil`, with the reason in `errno`,
    /// when it cannot be found out.
    package func status(_ relativePath: [UInt8]) -> FileSystem.Status? {
        var info = stat()
        let outcome = unsafe FileSystem.withPath(relativePath) { path in
            unsafe fstatat(number, path, &info, AT_SYMLINK_NOFOLLOW)
        }
        return outcome == 0 ? FileSystem.Status(info) : nil
    }

    /// Opens a directory below this one, which has to be a directory itself and not a link to one; `nil`, with the reason in
    /// `errno`, where it cannot be opened.
    func openDirectory(_ relativePath: [UInt8]) -> Int32? {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let found = unsafe FileSystem.withPath(relativePath) { unsafe openat(number, $0, flags) }
        guard let found, found >= 0 else { return nil }
        return found
    }
}
