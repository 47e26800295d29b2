// `rgit cat` against `git cat-file`.

import Support
import Testing

@Suite struct CatTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository { history in
            let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 3) }
            let one = history.commit(
                "one\n",
                [
                    .file("a", "no line feed"), .file("empty", ""), .file("d/binary", bytes: bytes),
                    .file("nul", bytes: [0x61, 0, 0x0a, 0x62]), .symlink("link", to: "a"),
                    .submodule("sub", String(repeating: "1", count: 40)),
                ])
            history.tag("v1.0", of: history.commit("two\n", parents: [one], [.file("a", "2\n")]))
        }
        try repository.checkOut()
        try repository.git("tag", "blob", "main:a")
        try repository.git("tag", "-a", "-m", "m", "annotated-blob", "main:a")
        return repository
    }

    @Test func theBytesAreGits() throws {
        let repository = try repository()
        for name in [
            "HEAD:a", "main~1:a", "HEAD:empty", "HEAD:d/binary", "HEAD:nul", "HEAD:link", ":a", "v1.0:a",
            "blob",
            "annotated-blob", "HEAD:./a",
        ] {
            let expected = try repository.git("cat-file", "blob", name).stdout
            #expect(try repository.rgit("cat", name).expecting(0).stdout == expected, "\(name)")
        }
        let both = try repository.rgit("cat", "HEAD~1:a", "HEAD:a").expecting(0)
        #expect(both.text == "no line feed2\n")
        let folder = repository.rgit.at("\(repository.path)/d")
        #expect(try folder("cat", "HEAD:./binary", "HEAD:../a").expecting(0).stdout.count == 200_002)
    }

    @Test func rawObjectsOfAnyTypeAreGits() throws {
        let repository = try repository()
        for (name, type) in [
            ("HEAD", "commit"), ("v1.0", "tag"), ("HEAD^{tree}", "tree"), ("HEAD:a", "blob"),
            ("annotated-blob", "tag"),
        ] {
            let stored = try repository.git.line("cat-file", "-t", name)
            let expected = try repository.git("cat-file", stored, name).stdout
            #expect(try repository.rgit("cat", "--raw", name).expecting(0).stdout == expected, "\(name)")
            #expect(stored == type || name == "v1.0")
        }
        #expect(try repository.rgit("cat", "--raw", "nothing", "HEAD:a").expecting(3).text == "2\n")
        #expect(try repository.rgit("cat", "--raw", "--batch").expecting(2).stdout.isEmpty)
    }

    @Test func whatIsNoFileIsNamedAndTheRestIsPrinted() throws {
        let repository = try repository()
        for (name, message) in [
            ("HEAD", "a commit, not a file: HEAD"), ("HEAD:d", "a tree, not a file: HEAD:d"),
            ("v1.0", "a commit, not a file: v1.0"), ("HEAD:none", "unknown revision: HEAD:none"),
            ("nothing", "unknown revision: nothing"),
            ("HEAD:sub", "missing object: \(String(repeating: "1", count: 40))"),
        ] {
            let result = try repository.rgit("cat", name, "HEAD:a").expecting(3)
            #expect(result.text == "2\n")
            #expect(result.errorText.contains(message), "\(result)")
        }
        for words in [
            ["--textconv", "HEAD:a"], ["--filters", "HEAD:a"], [], ["--json", "HEAD:a"],
            ["--batch", "HEAD:a"],
        ] {
            #expect(try repository.rgit.run(["cat"] + words).expecting(2).stdout.isEmpty)
        }
    }

    @Test func batchIsGits() throws {
        let repository = try repository()
        let hexsha = try repository.git.line("rev-parse", "HEAD")
        let names = [
            "HEAD", "HEAD:a", "HEAD^{tree}", "v1.0", "HEAD:d/binary", hexsha, String(hexsha.prefix(8)),
            "none",
            "HEAD:none", "HEAD:sub", "", " HEAD", String(repeating: "0", count: 40), "blob", ":a",
            "HEAD:empty",
        ]
        for (separator, options) in [("\n", []), ("\r\n", []), ("\0", ["-z"])] as [(String, [String])] {
            for end in ["", separator] {
                let input = Array((names.joined(separator: separator) + end).utf8)
                let expected = try repository.git.run(["cat-file", "--batch"] + options, input: input)
                let runner = repository.rgit.runner
                let result = try runner.run(Rgit.path, ["cat", "--batch"] + options, input: input).expecting(
                    0)
                #expect(result.stdout == expected.stdout, "\(separator.debugDescription)")
            }
        }
        let nothing = try repository.rgit("cat", "--batch", input: []).expecting(0)
        #expect(nothing.stdout.isEmpty)
    }

    @Test(arguments: [1111, 1112] as [UInt64]) func everyObjectOfARandomHistory(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let input = try repository.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
            .stdout
        let expected = try repository.git.run(["cat-file", "--batch"], input: input).stdout
        #expect(try repository.rgit("cat", "--batch", input: input).expecting(0).stdout == expected)
    }

    @Test func aDamagedObjectDoesNotEndABatch() throws {
        let repository = try repository()
        let hexsha = try repository.writeObject("blob", Array("lost\n".utf8))
        try repository.git("update-ref", "refs/tags/lost", hexsha)
        _ = try repository.rgit.runner.run("rm", ["-f", repository.looseObjectPath(hexsha)])
        try FileTree.write(Array("garbage".utf8), to: Array(repository.looseObjectPath(hexsha).utf8))
        let result = try repository.rgit("cat", "--batch", input: Array("lost\nHEAD:a\n".utf8)).expecting(3)
        #expect(
            result.text.hasPrefix("lost missing\n") && result.text.hasSuffix(" blob 2\n2\n\n"), "\(result)")
    }

    /// Larger than what is read as a whole, and no multiple of the size of a piece.
    private func largeContent() -> [UInt8] {
        var random = SplitMix64(seed: 5)
        return (0..<9_000_001).map { _ in UInt8(truncatingIfNeeded: random.next() & 0x3f) }
    }

    @Test func largeFilesAreStreamedFromPacksAndLooseFiles() throws {
        let repository = try repository()
        let large = try repository.writeObject("blob", largeContent())
        let zeros = try repository.writeObject("blob", [UInt8](repeating: 0, count: 20_000_000))
        let input = Array("\(large)\nHEAD:a\n\(zeros)\n".utf8)
        let expected = try repository.git.run(["cat-file", "--batch"], input: input).stdout
        #expect(expected.count > 29_000_000)
        #expect(try repository.rgit("cat", "--batch", input: input).expecting(0).stdout == expected)
        for object in [large, zeros] {
            let blob = try repository.git("cat-file", "blob", object).stdout
            #expect(try repository.rgit("cat", object).expecting(0).stdout == blob)
            #expect(try repository.rgit("cat", "--raw", object).expecting(0).stdout == blob)
        }
        try repository.git("tag", "large", large)
        try repository.git("tag", "zeros", zeros)
        try repository.git("repack", "-adq")
        #expect(try repository.rgit("cat", "--batch", input: input).expecting(0).stdout == expected)
    }

    @Test func aLargeFileThatIsCutOffOrDamagedEndsWithItsName() throws {
        let repository = try repository()
        let large = try repository.writeObject("blob", largeContent())
        let path = Array(repository.looseObjectPath(large).utf8)
        let stored = try FileTree.read(path)
        var flipped = stored
        flipped[stored.count - 2] ^= 1
        for (damaged, least) in [
            (Array(stored[..<(stored.count / 2)]), 4_000_000), (flipped, 8_700_000),
            (stored + [0], 9_000_001),
        ] {
            _ = try repository.rgit.runner.run("rm", ["-f", repository.looseObjectPath(large)])
            try FileTree.write(damaged, to: path)
            let result = try repository.rgit("cat", large, "HEAD:a").expecting(3)
            #expect(result.stdout.count >= least + 2 && result.stdout.suffix(2) == Array("2\n".utf8)[...])
            #expect(
                result.errorText.contains(large) && result.errorText.contains("loose object"),
                "\(result.errorText)")
            let batch = try repository.rgit("cat", "--batch", input: Array("\(large)\nHEAD:a\n".utf8))
                .expecting(3)
            #expect(batch.text.utf8.count < 9_000_100, "nothing can follow half an object")
        }
    }
}
