// What git refuses or warns of while it opens a repository, rgit refuses or names: settings, references, the index.

import Support
import Testing

@Suite struct RefusalTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        for number in 1...2 {
            try repository.write("f", (1...number).map { "\($0)\n" }.joined())
            try repository.git("add", ".")
            try repository.git("commit", "-q", "-m", "c\(number)")
        }
        try repository.git("branch", "side", "HEAD~1")
        try repository.git("tag", "v1")
        return repository
    }

    private func append(_ text: String, to file: String) throws {
        let path = Array(file.utf8)
        try FileTree.write(((try? FileTree.read(path)) ?? []) + Array(text.utf8), to: path)
    }

    /// git's command lines with those of rgit they define.
    private static let commands: [(git: [String], rgit: [String])] = [
        (["log", "-1", "--numstat", "--format=%h%D"], ["log", "-n1", "--stats"]),
        (["log", "-1", "--format=%h%D"], ["log", "-n1"]),
        (["rev-list", "--count", "HEAD"], ["log", "--count"]),
        (["rev-list", "--count", "--all"], ["log", "--count", "--all"]),
        (["shortlog", "-s", "HEAD"], ["contributors"]),
        (["for-each-ref", "refs/heads", "refs/remotes"], ["branches", "-a"]),
        (["diff", "--numstat", "HEAD"], ["diff-stats"]),
        (["blame", "HEAD", "--", "f"], ["blame", "HEAD", "--", "f"]),
    ]

    /// Compares whether each command is refused; `warned` is what rgit has to say where it is not.
    private func compare(
        _ repository: ScratchRepository, _ what: String, naming name: String? = nil, warning: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for (git, rgit) in Self.commands {
            let isRefused = try repository.git.attempt(git).exitStatus != 0
            let result = try repository.rgit.run(rgit)
            #expect(
                (result.exitStatus == 3) == isRefused, "\(what): \(result)", sourceLocation: sourceLocation)
            if isRefused, let name {
                #expect(
                    result.errorText.lowercased().contains(name.lowercased()), "\(what): \(result)",
                    sourceLocation: sourceLocation)
            }
            if let warning {
                #expect(
                    result.errorText.contains("warning: \(warning)"), "\(what): \(result)",
                    sourceLocation: sourceLocation)
            }
        }
    }

    // MARK: Settings

    @Test(
        arguments: [
            "core.abbrev nope", "core.abbrev 2", "core.abbrev 41", "core.abbrev no", "core.abbrev auto",
            "core.bigFileThreshold nope", "core.bigFileThreshold -1", "core.bigFileThreshold 1t",
            "core.bigFileThreshold 99999999999999999999", "core.bigFileThreshold 1g", "core.compression 11",
            "core.compression -1", "core.disambiguate foo", "core.disambiguate COMMIT", "core.filemode 2x",
            "core.filemode 3000000000", "core.autocrlf x", "core.autocrlf input", "core.safecrlf warn",
            "core.abbrev yes", "advice.statusHints x", "core.createObject foo", "core.eol x",
            "core.checkStat x",
            "core.multiPackIndex x", "core.commitGraph x", "commitGraph.generationVersion x",
            "core.deltaBaseCacheLimit x", "push.default x", "branch.autoSetupRebase x",
            "branch.autoSetupMerge inherit", "user.useConfigOnly x", "sparse.expectFilesOutsideOfPatterns x",
            "feature.manyFiles x", "fetch.negotiationAlgorithm x", "core.excludesFile ~no-such-user/x",
            "core.excludesFile ~/x", "core.attributesFile ~root/x",
        ]) func settingsOfEveryCommand(setting: String) throws
    {
        let repository = try repository()
        let words = setting.split(separator: " ").map(String.init)
        try repository.git("config", words[0], words[1])
        try compare(repository, setting, naming: words[0])
        // A later value does not mend an earlier one.
        try append("[core]\n\tabbrev = 8\n\tbigFileThreshold = 1m\n", to: "\(repository.gitDirectory)/config")
        try compare(repository, "\(setting) and others", naming: words[0])
    }

    @Test(
        arguments: [
            "diff.renameLimit x", "diff.renames perhaps", "diff.renames copies", "diff.context -1",
            "diff.interHunkContext x", "diff.statGraphWidth x", "diff.algorithm foo", "diff.noPrefix x",
            "diff.ignoreSubmodules foo", "diff.foo.binary x", "diff.foo.binary true",
            "diff.indentHeuristic x",
            "diff.colorMoved zebra", "diff.colorMoved x", "color.ui x", "color.ui auto", "log.showRoot x",
            "log.follow x", "log.abbrevCommit x", "log.diffMerges x", "log.diffMerges first-parent",
            "log.decorate x", "gpg.format x", "blame.showRoot x", "blame.showEmail x",
            "blame.ignoreRevsFile ~no-such-user/x", "log.date relative", "gc.auto x",
        ]) func settingsOfSomeCommands(setting: String) throws
    {
        let repository = try repository()
        let words = setting.split(separator: " ").map(String.init)
        try repository.git("config", words[0], words[1])
        try compare(repository, setting, naming: words[1] == "foo" ? words[1] : words[0])
    }

    @Test(
        arguments: [
            "[core\n", "[a]\n\tb c\n", "[a]\n\tb = \"x\n", "[core]\n\tx = a\\q\n", "[user]\n\tname\n",
            "[core]\n\teditor\n", "[core]\n\tabbrev\n", "[include]\n\tpath\n",
            "[include]\n\tpath = ~no-such-user/x\n",
            "[include]\n\tpath = ../no-such-file\n", "[core]\n\tfilemode\n", "[remote \"o\"]\n\turl\n",
        ]) func malformedConfigs(text: String) throws
    {
        let repository = try repository()
        try append(text, to: "\(repository.gitDirectory)/config")
        try compare(repository, text)
    }

    @Test func settingsWithoutASectionAreWarnedOf() throws {
        let repository = try repository()
        try append("x = 1\n", to: "\(repository.gitDirectory)/own")
        try FileTree.write(Array("x = 1\n".utf8), to: Array("\(repository.gitDirectory)/config".utf8))
        try compare(repository, "no section", warning: "key does not contain a section: x")
    }

    @Test(arguments: ["config", "included", "home"]) func directoriesInThePlaceOfConfigs(place: String) throws
    {
        let repository = try repository()
        let folder = repository.gitDirectory
        switch place {
        case "config":
            TemporaryFolder.removeTree(Array("\(folder)/config".utf8))
            try FileTree.makeFolder(Array("\(folder)/config".utf8))
        case "included":
            try repository.git("config", "include.path", "inc")
            try FileTree.makeFolder(Array("\(folder)/inc".utf8))
        default:
            let home = "\(repository.folder.path)/other-home"
            try FileTree.makeFolder(Array("\(home)/.gitconfig".utf8))
            let variables = ["HOME": home, "XDG_CONFIG_HOME": home]
            var (git, rgit) = (repository.git, repository.rgit)
            for (name, value) in variables { (git, rgit) = (git.with(name, value), rgit.with(name, value)) }
            git.runner.environment["GIT_CONFIG_GLOBAL"] = nil
            rgit.runner.environment["GIT_CONFIG_GLOBAL"] = nil
            #expect(try git.attempt(["log"]).exitStatus == 128)
            #expect(try rgit("log").expecting(3).errorText.contains(".gitconfig"))
            return
        }
        try compare(repository, place, naming: place == "config" ? "config" : "inc")
    }

    @Test func aMalformedGitmodulesMattersWhereThereAreSubmodules() throws {
        let repository = try repository()
        try repository.write(".gitmodules", "<<<<<<< HEAD\n[submodule \"s\"]\n")
        try repository.write("f", "changed\n")
        #expect(try repository.rgit("diff-stats", "--numstat").expecting(0).text == "1\t2\tf\n")
        #expect(try repository.git("diff", "--numstat", "HEAD").text == "1\t2\tf\n")
        try repository.rgit("log", "--stats").expecting(0)
        let head = try repository.git.line("rev-parse", "HEAD")
        try repository.git("update-index", "--add", "--cacheinfo", "160000,\(head),s")
        let result = try repository.rgit("diff-stats", "--staged").expecting(3)
        #expect(result.errorText.contains(".gitmodules"), "\(result)")
    }

    // MARK: References and overrides

    @Test(arguments: [
        "# comment\n", "# \(String(repeating: "x", count: 60))\n", "zzz\n", "ID refs/heads/x", "\n",
    ])
    func foreignLinesInPackedRefs(line: String) throws {
        let repository = try repository()
        try repository.git("pack-refs", "--all")
        let id = try repository.git.line("rev-parse", "HEAD")
        try append(line.replacing("ID", with: id), to: "\(repository.gitDirectory)/packed-refs")
        try compare(repository, line, naming: "packed-refs")
    }

    @Test func aForeignHeaderOfPackedRefs() throws {
        let repository = try repository()
        try repository.git("pack-refs", "--all")
        let file = Array("\(repository.gitDirectory)/packed-refs".utf8)
        try FileTree.write(Array("# hello".utf8) + (try FileTree.read(file).drop { $0 != 0x0a }), to: file)
        try compare(repository, "another header", naming: "packed-refs")
    }

    @Test func peeledLinesWithoutAReference() throws {
        let repository = try repository()
        try repository.git("pack-refs", "--all")
        let file = Array("\(repository.gitDirectory)/packed-refs".utf8)
        let text = try FileTree.read(file)
        let id = try repository.git.line("rev-parse", "HEAD")
        let header = text.prefix { $0 != 0x0a } + [0x0a]
        try FileTree.write(header + Array("^\(id)\n".utf8) + text.dropFirst(header.count), to: file)
        #expect(try repository.git.attempt(["log", "--format=%D"]).exitStatus == 128)
        #expect(try repository.rgit("log").expecting(3).errorText.contains("unexpected line in packed-refs"))
    }

    @Test func graftsAndReplacementsThatAreNone() throws {
        let repository = try repository()
        try append("zzz\n", to: "\(repository.gitDirectory)/info/grafts")
        for arguments in [["log"], ["contributors", "--json"], ["branches", "--csv"], ["log", "--count"]] {
            let result = try repository.rgit.run(arguments).expecting(0)
            #expect(result.errorText.contains("warning: bad graft data: zzz"), "\(result)")
        }
        TemporaryFolder.removeTree(Array("\(repository.gitDirectory)/info/grafts".utf8))
        try repository.git("update-ref", "refs/replace/zzz", "HEAD")
        #expect(try repository.git("log").errorText.contains("bad replace ref name"))
        let result = try repository.rgit("log").expecting(0)
        #expect(result.errorText == "warning: bad replace ref name: zzz\n", "\(result)")
    }

    @Test(arguments: [1, 4, 5, 6]) func chainsOfReplacements(length: Int) throws {
        let repository = try repository()
        let head = try repository.git.line("rev-parse", "HEAD")
        let tree = try repository.git.line("rev-parse", "HEAD^{tree}")
        var last = head
        for number in 1...length {
            let next = try repository.git.line("commit-tree", "-m", "replacement \(number)", tree)
            try append("\(next)\n", to: "\(repository.gitDirectory)/refs/replace/\(last)")
            last = next
        }
        try compare(repository, "\(length) replacements", naming: "replace depth too high for object")
        if length < 5 {
            #expect(
                try repository.rgit("log", "--tsv", "--fields", "summary").lines.last
                    == Array("replacement \(length)".utf8))
        }
    }

    @Test func aReplacementOfItself() throws {
        let repository = try repository()
        let head = try repository.git.line("rev-parse", "HEAD")
        try append("\(head)\n", to: "\(repository.gitDirectory)/refs/replace/\(head)")
        try compare(repository, "itself", naming: "replace depth too high for object")
    }

    @Test(arguments: ["garbage\n", "", "ref: refs/heads/../x\n", "ref: refs/heads/a~1\n"])
    func headsThatAreNone(content: String) throws {
        let repository = try repository()
        try FileTree.write(Array(content.utf8), to: Array("\(repository.gitDirectory)/HEAD".utf8))
        for arguments in [["log"], ["log", "--count"], ["contributors"], ["diff-stats"], ["blame", "f"]] {
            try repository.rgit.run(arguments).expecting(3)
        }
    }

    @Test(arguments: ["DIRC\u{0}\u{0}\u{0}\u{5}\u{0}\u{0}\u{0}\u{0}", "garbage", ""])
    func indexesThatAreNone(content: String) throws {
        let repository = try repository()
        try FileTree.write(Array(content.utf8), to: Array("\(repository.gitDirectory)/index".utf8))
        try compare(repository, "an index of \(content.utf8.count) bytes", naming: "index")
        try repository.rgit("diff-stats", "--staged").expecting(3)
    }
}
