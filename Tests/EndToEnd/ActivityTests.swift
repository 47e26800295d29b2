// `rgit activity` beside what `git log` says of each commit.

import Support
import Testing

@Suite struct ActivityTests {
    /// The rows with commits, as lists of their values.
    private func rows(_ rgit: Rgit, _ arguments: [String], _ fields: String) throws -> [String] {
        try rgit.run(["activity", "--csv", "--fields", fields] + arguments).expecting(0).lines.dropFirst()
            .map(
                \.text
            ).filter { !$0.hasSuffix(",0,0,0,0") }
    }

    @Test(arguments: Array(341...346) as [UInt64]) func periodsAreThoseOfGitLog(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        for (periods, format) in [
            ("weekday,hour", "%u,%H"), ("month", "%Y-%m"), ("week", "%G-W%V"), ("year,weekday", "%Y,%u"),
        ] {
            let log = try CountedLog.read(scratch.git, ["--all", "--date=format:\(format)"])
            var sums: [String: CountedSums] = [:]
            for commit in log {
                // Hours are numbers.
                let key = commit.authored.text.split(separator: ",").map { part in
                    periods.contains("hour") ? String(Int(part) ?? 0) : String(part)
                }.joined(separator: ",")
                var sum = sums[key] ?? CountedSums()
                sum.commits += 1
                sum.authors.insert(commit.author)
                sum.insertions += commit.files.reduce(0) { $0 + ($1.insertions ?? 0) }
                sum.deletions += commit.files.reduce(0) { $0 + ($1.deletions ?? 0) }
                sums[key] = sum
            }
            let expected = sums.map { key, sum in
                "\(key),\(sum.commits),\(sum.authors.count),\(sum.insertions),\(sum.deletions)"
            }
            let found = try rows(
                scratch.rgit, ["--all", "--by", periods],
                "\(periods),commits,authors,insertions,deletions")
            #expect(Set(found) == Set(expected), "\(periods), seed \(seed)")
            #expect(found.count == expected.count)
        }
        let whole = try scratch.rgit.json(["activity", "--all"])
        #expect(whole["periods"]?.array.count == 168)
        #expect(
            whole["total"]?["commits"]?.integer
                == Int(try scratch.git.line("rev-list", "--count", "--all")))
    }

    /// The first commit of each person: by the author's date, and of equal ones the one that git log shows last.
    private static func firsts(_ git: Git, _ revisions: [String]) throws -> [[UInt8]: (
        date: Int, commit: String
    )] {
        var firsts: [[UInt8]: (date: Int, commit: String)] = [:]
        let format = "--format=%H%x02%ad%x02%aN%x02%aE"
        let words = ["-c", "i18n.logOutputEncoding=UTF-8", "log", "-z", "--date=unix", format]
        for line in try git.run(words + revisions).stdout.pieces(endedBy: 0) {
            let parts = line.split(separator: 2, maxSplits: 2, omittingEmptySubsequences: false).map {
                Array($0)
            }
            let date = Int(parts[1].text) ?? 0
            if firsts[parts[2]].map({ date <= $0.date }) ?? true {
                firsts[parts[2]] = (date, parts[0].text)
            }
        }
        return firsts
    }

    /// The persons whose first commit of all is in a range.
    private static func newcomers(
        _ git: Git, _ range: String, of all: [[UInt8]: (date: Int, commit: String)]
    ) throws -> [[UInt8]: Int] {
        let selected = Set(try git.run(["rev-list", range]).lines.map(\.text))
        return all.filter { selected.contains($0.value.commit) }.mapValues(\.date)
    }

    @Test(arguments: Array(351...356) as [UInt64]) func newcomersAreThoseOfGitLog(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let all = try Self.firsts(scratch.git, ["HEAD"])
        let commits = try scratch.git("rev-list", "--topo-order", "HEAD").lines.map(\.text)
        for range in ["HEAD", "\(commits[commits.count / 4])..HEAD", "\(commits[commits.count / 2])..HEAD"] {
            let expected = try Self.newcomers(scratch.git, range, of: all)
            let document = try scratch.rgit.json(["activity", "--newcomers", range])
            let rows = document["persons"]?.array ?? []
            #expect(
                rows.map { $0["first_commit_date"]?.integer } == expected.values.sorted(), "\(range) \(seed)")
            let names = try scratch.rgit.run(["activity", "--newcomers", range, "--value", "email"]).lines
            let emails = expected.keys.map {
                Array($0.split(separator: 2, omittingEmptySubsequences: false)[1])
            }
            #expect(Set(names.map { Array($0) }) == Set(emails), "\(range) \(seed)")
        }
    }

    @Test(arguments: [361, 362, 364] as [UInt64]) func tagsAreSummedUpSinceTheOnesBefore(seed: UInt64) throws
    {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let commits = try scratch.git("rev-list", "--topo-order", "HEAD").lines.map(\.text)
        for number in 0..<4 {
            try scratch.git("tag", "rel-\(number * 4)", commits[(3 - number) * (commits.count - 1) / 3])
        }
        let all = try Self.firsts(scratch.git, ["rel-12"])
        let tags = try scratch.git("tag", "--sort=version:refname", "--list", "rel-*").lines.map(\.text)
        #expect(tags == ["rel-0", "rel-4", "rel-8", "rel-12"])
        var expected: [String] = []
        for (place, tag) in tags.enumerated() {
            let range = place == 0 ? tag : "\(tags[place - 1])..\(tag)"
            let log = try CountedLog.read(scratch.git, [range])
            let firsts = try Self.firsts(scratch.git, [range])
            let files = log.flatMap(\.files)
            let (added, removed) = (
                files.reduce(0) { $0 + ($1.insertions ?? 0) }, files.reduce(0) { $0 + ($1.deletions ?? 0) }
            )
            let newcomers = try Self.newcomers(scratch.git, range, of: all).count
            expected.append(
                "\(tag),\(place == 0 ? "" : tags[place - 1]),\(log.count),\(firsts.count),\(newcomers),\(added),\(removed)"
            )
        }
        let found = try scratch.rgit.run([
            "activity", "--between-tags=rel-*", "--csv", "--fields",
            "tag,previous,commits,authors,newcomers,insertions,deletions",
        ]).expecting(0).lines.dropFirst().map(\.text)
        #expect(found == expected, "seed \(seed)")
        #expect(try scratch.rgit.run(["activity", "--between-tags", "HEAD"]).exitStatus == 2)
    }

    /// Tags anywhere in a history with branches, so that ranges overlap, beside each range counted by itself.
    @Test(arguments: Array(371...378) as [UInt64]) func rangesOfTagsAreWhatEachIsAlone(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        var random = SplitMix64(seed: seed)
        let commits = try scratch.git("rev-list", "--all").lines.map(\.text)
        for number in 0..<9 { try scratch.git("tag", "rel-\(number)", random.pick(commits)) }
        let tags = (0..<9).map { "rel-\($0)" }
        let all = try Self.firsts(scratch.git, tags)
        for (own, shared) in [
            ([], []), ([], ["--no-merges"]), ([], ["--first-parent"]), ([], ["-n", "3"]),
            ([], ["--since", "@1500000000"]), ([], ["--author", "a"]), (["--exclude-bots"], []),
            (["--diff-merges=first-parent"], []), ([], ["--reverse", "--skip", "1"]), (["--jobs", "3"], []),
            ([], ["--", "src", "a"]), ([], ["--full-history", "--", "*.c"]),
        ] as [([String], [String])] {
            let options = own + shared
            var expected: [String] = []
            for (place, tag) in tags.enumerated() {
                let range = place == 0 ? tag : "\(tags[place - 1])..\(tag)"
                let paths = shared.firstIndex(of: "--") ?? shared.endIndex
                let words = shared[..<paths] + [range] + shared[paths...]
                let alone = try scratch.rgit.json(["contributors", "--stats"] + own + words)["total"]
                let counts = ["commits", "contributors", "insertions", "deletions"].map {
                    "\(alone?[$0]?.integer ?? -1)"
                }
                let (names, emails) = (
                    try scratch.rgit.run(["contributors", "-z", "--value", "name"] + own + words),
                    try scratch.rgit.run(["contributors", "-z", "--value", "email"] + own + words)
                )
                let people = Set(
                    zip(names.stdout.pieces(endedBy: 0), emails.stdout.pieces(endedBy: 0)).map {
                        $0 + [2] + $1
                    })
                let selected = Set(try scratch.git.run(["log", "--format=%H"] + words).lines.map(\.text))
                let newcomers = all.count { selected.contains($0.value.commit) && people.contains($0.key) }
                expected.append("\(tag)," + counts.joined(separator: ",") + ",\(newcomers)")
            }
            let fields = "tag,commits,authors,insertions,deletions,newcomers"
            let found = try scratch.rgit.run(
                ["activity", "--between-tags=rel-*", "--csv", "--fields", fields] + options
            ).expecting(0).lines.dropFirst().map(\.text)
            #expect(found == expected, "seed \(seed), \(options)")
        }
    }

    @Test func whoLeftHasNoCommitInTheMonthsBeforeTheEnd() throws {
        func person(_ name: String, _ date: Int) -> Person { Person(name, "\(name)@example.com", date) }
        let day = 86_400
        let end = 1_700_000_000
        let scratch = try ScratchRepository { history in
            var last: Mark?
            for (name, days) in [("Ada", 400), ("Bob", 100), ("Cy", 80), ("Ada", 0)] {
                last = history.commit(
                    "\(name)\n", parents: last.map { [$0] } ?? [], author: person(name, end - days * day),
                    [.file(name, "\(days)\n")])
            }
        }
        func left(_ arguments: String...) throws -> [String] {
            try scratch.rgit.run(["activity", "--value", "name"] + arguments).expecting(0).lines.map(\.text)
        }
        #expect(try left("--left", "1") == ["Bob", "Cy"])
        #expect(try left("--left", "3") == ["Bob"])
        #expect(try left("--left", "4") == [])
        #expect(try left("--left", "1", "HEAD~1") == ["Ada"])
        #expect(try left("--left", "1", "--until", "@\(end + 60 * day)") == ["Bob", "Cy", "Ada"])
        #expect(try left("--newcomers", "HEAD~2..") == ["Cy"])
        for arguments in [["--left", "0"], ["--by", "sunday"]] {
            #expect(try scratch.rgit.run(["activity"] + arguments).exitStatus == 2)
        }
    }

    /// Two commits of one date: who has the earlier one before the range is no newcomer, and a picked commit counts once.
    @Test func equalDatesMakeNoNewcomers() throws {
        let scratch = try ScratchRepository { history in
            let dee = Person("Dee", "dee@example.com", 1_600_000_000)
            let base = history.commit("one", on: "base", author: dee, [.file("a", "1\n")])
            history.commit("two", parents: [base], author: dee, [.file("b", "1\n")])
        }
        #expect(try scratch.rgit.run(["activity", "--newcomers", "base..main"]).expecting(0).stdout.isEmpty)
        #expect(
            try scratch.rgit.run(["activity", "--newcomers", "--value", "name", "main"]).expecting(0).text
                == "Dee\n")
        for words in [["--by", "month", "--newcomers"], ["--newcomers", "--left", "3"]] {
            #expect(try scratch.rgit.run(["activity"] + words).exitStatus == 2, "\(words)")
        }
    }

    /// As in git log the mailmap says whom --author means.
    @Test func theMailmapSaysWhomAuthorMeans() throws {
        let scratch = try ScratchRepository { history in
            let old = Person("Old", "old@example.com", 1_600_000_000)
            history.commit("one", author: old, [.file("a", "1\n"), .file("b", "1\n")])
        }
        try scratch.write(".mailmap", "New <new@example.com> Old <old@example.com>\n")
        for (author, count) in [("New", 1), ("Old", 0)] {
            let expected = try scratch.git.run(["log", "--format=%H", "--author", author]).lines.count
            #expect(expected == count)
            for command in [["hotspots"], ["coupling"], ["activity"]] {
                let document = try scratch.rgit.json(command + ["--author", author])
                #expect(document["total"]?["commits"]?.integer == count, "\(command) \(author)")
            }
        }
    }

    /// The lines of files with an attribute do not count; the commits do, and each path is counted once.
    @Test func linesOfFilesWithAnAttributeDoNotCount() throws {
        let scratch = try ScratchRepository { history in
            let first = history.commit("one", [.file("a", "1\n"), .file("gen/x", "2\n3\n")])
            let second = history.commit(
                "two", parents: [first], [.file("gen/x", "3\n"), .file("gen/y", "1\n")])
            history.commit("three", parents: [second], [.file("a", "1\n2\n3\n"), .delete("gen/x")])
        }
        try scratch.checkOut()
        try scratch.write(".gitattributes", "gen/* linguist-generated\n")
        for tag in ["one", "two"] { try scratch.git("tag", "v-\(tag)", tag == "one" ? "main~1" : "main") }
        for words in [
            ["activity", "--by", "year"], ["activity", "--between-tags"], ["contributors", "--stats"],
        ] {
            let document = try scratch.rgit.json(words + ["--exclude-attr", "linguist-generated"])
            #expect(document["total"]?["commits"]?.integer == 3, "\(words)")
            #expect(document["total"]?["insertions"]?.integer == 3, "\(words)")
            #expect(document["total"]?["deletions"]?.integer == 0, "\(words)")
            #expect(document["excluded"]?["paths"]?.integer == 2, "\(words)")
            let all = try scratch.rgit.json(words)
            #expect(all["total"]?["insertions"]?.integer == 6, "\(words)")
            #expect(all["excluded"]?["paths"]?.integer == 0, "\(words)")
        }
        for question in [["--newcomers"], ["--left", "3"]] {
            let result = try scratch.rgit.run(["activity", "--exclude-attr", "x"] + question)
            #expect(result.exitStatus == 2)
        }
        // Without lines there is nothing that it could leave out.
        let words = ["contributors", "--exclude-attr", "linguist-generated"]
        for chosen in [[], ["--repo", scratch.path, "--repo", "\(scratch.path)/gen"]] {
            let refused = try scratch.rgit.run(words + chosen).expecting(2)
            #expect(refused.errorText.contains("without --stats"), "\(refused)")
        }
        // Fields of lines count them, too.
        let lines = words + ["--fields", "insertions", "--csv"]
        #expect(try scratch.rgit.run(lines).expecting(0).text == "insertions\n3\n")
    }
}
