// Options that choose commits by the graph of history, against `git log` on random histories.

import Support
import Testing

@Suite struct GraphOptionTests {
    static let seeds: [UInt64] = [301, 302, 303, 304, 305]

    /// What is compared of a commit: name, parents, and the mark git shows before it.
    private static let format = "%H%x09%P%x09%m"

    /// The mark that git would show for a row.
    private func mark(_ row: JSONValue) -> String {
        if row["boundary"] == .bool(true) { return "-" }
        if row["cherry"]?.text == "=" { return "=" }
        return row["side"]?.text == "left" ? "<" : ">"
    }

    /// Compares the answers to one command line.
    private func compare(
        _ repository: ScratchRepository, _ arguments: [String], input: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let input = Array(input.utf8)
        let git = try repository.git.attempt(["log", "--format=" + Self.format] + arguments, input: input)
        // Git shows sides whether they are asked for or not.
        let words = ["log", "--json", "--left-right", "--fields", "hexsha,parents,boundary,side,cherry"]
        let result = try repository.rgit.run(words + arguments, input: input)
        let what = "rgit log \(arguments) in \(repository.path)"
        guard git.exitStatus == 0, result.exitStatus == 0 else {
            #expect(
                (git.exitStatus == 0) == (result.exitStatus == 0), "\(what)\n\(result)",
                sourceLocation: sourceLocation)
            return
        }
        let rows = try JSONValue(parsing: result.stdout)["commits"]?.array ?? []
        let answered = rows.map { row in
            let parents = (row["parents"]?.array ?? []).compactMap(\.text).joined(separator: " ")
            return "\(row["hexsha"]?.text ?? "")\t\(parents)\t\(mark(row))"
        }
        #expect(answered == git.lines.map(\.text), "\(what)", sourceLocation: sourceLocation)
    }

    private func names(_ repository: ScratchRepository) throws -> [String] {
        try repository.git("for-each-ref", "--format=%(refname)", "refs/heads").lines.map(\.text)
    }

    /// Ranges of the branches of a repository, a few of each kind.
    private func ranges(_ repository: ScratchRepository) throws -> [[String]] {
        let names = try names(repository)
        var ranges: [[String]] = [["HEAD"], ["--all"]]
        for (index, a) in names.enumerated().prefix(3) {
            let b = names[(index + 1) % names.count]
            ranges += [["\(a)..\(b)"], ["\(a)...\(b)"], [a, "--not", b], [a, b]]
        }
        return ranges
    }

    @Test(arguments: seeds) func sidesAndBoundaries(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for range in try ranges(repository) {
            for options in [
                ["--boundary"], ["--boundary", "-n", "4"], ["--boundary", "--reverse", "--skip=1"],
                ["--left-right"], ["--left-right", "--boundary"], ["--left-only"], ["--right-only"],
                ["--cherry-pick", "--left-right"], ["--cherry-mark"], ["--cherry"],
                ["--cherry-mark", "--left-right"], ["--boundary", "--topo-order"],
                ["--boundary", "--first-parent"], ["--boundary", "--grep=change"],
                ["--boundary", "--since=@\(Hermetic.date + 900_000)"],
                ["--left-right", "--date-order", "--merges"],
            ] {
                try compare(repository, options + range + ["--"])
                try compare(repository, options + range + ["--", "src"])
            }
        }
    }

    @Test(arguments: seeds) func counts(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for range in try ranges(repository) {
            for options in [
                ["--left-right"], ["--cherry-mark"], ["--cherry-mark", "--left-right"], ["--cherry-pick"],
                ["--boundary", "--left-right"], ["--cherry"], ["--sparse"],
            ] {
                let words = options + range
                let expected = try repository.git.run(["rev-list", "--count"] + words).stdout
                #expect(try repository.rgit.run(["log", "--count"] + words).stdout == expected, "\(words)")
            }
        }
    }

    @Test(arguments: seeds) func simplification(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let names = try names(repository)
        for range in try ranges(repository) {
            for options in [
                ["--simplify-merges"], ["--simplify-by-decoration"], ["--sparse"], ["--dense"],
                ["--show-pulls"], ["--full-history", "--parents"], ["--parents"],
                ["--simplify-merges", "--show-pulls"], ["--full-history", "--sparse"],
                ["--simplify-merges", "--first-parent"], ["--exclude-first-parent-only"],
                ["--remove-empty"], ["--ancestry-path=\(names[0])~2"], ["--since-as-filter=2020-09-20"],
                ["--simplify-merges", "--boundary"], ["--parents", "--reverse", "-n", "3"],
                ["--parents", "--merges"], ["--sparse", "--parents"], ["--simplify-merges", "--date-order"],
            ] {
                for paths in [["--"], ["--", "src"], ["--", "docs", "*.c"]] {
                    try compare(repository, options + range + paths)
                }
            }
            if range[0].contains("..") || range.contains("--not") {
                try compare(repository, ["--ancestry-path"] + range + ["--"])
                try compare(repository, ["--ancestry-path"] + range + ["--", "src"])
            }
        }
    }

    @Test(arguments: seeds) func startingPoints(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let names = try names(repository)
        let (a, b) = (names[0], names[1 % names.count])
        for words in [
            ["--not", a], [a, "--not", b], ["--not", b, "--not", a], ["--all", "--not", "--branches"],
            ["--not", "--tags", "--not", a], [a, "--not", "\(a)..\(b)"], [a, "--not", "\(a)^!"],
            ["--glob=heads/*"], ["--glob=refs/tags"], ["--glob=*fix*"], ["--exclude=*o*", "--glob=heads"],
            ["--no-walk", a, b], ["--no-walk=unsorted", b, a, b], ["--no-walk=sorted", "--all"],
            ["--no-walk", a, "--not", b], ["--not", b, "--no-walk", a], ["--no-walk", a, "-n", "3"],
            ["--no-walk", a, b, "--do-walk"], ["--no-walk", "--topo-order", a, b], ["--no-walk", "--tags"],
            ["--no-walk", "--merges", "--branches"], ["--no-walk", "--branches", "--reverse"],
            ["--ignore-missing", "nothing", a], ["--ignore-missing", "nothing..\(a)"],
            ["--ignore-missing", "nothing"], ["nothing", "--ignore-missing"], ["--single-worktree", "--all"],
            ["--min-age=\(Hermetic.date + 900_000)", a], ["--max-age=\(Hermetic.date + 900_000)", a],
            ["--bisect"], ["--end-of-options", a], ["-n", "2", "--end-of-options", a, b],
        ] {
            try compare(repository, words + ["--"])
        }
        // Git reads logs in the order of the file system, which decides about equal dates.
        let expected = try repository.git("log", "--format=%H", "--reflog").lines.map(\.text)
        let found = try repository.rgit("log", "--value", "hexsha", "--reflog").lines.map(\.text)
        #expect(Set(found) == Set(expected) && found.count == expected.count)
        try compare(repository, ["--no-walk", "--branches", "--", "src"])
        try compare(repository, ["--ignore-missing", "nothing", "src"])
        try compare(repository, ["--end-of-options", "--all"])
    }

    @Test func standardInput() throws {
        let repository = try RandomHistory(seed: 306).makeRepository()
        let names = try names(repository)
        let (a, b) = (names[0], names[1 % names.count])
        for (words, input) in [
            ([], "\(a)\n"), ([], "\(a)\n^\(b)\n"), ([a], "^\(b)"), (["--not"], "\(a)\n"), ([], ""),
            (["--all"], "\n\(a)\n"), ([], "\(a)\n--\nsrc\n"), ([], "\(a)\r\n--\r\nsrc\r\ndocs\r\n"),
            ([a, "--", "docs"], "\(b)\n--\nsrc\n"), (["-n", "2"], "\(a)..\(b)\n"),
        ] {
            let end = words.contains("--") ? [] : ["--"]
            let separator = words.firstIndex(of: "--") ?? words.count
            try compare(
                repository, words[..<separator] + ["--stdin"] + words[separator...] + end, input: input)
            if !words.contains("--") { try compare(repository, words + ["--stdin"], input: input) }
        }
        // As in gits later than 2.39, options may be among the lines.
        let options = try repository.rgit.run(
            ["log", "--value", "hexsha", "--stdin"], input: Array("--branches\n--not\n\(a)\n".utf8))
        let expected = try repository.git("log", "--format=%H", "--branches", "--not", a)
        #expect(options.stdout == expected.stdout)
        for input in ["nothing\n", "--max-count=3\n"] {
            let result = try repository.rgit.run(["log", "--stdin"], input: Array(input.utf8))
            #expect(result.exitStatus == (input.hasPrefix("-") ? 2 : 3), "\(result)")
        }
        #expect(try repository.rgit.run(["log", "--stdin", "--stdin"]).exitStatus == 2)
    }

    @Test func conflictsOfAMerge() throws {
        let repository = try ScratchRepository()
        func commit(_ text: String) throws {
            for file in ["f", "of \(text)"] { try repository.write(file, text) }
            try repository.git("add", ".")
            try repository.git("commit", "-q", "-m", text)
        }
        try commit("base")
        try repository.git("branch", "side")
        try commit("ours")
        try repository.write("g", "no conflict")
        try repository.git("add", ".")
        try repository.git("commit", "-q", "-m", "beside")
        #expect(try repository.rgit.run(["log", "--merge"]).exitStatus == 3)
        try repository.git("switch", "-q", "side")
        try commit("theirs")
        #expect(try repository.git.attempt(["merge", "-q", "-"]).exitStatus != 0)
        for words in [["--merge"], ["--merge", "--left-right"], ["--merge", "--", "g"], ["--merge", "f"]] {
            try compare(repository, words)
        }
    }

    @Test func contradictions() throws {
        let repository = try RandomHistory(seed: 307).makeRepository()
        for words in [
            ["--left-only", "--right-only"], ["--cherry", "--left-only"], ["--cherry-pick", "--cherry-mark"],
            ["--cherry", "--cherry-pick"], ["--no-walk=sideways"],
        ] {
            #expect(try repository.rgit.run(["log", "HEAD"] + words).exitStatus == 2, "\(words)")
            #expect(try repository.git.attempt(["log", "HEAD"] + words).exitStatus != 0, "\(words)")
        }
        let result = try repository.rgit.run(["log", "--ancestry-path", "HEAD"])
        #expect(result.exitStatus == 2 && result.errorText.contains("A..B"), "\(result)")
    }
}
