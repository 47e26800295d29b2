// Makes, writes, renames and removes files: used only by the commands that keep a folder of their own.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Changes of files, with errors of kind `.io` that name them.
enum DiskWriter {
    /// Makes a directory and those above it.
    static func makeDirectories(_ path: [UInt8]) throws(RgitError) {
        let slash = UInt8(ascii: "/")
        var code: Int32 = 0
        for end in path.indices.dropFirst() + [path.endIndex]
        where end == path.endIndex || path[end] == slash {
            let outcome = unsafe FileSystem.withPath(Array(path[..<end])) { unsafe mkdir($0, 0o777) }
            code = outcome == 0 ? 0 : errno
        }
        guard FileSystem.status(path)?.isDirectory == true else {
            errno = code == 0 || code == EEXIST ? ENOTDIR : code
            throw FileSystem.failure("cannot make the directory", path)
        }
    }

    /// Gives a file or directory another name, in place of what has it.
    static func rename(_ old: [UInt8], _ new: [UInt8]) throws(RgitError) {
        let outcome = unsafe FileSystem.withPath(old) { old in
            unsafe FileSystem.withPath(new) { new in
                #if canImport(Glibc)
                    unsafe Glibc.rename(old, new)
                #else
                    unsafe Darwin.rename(old, new)
                #endif
            }
        }
        guard outcome == .some(.some(0)) else { throw FileSystem.failure("cannot put in place", new) }
    }

    /// Has a symbolic link lead to `target`, all at once where there is one already.
    static func link(_ path: [UInt8], to target: [UInt8]) throws(RgitError) {
        if FileSystem.linkTarget(path) == target { return }
        let draft = draft(of: path)
        remove(draft)
        let outcome = unsafe FileSystem.withPath(target) { target in
            unsafe FileSystem.withPath(draft) { unsafe symlink(target, $0) }
        }
        guard outcome == .some(.some(0)) else { throw FileSystem.failure("cannot make the link", path) }
        try rename(draft, path)
    }

    /// A name beside `path` for what takes its place; it begins with a dot, as what readers pass over.
    private static func draft(of path: [UInt8]) -> [UInt8] {
        let start = path.lastIndex(of: 0x2f).map { $0 + 1 } ?? 0
        return Array(path[..<start]) + Array(".new-".utf8) + path[start...]
    }

    /// Removes a file or a symbolic link, if it is there.
    static func remove(_ path: [UInt8]) { _ = unsafe FileSystem.withPath(path) { unsafe unlink($0) } }

    /// Removes a directory and all that is in it; symbolic links are not followed.
    static func removeTree(_ path: [UInt8]) {
        guard FileSystem.status(path, followLinks: false)?.isDirectory == true else { return remove(path) }
        for (name, kind) in FileSystem.entries(path) ?? [] {
            let entry = path.appendingPath(name)
            let isDirectory =
                kind == .directory
                || kind == .other && FileSystem.status(entry, followLinks: false)?.isDirectory == true
            if isDirectory { removeTree(entry) } else { remove(entry) }
        }
        _ = unsafe FileSystem.withPath(path) { unsafe rmdir($0) }
    }

    /// Writes a file anew: beside it first, so that its readers see all of it or what was there before.
    static func replace(_ path: [UInt8], with content: [UInt8]) throws(RgitError) {
        let draft = draft(of: path)
        remove(draft)
        let file = try DiskFile(draft)
        try file.write(content)
        try file.close()
        try rename(draft, path)
    }

    /// Throws where a path is no directory, or a symbolic link to one.
    static func refuseLink(_ directory: [UInt8]) throws(RgitError) {
        guard FileSystem.status(directory, followLinks: false)?.isDirectory == true else {
            throw RgitError(.io, "not a directory", directory)
        }
    }

    /// Throws where a directory, which need not be there yet, is a git directory or in one, links followed: git takes what is
    /// in `refs` for references.
    static func refuseGitDirectory(_ path: [UInt8], for what: String) throws(RgitError) {
        var directory = path.normalizedPath
        while directory.count > 1, !FileSystem.exists(directory) { directory = directory.parentPath }
        directory = FileSystem.realPath(directory) ?? directory
        while directory.count > 1 {
            let isGitDirectory =
                FileSystem.exists(directory.appendingPath("HEAD"))
                && ["objects", "refs"].allSatisfy {
                    FileSystem.status(directory.appendingPath($0))?.isDirectory == true
                }
            if isGitDirectory {
                throw RgitError(.usage, "\(what) cannot be kept in a git directory", path)
            }
            directory = directory.parentPath
        }
    }

    /// Keeps other processes away until ``unlock(_:)``, or with `isShared` only those that do not share it; `nil`
    /// where another process holds it.
    static func lock(_ path: [UInt8], isShared: Bool = false) throws(RgitError) -> Int32? {
        let flags = O_RDWR | O_CREAT | O_CLOEXEC
        let descriptor = unsafe FileSystem.withPath(path) { unsafe open($0, flags, 0o644) } ?? -1
        guard descriptor >= 0 else { throw FileSystem.failure("cannot lock", path) }
        guard flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            errno = code
            throw FileSystem.failure("cannot lock", path)
        }
        return descriptor
    }

    /// Ends a lock; -1 is none.
    static func unlock(_ descriptor: Int32) {
        guard descriptor >= 0 else { return }
        // Not only closed: a process that another thread has just forked has a copy until it runs its program.
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}

/// A new file that is being written; closed, and removed where it was not finished, with its last reference.
final class DiskFile {
    private let path: [UInt8]
    private var descriptor: Int32

    /// Makes a file, which must not be there yet.
    init(_ path: [UInt8]) throws(RgitError) {
        self.path = path
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        descriptor = unsafe FileSystem.withPath(path) { unsafe open($0, flags, 0o644) } ?? -1
        guard descriptor >= 0 else { throw FileSystem.failure("cannot write", path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        Self.closeDescriptor(descriptor)
        DiskWriter.remove(path)
    }

    /// Appends bytes.
    func write(_ bytes: [UInt8]) throws(RgitError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #else
                    unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileSystem.failure("cannot write", path) }
            written += count
        }
    }

    /// Ends the file; it is on the disk when this returns.
    func close() throws(RgitError) {
        guard fsync(descriptor) == 0, Self.closeDescriptor(descriptor) == 0 else {
            throw FileSystem.failure("cannot write", path)
        }
        descriptor = -1
    }

    @discardableResult
    private static func closeDescriptor(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }
}
