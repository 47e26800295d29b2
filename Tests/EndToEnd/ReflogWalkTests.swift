// `rgit log -g` beside `git log -g`: the moves of references with their selectors and messages.

import Support
import Testing

@Suite struct ReflogWalkTests {
    /// A repository whose references were moved about, by switching, committing, resetting and stashing.
    private func repository(_ seed: UInt64) throws -> ScratchRepository {
        let repository = try RandomHistory(seed: seed).makeRepository()
        var clock = 1_700_000_000
        func move(_ words: String...) throws {
            clock += 60
            let git = repository.git.with("GIT_COMMITTER_DATE", "@\(clock) +0200")
            try git.run(words)
        }
        let main = try repository.git.line("rev-parse", "HEAD")
        for number in 1...3 {
            try move(
                "update-ref", "-m", "step \(number) forward", "--create-reflog", "refs/heads/main", "HEAD~1")
            try move("update-ref", "-m", "back to \(number)", "HEAD", main)
            try move(
                "update-ref", "-m", "new", "--create-reflog", "refs/heads/side\(number % 2)", "HEAD~\(number)"
            )
        }
        try move(
            "update-ref", "-m", "fetch: fast-forward", "--create-reflog", "refs/remotes/o/main", "HEAD~1")
        try move("update-ref", "-m", "fetch: forced", "refs/remotes/o/main", "HEAD")
        try move("update-ref", "-m", "WIP on main", "--create-reflog", "refs/stash", "HEAD~1")
        try move("tag", "--create-reflog", "-a", "-m", "m", "annotated", "HEAD")
        return repository
    }

    private func compare(_ repository: ScratchRepository, _ words: [String]) throws {
        let git = try repository.git.attempt(["log", "-g", "--format=%H%x09%gd%x09%gs"] + words)
        let rgit = try repository.rgit.run(
            ["log", "-g", "--tsv", "--fields", "hexsha,selector,reflog_message"] + words)
        #expect((git.exitStatus == 0) == (rgit.exitStatus == 0), "\(words): \(rgit.errorText)")
        let rows = rgit.lines.dropFirst().map(\.text)
        #expect(rows == git.lines.map(\.text), "\(words) in \(repository.path)")
    }

    @Test(arguments: [341, 342, 343] as [UInt64]) func movesAreGits(seed: UInt64) throws {
        let repository = try repository(seed)
        for words in [
            [], ["HEAD"], ["main"], ["refs/heads/main"], ["heads/main"], ["side0"], ["o/main"], ["stash"],
            ["--all"], ["--branches"], ["--remotes"], ["--tags"], ["main", "side1"], ["side1", "HEAD"],
            ["main@{1}"], ["main@{0}"], ["HEAD@{2}", "side0"], ["@{1}"], ["main@{2023-11-14 22:16:00 +0000}"],
            ["@"], ["HEAD~1"], ["main", "main"], ["annotated"],
        ] {
            for options in [
                [], ["-n", "3"], ["--skip=1", "-n2"], ["--grep-reflog=back"], ["-i", "--grep-reflog=FETCH"],
                ["--grep-reflog=back", "--grep-reflog=new"], ["--since=@1700000200"], ["--until=@1700000300"],
                ["--merges"], ["--no-merges"], ["--grep=e"], ["--author=a", "--grep-reflog=2"],
                ["--invert-grep", "--grep=e", "--grep-reflog=back"], ["-E", "--grep-reflog=^(back|new)"],
            ] {
                try compare(repository, options + words)
            }
            // Git wants at least one log here.
            let count = try repository.git.attempt(
                ["rev-list", "-g", "--count"] + (words.isEmpty ? ["HEAD"] : words))
            guard count.exitStatus == 0 else { continue }
            #expect(try repository.rgit.run(["log", "-g", "--count"] + words).text == count.text, "\(words)")
        }
    }

    @Test func patchesHaveTheMoveInTheirHeadings() throws {
        let repository = try repository(344)
        for words in [
            [], ["main"], ["--all", "-n5"], ["o/main"], ["main@{2023-11-14 22:16:00 +0000}"],
            ["-m", "stash"],
        ] {
            let expected = try repository.git.run(["log", "-g", "-p"] + words).stdout
            let isSame = try repository.rgit.run(["log", "-g", "--patch"] + words).stdout == expected
            #expect(isSame, "\(words) in \(repository.path)")
        }
    }

    @Test func whatGoesNotTogetherIsRefused() throws {
        let repository = try repository(345)
        for words in [
            ["--reverse"], ["--topo-order"], ["HEAD~1..HEAD"], ["--boundary"], ["--", "src"], ["^HEAD"],
        ] {
            #expect(try repository.rgit.run(["log", "-g"] + words).exitStatus == 2, "\(words)")
        }
        #expect(try repository.rgit("log", "--grep-reflog=a").exitStatus == 2)
        #expect(try repository.rgit("log", "-g", "nothing").exitStatus == 3)
    }

    /// A damaged line of a log and a damaged object are reported, as by `rgit reflog`, and the other moves are shown.
    @Test func whatIsDamagedIsReportedAndTheRestShown() throws {
        let scratch = try ScratchRepository()
        for name in ["one", "two", "three"] { try scratch.git("commit", "-q", "--allow-empty", "-m", name) }
        let lost = try scratch.git.line("rev-parse", "HEAD~1")
        try FileTree.write(Array("damaged".utf8), to: Array(scratch.looseObjectPath(lost).utf8))
        let log = Array("\(scratch.gitDirectory)/logs/HEAD".utf8)
        try FileTree.write(try FileTree.read(log) + Array("garbage\n".utf8), to: log)
        let result = try scratch.rgit.run(["log", "-g", "--value", "summary"]).expecting(3)
        #expect(result.lines.map(\.text) == ["three", "one"])
        #expect(result.stderr.text.contains(lost) && result.stderr.text.contains("log of a reference: HEAD:"))
    }
}
