// Settings and attributes that decide how a file's content is read, beside git: big files, encodings of the working tree.

import Support
import Testing

@Suite struct BigFileTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository { builder in
            let small = String(repeating: "line\n", count: 10)
            let big = String(repeating: "line\n", count: 300)
            let first = builder.commit("one\n", [.file("small", small), .file("big", big)])
            builder.commit(
                "two\n", parents: [first],
                [.file("small", small + "more\n"), .file("big", big + "more\n"), .file("new", big)])
        }
        try repository.checkOut()
        try repository.git("config", "core.bigFileThreshold", "1k")
        return repository
    }

    @Test func filesAboveTheThresholdAreBinary() throws {
        let repository = try repository()
        let expected = try repository.git("diff", "--numstat", "HEAD~", "HEAD").stdout
        #expect(expected.text.contains("-\t-\tbig"))
        #expect(
            try repository.rgit("diff-stats", "--numstat", "HEAD~", "HEAD").expecting(0).stdout == expected)
        let files = try repository.rgit.json(["log", "-n", "1", "--stats"])["commits"]?[0]?["stats"]?["files"]
        #expect(files?.array.map { $0["binary"]?.bool } == [true, true, false])
        try repository.write("big", "line\n")
        try repository.write("small", String(repeating: "other\n", count: 400))
        let work = try repository.git("diff", "--numstat", "HEAD").stdout
        #expect(try repository.rgit("diff-stats", "--numstat").expecting(0).stdout == work)
    }

    /// Git asks for the size before it reads, and no more once it has read: to find a rename that is not exact, or to compare
    /// a file of the working tree with a blob of the same size.
    @Test(arguments: ["5", "1k"], [[], ["-C"], ["--find-copies-harder"], ["--no-renames"]] as [[String]])
    func whatGitHasReadIsCounted(threshold: String, options: [String]) throws {
        let repository = try ScratchRepository { builder in
            let lines = (1...200).map { "\($0)\n" }.joined()
            let one = builder.commit(
                "one\n", [.file("t1", lines), .file("w", "abcdefgh\n"), .file("c", lines + "c\n")])
            let two = builder.commit(
                "two\n", parents: [one], [.delete(path: Array("t1".utf8)), .file("t2", lines + "e\n")])
            let three = builder.commit("three\n", parents: [two], [.file("t2", lines + "e\ne\n")])
            builder.commit(
                "four\n", parents: [three],
                [.file("t3", lines + "f\n"), .file("t2", "x\n"), .file("u", "long enough\n")])
        }
        try repository.checkOut()
        try repository.git("config", "core.bigFileThreshold", threshold)
        let plain = options.isEmpty ? ["-M"] : options
        for commit in ["HEAD~2", "HEAD~1", "HEAD"] {
            let expected = try repository.git.run(["diff", "--numstat"] + plain + ["\(commit)~1", commit])
                .stdout
            let found = try repository.rgit.run(
                ["diff-stats", "--numstat"] + options + ["\(commit)~1", commit])
            #expect(found.stdout == expected, "\(commit)\n\(found)")
        }
        try repository.write("w", "hgfedcba\n")
        try repository.write("c", "changed in size\n")
        try repository.write("u", "long enougH\n")
        try repository.write(".gitattributes", "u text\n")
        let expected = try repository.git.run(["diff", "--numstat"] + plain + ["HEAD"]).stdout
        #expect(try repository.rgit.run(["diff-stats", "--numstat"] + options).stdout == expected)
    }

    /// A blob that announces five gigabytes is binary by its size alone; nothing of it is inflated.
    @Test func onlyTheSizeOfAHugeBlobIsRead() throws {
        let repository = try ScratchRepository()
        try repository.write("f", "1\n")
        try repository.git("add", "f")
        try repository.git("commit", "-q", "-m", "one")
        let blob = try repository.git.line("rev-parse", "HEAD:f")
        let file = Array(repository.looseObjectPath(blob).utf8)
        TemporaryFolder.removeTree(file)
        try FileTree.write(LooseObjectWriter.file("blob", Array("1\n".utf8), size: "\(5 << 30)"), to: file)
        let empty = try repository.git.line("hash-object", "-t", "tree", "/dev/null")
        let expected = try repository.git("diff", "--numstat", empty, "HEAD")
        #expect(expected.text == "-\t-\tf\n")
        #expect(try repository.rgit("diff-stats", "--numstat", "HEAD").expecting(0).stdout == expected.stdout)
        let total = try repository.rgit.json(["log", "--stats"])["commits"]?[0]?["stats"]?["total"]
        #expect(total?["files"]?.integer == 1)
        #expect(try repository.rgit.json(["blame-stats"])["skipped"]?["too_large"]?.integer == 1)
    }

    @Test func blameStatsCountsThemAsTooLarge() throws {
        let document = try repository().rgit.json(["blame-stats"])
        #expect(document["skipped"]?["too_large"]?.integer == 2)
        #expect(document["skipped"]?["binary"]?.integer == 0)
        #expect(document["total"]?["lines"]?.integer == 11)
    }
}

@Suite struct WorkTreeEncodingTests {
    @Test(arguments: [
        ("ISO-8859-1", [0xE9, 0x0A] as [UInt8], [0xE9, 0x0A, 0xFC, 0x0A] as [UInt8]),
        ("UTF-16LE", [0xE9, 0, 0x0A, 0], [0xE9, 0, 0x0A, 0, 0x41, 0, 0x0A, 0]),
        ("UTF-16", [0xFE, 0xFF, 0, 0xE9, 0, 0x0A], [0xFE, 0xFF, 0, 0x41, 0, 0x0A, 0, 0x42, 0, 0x0A]),
        ("UTF-16LE-BOM", [0xFF, 0xFE, 0xE9, 0, 0x0A, 0], [0xFF, 0xFE, 0x41, 0, 0x0A, 0, 0xE9, 0, 0x0A, 0]),
    ])
    func contentIsComparedAsItIsStored(encoding: String, old: [UInt8], new: [UInt8]) throws {
        let repository = try ScratchRepository()
        try repository.write(".gitattributes", "*.txt text working-tree-encoding=\(encoding)\n")
        let (changed, same) = (Array("changed.txt".utf8), Array("same.txt".utf8))
        try repository.write(changed, old)
        try repository.write(same, old)
        try repository.git("add", ".")
        try repository.git("commit", "--quiet", "-m", "one")
        #expect(try repository.git("show", "HEAD:same.txt").stdout == [0xC3, 0xA9, 0x0A])
        try repository.write(changed, new)
        // Written anew, so that its content is compared.
        try repository.write(same, old)
        let expected = try repository.git("diff", "--numstat", "HEAD").stdout
        #expect(expected.text.hasSuffix("\tchanged.txt\n"))
        let found = try repository.rgit("diff-stats", "--numstat").expecting(0)
        #expect(found.stdout == expected)
    }

    /// What is not in its encoding counts as it is, with a warning that names the file; git answers with status 0.
    @Test(arguments: [
        ("UTF-16", [0xFF, 0xFE, 0x61] as [UInt8], "failed to encode from UTF-16 to UTF-8"),
        ("utf-16", [0x61, 0, 0x0A, 0], "byte order mark is required if encoded as utf-16"),
        ("UTF16LE", [0xFF, 0xFE, 0x61, 0], "byte order mark is prohibited if encoded as UTF16LE"),
        ("UTF-16LE", [0x61, 0, 0x0A], "failed to encode from UTF-16LE to UTF-8"),
        ("UTF-16BE-BOM", [0xFE, 0xFF, 0, 0x61], "failed to encode from UTF-16BE-BOM to UTF-8"),
        ("UTF-32", [0x61, 0, 0, 0], "byte order mark is required if encoded as UTF-32"),
        ("no-such-encoding", [0x61, 0x0A, 0x62, 0x0A], "failed to encode from no-such-encoding to UTF-8"),
        ("US-ASCII", [0x61, 0xE9, 0x0A], "failed to encode from US-ASCII to UTF-8"),
    ])
    func contentThatIsNotInItsEncodingCountsAsItIs(encoding: String, bytes: [UInt8], warning: String) throws {
        let repository = try ScratchRepository()
        try repository.write("f.u", "a\nb\n")
        try repository.write("g", "x\n")
        try repository.git("add", ".")
        try repository.git("commit", "-q", "-m", "one")
        try repository.write(".gitattributes", "*.u text working-tree-encoding=\(encoding)\n")
        try repository.write(Array("f.u".utf8), bytes)
        try repository.write("g", "x\ny\n")
        let expected = try repository.git("diff", "--numstat", "HEAD").stdout
        let found = try repository.rgit("diff-stats", "--numstat").expecting(0)
        #expect(found.stdout == expected, "\(found)")
        #expect(found.errorText == "warning: \(warning): f.u\n", "\(found)")
        let document = try repository.rgit.json(["diff-stats"])
        #expect(document["errors"]?.array.isEmpty == true)
        #expect(document["files"]?.array.count == expected.pieces(endedBy: 0x0A).count)
        let blame = try repository.rgit("blame", "--porcelain", "f.u").expecting(0)
        #expect(blame.errorText == "warning: \(warning): f.u\n", "\(blame)")
        let lines = try repository.git("blame", "--porcelain", "f.u").lines.filter { $0.first == 0x09 }
        #expect(blame.lines.filter { $0.first == 0x09 } == lines)
    }

    /// An attribute that is set names no encoding; git ends there, rgit names the file and goes on.
    @Test func anEncodingWithoutANameIsRefused() throws {
        let repository = try ScratchRepository()
        for name in ["f.u", "g"] { try repository.write(name, "x\n") }
        try repository.git("add", ".")
        try repository.git("commit", "-q", "-m", "one")
        try repository.write(".gitattributes", "*.u working-tree-encoding\n")
        for name in ["f.u", "g"] { try repository.write(name, "changed\n") }
        #expect(try repository.git.runner.run("git", ["diff", "--numstat", "HEAD"]).exitStatus == 128)
        let found = try repository.rgit("diff-stats", "--numstat")
        #expect(found.exitStatus == 3)
        #expect(found.text == "1\t1\tg\n")
        #expect(found.errorText == "rgit: true/false are no valid working-tree-encodings: f.u\n")
    }
}
