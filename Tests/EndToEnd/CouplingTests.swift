// `rgit coupling` beside pairs counted the slow way from `git log --no-merges --no-renames --numstat`.

import Support
import Testing

@Suite struct CouplingTests {
    struct Thresholds {
        var commits = 5
        var shared = 5
        var changeset = 30
        var depth: Int?
        var path: [UInt8]?

        var arguments: [String] {
            ["--min-commits", "\(commits)", "--min-shared", "\(shared)", "--max-changeset", "\(changeset)"]
                + (depth.map { ["--depth", "\($0)"] } ?? [])
        }
    }

    /// The pairs in the documented order.
    private static func pairs(_ log: [CountedLog], _ limits: Thresholds) -> [ExpectedRow] {
        func name(_ path: [UInt8]) -> [UInt8] {
            guard let depth = limits.depth else { return path }
            return Array(path.split(separator: 0x2f).dropLast().prefix(depth).joined(separator: [0x2f]))
        }
        var commits: [[UInt8]: Int] = [:]
        var shared: [[[UInt8]]: Int] = [:]
        for commit in log where commit.files.count <= limits.changeset {
            let names = Set(commit.files.map { name($0.path) }).sorted { $0.lexicographicallyPrecedes($1) }
            for (place, first) in names.enumerated() {
                commits[first, default: 0] += 1
                for second in names[(place + 1)...] { shared[[first, second], default: 0] += 1 }
            }
        }
        struct Pair {
            let names: [[UInt8]]
            let shared: Int
            let commits: [Int]
            var degree: Double { 2 * Double(shared) / Double(commits[0] + commits[1]) }
        }
        var found: [Pair] = []
        for (names, count) in shared where count >= limits.shared {
            var names = names
            if let path = limits.path {
                guard names.contains(path) else { continue }
                if names[1] == path { names.swapAt(0, 1) }
            }
            let counts = names.map { commits[$0] ?? 0 }
            guard counts.allSatisfy({ $0 >= limits.commits }) else { continue }
            found.append(Pair(names: names, shared: count, commits: counts))
        }
        found.sort { left, right in
            if left.shared != right.shared { return left.shared > right.shared }
            if left.degree != right.degree { return left.degree > right.degree }
            if left.names[0] != right.names[0] {
                return left.names[0].lexicographicallyPrecedes(right.names[0])
            }
            return left.names[1].lexicographicallyPrecedes(right.names[1])
        }
        return found.map { pair in
            let either = pair.commits[0] + pair.commits[1] - pair.shared
            return [
                ("a_path", .text(pair.names[0])), ("b_path", .text(pair.names[1])),
                ("shared", .integer(pair.shared)), ("a_commits", .integer(pair.commits[0])),
                ("b_commits", .integer(pair.commits[1])), ("degree", .number(pair.degree)),
                ("jaccard", .number(Double(pair.shared) / Double(either))),
            ]
        }
    }

    @Test(arguments: Array(321...328) as [UInt64]) func pairsAreThoseOfGitLog(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let log = try CountedLog.read(scratch.git, ["--no-merges", "--no-renames", "--all"])
        var isAnyFound = false
        for limits in [
            Thresholds(), Thresholds(commits: 1, shared: 1), Thresholds(commits: 3, shared: 1),
            Thresholds(commits: 1, shared: 2, changeset: 3),
            Thresholds(commits: 2, shared: 2, depth: 1), Thresholds(commits: 1, shared: 1, depth: 2),
        ] {
            let expected = Self.pairs(log, limits)
            if !expected.isEmpty { isAnyFound = true }
            let document = try scratch.rgit.json(["coupling", "--all"] + limits.arguments)
            Comparison.expect(document["pairs"]?.array ?? [], equal: expected, "\(limits), seed \(seed)")
            guard limits.depth == nil, let path = log.flatMap(\.files).first?.path else { continue }
            var only = limits
            only.path = path
            let words = ["coupling", "--all"] + limits.arguments + ["--for"]
            let result = try scratch.rgit.run(words.map { Array($0.utf8) } + [path, Array("--json".utf8)])
            let some = try JSONValue(parsing: result.expecting(0).stdout)["pairs"]?.array ?? []
            Comparison.expect(some, equal: Self.pairs(log, only), "\(only), seed \(seed)")
        }
        #expect(isAnyFound)
    }

    @Test func pathsAreRelativeAndNeedNotExist() throws {
        let scratch = try ScratchRepository { history in
            var last: Mark?
            for number in 1...5 {
                last = history.commit(
                    "\(number)\n", parents: last.map { [$0] } ?? [],
                    [.file("d/a", "\(number)\n"), .file("d/b", "\(number)\n"), .file("c", "\(number)\n")])
            }
        }
        try scratch.git("checkout", "-q", "main")
        let rgit = scratch.rgit.at("\(scratch.path)/d")
        let rows = try rgit.run(["coupling", "--for", "b", "--csv"]).expecting(0).lines.map(\.text)
        #expect(
            rows == [
                "a_path,b_path,shared,a_commits,b_commits,degree,jaccard", "d/b,c,5,5,5,1,1",
                "d/b,d/a,5,5,5,1,1",
            ])
        #expect(try rgit.run(["coupling", "--for", "none", "--value", "shared"]).expecting(0).stdout.isEmpty)
        #expect(try rgit.run(["coupling", "--depth", "1", "--value", "a_path"]).expecting(0).text == "\n")
        #expect(try rgit.run(["coupling", "--for", "../../x"]).exitStatus == 3)
        let table = try rgit.run(["coupling", "--depth", "1"]).expecting(0).lines.map(\.text)
        #expect(table.last?.hasPrefix(".") == true && table.last?.contains("100.0 %") == true)
    }

    /// Commits that list too many paths are counted as left out.
    @Test func largeCommitsAreCounted() throws {
        let scratch = try ScratchRepository { history in
            let root = history.commit("root", (0..<5).map { .file("f\($0)", "1\n") })
            history.commit("two", parents: [root], [.file("f0", "2\n"), .file("f1", "2\n")])
        }
        let result = try scratch.rgit.json(["coupling", "--max-changeset", "4"])
        #expect(result["excluded"]?["large_commits"]?.integer == 1)
    }
}
