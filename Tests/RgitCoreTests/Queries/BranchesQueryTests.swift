// Branches are compared with git for-each-ref, git branch and git rev-list --left-right --count.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct BranchesQueryTests {
    private func ask(
        _ scratch: ScratchRepository, jobs: Int = 2, _ change: (inout BranchesRequest) -> Void = { _ in }
    ) async throws -> Asked<BranchesQuery> {
        var request = BranchesRequest()
        change(&request)
        return try await Asked(BranchesQuery.self, request, scratch, parts: .all, jobs: jobs)
    }

    private func paths(_ report: Asked<BranchesQuery>) -> [String] { report.rows.map(\.path.string) }

    private func listed(_ scratch: ScratchRepository, _ arguments: [String]) throws -> [String] {
        try scratch.git.run(["for-each-ref", "--format=%(refname)"] + arguments).lines.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test(arguments: [1 as UInt64, 2, 3, 4])
    func rowsEqualForEachRef(seed: UInt64) async throws {
        let scratch = try RandomHistory(seed: seed, commits: 40).makeRepository()
        let report = try await ask(scratch) { $0.scope = .all }
        let format = [
            "%(refname)", "%(objectname)", "%(upstream)", "%(authorname)", "%(authoremail)",
            "%(authordate:unix)",
            "%(committerdate:unix)", "%(subject)", "%(HEAD)", "%(symref)",
        ].joined(separator: "%00")
        let rows = try scratch.git.run([
            "for-each-ref", "--format=\(format)%01", "refs/heads", "refs/remotes",
        ])
        .stdout.pieces(endedBy: 1).filter { $0.count > 1 }.map {
            $0.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
        }
        #expect(report.rows.count == rows.count)
        #expect(report.problems.isEmpty)
        for (branch, row) in zip(report.rows, rows) {
            let email = [UInt8(ascii: "<")] + branch.author.actor.email.bytes + [UInt8(ascii: ">")]
            let mine: [[UInt8]] = [
                branch.path.bytes, branch.hexsha.hex, branch.trackingBranch?.bytes ?? [],
                branch.author.actor.name.bytes, email, "\(branch.author.date?.seconds ?? 0)".bytes,
                "\(branch.committer.date?.seconds ?? 0)".bytes, branch.summary.bytes,
                branch.isHead ? "*".bytes : " ".bytes, branch.symbolicTarget?.bytes ?? [],
            ]
            // The line feed after the record before it is part of the first field.
            #expect(mine[0] == row[0].filter { $0 != 0x0a })
            for (position, value) in mine.enumerated().dropFirst() where position != 3 && position != 7 {
                #expect(value == row[position], "\(branch.path) field \(position)")
            }
        }
    }

    @Test(arguments: [5 as UInt64, 6, 7])
    func countsEqualRevList(seed: UInt64) async throws {
        let scratch = try RandomHistory(seed: seed, commits: 60).makeRepository()
        let names = try listed(scratch, ["refs/heads", "refs/remotes"])
        for base in names.prefix(4) {
            let report = try await ask(scratch) {
                $0.scope = .all
                $0.base = base.bytes
            }
            for branch in report.rows {
                let range = "\(branch.path)...\(base)"
                let counts = try scratch.git.line("rev-list", "--left-right", "--count", range)
                let mine = branch.baseDistance.map { "\($0.ahead)\t\($0.behind)" }
                #expect(mine == counts, "\(range)")
                let isMerged = try scratch.git.attempt([
                    "merge-base", "--is-ancestor", branch.path.string, base,
                ])
                #expect(branch.isMerged == (isMerged.exitStatus == 0), "\(range)")
            }
        }
        let tracks = try scratch.git.run([
            "for-each-ref", "--format=%(refname) %(upstream:track,nobracket)", "refs/heads",
        ]).text
        let report = try await ask(scratch)
        let mine = report.rows.map { branch in
            var words: [String] = []
            if branch.upstreamGone { words = ["gone"] }
            if let distance = branch.upstreamDistance {
                if distance.ahead > 0 { words.append("ahead \(distance.ahead)") }
                if distance.behind > 0 { words.append("behind \(distance.behind)") }
            }
            return "\(branch.path) \(words.joined(separator: ", "))\n"
        }
        #expect(mine.joined() == tracks)
    }

    @Test(arguments: [8 as UInt64, 9])
    func filtersAndOrdersEqualGits(seed: UInt64) async throws {
        let scratch = try RandomHistory(seed: seed, commits: 40).makeRepository()
        let some = try scratch.git.line("rev-parse", "HEAD~2")
        typealias Change = (inout BranchesRequest) -> Void
        let cases: [([String], Change)] = [
            (["--contains", some], { $0.contains = [some.bytes] }),
            (["--no-contains", some], { $0.noContains = [some.bytes] }),
            (["--merged", "HEAD"], { $0.merged = ["HEAD".bytes] }),
            (["--no-merged", "HEAD"], { $0.noMerged = ["HEAD".bytes] }),
            (
                ["--merged", "HEAD", "--contains", some],
                {
                    $0.merged = ["HEAD".bytes]
                    $0.contains = [some.bytes]
                }
            ),
            (["--sort=-committerdate"], { $0.sort = ["-committerdate".bytes] }),
            (
                ["--sort=committerdate", "--sort=-authordate"],
                { $0.sort = ["committerdate".bytes, "-authordate".bytes] }
            ),
            (["--sort=-objectname"], { $0.sort = ["-hexsha".bytes] }),
            (["--sort=-refname"], { $0.sort = ["-refname".bytes] }),
            (["--sort=upstream"], { $0.sort = ["tracking_branch".bytes] }),
        ]
        for (arguments, change) in cases {
            let report = try await ask(scratch) {
                $0.scope = .all
                change(&$0)
            }
            #expect(
                paths(report) == (try listed(scratch, arguments + ["refs/heads", "refs/remotes"])),
                "\(arguments)")
        }
    }

    @Test func patternsMatchAsGitBranchMatchesThem() async throws {
        let scratch = try ScratchRepository { history in
            let root = history.commit("root")
            for name in ["Topic", "topic/one", "topic/two/three", "other", "refs/remotes/origin/topic/x"] {
                history.point(name, at: root)
            }
        }
        for pattern in ["topic", "topic/*", "*", "t*", "*three", "[to]*", "main", "origin/*", "Topic"] {
            for ignoresCase in [false, true] {
                let report = try await ask(scratch) {
                    $0.scope = .all
                    $0.patterns = [pattern.bytes]
                    $0.ignoreCase = ignoresCase
                }
                let options = ["-a", "--format=%(refname)"] + (ignoresCase ? ["-i"] : [])
                let expected = try scratch.git.run(["branch"] + options + ["--list", pattern]).text
                #expect(paths(report).map { $0 + "\n" }.joined() == expected, "\(pattern) \(ignoresCase)")
            }
        }
    }

    @Test func theAnswerIsTheSameForAnyNumberOfJobs() async throws {
        let scratch = try RandomHistory(seed: 10, commits: 40).makeRepository()
        let one = try await ask(scratch, jobs: 1) { $0.scope = .all }
        for jobs in [2, 7] {
            let many = try await ask(scratch, jobs: jobs) { $0.scope = .all }
            #expect("\(one.rows)" == "\(many.rows)")
        }
    }

    @Test func branchesThatCannotBeReadAreNamedAndTheRestIsShown() async throws {
        let scratch = try ScratchRepository { history in
            let root = history.commit("root")
            history.point("good", at: root)
        }
        let lost = try scratch.git.line("commit-tree", "-m", "lost", "-p", "main", "main^{tree}")
        try scratch.git("update-ref", "refs/heads/damaged", lost)
        try scratch.git("update-ref", "refs/heads/missing", lost)
        let files = "\(scratch.gitDirectory)/refs/heads"
        try FileTree.write(
            (String(repeating: "1", count: 40) + "\n").bytes, to: "\(files)/missing".bytes, mode: 0o644)
        try FileTree.write("garbage\n".bytes, to: "\(files)/broken".bytes, mode: 0o644)
        try FileTree.write("ref: refs/heads/nowhere\n".bytes, to: "\(files)/dangling".bytes, mode: 0o644)
        TemporaryFolder.removeTree(scratch.looseObjectPath(lost).bytes)
        try FileTree.write("not zlib".bytes, to: scratch.looseObjectPath(lost).bytes, mode: 0o644)
        let report = try await ask(scratch)
        #expect(paths(report) == ["refs/heads/good", "refs/heads/main"])
        let messages = report.problems.map { "\($0.what): \($0.subject.string)" }.joined(separator: "\n")
        for name in ["damaged", "missing", "broken"] { #expect(messages.contains(name), "\(messages)") }
        #expect(report.problems.count == 3)
        #expect(report.warnings.map(\.subject) == ["refs/heads/dangling"])
    }

    @Test func theBaseIsTheDefaultBranch() async throws {
        let scratch = try ScratchRepository { history in
            let root = history.commit("root", on: "master")
            history.point("trunk", at: root)
            history.point("refs/remotes/origin/dev", at: root)
        }
        #expect(try await ask(scratch).summary.base == "master")
        try scratch.git("config", "init.defaultBranch", "trunk")
        #expect(try await ask(scratch).summary.base == "trunk")
        try scratch.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/dev")
        #expect(try await ask(scratch).summary.base == "origin/dev")
        #expect(try await ask(scratch) { $0.base = "master~0".bytes }.summary.base == "master~0")
    }

    @Test func unknownKeysAndRevisionsAreErrors() async throws {
        let scratch = try ScratchRepository { _ = $0.commit("root") }
        await #expect(throws: RgitError.self) { try await ask(scratch) { $0.sort = ["sideways".bytes] } }
        await #expect(throws: RgitError.self) { try await ask(scratch) { $0.base = "nope".bytes } }
        await #expect(throws: RgitError.self) {
            try await ask(scratch) { $0.contains = ["main^{tree}".bytes] }
        }
    }

    @Test func unbornAndDetachedHeadsAreNoBranches() async throws {
        let empty = try ScratchRepository()
        #expect(try await ask(empty).rows.isEmpty)
        let scratch = try ScratchRepository { _ = $0.commit("root") }
        try scratch.detachHead(at: "main")
        let report = try await ask(scratch)
        #expect(report.rows.map(\.isHead) == [false])
        #expect(report.summary.head == nil)
    }
}
