// Bombs in small: what would not fit into the memory budget ends with its name, and the rest of the answer is given.

import Support
import Testing

@testable import RgitCore

@Suite struct MemoryLimitTests {
    private func session(_ repository: ScratchRepository, _ memory: MemoryBudget) throws -> Session {
        try Session(
            Array(repository.path.utf8),
            environment: ProcessEnvironment(
                variables: Hermetic.environment(home: repository.home),
                workingDirectory: Array(repository.path.utf8),
                now: 1_700_000_000), memory: memory)
    }

    /// Each tree holds the next one ten times: a handful of objects, a million paths.
    private func treeBomb(levels: Int) throws -> ScratchRepository {
        let repository = try ScratchRepository()
        let blob = try repository.writeObject("blob", Array("1\n".utf8))
        func tree(_ mode: String, _ object: String, _ prefix: String) throws -> String {
            let lines = (0..<10).map {
                "\(mode) \(mode == "100644" ? "blob" : "tree") \(object)\t\(prefix)\($0)\n"
            }
            let made = try repository.git.run(["mktree"], input: Array(lines.joined().utf8))
            return String(decoding: made.stdout.dropLast(), as: UTF8.self)
        }
        var object = try tree("100644", blob, "f")
        for _ in 0..<levels { object = try tree("040000", object, "d") }
        let commit = try repository.git.line("commit-tree", "-m", "one", object)
        try repository.git("update-ref", "refs/heads/main", commit)
        return repository
    }

    @Test func aTreeOfTooManyFilesEndsWithItsName() async throws {
        let repository = try treeBomb(levels: 5)
        var memory = MemoryBudget()
        memory.comparedFilesBytes = 100_000
        let session = try session(repository, memory)
        let tree = try repository.git.line("rev-parse", "HEAD^{tree}")
        let context = QueryContext(session: session, sharding: Sharding(jobs: 2), progress: nil)
        for staged in [false, true] {
            var request = DiffStatsRequest()
            request.staged = staged
            if !staged { request.words = [Array("HEAD".utf8)] }
            let (rows, answer) = try await DiffStatsQuery.run(request, parts: [], in: context).collect()
            #expect(rows.isEmpty)
            #expect(answer.problems.map(\.what) == ["too many files for the memory"])
            #expect(answer.problems.map { $0.object?.description } == [tree])
            #expect(answer.summary.unknownDirectories == 1)
        }
        let (groups, blame) = try await BlameStatsQuery.run(BlameStatsRequest(), parts: [], in: context)
            .collect()
        #expect(groups.isEmpty)
        #expect(blame.problems.map(\.what) == ["too many files for the memory"])
        #expect(blame.summary.skipped.unreadableDirectories == 1)
        var log = LogRequest()
        log.stats = true
        let (commits, history) = try await LogQuery.run(log, parts: .all, in: context).collect()
        #expect(commits.count == 1 && commits[0].stats == nil)
        #expect(history.problems.map(\.what) == ["too many files for the memory"])
    }

    @Test func aCommitBeyondTheBudgetEndsWithItsName() async throws {
        let repository = try ScratchRepository { history in
            let one = history.commit("one\n", [.file("f", "1\n")])
            history.commit(String(repeating: "word\n", count: 4_000), parents: [one], [.file("f", "2\n")])
        }
        var memory = MemoryBudget()
        memory.historyObjectBytes = 10_000
        let context = QueryContext(session: try session(repository, memory), sharding: Sharding(jobs: 2))
        let (commits, answer) = try await LogQuery.run(LogRequest(), parts: .all, in: context).collect()
        #expect(commits.isEmpty)
        #expect(answer.problems.count == 1)
        #expect(
            answer.problems[0].what.hasPrefix("commit of 20")
                && answer.problems[0].what.hasSuffix("bytes is too large"))
        let name = try repository.git.line("rev-parse", "HEAD")
        #expect(answer.problems[0].object?.description == name)
    }
}
