// `-P` of commands that walk history beside `git log -P`: the same patterns in the plain locale and in one with UTF-8.

import Support
import Testing

@Suite struct PerlPatternTests {
    private static let patterns = [
        "e(?=a)", "(?i)FIX", "\\bfix\\b", "^\\S+$", "\\d{2,}", "(a|b)\\1?", "(?<!o)r", "x*+y", ".", "é",
        "^.é",
        "\\p{Lu}", "\\x{e9}", "(*NO_JIT)e.", "[[:upper:]]", "\\Qa.b\\E", "^$", "caf.$", "plain", "A$|^b",
    ]

    @Test(arguments: [331, 332] as [UInt64], ["C", "C.UTF-8"]) func patterns(seed: UInt64, locale: String)
        throws
    {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let git = repository.git.with("LC_ALL", locale)
        let rgit = repository.rgit.with("LC_ALL", locale)
        for pattern in Self.patterns {
            for words in [
                ["-P", "--grep=\(pattern)"], ["--perl-regexp", "-i", "--grep=\(pattern)"],
                ["-P", "--author=\(pattern)"],
                ["-P", "--committer=\(pattern)", "--invert-grep", "--grep=e."],
            ] {
                let expected = try git.attempt(["log", "--all", "--format=%H"] + words)
                let found = try rgit.run(["log", "--all", "--value", "hexsha"] + words)
                #expect((found.exitStatus == 0) == (expected.exitStatus == 0), "\(words): \(found.errorText)")
                #expect(found.text == expected.text, "\(words) in \(locale), seed \(seed)")
            }
        }
    }

    @Test func theConfigurationChooses() throws {
        let repository = try RandomHistory(seed: 333).makeRepository()
        try repository.git("config", "grep.patternType", "perl")
        for words in [
            ["--grep=e(?=s)"], ["-E", "--grep=e|s"], ["--grep=^\\S+$", "--grep=\\d", "--all-match"],
        ] {
            let expected = try repository.git.run(["log", "--format=%H"] + words).text
            #expect(
                try repository.rgit.run(["log", "--value", "hexsha"] + words).text == expected, "\(words)")
        }
    }

    @Test func whatCannotBeMatchedIsSaid() throws {
        let repository = try ScratchRepository { history in
            history.commit(String(repeating: "a", count: 5000) + "b")
        }
        let bad = try repository.rgit("log", "-P", "--grep=a(")
        #expect(bad.exitStatus == 2 && bad.errorText.contains("bad pattern (missing closing parenthesis"))
        // The library gives up, and so does git.
        let endless = try repository.rgit("log", "-P", "--grep=(*LIMIT_MATCH=10)(a+)+$")
        #expect(endless.exitStatus == 3 && endless.errorText.contains("matching was given up"), "\(endless)")
        #expect(try repository.rgit("search", "-P", "a.").exitStatus == 2)
    }
}
