// `rgit contributors` against `git shortlog` and `git log --numstat` on random histories.

import Support
import Testing

@Suite struct ContributorsDifferentialTests {
    static let seeds: [UInt64] = [201, 202, 203, 204]

    /// What shortlog says, in its order.
    private func shortlog(_ git: Git, _ arguments: [String], email: Bool) throws -> [ExpectedRow] {
        let options = ["-c", "i18n.logOutputEncoding=UTF-8", "shortlog", "-s", "-n"] + (email ? ["-e"] : [])
        return try git.run(options + arguments).lines.map { line in
            let columns = line.split(separator: 9, maxSplits: 1, omittingEmptySubsequences: false)
            let count = columns[0].drop { $0 == 0x20 }
            var name = Array(columns.count > 1 ? columns[1] : [])
            var row: ExpectedRow = [("commits", .decimal(Array(count)))]
            if email, let open = name.lastIndex(of: 0x3C) {
                row.append(("email", .text(Array(name[(open + 1)...].dropLast()))))
                name = Array(name[..<open].dropLast())
            }
            row.append(("name", .text(name)))
            return row
        }
    }

    private func compare(
        _ repository: ScratchRepository, _ arguments: [String], git gitArguments: [String], email: Bool = true
    ) throws {
        let what = "rgit contributors \(arguments) in \(repository.path)"
        let expected = try shortlog(repository.git, gitArguments, email: email)
        let result = try repository.rgit.run(["contributors", "--json"] + arguments)
        guard result.exitStatus == 0 else {
            Issue.record("\(what)\n\(result)")
            return
        }
        let document = try JSONValue(parsing: result.stdout)
        Comparison.expect(document["contributors"]?.array ?? [], equal: expected, what)
    }

    @Test(arguments: seeds) func groupings(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for revisions in [["HEAD"], ["--all"], ["--branches", "^HEAD~3"], ["--no-merges", "--all"]] {
            try compare(repository, revisions, git: revisions)
            try compare(repository, ["--by", "name"] + revisions, git: revisions, email: false)
            try compare(
                repository, ["--group", "committer"] + revisions, git: ["--group=committer"] + revisions)
            try compare(
                repository, ["--group=trailer:Co-authored-by"] + revisions,
                git: ["--group=trailer:Co-authored-by"] + revisions)
            try compare(
                repository,
                ["--group=author", "--group=trailer:co-authored-by", "--group=committer"] + revisions,
                git: ["--group=author", "--group=trailer:co-authored-by", "--group=committer"] + revisions)
            try compare(
                repository, ["--group=trailer:signed-off-by", "--by=name"] + revisions,
                git: ["--group=trailer:signed-off-by"] + revisions, email: false)
        }
    }

    @Test(arguments: seeds) func filters(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for words in [
            ["--since=@\(Hermetic.date + 900_000)", "--all"], ["--author=Thor", "HEAD"],
            ["HEAD", "--", "src"],
            ["--merges", "--all"], ["-n", "9", "HEAD"], ["--first-parent", "HEAD"],
            ["--grep=change", "HEAD"],
        ] {
            // Shortlog takes -n for --numbered.
            let gitWords = words.first == "-n" ? ["--max-count=9"] + words.dropFirst(2) : words
            try compare(repository, words, git: gitWords)
        }
    }

    @Test(arguments: seeds) func emails(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let emails = try repository.git("log", "--all", "--format=%aE").lines
        var counts: [[UInt8]: Int] = [:]
        for email in emails { counts[email, default: 0] += 1 }
        let order = counts.sorted { a, b in
            a.value != b.value ? a.value > b.value : a.key.lexicographicallyPrecedes(b.key)
        }
        let expected: [ExpectedRow] = order.map {
            [("email", .text($0.key)), ("commits", .integer($0.value))]
        }
        let document = try repository.rgit.json(["contributors", "--by=email", "--all"])
        Comparison.expect(document["contributors"]?.array ?? [], equal: expected, "--by=email, seed \(seed)")
    }

    @Test(arguments: seeds) func stats(seed: UInt64) throws {
        struct Sum {
            var commits = 0
            var merges = 0
            var files = 0
            var insertions = 0
            var deletions = 0
            var first = Int.max
            var last = Int.min
        }
        let repository = try RandomHistory(seed: seed).makeRepository()
        for words in [
            ["HEAD"], ["--all"], ["--no-merges", "HEAD"], ["--first-parent"],
            ["--diff-merges=first-parent", "--all"], ["--first-parent", "--diff-merges=off"],
        ] {
            let format = "--format=%x01%aN%x01%aE%x01%P%x01%at"
            let options = [
                "-c", "i18n.logOutputEncoding=UTF-8", "log", "--raw", "--numstat", "-z", "-M", format,
            ]
            let pieces = try repository.git.run(options + words).records
            var sums: [[UInt8]: Sum] = [:]
            _ = FileChange.parse(pieces) { header, changes in
                let parts = header.split(separator: 1, omittingEmptySubsequences: false).map { Array($0) }
                let key = parts[0] + [1] + parts[1]
                var sum = sums[key] ?? Sum()
                sum.commits += 1
                sum.merges += parts[2].contains(0x20) ? 1 : 0
                sum.files += changes.count
                sum.insertions += changes.reduce(0) { $0 + ($1.insertions ?? 0) }
                sum.deletions += changes.reduce(0) { $0 + ($1.deletions ?? 0) }
                let date = Int(parts[3].text) ?? 0
                sum.first = min(sum.first, date)
                sum.last = max(sum.last, date)
                sums[key] = sum
            }
            let total = sums.values.reduce(0) { $0 + $1.commits }
            let rows =
                try repository.rgit.json(["contributors", "--stats"] + words)["contributors"]?.array ?? []
            #expect(rows.count == sums.count)
            for row in rows {
                let key = exact(row, "name") + [1] + exact(row, "email")
                let sum = try #require(sums[key], "\(row)")
                let expected: ExpectedRow = [
                    ("commits", .integer(sum.commits)), ("merges", .integer(sum.merges)),
                    ("insertions", .integer(sum.insertions)), ("deletions", .integer(sum.deletions)),
                    ("lines", .integer(sum.insertions + sum.deletions)), ("files", .integer(sum.files)),
                    ("share", .number(Double(sum.commits) / Double(total))),
                    ("first_commit_date", .integer(sum.first)), ("last_commit_date", .integer(sum.last)),
                ]
                Comparison.expect([row], equal: [expected], "contributors --stats \(words), seed \(seed)")
            }
        }
    }

    /// The bytes of a field, from its base64 twin where it has one.
    private func exact(_ row: JSONValue, _ name: String) -> [UInt8] {
        if let encoded = row["\(name)_base64"]?.text { return decodeBase64(encoded) }
        return row[name]?.bytes ?? []
    }
}
