// Commits that are not there: HEAD's own, and those that only excluded history leads to.

import Support
import Testing

@Suite struct MissingHistoryTests {
    private func repository() throws -> (ScratchRepository, [String]) {
        let repository = try ScratchRepository()
        var commits: [String] = []
        for number in 1...4 {
            try repository.write("f", (1...number).map { "\($0)\n" }.joined())
            try repository.git("add", ".")
            try repository.git("commit", "-q", "-m", "c\(number)")
            commits.append(try repository.git.line("rev-parse", "HEAD"))
        }
        return (repository, commits)
    }

    private func remove(_ object: String, of repository: ScratchRepository) throws {
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(object).utf8))
    }

    private static let commands: [[String]] = [
        ["diff-stats"], ["diff-stats", "--staged"], ["diff-stats", "HEAD"], ["log"], ["log", "--count"],
        ["contributors"], ["blame-stats"], ["blame", "f"], ["blame", "HEAD", "--", "f"], ["branches"],
    ]

    @Test(arguments: commands) func headsCommitIsMissing(command: [String]) throws {
        let (repository, commits) = try repository()
        try remove(commits[3], of: repository)
        let result = try repository.rgit.run(command, with: "--quiet").expecting(3)
        let names = ["bad object: HEAD", "missing object \(commits[3])"]
        #expect(names.contains { result.errorText.contains($0) }, "\(result)")
        #expect(!result.text.contains("f"), "\(result)")
        // Detached as well.
        try FileTree.write(Array("\(commits[3])\n".utf8), to: Array("\(repository.gitDirectory)/HEAD".utf8))
        try repository.rgit.run(command).expecting(3)
    }

    @Test(arguments: commands) func thePackOfHeadsCommitHasNoIndex(command: [String]) throws {
        let (repository, _) = try repository()
        let pack = try repository.repack()
        TemporaryFolder.removeTree(Array("\(pack.dropLast(5)).idx".utf8))
        try repository.rgit.run(command).expecting(3)
    }

    @Test(arguments: commands) func headsReferenceIsBroken(command: [String]) throws {
        let (repository, commits) = try repository()
        for content in ["", "\(commits[3].dropLast())\n", "ref: \n"] {
            let file = "\(repository.gitDirectory)/refs/heads/main"
            try FileTree.write(Array(content.utf8), to: Array(file.utf8))
            try repository.rgit.run(command).expecting(3)
        }
    }

    @Test func anUnbornBranchIsNoMissingCommit() throws {
        let (repository, _) = try repository()
        try repository.pointHead(at: "unborn")
        let rows = try repository.rgit.json(["diff-stats"])
        #expect(rows["total"]?["insertions"]?.integer == 4)
        #expect(try repository.git("diff", "--cached", "--numstat").text == "4\t0\tf\n")
    }

    @Test func theHeadOfASubmoduleIsMissing() throws {
        let (inner, commits) = try repository()
        let outer = try ScratchRepository()
        try outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "s")
        try outer.git("commit", "-q", "-m", "one")
        let loose =
            "\(outer.gitDirectory)/modules/s/objects/\(commits[3].prefix(2))/\(commits[3].dropFirst(2))"
        TemporaryFolder.removeTree(Array(loose.utf8))
        for pack in try FileTree.names(in: Array("\(outer.gitDirectory)/modules/s/objects/pack".utf8)) {
            TemporaryFolder.removeTree(Array("\(outer.gitDirectory)/modules/s/objects/pack/".utf8) + pack)
        }
        try outer.rgit("diff-stats").expecting(3)
    }

    // MARK: Excluded history

    @Test func excludedHistoryMissing() throws {
        let (repository, commits) = try repository()
        try remove(commits[1], of: repository)
        for range in [["HEAD~1..HEAD"], ["HEAD", "^HEAD~1"], ["HEAD~1..HEAD", "--", "f"]] {
            let expected = try repository.git.run(["log", "--format=%s"] + range).text
            let found = try repository.rgit.run(["log", "--tsv", "--fields", "summary"] + range).expecting(0)
            #expect(found.text == "summary\n\(expected)", "\(range)")
            #expect(found.errorText.isEmpty, "\(found)")
            let people = try repository.rgit.run(["contributors", "--tsv", "--fields", "commits"] + range)
                .expecting(0)
            #expect(people.text == "commits\n1\n")
        }
        #expect(try repository.rgit("log", "--count", "HEAD~1..HEAD").expecting(0).text == "1\n")
    }

    @Test func branchesCompareWhatOnlyOneOfThemHas() throws {
        let (repository, commits) = try repository()
        try repository.git("branch", "side", "HEAD~1")
        try repository.git("config", "branch.main.remote", ".")
        try repository.git("config", "branch.main.merge", "refs/heads/side")
        try remove(commits[1], of: repository)
        for (option, name) in [("--merged=side", "side"), ("--contains=main", "main")] {
            let expected = try repository.git("branch", "--format=%(refname:short)", option).lines.map(\.text)
            #expect(expected == [name])
            let found = try repository.rgit("branches", "--tsv", "--fields", "name", option).expecting(0)
            #expect(found.lines.dropFirst().map(\.text) == expected, "\(found)")
        }
        // Git stops here, looking for a merge base; what only one of the two has is known all the same.
        let rows = try repository.rgit.json(["branches", "main"])["branches"]?.array ?? []
        #expect(rows.map { $0["ahead"]?.integer } == [1])
        #expect(rows.map { $0["behind"]?.integer } == [0])
        // Behind a commit of only one side nothing is known.
        try repository.git("branch", "old", commits[0])
        #expect(try repository.rgit("branches", "--contains=old").expecting(3).errorText.contains(commits[1]))
    }

    @Test func historyThatIsShownIsNotExcused() throws {
        let (repository, commits) = try repository()
        try repository.git("branch", "side", "HEAD~1")
        // `side` and its twin both lead to the commit that is not there; one is excluded, the other is shown.
        let tree = try repository.git.line("rev-parse", "HEAD^{tree}")
        let twin = try repository.git.line("commit-tree", "-p", commits[1], "-m", "twin", tree)
        try repository.git("update-ref", "refs/heads/twin", twin)
        try remove(commits[1], of: repository)
        #expect(try repository.git.attempt(["rev-list", "--count", "twin", "^side"]).exitStatus == 128)
        let result = try repository.rgit("log", "--count", "twin", "^side").expecting(3)
        #expect(result.errorText.contains("missing object: \(commits[1])"), "\(result)")
        // An excluded commit that is itself missing is an error in git too.
        try repository.rgit("log", "HEAD", "^\(commits[1])").expecting(3)
    }
}
