// What a terminal gets of text from a repository: nothing that controls it, in any format.

import Support
import Testing

@Suite struct TerminalTextTests {
    private static let evil =
        "evil \u{1b}]0;title\u{7}\u{1b}[2J \u{9b}31m \u{202e}rtl\u{2066} zero\u{200b}width\u{feff}\u{e0041} tab\tend"

    private static func repository() throws -> ScratchRepository {
        try ScratchRepository { $0.commit("\(evil)\n", [.file("f", "1\n")]) }
    }

    /// The command lines whose answers have the message in them, each with the formats that are no table.
    private static let questions: [[String]] = [
        ["log", "--csv"], ["log", "--tsv"], ["log", "--json"], ["log", "--ndjson"], ["log"],
        ["blame", "HEAD", "f", "--porcelain"], ["blame", "HEAD", "f", "--csv"], ["branches", "--json"],
        ["branches", "--tsv"],
    ]

    @Test(arguments: questions)
    func noFormatControlsATerminal(_ words: [String]) throws {
        let repository = try Self.repository()
        let shown = try PseudoTerminal(repository.rgit.runner).run(
            Rgit.path, ["--no-pager", "--color=never"] + words)
        #expect(shown.exitStatus == 0, "\(shown)")
        #expect(shown.text.contains("evil"))
        for scalar in shown.text.unicodeScalars where scalar != "\n" && scalar != "\r" && scalar != "\t" {
            #expect(scalar.properties.generalCategory != .control, "\(scalar.value) in \(words)")
            #expect(scalar.properties.generalCategory != .format, "\(scalar.value) in \(words)")
            #expect(!scalar.properties.isDefaultIgnorableCodePoint, "\(scalar.value) in \(words)")
        }
    }

    @Test func jsonOnATerminalIsTheSameDocument() throws {
        let repository = try Self.repository()
        let piped = try repository.rgit("log", "--json").expecting(0).stdout
        let shown = try PseudoTerminal(repository.rgit.runner).run(Rgit.path, ["log", "--json"])
        #expect(try JSONValue(parsing: shown.screen.filter { $0 != 0x0D }) == JSONValue(parsing: piped))
        // A pipe gets the text as it is.
        #expect(String(decoding: piped, as: UTF8.self).contains("\u{202e}rtl"))
        #expect(String(decoding: shown.screen, as: UTF8.self).contains(#"\u202ertl"#))
    }

    @Test func csvInAPipeIsTheExactText() throws {
        let repository = try Self.repository()
        let piped = try repository.rgit("log", "--csv", "--fields", "summary").expecting(0)
        #expect(piped.text == "summary\n\(Self.evil)\n")
        let shown = try PseudoTerminal(repository.rgit.runner).run(
            Rgit.path, ["log", "--csv", "--fields", "summary"])
        #expect(
            shown.text.contains(#"evil \x1b]0;title\x07\x1b[2J \x9b31m \u202ertl\u2066"#), "\(shown.text)")
        #expect(shown.text.contains(#"zero\u200bwidth\ufeff\U000e0041 tab\tend"#), "\(shown.text)")
    }

    @Test func invisibleCharactersMakeTwoNamesLookDifferent() throws {
        let repository = try ScratchRepository { history in
            let first = history.commit(
                "a\n", author: Person("Ada", "a@x", 1_700_000_000), [.file("f", "1\n")])
            history.commit(
                "b\n", parents: [first], author: Person("A\u{200b}da", "a@x", 1_700_000_100),
                [.file("f", "2\n")])
        }
        let table = try repository.rgit("contributors").text
        #expect(table.contains(#"A\u200bda"#), "\(table)")
        // What joins emoji into one stays: it is not invisible.
        let joined = try ScratchRepository { $0.commit("👩\u{200d}💻 ❤\u{fe0f}\n", [.file("f", "1\n")]) }
        #expect(try joined.rgit("log").text.contains("👩\u{200d}💻 ❤\u{fe0f}"))
    }

    @Test func bytesThatAreNoTextAreVisibleOnATerminal() throws {
        let repository = try ScratchRepository()
        try repository.write([0x61, 0x9B, 0x33, 0x31, 0x6D], Array("x\n".utf8))
        try repository.git("add", "-A")
        try repository.git("commit", "--quiet", "-m", "m")
        let shown = try PseudoTerminal(repository.rgit.runner).run(
            Rgit.path, ["--no-pager", "diff-stats", "HEAD", "--numstat", "-z"])
        #expect(!shown.screen.contains(0x9B) && !shown.screen.contains(0), "\(shown.screen)")
        #expect(shown.text.contains(#"1\#t0\#ta\x9b31m\x00"#), "\(shown.text)")
    }

    @Test func forcedColourGoesIntoPipes() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        for (variable, value, isColored) in [
            ("FORCE_COLOR", "1", true), ("CLICOLOR_FORCE", "1", true), ("FORCE_COLOR", "0", false),
            ("CLICOLOR_FORCE", "0", false), ("FORCE_COLOR", "", false),
        ] {
            let shown = try repository.rgit.with(variable, value)("log").stdout
            #expect(shown.contains(0x1B) == isColored, "\(variable)=\(value)")
        }
        let both = repository.rgit.with("FORCE_COLOR", "1").with("NO_COLOR", "1")
        #expect(!(try both("log").stdout.contains(0x1B)))
        #expect(!(try repository.rgit.with("FORCE_COLOR", "1")("log", "--color=never").stdout.contains(0x1B)))
    }

    @Test func datesAreLegibleOnBlackAndAGoneUpstreamLooksDifferent() throws {
        let repository = try ScratchRepository { history in
            let one = history.commit("one\n", [.file("f", "1\n")])
            history.point("topic", at: one)
            history.point("refs/remotes/origin/main", at: one)
        }
        for (branch, upstream) in [("main", "main"), ("topic", "gone")] {
            try repository.git("config", "branch.\(branch).remote", "origin")
            try repository.git("config", "branch.\(branch).merge", "refs/heads/\(upstream)")
        }
        try repository.git("config", "remote.origin.url", "x")
        try repository.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
        let table = try repository.rgit("branches", "--color=always").text
        #expect(!table.contains("\u{1b}[34m"), "plain blue")
        let colours = ["origin/main", "origin/gone (gone)"].map { name in
            table.firstRange(of: name).map { table[..<$0.lowerBound].suffix(6) }
        }
        #expect(colours[0] != nil && colours[1] != nil && colours[0] != colours[1], "\(table)")
    }
}
