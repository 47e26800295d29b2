// The people of contributors and log: bots left out, active days, the usual name, co-authors.

import Support
import Testing

/// A commit by an author, and by another committer where there is one.
private struct PersonCommit {
    var author: (name: String, email: String)
    var committer: (name: String, email: String)?
    var date = Hermetic.date
    var offset = "+0000"
}

/// A repository of such commits in a line, each adding as many lines to a file of its own as its place says.
private func repository(_ commits: [PersonCommit]) throws -> ScratchRepository {
    var builder = HistoryBuilder()
    var parents: [Mark] = []
    for (place, commit) in commits.enumerated() {
        let author = Person(commit.author.name, commit.author.email, commit.date, commit.offset)
        let committer = commit.committer.map { Person($0.name, $0.email, commit.date, commit.offset) }
        let lines = String(repeating: "line\n", count: place + 1)
        parents = [
            builder.commit(
                "commit \(place)\n", parents: parents, author: author, committer: committer,
                [.file("file-\(place)", lines)])
        ]
    }
    let repository = try ScratchRepository()
    try repository.load(builder)
    try repository.checkOut()
    return repository
}

@Suite struct ExcludedBotsTests {
    private static let ada = (name: "Ada", email: "ada@example.com")
    private static let robot = (name: "Robot Abbott", email: "robot@example.com")
    private static let named = (name: "release[bot]", email: "release@example.com")
    private static let addressed = (name: "updates", email: "49+updates[bot]@users.noreply.example.com")
    private static let service = (name: "GitHub", email: "noreply@github.com")

    /// Lines of each: 1, 2, 3, 4, 5, 6, 7.
    private func repository() throws -> ScratchRepository {
        try EndToEndTests.repository([
            PersonCommit(author: Self.ada), PersonCommit(author: Self.named),
            PersonCommit(author: Self.addressed, committer: Self.ada), PersonCommit(author: Self.robot),
            PersonCommit(author: Self.service, committer: Self.named), PersonCommit(author: Self.named),
            PersonCommit(author: Self.ada, committer: Self.service),
        ])
    }

    @Test func contributorsCountsWhatItLeavesOut() throws {
        let repository = try repository()
        let document = try repository.rgit.json(["contributors", "--exclude-bots", "--stats"])
        let rows = document["contributors"]?.array ?? []
        let people = try repository.git("shortlog", "-sne", "HEAD").lines.map(\.text).filter {
            !$0.contains("[bot]") && !$0.contains("noreply@github.com")
        }
        #expect(
            rows.map {
                "     \($0["commits"]?.integer ?? 0)\t\($0["name"]?.text ?? "") <\($0["email"]?.text ?? "")>"
            }
                == people)
        #expect(rows.map { $0["insertions"]?.integer } == [1 + 7, 4])
        #expect(document["total"]?["commits"]?.integer == 3)
        #expect(document["total"]?["insertions"]?.integer == 1 + 7 + 4)
        #expect(document["excluded"]?["bots"]?.integer == 3)
        #expect(document["excluded"]?["commits"]?.integer == 4)
        let everyone = try repository.rgit.json(["contributors"])
        #expect(everyone["total"]?["commits"]?.integer == 7)
        #expect(everyone["excluded"]?["bots"]?.integer == 0)
        #expect(everyone["excluded"]?["commits"]?.integer == 0)
    }

    @Test func aCommitThatCountsForAPersonIsNotLeftOut() throws {
        let groups = ["contributors", "--exclude-bots", "--group=author", "--group=committer"]
        let document = try repository().rgit.json(groups)
        let commits = document["contributors"]?.array.map { $0["commits"]?.integer }
        #expect(commits == [3, 1])
        #expect(document["total"]?["commits"]?.integer == 4)
        #expect(document["excluded"]?["bots"]?.integer == 3)
        #expect(document["excluded"]?["commits"]?.integer == 3)
    }

    @Test func blameStatsCountsWhatItLeavesOut() throws {
        let repository = try repository()
        let document = try repository.rgit.json(["blame-stats", "--exclude-bots"])
        #expect(document["authors"]?.array.map { $0["name"]?.text } == ["Ada", "Robot Abbott"])
        #expect(document["authors"]?.array.map { $0["lines"]?.integer } == [1 + 7, 4])
        #expect(document["excluded"]?["bots"]?.integer == 3)
        #expect(document["excluded"]?["lines"]?.integer == 2 + 3 + 5 + 6)
        let everyone = try repository.rgit.json(["blame-stats"])
        #expect(everyone["excluded"]?["lines"]?.integer == 0)
        #expect(everyone["total"]?["lines"]?.integer == 28)
    }
}

@Suite struct ActiveDaysTests {
    /// The expected days, from git: those of the authors' own clocks.
    private func compare(_ repository: ScratchRepository) throws {
        // By bytes: to Swift a composed letter equals the same one decomposed.
        var days: [[UInt8]: Set<String>] = [:]
        for line in try repository.git("log", "--format=%aN <%aE>%x00%ad", "--date=format:%F").lines {
            let parts = line.split(separator: 0)
            if parts.count == 2 { days[Array(parts[0]), default: []].insert(Array(parts[1]).text) }
        }
        let rows = try repository.rgit.json(["contributors"])["contributors"]?.array ?? []
        #expect(!rows.isEmpty)
        for row in rows {
            let person = "\(row["name"]?.text ?? "") <\(row["email"]?.text ?? "")>"
            // Those whose names do not decode have other bytes here.
            guard let expected = days[Array(person.utf8)] else { continue }
            #expect(row["active_days"]?.integer == expected.count, "\(person)")
        }
    }

    @Test func daysOnBothSidesOf1970AreTwo() throws {
        let ada = (name: "Ada", email: "ada@example.com")
        // 22:00 on December 31, 1969, and 02:00 on January 1, 1970, by a clock two hours behind UTC.
        let repository = try repository([
            PersonCommit(author: ada, date: 0, offset: "-0200"),
            PersonCommit(author: ada, date: 14_400, offset: "-0200"),
        ])
        let row = try repository.rgit.json(["contributors"])["contributors"]?[0]
        #expect(row?["active_days"]?.integer == 2)
        #expect(row?["first_commit_datetime"]?.text == "1969-12-31T22:00:00-02:00")
    }

    @Test func daysAreThoseOfTheAuthorsClock() throws {
        let ada = (name: "Ada", email: "ada@example.com")
        // One day in UTC, two by the recorded clocks; and one moment of two days.
        let repository = try repository([
            PersonCommit(author: ada, date: 86_400 * 100 + 43_200, offset: "+0000"),
            PersonCommit(author: ada, date: 86_400 * 100 + 43_200, offset: "+1345"),
            PersonCommit(author: ada, date: 86_400 * 100 + 43_300, offset: "+0000"),
        ])
        let row = try repository.rgit.json(["contributors"])["contributors"]?[0]
        #expect(row?["active_days"]?.integer == 2)
        try compare(repository)
    }

    @Test(arguments: [31, 32, 33] as [UInt64]) func daysEqualGits(seed: UInt64) throws {
        try compare(try RandomHistory(seed: seed).makeRepository())
    }
}

@Suite struct UsualNameTests {
    private static func rows(_ key: String, _ people: [(String, String)]) throws -> [(String?, String?)] {
        let repository = try repository(people.map { PersonCommit(author: (name: $0.0, email: $0.1)) })
        let rows = try repository.rgit.json(["contributors", "--by", key])["contributors"]?.array ?? []
        return rows.map { ($0["name"]?.text, $0["email"]?.text) }
    }

    @Test func theNameUsedMostIsShown() throws {
        let people = [("Ada", "a@x"), ("Zoe", "a@x"), ("Zoe", "a@x")]
        #expect(try Self.rows("email", people).map(\.0) == ["Zoe"])
    }

    @Test(arguments: [["Ada", "Zoe"], ["Zoe", "Ada"]])
    func ofNamesUsedEquallyOftenTheFirstInByteOrderIsShown(names: [String]) throws {
        #expect(try Self.rows("email", names.map { ($0, "a@x") }).map(\.0) == ["Ada"])
    }

    @Test(arguments: [["a@x", "z@x"], ["z@x", "a@x"]])
    func ofAddressesUsedEquallyOftenTheFirstInByteOrderIsShown(addresses: [String]) throws {
        #expect(try Self.rows("name", addresses.map { ("Ada", $0) }).map(\.1) == ["a@x"])
    }
}

@Suite struct CoAuthorTests {
    @Test(arguments: [41, 42, 43] as [UInt64]) func coAuthorsAreThoseOfTheTrailers(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let rows = try repository.rgit.json(["log", "--all"])["commits"]?.array ?? []
        let format = "--format=%H %(trailers:key=co-authored-by,valueonly,unfold,separator=%x01)"
        let lines = try repository.git("log", "--all", format).lines.map(\.text)
        try #require(rows.count == lines.count)
        var count = 0
        for (row, line) in zip(rows, lines) {
            let values = line.drop { $0 != " " }.dropFirst().split(separator: "\u{1}").map(String.init)
            count += values.count
            let found = row["co_authors"]?.array.map {
                "\($0["name"]?.text ?? "") <\($0["email"]?.text ?? "")>"
            }
            #expect(found == values, "\(line)")
        }
        #expect(count > 0)
    }
}
