// The directories on the way to the files of a sorted list, held open so that each file costs one short lookup.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The directories that lead from a root to the file that was looked at last.
///
/// The kernel looks up every component of a path again and again; relative to its directory a file has one. Directories
/// are never reached through symbolic links.
@safe package struct DirectoryStack: ~Copyable {
    /// An open directory below the root.
    private struct Held {
        /// The length of its path, with its slash.
        let pathLength: Int
        let number: Int32
    }

    /// The maximum number of open directories; files below more are not looked at.
    private static let maximumDepth = 32

    private let root: Int32
    private var held: [Held] = []
    /// The path of the innermost one, with its slash; empty at the root.
    private var path: [UInt8] = []
    /// A component and its zero byte.
    private let name = UnsafeMutableRawPointer.allocate(byteCount: nameCapacity, alignment: 1)
    /// No system has names as long as this; as on those they are not looked at.
    private static let nameCapacity = 4096

    /// Opens the directory at `root`; `nil` when it cannot be opened.
    package init?(_ root: [UInt8]) {
        guard
            let number = unsafe FileSystem.withPath(
                root, { unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }), number >= 0
        else {
            unsafe name.deallocate()
            return nil
        }
        self.root = number
    }

    deinit {
        for directory in held { close(directory.number) }
        close(root)
        unsafe name.deallocate()
    }

    /// What the file at a path below the root is, a symbolic link not followed; `nil` where it cannot be looked at, for
    /// whatever reason, or not without following a link on the way.
    package mutating func status(_ file: [UInt8]) -> FileSystem.Status? {
        let start = (file.lastIndex(of: 0x2f) ?? -1) + 1
        if start != path.count || !isInside(file) {
            guard enter(file, directoryLength: start) else { return nil }
        }
        guard setName(file, start..<file.count) else { return nil }
        var info = stat()
        // The name ends in a zero byte, see `setName`.
        let outcome = unsafe fstatat(
            innermost, name.assumingMemoryBound(to: CChar.self), &info, AT_SYMLINK_NOFOLLOW)
        return outcome == 0 ? FileSystem.Status(info) : nil
    }

    /// Whether a file of that path is below the innermost directory.
    private func isInside(_ file: [UInt8]) -> Bool {
        guard file.count >= path.count else { return false }
        return unsafe file.withUnsafeBytes { file in
            unsafe path.withUnsafeBytes { path in
                guard let start = file.baseAddress, let other = path.baseAddress else { return true }
                return unsafe memcmp(start, other, path.count) == 0
            }
        }
    }

    private var innermost: Int32 { held.last?.number ?? root }

    /// Goes to the directory whose path is the first `directoryLength` bytes of `file`.
    private mutating func enter(_ file: [UInt8], directoryLength: Int) -> Bool {
        while let last = held.last {
            if last.pathLength <= directoryLength, isInside(file) { break }
            close(last.number)
            held.removeLast()
            path.removeSubrange((held.last?.pathLength ?? 0)...)
        }
        while path.count < directoryLength {
            let start = path.count
            guard held.count < DirectoryStack.maximumDepth,
                let slash = file[start..<directoryLength].firstIndex(of: 0x2f), setName(file, start..<slash)
            else { return false }
            let number = unsafe openat(
                innermost, name.assumingMemoryBound(to: CChar.self), DirectoryStack.directoryFlags)
            guard number >= 0 else { return false }
            path += file[start...slash]
            held.append(Held(pathLength: path.count, number: number))
        }
        return true
    }

    private static var directoryFlags: Int32 {
        #if os(Linux)
            // `O_PATH`, which Swift's Glibc lacks: only to find files from, so that reading it need not be allowed.
            0o10000000 | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        #else
            O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        #endif
    }

    /// Makes a component the one that is looked up next; `false` where it would not lead one level down.
    private func setName(_ file: [UInt8], _ component: Range<Int>) -> Bool {
        let count = component.count
        // Neither nothing, nor `.` and `..`.
        guard count > 0, count < DirectoryStack.nameCapacity, component.upperBound <= file.count,
            file[component.lowerBound] != 0x2e || count > 2
                || count == 2 && file[component.lowerBound + 1] != 0x2e
        else { return false }
        return unsafe file.withUnsafeBytes { file in
            guard let base = file.baseAddress else { return false }
            let source = unsafe base + component.lowerBound
            if unsafe memchr(source, 0, count) != nil { return false }
            unsafe name.copyMemory(from: source, byteCount: count)
            unsafe name.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
            return true
        }
    }
}
