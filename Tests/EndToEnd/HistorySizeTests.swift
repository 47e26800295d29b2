// `rgit info --history` against git rev-list --objects, cat-file and ls-tree, and trees that hold more paths than can be listed.

import Glibc
import Support
import Testing

@Suite struct HistorySizeTests {
    /// Every figure of the history of a repository by name, but for the levels of concern.
    private func figures(_ repository: ScratchRepository, _ options: String...) throws -> [String: Int] {
        let document = try JSONValue(
            parsing: repository.rgit.run(["info", "--history", "--json"] + options).stdout)
        let history = try #require(document["history"])
        var figures: [String: Int] = [:]
        for name in history.names where name != "concerns" { figures[name] = history[name]?.integer }
        return figures
    }

    /// The same by git, slowly.
    private func reference(_ git: Git) throws -> [String: Int] {
        var expected: [String: Int] = [:]
        func note(_ name: String, _ value: Int) { expected[name] = max(expected[name] ?? 0, value) }
        for name in [
            "commits", "commit_bytes", "max_commit_bytes", "max_parents", "depth", "trees", "tree_bytes",
            "tree_entries", "max_tree_entries", "blobs", "blob_bytes", "max_blob_bytes", "tags",
            "max_tag_depth", "references", "max_directories", "max_path_depth", "max_path_length",
            "max_files",
            "max_checkout_bytes", "max_symlinks", "max_submodules", "unknown_objects",
        ] { expected[name] = 0 }
        let names = try git("rev-list", "--objects", "--all").lines.map { line in
            String(line.text.prefix { $0 != " " }) + "\n"
        }
        let format = "--batch-check=%(objecttype) %(objectsize) %(objectname)"
        for line in try git.run(["cat-file", format], input: Array(names.joined().utf8)).lines {
            let words = line.text.split(separator: " ")
            let (type, size) = (String(words[0]), Int(words[1]) ?? -1)
            expected["\(type)s", default: 0] += 1
            guard type != "tag" else { continue }
            expected["\(type)_bytes", default: 0] += size
            if type != "tree" { note("max_\(type)_bytes", size) }
            guard type == "tree" else { continue }
            let entries = try git("ls-tree", "-z", String(words[2])).stdout.pieces(endedBy: 0).count
            expected["tree_entries", default: 0] += entries
            note("max_tree_entries", entries)
        }
        let references = try git("for-each-ref", "--format=%(objectname)").lines.map(\.text)
        expected["references"] = references.count
        for reference in references {
            var (name, depth) = (reference, 0)
            while try git.line("cat-file", "-t", name) == "tag" {
                depth += 1
                let object = try git("cat-file", "tag", name).lines[0].text
                name = String(object.dropFirst("object ".count))
            }
            note("max_tag_depth", depth)
        }
        var depths: [String: Int] = [:]
        for line in try git("rev-list", "--all", "--topo-order", "--reverse", "--parents").lines {
            let ids = line.text.split(separator: " ").map(String.init)
            depths[ids[0]] = (ids.dropFirst().compactMap { depths[$0] }.max() ?? 0) + 1
            note("max_parents", ids.count - 1)
            for (name, value) in try checkout(ids[0], git) { note(name, value) }
        }
        expected["depth"] = depths.values.max() ?? 0
        return expected
    }

    /// What a tree checks out, from git's list of it.
    private func checkout(_ tree: String, _ git: Git) throws -> [String: Int] {
        var found = ["max_directories": 1]
        for entry in try git("ls-tree", "-r", "-t", "-l", "-z", tree).stdout.pieces(endedBy: 0) {
            let parts = entry.split(separator: 0x09, maxSplits: 1)
            let words = Array(parts[0]).text.split(separator: " ").map(String.init)
            let kinds = [
                "040000": "max_directories", "120000": "max_symlinks", "160000": "max_submodules",
            ]
            found[kinds[words[0]] ?? "max_files", default: 0] += 1
            if kinds[words[0]] == nil { found["max_checkout_bytes", default: 0] += Int(words[3]) ?? -1 }
            let depth = parts[1].split(separator: 0x2f).count
            found["max_path_depth"] = max(found["max_path_depth"] ?? 0, depth)
            found["max_path_length"] = max(found["max_path_length"] ?? 0, parts[1].count)
        }
        return found
    }

    @Test(arguments: Array(411...418) as [UInt64]) func figuresAreWhatGitCounts(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        if seed % 4 < 2 { try repository.repack() }
        let git = repository.git
        try git("tag", "-a", "-m", "one", "measured-tag", "HEAD")
        try git("tag", "-a", "-m", "two", "measured-nested", "measured-tag")
        let blob = try repository.writeObject("blob", Array("of a tag alone\n".utf8))
        let tree = try git.line("write-tree")
        let wide = try git.run(
            ["mktree"], input: Array((0..<9).map { "100644 blob \(blob)\tfile-\($0)\n" }.joined().utf8))
        let top = try git.run(
            ["mktree"],
            input: Array(
                "040000 tree \(wide.lines[0].text)\tdirectory\n120000 blob \(blob)\tlink\n".utf8))
        try git("tag", "measured-tree", tree)
        try git("tag", "measured-blob", blob)
        try git("update-ref", "refs/other/top", try git.line("commit-tree", "-m", "top", top.lines[0].text))
        let expected = try reference(git)
        #expect(try figures(repository, "--jobs=1") == expected, "seed \(seed)")
        #expect(try figures(repository, "--jobs=3") == expected, "seed \(seed)")
    }

    /// Files that grow shorter and shallower, so that the greatest paths go.
    @Test func greatestPathsThatWentAreRemembered() throws {
        let repository = try ScratchRepository { history in
            var last = history.commit(
                "deep", [.file("a/b/c/d/long-name-of-a-file", "1\n"), .file("a/x", "1\n")])
            last = history.commit("less deep", parents: [last], [.delete("a/b/c/d/long-name-of-a-file")])
            last = history.commit(
                "longer", parents: [last], [.file("a/a-name-that-is-longer-than-any", "2\n")])
            history.commit("other", parents: [last], [.delete("a/x"), .file("z/a/b/c/d/e/f", "3\n")])
        }
        #expect(try figures(repository, "--jobs=1") == reference(repository.git))
    }

    @Test func aTableMarksWhatIsAReasonForConcern() throws {
        let repository = try ScratchRepository()
        let deep = (1...21).map { "d\($0)" }.joined(separator: "/")
        try repository.write(deep + "/f", "1\n")
        try repository.git("add", ".")
        try repository.git("commit", "-qm", "one")
        let rows = try repository.rgit("info", "--history").expecting(0).lines.map(\.text)
        #expect(rows.contains { $0.hasPrefix("history.max_path_depth") && $0.hasSuffix(" 22 **") }, "\(rows)")
        #expect(rows.contains { $0.hasPrefix("working_tree_dir") })
        let concerns = try repository.rgit.json(["info", "--history"])["history"]?["concerns"]?.array ?? []
        #expect(concerns.map { $0["measure"]?.text } == ["max_path_depth"])
        #expect(concerns.first?["level"]?.integer == 2)
        #expect(try repository.rgit("info", "--value", "history.commits").expecting(0).text == "1\n")
        #expect(try repository.rgit.json(["info"])["history"] == nil)
    }

    /// A tree of `levels` levels, each the one below ten times.
    private func bomb(_ levels: Int, in repository: ScratchRepository) throws {
        let blob = try repository.writeObject("blob", Array("0123456789".utf8))
        var tree = try repository.git.run(["mktree"], input: Array("100644 blob \(blob)\tf\n".utf8))
        for _ in 1..<levels {
            let entries = (0..<10).map { "040000 tree \(tree.lines[0].text)\t\($0)\n" }.joined()
            tree = try repository.git.run(["mktree"], input: Array(entries.utf8))
        }
        try repository.git(
            "update-ref", "refs/heads/main",
            try repository.git.line("commit-tree", "-m", "bomb", tree.lines[0].text))
    }

    /// A tree with 10^11 paths, which no list of them would ever be made of.
    @Test func treesWithMorePathsThanCanBeListed() throws {
        let repository = try ScratchRepository()
        try bomb(12, in: repository)
        let found = try figures(repository)
        #expect(found["trees"] == 12)
        #expect(found["blobs"] == 1)
        #expect(found["max_files"] == 100_000_000_000)
        #expect(found["max_checkout_bytes"] == 1_000_000_000_000)
        #expect(found["max_directories"] == 111_111_111_111)
        #expect(found["max_path_depth"] == 12)
        #expect(found["max_path_length"] == 23)
        let rows = try repository.rgit("info", "--history").expecting(0).lines.map(\.text)
        #expect(rows.contains { $0.hasPrefix("history.max_files") && $0.hasSuffix(" 100000000000 !!!") })
    }

    /// Sums that do not fit stay at the greatest number, also for trees that are compared with such.
    @Test func sumsThatDoNotFitStayAtTheGreatestNumber() throws {
        let repository = try ScratchRepository()
        try bomb(30, in: repository)
        let git = repository.git
        let small = try git.line("rev-parse", "main:0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0")
        let tree = try git.run(["mktree"], input: Array("040000 tree \(small)\t0\n".utf8)).lines[0].text
        try git(
            "update-ref", "refs/heads/main",
            try git.line("commit-tree", "-m", "small", "-p", "main", tree))
        let found = try figures(repository)
        #expect(found["max_files"] == Int.max)
        #expect(found["max_checkout_bytes"] == Int.max)
        #expect(found["max_path_depth"] == 30)
        #expect(found["trees"] == 31)
        #expect(found["tree_entries"] == 29 * 10 + 2)
    }

    /// A tree with 2^61 files: its parent in history has it once, the child some times under other names, the grandchild not at all.
    ///
    /// On the way from one to the next a sum does not fit, although three times 2^61 do.
    @Test(arguments: [3, 9]) func sumsThatDoNotFitOnTheWayAreMadeAnew(times: Int) throws {
        let repository = try ScratchRepository()
        let git = repository.git
        let blob = try repository.writeObject("blob", Array("x".utf8))
        func tree(_ entries: [String]) throws -> String {
            let text = entries.map { $0 + "\n" }.joined()
            return try git.run(["mktree"], input: Array(text.utf8)).lines[0].text
        }
        var great = try tree(["100644 blob \(blob)\tf"])
        for _ in 0..<61 { great = try tree(["a", "b"].map { "040000 tree \(great)\t\($0)" }) }
        var commit: [String] = []
        for (name, root) in [
            ("once", try tree(["040000 tree \(great)\tz"])),
            ("often", try tree("abcdefghi".prefix(times).map { "040000 tree \(great)\t\($0)" })),
            ("never", try tree(["100644 blob \(blob)\tf", "100644 blob \(blob)\tg"])),
        ] {
            let words = ["commit-tree", "-m", name, root] + commit.flatMap { ["-p", $0] }
            commit = [try git.run(words).lines[0].text]
        }
        try git("update-ref", "refs/heads/main", commit[0])
        for jobs in ["--jobs=1", "--jobs=3"] {
            let found = try figures(repository, jobs)
            #expect(found["max_files"] == (times == 3 ? 3 << 61 : Int.max), "\(jobs)")
            #expect(found["max_checkout_bytes"] == found["max_files"], "\(jobs)")
            #expect(found["max_directories"] == Int.max, "\(jobs)")
            #expect(found["max_path_depth"] == 63, "\(jobs)")
            #expect(found["trees"] == 65, "\(jobs)")
            #expect(found["unknown_objects"] == 0, "\(jobs)")
        }
    }

    /// A missing blob and a missing tree are counted and named, and the rest is measured.
    @Test func missingObjectsAreNamedAndCounted() throws {
        let repository = try ScratchRepository()
        let git = repository.git
        for (path, content) in [("a", "1\n"), ("b", "22\n"), ("d/c", "333\n")] {
            try repository.write(path, content)
        }
        try git("add", ".")
        try git("commit", "-qm", "one")
        for name in ["main:b", "main:d"] {
            #expect(unlink(repository.looseObjectPath(try git.line("rev-parse", name))) == 0)
        }
        let result = try repository.rgit("info", "--history", "--json").expecting(3)
        let document = try JSONValue(parsing: result.stdout)
        #expect(document["history"]?["unknown_objects"]?.integer == 2)
        #expect(document["history"]?["blobs"]?.integer == 1)
        #expect(document["history"]?["trees"]?.integer == 1)
        #expect(document["history"]?["max_files"]?.integer == 2)
        #expect(document["history"]?["max_directories"]?.integer == 2)
        #expect(document["errors"]?.array.count == 2)
    }

    @Test func anEmptyRepositoryAndAShallowClone() throws {
        let empty = try ScratchRepository()
        #expect(try figures(empty) == (try reference(empty.git)))
        let repository = try RandomHistory(seed: 420).makeRepository()
        let clone = "\(repository.folder.path)/shallow"
        try repository.git("clone", "-q", "--depth", "2", "file://\(repository.path)", clone)
        let result = try repository.rgit.at(clone)("info", "--history").expecting(0)
        #expect(result.errorText.contains("shallow"))
        let count = try repository.git.at(clone).line("rev-list", "--count", "--all")
        #expect(try repository.rgit.at(clone)("info", "--value", "history.commits").text == count + "\n")
    }
}
