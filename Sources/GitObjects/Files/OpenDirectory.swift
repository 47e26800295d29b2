// A directory being looked at once: its entries, and what the files in it are.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The names in a directory, one behind the other, for one buffer costs less than a thousand small ones.
package struct DirectoryListing: Sendable {
    /// What a directory says an entry is.
    package enum Kind: Sendable {
        case directory, regular, symbolicLink
        /// A pipe, a socket or a device.
        case special
        /// The file system does not say.
        case unknown
    }

    /// An entry.
    package struct Entry: Sendable {
        /// Where its name is in `names`.
        package let name: Range<Int>
        /// What it is.
        package let kind: Kind
    }

    /// All names.
    package private(set) var names: [UInt8] = []
    /// The entries, without `.` and `..`, in no order.
    package private(set) var entries: [Entry] = []

    fileprivate mutating func append(_ name: UnsafeBufferPointer<UInt8>, _ kind: Kind) {
        let start = names.count
        unsafe names.append(contentsOf: name)
        entries.append(Entry(name: start..<names.count, kind: kind))
    }
}

/// An open directory, closed when its owner goes.
@safe package struct OpenDirectory: ~Copyable {
    #if canImport(Darwin)
        private let stream: UnsafeMutablePointer<DIR>
    #else
        private let stream: OpaquePointer
    #endif

    /// Opens the directory at `path`, which has to be a directory itself and not a link to one; `nil`, with the reason in
    /// `errno`, where it cannot be opened.
    package init?(_ path: [UInt8]) {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        guard let number = unsafe FileSystem.withPath(path, { unsafe open($0, flags) }), number >= 0 else {
            return nil
        }
        self.init(number)
    }

    /// Opens a directory below another one.
    package init?(_ relativePath: [UInt8], in directory: borrowing DirectoryHandle) {
        guard let number = directory.openDirectory(relativePath) else { return nil }
        self.init(number)
    }

    private init?(_ number: Int32) {
        guard let stream = unsafe fdopendir(number) else {
            close(number)
            return nil
        }
        unsafe self.stream = stream
    }

    deinit {
        unsafe closedir(stream)
    }

    /// What is in it.
    package func list() -> DirectoryListing {
        var listing = DirectoryListing()
        guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) else { return listing }
        while let entry = unsafe readdir(stream) {
            let start = unsafe (UnsafeRawPointer(entry) + nameOffset).assumingMemoryBound(to: UInt8.self)
            let length = unsafe strlen(UnsafePointer<CChar>(OpaquePointer(start)))
            let name = unsafe UnsafeBufferPointer(start: start, count: length)
            if unsafe name[0] == 0x2e && (length == 1 || length == 2 && name[1] == 0x2e) { continue }
            let kind: DirectoryListing.Kind =
                switch unsafe Int(entry.pointee.d_type) {
                case Int(DT_DIR): .directory
                case Int(DT_REG): .regular
                case Int(DT_LNK): .symbolicLink
                case Int(DT_UNKNOWN): .unknown
                default: .special
                }
            unsafe listing.append(name, kind)
        }
        return listing
    }

    /// What the file of that name in the directory is, a symbolic link not followed; `nil`, with the reason in `errno`,
    /// where that cannot be found out.
    ///
    /// - Parameter scratch: Space that is used again and again.
    package func status(_ name: ArraySlice<UInt8>, scratch: inout [UInt8]) -> FileSystem.Status? {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: name)
        scratch.append(0)
        var info = stat()
        let number = unsafe dirfd(stream)
        let outcome = unsafe scratch.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return Int32(-1) }
            return unsafe fstatat(
                number, base.assumingMemoryBound(to: CChar.self), &info, AT_SYMLINK_NOFOLLOW)
        }
        return outcome == 0 ? FileSystem.Status(info) : nil
    }
}
