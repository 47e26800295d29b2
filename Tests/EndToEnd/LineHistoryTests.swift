// `rgit log -L` beside `git log -L`: ranges, patterns and functions, renames, merges, and what is refused.

import Support
import Testing

@Suite struct LineHistoryTests {
    private func compare(
        _ repository: ScratchRepository, _ words: [String], isSomething: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = try repository.git.attempt(["log", "--no-decorate"] + words)
        if isSomething { #expect(!expected.stdout.isEmpty, "\(words)", sourceLocation: sourceLocation) }
        let found = try repository.rgit.run(["log", "--patch"] + words)
        #expect(found.stdout == expected.stdout, "\(words)", sourceLocation: sourceLocation)
        #expect(
            (found.exitStatus == 0) == (expected.exitStatus == 0), "\(words): \(found.errorText)",
            sourceLocation: sourceLocation)
    }

    /// A file with functions that grows, is renamed, and is changed on two branches.
    private func functions() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        var hour = 0
        // An hour apart, so that dates tell them apart.
        func dated() -> Git {
            hour += 1
            let date = "@\(1_600_000_000 + hour * 3600) +0000"
            return repository.git.with("GIT_AUTHOR_DATE", date).with("GIT_COMMITTER_DATE", date)
        }
        func commit(_ message: String) throws {
            try repository.git("add", "-A")
            try dated()("commit", "-q", "-m", message)
        }
        func text(_ bodies: [String]) -> String {
            bodies.enumerated().map { "int f\($0)(void)\n{\n\($1)\treturn \($0);\n}\n\n" }.joined()
        }
        try repository.write("d/a.c", text(["", "", ""]))
        try repository.write("b.txt", "one\ntwo\nthree")
        try commit("one")
        try repository.write("d/a.c", text(["\tx();\n", "", "\ty();\n"]))
        try commit("two")
        try repository.git("mv", "d/a.c", "d/c.c")
        try repository.write("b.txt", "one\ntwo\nthree\nfour\n")
        try commit("three")
        try repository.git("checkout", "-q", "-b", "side")
        try repository.write("d/c.c", text(["\tx();\n", "", "\ty();\n\tz();\n"]))
        try commit("four")
        try repository.git("checkout", "-q", "main")
        try repository.write("d/c.c", text(["\tx();\n\tw();\n", "", "\ty();\n"]))
        try commit("five")
        try dated()("merge", "-q", "-m", "merge", "side")
        try repository.write("d/c.c", text(["\tx();\n\tw();\n", "\tv();\n", "\ty();\n\tz();\n\tu();\n"]))
        try commit("six")
        return repository
    }

    @Test func ranges() throws {
        let repository = try functions()
        for words in [
            ["-L", "1,3:d/c.c"], ["-L", "/f2/,+3:d/c.c"], ["-L", ":f1:d/c.c"], ["-L", ":f0:d/c.c"],
            ["-L", "1,4:b.txt"], ["-L", ",:b.txt"], ["-L", "2:b.txt"], ["-L", "3,-2:b.txt"],
            ["-L", "1,2:d/c.c", "-L", ":f2:d/c.c", "-L", "1,1:b.txt"], ["-L", "1,30:d/c.c", "--no-renames"],
            ["-L", "/f0/,/f2/:d/c.c", "--first-parent"], ["-L", ":f2:d/c.c", "--no-merges", "-n2"],
            ["-L", ":f2:d/c.c", "--skip=1", "--reverse"], ["-L", "^/f0/,+2:d/c.c", "HEAD~2"],
            ["-L", "1,20:d/c.c", "HEAD~2..HEAD"], ["-L", ":f0:d/c.c", "--author=nobody"],
            ["-L", "1,20:d/c.c", "--merges"], ["-L", "1,20:d/c.c", "--until=@\(1_600_000_000 + 4 * 3600)"],
        ] {
            let isSomething = !words.contains("--author=nobody") && !words.contains("--merges")
            try compare(repository, words, isSomething: isSomething)
        }
        #expect(
            try repository.rgit.run(["-C", "d", "log", "-L", "1,2:c.c", "--patch"]).stdout
                == repository.git.run(["-C", "d", "log", "--no-decorate", "-L", "1,2:c.c"]).stdout)
    }

    @Test func rowsHaveRanges() throws {
        let repository = try functions()
        let document = try repository.rgit.json(
            ["log", "-L", ":f2:d/c.c", "--fields", "summary,line_ranges,line_patch", "--patch"])
        let rows = document["commits"]?.array ?? []
        #expect(rows.compactMap { $0["summary"]?.text } == ["six", "four", "two", "one"])
        let first = try #require(rows.first?["line_ranges"]?.array.first)
        #expect(first["path"]?.text == "d/c.c")
        #expect(first["changed"]?.bool == true)
        #expect(rows.last?["line_ranges"]?.array.first?["path"]?.text == "d/a.c")
        #expect(rows.first?["line_patch"]?.text?.hasPrefix("diff --git a/d/c.c b/d/c.c\n") == true)
    }

    @Test func whatCannotBeFollowedIsRefused() throws {
        let repository = try functions()
        for words in [
            ["-L", "1,2"], ["-L", "1,2:"], ["-L", "1,2:none"], ["-L", "99,100:b.txt"], ["-L", ":none:b.txt"],
            ["-L", "/none/:b.txt"], ["-L", "1,2:b.txt", "--", "d"], ["-L", "1,2:b.txt", "main", "side"],
            ["-L", "1,2:b.txt", "-S", "x"], ["-L", "1,2:b.txt", "--stats"],
            ["-L", "1,2:b.txt", "--boundary"], ["-L", "1,2:b.txt", "-g"],
        ] {
            let result = try repository.rgit.run(["log"] + words)
            #expect(result.exitStatus == 2 || result.exitStatus == 3, "\(words)")
            #expect(result.errorText.hasPrefix("rgit: "), "\(words): \(result.errorText)")
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func randomHistories(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        var random = SplitMix64(seed: seed)
        let files = try repository.git("ls-tree", "-r", "HEAD").lines.map(\.text).filter {
            $0.hasPrefix("100") && !$0.contains("\"") && !$0.contains(" \t")
        }.compactMap { $0.split(separator: "\t").last.map(String.init) }.filter { !$0.contains(":") }
        for _ in 0..<25 {
            let file = random.pick(files)
            let count = try repository.git("show", "HEAD:\(file)").lines.count
            guard count > 0 else { continue }
            let start = 1 + random.below(count)
            var words = ["-L", "\(start),+\(1 + random.below(9)):\(file)"]
            if random.below(3) == 0 { words += ["-L", "\(1 + random.below(count)),+2:\(file)"] }
            if random.below(4) == 0 { words.append("--no-renames") }
            if random.below(5) == 0 { words.append("--first-parent") }
            if random.below(6) == 0 { words.append("-C") }
            try compare(repository, words)
        }
    }

    /// Only a driver that an attribute names says what a function is, for `log -L` and for blame.
    @Test func functionsAreThoseOfANamedDriver() throws {
        let repository = try ScratchRepository()
        try repository.write("x.txt", "alpha\n  def foo\n    one\n  def bar\n    two\n")
        try repository.git("config", "diff.default.xfuncname", "^ *(def .*)$")
        try repository.git("config", "diff.own.xfuncname", "^ *(def .*)$")
        try repository.git("add", "-A")
        try repository.git("commit", "-q", "-m", "one")
        for attribute in ["", "*.txt diff=nosuch\n", "*.txt diff=own\n", "*.txt diff=default\n"] {
            try repository.write(".gitattributes", attribute)
            for name in ["alpha", "foo"] {
                try compare(repository, ["-L", ":\(name):x.txt"])
                let words = ["blame", "-L", ":\(name)", "--porcelain", "HEAD", "--", "x.txt"]
                let expected = try repository.git.attempt(words)
                let found = try repository.rgit.run(words)
                #expect(found.stdout == expected.stdout, "\(attribute)\(name)")
                #expect((found.exitStatus == 0) == (expected.exitStatus == 0), "\(attribute)\(name)")
            }
        }
    }
}
