// An open file that closes itself when it is released: its kind, its size and its content.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file opened for reading, closed when its owner goes.
struct FileDescriptor: ~Copyable {
    let number: Int32

    private init(number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    /// Opens the file at `path` for reading, without waiting for a writer where it is a FIFO; `nil` when there is none.
    static func open(_ path: [UInt8]) throws(GitObjectError) -> FileDescriptor? {
        // A path with a NUL inside cannot be handed to the system, so nothing can be there.
        guard !path.contains(0) else { return nil }
        let terminated = path + [0]
        while true {
            let number = unsafe terminated.withUnsafeBytes { buffer in
                unsafe openForReading(buffer.assumingMemoryBound(to: CChar.self).baseAddress)
            }
            if number >= 0 { return FileDescriptor(number: number) }
            switch errno {
            case EINTR: continue
            // A socket cannot be opened, and a device without a driver cannot either.
            case ENXIO, EOPNOTSUPP, ENODEV: throw FileDescriptor.irregular(path)
            case let code where FileSystem.isAbsence(code): return nil
            case let code:
                throw GitObjectError(.unreadable, FileSystem.failure("cannot open", code), file: path)
            }
        }
    }

    private static func openForReading(_ path: UnsafePointer<CChar>?) -> Int32 {
        guard let path = unsafe path else { return -1 }
        #if canImport(Glibc)
            return unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        #else
            return unsafe Darwin.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        #endif
    }

    private static func irregular(_ path: [UInt8]) -> GitObjectError {
        GitObjectError(.unreadable, "not a regular file", file: path)
    }

    /// What the file is.
    func status(path: [UInt8]) throws(GitObjectError) -> FileSystem.Status {
        var info = stat()
        guard unsafe fstat(number, &info) == 0 else {
            throw GitObjectError(.unreadable, FileSystem.failure("cannot examine", errno), file: path)
        }
        return FileSystem.Status(info)
    }

    /// Whether this is `/dev/null`.
    var isNullDevice: Bool {
        var own = stat()
        var null = stat()
        guard unsafe fstat(number, &own) == 0, unsafe stat("/dev/null", &null) == 0 else { return false }
        return own.st_mode & S_IFMT == S_IFCHR && null.st_mode & S_IFMT == S_IFCHR
            && own.st_rdev == null.st_rdev
    }

    /// The file's size in bytes; an error for a directory, a pipe or a device.
    func regularFileSize(path: [UInt8]) throws(GitObjectError) -> Int {
        let status = try status(path: path)
        guard status.isRegular else { throw FileDescriptor.irregular(path) }
        return Int(status.size)
    }

    /// Reads from the current place to the end, at most `limit` bytes.
    ///
    /// A file that grows meanwhile is read as far as it went when it was opened; one without a size, as below `/proc`,
    /// is read to its end.
    func readAll(path: [UInt8], limit: Int) throws(GitObjectError) -> [UInt8] {
        let size = try regularFileSize(path: path)
        guard size <= limit else { throw GitObjectError(.tooLarge, "file is too large", file: path) }
        var bytes = try read(size, path: path)
        guard size == 0 else { return bytes }
        while true {
            let piece = try read(4_096, path: path)
            if piece.isEmpty { return bytes }
            bytes += piece
            guard bytes.count <= limit else {
                throw GitObjectError(.tooLarge, "file is too large", file: path)
            }
        }
    }

    /// The next `size` bytes, fewer only where the file ends.
    func read(_ size: Int, path: [UInt8]) throws(GitObjectError) -> [UInt8] {
        guard size > 0 else { return [] }
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = 0
            while count < size {
                let got = unsafe systemRead(number, buffer.baseAddress?.advanced(by: count), size - count)
                if got > 0 {
                    count += got
                } else if got == 0 {
                    break
                } else if errno != EINTR {
                    failure = errno
                    break
                }
            }
        }
        guard failure == 0 else {
            throw GitObjectError(.unreadable, FileSystem.failure("cannot read", failure), file: path)
        }
        return bytes
    }
}

// The name `read` is taken inside the type; this is the system call.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    guard let buffer = unsafe buffer else { return 0 }
    return unsafe read(descriptor, buffer, count)
}
