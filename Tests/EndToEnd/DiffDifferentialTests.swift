// `rgit diff` against `git diff`, byte for byte: pairs of commits, the index, the working tree, blobs.

import Support
import Testing

@Suite struct DiffDifferentialTests {
    static let seeds: [UInt64] = [501, 502, 503, 504]

    /// The formats that are compared.
    private static let formats = [
        ["--patch"], ["--raw"], ["--raw", "-z"], ["--name-status"], ["--name-only", "-z"], ["--numstat"],
    ]

    private func compare(
        _ repository: ScratchRepository, _ words: [String], formats: [[String]] = formats
    ) throws {
        for format in formats {
            let expected = try repository.git.attempt(["diff"] + format + words)
            let result = try repository.rgit.run(["diff"] + format + words)
            guard expected.exitStatus == 0 else {
                #expect(result.exitStatus == 3, "\(expected)\n\(result)")
                continue
            }
            #expect(
                result.stdout == expected.stdout && result.exitStatus == 0,
                "diff \(format + words) in \(repository.path)\n\(expected)\n\(result)")
        }
    }

    private func commits(_ repository: ScratchRepository) throws -> [String] {
        try repository.git("rev-list", "--branches").lines.map(\.text)
    }

    @Test(arguments: seeds) func pairs(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let commits = try commits(repository)
        var random = SplitMix64(seed: seed)
        for _ in 0..<5 {
            let a = random.pick(commits)
            let b = random.pick(commits)
            try compare(repository, [a, b])
            try compare(repository, ["\(a)...\(b)"], formats: [["--patch"]])
            try compare(repository, ["-R", "\(a)..\(b)"])
            try compare(repository, [a, b, "--", "src", "*.c"], formats: [["--patch"]])
            for filter in ["AD", "r", "M*", "*R", "X"] {
                try compare(repository, ["--diff-filter=\(filter)", a, b], formats: [["--raw"]])
            }
        }
    }

    @Test(arguments: seeds) func options(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let commits = try commits(repository)
        var random = SplitMix64(seed: seed)
        for options in [
            ["-U0"], ["-U1"], ["-U20"], ["-W"], ["-W", "-U0"], ["--inter-hunk-context=2"], ["-w"], ["-b"],
            ["--ignore-space-at-eol"], ["--ignore-cr-at-eol"], ["--ignore-blank-lines"],
            ["--ignore-blank-lines", "-w", "-U1"], ["-I", "[aeiou]"], ["-I", "^$", "-I", "^.", "-U1"],
            ["--patience"], ["--minimal"], ["-C"], ["--find-copies-harder"], ["--no-renames"], ["-M90%"],
            ["--no-indent-heuristic"], ["--full-index"], ["--abbrev=5"], ["--no-abbrev"], ["--no-prefix"],
            ["-B"], ["-B20%/30%", "-C"], ["--histogram"], ["--src-prefix=x y/", "--dst-prefix=\u{e9}/"],
            ["--text"], ["-D"], ["--raw", "--numstat"],
        ] {
            for _ in 0..<2 {
                let words = options + [random.pick(commits), random.pick(commits)]
                try compare(repository, words, formats: [["--patch"], ["--raw"], ["--numstat"]])
            }
        }
    }

    @Test(arguments: seeds) func settings(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let commits = try commits(repository)
        var random = SplitMix64(seed: seed)
        for (key, value) in [
            ("core.quotePath", "false"), ("core.abbrev", "12"), ("diff.context", "1"),
            ("diff.interHunkContext", "4"), ("diff.mnemonicPrefix", "true"), ("diff.noPrefix", "true"),
            ("diff.renames", "copies"), ("diff.indentHeuristic", "false"), ("diff.algorithm", "patience"),
            ("diff.suppressBlankEmpty", "true"),
        ] {
            try repository.git("config", key, value)
            let words = [random.pick(commits), random.pick(commits)]
            try compare(repository, words)
            try compare(repository, ["-R"] + words, formats: [["--patch"]])
            try repository.git("config", "--unset", key)
        }
    }

    @Test func rowsAreThoseOfRaw() throws {
        let repository = try RandomHistory(seed: 505).makeRepository()
        let commits = try commits(repository)
        let words = [commits[commits.count - 1], commits[0]]
        let raw = try repository.git.attempt(["diff", "--raw", "-z", "--no-abbrev"] + words).records.map(
            \.text)
        let rows = try repository.rgit.json(["diff", "--patch"] + words)["changes"]?.array ?? []
        var position = 0
        for row in rows {
            let columns = raw[position].dropFirst().split(separator: " ")
            #expect((row["a_mode"]?.text ?? "000000") == columns[0])
            #expect((row["b_mode"]?.text ?? "000000") == columns[1])
            let zero = repository.hash.zeros
            #expect((row["a_hexsha"]?.text ?? zero) == columns[2])
            #expect((row["b_hexsha"]?.text ?? zero) == columns[3])
            #expect(row["change_type"]?.text == String(columns[4].prefix(1)))
            if row["similarity"]?.integer != nil { position += 1 }
            position += 2
        }
        #expect(position == raw.count && !rows.isEmpty)
        // Put together, the patches of the rows are the whole.
        let patches = rows.compactMap { $0["patch"]?.text }.joined()
        #expect(patches == (try repository.git.attempt(["diff", "--patch"] + words)).text)
    }

    /// Work trees and indexes drawn from a seed: edits, deletions, type changes, modes, touched files, intents to add,
    /// conflicts, directories in the place of files, a submodule that is elsewhere or dirty.
    @Test(arguments: seeds) func workTrees(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        var random = SplitMix64(seed: seed)
        let state = WorkTreeState(repository: repository)
        try state.change(&random)
        for words in [
            [], ["--staged"], ["HEAD"], ["-R"], ["-R", "HEAD"], ["-R", "--staged"], ["-w"],
            ["-C", "--find-copies-harder"], ["HEAD~1"], ["--", "src", "*.txt"],
        ] {
            try compare(repository, words, formats: Self.formats)
        }
        try repository.git("config", "diff.mnemonicPrefix", "true")
        for words in [["HEAD"], ["--staged"], ["HEAD~1", "HEAD"]] {
            try compare(repository, words, formats: [["--patch"]])
        }
    }

    @Test func conflictsAreListedAsGitListsThem() throws {
        let repository = try ScratchRepository { history in
            let base = history.commit(
                "base\n",
                [.file("both", "1\n2\n"), .file("ours", "1\n"), .file("theirs", "1\n"), .file("x", "1\n")])
            history.commit(
                "ours\n", parents: [base],
                [.file("both", "1\nours\n"), .delete("ours"), .file("theirs", "2\n")])
            history.commit(
                "theirs\n", on: "side", parents: [base],
                [.file("both", "1\ntheirs\n"), .file("ours", "2\n"), .delete("theirs")])
        }
        try repository.checkOut()
        try repository.mergeIntoConflict("side")
        try repository.write("x", "2\n")
        for words in [
            [], ["-R"], ["--staged"], ["HEAD"], ["-C", "--find-copies-harder"], ["--diff-filter=U"],
        ] {
            let lists = [["--raw"], ["--name-status", "-z"], ["--name-only"], ["--numstat"]]
            try compare(repository, words, formats: words.first == "--staged" ? lists + [["--patch"]] : lists)
        }
    }

    /// What git prints of conflicts: combined diffs of both sides and the file, before all other patches.
    @Test func conflictsAreCombinedDiffs() throws {
        let lines = (1...30).map { "line \($0)\n" }
        let repository = try ScratchRepository { history in
            let base = history.commit(
                "base\n",
                [
                    .file("both", lines.joined()), .file("ours", "1\n"), .file("theirs", "1\n"),
                    .file("a", "1\n"), .file("z", "1\n"), .file("binary", bytes: [0, 1]),
                    .file("gone", "1\n"),
                ])
            var (ours, theirs) = (lines, lines)
            (ours[3], theirs[3], ours[20], theirs[25]) = ("our 4\n", "their 4\n", "our 21\n", "their 26\n")
            history.commit(
                "ours\n", parents: [base],
                [
                    .file("both", ours.joined()), .delete("ours"), .file("theirs", "2\n"),
                    .file("binary", bytes: [0, 2]), .file("new", "a\nb\n"), .file("gone", "2\n"),
                ])
            history.commit(
                "theirs\n", on: "side", parents: [base],
                [
                    .file("both", theirs.joined()), .file("ours", "2\n"), .delete("theirs"),
                    .file("binary", bytes: [0, 3]), .executable("new", "a\nc\n"), .file("gone", "3\n"),
                ])
        }
        try repository.checkOut()
        try repository.mergeIntoConflict("side")
        try repository.write("a", "2\n")
        try repository.write("z", "2\n")
        let resolutions: [() throws -> Void] = [
            {}, { try repository.write("new", "a\nb\nc\n") },
            { _ = try repository.rgit.runner.run("rm", ["\(repository.path)/gone"]) },
            { try repository.write("both", lines.joined()) },
            { try repository.write("new", "a\nb\n", mode: 0o755) },
        ]
        for resolve in resolutions {
            try resolve()
            for words in [
                [], ["-R"], ["-U0"], ["-w"], ["--", "both", "z"], ["--full-index"], ["--diff-filter=M"],
                ["--src-prefix=x/"], ["--patch", "-z"],
            ] {
                try compare(repository, words, formats: [["--patch"]])
            }
        }
    }

    @Test func aSubmoduleIsShownWithItsChanges() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        try repository.checkOut()
        let inner = try ScratchRepository { $0.commit("inner\n", [.file("g", "1\n")]) }
        try inner.checkOut()
        try repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.path, "mod")
        try repository.git("commit", "-qm", "two")
        let module = repository.git.at("\(repository.path)/mod")
        for step in 0..<3 {
            switch step {
            case 0: try repository.write("mod/g", "2\n")
            case 1: try module("commit", "-qam", "three")
            default: try repository.write("mod/g", "3\n")
            }
            for words in [[], ["HEAD"], ["-R"], ["--staged"]] { try compare(repository, words) }
        }
    }

    @Test func twoBlobs() throws {
        let repository = try ScratchRepository { history in
            let first = history.commit("a\n", [.file("d/f", "1\n2\n"), .executable("x", "1\n3\n")])
            history.commit("b\n", parents: [first], [.file("d/f", "1\n2\n3\n")])
        }
        let id = try repository.git.line("rev-parse", "HEAD:x")
        try repository.checkOut()
        for words in [
            ["HEAD~1:d/f", "HEAD:d/f"], ["HEAD:x", "HEAD:d/f"], [id, "HEAD:d/f"], [":d/f", ":0:x"],
            ["-R", "HEAD:x", "HEAD:d/f"], ["HEAD:x", id], ["HEAD:d/f", "HEAD:d/f"],
        ] {
            try compare(repository, words)
        }
    }

    @Test func theExitStatusSaysWhetherAnythingDiffers() throws {
        let repository = try ScratchRepository { history in
            let first = history.commit("a\n", [.file("f", "1\n2\n")])
            history.commit("b\n", parents: [first], [.file("f", "1\n 2\n")])
        }
        try repository.checkOut()
        for (words, status) in [
            (["HEAD~1", "HEAD"], 1), (["HEAD", "HEAD"], 0), ([], 0), (["--patch", "HEAD~1"], 1),
            (["-w", "--patch", "HEAD~1"], 0), (["-w", "HEAD~1"], 0), (["--patch", "--json", "HEAD~1"], 1),
        ] {
            for option in ["--exit-code", "--quiet"] {
                let result = try repository.rgit.run(["diff", option] + words)
                #expect(result.exitStatus.map(Int.init) == status, "\(option) \(words)\n\(result)")
                if option == "--quiet" { #expect(result.stdout.isEmpty) }
            }
        }
    }
}
