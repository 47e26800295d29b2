// Relative paths in settings: relative to where git works, wherever rgit was started.

import Support
import Testing

@Suite struct SettingPathTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository {
            let first = $0.commit("one\n", [.file("d/f", "1\n"), .file("g", "1\n")])
            $0.commit("two\n", parents: [first], [.file("d/f", "2\n"), .file("g", "2\n")])
        }
        try repository.checkOut()
        for (key, name) in [
            ("mailmap.file", "people"), ("core.attributesFile", "attributes"),
            ("core.excludesFile", "excludes"),
            ("blame.ignoreRevsFile", "ignored"),
        ] { try repository.git("config", key, name) }
        let email = try repository.git.line("log", "-1", "--format=%ae")
        try repository.write("people", "Mapped <mapped@example.org> <\(email)>\n")
        try repository.write("attributes", "f binary\n")
        try repository.write("excludes", "people\nattributes\n")
        try repository.write("ignored", try repository.git.line("rev-parse", "HEAD") + "\n")
        return repository
    }

    /// What git and rgit say in a directory, with options for rgit that lead to the repository.
    private func compare(_ repository: ScratchRepository, in directory: String, _ options: [String], git: Git)
        throws
    {
        let rgit = repository.rgit.at(directory)
        let file = options.last?.hasSuffix("/d") == true ? "../g" : "g"
        func same(_ own: [String], _ gits: [String]) throws {
            let expected = try git.run(gits).stdout
            #expect(try rgit.run(own + options).expecting(0).stdout == expected, "\(own) \(options)")
        }
        try same(["log", "--value", "author.name"], ["log", "--format=%aN"])
        try same(["diff-stats", "--numstat", "HEAD~1", "HEAD"], ["diff", "--numstat", "HEAD~1", "HEAD"])
        // A file of revisions that is not found is an error.
        try same(["blame", "--porcelain", "HEAD", file], ["blame", "--porcelain", "HEAD", "g"])
    }

    @Test func theyAreRelativeToTheTopOfTheWorkingTree() throws {
        let repository = try repository()
        let top = repository.path
        let elsewhere = try TemporaryFolder()
        try FileTree.write(
            Array("Evil <evil@example.org> <author@example.com>\n".utf8),
            to: Array("\(elsewhere.path)/people".utf8))
        try compare(repository, in: top, [], git: repository.git)
        try compare(repository, in: elsewhere.path, ["-C", top], git: repository.git)
        try compare(repository, in: elsewhere.path, ["-C", "\(top)/d"], git: repository.git)
        let expected = try repository.git("status", "--porcelain").stdout
        for (directory, options) in [(top, []), (elsewhere.path, ["-C", top]), ("\(top)/d", ["-C", top])] {
            let rgit = repository.rgit.at(directory)
            #expect(try rgit.run(["status", "--porcelain"] + options).expecting(0).stdout == expected)
        }
        let names = try repository.rgit.at(elsewhere.path)("log", "--repo", top, "--value", "author.name")
        #expect(try names.expecting(0).text == "Mapped\nMapped\n")
    }

    /// Without a working tree they are relative to the directory that git was started in.
    @Test func withoutAWorkingTree() throws {
        let repository = try repository()
        let bare = try TemporaryFolder()
        try repository.git("clone", "--quiet", "--bare", repository.path, "\(bare.path)/r.git")
        let git = repository.git.at("\(bare.path)/r.git")
        try git("config", "mailmap.file", "people")
        try FileTree.write(
            try FileTree.read(Array("\(repository.path)/people".utf8)),
            to: Array("\(bare.path)/r.git/people".utf8))
        let elsewhere = try TemporaryFolder()
        let rgit = repository.rgit.at(elsewhere.path)
        for place in ["r.git", "r.git/refs"] {
            let expected = try repository.git.at("\(bare.path)/\(place)")("log", "--format=%aN").text
            let found = try rgit("-C", "\(bare.path)/\(place)", "log", "--value", "author.name").expecting(0)
                .text
            #expect(found == expected, "\(place)")
            #expect(expected.contains("Mapped") == (place == "r.git"))
        }
    }
}
