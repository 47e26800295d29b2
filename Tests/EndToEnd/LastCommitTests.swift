// `rgit files --last-commit` beside one `git log -1` for each path.

import Support
import Testing

@Suite struct LastCommitTests {
    /// The paths of the rows and the commits beside them.
    private static func rows(_ rgit: Rgit, _ arguments: [String]) throws -> [(path: [UInt8], hexsha: String)]
    {
        let paths = try rgit.run(["files", "--value", "path", "-z"] + arguments).expecting(0).stdout.pieces(
            endedBy: 0)
        let commits = try rgit.run(["files", "--value", "last_commit.hexsha"] + arguments).expecting(0).lines
        #expect(paths.count == commits.count)
        return zip(paths, commits).map { ($0, $1.text) }
    }

    @Test(arguments: Array(101...108) as [UInt64]) func commitsAreThoseOfGitLog(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        for revision in ["HEAD", "HEAD~3"] {
            let rows = try Self.rows(scratch.rgit, [revision, "--trees"])
            #expect(!rows.isEmpty)
            for (path, hexsha) in rows {
                let pathspec = Array(":(literal)".utf8) + path
                let expected = try scratch.git.run([
                    Array("log".utf8), Array("-1".utf8), Array("--format=%H".utf8), Array(revision.utf8),
                    Array("--".utf8), pathspec,
                ]).lines.map(\.text)
                #expect([hexsha] == expected, "\(path.text) of \(revision), seed \(seed)")
            }
        }
        // Without directories, at a depth and with paths the same files have the same commits.
        let all = try Self.rows(scratch.rgit, ["--trees"])
        for arguments in [[], ["--depth", "1"], ["--", "*a*"]] as [[String]] {
            for (path, hexsha) in try Self.rows(scratch.rgit, arguments) {
                #expect(all.contains { $0.path == path && $0.hexsha == hexsha }, "\(arguments) \(path.text)")
            }
        }
    }

    @Test func fieldsAreThoseOfTheCommit() throws {
        let scratch = try ScratchRepository { history in
            let first = history.commit("first\n", [.file("a", "1\n"), .file("d/b", "1\n")])
            history.commit("second\n", parents: [first], [.file("d/b", "2\n")])
        }
        let rows = try scratch.rgit.json(["files", "--last-commit"])["files"]?.array ?? []
        #expect(rows.count == 2)
        for (row, revision) in zip(rows, ["HEAD~1", "HEAD"]) {
            let commit = try scratch.rgit.json(["log", "-n", "1", revision])["commits"]?.array.first
            for field in ["hexsha", "summary", "authored_datetime", "committed_date", "author"] {
                #expect(row["last_commit"]?[field] == commit?[field], "\(field)")
                #expect(row["last_commit"]?[field] != nil)
            }
            #expect(row["last_commit"]?["boundary"]?.bool == false)
        }
        for (arguments, status) in [
            (["--index", "--last-commit"], 2), (["HEAD^{tree}", "--last-commit"], 2),
            (["--index", "--fields", "last_commit.hexsha"], 2),
        ] as [([String], Int32)] {
            let result = try scratch.rgit.run(["files"] + arguments)
            #expect(result.exitStatus == status && result.stdout.isEmpty, "\(arguments)")
        }
    }

    @Test func theBoundaryOfAShallowCloneIsNamed() throws {
        let scratch = try ScratchRepository { history in
            var last = history.commit("first\n", [.file("a", "1\n"), .file("b", "1\n")])
            for number in 2...4 {
                last = history.commit("\(number)\n", parents: [last], [.file("b", "\(number)\n")])
            }
        }
        let clone = "\(scratch.folder.path)/shallow"
        try scratch.git.at(scratch.folder.path)(
            "clone", "-q", "--depth=2", "file://\(scratch.path)", clone)
        let rows = try scratch.rgit.at(clone).json(["files", "--last-commit"])["files"]?.array ?? []
        #expect(rows.map { $0["last_commit"]?["boundary"]?.bool } == [true, false])
        #expect(rows.first?["last_commit"]?["hexsha"]?.text == (try scratch.git.line("rev-parse", "HEAD~1")))
    }

    @Test func aMissingCommitLeavesOnlyItsPathsUnknown() throws {
        let scratch = try ScratchRepository { history in
            let first = history.commit("first\n", [.file("a", "1\n"), .file("b", "1\n")])
            let second = history.commit("second\n", parents: [first], [.file("c", "1\n")])
            history.commit("third\n", parents: [second], [.file("b", "2\n")])
        }
        let missing = try scratch.git.line("rev-parse", "HEAD~2")
        try scratch.git("repack", "-adq")
        _ = try scratch.git.runner.run(
            "sh",
            ["-c", "mv .git/objects/pack/*.pack p; rm -f .git/objects/pack/*; git unpack-objects -q < p"])
        _ = try scratch.git.runner.run("rm", ["-f", scratch.looseObjectPath(missing)])
        let result = try scratch.rgit.run(["files", "--csv", "--fields", "path,last_commit.summary"])
        #expect(result.exitStatus == 3)
        #expect(result.lines.map(\.text) == ["path,last_commit.summary", "a,", "b,third", "c,"])
        #expect(result.errorText.contains(missing))
    }

    @Test func deepDirectoriesAreFollowed() throws {
        let path = String(repeating: "d/", count: 1500)
        let scratch = try ScratchRepository { history in
            let first = history.commit("first\n", [.file("\(path)a", "1\n"), .file("\(path)b", "1\n")])
            history.commit("second\n", parents: [first], [.file("\(path)b", "2\n")])
        }
        let rows = try Self.rows(scratch.rgit, [])
        #expect(
            rows.map(\.hexsha) == [
                try scratch.git.line("rev-parse", "HEAD~1"), try scratch.git.line("rev-parse", "HEAD"),
            ])
    }
}
