// `--value`, `--sort` and `--top`, which every command has from its fields, and what is said beside its rows.

import Foundation
import Support
import Testing

@Suite struct RankingTests {
    private static let commands: [[String]] = [
        ["log"], ["log", "--stats"], ["branches", "-a"], ["contributors", "--stats"], ["blame-stats"],
        ["blame-stats", "--by", "commit"], ["diff-stats", "HEAD"],
        ["diff-stats", "HEAD", "--by", "extension"],
    ]

    /// The rows of a document, and its `omitted`.
    private func rows(_ rgit: Rgit, _ words: [String]) throws -> (rows: [JSONValue], omitted: JSONValue?) {
        let document = try rgit.json(words)
        let name = try #require(
            document.names.first { if case .array = document[$0] { true } else { false } })
        return (document[name]?.array ?? [], document["omitted"])
    }

    /// The value of a field, by its path; text that does not decode as its exact bytes.
    private func value(_ row: JSONValue, _ field: String) -> JSONValue {
        func member(_ path: String) -> JSONValue {
            path.split(separator: ".").reduce(row) { $0[String($1)] ?? .null }
        }
        if let exact = member(field + "_base64").text, let bytes = Data(base64Encoded: exact) {
            return .string(Array(bytes))
        }
        return member(field)
    }

    /// How two values are in order: nothing first, numbers by size, text by bytes.
    private func precedes(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): return false
        case (.null, _): return true
        case (_, .null): return false
        case (.bool(let left), .bool(let right)): return !left && right
        default:
            if let one = left.double, let other = right.double { return one < other }
            return (left.bytes ?? []).lexicographicallyPrecedes(right.bytes ?? [])
        }
    }

    @Test(arguments: commands)
    func rowsAreSortedByEveryFieldOfACommand(_ words: [String]) throws {
        let repository = try RandomHistory(seed: 871).makeRepository()
        let plain = try rows(repository.rgit, words).rows
        let first = try #require(plain.first)
        for field in fields(of: first) {
            // A date with its zone is put in order as a moment.
            let key = field.hasSuffix("_datetime") ? String(field.dropLast(4)) : field
            for sign in ["", "-"] {
                let expected = plain.enumerated().sorted { left, right in
                    let (one, other) = (value(left.element, key), value(right.element, key))
                    if one == other { return left.offset < right.offset }
                    return sign.isEmpty ? precedes(one, other) : precedes(other, one)
                }.map(\.element)
                let sorted = try rows(repository.rgit, words + ["--sort", sign + field]).rows
                #expect(sorted == expected, "\(words) --sort \(sign)\(field)")
            }
        }
    }

    private func fields(of row: JSONValue, prefix: String = "") -> [String] {
        row.names.flatMap { name -> [String] in
            switch row[name] {
            case .object(let members): fields(of: .object(members), prefix: prefix + name + ".")
            case .array: []
            default: name.hasSuffix("_base64") ? [] : [prefix + name]
            }
        }
    }

    @Test(arguments: commands)
    func theFirstRowsAreShownAndTheOthersCounted(_ words: [String]) throws {
        let repository = try RandomHistory(seed: 872).makeRepository()
        for order in [[], ["--sort", "-lines"]]
        where order.isEmpty || words != ["log"] && words[0] != "branches" {
            let sort =
                words == ["log", "--stats"] && !order.isEmpty ? ["--sort", "-stats.total.lines"] : order
            let all = try rows(repository.rgit, words + sort)
            #expect(all.omitted == .integer(0))
            for count in [0, 1, 2, all.rows.count, all.rows.count + 5] {
                for jobs in ["1", "3"] {
                    let some = try rows(repository.rgit, words + sort + ["--top", "\(count)", "-j", jobs])
                    #expect(some.rows == Array(all.rows.prefix(count)), "\(words) \(sort) \(count)")
                    #expect(some.omitted == .integer(Int64(max(0, all.rows.count - count))))
                }
            }
        }
    }

    @Test func theFirstOfManyCommitsAreThoseOfTheWholeOrder() throws {
        let repository = try ScratchRepository { history in
            var last = history.commit("0\n", [.file("f", "0\n")])
            for number in 1...5000 {
                last = history.commit("\(number * 7919 % 5003)\n", parents: [last])
            }
        }
        let all = try repository.rgit("log", "--sort", "summary,-hexsha", "--value", "hexsha").lines
        #expect(all.count == 5001)
        for count in [1, 700, 1100, 5000] {
            let some = try repository.rgit(
                "log", "--sort", "summary,-hexsha", "--value", "hexsha", "--top", "\(count)")
            #expect(some.lines == Array(all.prefix(count)), "\(count)")
        }
        let table = try repository.rgit("log", "--sort", "summary", "--top", "2").text
        #expect(table.hasSuffix("\n\n4999 more, left out by --top\n"), "\(table)")
    }

    @Test func ofSeveralKeysTheFirstCountsMostAndOfSeveralOptionsTheLast() throws {
        let repository = try ScratchRepository { history in
            let one = history.commit("b\n", author: Person("X", "x@x", 3), [.file("f", "1\n")])
            let two = history.commit("a\n", parents: [one], author: Person("X", "x@x", 2))
            history.commit("a\n", parents: [two], author: Person("X", "x@x", 1))
        }
        func dates(_ words: String...) throws -> String {
            try repository.rgit.run(["log", "--value", "authored_date"] + words).expecting(0).text
        }
        #expect(try dates("--sort", "summary,authored_date") == "1\n2\n3\n")
        #expect(try dates("--sort", "summary,-authored_date") == "2\n1\n3\n")
        #expect(try dates("--sort", "-authored_date", "--sort", "summary") == "2\n1\n3\n")
        // Equal rows keep the order of the history.
        #expect(try dates("--sort", "-summary") == "3\n1\n2\n")
    }

    @Test func branchesAreSortedByGitsNamesToo() throws {
        let repository = try RandomHistory(seed: 873).makeRepository()
        for key in [
            "refname", "-refname", "-committerdate", "authorname", "-authordate", "subject", "committername",
        ] {
            let git = try repository.git("for-each-ref", "refs/heads", "--sort=\(key)", "--format=%(refname)")
                .text
            #expect(try repository.rgit("branches", "--sort", key, "--value", "path").text == git, "\(key)")
        }
    }

    @Test func whatHasNoOrderIsRefused() throws {
        let repository = try ScratchRepository { $0.commit("a\n", [.file("f", "1\n")]) }
        for (key, what) in [
            ("parents", "rows cannot be sorted by: parents"), ("author", "rows cannot be sorted by: author"),
            ("hexhsa", "unknown field: hexhsa\nhint: did you mean 'hexsha'?\n"), ("-x", "unknown field: x"),
            ("a,,b", "an empty name for --sort"),
        ] {
            let result = try repository.rgit("log", "--sort", key)
            #expect(result.exitStatus == 2 && result.errorText.contains(what), "\(result)")
        }
        for words in [["log", "--count"], ["diff-stats", "--numstat"], ["blame", "--porcelain", "f"]] {
            for option in [["--sort", "lines"], ["--top", "1"], ["--value", "lines"]] {
                #expect(try repository.rgit.run(words + option).exitStatus == 2, "\(words) \(option)")
            }
        }
        #expect(try repository.rgit("log", "--top", "-1").exitStatus == 2)
    }

    @Test func theBareValuesOfAFieldArePrinted() throws {
        let repository = try ScratchRepository()
        let name: [UInt8] = [0x61, 0xFF, 0x0A, 0x62]
        try repository.write(name, Array("1\n".utf8))
        try repository.write("c", "1\n2\n")
        try repository.git("add", "-A")
        try repository.git("commit", "--quiet", "-m", "one, \"two\"\n\nbody")
        let rgit = repository.rgit
        let head = try repository.git.line("rev-parse", "HEAD")
        #expect(try rgit("log", "--value", "hexsha").text == "\(head)\n")
        #expect(try rgit("log", "--value", "sha").text == "\(head)\n")
        #expect(try rgit("log", "--value", "summary").text == "one, \"two\"\n")
        #expect(try rgit("log", "--value", "gpgsig").text == "\n")
        #expect(try rgit("log", "-z", "--value", "message").text == "one, \"two\"\n\nbody\n\0")
        // The bytes of a path as they were recorded, for xargs -0.
        #expect(
            try rgit("diff-stats", "HEAD", "--value", "path", "-z").stdout == name + [0] + Array("c\0".utf8))
        #expect(try rgit("diff-stats", "HEAD", "--value", "total.lines").text == "3\n")
        #expect(try rgit("contributors", "--value", "commits", "--top", "1").text == "1\n")
        for words in [
            ["--value", "author"], ["--value", "x"], ["--value", "hexsha", "--json"],
            ["--value", "hexsha", "--fields", "tree"], ["-z"],
        ] {
            #expect(try rgit.run(["log"] + words).exitStatus == 2, "\(words)")
        }
    }

    @Test func aLimitOnCommitsIsNoLimitOnRows() throws {
        let repository = try ScratchRepository { history in
            var last = history.commit("0\n", [.file("f", "0\n")])
            for number in 0..<6 {
                last = history.commit(
                    "\(number)\n", parents: [last],
                    author: Person("P\(number % 4)", "p@x", 1_700_000_000 + number))
            }
        }
        let hint = "hint: -n limits the commits that are read; '--top N' limits the rows\n"
        #expect(try repository.rgit("contributors", "-n", "3").errorText == hint)
        #expect(try repository.rgit("log", "-n", "3", "--sort", "summary").errorText == hint)
        for quiet in [
            ["contributors"], ["contributors", "--top", "3"], ["contributors", "-n", "3", "--top", "3"],
            ["contributors", "-n", "3", "-q"], ["log", "-n", "3"],
        ] {
            #expect(try repository.rgit.run(quiet).errorText.isEmpty, "\(quiet)")
        }
        #expect(try repository.rgit("contributors", "--top", "2", "--csv").lines.count == 3)
    }

    @Test func aTerminalIsToldWhyThereAreNoRows() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        try repository.checkOut()
        let terminal = PseudoTerminal(repository.rgit.runner)
        for (words, why) in [
            (
                ["log", "--since", "2099", "--author", "x", "--json"],
                "note: no commit matches --since and --author"
            ),
            (["contributors", "--grep", "zzz"], "note: no commit matches --grep"),
            (["log", "--", "nothing"], "note: no commit matches the paths"),
            (["branches", "-r"], "note: no remote-tracking branches"),
            (["branches", "x*"], "note: no branch matches the patterns"),
            (["diff-stats"], "note: nothing differs"),
            (["blame-stats", "--", "no"], "note: no lines in text files that match the paths"),
        ] {
            let shown = try terminal.run(Rgit.path, ["--no-pager", "--color=never"] + words)
            #expect(shown.exitStatus == 0)
            #expect(shown.text.contains(why), "\(words): \(shown.text)")
            #expect(try repository.rgit.run(words).errorText.isEmpty, "\(words)")
        }
    }

    @Test func aGateEndsWithOne() throws {
        let repository = try ScratchRepository {
            let one = $0.commit("one\n", [.file("f", "1\n")])
            $0.commit("two\n", parents: [one], [.file("f", "2\n"), .file("g", "1\n2\n")])
        }
        try repository.checkOut()
        func ends(_ status: Int32, _ words: String..., prints: Bool) throws {
            let result = try repository.rgit.run(["diff-stats"] + words)
            #expect(result.exitStatus == status && result.stdout.isEmpty != prints, "\(result)")
        }
        try ends(0, "--exit-code", prints: false)
        try ends(0, "--quiet", prints: false)
        try ends(1, "--exit-code", "HEAD", prints: true)
        try ends(1, "--exit-code", "HEAD", "--json", prints: true)
        try ends(1, "--exit-code", "HEAD", "--numstat", prints: true)
        try ends(1, "--exit-code", "HEAD", "--top", "0", prints: true)
        try ends(1, "--quiet", "HEAD", prints: false)
        try ends(1, "--quiet", "HEAD", "--numstat", prints: false)
        try ends(1, "--quiet", "HEAD", "--json", prints: false)
        try ends(0, "HEAD", prints: true)
        // 1 line removed, 3 added.
        try ends(0, "HEAD", "--fail-over", "4", prints: true)
        try ends(1, "HEAD", "--fail-over", "3", prints: true)
        try ends(3, "--exit-code", "no-such-revision", prints: false)
        #expect(try repository.rgit("log", "--exit-code").exitStatus == 2)
        // Everywhere else `--quiet` is about progress and warnings.
        #expect(!(try repository.rgit("log", "--quiet").stdout.isEmpty))
    }
}
