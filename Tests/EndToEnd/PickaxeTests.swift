// `rgit log -S`, `-G` and `--find-object` beside git: the commits selected, the files and patches shown of them.

import Support
import Testing

@Suite struct PickaxeTests {
    /// Compares the commits selected, and how many they are.
    private func compare(
        _ repository: ScratchRepository, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        // A merge has an entry for each of its parents with -m.
        var expected: [[UInt8]] = []
        for line in try repository.git.run(["log", "--no-textconv", "--format=%H"] + words).lines
        where line != expected.last { expected.append(line) }
        for jobs in ["1", "3"] {
            let found = try repository.rgit.run(["log", "--value", "hexsha", "-j", jobs] + words)
            #expect(
                found.exitStatus == 0 && found.lines == expected, "\(words) in \(repository.path): \(found)",
                sourceLocation: sourceLocation)
        }
        let count = try repository.rgit.run(["log", "--count"] + words)
        #expect(count.text == "\(expected.count)\n", "\(words)", sourceLocation: sourceLocation)
    }

    /// Compares the text of patches.
    private func comparePatches(
        _ repository: ScratchRepository, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = try repository.git.run(["log", "-p", "--no-textconv"] + words).stdout
        let found = try repository.rgit.run(["log", "--patch"] + words)
        #expect(
            found.exitStatus == 0 && found.stdout == expected, "\(words) in \(repository.path)",
            sourceLocation: sourceLocation)
    }

    /// Words and expressions that occur in random histories.
    private static let texts = [
        "line", "e", "\n", "1", " 2", "\n\n", "\r", "a\n", "LINE", "ü", "no such text",
    ]
    private static let expressions = [
        "line", "^l", "[0-9]+$", "^$", "e.*1", "(a|b)", "\\bline\\b", "x?", "lin+e", "[[:space:]]", "1|2",
        "LINE",
        "^.{3,5}$", "\\w+ [^a]", "Subproject",
    ]

    @Test(arguments: [2101, 2102, 2103] as [UInt64]) func randomHistories(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        var random = SplitMix64(seed: seed)
        let more: [[String]] = [
            [], ["-i"], ["--pickaxe-all"], ["-m"], ["--first-parent"], ["-m", "--first-parent"],
            ["--no-renames"],
            ["-C"], ["--text"], ["--reverse"], ["-n", "3"], ["--skip", "5"], ["--no-merges"], ["--", "src"],
            ["--full-history", "--", "*.c"], ["-U0"],
        ]
        for text in Self.texts {
            try compare(repository, ["--all", "-S\(text)"] + random.pick(more).filter { $0 != "-U0" })
        }
        for expression in Self.expressions {
            try compare(repository, ["--all", "-G\(expression)"] + random.pick(more).filter { $0 != "-U0" })
            try compare(
                repository,
                ["--all", "-S", expression, "--pickaxe-regex"] + random.pick(more).filter { $0 != "-U0" })
        }
        for words in [
            ["-Sline", "-m"], ["-Gline", "-c"], ["-Gline", "--cc"], ["-S1", "--pickaxe-all", "--cc"],
            ["-G1", "-U0"],
            ["-Sline", "--stat", "-m"].filter { $0 != "--stat" }, ["-Ge", "-i", "--", "src"],
        ] {
            try comparePatches(repository, ["--all"] + words)
        }
    }

    @Test func objectsOfRandomHistories() throws {
        let repository = try RandomHistory(seed: 2110).makeRepository()
        let objects = try repository.git("rev-list", "--objects", "--all").lines.map { $0.prefix(40) }
        for object in Set(objects.enumerated().filter { $0.offset % 9 == 0 }.map { Array($0.element).text })
            .sorted()
        {
            try compare(repository, ["--all", "--find-object", object])
            try compare(repository, ["--all", "-m", "--find-object=\(object)", "--", "src"])
        }
    }

    /// A file that is followed, its lines moved, made binary, and what is no file.
    private func specialHistory() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        func commit(_ message: String) throws {
            try repository.git("add", "-A")
            try repository.git("commit", "-q", "-m", message)
        }
        let lines = (1...40).map { "line \($0)\n" }
        try repository.write("a.txt", lines.joined())
        try repository.write("sub/b.txt", "needle one\nplain\n")
        try commit("one")
        try repository.write("a.txt", (lines[20...] + lines[..<20]).joined())
        try commit("moved")
        try repository.git("mv", "a.txt", "c.txt")
        try repository.write("c.txt", lines.joined() + "needle without end")
        try commit("renamed, without an end")
        try repository.write("c.txt", lines.joined() + "needle without end\n")
        try commit("end")
        try repository.write(Array("binary".utf8), Array("needle\0needle".utf8))
        try repository.write("sub/b.txt", "needle one\nneedle two NEEDLE\nplain\n")
        try commit("binary")
        try repository.write(Array("binary".utf8), Array("needle\0".utf8))
        try repository.write(".gitattributes", "*.txt -diff\nbinary diff\n")
        try commit("attributes")
        try repository.git("rm", "-q", ".gitattributes")
        try repository.git("mv", "sub/b.txt", "b.txt")
        try commit("renamed as it is")
        try repository.write("c.txt", lines[5...].joined() + "Needle\n")
        try commit("shorter")
        return repository
    }

    @Test func specialContents() throws {
        let repository = try specialHistory()
        for words in [
            ["-Sneedle"], ["-Gneedle"], ["-Sneedle", "-i"], ["-Gneedle", "-i"], ["-Gneedle", "--text"],
            ["-S\n"],
            ["-Gend$"], ["-G^$"], ["-Gline 2$"], ["-Sline 2\n"], ["-Sline 1"], ["-Sline 1", "--no-renames"],
            ["-Gline 1", "--no-renames"], ["-Sneedle", "--pickaxe-all"], ["-Sn.*e", "--pickaxe-regex"],
            ["-Sneedle", "--follow", "--", "c.txt"], ["-Gneedle", "--follow", "--", "b.txt"],
            ["-Sneedle", "-n", "2"],
            ["-Sneedle", "-n", "2", "--reverse"], ["-Sneedle", "--skip", "1"], ["-Sneedle", "--", "sub"],
            ["-Sneedle", "--since=2001-01-01"], ["-G[Nn]eedle|line 3"], ["-Sü"], ["-Gline 2[0-9]?$"],
        ] {
            try compare(repository, words)
            if !words.contains("--reverse") { try comparePatches(repository, words) }
        }
        // The attributes of the working tree count, as in git.
        try repository.write(".gitattributes", "*.txt -diff\nbinary diff\n")
        for words in [["-Gneedle"], ["-Sneedle"], ["-Gneedle", "--text"]] { try compare(repository, words) }
    }

    @Test func charactersOfTheLocale() throws {
        let repository = try ScratchRepository { history in
            history.commit("one\n", on: "main", [.file("f", "Über größe\nKELVIN \u{212A}\n")])
            history.commit("two\n", on: "main", [.file("f", "über grösse\nkelvin \u{212A}\nstraße\n")])
            history.commit("three\n", on: "main", [.file("f", "über \u{FC}\n\u{17F}ong\n")])
        }
        for locale in ["C", "C.UTF-8"] {
            let git = repository.git.with("LC_ALL", locale)
            let rgit = repository.rgit.with("LC_ALL", locale)
            for words in [
                ["-SÜber", "-i"], ["-GÜber", "-i"], ["-Gkelvin k", "-i"], ["-Ggr.ße"], ["-G^song", "-i"],
                ["-G[ü]"],
                ["-Sgr.ße", "--pickaxe-regex"], ["-SKELVIN", "-i"], ["-G\\bü"],
            ] {
                let expected = try git.run(["log", "--format=%H"] + words).lines
                let found = try rgit.run(["log", "--value", "hexsha"] + words)
                #expect(found.lines == expected, "\(locale) \(words): \(found)")
            }
        }
    }

    @Test func filesInWhichItIsFound() throws {
        let repository = try specialHistory()
        for words in [["-Sneedle"], ["-Sneedle", "--pickaxe-all"], ["-Gneedle"]] {
            let expected = try repository.git.run(["log", "--format=", "--numstat", "--no-renames"] + words)
                .lines
            let rows = try repository.rgit.json(
                ["log", "--stats", "--no-renames", "--fields", "stats.files"] + words)
            let found = (rows["commits"]?.array ?? []).flatMap { $0["stats"]?["files"]?.array ?? [] }.map {
                "\($0["insertions"]?.integer.map(String.init) ?? "-")\t\($0["deletions"]?.integer.map(String.init) ?? "-")"
                    + "\t\($0["path"]?.text ?? "")"
            }
            #expect(found == expected.map(\.text), "\(words)")
        }
    }

    @Test func diffAndShow() throws {
        let repository = try specialHistory()
        try repository.write("c.txt", "needle\nand more\n")
        try repository.write("new", "needle\n")
        try repository.git("add", "new")
        for options in [
            ["-Sneedle"], ["-Gneedle"], ["-Sneedle", "--pickaxe-all"], ["-SNEEDLE", "-i"], ["-Gand"],
            ["-Sn.*e", "--pickaxe-regex"], ["-Snothing"], ["--find-object=HEAD:c.txt"],
        ] {
            for words in [[], ["--cached"], ["HEAD"], ["HEAD~3", "HEAD"], ["-R", "HEAD~5", "HEAD"]] {
                for format in ["--name-status", "--patch"] {
                    let expected = try repository.git.run(
                        ["diff", "--no-textconv", format] + options + words
                    ).stdout
                    let found = try repository.rgit.run(["diff", format] + options + words)
                    #expect(found.stdout == expected, "\(format) \(options) \(words): \(found)")
                }
            }
            let revisions = ["HEAD", "HEAD~1", "HEAD~4", "HEAD~5"]
            let expected = try repository.git.run(["show"] + options + revisions).stdout
            let found = try repository.rgit.run(["show"] + options + revisions)
            #expect(found.stdout == expected, "\(options): \(found)")
            let shown = try repository.git.run(["show", "-s", "--format=%H"] + options + revisions).lines
            let rows = try repository.rgit.run(["show", "--value", "hexsha"] + options + revisions)
            #expect(rows.lines == shown, "\(options): \(rows)")
        }
        let random = try RandomHistory(seed: 2120).makeRepository()
        for commit in try random.git("rev-list", "--all", "--merges").lines.map(\.text) {
            for options in [["-Sline"], ["-Ge", "-m"], ["-G1", "-c"]] {
                let expected = try random.git.run(["show", "--no-textconv"] + options + [commit]).stdout
                let found = try random.rgit.run(["show"] + options + [commit])
                #expect(found.stdout == expected, "\(options) \(commit)")
            }
        }
    }

    @Test func refusals() throws {
        let repository = try specialHistory()
        for (words, message) in [
            (["-Sa", "-Gb"], "-S and -G exclude each other"), (["-S", ""], "nothing to look for: -S"),
            (["-Ga", "--pickaxe-regex"], "'-G' and '--pickaxe-regex' exclude each other"),
            (
                ["--find-object", "HEAD", "--pickaxe-all"],
                "'--find-object' and '--pickaxe-all' exclude each other"
            ),
            (["-G("], "bad pattern"), (["-S(", "--pickaxe-regex"], "bad pattern"),
        ] {
            let result = try repository.rgit.run(["log"] + words)
            #expect(result.exitStatus == 2 && result.errorText.contains(message), "\(result)")
        }
        let unknown = try repository.rgit("log", "--find-object", "none")
        #expect(unknown.exitStatus == 3, "\(unknown)")
    }

    /// What cannot be read is named, and what can be is answered.
    @Test func missingContent() throws {
        let repository = try specialHistory()
        let blob = try repository.git.line("rev-parse", "HEAD:c.txt")
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(blob).utf8))
        let result = try repository.rgit("log", "-Sneedle", "--value", "summary")
        #expect(result.exitStatus == 3 && result.errorText.contains(blob), "\(result)")
        #expect(result.lines.map(\.text).contains("binary"), "\(result)")
    }
}
