// A repository of one test's own, in a folder that goes when the test is done.

/// A scratch repository, made by real git, which is also there to compare with.
public final class ScratchRepository: Sendable {
    /// The folder that holds the repository (`repo`), the empty home (`home`), and whatever a test puts there.
    public let folder: TemporaryFolder
    /// The working tree, or the repository itself when it is bare.
    public let path: String
    /// An empty home directory.
    public let home: String
    /// Where the repository's own files are.
    public let gitDirectory: String

    /// How it names its objects.
    public let hash: HashFunction

    /// Makes an empty repository whose HEAD names the branch `main`, unborn.
    public init(bare: Bool = false, hash: HashFunction = .usual) throws {
        self.hash = hash
        folder = try TemporaryFolder()
        home = try folder.makeFolder("home")
        path = try folder.makeFolder("repo")
        gitDirectory = bare ? path : "\(path)/.git"
        try git.run(["init", "--quiet", "--initial-branch=main"] + (bare ? ["--bare"] : []))
    }

    /// Makes a repository of a history: `let repo = try ScratchRepository { $0.commit("one") }`.
    public convenience init(
        bare: Bool = false, hash: HashFunction = .usual, _ build: (inout HistoryBuilder) throws -> Void
    ) throws {
        try self.init(bare: bare, hash: hash)
        var builder = HistoryBuilder(hash: hash)
        try build(&builder)
        try load(builder)
    }

    /// Git in the working tree.
    public var git: Git {
        // Repositories made inside it, submodules above all, are of the same format.
        Git(in: path, home: home, keeping: folder).with("GIT_DEFAULT_HASH", hash.rawValue)
    }
    /// rgit in the working tree.
    public var rgit: Rgit { Rgit(in: path, home: home, keeping: folder) }

    /// Takes a history in; the working tree stays as it is.
    /// - Returns: the object name of every mark.
    @discardableResult
    public func load(_ builder: HistoryBuilder) throws -> [Mark: String] {
        let file = "\(folder.path)/marks"
        try git.run(
            [
                "fast-import", "--quiet", "--force", "--date-format=raw-permissive",
                "--export-marks=\(file)",
            ], input: builder.stream)
        var names: [Mark: String] = [:]
        for line in try FileTree.read(Array(file.utf8)).pieces(endedBy: 0x0A) {
            let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            if words.count == 2, let number = Int(words[0].dropFirst()) {
                names[Mark(number: number)] = words[1]
            }
        }
        return names
    }

    /// Makes index and working tree those of HEAD.
    public func checkOut() throws { try git("reset", "--quiet", "--hard") }

    /// Writes a file of the working tree.
    public func write(_ path: String, _ content: String, mode: UInt32 = 0o644) throws {
        try write(Array(path.utf8), Array(content.utf8), mode: mode)
    }

    /// Writes a file of the working tree whose name is any bytes.
    public func write(_ path: [UInt8], _ content: [UInt8], mode: UInt32 = 0o644) throws {
        try FileTree.write(content, to: Array("\(self.path)/".utf8) + path, mode: mode)
    }

    /// Merges a branch that is in conflict with HEAD, and leaves the conflict in index and working tree.
    ///
    /// - Throws: Where there is no conflict, so that no test compares nothing.
    public func mergeIntoConflict(_ branch: String) throws {
        let result = try git.attempt(["merge", "-q", branch])
        guard result.exitStatus == 1, !(try git("ls-files", "--unmerged").stdout.isEmpty) else {
            throw NoConflict(result: result)
        }
    }

    private struct NoConflict: Error {
        let result: ProcessResult
    }

    /// Points HEAD at a branch, born or not.
    public func pointHead(at branch: String) throws {
        try git("symbolic-ref", "HEAD", "refs/heads/\(branch)")
    }

    /// Detaches HEAD at a revision, the working tree left as it is.
    public func detachHead(at revision: String) throws {
        let hexsha = try git.line("rev-parse", "\(revision)^{commit}")
        try git("update-ref", "--no-deref", "HEAD", hexsha)
    }

    /// Stores an object unchanged, however malformed, and returns its name.
    public func writeObject(_ type: String, _ bytes: [UInt8]) throws -> String {
        let result = try git.run(
            ["hash-object", "-t", type, "-w", "--stdin", "--literally"], input: bytes)
        return String(decoding: result.stdout.dropLast(), as: UTF8.self)
    }

    /// The file a loose object is in.
    public func looseObjectPath(_ hexsha: String) -> String {
        "\(gitDirectory)/objects/\(hexsha.prefix(2))/\(hexsha.dropFirst(2))"
    }

    /// Puts all objects into one pack and removes the loose ones.
    /// - Returns: the pack's path.
    @discardableResult
    public func repack(_ options: String...) throws -> String {
        try git.run(["repack", "-a", "-d", "-q"] + options)
        let packs = Array("\(gitDirectory)/objects/pack".utf8)
        let name = try FileTree.names(in: packs).first { $0.suffix(5) == Array(".pack".utf8)[...] } ?? []
        return String(decoding: packs + [0x2F] + name, as: UTF8.self)
    }
}
