// `rgit age` beside `git blame` of every file of the last commit of each period.

import Support
import Testing

@Suite struct AgeTests {
    /// The lines of a commit by what `cohort` makes of each line's commit and author.
    private static func lines(
        _ git: Git, _ commit: String, cohort: (_ commit: String, _ author: String) -> String
    ) throws -> [[UInt8]: Int] {
        // Strings that look alike are equal; their bytes are not.
        var counts: [[UInt8]: Int] = [:]
        let empty = try git.line("hash-object", "-t", "tree", "--stdin")
        let links = Set(
            try git("ls-tree", "-r", "-z", commit).stdout.pieces(endedBy: 0).compactMap { entry -> [UInt8]? in
                entry.starts(with: Array("100".utf8))
                    ? nil : Array(entry[(entry.firstIndex(of: 0x09).map { $0 + 1 } ?? 0)...])
            })
        for entry in try git("diff", "--numstat", "-z", empty, commit).stdout.pieces(endedBy: 0)
        where entry.first != UInt8(ascii: "-") {
            let path = Array(entry.split(separator: 0x09, maxSplits: 2)[2])
            guard !links.contains(path) else { continue }
            let words = ["blame", "--line-porcelain", commit, "--"].map { Array($0.utf8) }
            var (current, author) = ("", "")
            for line in try git.run(words + [path]).lines.map(\.text) {
                let words = line.split(separator: " ")
                if let first = words.first, first.count >= 40, first.allSatisfy(\.isHexDigit), words.count > 2
                {
                    current = String(first)
                }
                if line.hasPrefix("author ") { author = String(line.dropFirst(7)) }
                if line.hasPrefix("\t") { counts[Array(cohort(current, author).utf8), default: 0] += 1 }
            }
        }
        return counts
    }

    @Test(arguments: Array(231...242) as [UInt64]) func linesAreThoseOfGitBlame(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let git = scratch.git
        var years: [String: String] = [:]
        for line in try git("log", "--all", "--date=format:%Y", "--format=%H%x09%ad").lines.map(\.text) {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            years[parts[0]] = parts[1]
        }
        for (every, format) in [("year", "%Y"), ("month", "%Y-%m")] {
            var measured: [(period: String, commit: String)] = []
            for line in try git("log", "--first-parent", "--date=format:\(format)", "--format=%H%x09%cd")
                .lines
            {
                let parts = line.text.split(separator: "\t").map(String.init)
                if !measured.contains(where: { $0.period == parts[1] }) {
                    measured.append((parts[1], parts[0]))
                }
            }
            for key in ["year", "author"] {
                let rows =
                    try scratch.rgit.json(["age", "--every", every, "--by", key])["cohorts"]?.array ?? []
                var expected: [String] = []
                for (period, commit) in measured.reversed() {
                    let lines = try Self.lines(git, commit) { commit, author in
                        if key == "year" { return years[commit] ?? "unknown" }
                        return author.isEmpty ? "none" : author
                    }
                    for (cohort, count) in lines.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                        expected.append("\(period) \(commit) \(cohort.text) \(count)")
                    }
                }
                let found = rows.map {
                    "\($0["period"]?.text ?? "") \($0["hexsha"]?.text ?? "") \($0["cohort"]?.text ?? "") \($0["lines"]?.integer ?? 0)"
                }
                #expect(found == expected, "\(every), \(key), seed \(seed)")
            }
        }
    }

    private static func commit(
        _ scratch: ScratchRepository, _ date: String, _ message: String, _ content: String
    ) throws {
        try scratch.write("f", content)
        try scratch.git("add", ".")
        let git = scratch.git.with("GIT_COMMITTER_DATE", date).with("GIT_AUTHOR_DATE", date)
        try git("commit", "-qm", message)
    }

    @Test func daysTrailersAndTheHalfLife() throws {
        let scratch = try ScratchRepository()
        try Self.commit(scratch, "1970-01-02T12:00:00Z", "one\n\nAssisted-by: X", "1\n2\n3\n4\n")
        try Self.commit(scratch, "1970-01-29T12:00:00Z", "two", "1\n2\n5\n")
        let rows = try scratch.rgit.json(["age", "--every", "28", "--by", "trailer:assisted-by"])
        let found = rows["cohorts"]?.array.map {
            "\($0["period"]?.text ?? "") \($0["cohort"]?.text ?? "") \($0["lines"]?.integer ?? 0)"
        }
        #expect(found == ["1970-01-01 X 4", "1970-01-29 X 2", "1970-01-29 none 1"])
        #expect(rows["measured"]?.integer == 2)
        #expect(rows["half_life_days"] == .null)
        try Self.commit(scratch, "1971-06-01T00:00:00Z", "three", "1\n")
        try Self.commit(scratch, "1972-06-01T00:00:00Z", "four", "9\n")
        // The one line of 1970 that was left was lost within a year of 366 days: ln 2 times 366.
        let half = try scratch.rgit.json(["age"])["half_life_days"]?.double ?? 0
        #expect(abs(half - 366 * 0.693_147) < 0.01)
        _ = try scratch.rgit.run(["age", "--every", "0"]).expecting(2)
        _ = try scratch.rgit.run(["age", "HEAD~1..HEAD"]).expecting(2)
    }
}
