// The index's cache tree: directories that need not be read, and what a malformed one must not do.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct CacheTreeTests {
    @Test func aMissingSubtreeIsNotNeededWhereTheIndexKnowsIt() async throws {
        let scratch = try ScratchRepository {
            $0.commit(
                "one",
                [.file("a/b/f", "1\n"), .file("a/g", "1\n"), .file("a.c/f", "1\n"), .file("z", "1\n")])
        }
        try scratch.checkOut()
        try scratch.write("z", "2\n")
        try scratch.git("add", "z")
        try scratch.unpackEverything()
        for tree in ["HEAD:a", "HEAD:a.c"] {
            _ = try scratch.git.runner.run(
                "rm", ["-f", scratch.looseObjectPath(try scratch.git.line("rev-parse", tree))])
        }
        let gits = try scratch.gitNumstat(["--cached"])
        #expect(gits == ["1 1 z"])
        #expect(try await scratch.rgitNumstat(staged: true) == gits)
        // git reads the trees here and fails; what the index says of them is enough.
        #expect(try await scratch.rgitNumstat() == gits)
    }

    @Test func directoriesAreFoundByPathAndTree() throws {
        let tree = ObjectID(sha1: 1, 2, 3)
        let other = ObjectID(sha1: 4, 5, 6)
        let content =
            "\0-1 2\n".bytes + "a\03 1\n".bytes + tree.bytes + "b\01 0\n".bytes + other.bytes
            + "c\02 0\n".bytes + other.bytes
        let cache = CacheTree(content, .sha1)
        #expect(cache.entryCount(of: [], tree: tree) == nil)
        #expect(cache.entryCount(of: "a".bytes, tree: tree) == 3)
        #expect(cache.entryCount(of: "a".bytes, tree: other) == nil)
        #expect(cache.entryCount(of: "a/b".bytes, tree: other) == 1)
        #expect(cache.entryCount(of: "c".bytes, tree: other) == 2)
        #expect(cache.entryCount(of: "b".bytes, tree: other) == nil)

        for count in 1..<content.count {
            let short = CacheTree(Array(content[..<count]), .sha1)
            #expect(short.entryCount(of: "c".bytes, tree: other) == nil)
        }
        #expect(CacheTree("x\03 0\n".bytes + tree.bytes, .sha1).entryCount(of: "x".bytes, tree: tree) == nil)
        #expect(CacheTree("\0x 0\n".bytes, .sha1).entryCount(of: [], tree: tree) == nil)
    }

    @Test func entriesThatNoLongerFitAreNotTaken() throws {
        let scratch = try ScratchRepository {
            $0.commit("one", [.file("a/f", "1\n"), .file("a/g", "1\n"), .file("b", "1\n")])
        }
        try scratch.checkOut()
        let session = try scratch.open()
        let index = try IndexFile(
            session.layout.indexFile, sharedDirectory: session.layout.gitDirectory,
            reader: try session.makeReader())
        let root = try #require(ObjectID(hex: try scratch.git.line("rev-parse", "HEAD^{tree}").bytes, .sha1))
        let a = try #require(ObjectID(hex: try scratch.git.line("rev-parse", "HEAD:a").bytes, .sha1))
        #expect(index.entries(writtenAs: root, directory: []) == 0..<3)
        #expect(index.entries(writtenAs: a, directory: "a".bytes) == 0..<2)
        #expect(index.entries(writtenAs: a, directory: []) == nil)
        var shorter = index
        shorter.entries.removeFirst()
        #expect(shorter.entries(writtenAs: a, directory: "a".bytes) == nil)
        #expect(shorter.entries(writtenAs: root, directory: []) == nil)
        var conflicted = index
        conflicted.entries[0].stage = 2
        #expect(conflicted.entries(writtenAs: a, directory: "a".bytes) == nil)
    }
}
