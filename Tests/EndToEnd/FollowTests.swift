// `rgit log --follow` beside `git log --follow`: files, directories, patterns, submodules, both directions.

import Support
import Testing

@Suite struct FollowTests {
    /// Compares the commits selected, and what each changed, with git's.
    private func compare(
        _ repository: ScratchRepository, _ options: [String], _ paths: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var expected: [String] = []
        let output = try repository.git.run(
            ["log", "--raw", "--numstat", "-z", "--format=%x01%s"] + options + ["--"] + paths)
        _ = FileChange.parse(output.records) { commit, changes in
            let files = changes.map {
                "\($0.insertions ?? -1) \($0.deletions ?? -1) \($0.oldPath?.text ?? "")>\($0.path.text)"
            }
            expected.append("\(commit.text): \(files.sorted())")
        }
        let rows = try repository.rgit.json(
            ["log", "--stats", "--fields", "summary,stats.files"] + options + ["--"] + paths)
        let found = (rows["commits"]?.array ?? []).map { row in
            let files = (row["stats"]?["files"]?.array ?? []).map {
                "\($0["insertions"]?.integer ?? -1) \($0["deletions"]?.integer ?? -1) "
                    + "\($0["old_path"]?.text ?? "")>\($0["path"]?.text ?? "")"
            }
            return "\(row["summary"]?.text ?? ""): \(files.sorted())"
        }
        #expect(found == expected, "\(options) -- \(paths)", sourceLocation: sourceLocation)
    }

    /// Files that move within a directory, out of it, and with it.
    private func movingFiles() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        func commit(_ message: String) throws {
            try repository.git("add", "-A")
            try repository.git("commit", "-q", "-m", message)
        }
        let lines = (1...20).map { "line \($0)\n" }.joined()
        let other = (1...30).map { "other \($0)\n" }.joined()
        try repository.write("d/a", lines)
        try repository.write("d/k", other)
        try repository.write("top", "top\n")
        try commit("one")
        try repository.git("mv", "d/a", "d/b")
        try repository.write("d/new", "new\n")
        try commit("two")
        try repository.write("e/keep", "keep\n")
        try repository.git("mv", "d/k", "e/k")
        try repository.git("mv", "d/b", "e/b")
        try commit("three")
        try repository.write("d/z", "z\n")
        try commit("four")
        try repository.git("mv", "d", "dd")
        try commit("five")
        try repository.write("e/b", lines + "more\n")
        try repository.git("mv", "e/b", "e/c")
        try commit("six")
        return repository
    }

    @Test func followDirectory() throws {
        let repository = try movingFiles()
        for path in ["d", "d/", "dd", ".", ":/", "e", "d*", "*b", "e/*", "d/?", "e/b*", "e/c"] {
            try compare(repository, ["--follow"], [path])
            try compare(repository, ["--follow", "--no-renames"], [path])
        }
        try compare(repository, ["--follow", "--first-parent"], ["d"])
        try repository.git("config", "diff.renames", "false")
        for path in ["d", ".", "e/c"] { try compare(repository, ["--follow"], [path]) }
    }

    /// Found in a repository that git's own tests leave behind: with `log.showRoot=false` git follows no file to the commit
    /// that began the history.
    @Test func followWithoutRoots() throws {
        let repository = try movingFiles()
        for value in ["false", "true"] {
            try repository.git("config", "log.showRoot", value)
            for path in ["top", "dd", "e/c", "e/k", "."] { try compare(repository, ["--follow"], [path]) }
            for path in ["top", "e/c"] {
                let count = try repository.git("log", "--follow", "--format=%H", "--", path).lines.count
                let found = try repository.rgit("log", "--follow", "--count", "--", path).expecting(0)
                #expect(found.text == "\(count)\n", "\(value) \(path)")
            }
        }
    }

    /// Git then lists every merge, and can come to another path through each parent.
    @Test func followThroughEachParentIsRefused() throws {
        let repository = try movingFiles()
        for option in ["-m", "-c", "--cc", "--diff-merges=separate"] {
            let result = try repository.rgit("log", option, "--follow", "--", "e/c")
            #expect(result.exitStatus == 2 && result.stdout.isEmpty, "\(result)")
            #expect(result.errorText.contains("not followed through each parent"), "\(result)")
        }
        for option in ["--first-parent", "--diff-merges=1", "--diff-merges=off"] {
            try compare(repository, [option, "--follow"], ["e/c"])
        }
    }

    @Test func followDirectoryInContributors() throws {
        let repository = try movingFiles()
        let lines = try repository.git("log", "--follow", "--numstat", "--format=", "--", "d").lines
        let sum = lines.compactMap { Int($0.text.split(separator: "\t").first ?? "") }.reduce(0, +)
        let row = try repository.rgit.json(["contributors", "--follow", "--stats", "--", "d"])
        #expect(row["total"]?["insertions"]?.integer == sum)
    }

    @Test func followWantsOnePathspec() throws {
        let repository = try movingFiles()
        for paths in [[], ["d", "e"], [":!top"]] {
            try repository.rgit.run(["log", "--follow", "--"] + paths).expecting(2)
        }
    }

    @Test func followHeedsTheSimilarityAskedFor() throws {
        let repository = try movingFiles()
        for score in ["-M100%", "-M50%"] { try compare(repository, ["--follow", score], ["e/c"]) }
    }

    @Test func reverseFollow() throws {
        let repository = try movingFiles()
        for path in ["e/c", "e/b", "d", "d/b"] {
            for more in [[], ["-n2"], ["-n4"], ["--skip=1"]] {
                try compare(repository, ["--follow", "--reverse"] + more, [path])
            }
        }
    }

    @Test func logFollowConfig() throws {
        let repository = try movingFiles()
        try repository.git("config", "log.follow", "true")
        for paths in [["e/c"], ["d"], ["e/b", "e/c"], [":!top"], []] {
            try compare(repository, [], paths)
            try compare(repository, ["--no-follow"], paths)
        }
        // git rev-list and git shortlog do not know the setting.
        #expect(
            try repository.rgit("log", "--count", "--", "e/c").text
                == repository.git("rev-list", "--count", "HEAD", "--", "e/c").text)
        let people = try repository.rgit.json(["contributors", "--", "e/c"])["contributors"]?.array ?? []
        #expect(people.map { $0["commits"]?.integer } == [1])
    }

    @Test func followFileThatReplacedADirectory() throws {
        let repository = try ScratchRepository()
        try repository.write("p/file", "1\n2\n3\n")
        try repository.write("p/elif", "x\n")
        try repository.write("old", (1...30).map { "\($0)\n" }.joined())
        try repository.git("add", ".")
        try repository.git("commit", "-q", "-m", "one")
        try repository.git("rm", "-q", "-r", "p")
        try repository.write("p", "1\n2\n3\n")
        try repository.git("add", ".")
        try repository.git("commit", "-q", "-m", "two")
        try compare(repository, ["--follow"], ["p"])
        try compare(repository, ["--follow", "--reverse"], ["p"])
        // The source is elsewhere, where git does not look for it then.
        try repository.git("rm", "-q", "p")
        try repository.write("p/other", "y\n")
        try repository.git("add", ".")
        try repository.git("commit", "-q", "-m", "three")
        try repository.git("rm", "-q", "-r", "p")
        try repository.git("mv", "old", "p")
        try repository.git("commit", "-q", "-m", "four")
        try compare(repository, ["--follow"], ["p"])
    }

    @Test(arguments: ["all", "none", "dirty"]) func followSubmodule(ignore: String) throws {
        let repository = try ScratchRepository()
        try repository.write(
            ".gitmodules", "[submodule \"s\"]\n\tpath = s\n\turl = ./x\n\tignore = \(ignore)\n")
        try repository.git("add", ".")
        try repository.git("commit", "-q", "-m", "one")
        let head = try repository.git.line("rev-parse", "HEAD")
        try repository.git("update-index", "--add", "--cacheinfo", "160000,\(head),s")
        try repository.git("commit", "-q", "-m", "submodule")
        try compare(repository, ["--follow"], ["s"])
        try compare(repository, ["--follow"], ["."])
    }

    @Test func followTakesANameWithABackslashForItself() throws {
        let repository = try ScratchRepository()
        try repository.write("a\\b", "one\n")
        try repository.git("add", ".")
        try repository.git("commit", "--quiet", "-m", "one")
        try repository.git("mv", "a\\b", "c?d")
        try repository.git("commit", "--quiet", "-m", "two")
        try compare(repository, ["--follow"], ["c?d"])
    }
}
