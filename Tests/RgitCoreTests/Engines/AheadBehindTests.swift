// How far pairs of commits have gone apart, beside `git rev-list --left-right --count`, many pairs in one walk.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct AheadBehindTests {
    private func engine(_ session: Session) throws -> AheadBehind {
        let loader = CommitLoader(
            session: session, reader: try session.makeReader(), graph: try session.commitGraph())
        return AheadBehind(
            loader: loader, preloader: CommitPreloader(session: session, sharding: Sharding(jobs: 2)))
    }

    @Test(arguments: 1...8) func manyPairsEqualGit(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed), commits: 60).makeRepository()
        if seed % 3 == 0 { try scratch.git("commit-graph", "write", "--reachable") }
        let all = String(decoding: try scratch.git("rev-list", "--all").stdout, as: UTF8.self)
            .split(separator: "\n").map(String.init)
        var generator = SplitMix64(seed: UInt64(seed))
        // More than fit into one walk, some of a commit with itself.
        let pairs = (0..<90).map { _ in (all[generator.below(all.count)], all[generator.below(all.count)]) }
        let session = try scratch.open()
        var engine = try engine(session)
        let results = try await engine.counts(
            try pairs.map {
                AheadBehind.Pair(left: try #require(ObjectID($0.0)), right: try #require(ObjectID($0.1)))
            })
        for (pair, result) in zip(pairs, results) {
            let range = "\(pair.0)...\(pair.1)"
            let expected = try scratch.git.line("rev-list", "--left-right", "--count", range)
            let count = try result.get()
            #expect("\(count.ahead)\t\(count.behind)" == expected, "\(pair)")
        }
    }

    @Test func aClockThatWasWrongChangesNothing() async throws {
        // base - a - six more, each much older than its parent
        //     \ - x - six more, each much younger than its parent; and a merge as old as the base
        func at(_ date: Int) -> Person { Person("A", "a@example.com", date) }
        let now = Hermetic.date
        var builder = HistoryBuilder()
        let base = builder.commit("base\n", committer: at(now))
        var left = builder.commit("a\n", parents: [base], committer: at(now + 900_000))
        for number in 1...6 {
            left = builder.commit(
                "left \(number)\n", parents: [left], committer: at(now - number * 100_000))
        }
        var right = builder.commit("x\n", parents: [base], committer: at(now - 900_000))
        for number in 1...6 {
            right = builder.commit(
                "right \(number)\n", parents: [right], committer: at(now + number * 100_000))
        }
        let merge = builder.commit("merge\n", parents: [left, right], committer: at(now))
        let scratch = try ScratchRepository()
        let names = try scratch.load(builder)
        let session = try scratch.open()
        var engine = try engine(session)
        func id(_ mark: Mark) throws -> ObjectID { try #require(names[mark].flatMap { ObjectID($0) }) }
        let pairs = [(left, right), (merge, left), (right, merge), (base, merge), (left, base)]
        let results = try await engine.counts(
            try pairs.map { AheadBehind.Pair(left: try id($0.0), right: try id($0.1)) })
        let counts: [AheadBehind.Count] = try results.map { try $0.get() }
        #expect(counts.map(\.ahead) == [7, 8, 0, 0, 7])
        #expect(counts.map(\.behind) == [7, 0, 8, 15, 0])
    }

    @Test func aMissingCommitFailsOnlyThePairsThatNeedIt() async throws {
        // a - b - c - d     x (a history of its own, whose root is missing) - y
        var builder = HistoryBuilder()
        var tip = builder.commit("a\n")
        let root = tip
        for name in ["b\n", "c\n", "d\n"] { tip = builder.commit(name, parents: [tip]) }
        let lost = builder.commit("lost\n")
        let other = builder.commit("y\n", parents: [lost])
        let scratch = try ScratchRepository()
        let names = try scratch.load(builder)
        TemporaryFolder.removeTree(
            Array(scratch.looseObjectPath(try #require(names[lost])).utf8))
        let session = try scratch.open()
        var engine = try engine(session)
        func id(_ mark: Mark) throws -> ObjectID { try #require(names[mark].flatMap { ObjectID($0) }) }
        let pairs = try [(tip, root), (tip, other), (root, tip)].map {
            AheadBehind.Pair(left: try id($0.0), right: try id($0.1))
        }
        let results = try await engine.counts(pairs)
        #expect(results[0] == .success(AheadBehind.Count(ahead: 3, behind: 0)))
        #expect(results[2] == .success(AheadBehind.Count(ahead: 0, behind: 3)))
        guard case .failure(let error) = results[1] else {
            Issue.record("\(results[1])")
            return
        }
        #expect(error.object == (try id(lost)))
    }
}
