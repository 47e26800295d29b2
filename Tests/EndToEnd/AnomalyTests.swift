// Damaged repositories: exit 3, the thing by its name, the rest of the answer, and never a crash or a hang.

import Support
import Testing

@Suite struct AnomalyTests {
    static let questions: [[String]] = [
        ["log", "--all", "--stats"], ["log"], ["branches", "-a"], ["contributors", "--all", "--stats"],
        ["blame-stats"], ["diff-stats", "HEAD"], ["log", "--count", "--all"], ["log", "--", "src"],
    ]

    /// However it ended, it was not by a crash, with a message where it failed and valid JSON where it did not.
    private func expectOrderly(
        _ result: ProcessResult, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            !result.timedOut && result.signal == nil, "\(what)\n\(result)", sourceLocation: sourceLocation)
        #expect([0, 3].contains(result.exitStatus), "\(what)\n\(result)", sourceLocation: sourceLocation)
        if result.exitStatus == 3 {
            #expect(
                result.errorText.hasPrefix("rgit: "), "\(what)\n\(result)", sourceLocation: sourceLocation)
        }
    }

    private func run(_ repository: ScratchRepository, _ words: [String]) throws -> ProcessResult {
        var rgit = repository.rgit
        rgit.runner.timeout = 30
        return try rgit.run(words)
    }

    @Test func aMissingBlobIsNamedAndTheRestIsThere() throws {
        var builder = HistoryBuilder()
        let a = builder.commit("one\n", [.file("f", "1\n"), .file("g", "x\n")])
        let b = builder.commit("two\n", parents: [a], [.file("f", "1\n2\n")])
        builder.commit("three\n", parents: [b], [.file("g", "x\ny\n")])
        let repository = try ScratchRepository()
        let names = try repository.load(builder)
        let blob = try repository.git.line("rev-parse", "\(try #require(names[b])):f")
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(blob).utf8))

        let log = try run(repository, ["log", "--stats", "--json"])
        #expect(log.exitStatus == 3, "\(log)")
        #expect(log.errorText.contains(blob), "\(log)")
        let document = try JSONValue(parsing: log.stdout)
        #expect(document["commits"]?.array.map { $0["summary"]?.text } == ["three", "two", "one"])
        #expect(document["commits"]?[0]?["stats"]?["total"]?["insertions"]?.integer == 1)
        #expect(document["commits"]?[1]?["stats"] == .null)
        #expect(document["errors"]?.array.isEmpty == false)
        #expect(try run(repository, ["log", "--json"]).exitStatus == 0)

        let diff = try run(repository, ["diff-stats", "HEAD~2", "HEAD", "--json"])
        #expect(diff.exitStatus == 3, "\(diff)")
        #expect(diff.errorText.contains(blob))
        let blame = try run(repository, ["blame-stats", "--json"])
        #expect(blame.exitStatus == 3, "\(blame)")
        let contributors = try run(repository, ["contributors", "--stats", "--json"])
        #expect(contributors.exitStatus == 3, "\(contributors)")
    }

    @Test func aMissingCommitIsNamed() throws {
        var builder = HistoryBuilder()
        let a = builder.commit("one\n")
        let b = builder.commit("two\n", parents: [a])
        builder.commit("three\n", parents: [b])
        let repository = try ScratchRepository()
        let name = try #require(try repository.load(builder)[a])
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(name).utf8))
        for words in [["log", "--json"], ["contributors", "--json"], ["log", "--count"]] {
            let result = try run(repository, words)
            #expect(result.exitStatus == 3, "\(result)")
            #expect(result.errorText.contains(name), "\(result)")
        }
        // What does not reach it is not hurt by it.
        let newest = try run(repository, ["log", "-n1", "--json"])
        #expect(try JSONValue(parsing: newest.stdout)["commits"]?.array.count == 1, "\(newest)")
    }

    @Test func aMissingTreeIsNamed() throws {
        let repository = try ScratchRepository { history in
            let a = history.commit("one\n", [.file("d/f", "1\n")])
            history.commit("two\n", parents: [a], [.file("d/f", "2\n")])
        }
        let tree = try repository.git.line("rev-parse", "HEAD:d")
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(tree).utf8))
        for words in [
            ["log", "--stats", "--json"], ["diff-stats", "HEAD"], ["blame-stats"], ["log", "--", "d/f"],
        ] {
            let result = try run(repository, words)
            #expect(result.exitStatus == 3, "\(result)")
            #expect(result.errorText.contains(tree), "\(result)")
        }
    }

    @Test func aWorkerThatFailsMidwayLeavesTheOthersAnswers() throws {
        // A commit in the middle of many has a blob that cannot be read: its neighbours' counts are there,
        // the same for every number of workers.
        var builder = HistoryBuilder()
        var marks = [builder.commit("0\n", [.file("f", "0\n")])]
        for number in 1...300 {
            marks.append(
                builder.commit(
                    "\(number)\n", parents: [marks[number - 1]], [.file("f\(number % 9)", "\(number)\n")]))
        }
        let repository = try ScratchRepository()
        let names = try repository.load(builder)
        let middle = try #require(names[marks[150]])
        let blob = try repository.git.line("rev-parse", "\(middle):f6")
        let pack = try repository.repack()
        let packed = try FileTree.read(Array(pack.utf8))
        TemporaryFolder.removeTree(Array("\(repository.gitDirectory)/objects/pack".utf8))
        try repository.git.run(["unpack-objects", "-q"], input: packed)
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(blob).utf8))
        let one = try run(repository, ["log", "--stats", "--json", "-j1"])
        #expect(one.exitStatus == 3, "\(one)")
        let rows = try JSONValue(parsing: one.stdout)["commits"]?.array ?? []
        #expect(rows.count == 301)
        let unknown = rows.filter { $0["stats"] == .null }.count
        #expect((1...2).contains(unknown), "\(unknown)")
        for jobs in ["-j2", "-j7"] {
            let more = try run(repository, ["log", "--stats", "--json", jobs])
            #expect(more.stdout == one.stdout)
            #expect(more.exitStatus == 3)
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5] as [UInt64])
    func aPackDamagedAnywhereIsSurvived(seed: UInt64) throws {
        let repository = try RandomHistory(seed: 700 + seed).makeRepository()
        let pack = try repository.repack("-f", "--depth=50")
        let index = pack.replacing(".pack", with: ".idx")
        try repository.git.runner.run("chmod", ["u+w", pack, index]).expecting(0)
        let goodPack = try FileTree.read(Array(pack.utf8))
        let goodIndex = try FileTree.read(Array(index.utf8))
        var random = SplitMix64(seed: seed)
        for _ in 0..<6 {
            var badPack = goodPack
            var badIndex = goodIndex
            let what: String
            switch random.below(5) {
            case 0:
                let end = random.below(goodPack.count)
                badPack = Array(goodPack[..<end])
                what = "pack cut at \(end)"
            case 1:
                let end = random.below(goodIndex.count)
                badIndex = Array(goodIndex[..<end])
                what = "index cut at \(end)"
            case 2:
                let place = random.below(goodIndex.count)
                badIndex[place] ^= UInt8(1 + random.below(255))
                what = "index changed at \(place)"
            default:
                let place = 12 + random.below(goodPack.count - 12)
                badPack[place] ^= UInt8(1 + random.below(255))
                what = "pack changed at \(place)"
            }
            try FileTree.write(badPack, to: Array(pack.utf8))
            try FileTree.write(badIndex, to: Array(index.utf8))
            for words in Self.questions {
                expectOrderly(try run(repository, words), "seed \(seed), \(what)")
            }
        }
    }

    @Test func aTruncatedPackEndsWith3() throws {
        let repository = try RandomHistory(seed: 710).makeRepository()
        let pack = try repository.repack()
        try repository.git.runner.run("chmod", ["u+w", pack]).expecting(0)
        let bytes = try FileTree.read(Array(pack.utf8))
        try FileTree.write(Array(bytes[..<(bytes.count / 3)]), to: Array(pack.utf8))
        let result = try run(repository, ["log", "--all", "--stats", "--json"])
        #expect(result.exitStatus == 3, "\(result)")
        expectOrderly(result, "truncated pack")
        try FileTree.write([], to: Array(pack.utf8))
        expectOrderly(try run(repository, ["log", "--all"]), "empty pack")
        #expect(try run(repository, ["log", "--all"]).exitStatus == 3)
    }

    @Test func aDamagedCommitGraphIsNamedAndTheObjectsAnswer() throws {
        let repository = try RandomHistory(seed: 711, commits: 80).makeRepository()
        let git = repository.git
        try git("branch", "behind", "HEAD~3")
        let file = try #require(
            try git("ls-tree", "-r", "--name-only", "HEAD").lines.map(\.text).first {
                // Lines of an empty file need no history.
                try git.line("cat-file", "-s", "HEAD:\($0)") != "0"
            })
        let questions = [
            ["branches", "--base", "behind", "--ndjson"], ["blame", "HEAD", "--", file],
            ["blame", "HEAD~5..HEAD", "--", file], ["blame-stats", "HEAD", "--ndjson"],
            ["contributors", "HEAD...behind", "--ndjson"], ["log", "--ndjson", "--topo-order"],
        ]
        let answers = try questions.map { try run(repository, $0).stdout }
        try git("commit-graph", "write", "--reachable", "--changed-paths")
        let head = try git.line("rev-parse", "HEAD")
        let path = "\(repository.gitDirectory)/objects/info/commit-graph"
        try git.runner.run("chmod", ["u+w", path]).expecting(0)
        var graph = try FileTree.read(Array(path.utf8))
        // The table of chunks: four letters and eight bytes of offset each, from the ninth byte on.
        func offset(of name: String) throws -> Int {
            let entries = (0...Int(graph[6])).map { graph[(8 + 12 * $0)..<(20 + 12 * $0)] }
            let entry = try #require(entries.first { $0.starts(with: name.utf8) })
            return entry.dropFirst(4).reduce(0) { $0 << 8 | Int($1) }
        }
        let names = try offset(of: "OIDL")
        let commits = try offset(of: "CDAT")
        // Of either object format.
        let length = head.utf8.count / 2
        let place = try #require(
            (0..<(commits - names) / length).first { place in
                graph[(names + place * length)..<(names + (place + 1) * length)]
                    .elementsEqual(decodeHex(head))
            })
        // The first parent of HEAD.
        let parent = commits + place * (length + 16) + length
        graph.replaceSubrange(parent..<(parent + 4), with: [0, 1, 2, 3])
        try FileTree.write(graph, to: Array(path.utf8))
        for (words, arguments) in [
            (["log", "--count"], ["rev-list", "--count", "HEAD"]),
            (["log", "--count", "--", "src"], ["rev-list", "--count", "HEAD", "--", "src"]),
            (["log", "--count", "--no-merges"], ["rev-list", "--count", "--no-merges", "HEAD"]),
        ] {
            let result = try run(repository, words)
            #expect(result.exitStatus == 3, "\(result)")
            #expect(result.errorText.contains(head) && result.errorText.contains(path), "\(result)")
            let expected = try git.run(["-c", "core.commitGraph=false"] + arguments)
            #expect(result.stdout.text == expected.stdout.text, "\(words)")
        }
        for (words, answer) in zip(questions, answers) {
            let result = try run(repository, words)
            #expect(result.exitStatus == 3, "\(result)")
            let named = result.errorText.split(separator: "\n").filter { $0.contains(path) }
            #expect(named.count == 1 && named[0].contains(head), "\(result)")
            #expect(result.stdout == answer, "\(words)")
        }
    }

    private func decodeHex(_ digits: String) -> [UInt8] {
        stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(digits.dropFirst($0).prefix(2), radix: 16)
        }
    }

    @Test func malformedObjectsAreSurvived() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        let tree = try repository.git.line("rev-parse", "HEAD^{tree}")
        let person = "A <a@b> 1600000000 +0000"
        let commits = [
            "", "tree", "tree \(tree)\n", "tree \(tree)\nauthor \(person)\n\nno committer\n",
            "tree \(tree)\nauthor A a@b\ncommitter \(person)\n\nno brackets\n",
            "tree \(tree)\nauthor A <a@b> 99999999999999999999999 +0000\ncommitter \(person)\n\ndate\n",
            "tree \(tree)\nauthor A <a@b> -5 +9999999\ncommitter A <a@b> x y\n\ndates\n",
            "tree \(tree)\nparent \(tree)\nauthor \(person)\ncommitter \(person)\n\na tree as parent\n",
            "tree \(String(repeating: "0", count: 40))\nauthor \(person)\ncommitter \(person)\n\nno tree\n",
            "tree zzzz\nauthor \(person)\ncommitter \(person)\n\nbad name\n",
            "tree \(tree)\nauthor \(person)\ncommitter \(person)\n\nNUL\0inside\n",
            "tree \(tree)\nauthor \(person)\ncommitter \(person)\nencoding \n\nno encoding\n",
            "tree \(tree)\nauthor \(person)\ncommitter \(person)\ngpgsig -----BEGIN\n more\n\nsigned\n",
            "tree \(tree)\nauthor <<a@b>> 1 +0000\ncommitter \(person)\n\nbrackets\n",
        ]
        for (number, commit) in commits.enumerated() {
            let name = try repository.writeObject("commit", Array(commit.utf8))
            let file = "\(repository.gitDirectory)/refs/heads/odd"
            try FileTree.write(Array("\(name)\n".utf8), to: Array(file.utf8))
            for words in [
                ["log", "odd", "--json"], ["contributors", "odd"], ["branches"], ["diff-stats", "odd"],
            ] {
                expectOrderly(try run(repository, words), "commit \(number) \(words)")
            }
        }
        let blob = try repository.git.line("rev-parse", "HEAD:f")
        let bytes = stride(from: 0, to: 40, by: 2).compactMap { offset in
            UInt8(blob.dropFirst(offset).prefix(2), radix: 16)
        }
        let trees: [[UInt8]] = [
            [], Array("100644 f".utf8), Array("100644 f\0".utf8) + bytes.dropLast(),
            Array("100644 \0".utf8) + bytes, Array("999999999999999 f\0".utf8) + bytes,
            Array("40000 loop\0".utf8) + bytes, Array("100644 ..\0".utf8) + bytes,
            Array("100644 b\0".utf8) + bytes + Array("100644 a\0".utf8) + bytes, Array("junk".utf8),
        ]
        for (number, tree) in trees.enumerated() {
            let name = try repository.writeObject("tree", tree)
            let commit = "tree \(name)\nauthor \(person)\ncommitter \(person)\n\nodd tree\n"
            let odd = try repository.writeObject("commit", Array(commit.utf8))
            for words in [
                ["log", "--stats", odd], ["diff-stats", odd], ["blame-stats", odd],
                ["diff-stats", "HEAD", odd],
                ["log", odd, "--", "f"],
            ] {
                expectOrderly(try run(repository, words), "tree \(number) \(words)")
            }
        }
    }

    @Test func looseObjectsThatAreNoneAreSurvived() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        for revision in ["HEAD", "HEAD^{tree}", "HEAD:f"] {
            let name = try repository.git.line("rev-parse", revision)
            let path = repository.looseObjectPath(name)
            let good = try FileTree.read(Array(path.utf8))
            try repository.git.runner.run("chmod", ["u+w", path]).expecting(0)
            for bad in [[], [0], Array("garbage".utf8), Array(good.dropLast(5)), good.map { $0 ^ 0x55 }] {
                try FileTree.write(bad, to: Array(path.utf8))
                for words in Self.questions {
                    expectOrderly(try run(repository, words), "\(revision) is \(bad.count) bytes")
                }
                let all = try run(repository, ["log", "--stats"])
                #expect(all.exitStatus == 3, "\(revision) \(bad.count) \(all)")
            }
            try FileTree.write(good, to: Array(path.utf8))
        }
    }

    @Test func brokenReferencesAreNamedAndTheOthersListed() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        let heads = "\(repository.gitDirectory)/refs/heads"
        try FileTree.write(Array("garbage\n".utf8), to: Array("\(heads)/garbage".utf8))
        try FileTree.write(Array("ref: refs/heads/loop\n".utf8), to: Array("\(heads)/loop".utf8))
        let missing = String(repeating: "1", count: 40)
        try FileTree.write(Array("\(missing)\n".utf8), to: Array("\(heads)/missing".utf8))
        let result = try run(repository, ["branches", "--json"])
        expectOrderly(result, "broken references")
        #expect(result.exitStatus == 3, "\(result)")
        let rows = try JSONValue(parsing: result.stdout)["branches"]?.array ?? []
        #expect(rows.contains { $0["name"]?.text == "main" }, "\(result)")
        expectOrderly(try run(repository, ["log", "--all"]), "broken references")
        try FileTree.write(Array("nonsense".utf8), to: Array("\(repository.gitDirectory)/HEAD".utf8))
        expectOrderly(try run(repository, ["log"]), "broken HEAD")
    }

    @Test func brokenIndexesAndConfigurationsAreNamed() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        try repository.checkOut()
        let index = "\(repository.gitDirectory)/index"
        let good = try FileTree.read(Array(index.utf8))
        for bad in [[], Array("DIRC".utf8), Array(good.dropLast(30)), good.map { $0 ^ 0x11 }] {
            try FileTree.write(bad, to: Array(index.utf8))
            expectOrderly(try run(repository, ["diff-stats"]), "index of \(bad.count) bytes")
            expectOrderly(try run(repository, ["diff-stats", "--staged"]), "index of \(bad.count) bytes")
        }
        try FileTree.write(good, to: Array(index.utf8))
        try FileTree.write(Array("[core\nbroken".utf8), to: Array("\(repository.gitDirectory)/config".utf8))
        let result = try run(repository, ["log"])
        #expect(result.exitStatus == 3, "\(result)")
        #expect(result.errorText.contains("config"), "\(result)")
    }
}
