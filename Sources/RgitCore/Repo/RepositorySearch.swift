// Finds the repositories below a directory.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A search for repositories, which leaves out those inside others.
struct RepositorySearch {
    /// Directories that belong to git and to rgit: in a folder of mirrors there are clones that are not whole yet.
    private static let own: Set = [Array(".git".utf8), MirrorFolder.ownName]

    private let top: [UInt8]
    /// Where repositories are, relative to the top, in the order of their bytes; empty for the top itself.
    private(set) var found: [[UInt8]] = []
    /// The directories that cannot be listed.
    private(set) var problems: [RgitError] = []

    /// A search at and below `top`.
    init(_ top: [UInt8]) { self.top = top }

    /// Looks through all directories.
    mutating func run() {
        var waiting: [[UInt8]] = [[]]
        while let directory = waiting.popLast() {
            let path = top.appendingPath(directory)
            if Self.isRepository(path) {
                found.append(directory)
                continue
            }
            guard let entries = FileSystem.entries(path) else {
                // What has gone since it was listed is no problem.
                if directory.isEmpty || !FileSystem.isAbsence(errno) {
                    problems.append(FileSystem.failure("cannot list", path))
                }
                continue
            }
            for entry in entries where entry.kind != .regular && !Self.own.contains(entry.name) {
                let below = directory.isEmpty ? entry.name : directory.appendingPath(entry.name)
                let isDirectory =
                    entry.kind == .directory
                    || FileSystem.status(top.appendingPath(below), followLinks: false)?.isDirectory == true
                if isDirectory { waiting.append(below) }
            }
        }
        found.sort { $0.lexicographicallyPrecedes($1) }
    }

    /// Whether a directory is the top of a working tree, or a bare repository; also where that is damaged, so that it is
    /// named rather than passed over.
    private static func isRepository(_ directory: [UInt8]) -> Bool {
        let dotGit = directory.appendingPath(".git")
        guard let status = FileSystem.status(dotGit) else { return isBare(directory) }
        if status.isRegular { return true }
        guard status.isDirectory else { return isBare(directory) }
        return ["HEAD", "objects"].contains { FileSystem.existsUnfollowed(dotGit.appendingPath($0)) }
            || isBare(directory)
    }

    private static func isBare(_ directory: [UInt8]) -> Bool {
        ["objects", "refs"].allSatisfy { name in
            FileSystem.status(directory.appendingPath(name))?.isDirectory == true
        } && FileSystem.existsUnfollowed(directory.appendingPath("HEAD"))
    }
}
