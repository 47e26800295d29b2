// `rgit diff-stats` against `git diff --numstat` on random histories: pairs, one commit, index, working tree.

import Support
import Testing

@Suite struct DiffStatsDifferentialTests {
    static let seeds: [UInt64] = [401, 402, 403, 404]

    private func compare(
        _ repository: ScratchRepository, _ words: [String], git gitWords: [String], command: String = "diff"
    ) throws {
        let what = "rgit diff-stats \(words) in \(repository.path)"
        let answer = try repository.git.attempt(
            [command, "--raw", "--numstat", "-z", "--no-abbrev"] + gitWords)
        let result = try repository.rgit.run(["diff-stats", "--json"] + words)
        guard answer.exitStatus == 0 else {
            #expect(result.exitStatus == 3, "git: \(answer)\nrgit: \(result)")
            return
        }
        guard result.exitStatus == 0 else {
            Issue.record("\(what)\n\(result)")
            return
        }
        let changes = FileChange.parse(answer.records)
        let document = try JSONValue(parsing: result.stdout)
        Comparison.expect(document["files"]?.array ?? [], equal: changes.map(\.row), what)
        let insertions = changes.reduce(0) { $0 + ($1.insertions ?? 0) }
        let deletions = changes.reduce(0) { $0 + ($1.deletions ?? 0) }
        let total: ExpectedRow = [
            ("total.files", .integer(changes.count)), ("total.insertions", .integer(insertions)),
            ("total.deletions", .integer(deletions)), ("total.lines", .integer(insertions + deletions)),
        ]
        Comparison.expect([document], equal: [total], what)
    }

    private func commits(_ repository: ScratchRepository) throws -> [String] {
        try repository.git("rev-list", "--branches").lines.map(\.text)
    }

    @Test(arguments: seeds) func pairs(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let commits = try commits(repository)
        var random = SplitMix64(seed: seed)
        for _ in 0..<6 {
            let a = random.pick(commits)
            let b = random.pick(commits)
            try compare(repository, [a, b], git: ["-M", a, b])
            try compare(repository, ["\(a)..\(b)"], git: ["-M", a, b])
            try compare(repository, ["\(a)...\(b)"], git: ["-M", "\(a)...\(b)"])
            for options in [
                ["--no-renames"], ["-M90%"], ["-M5"], ["-C"], ["-C30%"], ["--find-copies-harder"], ["-l2"],
                ["-w"], ["-b"], ["--ignore-space-at-eol"], ["--ignore-cr-at-eol"], ["--ignore-blank-lines"],
                ["--diff-algorithm=minimal"], ["--diff-algorithm=patience"], ["--histogram"],
                ["--diff-algorithm=myers"],
            ] {
                let renames = options[0].hasPrefix("-M") || options[0] == "--no-renames" ? [] : ["-M"]
                try compare(repository, options + [a, b], git: renames + options + [a, b])
            }
            for paths in [["src"], ["*.c"], [":!src"], ["docs", "switch"], [":(glob)**/*.h"]] {
                try compare(repository, [a, b, "--"] + paths, git: ["-M", a, b, "--"] + paths)
            }
        }
    }

    @Test(arguments: seeds) func numstat(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let commits = try commits(repository)
        var random = SplitMix64(seed: seed)
        for _ in 0..<4 {
            let a = random.pick(commits)
            let b = random.pick(commits)
            for options in [[], ["-z"], ["--no-renames"], ["-M5%", "-z"], ["-C"], ["-w"]] {
                let renames = options.isEmpty || options[0] == "-z" || options[0] == "-w" ? ["-M"] : []
                let expected = try repository.git.attempt(
                    ["diff", "--numstat"] + renames + options + [a, b])
                let result = try repository.rgit.run(["diff-stats", "--numstat"] + options + [a, b])
                #expect(result.stdout == expected.stdout, "\(options) \(a) \(b)\n\(expected)\n\(result)")
            }
        }
    }

    /// Names that git quotes, and renames whose paths share directories at either end, or a slash at both.
    @Test func numstatSpellsPathsAsGitDoes() throws {
        let moves = [
            ("a/b/c", "a/x/c"), ("b/c", "b/d/c"), ("c/d/e", "c/e"), ("top", "dir/top"), ("up/down", "down"),
            ("d/one/two/f", "d/three/f"), ("p/q/r", "p/q/s"), ("same/x/same/f", "same/same/f"),
            ("tab\tand", "tab/\tand"), ("é", "è"), ("q\"uote", "q\\uote"), ("plain", "plain2"),
            ("aa/aa/aa", "aa/aa/aa/aa"), ("new\nline", "bell\u{7}\u{1}\u{7f}"),
        ]
        func content(_ index: Int) -> String { (0..<20).map { "\(index) line \($0)\n" }.joined() }
        let repository = try ScratchRepository { history in
            let first = history.commit(
                "a\n",
                moves.enumerated().map { .file($1.0, content($0)) } + [.file("stays é", "1\n")])
            history.commit(
                "b\n", parents: [first],
                moves.map { .delete($0.0) }
                    + moves.enumerated().map { .file($1.1, content($0) + "more\n") }
                    + [.file("stays é", "2\n"), .file("bin\t", "\0")])
        }
        for quotes in ["true", "false"] {
            try repository.git("config", "core.quotePath", quotes)
            for options in [[], ["-z"]] {
                let expected = try repository.git.attempt(
                    ["diff", "--numstat", "-M"] + options + ["HEAD~1", "HEAD"])
                let result = try repository.rgit.run(
                    ["diff-stats", "--numstat"] + options + ["HEAD~1", "HEAD"])
                #expect(expected.stdout.count > 250)
                #expect(result.stdout == expected.stdout, "\(expected)\n\(result)")
            }
        }
        for words in [["-z"], ["--numstat", "--json"], ["--numstat", "--by", "directory"]] {
            #expect(try repository.rgit.run(["diff-stats"] + words).exitStatus == 2, "\(words)")
        }
    }

    @Test(arguments: seeds) func oneCommit(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let empty = try repository.git.line("hash-object", "-t", "tree", "/dev/null")
        for commit in try commits(repository) {
            let parents = try repository.git.line("log", "-1", "--format=%P", commit)
            let first = parents.split(separator: " ").first.map(String.init)
            try compare(repository, [commit], git: ["-M", first ?? empty, commit])
        }
    }

    @Test(arguments: seeds) func stagedAndWorkingTree(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        try compare(repository, [], git: ["-M", "HEAD"])
        try compare(repository, ["--staged"], git: ["-M", "--cached"])
        let tracked = try repository.git(
            "ls-files", "-z", "--stage"
        ).records.filter { $0.starts(with: Array("100".utf8)) }
            .map { Array($0.drop { $0 != 9 }.dropFirst()) }
        var random = SplitMix64(seed: seed)
        for path in tracked {
            switch random.below(8) {
            case 0: try repository.write(path, Array("new content\n1\n2\n".utf8))
            case 1: try repository.git.run([Array("rm".utf8), Array("-qf".utf8), Array("--".utf8), path])
            case 2: TemporaryFolder.removeTree(Array("\(repository.path)/".utf8) + path)
            case 3:
                let full = Array("\(repository.path)/".utf8) + path
                try repository.write(path, try FileTree.read(full) + Array("one more\n".utf8), mode: 0o755)
                try repository.git.run([Array("add".utf8), Array("--".utf8), path])
            case 4:
                let full = Array("\(repository.path)/".utf8) + path
                let content = try FileTree.read(full)
                try repository.git.run([Array("rm".utf8), Array("-qf".utf8), Array("--".utf8), path])
                let moved = Array("renamed-\(random.below(100))".utf8)
                try repository.write(moved, content)
                try repository.git.run([Array("add".utf8), Array("--".utf8), moved])
            default: break
            }
        }
        try repository.write("untracked", "never counted\n")
        try repository.write("intent", "to add\n")
        try repository.git("add", "-N", "intent")
        for options in [[], ["--no-renames"], ["-w"]] {
            let renames = options == ["--no-renames"] ? [] : ["-M"]
            try compare(repository, options, git: renames + options + ["HEAD"])
            try compare(repository, ["--staged"] + options, git: renames + options + ["--cached"])
        }
        try compare(repository, ["--staged", "--", "src"], git: ["-M", "--cached", "--", "src"])
        try compare(repository, ["--", "src", "docs"], git: ["-M", "HEAD", "--", "src", "docs"])
        try compare(repository, ["--staged", "main"], git: ["-M", "--cached", "main"])
    }

    /// Git knows the tree without entries in every repository, and scripts compare with it.
    /// Enough files for several threads, and old enough for their times to count.
    @Test func filesThatAreSurelyUnchangedAreFoundByTheirTimes() throws {
        let repository = try ScratchRepository()
        func shell(_ script: String) throws {
            _ = try repository.git.runner.run("/bin/bash", ["-ec", "cd '\(repository.path)'\n" + script])
                .expecting(0)
        }
        try shell(
            """
            for d in a a/b a.c b c/d/e; do
                mkdir -p $d
                for n in $(seq 300); do echo "$d $n" > $d/f$n; done
            done
            find . -name 'f*' -exec touch -d 2020-01-01 {} +
            ln -s f1 a/link
            git add . && git commit -qm one
            """)
        try compare(repository, [], git: ["-M", "HEAD"])
        try shell(
            """
            echo 'A 17' > a/f17
            touch a/b/f3
            chmod +x a.c/f5
            rm b/f7
            rm -r a/b/f8 && mkdir a/b/f8
            mv c/d c/x && ln -s x c/d
            rm a/link && ln -s f2 a/link
            git rm -q --cached a/f20
            git update-index --assume-unchanged a/f21 && echo more >> a/f21
            echo more >> a/f300
            """)
        for options in [[], ["--no-renames"], ["-C", "--find-copies-harder"]] {
            let git = options.isEmpty ? ["-M"] : options
            try compare(repository, options, git: git + ["HEAD"])
            try compare(repository, ["--jobs", "1"] + options, git: git + ["HEAD"])
        }
        try compare(repository, ["--", "a"], git: ["-M", "HEAD", "--", "a"])
    }

    @Test func theEmptyTreeNeedNotBeStored() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n2\n")]) }
        let empty = try repository.git.line("hash-object", "-t", "tree", "/dev/null")
        let document = try repository.rgit.json(["diff-stats", empty, "HEAD"])
        #expect(document["files"]?.array.map { $0["path"]?.text } == ["f"])
        #expect(document["total"]?["insertions"]?.integer == 2)
    }

    @Test func renamesNotLookedForAreWarnedOfAsInGit() throws {
        func text(_ number: Int) -> String { (0..<30).map { "\(number * 100 + $0)\n" }.joined() }
        let repository = try ScratchRepository { history in
            let first = history.commit("one\n", (0..<4).map { .file("a/f\($0)", text($0)) })
            history.commit(
                "two\n", parents: [first],
                (0..<4).flatMap { [.delete("a/f\($0)"), .file("b/g\($0)", text($0) + "x\n")] })
        }
        for words in [["diff-stats", "HEAD"], ["log", "--stats"], ["contributors", "--stats"]] {
            let limited = try repository.rgit.run(words + ["-l3"])
            #expect(limited.exitStatus == 0, "\(limited)")
            #expect(limited.errorText.contains("rename detection was skipped"), "\(limited)")
            #expect(limited.errorText.contains("-l 4"), "\(limited)")
            #expect(try repository.rgit.run(words + ["-l4"]).errorText.isEmpty)
        }
    }

    @Test func attributesSayWhatIsBinary() throws {
        let repository = try ScratchRepository { history in
            let a = history.commit(
                "a\n",
                [
                    .file(
                        ".gitattributes",
                        "*.bin binary\n*.txt -diff\n*.forced diff\nsub/* -diff\nx.c diff=c\n"),
                    .file("sub/.gitattributes", "keep diff\n"), .file("one.bin", "text\n"),
                    .file("two.txt", "text\n"), .file("three.forced", "a\0b\n"), .file("sub/keep", "1\n"),
                    .file("sub/other", "1\n"), .file("x.c", "int x;\n"),
                ])
            history.commit(
                "b\n", parents: [a],
                [
                    .file("one.bin", "other\n"), .file("two.txt", "other\n"),
                    .file("three.forced", "a\0c\nd\n"),
                    .file("sub/keep", "2\n"), .file("sub/other", "2\n"), .file("x.c", "int y;\n"),
                ])
        }
        try repository.checkOut()
        try compare(repository, ["HEAD~1", "HEAD"], git: ["-M", "HEAD~1", "HEAD"])
        let info = "\(repository.gitDirectory)/info/attributes"
        try FileTree.write(Array("x.c -diff\n".utf8), to: Array(info.utf8))
        try compare(repository, ["HEAD~1", "HEAD"], git: ["-M", "HEAD~1", "HEAD"])
    }
}
