// A file mapped into memory for reading, unmapped when its last user releases it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The bytes of a file, mapped read-only.
///
/// Git never changes a pack, an index or a graph in place: it writes a new file and renames it, so a mapping stays what
/// it was, even when the file is unlinked. If another process truncates a mapped file, the kernel answers
/// a later access with SIGBUS; git has the same limitation, and no check here could prevent it.
@safe public final class MappedFile: @unchecked Sendable {
    // Sendable: every stored property is a constant; the memory behind `base` is mapped without write permission (or is
    // a private copy that is never written to), and is given back only in `deinit`, when no reference is left on any thread.
    private enum Ownership {
        case mapping
        case heap
        case shared(MappedFile)
    }

    /// The path the file was opened by.
    public let path: [UInt8]
    /// The number of bytes.
    public let count: Int
    private let base: UnsafeRawPointer?
    private let ownership: Ownership

    private init(path: [UInt8], base: UnsafeRawPointer?, count: Int, ownership: Ownership) {
        self.path = path
        unsafe self.base = unsafe base
        self.count = count
        self.ownership = ownership
    }

    /// Maps the file at `path`; `nil` when there is none.
    public static func open(_ path: [UInt8]) throws(GitObjectError) -> MappedFile? {
        guard let descriptor = try FileDescriptor.open(path) else { return nil }
        let count = try descriptor.regularFileSize(path: path)
        guard count > 0 else { return unsafe MappedFile(path: path, base: nil, count: 0, ownership: .heap) }
        let address = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else {
            throw GitObjectError(.unreadable, "cannot map file", file: path)
        }
        return unsafe MappedFile(
            path: path, base: UnsafeRawPointer(address), count: count, ownership: .mapping)
    }

    /// Holds a copy of `bytes` as if they had been mapped from `path`.
    public convenience init(copying bytes: [UInt8], path: [UInt8] = []) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        unsafe copy.copyBytes(from: bytes)
        unsafe self.init(
            path: path, base: UnsafeRawPointer(copy.baseAddress), count: bytes.count, ownership: .heap)
    }

    /// The same bytes under an object of its own, for one worker.
    ///
    /// Workers that all counted their references on one object would pass its cache line around all day.
    func alias() -> MappedFile {
        unsafe MappedFile(path: path, base: base, count: count, ownership: .shared(self))
    }

    deinit {
        switch ownership {
        case .mapping:
            unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
        case .heap:
            unsafe base?.deallocate()
        case .shared:
            break
        }
    }

    /// The bytes, lent for as long as the file is held.
    public var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            let span = unsafe RawSpan(
                _unsafeBytes: UnsafeRawBufferPointer(start: base, count: unsafe base == nil ? 0 : count))
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// Tells the kernel that the whole file will be read in order soon.
    public func willRead() {
        guard let base = unsafe base, case .mapping = ownership else { return }
        unsafe madvise(UnsafeMutableRawPointer(mutating: base), count, MADV_WILLNEED)
    }

    /// Gives back the memory of the whole pages within `range`, which are read again when they are needed again.
    func release(_ range: Range<Int>) {
        switch ownership {
        case .shared(let file): file.release(range)
        case .heap: break
        case .mapping:
            let page = Int(getpagesize())
            let start = (range.lowerBound + page - 1) / page * page
            let end = range.upperBound / page * page
            guard let base = unsafe base, start < end, end <= count else { return }
            unsafe madvise(UnsafeMutableRawPointer(mutating: base) + start, end - start, MADV_DONTNEED)
        }
    }

    /// An error about this file at a byte offset in it.
    func damaged(_ what: String, at offset: Int? = nil, object: ObjectID? = nil) -> GitObjectError {
        GitObjectError(.damaged, what, object: object, file: path, offset: offset)
    }
}
