// `--by` with periods and domains, held against what git says of the same commits and lines.

import Support
import Testing

@Suite struct PeriodTests {
    /// What `--date=format:` calls each kind of period.
    private static let formats = [
        ("day", "%Y-%m-%d"), ("week", "%G-W%V"), ("month", "%Y-%m"), ("year", "%Y"), ("weekday", "%u"),
        ("hour", "%-H"),
    ]

    /// Commits over some years, at all hours, in several zones, some on New Year's Eve, some merges.
    private static func repository() throws -> ScratchRepository {
        try ScratchRepository { history in
            var random = SplitMix64(seed: 881)
            var last: [Mark] = []
            for number in 0..<120 {
                let date =
                    number % 10 == 0
                    // 31 December or 1 January, by the zone.
                    ? 1_451_606_400 + number / 10 * 31_557_600
                        + Int.random(in: -40_000...40_000, using: &random)
                    : Int.random(in: 1_400_000_000...1_700_000_000, using: &random)
                let zone =
                    ["+0000", "-0800", "+0530", "+1400", "-1200"].randomElement(using: &random) ?? "+0000"
                let name = "P\(number % 5)"
                let email = ["a@Example.com", "b@example.com", "c@x.org", "nobody", "d@e@y.net"][number % 5]
                last = [
                    history.commit(
                        "\(number)\n", parents: last, author: Person(name, email, date, zone),
                        committer: Person("C", "c@c", 1_400_000_000 + number * 100),
                        [.file("f\(number % 7)", String(repeating: "\(number)\n", count: number % 9 + 1))])
                ]
            }
        }
    }

    private func counts(_ document: JSONValue, _ fields: [String], of sum: String = "commits") -> [String:
        Int]
    {
        let rows = document.names.compactMap { document[$0] }.first {
            if case .array = $0 { true } else { false }
        }
        return (rows?.array ?? []).reduce(into: [:]) { counts, row in
            let key = fields.map { field in row[field].flatMap { $0.text ?? $0.integer.map { "\($0)" } } ?? ""
            }
            counts[key.joined(separator: "|"), default: 0] += row[sum]?.integer ?? 0
        }
    }

    @Test(arguments: formats)
    func commitsOfAPeriodAreThoseGitNames(_ period: String, _ format: String) throws {
        let repository = try Self.repository()
        let names = try repository.git("log", "--format=%ad", "--date=format:\(format)").lines.map(\.text)
        let expected = names.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let document = try repository.rgit.json(["contributors", "--by", period])
        let found = counts(document, [period])
        #expect(found.filter { $0.value > 0 } == expected, "\(period)")
        // Every period from the first to the last, once and in order.
        let rows = document["\(period)s"]?.array ?? []
        #expect(rows.count == found.count)
        let values: [Int] = rows.compactMap { row in
            row[period]?.integer ?? Int((row[period]?.text ?? "").filter(\.isNumber))
        }
        #expect(values == values.sorted())
        switch period {
        case "weekday": #expect(values == Array(1...7))
        case "hour": #expect(values == Array(0..<24))
        case "year": #expect(values == Array((values.first ?? 0)...(values.last ?? 0)))
        default: #expect(rows.contains { $0["commits"] == .integer(0) })
        }
    }

    @Test func aQuarterIsThreeMonths() throws {
        let repository = try Self.repository()
        let months = counts(try repository.rgit.json(["contributors", "--by", "month"]), ["month"])
        let quarters = counts(try repository.rgit.json(["contributors", "--by", "quarter"]), ["quarter"])
        let expected = months.reduce(into: [String: Int]()) { sums, month in
            let number = (Int(month.key.suffix(2)) ?? 0) - 1
            sums["\(month.key.prefix(4))-Q\(number / 3 + 1)", default: 0] += month.value
        }
        #expect(quarters == expected)
    }

    @Test func periodsAreCombined() throws {
        let repository = try Self.repository()
        let pairs = counts(
            try repository.rgit.json(["contributors", "--by", "weekday,hour"]), ["weekday", "hour"])
        #expect(pairs.count == 7 * 24)
        let expected = try repository.git("log", "--format=%ad", "--date=format:%u|%-H").lines
            .reduce(into: [:]) { $0[$1.text, default: 0] += 1 }
        #expect(pairs.filter { $0.value > 0 } == expected)
        // Only combinations that a day can have.
        let years = counts(
            try repository.rgit.json(["contributors", "--by", "year,quarter"]), ["year", "quarter"])
        #expect(years.keys.allSatisfy { $0.prefix(4) == $0.dropFirst(5).prefix(4) }, "\(years.keys)")
        // With people among them, only those that have commits.
        let people = counts(
            try repository.rgit.json(["contributors", "--by", "month,name"]), ["month", "name"])
        let named = try repository.git("log", "--format=%ad|%aN", "--date=format:%Y-%m").lines
            .reduce(into: [:]) { $0[$1.text, default: 0] += 1 }
        #expect(people == named)
    }

    @Test func domainsAreThoseOfTheAddresses() throws {
        let repository = try Self.repository()
        let document = try repository.rgit.json(["contributors", "--by", "domain", "--stats"])
        #expect(
            counts(document, ["domain"]) == ["example.com": 48, "x.org": 24, "": 24, "y.net": 24])
        #expect(document["domains"]?[0]?.names.contains("name") == false)
        #expect(document["total"]?["contributors"] == .integer(5))
        #expect(document["total"]?["commits"] == .integer(120))
        let table = try repository.rgit("contributors", "--by", "domain").text
        #expect(table.contains("(none)") && table.contains("DOMAIN"))
    }

    @Test func theCommittersDateCanBeAskedFor() throws {
        let repository = try Self.repository()
        let expected = try repository.git("log", "--format=%cd", "--date=format:%Y-%m-%d").lines
            .reduce(into: [:]) { $0[$1.text, default: 0] += 1 }
        let found = counts(
            try repository.rgit.json(["contributors", "--by", "day", "--date", "committed"]), ["day"])
        #expect(found.filter { $0.value > 0 } == expected)
        // Also where a commit counts for its committer, its period is the author's.
        let author = counts(try repository.rgit.json(["contributors", "--by", "day"]), ["day"])
        #expect(
            try counts(
                repository.rgit.json(["contributors", "--by", "day", "--group", "committer"]), ["day"])
                == author)
    }

    @Test(arguments: [
        "day", "week", "month", "quarter", "year", "weekday", "hour", "name", "email", "domain",
    ])
    func linesAreSummedAsTheirCommitsAre(_ key: String) throws {
        let repository = try Self.repository()
        // By commit, with what --by says of it alone.
        let lines = try repository.rgit.json(["blame-stats", "--by", "commit"])["commits"]?.array ?? []
        var expected: [String: Int] = [:]
        for row in lines {
            let hexsha = try #require(row["hexsha"]?.text)
            let one = try repository.rgit.json(["contributors", "--by", key, "-n", "1", "-q", hexsha])
            let name = try #require(counts(one, [key]).first { $0.value == 1 }?.key)
            expected[name, default: 0] += row["lines"]?.integer ?? 0
        }
        let found = counts(try repository.rgit.json(["blame-stats", "--by", key]), [key], of: "lines")
        #expect(found.filter { $0.value > 0 } == expected)
        if ["weekday", "hour"].contains(key) { #expect(found.count == (key == "hour" ? 24 : 7)) }
    }

    @Test func aWrongClockDoesNotMakeMillionsOfRows() throws {
        let repository = try ScratchRepository { history in
            let one = history.commit("a\n", author: Person("A", "a@x", 0), [.file("f", "1\n")])
            history.commit(
                "b\n", parents: [one], author: Person("A", "a@x", 200_000_000_000), [.file("f", "1\n2\n")])
        }
        for words in [["contributors"], ["blame-stats"]] {
            let result = try repository.rgit.run(words + ["--by", "day", "--csv", "--fields", "day"])
                .expecting(0)
            #expect(result.text == "day\n1970-01-01\n8307-10-01\n", "\(result)")
            #expect(result.errorText.contains("periods without anything are left out"), "\(result)")
        }
        #expect(
            try repository.rgit("contributors", "--by", "year", "--csv").lines.count == 8307 - 1970 + 2)
    }

    @Test func theTableOfPeriodsNamesNoPeople() throws {
        let repository = try ScratchRepository { history in
            let one = history.commit("a\n", author: Person("A", "a@x", 1_600_000_000), [.file("f", "1\n")])
            history.commit("b\n", parents: [one], author: Person("A", "a@x", 1_605_000_000))
        }
        let csv = try repository.rgit(
            "contributors", "--by", "month", "--csv", "--fields", "month,commits,share"
        ).text
        #expect(csv == "month,commits,share\n2020-09,1,0.5\n2020-10,0,0\n2020-11,1,0.5\n")
        let table = try repository.rgit("contributors", "--by", "month").text
        #expect(table.hasPrefix("MONTH    COMMITS  MERGES   SHARE"), "\(table)")
        let stats = try repository.rgit("blame-stats", "--by", "month").text
        #expect(stats.hasPrefix("MONTH    LINES"), "\(stats)")
        #expect(stats.contains("\ntotal "), "\(stats)")
    }
}
