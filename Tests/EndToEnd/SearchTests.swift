// `rgit search` beside `git log -S`, one pattern of git's at a time: commits, files, counts and lines.

import Support
import Testing

@Suite struct SearchTests {
    private struct Match: Hashable {
        var hexsha: String
        var pattern: String
        var path: String
    }

    /// What git finds for each pattern, in the order of the patterns.
    private func expected(
        _ repository: ScratchRepository, _ patterns: [String], _ options: [String], isExpression: Bool
    ) throws -> [Match] {
        let searchesLines = options.contains("-G")
        let others = options.filter { $0 != "-G" }
        return try patterns.flatMap { pattern in
            let search =
                searchesLines
                ? ["-G", pattern] : ["-S", pattern] + (isExpression ? ["--pickaxe-regex"] : [])
            let output = try repository.git.run(
                ["log", "--no-textconv", "--raw", "--numstat", "-z", "--format=%x01%H"] + search + others)
            var matches: [Match] = []
            _ = FileChange.parse(output.records) { commit, changes in
                matches += changes.map { Match(hexsha: commit.text, pattern: pattern, path: $0.path.text) }
            }
            return matches
        }
    }

    private func compare(
        _ repository: ScratchRepository, _ patterns: [String], _ options: [String] = [],
        isExpression: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = try expected(repository, patterns, options, isExpression: isExpression)
        for jobs in ["1", "3"] {
            let words = patterns.flatMap { ["-e", $0] } + (isExpression ? ["-E"] : []) + options
            let rows = try repository.rgit.json(["search", "-j", jobs] + words)
            let found = (rows["matches"]?.array ?? []).map {
                Match(
                    hexsha: $0["hexsha"]?.text ?? "", pattern: $0["pattern"]?.text ?? "",
                    path: $0["path"]?.text ?? "")
            }
            #expect(found.count == expected.count, "\(words)", sourceLocation: sourceLocation)
            // In the order of git log for each pattern.
            for pattern in patterns {
                let isSame =
                    found.filter { $0.pattern == pattern } == expected.filter { $0.pattern == pattern }
                #expect(isSame, "\(pattern) of \(words)", sourceLocation: sourceLocation)
            }
            let count = try repository.rgit.run(["search", "--count"] + words)
            #expect(count.text == "\(expected.count)\n", "\(words): \(count)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [2201, 2202, 2203] as [UInt64]) func randomHistories(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        // In a pack most versions are deltas, along which places are carried.
        if seed == 2202 { try repository.repack("-f") }
        let words = ["line", "ine", "lin", "e", "1", " 2", "LINE", "li", "line 1", "no such text", "x"]
        for options in [
            ["--all"], ["--all", "-i"], ["--all", "--first-parent"], ["--all", "--no-renames"],
            ["--all", "-C"],
            ["--all", "--", "src"], ["--reverse", "-n", "20"], ["--all", "--no-merges", "--author=o"],
        ] {
            try compare(repository, words, options)
        }
        try compare(repository, ["line"], ["--all"])
        try compare(
            repository, ["l.ne", "line+ ", "^line", "[0-9]+$", "(line|x)", "e", "\\bline\\b", "Line"],
            ["--all"],
            isExpression: true)
    }

    @Test(arguments: [2211, 2212] as [UInt64]) func changedLines(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let patterns = [
            "line", "ine", "1", "l.ne", "line+ ", "^line", "^$", "[0-9]+$", "(line|x)", "x*", "no such text",
        ]
        for options in [
            ["--all"], ["--all", "-i"], ["--all", "--first-parent"], ["--all", "--no-renames"],
            ["--all", "-a"],
            ["--all", "-w", "--", "src"], ["--no-merges", "-C"],
        ] {
            try compare(repository, patterns, ["-G"] + options, isExpression: true)
        }
    }

    @Test func rulesChooseFilesByPath() throws {
        let repository = try history()
        let folder = try TemporaryFolder()
        try write(
            folder, "rules",
            "[rule \"one\"]\npattern = key=\npath = f\n[rule \"two\"]\npattern = key=\npath = *\npath = :(exclude)f\n"
        )
        for words in [[], ["-G", "--text"]] {
            let rows = try repository.rgit.run(
                ["search", "--rules", "\(folder.path)/rules", "--tsv", "--fields", "summary,rule,path"]
                    + words)
            let expected = [
                "summary\trule\tpath", "three\tone\tf", "two\ttwo\tb", "two\tone\tf", "one\tone\tf",
            ]
            #expect(rows.lines.map(\.text) == expected, "\(words) \(rows)")
        }
        try write(folder, "rules", "[rule \"a\"]\npattern = x\npath = :(bad)x\n")
        #expect(try repository.rgit("search", "--rules", "\(folder.path)/rules").exitStatus == 2)
    }

    @Test func botsAreLeftOutAndCounted() throws {
        let repository = try history()
        try repository.write("f", "plain\nkey=9\n")
        try repository.git.with("GIT_AUTHOR_NAME", "helper[bot]")("commit", "-qam", "four")
        #expect(try repository.rgit("search", "key=9", "--value", "summary").text == "four\n")
        for mode in [[], ["-G", "--text"]] {
            let document = try repository.rgit.json(["search", "key=", "--exclude-bots"] + mode)
            let rows = document["matches"]?.array ?? []
            #expect(rows.map { $0["summary"]?.text } == ["three", "two", "two", "one"], "\(rows)")
            #expect(
                document["excluded"]?["bots"]?.integer == 1 && document["excluded"]?["commits"]?.integer == 1)
        }
    }

    private func write(_ folder: TemporaryFolder, _ name: String, _ content: String) throws {
        try FileTree.write(Array(content.utf8), to: Array("\(folder.path)/\(name)".utf8))
    }

    private func history() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        func commit(_ message: String) throws {
            try repository.git("add", "-A")
            try repository.git("commit", "-q", "-m", message)
        }
        try repository.write("f", "key=1\nplain\n")
        try commit("one")
        try repository.write("f", "plain\nkey=1\nKEY=2 key=3\n")
        try repository.write(Array("b".utf8), Array("key=\0\n".utf8))
        try commit("two")
        try repository.write("f", "plain\n")
        try repository.git("mv", "b", "c")
        try commit("three")
        return repository
    }

    @Test func linesAndRules() throws {
        let repository = try history()
        let folder = try TemporaryFolder()
        try write(
            folder,
            "rules",
            """
            # Two rules, one of them with two patterns.
            [rule "key"]
                pattern = key=[0-9]
                ignoreCase = true
            [rule "words"]
                pattern = plain
                pattern = key=
                type = fixed
            """)
        let rows =
            try repository.rgit.json(["search", "--rules", "\(folder.path)/rules"])["matches"]?.array ?? []
        let found = rows.map { row in
            let lines = (row["lines"]?.array ?? []).map {
                "\($0["added"]?.bool == true ? "+" : "-")\($0["line"]?.integer ?? 0) \($0["text"]?.text ?? "")"
            }
            return "\(row["summary"]?.text ?? "") \(row["path"]?.text ?? "") \(row["rule"]?.text ?? "")"
                + " \(row["before"]?.integer ?? -1) \(row["after"]?.integer ?? -1) \(lines)"
        }
        #expect(
            found == [
                #"three f key 3 0 ["-2 key=1", "-3 KEY=2 key=3"]"#,
                #"three f words 2 0 ["-2 key=1", "-3 KEY=2 key=3"]"#,
                "two b words 0 1 []", #"two f key 1 3 ["-1 key=1", "+2 key=1", "+3 KEY=2 key=3"]"#,
                #"two f words 1 2 ["-1 key=1", "+2 key=1", "+3 KEY=2 key=3"]"#,
                #"one f key 0 1 ["+1 key=1"]"#,
                #"one f words 0 1 ["+2 plain"]"#, #"one f words 0 1 ["+1 key=1"]"#,
            ], "\(found)")
        let values = try repository.rgit("search", "key=1", "--value", "line")
        #expect(values.text == "2\n1\n", "\(values)")
        #expect(try repository.rgit("search", "key=", "--exit-code").exitStatus == 1)
        #expect(try repository.rgit("search", "--quiet", "nothing").exitStatus == 0)
        try write(folder, "words", "plain\r\n\nkey=3\n")
        let words = try repository.rgit("search", "-f", "\(folder.path)/words", "--value", "pattern")
        #expect(words.text == "key=3\nkey=3\nplain\n", "\(words)")
    }

    @Test func refusals() throws {
        let repository = try history()
        let folder = try TemporaryFolder()
        for (content, message) in [
            ("[rule \"a\"]\ntype = fixed\n", "rule without a pattern: a"),
            ("[rule \"a\"]\nkind = x\n", "unknown key of a rule"),
            ("[other]\na = b\n", "not a rule"), ("[rule \"a\"\n", "bad line of rules"),
            ("", "no pattern to search for"),
            ("[rule \"a\"]\npattern = (\n", "bad pattern"),
            ("[rule \"a\"]\ntype = odd\n", "neither regex nor fixed"),
        ] {
            try write(folder, "rules", content)
            let result = try repository.rgit("search", "--rules", "\(folder.path)/rules")
            #expect(result.exitStatus == 2 && result.errorText.contains(message), "\(content): \(result)")
        }
        #expect(try repository.rgit("search").exitStatus == 2)
        #expect(try repository.rgit("search", "-f", "\(folder.path)/none").exitStatus == 3)
    }

    @Test func missingContent() throws {
        let repository = try history()
        let blob = try repository.git.line("rev-parse", "HEAD:f")
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(blob).utf8))
        let result = try repository.rgit("search", "-e", "key=1", "-e", "plain", "--value", "summary")
        #expect(result.exitStatus == 3 && result.errorText.contains(blob), "\(result)")
        #expect(result.text == "one\none\n", "\(result)")
    }

    /// A submodule and a file may have the same name for their commit and their content.
    @Test func aSubmoduleIsNotTheFileOfItsName() throws {
        let repository = try ScratchRepository()
        let blob = try repository.writeObject("blob", Array("needle\n".utf8))
        let id = [UInt8](hexadecimal: blob)
        let tree = try repository.writeObject(
            "tree", Array("160000 a\0".utf8) + id + Array("100644 f\0".utf8) + id)
        let commit = try repository.git.line("commit-tree", "-m", "one", tree)
        try repository.git("update-ref", "refs/heads/main", commit)
        for pattern in ["needle", "Subproject"] {
            try compare(repository, [pattern])
            let expected = try repository.git.run(["log", "--format=%H", "-S", pattern]).text
            #expect(try repository.rgit.run(["log", "--value", "hexsha", "-S", pattern]).text == expected)
        }
    }
}
