// Reads whole files: regular files only, opened without waiting for anyone, never more bytes than the caller's limit.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FileSystem {
    /// How a directory in the place of a file is treated.
    package enum DirectoryInPlace: Sendable {
        /// An error, as anything else that is no regular file.
        case refused
        /// No file at all, where git takes it so.
        case absent
    }

    /// The maximum size of a file in bytes, by its purpose.
    package enum SizeLimit {
        /// A line or two: HEAD, `commondir`, a `.git` file, a reference.
        package static let line = 1 << 20
        /// Text that people write: configuration, mailmaps, lists of revisions.
        package static let text = 1 << 28
        /// Whatever fits into memory: the index, `packed-refs`, files of the working tree.
        package static let data = 1 << 31
    }

    /// The whole content of a regular file; `nil` when there is none.
    ///
    /// A FIFO, a socket, a device or a directory is an error, and is not waited for. The null device is an empty file,
    /// for it is the customary way to name none. A file of more than `limit` bytes is an error.
    package static func contents(
        of path: [UInt8], limit: Int, directory: DirectoryInPlace = .refused
    ) throws(GitObjectError) -> [UInt8]? {
        guard let file = try FileDescriptor.open(path) else { return nil }
        let status = try file.status(path: path)
        if status.isDirectory && directory == .absent { return nil }
        if !status.isRegular && file.isNullDevice { return [] }
        return try file.readAll(path: path, limit: limit)
    }

    /// What a small file turned out to be.
    package enum SmallFile {
        /// A regular file with this content.
        case content([UInt8])
        /// There is no file of that name.
        case absent
        /// Anything else: a link, a directory, a file that is empty, too long or cannot be read.
        case other
    }

    /// Reads a regular file of less than `limit` bytes in as few calls as possible.
    package static func readSmall(_ path: [UInt8], limit: Int) -> SmallFile {
        let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        guard let descriptor = unsafe withPath(path, { unsafe open($0, flags) }) else { return .other }
        guard descriptor >= 0 else { return errno == ENOENT || errno == ENOTDIR ? .absent : .other }
        defer { close(descriptor) }
        var info = stat()
        guard unsafe fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return .other }
        var got = 0
        let content = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            got = unsafe read(descriptor, base, limit)
            count = max(got, 0)
        }
        return got > 0 && got < limit ? .content(content) : .other
    }
}
