// `REF@{…}`: dates as git reads them, and what is said of logs that do not go back far enough.

import Support
import Testing

@Suite struct ReflogWarningTests {
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        for number in 1...4 {
            let date = "@\(1_700_000_000 + number * 100_000) +0200"
            try repository.write("f", "\(number)\n")
            try repository.git("add", ".")
            try repository.git.with("GIT_COMMITTER_DATE", date)("commit", "-q", "-m", "c\(number)")
        }
        try repository.git.with("GIT_COMMITTER_DATE", "@1700500000 +0000")("branch", "side", "HEAD~2")
        return repository
    }

    /// Compares the commit and whether there is a warning.
    private func compare(
        _ repository: ScratchRepository, _ revision: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let git = try repository.git.attempt(["log", "-n1", "--format=%s", revision])
        let rgit = try repository.rgit("log", "-n1", "--tsv", "--fields", "summary", revision)
        #expect(
            (git.exitStatus == 0) == (rgit.exitStatus == 0), "\(revision): \(git)\n\(rgit)",
            sourceLocation: sourceLocation)
        guard git.exitStatus == 0 else { return }
        #expect(rgit.lines.dropFirst() == git.lines[...], "\(revision)", sourceLocation: sourceLocation)
        #expect(
            rgit.errorText.contains("warning: log for") == git.errorText.contains("warning: log for"),
            "\(revision): \(git)\n\(rgit)", sourceLocation: sourceLocation)
    }

    @Test(
        arguments: [
            "HEAD@{6 months ago}", "HEAD@{2020-01-01}", "main@{2023-11-17}", "@{2020-01-01}", "@{99}",
            "main@{1}",
            "side@{2020-01-01}", "HEAD@{now [or thereabouts]}", "HEAD@{2023-11-17 xyz}", "HEAD@{xyz}",
            "HEAD@{13:99}", "HEAD@{yesterday?}", "HEAD@{zzz [x]}", "HEAD@{noon*}", "HEAD@{}",
            "HEAD@{2023-11-17 12:00 [cet]}", "HEAD@{1 [x]}", "HEAD@{foo 3}", "HEAD@{100000000}",
            "HEAD@{1700250000}", "HEAD@{last year}", "HEAD@{two weeks? ago}", "HEAD@{[2023-11-18]}",
        ]) func datesInBraces(revision: String) throws
    {
        try compare(repository(), revision)
    }

    @Test func everyCommandSaysThatTheLogIsTooShort() throws {
        let repository = try repository()
        let old = "HEAD@{2020-01-01}"
        let commands = [
            ["log", old], ["log", "--count", old], ["log", "--ndjson", old], ["log", "\(old)..HEAD"],
            ["contributors", "--json", old], ["blame", old, "--", "f"],
            ["blame", "--porcelain", old, "--", "f"],
            ["blame-stats", "--csv", old], ["diff-stats", old, "HEAD"], ["diff-stats", "--staged", old],
            ["branches", "--merged=\(old)"], ["branches", "--contains=\(old)"], ["branches", "--base", old],
        ]
        let expected = "warning: log for 'HEAD' only goes back to 2023-11-16T04:00:00+02:00\n"
        for command in commands {
            let result = try repository.rgit.run(command).expecting(0)
            #expect(result.errorText == expected, "\(result)")
            #expect(try repository.rgit.run(command, with: "--quiet").errorText.isEmpty)
        }
    }

    @Test func gapsInLogs() throws {
        let repository = try repository()
        let file = Array("\(repository.gitDirectory)/logs/HEAD".utf8)
        let lines = try FileTree.read(file).pieces(endedBy: 0x0a)
        try FileTree.write(([lines[0]] + lines[2...]).flatMap { $0 + [0x0a] }, to: file)
        for date in ["2023-11-16 12:00", "2023-11-17", "2023-11-20", "2020-01-01"] {
            try compare(repository, "HEAD@{\(date)}")
        }
        try FileTree.write(lines[..<2].flatMap { $0 + [0x0a] }, to: file)
        for date in ["2023-11-17", "2023-12-20", "now"] { try compare(repository, "HEAD@{\(date)}") }
        try FileTree.write([], to: file)
        for selector in ["2023-11-17", "0", "1", "now"] { try compare(repository, "HEAD@{\(selector)}") }
    }
}
