// `rgit log` against `git log` on random histories, row by row and field by field.

import Support
import Testing

@Suite struct LogDifferentialTests {
    static let seeds: [UInt64] = [101, 102, 103, 104]

    /// The fields, and how git is asked for them.
    static let fields: [(name: String, format: String)] = [
        ("hexsha", "%H"), ("tree", "%T"), ("parents", "%P"), ("author.name", "%aN"), ("author.email", "%aE"),
        ("authored_date", "%at"), ("authored_datetime", "%aI"), ("committer.name", "%cN"),
        ("committer.email", "%cE"), ("committed_date", "%ct"), ("committed_datetime", "%cI"),
        ("summary", "%s"), ("message", "%B"),
    ]

    static func gitRows(_ git: Git, _ arguments: [String], mailmap: Bool = true) throws -> [ExpectedRow] {
        let formats = fields.map { mailmap ? $0.format : $0.format.replacing("N", with: "n").lowercasedEmail }
        let format = "--format=" + formats.joined(separator: "%x00")
        let options = ["-c", "i18n.logOutputEncoding=UTF-8", "log", "-z", format]
        let pieces = try git.run(options + arguments).records
        return stride(from: 0, to: pieces.count - fields.count + 1, by: fields.count).map { start in
            fields.indices.map { index in
                let piece = pieces[start + index]
                let value: Expected
                switch fields[index].name {
                case "parents": value = .texts(piece.split(separator: 0x20).map { Array($0) })
                case "authored_date", "committed_date": value = .decimal(piece)
                default: value = .text(piece)
                }
                return (fields[index].name, value)
            }
        }
    }

    /// Compares the answers to one command line.
    private func compare(
        _ repository: ScratchRepository, _ arguments: [String], gitArguments: [String]? = nil,
        mailmap: Bool = true
    ) throws {
        let what = "rgit log \(arguments) in a history of \(repository.path)"
        let expected = try Self.gitRows(repository.git, gitArguments ?? arguments, mailmap: mailmap)
        let result = try repository.rgit.run(["log", "--json"] + arguments)
        guard result.exitStatus == 0 else {
            Issue.record("\(what)\n\(result)")
            return
        }
        Comparison.expect(
            try JSONValue(parsing: result.stdout)["commits"]?.array ?? [], equal: expected, what)
    }

    private func branches(_ repository: ScratchRepository) throws -> [String] {
        try repository.git("for-each-ref", "--format=%(refname)", "refs/heads").lines.map(\.text)
    }

    @Test(arguments: seeds) func orders(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for order in [[], ["--topo-order"], ["--date-order"], ["--author-date-order"]] {
            for more in [
                [], ["--all"], ["--reverse"], ["--first-parent"], ["--branches", "--reverse", "-n", "7"],
                ["--all", "--skip=3", "-n5"], ["--first-parent", "--all"], ["--all", "--reverse"],
            ] {
                try compare(repository, order + more)
            }
        }
    }

    @Test(arguments: seeds) func ranges(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let names = try branches(repository)
        for (index, a) in names.enumerated().prefix(4) {
            let b = names[(index + 1) % names.count]
            for words in [
                ["\(a)..\(b)"], ["\(a)...\(b)"], ["^\(a)", b], [a, b], ["\(a)~1"], ["\(a)..."], ["..\(b)"],
                ["\(a)^@"], ["\(a)^!"], ["\(a)^-"], [":/change"], ["\(a)^{/sub}"],
            ] {
                let attempt = try repository.git.attempt(["rev-parse", "--verify", "-q", "\(a)^{/sub}"])
                if words[0].contains("{/sub}"), attempt.exitStatus != 0 { continue }
                if words == [":/change"], index > 0 { continue }
                try compare(repository, words + ["--"])
                try compare(repository, ["--topo-order"] + words + ["--"])
            }
        }
    }

    @Test(arguments: seeds) func references(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for words in [
            ["--all"], ["--branches"], ["--tags"], ["--remotes"], ["--branches=fix/*"], ["--branches=topic"],
            ["--tags=v1*"], ["--remotes=origin"], ["--exclude=refs/notes/*", "--all"],
            ["--exclude=topic*", "--branches"], ["--exclude=*", "--branches", "--tags"], ["HEAD", "^main~2"],
        ] {
            try compare(repository, words)
        }
    }

    @Test(arguments: seeds) func filters(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let middle = Hermetic.date + 1_500_000
        for words in [
            ["--since=@\(middle)"], ["--until=@\(middle)"],
            ["--since=@\(middle - 900_000)", "--until=@\(middle)"],
            ["--after=2020-10-01", "--all"], ["--before=2020-10-01T12:00:00+02:00", "--all"],
            ["--author=Thor"], ["--author=thor", "-i"], ["--author=^A U"], ["--committer=example.com>$"],
            ["--author=Ren.*F", "--author=bot"], ["--grep=change"], ["--grep=CHANGE", "-i"],
            ["--grep=^sub", "--grep=body"], ["--grep=^sub", "--grep=body", "--all-match"],
            ["--grep=change", "--invert-grep"], ["-E", "--grep=(fix|tab).*[0-9]+"], ["-F", "--grep=\" \\"],
            ["--grep=body", "--author=Thor"], ["--merges"], ["--no-merges"], ["--min-parents=3"],
            ["--max-parents=0"], ["--merges", "--first-parent"], ["--grep=caf\u{e9}"],
            ["--grep=\\(co\\|sign\\)"],
            ["--max-count=4", "--grep=1"], ["--skip=2", "--merges", "-n", "3"], ["-3", "--no-merges"],
        ] {
            try compare(repository, ["--branches"] + words)
        }
        try compare(repository, ["--no-mailmap"], mailmap: false)
    }

    @Test(arguments: seeds) func paths(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let tracked = try repository.git("ls-tree", "-r", "-z", "--name-only", "HEAD").records.map(\.text)
        // Names that are not UTF-8 come as bytes, in their own test.
        let files = tracked.filter { !$0.contains("\u{fffd}") }
        var limits: [[String]] = [
            ["src"], ["src/"], ["docs", "switch"], ["*.c"], [":(glob)**/*.h"], [":(glob)src/*.c"], ["."],
            [":!src"], ["src", ":(exclude)src/deep"], [":(icase)SRC"], [":(top)test.d"], ["no/such"],
            [":(literal)src/star*"], ["src/*a*"], [":/src"],
        ]
        limits += files.prefix(6).map { [":(literal)\($0)"] }
        // A slash at the end means a directory, never the file.
        limits += files.prefix(2).map { [":(literal)\($0)/"] } + [["src/", "docs"]]
        for paths in limits {
            for options in [
                [], ["--full-history"], ["--first-parent"], ["--all", "--topo-order"], ["-n", "2"],
            ] {
                try compare(repository, options + ["--"] + paths)
            }
        }
        let bytes: [UInt8] = Array("src".utf8)
        #expect(try repository.rgit.run([Array("log".utf8), Array("--".utf8), bytes]).exitStatus == 0)
    }

    @Test(arguments: seeds) func follow(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let tracked = try repository.git("ls-tree", "-r", "-z", "--name-only", "HEAD").records
        for name in tracked.prefix(20) {
            // rgit follows no patterns, so names that look like one are marked as names.
            let isPlain = !name.contains { [0x2A, 0x3F, 0x5B, 0x5C].contains($0) }
            let path = isPlain ? name : Array(":(literal)".utf8) + name
            let words: [[UInt8]] = ["--follow", "--"].map { Array($0.utf8) } + [path]
            let format = Array("--format=%H".utf8)
            let expected = try repository.git.run([Array("log".utf8), format] + words).lines
            let json = ["log", "--json"].map { Array($0.utf8) }
            let result = try repository.rgit.run(json + words).expecting(0)
            let rows = try JSONValue(parsing: result.stdout)["commits"]?.array ?? []
            #expect(rows.map { $0["hexsha"]?.bytes } == expected, "--follow \(path.text) of seed \(seed)")
        }
    }

    @Test(arguments: seeds) func counts(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for words in [
            ["HEAD"], ["--all"], ["--no-merges", "HEAD"], ["HEAD", "--", "src"], ["-n", "3", "HEAD"],
            ["--skip=5", "HEAD"], ["--author=Thor", "HEAD"],
            ["--since=@\(Hermetic.date + 900_000)", "--all"],
        ] {
            let expected = try repository.git.run(["rev-list", "--count"] + words).stdout
            #expect(try repository.rgit.run(["log", "--count"] + words).stdout == expected, "\(words)")
        }
    }

    @Test(arguments: seeds) func stats(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for words in [
            ["--all"], ["--no-renames"], ["--", "src"], ["-M30%", "--branches"], ["-C", "--branches"], ["-w"],
            ["--first-parent", "--diff-merges=first-parent"], ["--diff-merges=first-parent", "--all"],
            ["--first-parent"], ["--first-parent", "--diff-merges=off"],
            ["--find-copies-harder", "-n", "20"],
        ] {
            let renames = words.contains { $0.hasPrefix("-M") || $0 == "--no-renames" } ? [] : ["-M"]
            let format = ["log", "--raw", "--numstat", "-z", "--no-abbrev", "--format=%x01%H"]
            let pieces = try repository.git.run(format + renames + words).records
            var expected: [(hexsha: [UInt8], changes: [FileChange])] = []
            _ = FileChange.parse(pieces) { expected.append(($0, $1)) }
            let document = try repository.rgit.json(["log", "--stats"] + words)
            let rows = document["commits"]?.array ?? []
            let what = "rgit log --stats \(words) of seed \(seed)"
            #expect(rows.map { $0["hexsha"]?.bytes } == expected.map(\.hexsha), "\(what)")
            for (row, commit) in zip(rows, expected) {
                let stats = row["stats"] ?? .null
                let name = "\(what) at \(commit.hexsha.text)"
                Comparison.expect(stats["files"]?.array ?? [], equal: commit.changes.map(\.row), name)
                let insertions = commit.changes.reduce(0) { $0 + ($1.insertions ?? 0) }
                let deletions = commit.changes.reduce(0) { $0 + ($1.deletions ?? 0) }
                let total: ExpectedRow = [
                    ("total.files", .integer(commit.changes.count)),
                    ("total.insertions", .integer(insertions)),
                    ("total.deletions", .integer(deletions)),
                    ("total.lines", .integer(insertions + deletions)),
                ]
                Comparison.expect([stats], equal: [total], name)
            }
        }
    }
}

extension String {
    /// `%aE` and `%cE` without the mailmap.
    fileprivate var lowercasedEmail: String {
        self == "%aE" ? "%ae" : self == "%cE" ? "%ce" : self
    }
}
