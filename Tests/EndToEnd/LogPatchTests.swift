// `rgit log --patch` and `rgit show` beside git: the text of both, merges in every way that git shows them.

import Support
import Testing

@Suite struct LogPatchTests {
    private func compare(
        _ repository: ScratchRepository, _ words: [String], command: String = "log", jobs: [String] = ["2"]
    ) throws {
        let expected = try repository.git.run([command, "-p"] + words).stdout
        for jobs in jobs {
            let found = try repository.rgit.run([command, "--patch", "--jobs", jobs] + words)
            #expect(found.exitStatus == 0, "\(command) \(words)\n\(found.errorText)")
            #expect(found.stdout == expected, "\(command) \(words) in \(repository.path)")
        }
    }

    static let merges: [[String]] = [
        [], ["-c"], ["--cc"], ["-m"], ["--first-parent"], ["--diff-merges=first-parent"],
        ["--diff-merges=combined"], ["--diff-merges=off", "--first-parent"],
    ]

    @Test(arguments: [901, 902, 903] as [UInt64]) func everyCommitOfRandomHistories(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for options in Self.merges {
            try compare(repository, ["--all"] + options, jobs: ["1", "3"])
        }
        for options in [
            ["-w"], ["-U0"], ["-U1", "--cc"], ["--histogram", "-c"], ["--no-renames", "--cc"], ["-C", "-m"],
            ["--reverse"], ["--topo-order", "-n", "7"], ["--", "src"], ["--cc", "--", "*.c"], ["-b", "--cc"],
            ["--no-merges", "--full-index"], ["-B", "-M"], ["--ignore-blank-lines", "--cc"], ["--no-mailmap"],
        ] {
            try compare(repository, ["--all"] + options)
        }
    }

    /// Merges of one file whose versions were drawn at random, in which every kind of combined hunk comes about.
    @Test(arguments: [1, 2, 3] as [UInt64]) func combinedDiffsOfRandomTexts(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let words = [
            "int f()\r", "  a", " a", "b  ", "\t}", "", "x",
            "long_name(void) with more than forty bytes in it", "$",
        ]
        func edited(_ lines: [String]) -> [String] {
            var lines = lines
            for _ in 0..<random.below(6) {
                let place = random.below(lines.count + 1)
                switch random.below(3) {
                case 0: lines.insert(random.pick(words), at: place)
                case 1: if place < lines.count { lines.remove(at: place) }
                default: if place < lines.count { lines[place] = random.pick(words) }
                }
            }
            return lines
        }
        func text(_ lines: [String]) -> String {
            lines.joined(separator: "\n") + (random.percent(80) && !lines.isEmpty ? "\n" : "")
        }
        let repository = try ScratchRepository { history in
            for number in 0..<60 {
                let base = (0..<random.below(30)).map { _ in random.pick(words) }
                let root = history.commit(
                    "root \(number)\n", on: "b\(number)", parents: [], [.file("f", text(base))])
                var versions: [[String]] = []
                let parents = (0..<2 + random.below(2)).map { parent in
                    versions.append(edited(base))
                    return history.commit(
                        "side\n", on: "s\(number)-\(parent)", parents: [root],
                        random.percent(8) ? [.delete("f")] : [.file("f", text(versions[parent]))])
                }
                let result = random.percent(30) ? random.pick(versions) : edited(random.pick(versions))
                history.commit(
                    "merge \(number)\n", on: "b\(number)", parents: parents,
                    random.percent(8)
                        ? [.delete("f")]
                        : random.percent(8) ? [.executable("f", text(result))] : [.file("f", text(result))])
            }
        }
        for options in [["-c"], ["--cc"]] {
            for more in [
                [], ["-U0"], ["-U1"], ["-U7"], ["-w"], ["-b"], ["--ignore-space-at-eol"], ["--minimal"],
                ["--patience"],
            ] {
                try compare(repository, ["--all", "--merges"] + options + more)
            }
        }
    }

    @Test func messagesAreIndentedAsGitDoesIt() throws {
        let messages = [
            "one\n", "\n\n  leading blank lines \n\n\n\ntwo  \n\n\n",
            "tab\tstop\n\nlonger text\tstop\n\u{e9}\tx\n", "",
            "no end", "wide \u{4e00}\u{4e8c}\tx\n", "combining e\u{301}\tx\n", "bell \u{7}\tx\n", " \n \t \n",
            "\t\tindented\n",
        ]
        let repository = try ScratchRepository { history in
            var last: Mark?
            for (number, message) in messages.enumerated() {
                last = history.commit(message, parents: last.map { [$0] } ?? [], [.file("f", "\(number)\n")])
            }
        }
        try compare(repository, [])
        try repository.git("config", "core.abbrev", "12")
        try compare(repository, ["-n", "3"])
    }

    @Test func rowsHavePatches() throws {
        let repository = try RandomHistory(seed: 905).makeRepository()
        let commits =
            try repository.rgit.json(["log", "--all", "--patch", "--no-merges"])["commits"]?.array ?? []
        #expect(commits.count > 20)
        for commit in commits.prefix(30) {
            let hexsha = try #require(commit["hexsha"]?.text)
            let files = commit["stats"]?["files"]?.array ?? []
            let found = files.flatMap { file in
                file["patch_base64"]?.text.map(decodeBase64) ?? file["patch"]?.bytes ?? []
            }
            let expected = try repository.git.run(["log", "-1", "-p", "--format=", hexsha]).stdout
            #expect(found == expected, "\(hexsha)")
        }
        let plain = try repository.rgit.json(["log", "--all", "--stats"])["commits"]?.array ?? []
        #expect(plain.allSatisfy { ($0["stats"]?["files"]?.array ?? []).allSatisfy { $0["patch"] == nil } })
    }

    @Test func showPrintsWhatGitShows() throws {
        let repository = try RandomHistory(seed: 906).makeRepository()
        let commits = try repository.git("rev-list", "--all").lines.map(\.text)
        for commit in commits.prefix(40) { try compare(repository, [commit], command: "show") }
        let merges = try repository.git("rev-list", "--all", "--merges").lines.map(\.text)
        for options in [["-c"], ["-m"], ["--first-parent"], ["--diff-merges=off"]]
        where options != ["--first-parent"] {
            for merge in merges.prefix(5) { try compare(repository, options + [merge], command: "show") }
        }
        let tags = try repository.git("tag").lines.map(\.text)
        let words = Array(commits.prefix(3)) + tags + ["HEAD^{tree}", commits[0]]
        try compare(repository, words, command: "show")
        let expected = try repository.git.run(["show", "-s"] + words).stdout
        #expect(try repository.rgit.run(["show", "-s"] + words).stdout == expected)
        for blob in try repository.git("ls-tree", "-r", "--object-only", "HEAD").lines.map(\.text).prefix(5) {
            guard try repository.git.attempt(["cat-file", "-e", blob]).exitStatus == 0 else { continue }
            try compare(repository, [blob, commits[1]], command: "show")
        }
    }
}
