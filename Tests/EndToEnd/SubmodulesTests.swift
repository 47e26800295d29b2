// `rgit submodules` beside `git submodule status --recursive`.

import Support
import Testing

@Suite struct SubmodulesTests {
    /// A repository with submodules three deep, in all states.
    private func makeRepository() throws -> ScratchRepository {
        let repository = try ScratchRepository { $0.commit("top", [.file("a", "1\n")]) }
        try repository.checkOut()
        let folder = repository.folder.path
        let git = repository.git
        var previous: String?
        for name in ["deepest", "deep", "middle", "plain", "other"] {
            let path = try repository.folder.makeFolder(name)
            let inner = git.at(path)
            try inner("init", "-q", "--initial-branch=main")
            try inner("commit", "-q", "--allow-empty", "-m", "one")
            if name != "other" { try inner("commit", "-q", "--allow-empty", "-m", "two") }
            if ["deep", "middle"].contains(name), let previous {
                try add(inner, previous, at: "sub/\(previous)")
            }
            if name == "middle" { try inner("tag", "-a", "-m", "t", "v1", "main~1") }
            if name == "plain" { try inner("tag", "light") }
            previous = name
        }
        try add(git, "middle", at: "x/middle")
        try add(git, "plain", at: "plain")
        try add(git, "other", at: "other")
        try add(git, "plain", at: "changed")
        try add(git, "plain", at: "left")
        try git("config", "-f", ".gitmodules", "submodule.plain.branch", "stable")
        try git("commit", "-q", "-am", "submodules")
        try git.with("GIT_ALLOW_PROTOCOL", "file")("submodule", "update", "-q", "--init", "--recursive")
        try git.at("\(repository.path)/changed")("checkout", "-q", "--detach", "main~1")
        try git("submodule", "deinit", "-q", "-f", "left")
        #expect(!folder.isEmpty)
        return repository
    }

    private func add(_ git: Git, _ name: String, at path: String) throws {
        let parent = git.runner.workingDirectory
        let source = parent.split(separator: "/").dropLast().joined(separator: "/")
        try git("-c", "protocol.file.allow=always", "submodule", "add", "-q", "/\(source)/\(name)", path)
        try git("commit", "-q", "-m", "add \(path)")
    }

    private func compare(_ repository: ScratchRepository, _ options: [String]) throws {
        let expected = try repository.git.run(["submodule", "status"] + options).lines.map(\.text)
        let rows = try repository.rgit.json(["submodules"] + options)["submodules"]?.array ?? []
        let lines = rows.map { row in
            let status = row["status"]?.text ?? ""
            let id = status == "+" ? row["head_hexsha"]?.text : row["hexsha"]?.text
            let name = row["describe"]?.text.map { " (\($0))" } ?? ""
            return status + (id ?? repository.hash.zeros) + " " + (row["path"]?.text ?? "") + name
        }
        #expect(lines == expected, "\(options)")
    }

    @Test func everyLineIsGits() throws {
        let repository = try makeRepository()
        for options in [[], ["--recursive"], ["plain"], ["--recursive", "--", "x"]] {
            try compare(repository, options)
        }
        let rows = try repository.rgit.json(["submodules", "-r"])["submodules"]?.array ?? []
        #expect(rows.compactMap { $0["depth"]?.integer }.max() == 2)
        let plain = rows.first { $0["path"]?.text == "plain" }
        #expect(plain?["branch"]?.text == "stable")
        #expect(plain?["name"]?.text == "plain")
        #expect(plain?["url"]?.text == (try repository.git.line("config", "submodule.plain.url")))
        let left = rows.first { $0["path"]?.text == "left" }
        #expect(left?["configured_url"]?.text == nil)
        #expect(left?["url"]?.text != nil)
        // Switched off, and in conflict.
        try repository.git("config", "submodule.other.active", "false")
        let id = try repository.git.line("rev-parse", ":plain")
        let lines = (1...3).map { "160000 \(id) \($0)\tplain\n" }.joined()
        try repository.git("update-index", "--index-info", input: Array("0 \(id)\tplain\n\(lines)".utf8))
        try compare(repository, ["--recursive"])
        try repository.git("config", "submodule.active", "x/*")
        try compare(repository, ["--recursive"])
    }

    @Test func whatIsMissingIsNamed() throws {
        let repository = try makeRepository()
        try repository.git("config", "-f", ".gitmodules", "--remove-section", "submodule.other")
        let result = try repository.rgit("submodules", "--value", "path")
        #expect(result.exitStatus == 3)
        #expect(result.lines.map(\.text) == ["changed", "left", "plain", "x/middle"])
        #expect(result.errorText.contains("no submodule mapping found in .gitmodules for path: other"))
        let bare = try ScratchRepository(bare: true) { $0.commit("one") }
        #expect(try bare.rgit("submodules").exitStatus == 2)
    }
}
