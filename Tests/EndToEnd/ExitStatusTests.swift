// Every exit status, and what a user reads when something is wrong.

import Support
import Testing

@Suite struct ExitStatusTests {
    static let commands = ["log", "branches", "contributors", "blame-stats", "diff-stats"]

    private func small() throws -> ScratchRepository {
        let repository = try ScratchRepository { history in
            let a = history.commit("one\n", [.file("f", "1\n")])
            history.commit("two\n", parents: [a], [.file("f", "1\n2\n")])
        }
        try repository.checkOut()
        return repository
    }

    /// An error has one line `rgit: what: which`, perhaps a hint, and nothing on standard output.
    private func expectError(
        _ result: ProcessResult, _ status: Int32, mentions words: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(result.exitStatus == status, "\(result)", sourceLocation: sourceLocation)
        #expect(result.stdout.isEmpty, "\(result)", sourceLocation: sourceLocation)
        let lines = result.errorText.split(separator: "\n")
        #expect(lines.first?.hasPrefix("rgit: ") == true, "\(result)", sourceLocation: sourceLocation)
        for word in words {
            #expect(result.errorText.contains(word), "\(word): \(result)", sourceLocation: sourceLocation)
        }
    }

    @Test func wrongCommandLinesEndWith2() throws {
        let repository = try small()
        let rgit = repository.rgit
        expectError(try rgit("lgo"), 2, mentions: "lgo", "log")
        expectError(try rgit("log", "--autor=x"), 2, mentions: "--autor", "--author")
        expectError(try rgit("log", "--max-coun", "3"), 2, mentions: "--max-count")
        expectError(try rgit("log", "--format=xml"), 2, mentions: "xml", "json")
        expectError(try rgit("log", "--fields", "hexsha,nope"), 2, mentions: "nope", "rgit help log")
        expectError(try rgit("log", "-n", "x"), 2, mentions: "x")
        expectError(try rgit("log", "-n"), 2, mentions: "-n")
        expectError(try rgit("log", "--max-count="), 2)
        expectError(try rgit("log", "-j", "0"), 2, mentions: "0")
        expectError(try rgit("log", "--jobs=many"), 2, mentions: "many")
        expectError(try rgit("log", "--since=gibberish"), 2, mentions: "gibberish")
        expectError(try rgit("log", "--until", "yesterdayish"), 2)
        expectError(try rgit("log", "-E", "--grep=("), 2)
        expectError(try rgit("log", "--color=sometimes"), 2, mentions: "sometimes")
        expectError(try rgit("log", "--count=3"), 2)
        expectError(try rgit("log", "-n99999999999999999999999"), 2)
        expectError(try rgit("contributors", "--by", "shoe-size"), 2, mentions: "shoe-size", "email")
        expectError(try rgit("contributors", "--group", "nobody"), 2, mentions: "nobody")
        expectError(try rgit("blame-stats", "-Mx"), 2, mentions: "--find-moves")
        expectError(try rgit("blame-stats", "-Cx"), 2, mentions: "--find-copies")
        expectError(try rgit("diff-stats", "--diff-algorithm=magic"), 2, mentions: "magic", "patience")
        expectError(try rgit("diff-stats", "--no-index", "a", "b"), 2, mentions: "git diff --no-index")
        expectError(try rgit("branches", "--sort=height"), 2, mentions: "height")
        expectError(try rgit.with("RGIT_JOBS", "-3")("log"), 2, mentions: "RGIT_JOBS")
        expectError(try rgit("schema", "nothing"), 2, mentions: "nothing")
        expectError(try rgit("completions", "tcsh"), 2, mentions: "tcsh")
        expectError(try rgit("--frobnicate"), 2, mentions: "--frobnicate")
    }

    @Test(arguments: commands) func noRepositoryEndsWith3(command: String) throws {
        let folder = try TemporaryFolder()
        let rgit = Rgit(in: folder.path, home: folder.path).with("GIT_CEILING_DIRECTORIES", "/")
        expectError(try rgit(command), 3, mentions: "not a git repository")
        expectError(try rgit(command, "--json"), 3)
        expectError(try rgit("-C", "no/such/folder", command), 3, mentions: "no/such/folder")
        expectError(try rgit("--git-dir=nowhere", command), 3, mentions: "nowhere")
        expectError(try rgit.with("GIT_DIR", "/nowhere/at/all")(command), 3, mentions: "/nowhere/at/all")
    }

    @Test func unknownRevisionsEndWith3() throws {
        let rgit = try small().rgit
        for words in [
            ["log", "no-such"], ["log", "HEAD~99"], ["log", "main..no-such"], ["log", "^no-such"],
            ["contributors", "no-such"], ["blame-stats", "no-such"], ["diff-stats", "HEAD", "no-such"],
            ["diff-stats", "no-such...HEAD"], ["branches", "--contains", "no-such"],
            ["branches", "--base=no-such"], ["log", "no-such", "--"], ["log", "HEAD@{upstream}"],
        ] {
            let result = try rgit.run(words)
            let revision =
                words.contains { $0.contains("no-such") }
                ? "no-such" : words[1] == "HEAD~99" ? "HEAD~99" : "main"
            expectError(result, 3, mentions: revision)
        }
    }

    /// The runtime opens descriptors of its own, one of which once took the place of the closed standard output.
    @Test func aClosedStandardOutputIsABadDescriptor() throws {
        let repository = try small()
        var rgit = repository.rgit
        rgit.runner.timeout = 30
        let result = try rgit.runner.run("/bin/sh", ["-c", "exec \"$0\" log >&-", Rgit.path])
        expectError(result, 3, mentions: "standard output", "Bad file descriptor")
    }

    @Test func anEmptyRepositoryIsAnsweredOrRefusedWithoutACrash() throws {
        let repository = try ScratchRepository()
        expectError(try repository.rgit("log"), 3, mentions: "main")
        for command in ["branches", "contributors", "blame-stats", "diff-stats"] {
            let result = try repository.rgit(command, "--json")
            #expect(result.exitStatus == 0 || result.exitStatus == 3, "\(result)")
            #expect(result.signal == nil, "\(result)")
            if result.exitStatus == 0 { _ = try JSONValue(parsing: result.stdout) }
        }
        try repository.write("new", "1\n2\n")
        try repository.git("add", "new")
        let staged = try repository.rgit.run(["diff-stats", "--staged", "--json"])
        #expect(try JSONValue(parsing: staged.stdout)["total"]?["insertions"]?.integer == 2, "\(staged)")
    }

    @Test func aRepositoryOfTheFutureIsRefusedByName() throws {
        for (key, value) in [("objectFormat", "sha512"), ("refStorage", "database")] {
            let repository = try small()
            try repository.git("config", "core.repositoryFormatVersion", "1")
            try repository.git("config", "extensions.\(key)", value)
            expectError(try repository.rgit("log"), 3, mentions: value)
        }
    }

    @Test(arguments: commands) func aClosedPipeIsAQuietSuccess(command: String) throws {
        let rgit = try small().rgit
        for format in ["--json", "--ndjson", "--csv", "--tsv", "--format=table"] {
            let result = try rgit.run([command, format], output: .brokenPipe)
            #expect(result.exitStatus == 0, "\(result)")
            #expect(result.stderr.isEmpty, "\(result)")
        }
        let early = try ScratchRepository { history in
            var last = history.commit("0\n")
            for number in 1...2000 { last = history.commit("\(number)\n", parents: [last]) }
        }
        let result = try early.rgit.run(["log", "--json"], output: .capturedUpTo(100))
        #expect(result.exitStatus == 0, "\(result)")
        #expect(result.stderr.isEmpty)
    }

    #if os(Linux)
        @Test(arguments: commands) func aFullDiskEndsWith3(command: String) throws {
            let rgit = try small().rgit
            for format in ["--json", "--ndjson", "--csv", "--tsv", "--format=table"] {
                // The table of what differs is empty where nothing does.
                let words = command == "diff-stats" ? [command, format, "HEAD"] : [command, format]
                let result = try rgit.run(words, output: .file("/dev/full"))
                #expect(result.exitStatus == 3, "\(result)")
                #expect(result.errorText.hasPrefix("rgit: "), "\(result)")
                #expect(result.errorText.contains("No space left"), "\(result)")
            }
            for words in [["--version"], ["--help"], ["-h"], ["schema", command]] {
                #expect(try rgit.run(words, output: .file("/dev/full")).exitStatus == 3, "\(words)")
            }
        }
    #endif

    @Test func aClosedStandardOutputIsAnError() throws {
        let result = try small().rgit.run(["log"], output: .closed)
        #expect(result.exitStatus == 3, "\(result)")
    }

    @Test func helpAndVersionNeedNoRepository() throws {
        let folder = try TemporaryFolder()
        let rgit = Rgit(in: folder.path, home: folder.path)
        let version = try rgit("--version").expecting(0)
        #expect(version.text.contains("rgit") && version.text.contains("libgit2"), "\(version)")
        for command in Self.commands {
            let short = try rgit(command, "-h").expecting(0)
            #expect(short.text.contains(command))
            #expect(short.text.split(separator: "\n").count <= 60, "\(short)")
            #expect(short.text.utf8.allSatisfy { $0 != 0x1B })
            #expect(try rgit("help", command).expecting(0).text.contains("rgit-\(command)"))
            #expect(try rgit(command, "--help").expecting(0).stdout.count > short.stdout.count)
        }
        for shell in ["bash", "zsh", "fish"] {
            #expect(try rgit("completions", shell).expecting(0).text.contains("blame-stats"))
        }
        #expect(try rgit("-h").expecting(0).text.contains("contributors"))
        #expect(try rgit("--help").expecting(0).stderr.isEmpty)
    }

    @Test func anAnswerOfNoRowsIsStillASuccess() throws {
        let rgit = try small().rgit
        #expect(try rgit.json(["log", "--author=nobody"])["commits"] == .array([]))
        #expect(try rgit("log", "--author=nobody", "--ndjson").expecting(0).stdout.isEmpty)
        #expect(try rgit("log", "--count", "--author=nobody").expecting(0).text == "0\n")
        #expect(try rgit.json(["diff-stats"])["total"]?["files"]?.integer == 0)
        #expect(try rgit("branches", "nothing*", "--csv").expecting(0).lines.count == 1)
    }
}
