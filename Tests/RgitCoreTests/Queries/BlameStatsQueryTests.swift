// Sums of surviving lines beside the sums of what git blame prints, for any number of workers.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct BlameStatsQueryTests {
    @Test(arguments: 1...6) func authorsEqualGit(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed)).makeRepository()
        let answer = try await run(scratch, BlameStatsRequest(), jobs: 2)
        // Names are bytes: Swift takes strings for equal that git keeps apart.
        var expected: [[UInt8]: Int] = [:]
        var files = 0
        var skipped = BlameStatsSummary.Skipped()
        let entries = try scratch.git("ls-tree", "-r", "-z", "HEAD").stdout.pieces(endedBy: 0)
        for entry in entries {
            let tab = try #require(entry.firstIndex(of: 0x09))
            let path = Array(entry[(tab + 1)...])
            let mode = String(decoding: entry.prefix(6), as: UTF8.self)
            if mode == "120000" {
                skipped.symlink += 1
            } else if mode == "160000" {
                skipped.submodule += 1
            } else if try isBinary(scratch, path) {
                skipped.binary += 1
            } else {
                files += 1
                for author in try authors(scratch, path) { expected[author, default: 0] += 1 }
            }
        }
        var found: [[UInt8]: Int] = [:]
        for row in answer.rows.compactMap(\.sum) {
            guard case .author(let actor) = row.keys.first else { continue }
            found[actor.name.bytes + " <".bytes + actor.email.bytes + ">".bytes] = row.lines
        }
        #expect(found == expected)
        #expect(answer.summary.files == files)
        #expect(answer.summary.skipped == skipped)
        #expect(answer.summary.lines == expected.values.reduce(0, +))
    }

    @Test(arguments: [
        BlameStatsRequest.Key.author, .file, .directory, .extension, .commit, .period(.year), .domain,
    ]) func workersDoNotShow(key: BlameStatsRequest.Key) async throws {
        let scratch = try RandomHistory(seed: 3).makeRepository()
        var request = BlameStatsRequest()
        request.keys = [key]
        let one = try await run(scratch, request, jobs: 1)
        #expect(one.rows.reduce(0) { $0 + $1.lines } == one.summary.lines)
        for jobs in [2, 7] {
            let other = try await run(scratch, request, jobs: jobs)
            #expect(other.rows.map { "\($0)" } == one.rows.map { "\($0)" })
        }
    }

    /// A few files are blamed one by one, many by one walk: the sums are the same.
    @Test(arguments: [
        BlameStatsRequest(), with { $0.ignoreWhitespace = true }, with { $0.firstParent = true },
        with { $0.since = Int64(Hermetic.date) + 1_000 }, with { $0.words = ["HEAD~3..HEAD".bytes] },
        with { $0.ignoredRevisions = ["HEAD~1".bytes, "HEAD~4".bytes] },
    ]) func fewFilesEqualMany(request: BlameStatsRequest) async throws {
        for seed in 21...23 as ClosedRange<UInt64> {
            let scratch = try RandomHistory(seed: seed).makeRepository()
            var request = request
            request.keys = [.file, .commit]
            let all = try await run(scratch, request, jobs: 2).rows.compactMap(\.sum)
            let byFile = Dictionary(grouping: all) { $0.keys.first }
            #expect(byFile.count > 4)
            for (file, rows) in byFile {
                guard case .file(let path) = file else { continue }
                request.paths = [":(top,literal)".bytes + path.bytes]
                let own = try await run(scratch, request, jobs: 2).rows.compactMap(\.sum)
                #expect(own.map(Self.counts) == rows.map(Self.counts), "\(path) of seed \(seed)")
            }
        }
    }

    private static func with(_ change: (inout BlameStatsRequest) -> Void) -> BlameStatsRequest {
        var request = BlameStatsRequest()
        change(&request)
        return request
    }

    /// A row without its share, which depends on the other rows.
    private static func counts(_ group: BlameStatsGroup) -> String {
        "\(group.keys) \(group.lines) \(group.boundaryLines) \(String(describing: group.newest))"
    }

    @Test func filesOfRevisionsToIgnoreAreReadAsGitReadsThem() async throws {
        let scratch = try ScratchRepository { history in
            let first = history.commit(
                "one", author: Person("One", "one@example.com", Hermetic.date),
                [.file("f", "alpha beta gamma delta\nsecond line of the file\n")])
            history.commit(
                "two", parents: [first], author: Person("Two", "two@example.com", Hermetic.date + 60),
                [.file("f", "alpha  beta  gamma  delta!\nsecond line of the file\n")])
        }
        let commit = try scratch.git.line("rev-parse", "HEAD")
        try scratch.write("ignored", "# a comment\n\n\(commit) # two\n\(String(repeating: "1", count: 40))\n")
        var request = BlameStatsRequest()
        #expect(try await run(scratch, request, jobs: 1).rows.count == 2)
        request.ignoredRevisionFiles = [Array("ignored".utf8)]
        #expect(try await run(scratch, request, jobs: 1).rows.count == 1)
        request.ignoredRevisionFiles.append([])
        #expect(try await run(scratch, request, jobs: 1).rows.count == 2)
        try scratch.git("config", "blame.ignoreRevsFile", "ignored")
        request.ignoredRevisionFiles = []
        #expect(try await run(scratch, request, jobs: 1).rows.count == 1)
        request.ignoredRevisionFiles = [Array("missing".utf8)]
        await #expect(throws: RgitError.self) { try await run(scratch, request, jobs: 1) }
    }

    @Test func periodsAreThoseOfTheCalendar() {
        func year(_ seconds: Int64, _ offset: Int = 0) -> String {
            PeriodValue(.year, of: Timestamp(seconds: seconds, offset: offset)).description
        }
        #expect(year(0) == "1970" && year(-1) == "1969" && year(-1, 100) == "1970")
        #expect(year(951_782_399) == "2000")
        #expect(year(1_735_689_599) == "2024" && year(1_735_689_599, 1) == "2025")
        #expect(year(-62_135_596_801) == "0000" && year(-62_167_219_201) == "-0001")
        // Times of no calendar are in some period, too.
        for seconds in [Int64.min, .min + 1, -1, .max - 1, .max] {
            for offset in [0, 1400, -1400, .max, .min] {
                for period in Period.allCases {
                    let value = PeriodValue(period, of: Timestamp(seconds: seconds, offset: offset))
                    #expect(!value.description.isEmpty)
                    #expect(PeriodGrid.combinations([period], found: [[value]]).map { !$0.isEmpty } ?? true)
                }
            }
        }
        // The first day of each period is in it, the day before is not.
        for day in stride(from: Int64(-800_000), through: 800_000, by: 97) {
            for period in Period.allCases where period.isCalendar {
                let value = PeriodValue(period, ofDay: day)
                #expect(PeriodValue(period, ofDay: value.firstDay) == value)
                #expect(PeriodValue(period, ofDay: value.firstDay - 1).number == value.number - 1)
            }
        }
    }

    private func run(
        _ scratch: ScratchRepository, _ request: BlameStatsRequest, jobs: Int
    ) async throws -> Asked<BlameStatsQuery> {
        try await Asked(BlameStatsQuery.self, request, scratch, jobs: jobs)
    }

    /// Whether git counts no lines of a file against nothing.
    private func isBinary(_ scratch: ScratchRepository, _ path: [UInt8]) throws -> Bool {
        let empty = try scratch.git.line("hash-object", "-t", "tree", "/dev/null")
        let command = ["--literal-pathspecs", "diff", "--numstat", "--no-renames", empty, "HEAD", "--"]
        return try scratch.git.run(command.map(\.bytes) + [path]).stdout.starts(with: "-\t".bytes)
    }

    /// The author of each line, as git blame names them.
    private func authors(_ scratch: ScratchRepository, _ path: [UInt8]) throws -> [[UInt8]] {
        let command = ["blame", "--line-porcelain", "HEAD", "--"]
        var authors: [[UInt8]] = []
        var name: [UInt8] = []
        for line in try scratch.git.run(command.map(\.bytes) + [path]).stdout.pieces(endedBy: 0x0a) {
            if line.starts(with: "author ".bytes) {
                name = Array(line.dropFirst(7))
            } else if line.starts(with: "author-mail ".bytes) {
                authors.append(name + [0x20] + line.dropFirst(12))
            }
        }
        return authors
    }
}
