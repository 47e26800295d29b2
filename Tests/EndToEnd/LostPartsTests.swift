// A missing or damaged directory, and clones that have not fetched all objects: the rest of the answer is given, the loss
// counted and named.

import Support
import Testing

@Suite struct LostPartsTests {
    /// Three commits that change files of three directories; the last one's `a` is taken away or spoiled.
    private func repository(damaged: Bool = false) throws -> ScratchRepository {
        let repository = try ScratchRepository()
        for number in 1...3 {
            for path in ["a/f", "a/b/g", "c/h", "top"] { try repository.write(path, "\(number)\n") }
            try repository.git("add", ".")
            try repository.git("commit", "-q", "-m", "c\(number)")
        }
        let tree = try repository.git.line("rev-parse", "HEAD:a")
        let file = Array(repository.looseObjectPath(tree).utf8)
        TemporaryFolder.removeTree(file)
        if damaged { try FileTree.write(LooseObjectWriter.file("tree", Array("100644 f".utf8)), to: file) }
        return repository
    }

    private func paths(_ document: JSONValue) -> [String] {
        document["files"]?.array.compactMap { $0["path"]?.text } ?? []
    }

    @Test(arguments: [false, true], ["--json", "--ndjson", "--csv", "--format=table"])
    func anUnreadableDirectoryCostsOnlyItsFiles(damaged: Bool, format: String) throws {
        let repository = try repository(damaged: damaged)
        // The index as a commit before it left it, without what it knows of trees.
        try repository.git("read-tree", "HEAD~1")
        try repository.write("c/h", "changed\n")
        try repository.git("add", "c/h")
        let questions = [
            ["diff-stats", "HEAD~1", "HEAD"], ["diff-stats", "--find-copies-harder", "HEAD~1", "HEAD"],
            ["diff-stats", "--staged"], ["diff-stats"], ["blame-stats", "--by", "file"],
        ]
        for question in questions {
            let result = try repository.rgit.run(question, with: format)
            #expect(result.exitStatus == 3, "\(result)")
            #expect(result.text.contains("c/h"), "\(result)")
            #expect(!result.text.contains("a/f"), "\(result)")
            #expect(result.errorText.split(separator: "\n").count == 1, "\(result)")
            #expect(result.errorText.contains("(a/)"), "\(result)")
            guard format == "--json" else { continue }
            let document = try JSONValue(parsing: result.stdout)
            let count = document["unknown_directories"] ?? document["skipped"]?["unreadable_directories"]
            #expect(count?.integer == 1, "\(result)")
            #expect(document["errors"]?.array.count == 1, "\(result)")
        }
    }

    /// With a cache tree that knows the directory, git needs no tree, and neither does rgit.
    @Test func aKnownDirectoryNeedsNoTree() throws {
        let repository = try repository()
        try repository.write("top", "changed\n")
        try repository.git("add", "top")
        for options in [["--staged"], []] {
            let expected = try repository.git.run([
                "diff", "--numstat", options.isEmpty ? "HEAD" : "--cached",
            ])
            #expect(expected.text == "1\t1\ttop\n")
            let result = try repository.rgit.run(["diff-stats", "--numstat"] + options).expecting(0)
            #expect(result.stdout == expected.stdout)
        }
    }

    @Test func theTopDirectoryMissingStillGivesADocument() throws {
        let repository = try repository()
        let tree = try repository.git.line("rev-parse", "HEAD^{tree}")
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(tree).utf8))
        for question in [
            ["diff-stats", "HEAD~1", "HEAD"], ["blame-stats"], ["log", "--stats"],
            ["contributors", "--stats"],
        ] {
            let result = try repository.rgit.run(question, with: "--json")
            #expect(result.exitStatus == 3, "\(result)")
            let document = try JSONValue(parsing: result.stdout)
            #expect(document["errors"]?[0]?["object"]?.text == tree, "\(result)")
        }
    }

    /// A staged blob that is missing: git takes it from the working tree while that has the same, and is lost afterwards.
    @Test func aMissingStagedBlobIsTakenFromTheWorkingTree() throws {
        let repository = try ScratchRepository()
        for path in ["f", "g"] { try repository.write(path, "1\n") }
        try repository.git("add", ".")
        try repository.git("commit", "-q", "-m", "one")
        for path in ["f", "g"] { try repository.write(path, "\(path) changed\nmore\n") }
        try repository.git("add", ".")
        let blob = try repository.git.line("rev-parse", ":f")
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(blob).utf8))
        for options in [["--cached"], ["HEAD"]] {
            let expected = try repository.git.run(["diff", "--numstat"] + options)
            #expect(expected.text == "2\t1\tf\n2\t1\tg\n")
            let own = options == ["HEAD"] ? [] : ["--staged"]
            let found = try repository.rgit.run(["diff-stats", "--numstat"] + own).expecting(0)
            #expect(found.stdout == expected.stdout)
        }
        try repository.write("f", "something else\n")
        let lost = try repository.rgit("diff-stats", "--json", "--staged")
        #expect(lost.exitStatus == 3)
        let document = try JSONValue(parsing: lost.stdout)
        #expect(paths(document) == ["g"])
        #expect(document["unknown_files"]?.integer == 1)
        #expect(document["errors"]?[0]?["object"]?.text == blob)
    }

    /// A blob that only the search for renames needs: the files are counted as what they are without it.
    @Test func aMissingBlobIsNoRename() throws {
        let repository = try ScratchRepository { history in
            let lines = (1...20).map { "\($0)\n" }.joined()
            let one = history.commit("one\n", [.file("x/old", lines), .file("y", "1\n")])
            history.commit(
                "two\n", parents: [one],
                [.delete(path: Array("x/old".utf8)), .file("x/new", lines + "more\n"), .file("y", "2\n")])
        }
        try repository.checkOut()
        let blob = try repository.git.line("rev-parse", "HEAD~1:x/old")
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(blob).utf8))
        let result = try repository.rgit("diff-stats", "--json", "HEAD~1", "HEAD")
        #expect(result.exitStatus == 3, "\(result)")
        let document = try JSONValue(parsing: result.stdout)
        #expect(paths(document) == ["x/new", "y"], "\(result)")
        #expect(document["unknown_files"]?.integer == 1, "\(result)")
    }
}

@Suite struct PartialCloneTests {
    /// A bare clone without trees of a history of six commits, two of which change `b`.
    private func clone() throws -> (repository: ScratchRepository, rgit: Rgit) {
        let repository = try ScratchRepository()
        for number in 1...6 {
            try repository.write("a/f", "\(number)\n")
            if number % 3 == 0 { try repository.write("b/f", "\(number)\n") }
            try repository.git("add", ".")
            try repository.git("commit", "-q", "-m", "c\(number)")
        }
        try repository.git("config", "uploadpack.allowFilter", "true")
        try repository.git(
            "clone", "-q", "--bare", "--filter=tree:0", "file://\(repository.path)",
            "\(repository.folder.path)/t.git")
        return (repository, repository.rgit.at("\(repository.folder.path)/t.git"))
    }

    /// What cannot be known is not printed; what is missing is said once, with its number and what fetches it.
    @Test func missingObjectsAreSaidOnce() throws {
        let (repository, rgit) = try clone()
        #expect(try repository.git.line("rev-list", "--count", "HEAD", "--", "b") == "2")
        let count = try rgit("log", "--count", "--", "b")
        #expect(count.exitStatus == 3)
        #expect(count.stdout.isEmpty)
        let said = """
            rgit: not fetched by this partial clone: 6 objects
            hint: Fetch all that is missing with 'git fetch --refetch --no-filter origin'.

            """
        #expect(count.errorText == said)
        #expect(try rgit("log", "--count").expecting(0).text == "6\n")

        let log = try rgit("log", "--json", "--", "b")
        #expect(log.errorText == said)
        let document = try JSONValue(parsing: log.stdout)
        #expect(document["commits"]?.array.isEmpty == true)
        #expect(document["unknown_commits"]?.integer == 6)
        #expect(document["errors"]?.array.count == 1)

        let people = try rgit("contributors", "--json", "--", "b")
        #expect(people.errorText == said)
        #expect(try JSONValue(parsing: people.stdout)["unknown_commits"]?.integer == 6)

        for question in [
            ["log", "--stats"], ["contributors", "--stats"], ["log", "--stats", "--follow", "--", "a/f"],
        ] {
            let result = try rgit.run(question, with: "--json")
            #expect(result.exitStatus == 3)
            let lines = result.errorText.split(separator: "\n")
            #expect(
                lines.count == 2 && lines[0].hasPrefix("rgit: not fetched by this partial clone:"),
                "\(result)")
            #expect(try JSONValue(parsing: result.stdout)["errors"]?.array.count == 1, "\(result)")
        }
        for question in [["blame-stats"], ["diff-stats", "HEAD~1", "HEAD"], ["blame", "HEAD", "a/f"]] {
            let result = try rgit.run(question, with: "--json")
            #expect(result.exitStatus == 3)
            let lines = result.errorText.split(separator: "\n")
            #expect(lines.count == 2 && lines[1].hasPrefix("hint: Fetch all that is missing"), "\(result)")
        }
    }

    @Test func theCommandFetchesThem() throws {
        let (_, rgit) = try clone()
        let git = Git(in: rgit.runner.workingDirectory, home: rgit.runner.workingDirectory)
        try git.run(["fetch", "-q", "--refetch", "--no-filter", "origin"])
        #expect(try rgit("log", "--count", "--", "b").expecting(0).text == "2\n")
    }
}
