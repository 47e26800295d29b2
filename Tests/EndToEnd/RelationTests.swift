// `rgit rev-parse`, `is-ancestor`, `merge-base` and `ahead-behind` against git on random histories.

import Support
import Testing

@Suite struct RelationTests {
    static let seeds: [UInt64] = [421, 422, 423]

    /// Pairs and triples of commits, by name.
    private func draw(_ repository: ScratchRepository, _ count: Int, seed: UInt64) throws -> [[String]] {
        let commits = try repository.git("rev-list", "--all").lines.map(\.text)
        var random = SplitMix64(seed: seed)
        return (0..<count).map { number in (0..<(2 + number % 3)).map { _ in random.pick(commits) } }
    }

    @Test(arguments: seeds) func revisionsAreParsed(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let (git, rgit) = (repository.git, repository.rgit)
        try git("tag", "main", "main~1")
        let references = try git("for-each-ref", "--format=%(refname)").lines.map(\.text)
        let words =
            ["HEAD", "@", "HEAD~1", "HEAD^{tree}", "HEAD:", "heads/main", String(repeating: "1", count: 40)]
            + references + references.map { $0.split(separator: "/").dropFirst(2).joined(separator: "/") }
        for word in words where word != "main" {
            let expected = try git.attempt(["rev-parse", "--verify", "-q", word])
            let result = try rgit("rev-parse", "--verify", word, "--value", "hexsha")
            guard expected.exitStatus == 0 else {
                #expect(result.exitStatus == 3, "\(word)")
                continue
            }
            #expect(result.text == expected.text, "\(word)")
            let type = try git.attempt(["cat-file", "-t", word])
            #expect(
                try rgit("rev-parse", word, "--value", "type").text
                    == (type.exitStatus == 0 ? type.text : "\n"))
            for (options, other) in [
                (["--abbrev-ref"], "--abbrev-ref"), ([], "--symbolic-full-name"),
            ] as [([String], String)] {
                let name = try git.attempt(["rev-parse", other, word]).text
                let shown = try rgit.run(["rev-parse"] + options + [word, "--value", "name"]).text
                #expect(shown == (name.isEmpty ? "\n" : name), "\(other) \(word)")
            }
            // Git 2.39 cuts longer SHA-256 names to 40 digits, which later gits call a mistake.
            for short in ["--short", "--short=4", "--short=1", "--short=12", "--short=99"]
            where short != "--short=99" || repository.hash == .sha1 {
                let name = try git("rev-parse", short, word).text
                #expect(
                    try rgit("rev-parse", short, word, "--value", "abbrev").text == name, "\(short) \(word)")
            }
        }
    }

    @Test func unknownRevisionsDoNotKeepOthersBack() throws {
        let repository = try ScratchRepository { $0.commit("one") }
        let result = try repository.rgit("rev-parse", "HEAD", "nope", "main", "--value", "revision")
        #expect(result.exitStatus == 3)
        #expect(result.text == "HEAD\nmain\n")
        #expect(result.errorText.contains("rgit: unknown revision: nope"))
        let one = try repository.rgit("rev-parse", "nope", "--json")
        #expect(one.exitStatus == 3)
        #expect(one.stdout.isEmpty)
        #expect(try repository.rgit("rev-parse").exitStatus == 2)
        #expect(try repository.rgit("rev-parse", "--verify", "HEAD", "main").exitStatus == 2)
        #expect(try repository.rgit("rev-parse", "HEAD", "--json").text.contains("\"type\":\"commit\""))
    }

    @Test func standardInputNamesRevisions() throws {
        let repository = try ScratchRepository {
            let first = $0.commit("one")
            $0.commit("two", parents: [first])
        }
        let rgit = repository.rgit
        let names = Array("main~1\nnope\r\n\nmain\n".utf8)
        let parsed = try rgit("rev-parse", "--stdin", "HEAD", "--value", "revision", input: names)
        #expect(parsed.exitStatus == 3)
        #expect(parsed.text == "HEAD\nmain~1\nmain\n")
        let terminated = Array("main~1\0main\0".utf8)
        let nul = try rgit("rev-parse", "--stdin", "-z", "--value", "revision", input: terminated)
        #expect(nul.stdout == terminated)
        let counted = try rgit(
            "ahead-behind", "main", "--stdin", "--value", "ahead", input: Array("main~1\nmain\n".utf8))
        #expect(counted.text == "1\n0\n")
        #expect(try rgit("ahead-behind", "main", "--stdin").exitStatus == 2)
        #expect(try rgit("rev-parse", "--verify", "--stdin", input: names).exitStatus == 2)
    }

    @Test(arguments: seeds) func ancestors(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for commits in try draw(repository, 40, seed: seed) {
            let words = Array(commits.prefix(2))
            let expected = try repository.git.attempt(["merge-base", "--is-ancestor"] + words).exitStatus
            let result = try repository.rgit.run(["is-ancestor"] + words)
            #expect(result.exitStatus == expected, "\(words)")
            #expect(result.stdout.isEmpty)
            let document = try JSONValue(
                parsing: repository.rgit.run(["is-ancestor", "--json"] + words).stdout)
            #expect(document["is_ancestor"]?.bool == (expected == 0))
            #expect(document["descendant"]?.text == words[1])
        }
        #expect(try repository.rgit("is-ancestor", "main", "main").exitStatus == 0)
        #expect(try repository.rgit("is-ancestor", "main", "nope").exitStatus == 3)
        #expect(try repository.rgit("is-ancestor", "main").exitStatus == 2)
    }

    @Test(arguments: seeds) func mergeBases(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for commits in try draw(repository, 30, seed: seed) {
            for options in [[], ["--all"], ["--octopus"], ["--octopus", "--all"], ["--independent"]] {
                let expected = try repository.git.attempt(["merge-base"] + options + commits)
                let result = try repository.rgit.run(
                    ["merge-base", "--value", "hexsha"] + options + commits)
                #expect(result.text == expected.text, "\(options) \(commits), seed \(seed)")
                #expect(result.exitStatus == expected.exitStatus, "\(options) \(commits)")
            }
        }
    }

    @Test func forkPointsComeFromTheLog() throws {
        let repository = try ScratchRepository { $0.commit("base") }
        let git = repository.git
        try git("config", "core.logAllRefUpdates", "true")
        try repository.checkOut()
        try git("commit", "-q", "--allow-empty", "-m", "dropped")
        try git("branch", "topic")
        try git("commit", "-q", "--amend", "--allow-empty", "-m", "instead")
        try git("checkout", "-q", "topic")
        try git("commit", "-q", "--allow-empty", "-m", "work")
        for words in [["main"], ["main", "topic"], ["topic", "main"], ["main", "main~1"], ["topic"]] {
            let expected = try git.attempt(["merge-base", "--fork-point"] + words)
            let result = try repository.rgit.run(["merge-base", "--fork-point", "--value", "hexsha"] + words)
            #expect(result.text == expected.text, "\(words)")
            #expect(result.exitStatus == expected.exitStatus, "\(words)")
        }
        let plain = try repository.rgit("merge-base", "main", "topic", "--value", "hexsha").text
        #expect(
            plain != (try repository.rgit("merge-base", "--fork-point", "main", "--value", "hexsha").text))
    }

    @Test(arguments: seeds) func distances(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for commits in try draw(repository, 20, seed: seed) {
            let rows = try repository.rgit.json(["ahead-behind"] + commits)["pairs"]?.array ?? []
            let counts = rows.map { "\($0["ahead"]?.integer ?? -1)\t\($0["behind"]?.integer ?? -1)" }
            let expected = try commits.dropFirst().map {
                try repository.git.line("rev-list", "--left-right", "--count", "\(commits[0])...\($0)")
            }
            #expect(counts == expected, "\(commits)")
        }
        #expect(try repository.rgit("ahead-behind", "main").exitStatus == 2)
    }
}
