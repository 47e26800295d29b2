// Tables as newcomers meet them: what is cut first, what the words mean, and columns that stay where they are.

import Support
import Testing

@Suite struct TableTests {
    private static let long = "feature/a-branch-with-a-long-name"

    private static func branches() throws -> ScratchRepository {
        try ScratchRepository { history in
            let one = history.commit("one\n", [.file("f", "1\n")])
            history.commit("a summary of some length, longer than most\n", on: long, parents: [one])
        }
    }

    @Test(arguments: [40, 50, 60, 79])
    func aNarrowTerminalKeepsNamesAndLosesDatesFirst(_ width: Int) throws {
        let repository = try Self.branches()
        var terminal = PseudoTerminal(repository.rgit.runner)
        terminal.columns = width
        let shown = try terminal.run(Rgit.path, ["--no-pager", "--color=never", "branches"])
        #expect(shown.text.contains(Self.long), "\(shown.text)")
        let heading = shown.text.split(whereSeparator: \.isNewline).first ?? ""
        #expect(!heading.contains("DATE"))
        let people = try terminal.run(Rgit.path, ["--no-pager", "--color=never", "contributors"]).text
        #expect(people.contains("A U Thor") && (width > 70 || !people.contains("FIRST")), "\(people)")
    }

    @Test func theTableSaysWhatTheBaseIs() throws {
        let repository = try Self.branches()
        #expect(
            try repository.rgit("branches").text.hasSuffix(
                "\n\n+BASE and -BASE: commits ahead of main and behind it\n"))
        #expect(
            try repository.rgit("branches", "--base", Self.long).text
                .contains("commits ahead of \(Self.long) and behind it"))
        #expect(!(try repository.rgit("branches", "--csv").text.contains("+BASE")))
    }

    @Test func theColumnsOfALogDoNotMove() throws {
        let repository = try ScratchRepository { history in
            var last: [Mark] = []
            for number in 0..<700 {
                let name = number == 20 ? "A name that is far longer than twenty letters" : "N\(number % 3)"
                last = [
                    history.commit(
                        "summary\n", parents: last, author: Person(name, "a@x", 1_700_000_000 + number),
                        [
                            .file(
                                "f\(number % 50)",
                                String(repeating: "\(number)\n", count: number == 10 ? 3000 : 1))
                        ])
                ]
            }
        }
        for words in [
            ["log"], ["log", "--stats"], ["log", "--fields", "authored_date,author.name,summary"],
        ] {
            var terminal = PseudoTerminal(repository.rgit.runner)
            terminal.columns = 100
            let shown = try terminal.run(Rgit.path, ["--no-pager", "--color=never"] + words)
            let lines = shown.text.split(whereSeparator: \.isNewline).map(String.init)
            #expect(lines.count == 701)
            let columns = Set(
                lines.dropFirst(2).compactMap { line in
                    line.firstRange(of: " summary").map {
                        line.distance(from: line.startIndex, to: $0.lowerBound)
                    }
                })
            // Behind the heading and the decorated first row; a long name is cut only where its column may be.
            #expect(columns.count <= (words.contains("--fields") ? 2 : 1), "\(words): \(columns)")
            let piped = try repository.rgit.run(words).expecting(0).text
            #expect(piped.contains("A name that is far longer than twenty letters"))
            for jobs in ["1", "4"] { #expect(try repository.rgit.run(words + ["-j", jobs]).text == piped) }
        }
    }

    @Test func theFolderMayComeAfterTheCommandWhereItCanBeNothingElse() throws {
        let one = try ScratchRepository { $0.commit("one\n", [.file("dir/f", "1\n")]) }
        let other = try ScratchRepository { $0.commit("other\n", [.file("g", "1\n")]) }
        try one.checkOut()
        try other.checkOut()
        for words in [["log", "--value", "summary"], ["branches", "--value", "summary"]] {
            #expect(try one.rgit.run(words + ["-C", other.path]).text == "other\n", "\(words)")
            #expect(try one.rgit.run(words + ["-C\(other.path)"]).text == "other\n", "\(words)")
        }
        let elsewhere = one.rgit.at(one.home)
        for words in [["contributors"], ["blame-stats"], ["blame", "g"], ["diff-stats", "HEAD"]] {
            #expect(try one.rgit.run(words + ["-C", other.path]).exitStatus == 0, "\(words)")
            #expect(try elsewhere.run(words + ["-C", other.path]).exitStatus == 0)
        }
        // Here it can be a path, and copies are looked for.
        #expect(try one.rgit("log", "-C", "dir", "--value", "summary").text == "one\n")
        #expect(try one.rgit("log", "--stats", "-C", "--", "dir").exitStatus == 0)
        #expect(try one.rgit("blame", "-C", "dir/f").exitStatus == 0)
    }

    @Test func aMergeOfDiffStatsCanBeLeftOut() throws {
        let repository = try ScratchRepository { history in
            let base = history.commit("base\n", [.file("f", "1\n")])
            let left = history.commit("left\n", parents: [base], [.file("l", "1\n")])
            let right = history.commit("right\n", on: "side", parents: [base], [.file("r", "1\n2\n")])
            history.commit("merge\n", parents: [left, right], [.file("r", "1\n2\n")])
        }
        for (option, lines) in [
            ([], "2\n"), (["--diff-merges=first-parent"], "2\n"), (["--diff-merges=off"], "0\n"),
        ] {
            let words = ["diff-stats", "HEAD", "--no-renames", "--value", "total.lines"]
            #expect(try repository.rgit.run(words + option).text == lines)
        }
        #expect(
            try repository.rgit("diff-stats", "HEAD~1", "--diff-merges=off", "--value", "total.lines").text
                == "1\n")
    }
}
