// Commits compared with git's numstat: random histories, every option, renames and copies.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct CommitDiffTests {
    /// Every commit of a random history, renames found, as `git log --numstat` counts it.
    @Test(arguments: [11, 12, 13]) func commitsAreGits(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let output = try scratch.git.run(
            ["log", "--all", "--no-merges", "--numstat", "-z", "--format=%x01%H"]
        ).stdout
        let session = try scratch.open()
        let reader = try session.makeReader()
        let stats = try CommitStatsPlan(session, options: DiffOptions()).makeWorker(reader)
        let loader = CommitLoader(session: session, reader: reader)
        var table = CommitTable()
        var problems: [RgitError] = []
        var rows = 0
        for record in output.split(separator: 1) {
            let id = try #require(
                ObjectID(hex: record.prefix(scratch.hash.digits), session.layout.objectFormat))
            let expected = ScratchRepository.rows(
                Array(record.dropFirst(scratch.hash.digits).drop { $0 == 0 || $0 == 10 }))
            let row = table.index(of: id)
            #expect(loader.load(row, into: &table, problems: &problems))
            let files = try stats.changes(of: row, in: table).compactMap { try stats.worker.stats($0) }
            #expect(files.map(ScratchRepository.row) == expected, "\(id)")
            rows += expected.count
        }
        #expect(rows > 50)
    }

    /// Pairs of commits far apart, under every option.
    @Test(arguments: [
        [], ["--no-renames"], ["-C"], ["-C", "--find-copies-harder"], ["-M90%"], ["-w"], ["-b"],
        ["--ignore-space-at-eol"], ["--ignore-cr-at-eol"], ["--ignore-blank-lines"], ["--minimal"],
        ["--patience"], ["--histogram"], ["-l1"],
    ]) func pairsAreGits(options: [String]) async throws {
        let scratch = try RandomHistory(seed: 21).makeRepository()
        let commits = String(decoding: try scratch.git("rev-list", "--all").stdout, as: UTF8.self)
            .split(separator: "\n").map(String.init)
        for step in stride(from: 0, to: commits.count, by: 9) {
            let pair = [commits[step], commits[commits.count - 1 - step]]
            let expected = try scratch.gitNumstat(options + pair)
            let found = try await scratch.rgitNumstat(pair) { Self.apply(options, to: &$0.diff) }
            #expect(found == expected, "\(options) \(pair)")
        }
    }

    private static func apply(_ options: [String], to diff: inout DiffOptions) {
        for option in options {
            switch option {
            case "--no-renames": diff.renames = DiffOptions.Renames.none
            case "-C": diff.renames = .copies
            case "--find-copies-harder": diff.renames = .copiesHarder
            case "-M90%": diff.renameScore = 54_000
            case "-w": diff.whitespace.insert(.ignoreAll)
            case "-b": diff.whitespace.insert(.ignoreChange)
            case "--ignore-space-at-eol": diff.whitespace.insert(.ignoreAtEndOfLine)
            case "--ignore-cr-at-eol": diff.whitespace.insert(.ignoreCarriageReturn)
            case "--ignore-blank-lines": diff.whitespace.insert(.ignoreBlankLines)
            case "--minimal": diff.algorithm = .minimal
            case "--patience": diff.algorithm = .patience
            case "--histogram": diff.algorithm = .histogram
            case "-l1": diff.renameLimit = 1
            default: Issue.record("unknown option \(option)")
            }
        }
    }

    /// A base name that is alone on both sides wins at 75 %, even where another file is more alike.
    @Test func aUniqueBaseNameWins() async throws {
        let lines = (0..<40).map { "line \($0)\n" }
        let near = lines.prefix(34).joined() + (0..<6).map { "other \($0)\n" }.joined()
        let scratch = try ScratchRepository {
            let one = $0.commit("one", [.file("a/name.c", near), .file("a/else.c", lines.joined())])
            $0.commit(
                "two", parents: [one],
                [.delete("a/name.c"), .delete("a/else.c"), .file("b/name.c", lines.joined() + "x\n")])
        }
        #expect(try await scratch.rgitNumstat(["main"]) == scratch.gitNumstat(["main~", "main"]))
        let file = try #require(try await scratch.diffStats(["main"]).rows.compactMap(\.file).last)
        #expect(file.oldPath == "a/name.c")
        #expect(file.changeType == .renamed)
        let status = try scratch.git.line("diff", "-M", "--name-status", "main~", "main")
        #expect(status.contains("R0\(file.similarity ?? 0)"))
    }

    @Test func rootsRangesAndMergeBases() async throws {
        let scratch = try RandomHistory(seed: 31).makeRepository()
        let git = scratch.git
        let roots = String(
            decoding: try git("rev-list", "--max-parents=0", "--all").stdout, as: UTF8.self
        ).split(separator: "\n").map(String.init)
        let root = try #require(roots.first)
        let empty = try git.line("hash-object", "-t", "tree", "/dev/null")
        #expect(try await scratch.rgitNumstat([root]) == scratch.gitNumstat([empty, root]))
        let others = String(
            decoding: try git("for-each-ref", "--format=%(refname)", "refs/heads").stdout, as: UTF8.self
        ).split(separator: "\n").map(String.init)
        for other in others {
            #expect(
                try await scratch.rgitNumstat(["HEAD..\(other)"]) == scratch.gitNumstat(["HEAD..\(other)"]))
            let threeDots = ["HEAD...\(other)"]
            guard try git.attempt(["merge-base", "HEAD", other]).stdout != [] else {
                await #expect(throws: RgitError.self) { try await scratch.rgitNumstat(threeDots) }
                continue
            }
            #expect(try await scratch.rgitNumstat(threeDots) == scratch.gitNumstat(threeDots))
        }
    }

    @Test func directoriesAndExtensionsAddUp() async throws {
        let scratch = try ScratchRepository {
            $0.commit("one", [.file("top", "1\n"), .file("a/b/c.x", "1\n2\n"), .file("a/d/.y", "1\n")])
        }
        var report = try await scratch.diffStats(["main"]) { $0.key = .directory }
        #expect(
            report.rows.compactMap(\.sums).map { "\($0.key.string) \($0.lines)" } == ["a/b 2", " 1", "a/d 1"])
        #expect(report.summary.total.files == 3)
        report = try await scratch.diffStats(["main"]) {
            $0.key = .directory
            $0.depth = 1
        }
        #expect(report.rows.compactMap(\.sums).map { "\($0.key.string) \($0.lines)" } == ["a 3", " 1"])
        report = try await scratch.diffStats(["main"]) { $0.key = .extension }
        #expect(report.rows.compactMap(\.sums).map { "\($0.key.string) \($0.lines)" } == [" 2", "x 2"])
    }

    @Test func whatIsMissingIsNamedAndTheRestCounted() async throws {
        let scratch = try ScratchRepository {
            let one = $0.commit("one", [.file("a", "1\n"), .file("b", "2\n")])
            $0.commit("two", parents: [one], [.file("a", "1\n3\n"), .file("b", "4\n")])
        }
        let lost = try scratch.git.line("rev-parse", "main:a")
        try scratch.unpackEverything()
        _ = try scratch.git.runner.run("rm", ["-f", scratch.looseObjectPath(lost)])
        let report = try await scratch.diffStats(["main"])
        #expect(report.rows.compactMap(\.file).map(\.path) == ["b"])
        #expect(report.problems.map(\.kind) == [.missingObject])
        #expect(report.problems.first?.subject == "a")
    }

    @Test func tooManyRevisionsAreAUsageError() async throws {
        let scratch = try ScratchRepository {
            let one = $0.commit("one", [.file("a", "1\n")])
            $0.commit("two", parents: [one], [.file("a", "2\n")])
        }
        await #expect { _ = try await scratch.rgitNumstat(["main", "main~", "main"]) } throws: {
            ($0 as? RgitError)?.kind == .usage
        }
        await #expect { _ = try await scratch.rgitNumstat(["main:a"]) } throws: {
            ($0 as? RgitError)?.kind == .revision
        }
    }
}

extension ScratchRepository {
    /// Makes every packed object a loose one.
    func unpackEverything() throws {
        let pack = try repack()
        let moved = "\(folder.path)/moved.pack"
        _ = try git.runner.run("mv", [pack, moved])
        _ = try git.runner.run("sh", ["-c", "rm -f \(gitDirectory)/objects/pack/*"])
        try git.run(["unpack-objects", "-q"], input: FileTree.read(Array(moved.utf8)))
    }
}
