// `rgit blame` of several files at once, beside `git blame` of one after the other.

import Support
import Testing

@Suite struct BlameFilesTests {
    private func repository() throws -> ScratchRepository {
        let repository = try RandomHistory(seed: 707).makeRepository()
        try repository.checkOut()
        return repository
    }

    /// The text files of the working tree.
    private func files(_ repository: ScratchRepository) throws -> [String] {
        try repository.git("grep", "-I", "--name-only", "-e", "").lines.map(\.text)
            .filter { !$0.hasPrefix("\"") }
    }

    /// git's output for the files that git can blame, one after the other.
    private func expected(
        _ repository: ScratchRepository, _ words: [String], _ files: [String]
    ) throws -> [UInt8] {
        try files.flatMap { file in
            try repository.git.run(["blame", "--porcelain"] + words + ["--", file]).stdout
        }
    }

    @Test(arguments: [[], ["HEAD"], ["HEAD~3..HEAD"]]) func porcelainIsThatOfEachFile(revision: [String])
        throws
    {
        let repository = try repository()
        let files = try files(repository).filter {
            try repository.git.attempt(["blame", "--porcelain"] + revision + ["--", $0]).exitStatus == 0
        }
        try #require(files.count > 3)
        for jobs in ["1", "3"] {
            let words = ["blame", "--porcelain", "--jobs", jobs] + revision + ["--"] + files
            let found = try repository.rgit.run(words).stdout
            #expect(try found == expected(repository, revision, files), "\(words)")
        }
    }

    @Test func rowsNameTheirFile() throws {
        let repository = try repository()
        let files = Array(try files(repository).prefix(3))
        let rows = try repository.rgit.json(["blame", "HEAD", "--"] + files)["hunks"]?.array ?? []
        var alone: [JSONValue] = []
        for file in files {
            let document = try repository.rgit.json(["blame", "HEAD", "--", file])
            #expect(document["path"]?.text == file)
            alone += document["hunks"]?.array ?? []
        }
        #expect(rows == alone)
        #expect(Set(rows.compactMap { $0["path"]?.text }) == Set(files))
        let table = try repository.rgit.run(["blame", "HEAD", "--"] + files).lines.map(\.text)
        #expect(table.first?.contains("FILE") == true)
        #expect(try repository.rgit.run(["blame", files[0]]).lines[0].text.contains("FILE") == false)
    }

    /// Without `--` a first word that is a revision is one, a file is a file, and anything else a revision that is not there.
    @Test func wordsAreSorted() throws {
        let repository = try repository()
        let files = Array(try files(repository).prefix(2))
        let wanted = try repository.rgit.run(["blame", "--json", "HEAD", "--"] + files).stdout
        #expect(try repository.rgit.run(["blame", "--json", "HEAD"] + files).stdout == wanted)
        #expect(
            try repository.rgit.run(["blame", "--json"] + files).stdout
                == repository.rgit.run(["blame", "--json", "--"] + files).stdout)
        let result = try repository.rgit.run(["blame", "nothing", files[0], files[1]]).expecting(3)
        #expect(result.errorText.contains("bad revision: nothing"))
    }

    @Test func aFileThatIsNotThereLeavesTheOthers() throws {
        let repository = try repository()
        let file = try files(repository)[0]
        let result = try repository.rgit.run(["blame", "--ndjson", "HEAD", "--", "no such", file]).expecting(
            3)
        #expect(result.errorText.contains("no such file in HEAD: no such"))
        #expect(try result.stdout == repository.rgit.run(["blame", "--ndjson", "HEAD", "--", file]).stdout)
    }
}
