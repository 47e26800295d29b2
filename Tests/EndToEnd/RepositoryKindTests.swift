// Repositories of later gits, with other working trees or with files of other versions: what changes nothing is accepted.

import Support
import Testing

@Suite struct RepositoryKindTests {
    private func repository(_ commits: Int = 3) throws -> ScratchRepository {
        let repository = try ScratchRepository()
        for number in 1...commits {
            try repository.write("f", (1...number).map { "\($0)\n" }.joined())
            try repository.git("add", ".")
            try repository.git("commit", "-q", "-m", "c\(number)")
        }
        return repository
    }

    private func append(_ text: String, to file: String) throws {
        let path = Array(file.utf8)
        try FileTree.write(try FileTree.read(path) + Array(text.utf8), to: path)
    }

    private static let commands: [[String]] = [
        ["log", "--count"], ["log", "--json"], ["contributors", "--json"], ["branches", "--json"],
        ["blame", "f"],
        ["blame-stats", "--json"], ["diff-stats", "--json"], ["diff-stats", "--staged"],
    ]

    // MARK: Extensions

    @Test(
        arguments: [
            "relativeWorktrees = true", "relativeWorktrees = false", "compatObjectFormat = sha256",
            "submodulePathConfig = true", "noop = x", "noop-v1 = x", "preciousObjects = true",
            "objectFormat = sha1", "refStorage = files", "partialClone = origin", "worktreeConfig = true",
        ])
    func extensionsThatChangeNothingForAReader(setting: String) throws {
        let repository = try repository()
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try append("[extensions]\n\t\(setting)\n", to: "\(repository.gitDirectory)/config")
        for command in Self.commands {
            let result = try repository.rgit.run(command).expecting(0)
            #expect(result.errorText.isEmpty, "\(result)")
        }
    }

    @Test(arguments: [
        "unheardOf = true", "refStorage = database", "objectFormat = md5", "objectFormat = SHA256",
    ])
    func otherExtensionsAreRefusedByName(setting: String) throws {
        let repository = try repository()
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try append("[extensions]\n\t\(setting)\n", to: "\(repository.gitDirectory)/config")
        let result = try repository.rgit("log", "--count").expecting(3)
        let words = setting.lowercased().split(separator: " = ")
        #expect(words.contains { result.errorText.lowercased().contains($0) }, "\(result)")
    }

    /// What `git worktree add --relative-paths` of git 2.48 makes.
    @Test func relativeWorktrees() throws {
        let repository = try repository()
        let tree = "\(repository.folder.path)/tree"
        try repository.git("worktree", "add", "-q", "-b", "side", tree, "HEAD~1")
        try FileTree.write(
            Array("gitdir: ../repo/.git/worktrees/tree\n".utf8), to: Array("\(tree)/.git".utf8))
        let entry = "\(repository.gitDirectory)/worktrees/tree/gitdir"
        try FileTree.write(Array("../../../../tree/.git\n".utf8), to: Array(entry.utf8))
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try repository.git("config", "extensions.relativeWorktrees", "true")
        #expect(try repository.rgit("log", "--count").expecting(0).text == "3\n")
        #expect(try repository.rgit("log", "--count", "--all").expecting(0).text == "3\n")
        #expect(try repository.rgit.at(tree)("log", "--count").expecting(0).text == "2\n")
        #expect(try repository.rgit.at(tree)("log", "--count", "--all").expecting(0).text == "3\n")
        #expect(try repository.rgit.at(tree)("diff-stats", "--numstat").expecting(0).text.isEmpty)
    }

    // MARK: Working trees

    @Test func bisectInAnotherWorkingTree() throws {
        let repository = try repository(4)
        let tree = "\(repository.folder.path)/tree"
        try repository.git("worktree", "add", "-q", "-b", "side", tree, "HEAD~1")
        try repository.git("bisect", "start", "-q", "HEAD", "HEAD~3")
        for arguments in [
            ["log", "--all", "--count"], ["contributors", "--all"], ["branches", "-a"], ["log"],
        ] {
            let result = try repository.rgit.at(tree).run(arguments).expecting(0)
            #expect(result.errorText.isEmpty, "\(result)")
        }
        // The other way round, and both at once.
        let git = repository.git.at(tree)
        try git("bisect", "start", "-q", "HEAD", "HEAD~2")
        for (rgit, git) in [(repository.rgit.at(tree), git), (repository.rgit, repository.git)] {
            let expected = try git("rev-list", "--all", "--count").text
            #expect(try rgit("log", "--all", "--count").expecting(0).text == expected)
        }
        try repository.git("bisect", "reset")
        #expect(try repository.rgit("log", "--all", "--count").expecting(0).errorText.isEmpty)
    }

    @Test func anAbsoluteWorkingTreeThatIsGone() throws {
        let repository = try repository()
        try repository.git("config", "core.worktree", "\(repository.folder.path)/gone")
        for arguments in [
            ["log", "--count"], ["contributors"], ["branches"], ["diff-stats", "HEAD~1", "HEAD"],
        ] {
            let result = try repository.rgit.run(arguments).expecting(0)
            #expect(result.errorText.isEmpty, "\(result)")
        }
        #expect(
            try repository.rgit("log", "--count").text == repository.git("rev-list", "--count", "HEAD").text)
        #expect(try repository.git.attempt(["diff", "HEAD"]).exitStatus == 128)
        for arguments in [["diff-stats"], ["blame", "f"]] {
            let result = try repository.rgit.run(arguments).expecting(3)
            #expect(result.errorText.contains("gone"), "\(result)")
        }
        // Git enters a relative one at once.
        try repository.git.run(["config", "core.worktree", "../gone"])
        #expect(try repository.git.attempt(["log"]).exitStatus == 128)
        try repository.rgit("log").expecting(3)
    }

    @Test func aWorkingTreeOfTheEnvironmentThatIsGone() throws {
        let repository = try repository()
        let rgit = repository.rgit.with("GIT_WORK_TREE", "\(repository.folder.path)/gone")
        try rgit("log").expecting(0)
        try rgit("diff-stats").expecting(3)
    }

    // MARK: Commit-graphs

    @Test(arguments: [4, 5], [0, 2, 3, 255] as [UInt8])
    func aCommitGraphOfAnotherVersion(offset: Int, version: UInt8) throws {
        let repository = try repository()
        try repository.git("commit-graph", "write", "--reachable")
        let file = Array("\(repository.gitDirectory)/objects/info/commit-graph".utf8)
        var bytes = try FileTree.read(file)
        bytes[offset] = version
        TemporaryFolder.removeTree(file)
        try FileTree.write(bytes, to: file)
        #expect(try repository.git("rev-list", "--count", "HEAD").text == "3\n")
        for command in Self.commands {
            let result = try repository.rgit.run(command).expecting(0)
            if !command.contains("diff-stats") {
                #expect(result.errorText.hasPrefix("warning: commit-graph"), "\(result)")
                #expect(result.errorText.filter { $0 == "\n" }.count == 1, "\(result)")
            }
        }
        #expect(try repository.rgit("log", "--count").text == "3\n")
    }
}
