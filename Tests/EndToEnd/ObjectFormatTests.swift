// What is particular to repositories that name objects by SHA-256; everything else is compared on random histories, half of
// which are of that format.

import Support
import Testing

@Suite struct ObjectFormatTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository(hash: .sha256) { history in
            let one = history.commit("one", [.file("a", "1\n"), .file("b", "b\n")])
            history.commit("two", parents: [one], [.file("a", "1\n2\n")])
        }
        try repository.checkOut()
        return repository
    }

    @Test func namesAndAbbreviationsOfSixtyFourDigits() throws {
        let repository = try repository()
        let name = try repository.git.line("rev-parse", "HEAD")
        #expect(name.count == 64)
        for word in [name, String(name.prefix(63)), String(name.prefix(41)), String(name.prefix(4))] {
            #expect(
                try repository.rgit("rev-parse", word, "--value", "hexsha").expecting(0).text == name + "\n")
        }
        // Forty digits are an abbreviation here, and sixty-five are nothing.
        let none = String(repeating: "1", count: 40)
        #expect(try repository.rgit("rev-parse", none).exitStatus != 0)
        #expect(try repository.rgit("rev-parse", name + "0").exitStatus != 0)
        let info = try repository.rgit("info", "--value", "object_format").expecting(0)
        #expect(info.text == "sha256\n")
        try repository.git("config", "core.abbrev", "50")
        let long = try repository.git("diff", "--raw", "HEAD~").text
        #expect(try repository.rgit("diff", "--raw", "HEAD~").expecting(0).text == long)
        try FileTree.write(
            Array("[core]\n\tabbrev = 65\n".utf8)
                + FileTree.read(Array("\(repository.gitDirectory)/config".utf8)),
            to: Array("\(repository.gitDirectory)/config".utf8))
        let refusal = try repository.rgit("diff", "--raw").expecting(3)
        #expect(refusal.errorText.contains("abbrev length out of range: 65"))
    }

    /// What has no name is shown as sixty-four zeros, by whatever command.
    @Test func zerosAreAsLongAsNames() throws {
        let repository = try repository()
        try repository.write("a", "changed\n")
        try repository.write("new", "new\n")
        try repository.git("add", "--intent-to-add", "new")
        try repository.git("rm", "-q", "--cached", "b")
        for command in [
            ["status", "--porcelain=v2"], ["diff", "--raw", "--no-abbrev"],
            ["diff", "--patch", "--full-index"],
        ] {
            let git = try repository.git.run(command).text
            #expect(try repository.rgit.run(command).expecting(0).text == git, "\(command)")
        }
        let unborn = try ScratchRepository(hash: .sha256)
        #expect(
            try unborn.rgit("worktrees", "--porcelain").expecting(0).text
                == unborn.git("worktree", "list", "--porcelain").text)
    }

    @Test func libgit2IsNeverAsked() throws {
        let repository = try repository()
        let refusal = try repository.rgit.with("RGIT_OBJECT_READER", "libgit2")("log", "--count").expecting(3)
        #expect(refusal.errorText.contains("cannot read SHA-256 object names"))
        #expect(refusal.errorText.split(separator: "\n").count == 1)
        // What the native reader does not know is an error of its own, for nothing else could read it.
        try repository.repack()
        let pack = try #require(
            try FileTree.names(in: Array("\(repository.gitDirectory)/objects/pack".utf8))
                .first { $0.suffix(4) == Array(".idx".utf8)[...] })
        let path = Array("\(repository.gitDirectory)/objects/pack/".utf8) + pack
        var bytes = try FileTree.read(path)
        bytes[7] = 9
        TemporaryFolder.removeTree(path)
        try FileTree.write(bytes, to: path)
        let result = try repository.rgit("log", "--count").expecting(3)
        #expect(result.errorText.contains("index version not supported"))
    }

    /// A commit may be signed under both of its names.
    @Test func theSignatureIsThatOfTheFormat() throws {
        let repository = try repository()
        let tree = try repository.git.line("rev-parse", "HEAD^{tree}")
        let text = """
            tree \(tree)
            author A <a@example.com> 1600000000 +0000
            committer A <a@example.com> 1600000000 +0000
            gpgsig -----BEGIN SHORT-----
             one
             -----END-----
            gpgsig-sha256 -----BEGIN LONG-----
             two
             -----END-----

            signed

            """
        let name = try repository.writeObject("commit", Array(text.utf8))
        let shown = try repository.rgit("log", "-n1", name, "--value", "gpgsig").expecting(0).text
        #expect(shown.contains("LONG") && !shown.contains("SHORT"))
    }
}
