// `rgit last-modified` beside `git log` of each path.

import Support
import Testing

@Suite struct LastModifiedTests {
    /// The values of one field, by path.
    private static func values(
        _ rgit: Rgit, _ field: String, _ arguments: [String]
    ) throws -> [(path: [UInt8], value: String)] {
        let paths = try rgit.run(["last-modified", "--value", "path", "-z"] + arguments).expecting(0).stdout
            .pieces(endedBy: 0)
        let values = try rgit.run(["last-modified", "--value", field] + arguments).expecting(0).lines
        #expect(paths.count == values.count)
        return zip(paths, values).map { ($0, $1.text) }
    }

    /// The commits that git log shows for a path.
    private static func log(
        _ git: Git, _ path: [UInt8], _ revision: String, _ options: [String] = []
    ) throws -> [String] {
        let words = (["log", "--format=%H"] + options + [revision, "--"]).map { Array($0.utf8) }
        return try git.run(words + [Array(":(literal)".utf8) + path]).lines.map(\.text)
    }

    @Test(arguments: Array(121...130) as [UInt64]) func commitsAreThoseOfGitLog(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        for (revision, options) in [("HEAD", []), ("HEAD~2", ["--first-parent"]), ("HEAD~3", [])] {
            let arguments = options + [revision]
            let last = try Self.values(scratch.rgit, "hexsha", arguments)
            let created = try Self.values(scratch.rgit, "created.hexsha", arguments)
            let tree = try scratch.git("ls-tree", "-r", "-t", "-z", "--name-only", revision).stdout
            #expect(last.map(\.path) == tree.pieces(endedBy: 0))
            for (last, created) in zip(last, created) {
                let log = try Self.log(scratch.git, last.path, revision, options)
                #expect(last.value == log.first, "\(last.path.text) of \(revision), seed \(seed)")
                #expect(created.value == log.last, "\(last.path.text) of \(revision), seed \(seed)")
            }
            // The walk for both gives the same last commits as the one that ends early.
            let both = try scratch.rgit.run(["last-modified", "--csv", "--created"] + arguments).lines
            let one = try scratch.rgit.run(["last-modified", "--csv"] + arguments).lines
            #expect(both.count == one.count && both.count > 1)
            for (both, one) in zip(both, one) { #expect(both.text.hasPrefix(one.text)) }
        }
    }

    @Test(arguments: [131, 134] as [UInt64]) func changedPathFiltersChangeNothing(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let commands = [["--created"], [], ["--first-parent"], ["--depth", "1"]]
        let before = try commands.map {
            try scratch.rgit.run(["last-modified", "--csv"] + $0).expecting(0).stdout
        }
        try scratch.git("commit-graph", "write", "--reachable", "--changed-paths")
        for (command, expected) in zip(commands, before) {
            let after = try scratch.rgit.run(["last-modified", "--csv"] + command).expecting(0).stdout
            #expect(after == expected, "\(command)")
        }
    }

    /// Merges that differ from all parents, on branches whose clocks are wrong or stood still: the order of git's own walk
    /// decides which commit is its last.
    @Test(arguments: 0..<12) func createdIsGitsLastLineWhereClocksAreWrong(round: Int) throws {
        var random = SplitMix64(seed: UInt64(7000 + round))
        let scratch = try ScratchRepository { history in
            var tips: [Mark] = []
            for number in 0..<24 {
                let author = Person("A", "a@x", 1_500_000_000 + random.below(6))
                let content = "\(number)\n"
                let name = random.percent(50) ? "a" : "d/b"
                if tips.count > 1, random.percent(40) {
                    let other = tips.remove(at: random.below(tips.count))
                    let one = tips.removeLast()
                    tips.append(
                        history.commit(
                            "m\(number)\n", parents: [one, other], author: author,
                            [.file("a", content), .file("d/b", content)]))
                } else {
                    let parents = tips.isEmpty || random.percent(15) ? [] : [random.pick(tips)]
                    tips.append(
                        history.commit(
                            "c\(number)\n", parents: parents, author: author, [.file(name, content)]))
                }
            }
            let last = tips.removeLast()
            history.commit(
                "end\n", parents: [last] + tips, author: Person("A", "a@x", 1_500_000_009),
                [.file("a", "end\n"), .file("d/b", "end\n")])
        }
        for (path, created) in try Self.values(scratch.rgit, "created.hexsha", []) {
            #expect(created == (try Self.log(scratch.git, path, "HEAD")).last, "\(path.text)")
        }
    }

    @Test func directoriesAndDepthsAreChosen() throws {
        let scratch = try ScratchRepository { history in
            let first = history.commit(
                "first\n", [.file("d/e/f", "1\n"), .file("d/g", "1\n"), .file("h", "1\n")])
            let second = history.commit("second\n", parents: [first], [.file("d/e/f", "2\n")])
            history.commit("third\n", parents: [second], [.file("h", "2\n")])
        }
        func rows(_ arguments: String...) throws -> [String] {
            try scratch.rgit.run(
                ["last-modified", "--csv", "--fields", "path,type,summary"] + arguments
            ).expecting(0).lines.dropFirst().map(\.text)
        }
        let all = ["d,tree,second", "d/e,tree,second", "d/e/f,blob,second", "d/g,blob,first", "h,blob,third"]
        #expect(try rows() == all)
        #expect(try rows("--no-trees") == [all[2], all[3], all[4]])
        #expect(try rows("--depth", "1") == [all[0], all[4]])
        #expect(try rows("--depth", "2") == [all[0], all[1], all[3], all[4]])
        #expect(try rows("--", "d/e") == [all[1], all[2]])
        #expect(try rows("--", "d") == Array(all.prefix(4)))
        #expect(try rows("--", "*g") == [all[3]])
        #expect(try rows("HEAD~2", "--", "h") == ["h,blob,first"])
        let created = try scratch.rgit.run(
            ["last-modified", "--created", "--tsv", "--fields", "path,created.summary", "--", "h"])
        #expect(created.lines.last?.text == "h\tfirst")
        for (arguments, status) in [
            (["HEAD^{tree}"], 2), (["HEAD~1..HEAD"], 2), (["HEAD", "--depth", "0"], 2), (["none"], 3),
        ] as [([String], Int32)] {
            let result = try scratch.rgit.run(["last-modified"] + arguments)
            #expect(result.exitStatus == status && result.stdout.isEmpty, "\(arguments)")
        }
    }

    @Test func aShallowCloneSaysWhatItHides() throws {
        let scratch = try ScratchRepository { history in
            var last = history.commit("first\n", [.file("a", "1\n"), .file("b", "1\n")])
            for number in 2...4 {
                last = history.commit("\(number)\n", parents: [last], [.file("b", "\(number)\n")])
            }
        }
        let clone = "\(scratch.folder.path)/shallow"
        try scratch.git.at(scratch.folder.path)(
            "clone", "-q", "--depth=2", "file://\(scratch.path)", clone)
        let rgit = scratch.rgit.at(clone)
        let rows = try rgit.json(["last-modified"])["paths"]?.array ?? []
        #expect(rows.map { $0["boundary"]?.bool } == [true, false])
        let strict = ["last-modified", "--require-history", "--value", "path"]
        let refused = try rgit.run(strict)
        #expect(refused.exitStatus == 3 && refused.lines.map(\.text) == ["a", "b"])
        #expect(refused.errorText.contains("history ends at the boundary of the shallow clone: a\n"))
        #expect(try rgit.run(strict + ["--", "b"]).exitStatus == 0)
        #expect(try rgit.run(strict + ["--created", "--", "b"]).exitStatus == 3)
        #expect(try scratch.rgit.run(strict + ["--created"]).exitStatus == 0)
    }

    /// Directories may be nested as deep as a listing goes.
    @Test func deepDirectoriesEndNoWalk() throws {
        let scratch = try ScratchRepository()
        let blob = try scratch.writeObject("blob", Array("x".utf8))
        var tree = try scratch.git.runner.run(
            "git", ["mktree"], input: Array("100644 blob \(blob)\tf\n".utf8)
        ).text
        for _ in 0..<3500 {
            let id = [UInt8](hexadecimal: tree.filter { $0 != "\n" })
            tree = try scratch.writeObject("tree", Array("40000 d\0".utf8) + id)
        }
        let id = [UInt8](hexadecimal: tree.filter { $0 != "\n" })
        let blobID = [UInt8](hexadecimal: blob)
        let top = try scratch.writeObject(
            "tree", Array("40000 d\0".utf8) + id + Array("100644 top\0".utf8) + blobID)
        let commit = try scratch.git.line("commit-tree", "-m", "one", top)
        for words in [
            ["last-modified", "--fields", "path,hexsha"],
            ["last-modified", "--created", "--fields", "path,created.hexsha"],
            ["files", "--last-commit", "--fields", "path,last_commit.hexsha"],
        ] {
            let result = try scratch.rgit.run(words + ["--csv", commit])
            #expect(result.signal == nil && result.exitStatus == 0, "\(words)")
            #expect(result.lines.map(\.text).contains("top,\(commit)"))
        }
    }

    /// Files with an attribute are no rows; directories stay, with all that is in them.
    @Test func filesWithAnAttributeAreLeftOutAndCounted() throws {
        let scratch = try ScratchRepository { history in
            let first = history.commit("one", [.file("a", "1\n"), .file("gen/x", "2\n")])
            history.commit("two", parents: [first], [.file("gen/x", "3\n"), .file("gen/y", "1\n")])
        }
        try scratch.checkOut()
        try scratch.write(".gitattributes", "gen/* linguist-generated\n")
        let words = ["last-modified", "--exclude-attr", "linguist-generated"]
        let document = try scratch.rgit.json(words)
        #expect(document["paths"]?.array.map { $0["path"]?.text } == ["a", "gen"])
        #expect(document["paths"]?[1]?["hexsha"]?.text == (try scratch.git.line("rev-parse", "HEAD")))
        #expect(document["excluded"]?["paths"]?.integer == 2)
        let table = try scratch.rgit.run(words).expecting(0)
        #expect((table.text + table.errorText).contains("left out: 2 paths by attributes"))
        #expect(try scratch.rgit.json(["last-modified"])["excluded"]?["paths"]?.integer == 0)
    }
}
