// The mutator's repositories: made by git once, held in memory, mutated and written anew for every seed.

import Support

/// A small repository as the files it consists of.
struct FuzzTemplate {
    /// What kind of repository it is.
    let name: String
    /// The folder commands run in, below the repository's own; begins with a slash unless it is empty.
    let workingDirectory: String
    /// Every file by its path below the folder, with its content; symbolic links are left out.
    let files: [(path: String, content: [UInt8])]
    /// Objects by the path of their loose file: type and content.
    let objects: [(path: String, type: String, content: [UInt8])]

    /// Takes a repository, whose references are put into tables by `writer` where there is one.
    private init(
        _ name: String, _ repository: ScratchRepository, workingDirectory: String = "",
        _ writer: ReftableWriter? = nil
    ) throws {
        self.name = name
        self.workingDirectory = workingDirectory
        let objectFolder = repository.gitDirectory == repository.path ? "objects" : ".git/objects"
        var objects: [(String, String, [UInt8])] = []
        let list = try repository.git(
            "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname) %(objecttype)")
        for line in list.lines.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
            let content = try repository.git("cat-file", words[1], words[0]).stdout
            objects.append(
                ("\(objectFolder)/\(words[0].prefix(2))/\(words[0].dropFirst(2))", words[1], content))
        }
        // The last thing that git may have to do here.
        if let writer { try repository.keepReferencesInReftables(writer, seed: 3) }
        files = try Self.files(below: repository.path, under: "").sorted { $0.path < $1.path }
        self.objects = objects.map { (path: $0.0, type: $0.1, content: $0.2) }
    }

    private static func files(
        below path: String, under prefix: String
    ) throws -> [(path: String, content: [UInt8])] {
        var result: [(path: String, content: [UInt8])] = []
        for name in try FileTree.names(in: Array(path.utf8)) {
            let name = String(decoding: name, as: UTF8.self)
            if name == "hooks" { continue }
            let full = "\(path)/\(name)"
            if (try? FileTree.names(in: Array(full.utf8))) != nil {
                result += try files(below: full, under: "\(prefix)\(name)/")
            } else {
                result.append(("\(prefix)\(name)", try FileTree.read(Array(full.utf8))))
            }
        }
        return result
    }

    /// One of each kind.
    static func all() throws -> [FuzzTemplate] {
        var result = [try FuzzTemplate("loose objects", repository())]

        let packed = try repository()
        try packed.git("repack", "-a", "-d", "-q", "--window=10")
        try packed.git("pack-refs", "--all")
        try packed.git("commit-graph", "write", "--reachable", "--changed-paths")
        try packed.git("multi-pack-index", "write")
        result.append(try FuzzTemplate("packed", packed))

        let split = try repository()
        try split.git("-c", "repack.useDeltaBaseOffset=false", "repack", "-a", "-d", "-q")
        try split.git("update-index", "--index-version", "4", "--split-index")
        try split.git("config", "core.bigFileThreshold", "20")
        result.append(try FuzzTemplate("split index", split, workingDirectory: "/d"))

        let bare = try repository()
        try bare.git("config", "core.bare", "true")
        try bare.git("pack-refs", "--all")
        try bare.git("worktree", "add", "-q", "\(bare.path)/linked", "topic")
        // The repository is going to be in another folder.
        try bare.write("linked/.git", "gitdir: ../.git/worktrees/linked\n")
        result.append(try FuzzTemplate("linked worktree", bare, workingDirectory: "/linked"))

        let shallow = try repository()
        let boundary = try shallow.git.line("rev-parse", "HEAD~1")
        try FileTree.write(Array("\(boundary)\n".utf8), to: Array("\(shallow.gitDirectory)/shallow".utf8))
        try shallow.git("config", "remote.origin.promisor", "true")
        try shallow.git("config", "remote.origin.partialCloneFilter", "tree:0")
        try shallow.git("config", "extensions.partialClone", "origin")
        result.append(try FuzzTemplate("shallow and partial", shallow))
        var writer = ReftableWriter()
        writer.looseBlockSize = 200
        result.append(try FuzzTemplate("reftables", repository(), writer))
        let long = try repository(.sha256)
        try long.repack()
        try long.git("commit-graph", "write", "--reachable", "--changed-paths")
        result.append(try FuzzTemplate("SHA-256", long))
        return result
    }

    /// A few commits with everything that rgit reads beside them.
    private static func repository(_ hash: HashFunction = .usual) throws -> ScratchRepository {
        var history = HistoryBuilder(hash: hash)
        func lines(_ range: Range<Int>, _ word: String) -> String { range.map { "\(word) \($0)\n" }.joined() }
        func person(_ name: String, _ date: Int, _ zone: String) -> Person {
            Person(
                name: Array(name.utf8), email: Array("\(name)@x".utf8), date: Hermetic.date + date,
                offset: zone)
        }
        let one = history.commit(
            "one\n", author: person("a", 0, "+0100"),
            [
                .file("f", lines(0..<20, "f")), .file("d/g", lines(0..<20, "g")),
                .file("d/e/h", lines(0..<5, "h")),
                .file("x.u", "u\n"),
                .file(".gitattributes", "*.u working-tree-encoding=UTF-16\n*.b binary\n* text\n"),
                .file(".mailmap", "A <a@x> <b@x>\n"),
                .file(".gitmodules", "[submodule \"s\"]\n\tpath = s\n\turl = u\n"),
            ])
        let two = history.commit(
            "two\n\nSigned-off-by: b <b@x>\n", parents: [one], author: person("b", 100, "-0800"),
            [.file("f", lines(0..<10, "f") + "new\n" + lines(10..<20, "f")), .file("n.b", "\0\0")])
        let side = history.commit(
            "side\n", on: "topic", parents: [one], author: person("c", 150, "+0530"),
            [.file("d/g", lines(5..<25, "g"))])
        let merge = history.commit("merge\n", parents: [two, side], author: person("a", 200, "+0000"))
        history.commit(
            "last\n", parents: [merge], author: person("b", 300, "+0000"),
            [
                .delete(path: Array("d/e/h".utf8)), .file("i/h", lines(0..<5, "h")),
                .file("d/g", lines(0..<22, "g")),
            ])
        let repository = try ScratchRepository(hash: hash)
        try repository.load(history)
        let last = try repository.git.line("rev-parse", "main")
        try repository.git("reset", "-q", "--hard", "main~1")
        try repository.git("reset", "-q", "--hard", last)
        try repository.git("tag", "-a", "-m", "t", "v1", "main~1")
        try repository.git("update-ref", "refs/remotes/origin/main", "main~1")
        try repository.git("config", "branch.main.remote", "origin")
        try repository.git("config", "branch.main.merge", "refs/heads/main")
        try repository.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
        try repository.git("replace", "main~2", "topic")
        try repository.write("f", "changed\n")
        try repository.write("d/g", "staged\n")
        try repository.git("add", "d/g")
        try FileTree.write(
            Array("*.c diff=x\n".utf8), to: Array("\(repository.gitDirectory)/info/attributes".utf8))
        return repository
    }
}
