// `rgit blame` and `rgit blame-stats` with -M and -C against git's, on random histories whose lines wander from file to file.

import Support
import Testing

@Suite struct BlameMovesTests {
    static let seeds: [UInt64] = [821, 822, 823, 824]
    static let settings: [[String]] = [
        ["-M"], ["-C"], ["-C", "-C"], ["-C", "-C", "-C"], ["-M5"], ["-C5"], ["-M60", "-C10"],
        ["-M10", "-C", "-C90"],
        ["-C", "-C3", "-w"], ["-M3", "-w"], ["-C", "-C", "--first-parent"], ["-M", "-L2,9"],
        ["-C", "-L4,+6"],
    ]

    private func compare(
        _ repository: ScratchRepository, _ options: [String], _ revisions: [String], _ file: String
    ) throws {
        let words = ["blame", "--porcelain"] + options + revisions + ["--", file]
        let git = try repository.git.runner.run("git", words.map { Array($0.utf8) })
        let rgit = try repository.rgit.run(words.map { Array($0.utf8) })
        if git.exitStatus != 0 {
            #expect(rgit.exitStatus != 0, "\(words): git says \(git.stderr.text)")
        } else {
            #expect(
                rgit.stdout.text == git.stdout.text, "\(words) in \(repository.path): \(rgit.stderr.text)")
        }
    }

    private func files(_ repository: ScratchRepository) throws -> [String] {
        try repository.git("ls-tree", "-r", "--name-only", "HEAD").lines.map(\.text)
    }

    @Test(arguments: seeds) func everySetting(seed: UInt64) throws {
        var history = MovingHistory(seed: seed)
        let repository = try history.makeRepository()
        for (index, file) in try files(repository).enumerated() {
            for (place, options) in Self.settings.enumerated() where (index + place) % 3 == 0 {
                try compare(repository, options, ["HEAD"], file)
            }
        }
    }

    @Test(arguments: seeds) func boundariesAndIgnoredRevisions(seed: UInt64) throws {
        var history = MovingHistory(seed: seed &+ 100)
        let repository = try history.makeRepository()
        let commits = try repository.git("rev-list", "HEAD").lines.map(\.text)
        for (index, file) in try files(repository).enumerated() {
            let commit = commits[(index * 5 + 1) % commits.count]
            let ignored = ["--ignore-rev", commit, "--ignore-rev", commits[(index * 3) % commits.count]]
            let options = [["-M"], ["-C", "-C5"], ["-C", "-C", "-C10"]][index % 3]
            try compare(repository, options + ignored, ["HEAD"], file)
            try compare(repository, options, ["\(commit)..HEAD"], file)
            try compare(repository, options + ["--since=@\(Hermetic.date + 40000)"], ["HEAD"], file)
        }
    }

    /// Lines that are not committed are looked for in what HEAD and the index have.
    @Test(arguments: seeds) func workingTree(seed: UInt64) throws {
        var history = MovingHistory(seed: seed &+ 200)
        let repository = try history.makeRepository()
        let files = try files(repository)
        for (index, file) in files.enumerated() {
            let other = files[(index + 1) % files.count]
            let own = try repository.git("show", "HEAD:\(file)").stdout.text
            let copied = try repository.git("show", "HEAD:\(other)").stdout.text
            try repository.write(file, String(copied.suffix(300)) + "\nuncommitted line of text\n" + own)
            if index % 2 == 0 { try repository.git("add", file) }
        }
        for (index, file) in files.enumerated() {
            for options in [["-M"], ["-C"], ["-C", "-C"], ["-C", "-C", "-C"]].dropFirst(index % 2) {
                let words = ["blame", "--porcelain"] + options + ["--", file]
                let git = try repository.git.runner.run("git", words.map { Array($0.utf8) }).stdout
                let rgit = try repository.rgit.run(words.map { Array($0.utf8) }).stdout
                #expect(
                    rgit.withoutUncommittedTimes.text == git.withoutUncommittedTimes.text,
                    "\(words) in \(repository.path)")
            }
        }
    }

    @Test(arguments: [["-M"], ["-C"], ["-C", "-C"], ["-C", "-C", "-C8", "-w"]])
    func sumsAreThoseOfTheFiles(options: [String]) throws {
        var history = MovingHistory(seed: 829)
        let repository = try history.makeRepository()
        var lines: [String: Int] = [:]
        for file in try files(repository) {
            let words = ["blame", "--line-porcelain"] + options + ["HEAD", "--", file]
            let output = try repository.git.run(words).lines.map(\.text)
            var isHeader = true
            for line in output {
                if isHeader { lines[String(line.prefix(repository.hash.digits)), default: 0] += 1 }
                isHeader = line.first == "\t"
            }
        }
        let document = try repository.rgit.json(["blame-stats", "--by", "commit"] + options)
        for row in document["commits"]?.array ?? [] {
            #expect(row["lines"]?.integer == lines[row["hexsha"]?.text ?? ""])
        }
        #expect(document["commits"]?.array.count == lines.count)
    }

    /// Rows carry the path that lines had in the file they were copied from.
    @Test func copiedLinesNameTheirFile() throws {
        let block = (1...6).map { "a line that is long enough \($0)\n" }.joined()
        let repository = try ScratchRepository { history in
            let first = history.commit("one", [.file("old", "head\n" + block + "tail\n")])
            history.commit("two", parents: [first], [.file("old", "head\ntail\n"), .file("new", block)])
        }
        let rows = try repository.rgit.json(["blame", "-C", "HEAD", "new"])["hunks"]?.array ?? []
        #expect(rows.map { $0["orig_path"]?.text } == ["old"])
        #expect(rows.map { $0["orig_start"]?.integer } == [2])
        #expect(rows.map { $0["summary"]?.text } == ["one"])
        let plain = try repository.rgit.json(["blame", "HEAD", "new"])["hunks"]?.array ?? []
        #expect(plain.map { $0["summary"]?.text } == ["two"])
    }

    @Test func aScoreHasToBeANumber() throws {
        let repository = try ScratchRepository { _ = $0.commit("one", [.file("a", "1\n")]) }
        for option in ["-Mx", "-C1x", "--find-moves=-1", "-C99999999999"] {
            let result = try repository.rgit("blame", option, "HEAD", "a")
            #expect(result.exitStatus == 2, "\(option)")
            #expect(result.stderr.text.contains("needs a number"), "\(option)")
        }
    }
}
