// What the tests of `rgit mirror` share: repositories to be mirrored, servers for them, and looks at the mirrors.

import Support
import Testing

/// A folder of bare repositories, and one of mirrors beside it.
struct MirrorFolder {
    let folder: TemporaryFolder
    let home: String
    /// Where the repositories are, as servers see it.
    var root: String { "\(folder.path)/root" }
    /// Where the mirrors go.
    var mirrors: String { "\(folder.path)/mirrors" }

    init() throws {
        folder = try TemporaryFolder()
        home = try folder.makeFolder("home")
        try folder.makeFolder("root")
    }

    var git: Git { Git(in: root, home: home) }
    var rgit: Rgit { Rgit(in: folder.path, home: home) }

    /// Makes a bare repository of two branches and a tag, with a file of `size` bytes that cannot be compressed.
    func make(_ name: String, size: Int = 20_000) throws {
        try git("init", "--quiet", "--bare", "--initial-branch=main", "\(name).git")
        var random = SplitMix64(seed: UInt64(size))
        let content = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        var history = HistoryBuilder(hash: .usual)
        let first = history.commit("one", [.file("a", bytes: content), .file("b", name)])
        history.point("refs/tags/v1", at: first)
        history.commit("two", on: "topic", parents: [first], [.file("b", "2")])
        try git.at("\(root)/\(name).git").run(["fast-import", "--quiet"], input: history.stream)
    }

    /// The references of a repository, HEAD among them.
    func references(_ path: String) throws -> String {
        let git = git.at(path)
        return try git.line("for-each-ref") + "\n" + git.line("symbolic-ref", "HEAD")
    }

    /// Runs `rgit mirror` and returns its rows.
    func rows(_ arguments: [String], status: Int32 = 0, input: [UInt8] = [], _ rgit: Rgit? = nil) throws
        -> [JSONValue]
    {
        let result = try (rgit ?? self.rgit).run(
            ["mirror", "--json", "--into", "mirrors"] + arguments, input: input)
        return try JSONValue(parsing: result.expecting(status).stdout)["mirrors"]?.array ?? []
    }

    /// The clones that are not whole.
    func drafts() throws -> [[UInt8]] {
        try FileTree.names(in: Array("\(mirrors)/.rgit-mirror/new".utf8))
    }
}

/// Servers of the repositories in a folder.
struct MirrorServers {
    private let program: BackgroundProgram
    private let ports: JSONValue
    let user: String

    init(_ folder: MirrorFolder) throws {
        let script = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        program = try BackgroundProgram(
            ["python3", "/\(script)/Servers/serve.py", folder.root], in: folder.folder.path,
            environment: Hermetic.environment(home: folder.home))
        ports = try JSONValue(parsing: program.firstLine)
        user = ports["user"]?.text ?? ""
    }

    /// `127.0.0.1` and the port of a server: `http`, `git`, `ssh`, `silent`, `refused`.
    func host(_ server: String) -> String { "127.0.0.1:\(ports[server]?.integer ?? 0)" }
}
