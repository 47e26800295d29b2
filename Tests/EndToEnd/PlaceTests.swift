// Kinds of repositories: other directories, worktrees, bare, shallow, alternates, odd environments.

import Support
import Testing

@Suite struct PlaceTests {
    private func small(bare: Bool = false) throws -> ScratchRepository {
        let repository = try ScratchRepository(bare: bare) { history in
            let a = history.commit("one\n", [.file("dir/f", "1\n"), .file("g", "1\n")])
            let b = history.commit("two\n", parents: [a], [.file("dir/f", "1\n2\n")])
            history.commit("three\n", parents: [b], [.file("g", "1\n2\n")])
        }
        if !bare { try repository.checkOut() }
        return repository
    }

    private func summaries(_ result: ProcessResult) throws -> [String] {
        try result.expecting(0)
        let rows = try JSONValue(parsing: result.stdout)["commits"]?.array ?? []
        return rows.compactMap { $0["summary"]?.text }
    }

    private let all = ["three", "two", "one"]

    @Test func theDirectoryCanBeNamed() throws {
        let repository = try small()
        let above = repository.rgit.at(repository.folder.path)
        #expect(try summaries(above("-C", "repo", "log", "--json")) == all)
        #expect(
            try summaries(above("-C", repository.path, "-C", "dir", "log", "--json", "--", "f")) == [
                "two", "one",
            ])
        #expect(try summaries(above("--git-dir", "repo/.git", "log", "--json")) == all)
        #expect(try summaries(above("--git-dir=\(repository.gitDirectory)", "log", "--json")) == all)
        #expect(try summaries(above("-C", "repo", "--git-dir=.git", "log", "--json")) == all)
        #expect(try summaries(above.with("GIT_DIR", "repo/.git")("log", "--json")) == all)
    }

    @Test func pathsAreThoseOfTheWorkingDirectory() throws {
        let repository = try small()
        let inside = repository.rgit.at("\(repository.path)/dir")
        #expect(try summaries(inside("log", "--json", "--", "f")) == ["two", "one"])
        #expect(try summaries(inside("log", "--json", "--", ":(top)g")) == ["three", "one"])
        #expect(try summaries(inside("log", "--json", "--", "../g")) == ["three", "one"])
        #expect(try summaries(inside("log", "--json")) == all)
        #expect(try summaries(inside("log", "--json", "f")) == ["two", "one"])
        #expect(try repository.rgit.at(repository.gitDirectory)("log", "--json").exitStatus == 0)
        let outside = try inside("log", "--", "../../elsewhere")
        #expect(outside.exitStatus == 3 || outside.exitStatus == 2, "\(outside)")
    }

    @Test func ceilingsStopTheSearch() throws {
        let repository = try small()
        let inside = repository.rgit.at("\(repository.path)/dir")
        #expect(try inside.with("GIT_CEILING_DIRECTORIES", repository.path)("log").exitStatus == 3)
        #expect(try inside.with("GIT_CEILING_DIRECTORIES", repository.folder.path)("log").exitStatus == 0)
    }

    @Test func bareRepositoriesAnswer() throws {
        let repository = try small(bare: true)
        #expect(try summaries(repository.rgit("log", "--json")) == all)
        #expect(try repository.rgit.json(["contributors"])["contributors"]?.array.count == 1)
        #expect(try repository.rgit.json(["blame-stats"])["total"]?["lines"]?.integer == 4)
        #expect(try repository.rgit.json(["diff-stats", "HEAD"])["total"]?["insertions"]?.integer == 1)
        let dirty = try repository.rgit("diff-stats")
        #expect(dirty.exitStatus == 3 || dirty.exitStatus == 2, "\(dirty)")
    }

    @Test func worktreesHaveTheirOwnHead() throws {
        let repository = try small()
        let tree = "\(repository.folder.path)/tree"
        try repository.git("worktree", "add", "-q", "-b", "side", tree, "HEAD~1")
        let rgit = repository.rgit.at(tree)
        #expect(try summaries(rgit("log", "--json")) == ["two", "one"])
        let rows = try rgit.json(["branches"])["branches"]?.array ?? []
        #expect(rows.first { $0["is_head"]?.bool == true }?["name"]?.text == "side")
        try FileTree.write(Array("1\n2\n3\n".utf8), to: Array("\(tree)/g".utf8))
        #expect(try rgit.json(["diff-stats"])["total"]?["insertions"]?.integer == 2)
        #expect(try repository.rgit.json(["diff-stats"])["total"]?["insertions"]?.integer == 0)
    }

    @Test func everyCommandAndFormatSaysThatTheCloneIsShallow() throws {
        let repository = try small()
        let clone = "\(repository.folder.path)/shallow"
        try repository.git.at(repository.folder.path)(
            "clone", "-q", "--depth=2", "file://\(repository.path)", clone)
        let commands = [
            ["log"], ["log", "--count"], ["contributors"], ["branches"], ["blame", "g"],
            ["blame", "-p", "g"],
            ["blame-stats"], ["diff-stats", "HEAD"], ["diff-stats", "--numstat", "HEAD"],
        ]
        let warning = "warning: the clone is shallow: history ends at its boundary\n"
        for command in commands {
            let takesFormats = !["--count", "-p", "--numstat"].contains { command.contains($0) }
            for format in takesFormats ? ["table", "json", "ndjson", "csv", "tsv"] : ["table"] {
                let options = takesFormats ? ["--format=\(format)"] : []
                let result = try repository.rgit.at(clone).run(command + options).expecting(0)
                #expect(result.errorText == warning, "\(result)")
                let whole = try repository.rgit.run(command + options).expecting(0)
                #expect(whole.errorText.isEmpty, "\(whole)")
            }
        }
    }

    @Test func noMergeBaseInAShallowCloneSaysHowToDeepen() throws {
        let repository = try small()
        try repository.git("checkout", "-q", "-b", "topic", "HEAD~2")
        try repository.git("commit", "-q", "--allow-empty", "-m", "topic")
        let clone = "\(repository.folder.path)/shallow"
        try repository.git.at(repository.folder.path)(
            "clone", "-q", "--depth=1", "--no-single-branch", "file://\(repository.path)", clone)
        let range = "origin/main...origin/topic"
        #expect(try repository.git.at(clone).attempt(["diff", range]).exitStatus == 128)
        let result = try repository.rgit.at(clone)("diff-stats", range).expecting(3)
        #expect(result.errorText.contains("rgit: no merge base: \(range)"), "\(result)")
        #expect(result.errorText.contains("git fetch --deepen"), "\(result)")
        let ancestor = try repository.rgit.at(clone)("log", "HEAD~9").expecting(3)
        #expect(ancestor.errorText.contains("git fetch --deepen"), "\(ancestor)")
        let typo = try repository.rgit.at(clone)("log", "HAED").expecting(3)
        #expect(!typo.errorText.contains("git fetch --deepen"), "\(typo)")
        // Where nothing is missing deepening does not help.
        try repository.git("checkout", "-q", "--orphan", "other")
        try repository.git("commit", "-q", "-m", "other")
        let whole = try repository.rgit("diff-stats", "main...other").expecting(3)
        #expect(whole.errorText.contains("no merge base") && !whole.errorText.contains("deepen"), "\(whole)")
    }

    @Test func aShallowCloneSaysSo() throws {
        let repository = try small()
        let clone = "\(repository.folder.path)/shallow"
        try repository.git.at(repository.folder.path)(
            "clone", "-q", "--depth=2", "file://\(repository.path)", clone)
        let document = try repository.rgit.at(clone).json(["log"])
        #expect(document["shallow"]?.bool == true)
        #expect(document["commits"]?.array.count == 2)
        #expect(document["commits"]?[1]?["parents"]?.array.isEmpty == true)
        let git = repository.git.at(clone)
        #expect(
            try repository.rgit.at(clone)("log", "--count").text == git("rev-list", "--count", "HEAD").text)
        for command in ["log", "branches"] {
            #expect(try repository.rgit.at(clone)(command).text.contains("the clone is shallow"))
            #expect(!(try repository.rgit(command).text.contains("the clone is shallow")))
        }
        let stats = try repository.rgit.at(clone).json(["contributors", "--stats"])
        #expect(stats["shallow"]?.bool == true)
        #expect(stats["contributors"]?[0]?["commits"]?.integer == 2)
        #expect(try repository.rgit.at(clone)("contributors").text.contains("the clone is shallow"))
        #expect(try repository.rgit.at(clone).json(["diff-stats", "HEAD"])["shallow"]?.bool == true)
    }

    /// Blobs that a partial clone left out are not fetched: their line counts are reported as unknown.
    @Test func aPartialCloneSaysWhatIsNotKnown() throws {
        let repository = try ScratchRepository {
            let one = $0.commit("one", [.file("f", "1\n"), .file("g", "x\n")])
            let two = $0.commit("two", parents: [one], [.file("f", "1\n2\n")])
            let merged = $0.commit("merged", parents: [two, one], [.file("f", "1\n2\n")])
            $0.commit("three", parents: [merged], [.file("f", "1\n2\n"), .file("g", "y\n")])
        }
        try repository.git("config", "uploadpack.allowFilter", "true")
        let clone = "\(repository.folder.path)/partial"
        try repository.git.at(repository.folder.path)(
            "clone", "-q", "--filter=blob:none", "--no-checkout", "file://\(repository.path)", clone)
        let rgit = repository.rgit.at(clone)
        #expect(try rgit.run(["log", "--json"]).exitStatus == 0)

        let log = try rgit.run(["log", "--stats", "--json"])
        #expect(log.exitStatus == 3, "\(log)")
        let document = try JSONValue(parsing: log.stdout)
        let unknown = try #require(document["commits"]).array.filter { $0["stats"] == .null }
        #expect(unknown.map { $0["summary"]?.text } == ["three", "two", "one"])
        #expect(document["unknown_stats"]?.integer == 3)

        let contributors = try rgit.run(["contributors", "--stats", "--json"])
        #expect(contributors.exitStatus == 3, "\(contributors)")
        let sums = try JSONValue(parsing: contributors.stdout)
        #expect(sums["unknown_stats"]?.integer == 3)
        #expect(sums["total"]?["commits"]?.integer == 4)
        #expect(sums["total"]?["files"]?.integer == 0)
        let table = try rgit.run(["contributors", "--stats"])
        #expect(table.text.contains("without the lines of 3 commits"), "\(table)")

        let pair = try rgit.run(["diff-stats", "HEAD~2", "HEAD", "--json"])
        #expect(pair.exitStatus == 3, "\(pair)")
        let counts = try JSONValue(parsing: pair.stdout)
        #expect(counts["unknown_files"]?.integer == 1, "\(pair)")
        #expect(counts["total"]?["files"]?.integer == 0)

        // Once git has fetched what the newest commit needs, that one is known.
        try repository.git.at(clone)("checkout", "-q", "main")
        try repository.git.at(clone)("diff", "--numstat", "HEAD~", "HEAD")
        #expect(try rgit.json(["diff-stats", "HEAD"])["total"]?["insertions"]?.integer == 1)
    }

    /// Lines of the oldest commit there is may be older, as the word `boundary` in git blame says.
    @Test func linesAtTheBoundaryOfAShallowCloneAreCountedAsSuch() throws {
        let repository = try small()
        let clone = "\(repository.folder.path)/shallow"
        try repository.git.at(repository.folder.path)(
            "clone", "-q", "--depth=2", "file://\(repository.path)", clone)
        let git = repository.git.at(clone)
        let blamed = try ["dir/f", "g"].map { try git("blame", "--line-porcelain", "HEAD", "--", $0).text }
        let expected = blamed.joined().split(separator: "\n").count { $0 == "boundary" }
        #expect(expected > 0)
        let total = try repository.rgit.at(clone).json(["blame-stats"])["total"]
        #expect(total?["boundary_lines"]?.integer == expected)
        // A whole history has no such lines: its first commit is the oldest there ever was.
        #expect(try repository.rgit.json(["blame-stats"])["total"]?["boundary_lines"]?.integer == 0)
    }

    @Test func objectsMayLieElsewhere() throws {
        let repository = try small()
        let clone = "\(repository.folder.path)/shared"
        try repository.git.at(repository.folder.path)("clone", "-q", "--shared", repository.path, clone)
        #expect(try summaries(repository.rgit.at(clone)("log", "--json")) == all)
        // The same by way of the environment.
        TemporaryFolder.removeTree(Array("\(clone)/.git/objects/info/alternates".utf8))
        let without = try repository.rgit.at(clone)("log", "--json")
        #expect(without.exitStatus == 3, "\(without)")
        let variable = "GIT_ALTERNATE_OBJECT_DIRECTORIES"
        let with = repository.rgit.at(clone).with(variable, "\(repository.gitDirectory)/objects")
        #expect(try summaries(with("log", "--json")) == all)
        let moved = repository.rgit.at(clone).with(
            "GIT_OBJECT_DIRECTORY", "\(repository.gitDirectory)/objects")
        #expect(try summaries(moved("log", "--json")) == all)
    }

    @Test func replacementsAndGraftsCountAsInGit() throws {
        let repository = try RandomHistory(seed: 600).makeRepository()
        let commits = try repository.git("rev-list", "HEAD").lines.map(\.text)
        let middle = commits[commits.count / 2]
        try repository.git("replace", "--graft", middle)
        for words in [["HEAD"], ["--all"], ["--topo-order", "HEAD"]] {
            let expected = try repository.git.run(["log", "--format=%H"] + words).lines
            let rows = try repository.rgit.json(["log"] + words)["commits"]?.array ?? []
            #expect(rows.map { $0["hexsha"]?.bytes } == expected, "\(words)")
        }
        let without = repository.git.with("GIT_NO_REPLACE_OBJECTS", "1")
        let plain = repository.rgit.with("GIT_NO_REPLACE_OBJECTS", "1")
        #expect(try plain("log", "--count").text == without("rev-list", "--count", "HEAD").text)
        try repository.git("replace", "-d", middle)
        let grafts = "\(commits[1]) \(commits[commits.count - 1])\n"
        try FileTree.write(Array(grafts.utf8), to: Array("\(repository.gitDirectory)/info/grafts".utf8))
        let expected = try repository.git("log", "--format=%H").lines
        let rows = try repository.rgit.json(["log"])["commits"]?.array ?? []
        #expect(rows.map { $0["hexsha"]?.bytes } == expected)
    }

    @Test func packsOfEveryKindGiveTheSameAnswer() throws {
        let repository = try RandomHistory(seed: 601).makeRepository()
        let words = ["log", "--all", "--stats", "--json"]
        let loose = try repository.rgit.run(words).expecting(0).stdout
        for setting in ["true", "false"] {
            try repository.git("config", "repack.useDeltaBaseOffset", setting)
            try repository.repack("-f", "--depth=250", "--window=50")
            #expect(try repository.rgit.run(words).stdout == loose)
        }
        try repository.git("config", "pack.indexVersion", "1")
        try repository.repack("-f")
        #expect(try repository.rgit.run(words).stdout == loose)
        try repository.git("config", "--unset", "pack.indexVersion")
        try repository.git("commit-graph", "write", "--reachable", "--changed-paths")
        #expect(try repository.rgit.run(words).stdout == loose)
        try repository.git("pack-refs", "--all")
        #expect(try repository.rgit.run(words).stdout == loose)
        // Several packs and an index over all of them.
        TemporaryFolder.removeTree(Array("\(repository.gitDirectory)/objects/info".utf8))
        try repository.git("commit", "-q", "--allow-empty", "-m", "more")
        try repository.git("repack", "-d", "-q")
        try repository.git("multi-pack-index", "write")
        let more = try JSONValue(parsing: try repository.rgit.run(words).expecting(0).stdout)
        let expected = try repository.git.line("rev-list", "--all", "--count")
        #expect(more["commits"]?.array.count == Int(expected))
    }

    @Test func nothingIsWrittenIntoARepository() throws {
        let repository = try RandomHistory(seed: 602).makeRepository()
        // An index older than its files is what git would refresh.
        try repository.git.runner.run("touch", ["-d", "2001-01-01", "\(repository.gitDirectory)/index"])
            .expecting(0)
        let list = ["-c", "find . -type f -printf '%p %s %T@ %i\\n' | sort"]
        let before = try repository.git.runner.run("/bin/sh", list).expecting(0).stdout
        for words in FormatTests.questions.map(\.words) + [["diff-stats"], ["diff-stats", "--staged"]] {
            _ = try repository.rgit.run(words)
        }
        #expect(try repository.git.runner.run("/bin/sh", list).stdout == before)
    }

    @Test func repositoryOfAnotherUserIsRefusedAsByGit() throws {
        let repository = try small()
        let runner = repository.git.runner
        guard try runner.run("id", ["-u"]).text == "0\n" else { return }
        try runner.run("chown", ["-R", "65534:65534", repository.path]).expecting(0)
        let git = try repository.git.attempt(["log"])
        let result = try repository.rgit("log")
        #expect(git.exitStatus == 128)
        #expect(result.exitStatus == 3, "\(result)")
        #expect(result.errorText.contains("safe.directory"), "\(result)")
        let allowed = repository.rgit.with("GIT_CONFIG_COUNT", "1").with("GIT_CONFIG_KEY_0", "safe.directory")
            .with("GIT_CONFIG_VALUE_0", repository.path)
        let environmentCounts =
            try repository.git.with("GIT_CONFIG_COUNT", "1")
            .with("GIT_CONFIG_KEY_0", "safe.directory").with("GIT_CONFIG_VALUE_0", repository.path)
            .attempt(["log"]).exitStatus == 0
        #expect((try allowed("log").exitStatus == 0) == environmentCounts)
    }
}
