// `--alternate-refs` beside git: alternates of alternates, the settings that choose among references, and defects.

import Support
import Testing

@Suite struct AlternateReferencesTests {
    /// A repository that borrows from one that borrows from a third; each has commits of its own.
    private func repositories() throws -> (own: Git, rgit: Rgit, other: Git, keeper: ScratchRepository) {
        let base = try ScratchRepository { history in
            let one = history.commit("one")
            let two = history.commit("two", parents: [one])
            history.commit("side", on: "side", parents: [one])
            history.commit("three", parents: [two])
        }
        try base.git("tag", "-a", "-m", "t", "v1", "main~1")
        for (name, source) in [("middle", base.path), ("own", "\(base.folder.path)/middle")] {
            try base.git("clone", "-q", "--shared", "--bare", source, "\(base.folder.path)/\(name)")
            let git = base.git.at("\(base.folder.path)/\(name)")
            try git("update-ref", "-d", "refs/heads/side")
            let tree = try git.line("rev-parse", "main^{tree}")
            let commit = try git.line("commit-tree", "-p", "main", "-m", name, tree)
            try git("update-ref", "refs/heads/main", commit)
        }
        let own = "\(base.folder.path)/own"
        return (
            base.git.at(own), base.rgit.at(own), base.git.at("\(base.folder.path)/middle"), base
        )
    }

    private func compare(_ own: Git, _ rgit: Rgit, _ words: [String]) throws {
        let expected = try own.attempt(["log", "--format=%H"] + words)
        let found = try rgit.run(["log", "--value", "hexsha"] + words)
        #expect(
            found.text == expected.text && (found.exitStatus == 0) == (expected.exitStatus == 0),
            "\(words) \(found)")
    }

    @Test func theReferencesOfAllAlternates() throws {
        let (own, rgit, other, base) = try repositories()
        let questions = [
            ["--alternate-refs"], ["HEAD", "--not", "--alternate-refs"],
            ["--all", "--not", "--alternate-refs"],
            ["--alternate-refs", "--no-walk"], ["--exclude=refs/heads/*", "--alternate-refs"],
        ]
        for words in questions { try compare(own, rgit, words) }
        for prefixes in ["refs/tags", "refs/heads/side refs/nothing", "refs/heads/s*", "nothing"] {
            try own("config", "core.alternateRefsPrefixes", prefixes)
            for words in questions { try compare(own, rgit, words) }
        }
        try own("config", "--unset", "core.alternateRefsPrefixes")
        // A reference without its object ends it, as in git; one that is no reference does not.
        try FileTree.write(
            Array("nonsense\n".utf8), to: Array("\(base.folder.path)/middle/refs/heads/broken".utf8))
        try compare(own, rgit, ["--alternate-refs"])
        TemporaryFolder.removeTree(Array("\(base.folder.path)/middle/refs/heads/broken".utf8))
        let missing = String(repeating: "1", count: base.hash.digits)
        try FileTree.write(
            Array("\(missing)\n".utf8), to: Array("\(base.folder.path)/middle/refs/heads/lost".utf8))
        #expect(try other.attempt(["rev-parse", "refs/heads/lost"]).exitStatus == 0)
        try compare(own, rgit, ["--alternate-refs"])
    }

    @Test func headIsTheDefaultWithoutAlternates() throws {
        let repository = try ScratchRepository { $0.commit("one") }
        try compare(repository.git, repository.rgit, ["--alternate-refs"])
    }

    @Test func aProgramForThemIsRefused() throws {
        let (own, rgit, _, _) = try repositories()
        try own("config", "core.alternateRefsCommand", "echo")
        let found = try rgit("log", "--alternate-refs")
        #expect(found.exitStatus != 0 && found.errorText.contains("core.alternateRefsCommand"), "\(found)")
    }
}
