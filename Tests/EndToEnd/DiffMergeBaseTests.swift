// `--merge-base` of `rgit diff` and `rgit diff-stats` beside that of git diff.

import Support
import Testing

@Suite struct DiffMergeBaseTests {
    /// Two branches that have both changed since they parted, with something staged and something not.
    private func makeRepository() throws -> ScratchRepository {
        let repository = try ScratchRepository { $0.commit("base", [.file("a", "1\n"), .file("b", "1\n")]) }
        let git = repository.git
        try repository.checkOut()
        try git("checkout", "-q", "-b", "topic")
        try repository.write("a", "1\n2\n")
        try git("commit", "-q", "-am", "topic")
        try git("checkout", "-q", "main")
        try repository.write("b", "1\n2\n")
        try git("commit", "-q", "-am", "main")
        try repository.write("staged", "1\n")
        try git("add", "staged")
        try repository.write("b", "3\n")
        return repository
    }

    @Test func changesAreGits() throws {
        let repository = try makeRepository()
        for words in [
            ["main", "topic"], ["topic", "main"], ["topic"], ["HEAD"], ["--cached", "topic"], ["--cached"],
            ["topic", "--", "b"],
        ] {
            for format in ["--raw", "--numstat", "--patch"] {
                let line = ["diff", "--merge-base", format] + words
                let expected = try repository.git.run(line)
                let found = try repository.rgit.run(line).expecting(0)
                #expect(found.stdout == expected.stdout, "\(line)")
            }
            let line = ["--merge-base", "--numstat"] + words
            let expected = try repository.git.run(["diff"] + line)
            #expect(
                try repository.rgit.run(["diff-stats"] + line).expecting(0).stdout == expected.stdout,
                "\(line)")
        }
    }

    /// What git refuses is refused: a range, no commit, something else, two histories, and a base that is not one.
    @Test func whatHasNoMergeBaseIsRefused() throws {
        let repository = try makeRepository()
        let git = repository.git
        let tree = try git.line("write-tree")
        let lone = try git.line("commit-tree", "-m", "lone", tree)
        let one = try git.line("commit-tree", "-m", "one", "-p", "main", "-p", "topic", tree)
        let other = try git.line("commit-tree", "-m", "other", "-p", "topic", "-p", "main", tree)
        for (words, status, message) in [
            (["main..topic"], 2, "--merge-base takes commits, not a range"),
            ([], 2, "needs one commit, or two"),
            (["main:a"], 3, "this is none"), (["main", lone], 3, "no merge base"),
            ([one, other], 3, "multiple merge bases"),
        ] as [([String], Int32, String)] {
            for command in ["diff", "diff-stats"] {
                let result = try repository.rgit.run([command, "--merge-base"] + words)
                #expect(
                    result.exitStatus == status && result.stdout.isEmpty, "\(command) \(words): \(result)")
                #expect(result.errorText.contains(message), "\(command) \(words): \(result.errorText)")
            }
            #expect(try git.attempt(["diff", "--merge-base"] + words).exitStatus != 0, "\(words)")
        }
        let both = try repository.rgit.run(["diff-stats", "--merge-base", "--unstaged"])
        #expect(both.exitStatus == 2)
    }
}
