// The charts below tables, in the characters of the locale.

import Support
import Testing

@Suite struct ChartTests {
    private static func repository() throws -> ScratchRepository {
        // 2024-01-01 was a Monday.
        func person(_ hours: Int) -> Person { Person("Ann", "ann@x", 1_704_067_200 + hours * 3_600) }
        return try ScratchRepository { history in
            var parents: [Mark] = []
            for (number, hours) in [0, 0, 0, 0, 10, 24 * 8 + 23, 24 * 366].enumerated() {
                let lines = (0...number).map { "\($0)\n" }.joined()
                let commit = history.commit(
                    "\(number)\n", parents: parents, author: person(hours), committer: person(hours),
                    [.file("f", lines)])
                parents = [commit]
            }
        }
    }

    @Test func charactersFollowTheLocale() throws {
        let scratch = try Self.repository()
        func chart(_ words: String..., locale: String) throws -> [String] {
            let rgit = scratch.rgit.with("LC_ALL", locale)
            let lines = try rgit.run(words).expecting(0).stdout.text.split(
                separator: "\n", omittingEmptySubsequences: false
            ).map(String.init)
            guard let blank = lines.firstIndex(of: "") else { return [] }
            return Array(lines[(blank + 1)...].drop { $0.isEmpty }.filter { !$0.isEmpty })
        }
        let week = try chart("activity", locale: "C.UTF-8")
        #expect(week.first == "    0     3     6     9     12    15    18    21")
        #expect(
            week[1] == "Mon ██" + String(repeating: "··", count: 9) + "░░"
                + String(repeating: "··", count: 13))
        #expect(week[2].hasSuffix("··░░"), "\(week)")
        let plain = try chart("activity", locale: "C")
        #expect(plain[1].hasPrefix("Mon ##....") && plain.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
        #expect(try chart("activity", "--by", "year", locale: "en_US.utf8") == ["commits █▂"])
        #expect(try chart("activity", "--by", "year", locale: "POSIX") == ["commits #."])
        let days = try chart("activity", "--by", "day", locale: "C")
        #expect(days.count == 8 && days[0] == "weeks from 2024-01-01" && days[1].hasPrefix("Mon #"))
        let band = String(repeating: "█", count: 51)
        let age = try chart("age", locale: "C.UTF-8")
        #expect(age == ["2024 \(band) 6", "2025 \(band)▒▒▒▒▒▒▒▒▒ 7", "in this order: █ 2024  to ▒ 2025"])
        #expect(try chart("age", "--by", "author", locale: "C").last == "in this order: # Ann")
        // Charts are for people.
        #expect(try !scratch.rgit.run(["activity", "--csv"]).stdout.text.contains("Mon"))
    }

    /// Bars are for a terminal with room for them, and in no file.
    @Test func tablesEndWithBarsOnATerminal() throws {
        let scratch = try ScratchRepository { history in
            var last = history.commit(
                "one", author: Person("Ann", "ann@x", 1_600_000_000), [.file("f", "1\n")])
            for number in 0..<6 {
                let name = number < 4 ? "Ann" : "Bob"
                last = history.commit(
                    "\(number)", parents: [last],
                    author: Person(name, "\(name)@x".lowercased(), 1_600_000_000),
                    [.file("f", "\(number)\n"), .file("g\(number)", "x\n")])
            }
        }
        func lines(_ words: [String], locale: String, columns: Int) throws -> [String] {
            var terminal = PseudoTerminal(scratch.rgit.with("LC_ALL", locale).runner)
            terminal.columns = columns
            let shown = try terminal.run(Rgit.path, ["--no-pager", "--color=never"] + words)
            #expect(shown.exitStatus == 0, "\(shown)")
            return shown.text.split(whereSeparator: \.isNewline).map(String.init)
        }
        let full = String(repeating: "█", count: 24)
        let people = try lines(["contributors"], locale: "C.UTF-8", columns: 140)
        #expect(people[1].hasSuffix("  " + full), "\(people)")
        // Two of five commits: 9.6 characters.
        #expect(people[2].hasSuffix("  █████████▋"), "\(people)")
        let plain = try lines(["contributors"], locale: "C", columns: 140)
        #expect(plain[1].hasSuffix("  " + String(repeating: "#", count: 24)), "\(plain)")
        #expect(plain[2].hasSuffix("  " + String(repeating: "#", count: 10)), "\(plain)")
        for words in [
            ["hotspots"], ["owners"], ["weight"], ["blame-stats"],
            ["coupling", "--min-shared=1", "--min-commits=1"],
        ] {
            let table = try lines(words, locale: "C.UTF-8", columns: 140)
            #expect(table.contains { $0.hasSuffix(full) }, "\(words): \(table)")
            for width in [20, 40, 60, 80, 100] {
                for line in try lines(words, locale: "C.UTF-8", columns: width) {
                    #expect(line.count <= width, "\(words): \(line)")
                }
            }
            #expect(try !scratch.rgit.with("LC_ALL", "C.UTF-8").run(words).text.contains("█"))
        }
        for words in [["contributors", "--fields", "name,commits"], ["contributors", "--csv"]] {
            let chosen = try lines(words, locale: "C.UTF-8", columns: 140)
            #expect(!chosen.contains { $0.contains("█") }, "\(words)")
        }
        #expect(try !lines(["contributors"], locale: "C.UTF-8", columns: 60).contains { $0.contains(full) })
    }
}
