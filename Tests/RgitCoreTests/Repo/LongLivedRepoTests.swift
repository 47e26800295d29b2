// A `Repo` that is kept while its repository changes: every query sees the current state.

import Support
import Testing

@testable import RgitCore

@Suite struct LongLivedRepoTests {
    private let scratch: ScratchRepository
    private let repo: Repo

    init() throws {
        scratch = try ScratchRepository { history in
            var last = history.commit("0\n", [.file("a", "0\n")])
            for number in 1...3 {
                last = history.commit("\(number)\n", parents: [last], [.file("a", "\(number)\n")])
            }
        }
        repo = try LongLivedRepoTests.open(scratch)
    }

    /// Opens a repository that trusts what `stat` says, although its files have just been written.
    private static func open(_ scratch: ScratchRepository) throws -> Repo {
        Repo(
            try CurrentSession(
                scratch.path.bytes, gitDirectory: nil, environment: scratch.environment(), tick: -1_000_000))
    }

    /// What a change does to the session: whether it is opened anew, and how many commits there are afterwards.
    private func change(_ change: () throws -> Void) async throws -> (isNew: Bool, count: Int) {
        let before = try repo.sessions.current()
        #expect(try repo.sessions.current() === before)
        try change()
        let after = try repo.sessions.current()
        #expect(try repo.sessions.current() === after)
        return (after !== before, try await repo.commitCount())
    }

    @Test func aMovedBranch() async throws {
        #expect(try await repo.commitCount() == 4)
        let (isNew, count) = try await change { try scratch.git("update-ref", "refs/heads/main", "main~1") }
        // Loose references are read by every query.
        #expect(!isNew)
        #expect(count == 3)
    }

    @Test func aMovedHead() async throws {
        try scratch.git("branch", "old", "main~2")
        let (isNew, count) = try await change { try scratch.pointHead(at: "old") }
        #expect(isNew)
        #expect(count == 2)
        #expect(try repo.head.branchName == "old")
    }

    @Test func aRepack() async throws {
        #expect(try await repo.commitCount() == 4)
        let (isNew, count) = try await change {
            try scratch.repack()
            try scratch.git("pack-refs", "--all")
        }
        #expect(isNew)
        #expect(count == 4)
        #expect(try await repo.commit("main~3").summary == "0")
    }

    @Test func aCommitGraph() async throws {
        #expect(try repo.sessions.current().commitGraph().graph == nil)
        let (isNew, count) = try await change { try scratch.git("commit-graph", "write", "--reachable") }
        #expect(isNew)
        #expect(count == 4)
        #expect(try repo.sessions.current().commitGraph().graph != nil)
        let (isNewer, _) = try await change {
            try scratch.git("commit-graph", "write", "--reachable", "--split=replace")
        }
        #expect(isNewer)
    }

    @Test func aChangedSetting() async throws {
        #expect(try repo.configValue("user.name") == nil)
        var (isNew, _) = try await change { try scratch.git("config", "user.name", "Ada") }
        #expect(isNew)
        #expect(try repo.configValue("user.name") == "Ada")
        // A file that is included, and one that is not there yet.
        try scratch.git("config", "include.path", "more")
        (isNew, _) = try await change {
            try scratch.git("config", "-f", "\(scratch.gitDirectory)/more", "user.name", "Grace")
        }
        #expect(isNew)
        #expect(try repo.configValue("user.name") == "Grace")
        (isNew, _) = try await change {
            try scratch.git("config", "-f", "\(scratch.gitDirectory)/more", "user.name", "Alan")
        }
        #expect(isNew)
        #expect(try repo.configValue("user.name") == "Alan")
    }

    @Test func graftsReplacementsAndShallowBoundaries() async throws {
        let names = try ["main", "main~1", "main~2"].map { try scratch.git.line("rev-parse", $0) }
        #expect(try await repo.commitCount() == 4)
        #expect(try await change { try scratch.git("replace", "--graft", names[0], names[2]) } == (true, 3))
        #expect(try await change { try scratch.git("replace", "-d", names[0]) } == (true, 4))
        let grafts = "\(scratch.gitDirectory)/info/grafts"
        #expect(
            try await change {
                _ = try scratch.git.runner.run("mkdir", ["-p", "\(scratch.gitDirectory)/info"])
                try FileTree.write("\(names[1])\n".bytes, to: grafts.bytes, mode: 0o644)
            } == (true, 2))
        #expect(try await change { _ = try scratch.git.runner.run("rm", [grafts]) } == (true, 4))
        let shallow = "\(scratch.gitDirectory)/shallow"
        #expect(
            try await change { try FileTree.write("\(names[2])\n".bytes, to: shallow.bytes, mode: 0o644) }
                == (true, 3))
        #expect(try repo.isShallow)
    }

    @Test func alternates() async throws {
        let other = try ScratchRepository { _ = $0.commit("elsewhere\n", [.file("b", "1\n")]) }
        let name = try other.git.line("rev-parse", "main")
        await #expect(throws: RgitError.self) { try await repo.commit(name) }
        let file = "\(scratch.gitDirectory)/objects/info/alternates"
        let (isNew, _) = try await change {
            _ = try scratch.git.runner.run("mkdir", ["-p", "\(scratch.gitDirectory)/objects/info"])
            try FileTree.write("\(other.gitDirectory)/objects\n".bytes, to: file.bytes, mode: 0o644)
        }
        #expect(isNew)
        #expect(try await repo.commit(name).summary == "elsewhere")
    }

    @Test func aRepositoryThatGoesAwayAndComesBack() async throws {
        let away = "\(scratch.gitDirectory).away"
        _ = try scratch.git.runner.run("mv", [scratch.gitDirectory, away])
        await #expect { _ = try await repo.commitCount() } throws: { ($0 as? RgitError)?.kind == .repository }
        _ = try scratch.git.runner.run("mv", [away, scratch.gitDirectory])
        #expect(try await repo.commitCount() == 4)
    }

    /// What was written within the clock's tick could be written again without a trace in `stat`.
    @Test func filesJustWrittenAreReadAgain() throws {
        let repo = try scratch.repo()
        #expect(try repo.sessions.current() !== repo.sessions.current())
    }

    @Test func theTimeOfDayGoesOn() throws {
        var environment = scratch.environment()
        environment.now = 5
        #expect(try Repo(scratch.path, environment: environment).sessions.current().environment.now == 5)
        let session = try repo.sessions.current()
        let later = Session(session, now: 7)
        #expect(later.environment.now == 7)
        #expect(later.objects === session.objects)
        #expect(try Repo(scratch.path).sessions.current().environment.now > 1_700_000_000)
    }
}
