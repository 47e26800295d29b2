// The folder that mirrors are kept in: locks, half-made clones, and the names of its files.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder of mirrors.
///
///     DIR/HOST/PATH.git        the mirrors
///     DIR/mirror.json          their URLs and states
///     DIR/.rgit-mirror/locks   a file for each, locked while it is worked on
///     DIR/.rgit-mirror/new     clones that are not whole yet
struct MirrorFolder: Sendable {
    /// The name of the manifest.
    static let manifestName = "mirror.json"

    /// The name of the directory for what is rgit's own.
    static let ownName = Array(".rgit-mirror".utf8)

    /// Its absolute path.
    let path: [UInt8]

    private var ownPath: [UInt8] { path.appendingPath(Self.ownName) }
    private var locksPath: [UInt8] { ownPath.appendingPath("locks") }
    private var clonesPath: [UInt8] { ownPath.appendingPath("new") }

    /// Makes the folder where there is none, and removes what killed runs have left half done.
    ///
    /// - Throws: `RgitError` of kind `.io`, and `.usage` for a git directory.
    init(_ path: [UInt8]) throws(RgitError) {
        self.path = path
        try DiskWriter.refuseGitDirectory(path, for: "mirrors")
        try DiskWriter.makeDirectories(locksPath)
        try DiskWriter.makeDirectories(clonesPath)
        // What a link leads to is not rgit's to remove.
        for directory in [ownPath, locksPath, clonesPath] { try DiskWriter.refuseLink(directory) }
        for name in FileSystem.list(clonesPath) ?? [] {
            // A clone that is being made by another run is locked.
            guard let lock = try? lock(file: name) else { continue }
            DiskWriter.removeTree(clonesPath.appendingPath(name))
            lock.release()
        }
    }

    /// The absolute path of a mirror.
    func path(of mirror: [UInt8]) -> [UInt8] { path.appendingPath(mirror) }

    /// Where a clone is made before it takes its place.
    func newClone(of mirror: [UInt8]) -> [UInt8] { clonesPath.appendingPath(Self.key(mirror)) }

    /// Puts a clone that is whole in its place.
    func install(_ mirror: [UInt8]) throws(RgitError) {
        let target = path(of: mirror)
        try DiskWriter.makeDirectories(target.parentPath)
        try DiskWriter.rename(newClone(of: mirror), target)
    }

    // MARK: Locks

    /// A lock that this process holds, and what it starts: a git that has outlived a killed run still keeps others away.
    struct Lock {
        let descriptor: Int32
        /// Whether git, or the process that held it before, was ended in the middle of its work.
        let wasAbandoned: Bool

        /// Gives it back. Where git may have left locks of its own (`isClean` is false), the next holder is to remove them.
        func release(isClean: Bool = true) {
            if isClean { _ = ftruncate(descriptor, 0) }
            // Not only closed: a daemon that git has started may hold a copy of the descriptor.
            _ = flock(descriptor, LOCK_UN)
            close(descriptor)
        }
    }

    /// Locks a mirror; `nil` where another process holds it.
    func lock(_ mirror: [UInt8]) throws(RgitError) -> Lock? {
        try lock(file: Self.key(mirror))
    }

    private func lock(file: [UInt8]) throws(RgitError) -> Lock? {
        let path = locksPath.appendingPath(file)
        let descriptor =
            unsafe FileSystem.withPath(path) { unsafe open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) } ?? -1
        guard descriptor >= 0 else { throw FileSystem.failure("cannot lock", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            errno = code
            throw FileSystem.failure("cannot lock", path)
        }
        let wasAbandoned = lseek(descriptor, 0, SEEK_END) > 0
        var mark: UInt8 = UInt8(ascii: "+")
        _ = unsafe pwrite(descriptor, &mark, 1, 0)
        return Lock(descriptor: descriptor, wasAbandoned: wasAbandoned)
    }

    /// Waits for the lock of something that is no mirror: `manifest`, or `flat`.
    ///
    /// - Throws: `RgitError` of kind `.cancelled` where a stop is asked for.
    func waitForLock(_ name: String, _ stop: StopSignal) throws(RgitError) -> Lock {
        while true {
            if let lock = try lock(file: Array(name.utf8)) { return lock }
            if stop.wait(milliseconds: 20) { throw RgitError(.cancelled, "interrupted") }
        }
    }

    /// The name of the files that belong to a mirror: paths are too long for one.
    private static func key(_ mirror: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.add(mirror)
        return Array(hash.finish().hex.prefix(32))
    }

    /// Removes the lock files that a killed git has left in a mirror. Only for its lock's holder.
    func removeStaleLocks(of mirror: [UInt8]) {
        let path = path(of: mirror)
        func removeLocks(_ directory: [UInt8], depth: Int) {
            for (name, kind) in FileSystem.entries(directory) ?? [] {
                let entry = directory.appendingPath(name)
                if kind == .directory {
                    if depth > 0 { removeLocks(entry, depth: depth - 1) }
                } else if name.suffix(5).elementsEqual(".lock".utf8) {
                    DiskWriter.remove(entry)
                }
            }
        }
        removeLocks(path, depth: 0)
        removeLocks(path.appendingPath("objects"), depth: 0)
        removeLocks(path.appendingPath("objects/info"), depth: 2)
        removeLocks(path.appendingPath("reftable"), depth: 0)
        removeLocks(path.appendingPath("refs"), depth: 64)
    }

    // MARK: Files

    /// Writes a file anew.
    func replace(_ name: String, with content: [UInt8]) throws(RgitError) {
        try DiskWriter.replace(path.appendingPath(name), with: content)
    }
}
