// `rgit blame` against `git blame --porcelain`, byte for byte, on random histories and files with changes of their own.

import Support
import Testing

@Suite struct BlameDifferentialTests {
    static let seeds: [UInt64] = [811, 812, 813, 814]

    /// Git and rgit with the same words; what git refuses rgit has to refuse too.
    private func compare(
        _ repository: ScratchRepository, _ options: [String], _ words: [[UInt8]],
        form: String = "--porcelain"
    ) throws {
        let command = ["blame", form] + options
        let git = try repository.git.runner.run(
            "git", (["-c", "i18n.logOutputEncoding=UTF-8"] + command).map { Array($0.utf8) } + words)
        let rgit = try repository.rgit.run(command.map { Array($0.utf8) } + words)
        let what = "blame \(options) \(words.map(\.text)) in \(repository.path)"
        if git.exitStatus != 0 {
            #expect(rgit.exitStatus != 0, "\(what): git says \(git.stderr.text)")
        } else {
            #expect(rgit.exitStatus == 0, "\(what): \(rgit.stderr.text)")
            #expect(
                rgit.stdout.withoutUncommittedTimes.text == git.stdout.withoutUncommittedTimes.text, "\(what)"
            )
        }
    }

    @Test func laterSecondsOfUncommittedLinesCompareEqual() {
        func output(_ committed: Int, _ now: Int) -> [UInt8] {
            let lines = [
                "1 1 1", "author A", "author-time \(committed)", "filename f", "\tone",
                "0 2 2", "author Not Committed Yet", "author-time \(now)", "committer-time \(now)",
                "filename f",
                "\ttwo", "1 3 3", "author A", "author-time \(committed)", "filename f", "\tthree",
            ]
            return Array(lines.joined(separator: "\n").utf8)
        }
        #expect(output(1, 2).withoutUncommittedTimes == output(1, 3).withoutUncommittedTimes)
        #expect(output(1, 2).withoutUncommittedTimes != output(2, 2).withoutUncommittedTimes)
    }

    private func files(_ repository: ScratchRepository, _ revision: String) throws -> [[UInt8]] {
        try repository.git("ls-tree", "-r", "-z", revision).records.compactMap { entry in
            entry.firstIndex(of: 9).map { Array(entry[($0 + 1)...]) }
        }
    }

    private func dashed(_ revision: String, _ file: [UInt8]) -> [[UInt8]] {
        (revision.isEmpty ? [] : [Array(revision.utf8)]) + [Array("--".utf8), file]
    }

    @Test(arguments: seeds) func revisions(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let commits = try repository.git("rev-list", "HEAD").lines.map(\.text)
        let optionSets: [[String]] = [
            [], ["-w"], ["--first-parent"], ["--root"], ["--ignore-rev", commits[commits.count / 3]],
            ["--since=@1500000000"],
        ]
        for (index, file) in try files(repository, "HEAD").enumerated() {
            try compare(repository, [], dashed("HEAD", file))
            let options = optionSets[index % optionSets.count]
            try compare(repository, options, dashed("HEAD", file), form: "--line-porcelain")
            let bottom = commits[(index * 7 + 3) % commits.count]
            try compare(repository, [], dashed("\(bottom)..HEAD", file))
        }
    }

    @Test(arguments: seeds) func changedPathFilters(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        try repository.git("commit-graph", "write", "--reachable", "--changed-paths")
        for file in try files(repository, "HEAD") { try compare(repository, [], dashed("HEAD", file)) }
    }

    @Test(arguments: seeds) func workingTree(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        for (index, file) in try files(repository, "HEAD").enumerated() {
            let path = Array("\(repository.path)/".utf8) + file
            if index % 2 == 0, let content = try? FileTree.read(path) {
                var lines = content.split(separator: 0x0a, omittingEmptySubsequences: false)
                lines.insert(Array("uncommitted".utf8)[...], at: lines.count / 2)
                try? FileTree.write(Array(lines.joined(separator: [0x0a])), to: path)
            }
            try compare(repository, [], dashed("", file))
        }
    }

    @Test func renamedInTheIndex() throws {
        let text = (1...30).map { "line \($0)\n" }.joined()
        let repository = try ScratchRepository { history in
            let first = history.commit("one", [.file("old", text)])
            history.commit("two", parents: [first], [.file("old", text + "more\n")])
        }
        try repository.checkOut()
        try repository.git("mv", "old", "new")
        try repository.write("new", "before\n" + text + "more\n")
        try compare(repository, [], dashed("", Array("new".utf8)))
        try repository.write("never", "added\n")
        try compare(repository, [], dashed("", Array("never".utf8)))
        try repository.git("add", "never")
        try compare(repository, [], dashed("", Array("never".utf8)))
    }

    @Test(arguments: [
        ["5"], ["5,9"], ["9,5"], ["5,+3"], ["5,-3"], ["1,-3"], [",4"], ["28,"], ["28,99"], ["31"], ["0"],
        ["5,+0"], ["5,x"], ["/line 1/"], ["/line 1/,+2"], ["/line 1/,/line 3/"], ["^/line 1/"],
        ["/line 2/,+1", "/line 2/,+1"], ["/line 2/,+1", "^/line 2/,+1"], ["/absent/"], [":second"],
        [":first", ":second"], ["^:first"], [":absent"], [":"], ["3,4", "4,8", "1,2"], ["3,4", "20,22"],
        ["/lin\\(e\\) 1[0-9]/,20"], ["-5"], ["+2"],
    ]) func ranges(arguments: [String]) throws {
        let body = (1...12).map { "  line \($0)\n" }.joined()
        let one = "first()\n" + body
        let two = "second()\n" + body
        let repository = try ScratchRepository { history in
            let first = history.commit("one", [.file("f", one)])
            history.commit("two", parents: [first], [.file("f", "_top\n\n" + one + two)])
        }
        let words = arguments.flatMap { ["-L", $0] }
        try compare(repository, words, dashed("HEAD", Array("f".utf8)))
    }

    @Test func rowsTellHunksAndLines() throws {
        let repository = try ScratchRepository { history in
            let first = history.commit("one", [.file("a", "1\n2\n3\n")])
            history.commit("two", parents: [first], [.rename("a", "b"), .file("b", "1\n2\nnew\n3\n")])
        }
        let document = try repository.rgit.json(["blame", "HEAD", "b"])
        let rows = document["hunks"]?.array ?? []
        #expect(rows.map { $0["start"]?.integer } == [1, 3, 4])
        #expect(rows.map { $0["lines"]?.integer } == [2, 1, 1])
        #expect(rows.map { $0["orig_path"]?.text } == ["a", "b", "a"])
        #expect(rows.map { $0["orig_start"]?.integer } == [1, 3, 3])
        #expect(rows.map { $0["summary"]?.text } == ["one", "two", "one"])
        let lines = try repository.rgit.json(["blame", "--lines", "HEAD", "b"])["hunks"]?.array ?? []
        #expect(lines.map { $0["text"]?.text } == ["1", "2", "new", "3"])
        #expect(lines.map { $0["start"]?.integer } == [1, 2, 3, 4])
    }
}
