// FIFOs, endless devices and directories where rgit expects a file to read: an answer or one clear error, at once.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct SpecialFilesTests {
    /// What is put in a file's place.
    enum Kind: CaseIterable, Sendable {
        case fifo
        case endless
        case directory
    }

    /// A file rgit reads, the question that makes it do so, and what comes of each kind.
    struct Place: Sendable, CustomStringConvertible {
        var path: String
        var command: [String]
        /// The error for a FIFO or a device; `nil` where the answer comes without the file, as git's without it.
        var refusal: String?
        /// The same of a directory.
        var directory: String?

        init(_ path: String, _ command: [String], _ refusal: String?, directory: String?) {
            self.path = path
            self.command = command
            self.refusal = refusal
            self.directory = directory
        }

        var description: String { path }
    }

    private static let irregular = "not a regular file"
    private static let log = ["log", "--all", "--count"]

    static let places = [
        Place(".git/HEAD", log, "not a git repository", directory: "not a git repository"),
        Place(".git/config", log, irregular, directory: irregular),
        Place(".git/config.worktree", log, irregular, directory: irregular),
        Place("included", log, irregular, directory: irregular),
        Place(".git/commondir", log, irregular, directory: irregular),
        Place(".git/packed-refs", log, irregular, directory: irregular),
        Place(".git/refs/heads/other", log, "broken reference: refs/heads/other", directory: nil),
        Place(".git/info/grafts", log, irregular, directory: nil),
        Place(".git/shallow", log, irregular, directory: nil),
        Place(
            ".git/logs/refs/heads/main", ["log", "--count", "main@{0}"], "ambiguous argument",
            directory: "ambiguous argument"),
        Place(".git/index", ["diff-stats"], irregular, directory: irregular),
        Place(".gitattributes", ["diff-stats"], nil, directory: nil),
        Place(".git/info/attributes", ["diff-stats"], nil, directory: nil),
        Place(".gitmodules", ["diff-stats"], nil, directory: nil),
        Place(".mailmap", ["contributors"], nil, directory: nil),
        Place("people", ["contributors"], nil, directory: nil),
        Place(".git/MERGE_HEAD", ["blame", "f"], irregular, directory: nil),
        Place(
            "ignored", ["blame", "--ignore-revs-file", "ignored", "f"], irregular, directory: irregular),
        Place(".git/objects/info/alternates", log, nil, directory: nil),
        Place(".git/objects/info/commit-graph", log, nil, directory: nil),
        Place(".git/objects/pack/multi-pack-index", log, nil, directory: nil),
    ]

    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository { history in
            let one = history.commit("one", [.file("f", "1\n")])
            history.point("other", at: history.commit("two", parents: [one], [.file("f", "1\n2\n")]))
        }
        try repository.checkOut()
        try repository.write("f", "changed\n")
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try repository.git("config", "extensions.worktreeConfig", "true")
        try repository.git("config", "include.path", "../included")
        try repository.git("config", "mailmap.file", "people")
        return repository
    }

    @Test(arguments: places, Kind.allCases)
    func specialFileIsNeverWaitedFor(place: Place, kind: Kind) throws {
        let repository = try repository()
        let path = "\(repository.path)/\(place.path)"
        TemporaryFolder.removeTree(Array(path.utf8))
        if let slash = path.lastIndex(of: "/") { try FileTree.makeFolder(Array(path[..<slash].utf8)) }
        switch kind {
        case .fifo: #expect(mkfifo(path, 0o644) == 0)
        case .endless: #expect(symlink("/dev/zero", path) == 0)
        case .directory: #expect(mkdir(path, 0o755) == 0)
        }
        var rgit = repository.rgit
        rgit.runner.timeout = 30
        let result = try rgit.run(place.command)
        if let refusal = kind == .directory ? place.directory : place.refusal {
            #expect(result.exitStatus == 3, "\(result)")
            #expect(result.errorText.hasPrefix("rgit: \(refusal)"), "\(result)")
            #expect(
                result.errorText.split(separator: "\n").filter { !$0.hasPrefix("hint: ") }.count == 1,
                "\(result)")
        } else {
            #expect(result.stdout.isEmpty == false, "\(result)")
            #expect(result.exitStatus == 0 || place.path.contains("commit-graph"), "\(result)")
        }
    }

    /// The null device names no file wherever git's own tests and many scripts use it so.
    @Test func nullDeviceIsAnEmptyFile() throws {
        let repository = try repository()
        let rgit = repository.rgit.with("GIT_CONFIG_GLOBAL", "/dev/null").with(
            "GIT_CONFIG_SYSTEM", "/dev/null")
        try repository.git("config", "mailmap.file", "/dev/null")
        #expect(try rgit("contributors", "--csv").expecting(0).stdout.isEmpty == false)
        #expect(
            try rgit("blame", "--ignore-revs-file", "/dev/null", "f").expecting(0).stdout.isEmpty == false)
    }
}
