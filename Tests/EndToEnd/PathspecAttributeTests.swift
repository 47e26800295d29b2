// `:(attr:…)` beside git: in trees, in the index, among untracked files, and with attributes from each place.

import Support
import Testing

@Suite struct PathspecAttributeTests {
    private static let pathspecs: [[String]] = [
        [":(attr:code)"], [":(attr:-code)"], [":(attr:!code)"], [":(attr:lang=C)"], [":(attr:lang=D)"],
        [":(attr:-code lang=C)"], [":(attr:code,exclude)"], [":(exclude,attr:code)", "sub"],
        [":(attr:code)sub"],
        [":(attr:code)*.c"], [":(attr:code,glob)**/*.c"], [":(attr:code,icase)SUB"], [":(attr:kind)"],
        [":(attr:!kind)"], [":(attr:kind,exclude)"], [":(attr: )"], [":(attr)"], [":(attr:code,)", "b.txt"],
        [":(top,attr:code)"], [":(attr:lang=X\\,Y)"], [":(attr:binary)"], [":(attr:code -lang)"],
    ]

    private static let refused = [
        ":(attr:)", ":(attr:code,attr:x)", ":(attr:co@de)", ":(attr:lang=X;)", ":(attr:lang=X\\\\)",
        ":(attr:!)",
        ":(attr:--code)", ":(attr:=x)", ":(attr:code",
    ]

    /// Commits over files with several attributes, changes in the working tree, and untracked files.
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        let files = ["a.c", "a.h", "b.txt", "sub/q.c", "sub/z.txt", "d/m", "d/e/n", "x.xy"]
        try repository.write(
            ".gitattributes", "*.c code\n*.h -code lang=C\nsub/ kind\nd/* code\n*.xy lang=X,Y\nd/e/n binary\n"
        )
        try repository.write("sub/.gitattributes", "z* code\n")
        for file in files { try repository.write(file, "\(file)\n") }
        try repository.git("add", ".")
        try repository.git("commit", "-qm", "all")
        for file in files {
            try repository.write(file, "\(file)\nmore\n")
            try repository.git("commit", "-qam", file)
        }
        for file in files.dropFirst(2) { try repository.write(file, "changed\n") }
        for file in ["new/u.c", "new/u.h", "sub/w.c", "top.c", "kind/k"] { try repository.write(file, "") }
        try repository.git("add", "a.c", "d")
        try FileTree.write(
            Array("kind/ kind\nkind/k kind\n".utf8),
            to: Array("\(repository.gitDirectory)/info/attributes".utf8))
        return repository
    }

    /// Compares each kind of command; git ls-files only at the top, for it leaves out the folder of the pathspecs otherwise.
    private func compare(_ repository: ScratchRepository, _ place: String, in folder: String = "") throws {
        var git = repository.git
        var rgit = repository.rgit
        if !folder.isEmpty {
            git = git.at("\(repository.path)/\(folder)")
            rgit = rgit.at("\(repository.path)/\(folder)")
        }
        for words in Self.pathspecs {
            for (ask, answer) in [
                (["log", "--format=%H"], ["log", "--value", "hexsha"]),
                (["rev-list", "--count", "--sparse", "HEAD"], ["log", "--count", "--sparse"]),
                (["diff", "--name-status", "HEAD~4", "HEAD"], nil), (["diff", "--name-status"], nil),
                (["diff", "--staged", "--name-status"], nil), (["diff", "--name-status", "HEAD~3"], nil),
                (["status", "--porcelain"], nil), (["status", "--porcelain", "-uall", "--ignored"], nil),
                (["ls-files", "--full-name"], ["files", "--index", "--value", "path"]),
            ] as [([String], [String]?)] where folder.isEmpty || ask[0] != "ls-files" {
                let expected = try git.attempt(ask + ["--"] + words)
                let found = try rgit.run((answer ?? ask) + ["--"] + words)
                #expect(found.text == expected.text, "\(place) \(folder): \(ask) \(words) \(found.errorText)")
            }
        }
    }

    @Test func attributesOfTheWorkingTree() throws {
        let repository = try repository()
        try compare(repository, "working tree")
        try compare(repository, "working tree", in: "sub")
    }

    @Test func attributesOfTheIndexCountWhereGitReadsIt() throws {
        let repository = try repository()
        for file in [".gitattributes", "sub/.gitattributes"] {
            TemporaryFolder.removeTree(Array("\(repository.path)/\(file)".utf8))
        }
        try compare(repository, "index")
    }

    @Test func aBareRepositoryHasThoseOfInfoAlone() throws {
        let repository = try repository()
        try repository.git("config", "core.bare", "true")
        for words in Self.pathspecs {
            let expected = try repository.git.run(["log", "--format=%H", "--"] + words).text
            #expect(
                try repository.rgit.run(["log", "--value", "hexsha", "--"] + words).text == expected,
                "\(words)")
        }
    }

    @Test(arguments: refused) func whatGitRefusesIsRefused(word: String) throws {
        let repository = try repository()
        for command in ["log", "status"] {
            #expect(try repository.git.attempt([command, "--", word]).exitStatus == 128)
            let found = try repository.rgit(command, "--", word)
            #expect(found.exitStatus == 2 && found.errorText.contains(word), "\(command) \(found)")
        }
    }

    @Test func oneFileIsFollowedNotAttributes() throws {
        let repository = try repository()
        let found = try repository.rgit("log", "--follow", "--", ":(attr:code)sub/q.c")
        #expect(found.exitStatus == 2 && found.errorText.contains("--follow"), "\(found)")
    }
}
