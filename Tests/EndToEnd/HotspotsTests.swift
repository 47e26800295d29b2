// `rgit hotspots` beside sums over `git log --no-merges --no-renames --numstat`.

import Support
import Testing

@Suite struct HotspotsTests {
    private static func directory(_ path: [UInt8], depth: Int) -> [UInt8] {
        Array(path.split(separator: 0x2f).dropLast().prefix(depth).joined(separator: [0x2f]))
    }

    private static func fileExtension(_ path: [UInt8]) -> [UInt8] {
        let name = path.split(separator: 0x2f).last ?? []
        guard let dot = name.lastIndex(of: 0x2e), dot > name.startIndex else { return [] }
        return Array(name[(dot + 1)...])
    }

    /// Compares the rows for a key with sums, in the documented order.
    private func compare(
        _ scratch: ScratchRepository, _ arguments: [String], _ gitOptions: [String], rows: String = "files",
        field: String = "path", _ key: (CountedLog.File) -> [UInt8] = { $0.path }
    ) throws {
        let sums = CountedSums.by(try CountedLog.read(scratch.git, gitOptions), key)
        let order = sums.sorted { left, right in
            if left.value.commits != right.value.commits { return left.value.commits > right.value.commits }
            let lines = [left, right].map { $0.value.insertions + $0.value.deletions }
            return lines[0] != lines[1] ? lines[0] > lines[1] : left.key.lexicographicallyPrecedes(right.key)
        }
        let expected = order.map { key, sum -> ExpectedRow in
            [
                (field, .text(key)), ("commits", .integer(sum.commits)),
                ("authors", .integer(sum.authors.count)),
                ("insertions", .integer(sum.insertions)), ("deletions", .integer(sum.deletions)),
                ("lines", .integer(sum.insertions + sum.deletions)), ("last_commit_date", .integer(sum.date)),
            ]
        }
        let document = try scratch.rgit.json(["hotspots"] + arguments)
        Comparison.expect(
            document[rows]?.array ?? [], equal: expected, "hotspots \(arguments) in \(scratch.path)")
    }

    @Test(arguments: Array(301...308) as [UInt64]) func sumsAreThoseOfGitLog(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let plain = ["--no-merges", "--no-renames"]
        try compare(scratch, [], plain)
        try compare(scratch, ["--all", "-n", "20"], plain + ["--all", "-n", "20"])
        try compare(scratch, ["--first-parent"], ["--first-parent", "-m", "--no-renames"])
        try compare(scratch, ["-M", "HEAD~2"], ["--no-merges", "-M", "HEAD~2"])
        try compare(scratch, ["--author=Thor", "--", "src"], plain + ["--author=Thor", "--", "src"])
        try compare(scratch, ["-w", "--no-mailmap"], plain + ["-w"])
        try compare(
            scratch, ["--by", "directory", "--depth", "1"], plain, rows: "directories", field: "directory"
        ) { Self.directory($0.path, depth: 1) }
        try compare(scratch, ["--by", "extension"], plain, rows: "extensions", field: "extension") {
            Self.fileExtension($0.path)
        }
    }

    @Test(arguments: [311, 314] as [UInt64]) func currentLinesAreThoseOfHead(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let empty = try scratch.git("hash-object", "-t", "tree", "/dev/null").lines[0].text
        var lines: [[UInt8]: Int?] = [:]
        for line in try scratch.git("diff", "--numstat", "--no-renames", "-z", empty, "HEAD").stdout.pieces(
            endedBy: 0)
        {
            let columns = line.split(separator: 9, maxSplits: 2, omittingEmptySubsequences: false)
            lines[Array(columns[2])] = .some(Int(Array(columns[0]).text))
        }
        let fields = ["--value", "path", "-z"]
        let paths = try scratch.rgit.run(["hotspots"] + fields).expecting(0).stdout.pieces(endedBy: 0)
        let rows = try scratch.rgit.json(["hotspots"])["files"]?.array ?? []
        #expect(rows.count == paths.count && rows.contains { $0["present"]?.bool == false })
        for (path, row) in zip(paths, rows) {
            let current = lines[path]
            #expect(row["present"]?.bool == (current != nil), "\(path.text)")
            #expect(row["current_lines"]?.integer == current.flatMap { $0 }, "\(path.text)")
            let score = current.flatMap { $0 }.map { $0 * (row["commits"]?.integer ?? 0) }
            #expect(row["score"]?.integer == score, "\(path.text)")
        }
        #expect(lines.keys.allSatisfy { paths.contains($0) })
    }

    @Test func renamesAreFollowedWhereThatIsAsked() throws {
        let body = (1...20).map { "line \($0)\n" }.joined()
        let scratch = try ScratchRepository { history in
            let first = history.commit("1\n", [.file("old", body)])
            let second = history.commit("2\n", parents: [first], [.file("old", body + "a\n")])
            let third = history.commit("3\n", parents: [second], [.rename("old", "mid")])
            let fourth = history.commit("4\n", parents: [third], [.rename("mid", "new")])
            history.commit("5\n", parents: [fourth], [.file("new", body + "b\n"), .file("old", "other\n")])
        }
        func rows(_ arguments: String...) throws -> [String] {
            try scratch.rgit.run(
                ["hotspots", "--csv", "--fields", "path,commits,insertions,deletions,aliases"] + arguments
            ).expecting(0).lines.dropFirst().map(\.text)
        }
        #expect(try rows("--follow") == ["new,5,22,1,mid old", "old,1,1,0,"])
        #expect(try rows("-M") == ["old,3,22,0,", "new,2,1,1,", "mid,1,0,0,"])
        #expect(try rows() == ["old,4,22,21,", "mid,2,21,21,", "new,2,22,1,"])
        #expect(try scratch.rgit.json(["hotspots", "--follow"])["files"]?[0]?["aliases"]?.array.count == 2)
        for arguments in [["--by", "directory", "--follow"], ["--depth", "1"]] {
            #expect(try scratch.rgit.run(["hotspots"] + arguments).exitStatus == 2)
        }
    }

    @Test func botsAndGeneratedFilesAreLeftOutAndCounted() throws {
        let bot = Person("dependabot[bot]", "support@github.com", 1_500_000_000)
        let scratch = try ScratchRepository { history in
            let first = history.commit(
                "1\n", [.file("a", "1\n"), .file("gen/x", "1\n"), .file("gen/y", "1\n")])
            let second = history.commit("2\n", parents: [first], author: bot, [.file("a", "2\n")])
            history.commit("3\n", parents: [second], [.file("gen/x", "2\n")])
        }
        _ = try scratch.git.runner.run(
            "sh", ["-c", "mkdir -p .git/info; echo 'gen/* linguist-generated' > .git/info/attributes"])
        let options = ["--exclude-bots", "--exclude-attr", "linguist-generated"]
        for command in ["hotspots", "coupling"] {
            let document = try scratch.rgit.json([command] + options)
            #expect(document["excluded"]?["bots"]?.integer == 1, "\(command)")
            #expect(document["excluded"]?["commits"]?.integer == 1)
            #expect(document["excluded"]?["paths"]?.integer == 2)
            #expect(document["total"]?["commits"]?.integer == 2)
        }
        let rows = try scratch.rgit.json(["hotspots"] + options)["files"]?.array ?? []
        #expect(rows.map { $0["path"]?.text } == ["a"] && rows[0]["commits"]?.integer == 1)
        let note = try scratch.rgit.run(["hotspots"] + options).text
        #expect(note.contains("left out: 1 bot with 1 commit\nleft out: 2 paths by attributes\n"))
    }

    /// `rgit log --by` answers as `rgit hotspots` does, whatever the other options.
    @Test(arguments: [351, 352] as [UInt64]) func logBySumsUpAsHotspotsDoes(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        for (words, rest) in [
            (["file"], ["--all", "-n", "20"]), (["directory", "--depth", "1"], ["--first-parent"]),
            (["file"], ["-M", "--author=Thor", "--", "src"]), (["directory"], ["--since=2000", "-w"]),
        ] {
            for format in ["--json", "--csv"] {
                let log = try scratch.rgit.run(["log", format, "--by"] + words + rest).expecting(0)
                let hotspots = try scratch.rgit.run(["hotspots", format, "--by"] + words + rest).expecting(0)
                #expect(log.stdout == hotspots.stdout, "\(words) \(rest), seed \(seed)")
            }
        }
        for words in [["--by", "file", "--stats"], ["--depth", "1"], ["--by", "file", "-S", "x"]] {
            #expect(try scratch.rgit.run(["log"] + words).exitStatus == 2, "\(words)")
        }
    }
}
