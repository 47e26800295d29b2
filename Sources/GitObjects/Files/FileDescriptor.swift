// An open file that closes itself, and the few questions asked of one.

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

    /// Opens the file at `path` for reading; `nil` when there is none.
    static func open(_ path: [UInt8]) throws(GitObjectError) -> FileDescriptor? {
        // A path with a NUL inside cannot be told to the system, so nothing can be there.
        guard !path.contains(0) else { return nil }
        let terminated = path + [0]
        while true {
            let number = unsafe terminated.withUnsafeBytes { buffer in
                unsafe openForReading(buffer.assumingMemoryBound(to: CChar.self).baseAddress)
            }
            if number >= 0 { return FileDescriptor(number: number) }
            switch errno {
            case EINTR: continue
            case ENOENT, ENOTDIR: return nil
            default: throw GitObjectError(.unreadable, systemMessage("cannot open", errno), file: path)
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

    /// The file's size in bytes; an error for a directory, a pipe or a device.
    func regularFileSize(path: [UInt8]) throws(GitObjectError) -> Int {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else {
            throw GitObjectError(.unreadable, systemMessage("cannot examine", errno), file: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw GitObjectError(.unreadable, "not a regular file", file: path)
        }
        guard let size = Int(exactly: status.st_size), size >= 0 else {
            throw GitObjectError(.tooLarge, "file too large", file: path)
        }
        return size
    }

    /// Reads from the current place to the end, at most `limit` bytes.
    func readAll(path: [UInt8], limit: Int) throws(GitObjectError) -> [UInt8] {
        let size = try regularFileSize(path: path)
        guard size <= limit else { throw GitObjectError(.tooLarge, "file too large", file: path) }
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = 0
            while count < size {
                let got = unsafe read(number, buffer.baseAddress?.advanced(by: count), size - count)
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
            throw GitObjectError(.unreadable, systemMessage("cannot read", failure), file: path)
        }
        return bytes
    }
}

/// `doing` followed by the system's words for `code`.
func systemMessage(_ doing: String, _ code: Int32) -> String {
    guard let words = unsafe strerror(code) else { return doing }
    return unsafe "\(doing): \(String(cString: words))"
}
