// `rgit blame --reverse` and `--incremental` against git's, on random histories.

import Support
import Testing

@Suite struct BlameReverseTests {
    static let seeds: [UInt64] = [841, 842, 843, 844]

    private func compare(_ repository: ScratchRepository, _ words: [String], rgit own: [String]? = nil) throws
    {
        let git = try repository.git.runner.run("git", (["blame"] + words).map { Array($0.utf8) })
        let rgit = try repository.rgit.run((["blame"] + (own ?? words)).map { Array($0.utf8) })
        if git.exitStatus != 0 {
            #expect(rgit.exitStatus != 0, "\(words): git says \(git.stderr.text)")
        } else {
            #expect(rgit.exitStatus == 0, "\(words) in \(repository.path): \(rgit.stderr.text)")
            #expect(rgit.stdout.text == git.stdout.text, "\(words) in \(repository.path)")
        }
    }

    @Test(arguments: seeds) func reverse(seed: UInt64) throws {
        var history = MovingHistory(seed: seed)
        let repository = try history.makeRepository()
        let commits = try repository.git("rev-list", "HEAD").lines.map(\.text)
        for step in 0..<6 {
            let start = commits[commits.count - 1 - step * commits.count / 7]
            let files = try repository.git("ls-tree", "-r", "--name-only", start).lines.map(\.text)
            let end = ["HEAD", "HEAD~2", commits[3]][step % 3]
            for (index, file) in files.enumerated() {
                let options = [[], ["-M"], ["-w"], ["-C", "-C"], ["--first-parent"], ["--root"]][
                    (index + step) % 6]
                try compare(
                    repository, ["--porcelain", "--reverse"] + options + ["\(start)..\(end)", "--", file])
            }
            try compare(repository, ["--porcelain", "--reverse", start, "--", files[0]])
        }
    }

    @Test func aReversedBlameNeedsABeginning() throws {
        let repository = try ScratchRepository { history in
            let first = history.commit("one", [.file("a", "1\n2\n")])
            let second = history.commit("two", parents: [first], [.file("a", "1\n")])
            history.commit("side", on: "side", parents: [first], [.file("a", "2\n")])
            history.commit("three", parents: [second], [.file("b", "")])
        }
        try repository.checkOut()
        for words in [
            ["a"], ["HEAD~1", "side", "--", "a"], ["^HEAD~1", "^side", "HEAD", "--", "a"],
            ["--first-parent", "side..HEAD", "--", "a"], ["HEAD..HEAD", "--", "a"],
            ["HEAD~2..HEAD", "--", "b"],
            ["--first-parent", "HEAD~2..HEAD", "--", "a"], ["HEAD~2..side", "--", "a"],
            ["^HEAD~1", "--", "a"],
        ] {
            try compare(repository, ["--porcelain", "--reverse"] + words)
        }
    }

    /// The same hunks in the same order: dates differ, so that git's order is certain.
    @Test(arguments: seeds) func incremental(seed: UInt64) throws {
        var history = MovingHistory(seed: seed &+ 50, oneDateEach: true)
        let repository = try history.makeRepository()
        for (index, file) in try repository.git("ls-tree", "-r", "--name-only", "HEAD").lines.enumerated() {
            let options = [[], ["-M"], ["-w"], ["--first-parent"], ["HEAD~9.."], ["-L3,8"]][index % 6]
            let words = options + (options == ["HEAD~9.."] ? [] : ["HEAD"]) + ["--", file.text]
            try compare(
                repository, ["--incremental"] + words, rgit: ["--incremental", "--porcelain"] + words)
        }
    }

    @Test func incrementalRowsComeInTheOrderTheyAreFound() throws {
        let repository = try ScratchRepository { history in
            let first = history.commit("one", [.file("a", "1\n2\n3\n")])
            let second = history.commit("two", parents: [first], [.file("a", "1\n2\n3\n4\n")])
            history.commit("three", parents: [second], [.file("a", "1\nb\n3\n4\n")])
        }
        let document = try repository.rgit.json(["blame", "--incremental", "HEAD", "a"])
        #expect(document["path"]?.text == "a")
        let rows = document["hunks"]?.array ?? []
        #expect(rows.map { $0["summary"]?.text } == ["three", "two", "one", "one"])
        #expect(rows.map { $0["start"]?.integer } == [2, 4, 1, 3])
        let lines = try repository.rgit.json(["blame", "--incremental", "--lines", "HEAD", "a"])["hunks"]?
            .array
        #expect(lines?.map { $0["text"]?.text } == ["b", "4", "1", "3"])
    }
}
