// The library's public interface compared with git: strings in, values out, and what cancels a query.

import Support
import Testing

@testable import RgitCore

extension ScratchRepository {
    /// The repository as a user of the library opens it.
    func repo() throws(RgitError) -> Repo { try Repo(path, environment: environment()) }
}

@Suite struct RepoTests {
    private func scratch() throws -> ScratchRepository { try RandomHistory(seed: 9).makeRepository() }

    /// The names `git log` prints.
    private func names(_ scratch: ScratchRepository, _ options: String...) throws -> [String] {
        let output = try scratch.git.run(["log", "--format=%H"] + options).stdout
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func names(_ commits: RowStream<Commit>) async throws -> [String] {
        var names: [String] = []
        for try await commit in commits { names.append("\(commit.hexsha)") }
        return names
    }

    // MARK: History

    @Test(arguments: [1, 4]) func commitsComeInGitsOrder(jobs: Int) async throws {
        let scratch = try scratch()
        let repo = try scratch.repo()
        #expect(try await names(repo.iterCommits(maxCount: 20, jobs: jobs)) == names(scratch, "-n", "20"))
        #expect(try await names(repo.iterCommits(jobs: jobs)) == names(scratch))
        #expect(
            try await names(repo.iterCommits("HEAD~1", maxCount: 5, skip: 2, jobs: jobs))
                == names(scratch, "HEAD~1", "-n", "5", "--skip", "2"))
    }

    @Test func changedLinesAreThoseOfLogG() async throws {
        let scratch = try scratch()
        var found: [String] = []
        let matches = try scratch.repo().search(["l.ne [0-9]"], isExpression: true, changedLines: true)
        for try await match in matches where found.last != "\(match.hexsha)" {
            found.append("\(match.hexsha)")
        }
        #expect(try found == names(scratch, "--no-textconv", "-Gl.ne [0-9]") && !found.isEmpty)
    }

    @Test func filtersAreGits() async throws {
        let scratch = try scratch()
        let repo = try scratch.repo()
        #expect(
            try await names(repo.iterCommits(filter: HistoryFilter(all: true))) == names(scratch, "--all"))
        #expect(
            try await names(repo.iterCommits(filter: HistoryFilter(excluding: ["HEAD~3"])))
                == names(scratch, "HEAD", "^HEAD~3"))
        #expect(
            try await names(repo.iterCommits(filter: HistoryFilter(merges: .only)))
                == names(scratch, "--merges"))
        #expect(
            try await names(repo.iterCommits(filter: HistoryFilter(merges: .exclude, reverse: true)))
                == names(scratch, "--no-merges", "--reverse"))
        #expect(
            try await names(repo.iterCommits(filter: HistoryFilter(firstParent: true, order: .topological)))
                == names(scratch, "--first-parent", "--topo-order"))
        #expect(
            try await names(repo.iterCommits(filter: HistoryFilter(grep: ["e"], ignoreCase: true)))
                == names(scratch, "--grep=e", "-i"))
    }

    @Test func pathsAndDatesAreGits() async throws {
        let scratch = try ScratchRepository { history in
            var last = history.commit("one\n", [.file("a", "1\n"), .file("src/b", "1\n")])
            for number in 1...5 {
                last = history.commit(
                    "\(number)\n", parents: [last], [.file(number == 3 ? "src/b" : "a", "\(number)\n")])
            }
        }
        let repo = try scratch.repo()
        #expect(try await names(repo.iterCommits(paths: ["src"])) == names(scratch, "--", "src"))
        #expect(try await repo.commitCount(paths: ["src"]) == 2)
        #expect(try await repo.commitCount() == 6)
        #expect(try await repo.commitCount("HEAD~2..HEAD") == 2)
        #expect(try await repo.commitCount(since: "@99999999999") == 0)
        #expect(try await repo.commitCount(until: "@99999999999") == 6)
        #expect(try await repo.contributors(paths: ["src"]).total.commits == 2)
        #expect(try await repo.contributors(until: "1970-01-02 00:00 +0000").isEmpty)
        await #expect { _ = try await repo.commitCount(since: "noonish") } throws: {
            ($0 as? RgitError)?.kind == .usage
        }
    }

    @Test func aRevisionIsNeverAPath() async throws {
        let scratch = try ScratchRepository { _ = $0.commit("one\n", [.file("a", "1\n")]) }
        try scratch.checkOut()
        let repo = try scratch.repo()
        await #expect { _ = try await names(repo.iterCommits("a")) } throws: {
            ($0 as? RgitError)?.kind == .revision
        }
        await #expect { _ = try await repo.commitCount("--all") } throws: {
            ($0 as? RgitError)?.kind == .revision
        }
    }

    @Test func oneCommit() async throws {
        let scratch = try ScratchRepository { history in
            let one = history.commit("one\n\nbody\n", [.file("a", "1\n")])
            history.commit("two\n", parents: [one], [.file("a", "2\n")])
        }
        try scratch.git("tag", "-a", "-m", "tag", "v1", "HEAD~1")
        let repo = try scratch.repo()
        let one = try await repo.commit("v1")
        #expect(one.summary == "one")
        #expect(one.message == "one\n\nbody\n")
        #expect(try await repo.commit().parents == [one.hexsha])
        #expect(try "\(repo.revParse("HEAD:a"))" == scratch.git.line("rev-parse", "HEAD:a"))
        await #expect { _ = try await repo.commit("nope") } throws: { error in
            "\(error)".hasPrefix("unknown revision: nope")
        }
    }

    @Test func linesAreCountedWhereAsked() async throws {
        let scratch = try ScratchRepository { history in
            history.commit("one\n", [.file("a", "1\n2\n"), .file("b", "3\n")])
        }
        let repo = try scratch.repo()
        for try await commit in repo.iterCommits() { #expect(commit.stats == nil) }
        for try await commit in repo.iterCommits(stats: true) { #expect(commit.stats?.total.lines == 3) }
        #expect(try await repo.contributors(stats: true)[0].lines.insertions == 3)
    }

    @Test func aDamagedHistoryIsAnErrorBehindWhatCouldBeRead() async throws {
        let scratch = try ScratchRepository { history in
            var last = history.commit("one\n", [.file("a", "1\n")])
            for number in 2...4 { last = history.commit("\(number)\n", parents: [last]) }
        }
        try scratch.unpackEverything()
        let lost = try scratch.git.line("rev-parse", "HEAD~2")
        _ = try scratch.git.runner.run("rm", ["-f", scratch.looseObjectPath(lost)])
        let repo = try scratch.repo()
        var found = 0
        await #expect(throws: RgitError.self) {
            for try await _ in repo.iterCommits() { found += 1 }
        }
        #expect(found == 2)
        await #expect(throws: RgitError.self) { try await repo.commitCount() }
    }

    @Test func cancellationThrows() async throws {
        let scratch = try scratch()
        let repo = try scratch.repo()
        let reader = Task {
            for try await _ in repo.iterCommits() { withUnsafeCurrentTask { $0?.cancel() } }
        }
        await #expect(throws: CancellationError.self) { try await reader.value }
        let question = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await repo.contributors()
        }
        await #expect(throws: CancellationError.self) { try await question.value }
    }

    // MARK: The rest

    @Test func contributorsBranchesAndTheirOptions() async throws {
        let scratch = try scratch()
        try scratch.git("branch", "zz-old", "HEAD~1")
        let repo = try scratch.repo()
        let people = try await repo.contributors()
        let shortlog = try scratch.git.run(["shortlog", "-sne", "HEAD"]).stdout
        #expect(people.count == shortlog.count { $0 == 0x0a })
        #expect(people.map(\.commits).reduce(0, +) == people.total.commits)
        #expect(people.first?.rank == 1)

        let branches = try await repo.branches(base: "HEAD")
        let names = try scratch.git.run(["for-each-ref", "--format=%(refname:short)", "refs/heads"]).stdout
        #expect(branches.map(\.name.bytes) == names.split(separator: 0x0a).map(Array.init))
        #expect(branches.first { $0.name == "zz-old" }?.baseDistance?.ahead == 0)
        #expect(try await repo.branches(["zz*"]).map(\.name) == ["zz-old"])
        #expect(branches.head == (try repo.head.referenceName))
    }

    @Test func changesAndBlame() async throws {
        let scratch = try ScratchRepository { history in
            let one = history.commit("one\n", [.file("a", "1\n2\n"), .file("src/b.c", "3\n")])
            history.commit("two\n", parents: [one], [.file("a", "1\n2\n3\n")])
        }
        try scratch.checkOut()
        try scratch.write("src/b.c", "3\n4\n")
        let repo = try scratch.repo()
        #expect(try await repo.diffStats().rows.map(\.path) == ["src/b.c"])
        #expect(try await repo.diffStats(staged: true).rows.isEmpty)
        #expect(try await repo.diffStats("HEAD~1", "HEAD").total.lines == 1)
        #expect(try await repo.diffStats("HEAD~1", by: .extension).groups.map(\.key) == ["", "c"])
        #expect(try await repo.diffStats("HEAD~1..HEAD", paths: ["src"]).rows.isEmpty)

        let blame = try await repo.blame("a", revision: "HEAD")
        #expect(blame.hunks.map(\.lines) == [2, 1])
        #expect(blame.commit(of: blame.hunks[1]).summary == "two")
        #expect((1...4).map { blame.text(ofLine: $0) } == ["1", "2", "3", ""])
        #expect(try await repo.blame("a", lines: ["3,3"]).hunks.map(\.start) == [3])
        #expect(try await repo.blame("src/b.c").hunks.count == 2)

        let lines = try await repo.blameStats(by: [.directory])
        #expect(lines.map(\.lines) == [3, 1])
        #expect(lines.first?.keys == [.directory("")])
        #expect(try await repo.blameStats("HEAD~1", paths: ["a"]).lines == 2)
    }

    @Test func whatTheRepositoryIs() throws {
        let scratch = try ScratchRepository()
        try scratch.git("config", "Branch.Main.Remote", "origin")
        let repo = try scratch.repo()
        #expect(try repo.workingTreeDirectory?.string.hasSuffix("/repo") == true)
        #expect(try repo.gitDirectory.hasSuffix("/repo/.git"))
        #expect(try repo.commonDirectory == repo.gitDirectory)
        #expect(try !repo.isBare && !repo.isShallow)
        #expect(try repo.head.isUnborn && repo.head.branchName == "main")
        #expect(try repo.configValue("BRANCH.Main.REMOTE") == "origin")
        #expect(try repo.configValue("branch.main.remote") == nil)
        #expect(throws: RgitError.self) { try repo.configValue("user") }
        #expect(try Repo(scratch.path, gitDirectory: scratch.gitDirectory).gitDirectory.hasSuffix("/.git"))
        #expect { _ = try Repo(scratch.home, environment: scratch.environment()) } throws: {
            ($0 as? RgitError)?.kind == .repository
        }
    }

    @Test func progressAdvancesWhileLinesAreCounted() async throws {
        let scratch = try ScratchRepository { history in
            var last: [Mark] = []
            for number in 0..<30 {
                last = [
                    history.commit("\(number)\n", parents: last, [.file("f\(number % 3)", "\(number)\n")])
                ]
            }
        }
        let repo = try scratch.repo()
        let meter = ProgressMeter()
        _ = try await repo.contributors(stats: true, progress: meter)
        #expect(meter.completed == 30)
        #expect(meter.phase?.unit == "files compared")
        #expect(meter.completedUnits == 30)
        let rows = try await repo.contributors(by: [.period(.year)])
        #expect(rows.map { $0.periods.map { $0?.description } } == [["2020"]])
    }

    @Test func tags() async throws {
        let scratch = try ScratchRepository { history in
            let one = history.commit("one\n")
            history.point("refs/tags/v1.9", at: one)
            history.tag("v1.10", of: one, message: "ten\n\nand more\n")
        }
        let repo = try scratch.repo()
        #expect(try await repo.tags().map(\.name) == ["v1.10", "v1.9"])
        let latest = try #require(try await repo.tags(latest: true).rows.first)
        #expect(latest.name == "v1.10" && latest.isAnnotated && latest.versionOrder == 2)
        #expect(latest.objectHexsha.hex == (try scratch.git.line("rev-parse", "main")))
        #expect(latest.summary == "ten" && latest.tagger?.email == "tagger@example.com")
        #expect(try await repo.tags(["v1.9"], contains: ["main"]).rows.first?.createdDate != nil)
    }

    @Test func contents() throws {
        let scratch = try ScratchRepository { $0.commit("one\n", [.file("a", "content\n")]) }
        let repo = try scratch.repo()
        #expect(try repo.contents("main:a") == Array("content\n".utf8))
        #expect(throws: RgitError.self) { try repo.contents("main") }
    }

    @Test func remotes() async throws {
        let scratch = try ScratchRepository { $0.commit("one\n") }
        try scratch.git("remote", "add", "origin", "https://example.com/a.git")
        let remote = try #require(try await scratch.repo().remotes().rows.first)
        #expect(remote.name == "origin" && remote.pushURL == "https://example.com/a.git")
        #expect(remote.fetch == ["+refs/heads/*:refs/remotes/origin/*"])
    }

    @Test func filesReferencesAndDistances() async throws {
        let scratch = try scratch()
        let repo = try scratch.repo()
        let listed = try scratch.git.run(["ls-tree", "-r", "-z", "--name-only", "HEAD"]).records
        let files = try await repo.files()
        #expect(files.map(\.path.bytes) == listed)
        #expect(files.allSatisfy { ($0.size == nil) == ($0.type != .blob) })
        #expect(try await repo.files(depth: 1, sizes: false).allSatisfy { $0.size == nil })

        try scratch.checkOut()
        let staged = try scratch.git.run(["ls-files", "-z"]).records
        #expect(try await repo.indexFiles().map(\.path.bytes) == staged)

        let references = try scratch.git.run(["for-each-ref", "--format=%(refname)"]).lines
        #expect(try await repo.references().map(\.path.bytes) == references)
        let tags = references.filter { $0.starts(with: "refs/tags/".bytes) }
        #expect(try await repo.references(["refs/tags"]).map(\.path.bytes) == tags)

        let counts = try scratch.git.line("rev-list", "--left-right", "--count", "HEAD~2...HEAD")
        let distance = try #require(try await repo.aheadBehind("HEAD~2", "HEAD").first)
        #expect("\(distance.ahead)\t\(distance.behind)" == counts)
    }
}
