// `rgit show` beside `git cat-file` and `git log`: objects of every type, and tags of tags.

import Support
import Testing

@Suite struct ShowTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository { history in
            let first = history.commit(
                "first\n",
                [
                    .file("a.c", "1\n2\n"), .executable("run", "x\n"), .symlink("link", to: "a.c"),
                    .file("dir/b", "b\n"), .file("binary", bytes: [1, 0, 2]),
                    .submodule("module", String(repeating: "12", count: 20)),
                ])
            let second = history.commit("second\n\nBody.\n", parents: [first], [.file("a.c", "1\n3\n4\n")])
            let other = history.commit("other\n", on: "topic", parents: [first], [.file("dir/c", "c\n")])
            history.commit("merge\n", parents: [second, other], [.file("dir/c", "c\n")])
        }
        try repository.checkOut()
        try repository.git("tag", "-a", "-m", "Release one\n\nNotes.", "v1", "HEAD~1")
        try repository.git("tag", "-a", "-m", "A tag of a tag", "outer", "v1")
        try repository.git("tag", "light", "HEAD")
        return repository
    }

    private func objects(_ repository: ScratchRepository, _ words: String...) throws -> [JSONValue] {
        try repository.rgit.json(["show"] + words)["objects"]?.array ?? []
    }

    @Test func commitsAreThoseOfLog() throws {
        let repository = try repository()
        for revision in ["HEAD~1", "HEAD", "HEAD~2", "topic"] {
            let object = try #require(try objects(repository, revision).first)
            let words = ["log", "--stats", "--diff-merges=first-parent", "-n", "1", revision]
            let commit = try repository.rgit.json(words)["commits"]?.array.first
            #expect(object["commit"] == commit)
            #expect(object["type"]?.text == "commit")
            #expect(object["revision"]?.text == revision)
            #expect(try object["size"]?.integer == Int(repository.git.line("cat-file", "-s", revision)))
            #expect(object["tag"] == .null)
            #expect(object["entries"] == .null)
        }
        #expect(try objects(repository).first?["hexsha"]?.text == repository.git.line("rev-parse", "HEAD"))
    }

    @Test func tagsComeWithWhatTheyPointTo() throws {
        let repository = try repository()
        let rows = try objects(repository, "outer")
        #expect(rows.map { $0["type"]?.text } == ["tag", "tag", "commit"])
        #expect(rows.map { $0["tag"]?["name"]?.text } == ["outer", "v1", nil])
        #expect(rows[0]["tag"]?["object_hexsha"] == rows[1]["hexsha"])
        #expect(rows[1]["tag"]?["object_hexsha"] == rows[2]["hexsha"])
        #expect(rows[1]["tag"]?["message"]?.text == "Release one\n\nNotes.\n")
        #expect(
            try rows[1]["tag"]?["tagger"]?["email"]?.text
                == repository.git.line("for-each-ref", "--format=%(taggeremail:trim)", "refs/tags/v1"))
        #expect(rows[2]["commit"]?["summary"]?.text == "second")
        #expect(try objects(repository, "light").map { $0["type"]?.text } == ["commit"])
    }

    @Test func treesHaveTheirEntriesAndBlobsTheirKind() throws {
        let repository = try repository()
        let tree = try #require(try objects(repository, "HEAD^{tree}").first)
        let found = (tree["entries"]?.array ?? []).map { entry in
            ["mode", "type", "hexsha", "path"].map { entry[$0]?.text ?? "" }
        }
        let expected = try repository.git("ls-tree", "HEAD").lines.map(\.text).map { line in
            line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        }
        #expect(found == expected)
        let blobs = try objects(repository, "HEAD:a.c", "HEAD:binary", "HEAD:link")
        #expect(blobs.map { $0["type"]?.text } == ["blob", "blob", "blob"])
        #expect(blobs.map { $0["size"]?.integer } == [6, 3, 3])
        #expect(blobs.map { $0["binary"] } == [.bool(false), .bool(true), .bool(false)])
    }

    @Test func valuesAreNamedWithoutTheirGroup() throws {
        let repository = try repository()
        #expect(try repository.rgit("show", "--value", "summary").text == "merge\n")
        #expect(try repository.rgit("show", "HEAD~1", "--value", "stats.total.insertions").text == "2\n")
        #expect(try repository.rgit("show", "v1", "--value", "type").text == "tag\ncommit\n")
        #expect(
            try repository.rgit("show", "v1", "--value", "tag.tagger.name").expecting(0).text.hasSuffix(
                "\n\n"))
    }

    @Test func pathsLimitWhatChanged() throws {
        let repository = try repository()
        let object = try #require(try objects(repository, "HEAD~2", "--", "dir").first)
        #expect(object["commit"]?["stats"]?["files"]?.array.compactMap { $0["path"]?.text } == ["dir/b"])
    }

    @Test func whatNamesNothingLeavesTheOthers() throws {
        let repository = try repository()
        let result = try repository.rgit("show", "--ndjson", "nothing", "HEAD").expecting(3)
        #expect(result.lines.count == 1)
        #expect(result.errorText.contains("nothing"))
        #expect(try repository.rgit("show", "--json", "nothing").expecting(3).stdout.isEmpty)
    }
}
