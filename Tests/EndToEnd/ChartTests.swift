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
}
