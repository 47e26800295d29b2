// `rgit branches` against `git for-each-ref`, `git branch` and `git rev-list` on random histories.

import Support
import Testing

@Suite struct BranchesDifferentialTests {
    static let seeds: [UInt64] = [301, 302, 303, 304]

    private static let format = [
        "%(refname)", "%(refname:lstrip=2)", "%(objectname)", "%(HEAD)", "%(upstream:short)",
        "%(upstream:track,nobracket)", "%(upstream)", "%(committerdate:unix)", "%(symref)",
    ].joined(separator: "%00")

    private func expected(_ git: Git, _ prefixes: [String]) throws -> [ExpectedRow] {
        let lines = try git.run(["for-each-ref", "--format=\(Self.format)"] + prefixes).lines
        return try lines.map { line in
            let parts = line.split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }
            var row: ExpectedRow = [
                ("path", .text(parts[0])), ("name", .text(parts[1])), ("hexsha", .text(parts[2])),
                ("is_head", .flag(parts[3] == [0x2A])), ("committed_date", .decimal(parts[7])),
                ("is_remote", .flag(parts[0].text.hasPrefix("refs/remotes/"))),
            ]
            let gone = parts[5].text == "gone"
            row.append(("tracking_branch", parts[6].isEmpty ? .null : .text(parts[6])))
            row.append(("upstream_gone", .flag(gone)))
            if parts[4].isEmpty || gone {
                row += [("ahead", .null), ("behind", .null)]
            } else {
                let range = "\(parts[0].text)...\(parts[6].text)"
                let counts = try git.run(["rev-list", "--left-right", "--count", range]).lines[0]
                let numbers = counts.split(separator: 9).map { Array($0) }
                row += [("ahead", .decimal(numbers[0])), ("behind", .decimal(numbers[1]))]
            }
            let summary = try git.run(
                ["-c", "i18n.logOutputEncoding=UTF-8", "log", "-1", "--format=%s", parts[0].text, "--"])
            row.append(("summary", .text(summary.lines.first ?? [])))
            return row
        }
    }

    @Test(arguments: seeds) func everyBranch(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for (options, prefixes) in [
            ([], ["refs/heads"]), (["-r"], ["refs/remotes"]), (["-a"], ["refs/heads", "refs/remotes"]),
        ] as [([String], [String])] {
            let document = try repository.rgit.json(["branches"] + options)
            Comparison.expect(
                document["branches"]?.array ?? [], equal: try expected(repository.git, prefixes),
                "rgit branches \(options), seed \(seed)")
        }
    }

    @Test(arguments: seeds) func selections(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let names = try repository.git("for-each-ref", "--format=%(refname)", "refs/heads").lines.map(\.text)
        for name in names.prefix(4) {
            for option in ["--contains", "--merged", "--no-merged", "--no-contains"] {
                for place in [[], ["-a"]] {
                    try compareNames(repository, place + [option, name])
                    try compareNames(repository, place + ["\(option)=\(name)~2"])
                }
            }
        }
        for words in [
            ["-a", "--sort=-committerdate"], ["--sort=committerdate"], ["--sort=-refname"],
            ["-a", "--sort=refname", "--sort=-authordate"], ["-a", "--sort=objectname"],
        ] {
            try compareNames(repository, words)
        }
        for patterns in [["topic*"], ["fix/*", "main"], ["*e*"], ["nothing"]] {
            let expected = try repository.git.run(["branch", "--list", "--format=%(refname)"] + patterns)
                .lines
            let rows = try repository.rgit.json(["branches"] + patterns)["branches"]?.array ?? []
            #expect(rows.map { $0["path"]?.bytes } == expected, "\(patterns), seed \(seed)")
        }
    }

    private func compareNames(_ repository: ScratchRepository, _ words: [String]) throws {
        let answer = try repository.git.attempt(["branch", "--format=%(refname)"] + words)
        let result = try repository.rgit.run(["branches", "--json"] + words)
        guard answer.exitStatus == 0 else {
            // A revision that does not exist: `main~2` of a short branch.
            #expect(result.exitStatus == 3, "\(result)")
            return
        }
        guard result.exitStatus == 0 else {
            Issue.record("\(result)")
            return
        }
        let rows = try JSONValue(parsing: result.stdout)["branches"]?.array ?? []
        let expected = answer.lines.filter { $0.text.hasPrefix("refs/") }
        #expect(rows.map { $0["path"]?.bytes } == expected, "\(words) in \(repository.path)")
    }

    @Test(arguments: seeds) func countsAgainstABase(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let document = try repository.rgit.json(["branches", "-a", "--base", "main"])
        for row in document["branches"]?.array ?? [] {
            let path = row["path"]?.text ?? ""
            let counts = try repository.git.line("rev-list", "--left-right", "--count", "\(path)...main")
            let numbers = counts.split(separator: "\t").compactMap { Int($0) }
            let expected: ExpectedRow = [
                ("ahead_of_base", .integer(numbers[0])), ("behind_base", .integer(numbers[1])),
                ("merged", .flag(numbers[0] == 0)),
            ]
            Comparison.expect([row], equal: [expected], "--base main, \(path), seed \(seed)")
        }
        #expect(document["branches"]?.array.isEmpty == false)
    }

    @Test func detachedAndUnbornHeads() throws {
        let repository = try RandomHistory(seed: 310).makeRepository()
        try repository.detachHead(at: "main")
        let detached = try repository.rgit.json(["branches"])["branches"]?.array ?? []
        #expect(!detached.isEmpty)
        #expect(detached.allSatisfy { $0["is_head"]?.bool == false })
        try repository.pointHead(at: "unborn")
        let unborn = try repository.rgit.json(["branches"])["branches"]?.array ?? []
        #expect(unborn.count == detached.count)
        let empty = try ScratchRepository()
        #expect(try empty.rgit.json(["branches"])["branches"]?.array.isEmpty == true)
    }
}
