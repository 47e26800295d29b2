// What branches follow, beside `git for-each-ref`: refspecs of all kinds, remotes in files of older gits.

import Support
import Testing

@Suite struct UpstreamTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository { history in
            let one = history.commit("one")
            history.commit("two", parents: [one])
        }
        try repository.git("update-ref", "refs/remotes/o/main", "HEAD~1")
        try repository.git("config", "branch.main.remote", "o")
        try repository.git("config", "branch.main.merge", "refs/heads/main")
        return repository
    }

    /// Compares the upstream with git's and returns it.
    @discardableResult
    private func compare(
        _ repository: ScratchRepository, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let format = "--format=%(upstream)"
        let expected = try repository.git("for-each-ref", format, "refs/heads/main").lines.first?.text ?? ""
        let rows = try repository.rgit.json(["branches", "main"])["branches"]?.array ?? []
        #expect(
            rows.map { $0["tracking_branch"]?.text ?? "" } == [expected], "\(what)",
            sourceLocation: sourceLocation)
        let git = try repository.git.attempt(["rev-parse", "--verify", "-q", "main@{upstream}"])
        let rgit = try repository.rgit("log", "-n1", "--tsv", "--fields", "hexsha", "main@{upstream}", "--")
        #expect((git.exitStatus == 0) == (rgit.exitStatus == 0), "\(what)", sourceLocation: sourceLocation)
        if git.exitStatus == 0 {
            #expect(rgit.lines.last == git.lines.first, "\(what)", sourceLocation: sourceLocation)
        }
        let push = try repository.git.attempt(["rev-parse", "--verify", "-q", "main@{push}"])
        let pushed = try repository.rgit("log", "-n1", "--tsv", "--fields", "hexsha", "main@{push}", "--")
        #expect((push.exitStatus == 0) == (pushed.exitStatus == 0), "\(what)", sourceLocation: sourceLocation)
        return expected
    }

    @Test(
        arguments: [
            (["^refs/heads/main", "+refs/heads/*:refs/remotes/o/*"], "refs/remotes/o/main"),
            (["+refs/heads/*:refs/remotes/o/*", "^refs/heads/main"], "refs/remotes/o/main"),
            (["+refs/heads/*:refs/remotes/o/*", "^refs/heads/m*"], "refs/remotes/o/main"),
            (["refs/heads/main:refs/remotes/o/main", "^refs/heads/main"], ""),
            (["refs/heads/main:refs/remotes/o/main", "^refs/heads/*"], ""),
            (["refs/heads/main:refs/remotes/o/main", "^refs/heads/other"], "refs/remotes/o/main"),
            (["+refs/*:refs/*", "^refs/heads/main"], ""),
            (["+refs/*:refs/*", "^refs/heads/x"], "refs/heads/main"),
            (["refs/heads/main"], ""), (["refs/heads/main:"], ""),
            (["refs/heads/ma*:refs/remotes/o/ma*"], "refs/remotes/o/main"),
            (["refs/heads/other:refs/remotes/o/x", "refs/heads/*:refs/remotes/o/*"], "refs/remotes/o/main"),
        ] as [([String], String)])
    func refspecs(_ refspecs: [String], upstream: String) throws {
        let repository = try repository()
        try repository.git("config", "remote.o.url", "x")
        for refspec in refspecs { try repository.git("config", "--add", "remote.o.fetch", refspec) }
        #expect(try compare(repository, "\(refspecs)") == upstream)
    }

    @Test(arguments: [
        "refs/heads/*", "refs/heads/*:refs/remotes/o/x", "^refs/heads/a:b", "^", "a b:c", "a:b:c d",
    ])
    func invalidRefspecsAreNamed(refspec: String) throws {
        let repository = try repository()
        try repository.git("config", "remote.o.url", "x")
        try repository.git("config", "remote.o.fetch", refspec)
        #expect(try repository.git.attempt(["for-each-ref", "--format=%(upstream)"]).exitStatus == 128)
        let result = try repository.rgit("branches").expecting(3)
        #expect(result.errorText.contains("invalid refspec"), "\(result)")
        #expect(result.text.contains("main"), "\(result)")
    }

    @Test func remotesInFilesOfOlderGits() throws {
        let repository = try repository()
        let folder = repository.gitDirectory
        func write(_ file: String, _ text: String) throws {
            try FileTree.write(Array(text.utf8), to: Array("\(folder)/\(file)".utf8))
        }
        try write("remotes/o", "URL: x\nPull: refs/heads/main:refs/remotes/o/main\n")
        #expect(try compare(repository, "remotes") == "refs/remotes/o/main")
        try write("remotes/o", "Pull:refs/heads/*:refs/remotes/o/* \nPush: HEAD\nURL:x\n")
        #expect(try compare(repository, "remotes with a pattern") == "refs/remotes/o/main")
        try repository.git("config", "remote.o.url", "x")
        #expect(try compare(repository, "a URL in the configuration hides the file") == "")
        try repository.git("config", "--remove-section", "remote.o")
        try write("remotes/o", "\n")
        try write("branches/o", "http://x/y#main\n")
        #expect(try compare(repository, "branches") == "refs/heads/o")
        try write("branches/o", "http://x/y\n")
        #expect(try compare(repository, "branches without a branch") == "")
        try repository.git("config", "init.defaultBranch", "main")
        #expect(try compare(repository, "branches with a default branch") == "refs/heads/o")
        try write("branches/o", "")
        try compare(repository, "an empty file")
    }

    @Test(arguments: ["main", "refs/heads/other", "v1", "refs/tags/v1", "nothing", "both"])
    func aBranchOfTheSameRepository(merge: String) throws {
        let repository = try repository()
        for name in ["refs/heads/other", "refs/tags/v1", "refs/tags/both", "refs/heads/both"] {
            try repository.git("update-ref", name, "HEAD~1")
        }
        try repository.git("config", "branch.main.remote", ".")
        try repository.git("config", "branch.main.merge", merge)
        let format = "--format=%(upstream)"
        let expected = try repository.git("for-each-ref", format, "refs/heads/main").lines.first?.text
        let rows = try repository.rgit.json(["branches", "main"])["branches"]?.array ?? []
        #expect(rows.first?["tracking_branch"]?.text == expected)
    }
}
