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
}
