// `rgit describe` and `rgit name-rev` beside git on random histories.

import Support
import Testing

@Suite struct DescribeTests {
    static let seeds: [UInt64] = [911, 912, 913, 914]

    /// A random history with tags of all kinds, some of them several times on one commit and under another name.
    private func makeRepository(_ seed: UInt64) throws -> (ScratchRepository, [String]) {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let git = repository.git
        let commits = try git("rev-list", "--all").lines.map(\.text)
        var random = SplitMix64(seed: seed)
        for number in 0..<8 {
            try git("tag", "light/\(number)", random.pick(commits), "-f")
            let dated = git.with("GIT_COMMITTER_DATE", "@\(1_500_000_000 + random.below(200_000_000)) +0000")
            let commit = random.pick(commits)
            try dated("tag", "-f", "-a", "-m", "tag", "v\(number).0", commit)
            if random.percent(40) { try dated("tag", "-f", "-a", "-m", "tag", "v\(number).1", commit) }
            if random.percent(30) { try git("tag", "-f", "-a", "-m", "nested", "n\(number)", "v\(number).0") }
            if random.percent(30) {
                try git("update-ref", "refs/tags/other\(number)", "refs/tags/v\(number).0")
                try git("tag", "-d", "v\(number).0")
            }
        }
        try git("tag", "tree", "HEAD^{tree}")
        try git("update-ref", "refs/wip/x", random.pick(commits))
        return (repository, commits)
    }

    private func expectGits(
        _ repository: ScratchRepository, _ command: String, _ options: [String], _ revisions: [String]
    ) throws {
        if command == "describe", options.contains("--contains"), revisions.count > 1 {
            // How far git goes back depends on all that is asked, and it stops at the first that has no name.
            for revision in revisions { try expectGits(repository, command, options, [revision]) }
            return
        }
        let result = try repository.rgit.run([command] + options + revisions)
        var expected = ""
        var failed = false
        if command == "describe" {
            for revision in revisions {
                let git = try repository.git.attempt(["describe"] + options + [revision])
                expected += git.text
                // What is no commit is skipped by git --contains, and is an error here.
                if git.exitStatus != 0 || git.errorText.contains("Skipping") { failed = true }
            }
        } else {
            expected = try repository.git.attempt(["name-rev"] + options + revisions).text
        }
        #expect(result.text == expected, "\(command) \(options)")
        if command == "describe" { #expect(result.exitStatus == (failed ? 3 : 0), "\(options)") }
    }

    @Test(arguments: seeds) func descriptions(seed: UInt64) throws {
        let (repository, commits) = try makeRepository(seed)
        let asked = Array(commits.prefix(12)) + ["main", "v1.1", "light/1"]
        for options in [
            [], ["--tags"], ["--all"], ["--tags", "--long"], ["--first-parent", "--tags"], ["--abbrev=0"],
            ["--abbrev=20", "--long"], ["--tags", "--candidates=1"], ["--tags", "--candidates=0"],
            ["--exact-match"], ["--always", "--match", "v[12]*"], ["--tags", "--exclude", "light/*"],
            ["--all", "--match", "m*"], ["--all", "--exclude", "v*", "--long"], ["--contains"],
            ["--contains", "--all"], ["--contains", "--always", "--match", "v*"],
            ["--always", "--abbrev=0", "--match", "none"], ["--candidates=100", "--tags"],
        ] { try expectGits(repository, "describe", options, asked) }
        try repository.git("commit-graph", "write", "--reachable")
        try repository.git("pack-refs", "--all")
        for options in [["--tags"], ["--contains"], ["--all", "--contains"]] {
            try expectGits(repository, "describe", options, asked)
        }
    }

    @Test(arguments: seeds) func names(seed: UInt64) throws {
        let (repository, commits) = try makeRepository(seed)
        let asked = commits + ["main", "v1.1", "tree", "HEAD^{tree}"]
        let variants = [
            [], ["--tags"], ["--name-only"], ["--tags", "--name-only"], ["--refs=heads/*"],
            ["--refs=v*", "--refs=refs/tags/light/*"], ["--exclude=v*", "--exclude=light/2"],
            ["--always", "--no-undefined", "--refs=main"],
        ]
        for options in variants { try expectGits(repository, "name-rev", options, asked) }
        for commit in commits.prefix(6) { try expectGits(repository, "name-rev", [], [commit]) }
        try repository.git("commit-graph", "write", "--reachable")
        for options in variants { try expectGits(repository, "name-rev", options, asked) }
        // A commit that no reference leads to, in a pack, is not known to git.
        try repository.git("commit-tree", "HEAD^{tree}", "-m", "lost")
        try repository.git("repack", "-a", "-d", "-k", "-q")
        for options in [["--all"], ["--all", "--tags"], ["--all", "--name-only", "--refs=main"]] {
            let expected = try repository.git.run(["name-rev"] + options).lines.map(\.text).sorted()
            let found = try repository.rgit.run(["name-rev"] + options).expecting(0).lines.map(\.text)
            #expect(found.sorted() == expected, "\(options)")
        }
        let text = Array(
            (try repository.git("log", "--all").text + "x\(commits[0])y \(commits[1])f\r\n" + commits[2]).utf8
        )
        for options in [[], ["--name-only"], ["--tags", "--name-only"]] {
            let words = ["name-rev"] + options + ["--annotate-stdin"]
            let expected = try repository.git.run(words, input: text)
            let found = try repository.rgit.runner.run(Rgit.path, words, input: text)
            #expect(found.text == expected.text, "\(options)")
        }
    }

    @Test func fieldsOfDescriptions() throws {
        let repository = try ScratchRepository {
            let first = $0.commit("one")
            $0.commit("two", parents: [first])
        }
        try repository.git("tag", "-a", "-m", "t", "v1", "main~1")
        let rows = try repository.rgit.json(["describe", "main", "main~1"])["revisions"]?.array ?? []
        #expect(rows.map { $0["name"]?.text } == ["v1", "v1"])
        #expect(rows.map { $0["depth"]?.integer } == [1, 0])
        #expect(rows[0]["describe"]?.text == (try repository.git.line("describe")))
        let names = try repository.rgit.json(["name-rev", "main~1"])["revisions"]?.array ?? []
        #expect(names.first?["name"]?.text == "tags/v1^0")
        let input = Array("main\nnope\nmain~1\n".utf8)
        let result = try repository.rgit("describe", "--stdin", input: input)
        #expect(result.lines.count == 2)
        #expect(result.exitStatus == 3)
        #expect(result.errorText.contains("unknown revision: nope"))
    }

    @Test func dirtyWorkingTrees() throws {
        let repository = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        let git = repository.git
        try git("tag", "-a", "-m", "t", "v1", "main")
        try repository.checkOut()
        func expectGits() throws {
            for options in [["--dirty"], ["--dirty=.mod"], ["--broken"], ["--broken=!", "--dirty=?"]] {
                let expected = try git.attempt(["describe"] + options)
                #expect(try repository.rgit.run(["describe"] + options).text == expected.text, "\(options)")
            }
        }
        try expectGits()
        try repository.write("new", "untracked\n")
        try expectGits()
        try repository.write("a", "2\n")
        try expectGits()
        try git("add", "a")
        try expectGits()
        #expect(
            try repository.rgit.json(["describe", "--dirty"])["revisions"]?.array.first?["dirty"]?.bool
                == true)
        try repository.write(".git/index", "DIRC nonsense")
        #expect(try repository.rgit("describe", "--broken").text == "v1-broken\n")
        #expect(try repository.rgit("describe", "--dirty").exitStatus == 3)
        #expect(try repository.rgit("describe", "--dirty", "HEAD").exitStatus == 2)
        #expect(try repository.rgit("describe", "--long", "--abbrev=0").exitStatus == 2)
    }

    @Test func whatCannotBeDescribed() throws {
        let repository = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        #expect(try repository.rgit("describe").errorText.contains("no names found"))
        try repository.git("tag", "light")
        let result = try repository.rgit("describe", "--exclude", "none")
        #expect(result.exitStatus == 3)
        #expect(result.errorText.contains("try --tags"))
        #expect(try repository.rgit("describe", "HEAD:a").errorText.contains("not a commit"))
        #expect(try repository.rgit("name-rev").exitStatus == 2)
        #expect(try repository.rgit("name-rev", "--all", "HEAD").exitStatus == 2)
        let unknown = try repository.rgit("name-rev", "nope", "HEAD")
        #expect(unknown.exitStatus == 3)
        #expect(unknown.text == "HEAD main\n" || unknown.text == "HEAD tags/light\n")
    }
}
