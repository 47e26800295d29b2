// Commit-graphs as git writes them, one file and chains, compared commit by commit with git rev-list.

import Support
import Testing

@testable import GitObjects

@Suite struct CommitGraphTests {
    private struct Facts: Equatable {
        var tree: ObjectID
        var time: Int64
        var parents: [ObjectID]
    }

    /// Every commit reachable from any reference, as git reads it from the objects themselves.
    private func commits(_ repository: ScratchRepository) throws -> [ObjectID: Facts] {
        let output = try repository.git.run([
            "-c", "core.commitGraph=false", "log", "--all", "--format=%H %T %ct %P",
        ])
        var result: [ObjectID: Facts] = [:]
        for line in output.lines {
            let words = line.split(separator: 0x20)
            let names = words.map { ObjectID(hex: $0, repository.format) }
            result[try #require(names[0])] = Facts(
                tree: try #require(names[1]),
                time: try #require(Int64(String(decoding: words[2], as: UTF8.self))),
                parents: try names[3...].map { try #require($0) })
        }
        return result
    }

    private func open(_ repository: ScratchRepository) throws -> CommitGraph {
        var problems: [GitObjectError] = []
        let graph = CommitGraph.open(
            objectDirectories: [repository.objectDirectory], repository.format, problems: &problems)
        #expect(problems.isEmpty)
        return try #require(graph)
    }

    /// Expects the graph to hold exactly `expected`, with generations that decrease towards the roots.
    private func expectCommits(
        _ graph: CommitGraph, _ expected: [ObjectID: Facts], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(graph.count == expected.count, sourceLocation: sourceLocation)
        var seen: Set<ObjectID> = []
        for position in 0..<UInt32(graph.count) {
            let id = try #require(graph.id(at: position))
            seen.insert(id)
            #expect(graph.position(of: id) == position)
            let facts = try #require(expected[id])
            let commit = try graph.commit(at: position)
            var parents: [UInt32] = []
            try graph.appendParents(at: position, to: &parents)
            #expect(
                facts
                    == Facts(
                        tree: commit.tree, time: commit.time, parents: parents.compactMap { graph.id(at: $0) }
                    ),
                sourceLocation: sourceLocation)
            #expect(commit.isOctopus == (parents.count > 2))
            #expect(commit.generation > 0)
            for parent in parents { #expect(try graph.commit(at: parent).generation < commit.generation) }
        }
        #expect(seen == Set(expected.keys), sourceLocation: sourceLocation)
        #expect(graph.position(of: .zero) == nil)
        #expect(graph.id(at: UInt32(graph.count)) == nil)
        #expect(throws: GitObjectError.self) { try graph.commit(at: UInt32(graph.count)) }
    }

    @Test(arguments: [1, 2], [41, 42] as [UInt64])
    func oneFile(generation: Int, seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed, commits: 80).makeRepository(bare: true)
        try repository.git(
            "-c", "commitGraph.generationVersion=\(generation)", "commit-graph", "write", "--reachable")
        let graph = try open(repository)
        #expect(graph.hasCorrectedDates == (generation == 2))
        #expect(!graph.hasChangedPaths)
        try expectCommits(graph, commits(repository))
    }

    @Test func octopusMergesAndDatesOutOfOrder() throws {
        let repository = try ScratchRepository(bare: true) { history in
            // A child two centuries before its parent needs the overflow chunk.
            func at(_ date: Int) -> Person { Person("A", "a@example.com", date) }
            let far = history.commit("far", author: at(8_000_000_000))
            var heads: [Mark] = []
            for number in 0..<6 {
                heads.append(
                    history.commit(
                        "head \(number)", on: "b\(number)", parents: [far], author: at(1_000 + number)))
            }
            let octopus = history.commit("octopus", parents: heads, author: at(500))
            let second = history.commit("again", parents: Array(heads[0...2]) + [octopus], author: at(0))
            history.commit("last", parents: [second, far], author: at(2_000_000_000))
        }
        for options in [["--changed-paths"], []] {
            try repository.git.run(["commit-graph", "write", "--reachable"] + options)
            let graph = try open(repository)
            #expect(graph.hasCorrectedDates)
            try expectCommits(graph, commits(repository))
        }
    }

    @Test(arguments: [[1, 1, 1], [2, 2, 2], [1, 2, 2], [2, 1, 2]])
    func chains(generations: [Int]) throws {
        let repository = try RandomHistory(seed: 43, commits: 60).makeRepository(bare: true)
        let all = try repository.git("rev-list", "--all", "--reverse").lines
        for (number, generation) in generations.enumerated() {
            let tips: [UInt8] = all[..<(all.count * (number + 1) / generations.count)].flatMap {
                $0 + [0x0a as UInt8]
            }
            try repository.git.run(
                [
                    "-c", "commitGraph.generationVersion=\(generation)", "commit-graph", "write",
                    "--stdin-commits",
                    "--split=no-merge", "--changed-paths",
                ], input: tips)
        }
        let chain = try FileTree.read(
            repository.objectDirectory + Array("/info/commit-graphs/commit-graph-chain".utf8))
        #expect(chain.split(separator: 0x0a).count == generations.count)
        let graph = try open(repository)
        #expect(graph.hasCorrectedDates == generations.allSatisfy { $0 == 2 })
        try expectCommits(graph, commits(repository))

        // Without its middle, the chain is as long as its lowest part.
        let middle = String(decoding: chain.split(separator: 0x0a)[1], as: UTF8.self)
        TemporaryFolder.removeTree(
            repository.objectDirectory + Array("/info/commit-graphs/graph-\(middle).graph".utf8))
        var problems: [GitObjectError] = []
        let rest = try #require(
            CommitGraph.open(
                objectDirectories: [repository.objectDirectory], repository.format, problems: &problems))
        #expect(problems.count == 1)
        #expect(rest.count < graph.count)
    }

    @Test func chainsReachIntoAlternates() throws {
        let lender = try RandomHistory(seed: 44, commits: 40).makeRepository(bare: true)
        try lender.git("commit-graph", "write", "--reachable", "--split")
        let folder = lender.folder.path
        try lender.git.run(["clone", "-q", "--shared", "--bare", lender.path, "\(folder)/borrower"])
        let borrower = lender.git.at("\(folder)/borrower")
        let tip = try borrower.line("rev-parse", "HEAD")
        let tree = try borrower.line("rev-parse", "HEAD^{tree}")
        let new = try borrower.line("commit-tree", "-p", tip, "-m", "new", tree)
        try borrower.run(
            ["commit-graph", "write", "--stdin-commits", "--split=no-merge"], input: Array("\(new)\n".utf8))
        let directories = ObjectDatabase(
            objectDirectory: Array("\(folder)/borrower/objects".utf8), format: lender.format
        ).directories
        var problems: [GitObjectError] = []
        let graph = try #require(
            CommitGraph.open(objectDirectories: directories, lender.format, problems: &problems))
        #expect(problems.isEmpty)
        let newID = try #require(ObjectID(new))
        let position = try #require(graph.position(of: newID))
        var parents: [UInt32] = []
        try graph.appendParents(at: position, to: &parents)
        #expect(parents.map { graph.id(at: $0)?.description } == [tip])
    }

    @Test func changedPathsNeverDenyAChange() throws {
        let repository = try RandomHistory(seed: 45, commits: 80).makeRepository(bare: true)
        try repository.git("commit-graph", "write", "--reachable", "--changed-paths")
        let graph = try open(repository)
        #expect(graph.hasChangedPaths)
        var denials = 0
        var filters = 0
        let unchanged = ChangedPathKey(Array("no/such/path/any/where".utf8))
        for position in 0..<UInt32(graph.count) {
            let id = try #require(graph.id(at: position))
            let parent = try graph.commit(at: position).firstParent.flatMap { graph.id(at: $0) }
            let trees = parent.map { ["\($0)", "\(id)"] } ?? ["--root", "\(id)"]
            let changed = try repository.git.run(
                ["diff-tree", "--no-commit-id", "-r", "-z", "--name-only"] + trees
            ).records
            for path in changed {
                let key = ChangedPathKey(path)
                #expect(graph.mayHaveChanged([key], at: position) != false, "\(id) \(path)")
                #expect(graph.mayHaveChanged([unchanged, key], at: position) != false)
                if let slash = path.firstIndex(of: 0x2f) {
                    #expect(
                        graph.mayHaveChanged([ChangedPathKey(Array(path[..<slash]))], at: position) != false)
                }
            }
            if let answer = graph.mayHaveChanged([unchanged], at: position) {
                filters += 1
                if !answer { denials += 1 }
            }
        }
        #expect(filters == graph.count)
        #expect(denials > filters * 9 / 10)
    }

    @Test func hashesAreGits() {
        // Values of the reference implementation, the last one also for bytes above 0x7f.
        func hash(_ text: String, _ seed: UInt32, _ version: Int) -> UInt32 {
            ChangedPathKey.murmur3(Array(text.utf8)[...], seed: seed, version: version)
        }
        #expect(hash("", 0, 2) == 0)
        #expect(hash("Hello world!", 0, 2) == 0x627b_0c2c)
        #expect(hash("The quick brown fox jumps over the lazy dog", 0, 2) == 0x2e4f_f723)
        #expect(hash("Hello world!", 0, 1) == hash("Hello world!", 0, 2))
        #expect(hash("\u{e9}t\u{e9}", 0, 1) != hash("\u{e9}t\u{e9}", 0, 2))
        let odd: [UInt8] = [0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff]
        #expect(ChangedPathKey.murmur3(odd[...], seed: 0, version: 2) == 0xa183_ccfd)
    }

    @Test func secondVersionOfFiltersIsReadToo() throws {
        // Git 2.39 writes version 1 only; for names in ASCII the two differ in nothing but the number.
        let repository = try ScratchRepository(bare: true) { history in
            let one = history.commit("one", [.file("dir/file", "1"), .file("other", "1")])
            history.commit("two", parents: [one], [.file("dir/file", "2")])
        }
        try repository.git("commit-graph", "write", "--reachable", "--changed-paths")
        let path = repository.objectDirectory + Array("/info/commit-graph".utf8)
        var bytes = try FileTree.read(path)
        let entry = try #require(
            stride(from: 8, to: 200, by: 12).first { Array(bytes[$0..<$0 + 4]) == Array("BDAT".utf8) })
        let data = bytes[entry + 4..<entry + 12].reduce(0) { $0 << 8 | Int($1) }
        #expect(bytes[data + 3] == 1)
        bytes[data + 3] = 2
        TemporaryFolder.removeTree(path)
        try FileTree.write(bytes, to: path)
        let graph = try open(repository)
        let two = try #require(ObjectID(try repository.git.line("rev-parse", "main")))
        let position = try #require(graph.position(of: two))
        #expect(graph.mayHaveChanged([ChangedPathKey(Array("dir/file".utf8))], at: position) == true)
        #expect(graph.mayHaveChanged([ChangedPathKey(Array("other".utf8))], at: position) == false)
        bytes[data + 3] = 3
        TemporaryFolder.removeTree(path)
        try FileTree.write(bytes, to: path)
        #expect(try !open(repository).hasChangedPaths)
    }

    @Test func damagedGraphsAreLeftOut() throws {
        let repository = try RandomHistory(seed: 46, commits: 20).makeRepository(bare: true)
        try repository.git("commit-graph", "write", "--reachable")
        let path = repository.objectDirectory + Array("/info/commit-graph".utf8)
        let good = try FileTree.read(path)
        func opened(_ bytes: [UInt8]) throws -> (CommitGraph?, [GitObjectError]) {
            TemporaryFolder.removeTree(path)
            try FileTree.write(bytes, to: path)
            var problems: [GitObjectError] = []
            let graph = CommitGraph.open(
                objectDirectories: [repository.objectDirectory], repository.format, problems: &problems)
            return (graph, problems)
        }
        for length in [0, 4, 8, 40, 1_000, good.count - 40] {
            let (graph, problems) = try opened(Array(good[..<length]))
            #expect(graph == nil)
            #expect(problems.map(\.file) == [path])
        }
        var version = good
        version[4] = 2
        #expect(try opened(version).1.map(\.kind) == [.unsupported])
        // An unknown chunk in place of an optional one does no harm.
        var unknown = good
        let table = try #require(
            stride(from: 8, to: 100, by: 12).first { Array(good[$0..<$0 + 4]) == Array("GDA2".utf8) })
        unknown[table] = 0x58
        let (graph, problems) = try opened(unknown)
        #expect(problems.isEmpty)
        #expect(graph?.hasCorrectedDates == false)
        try expectCommits(try #require(graph), commits(repository))
    }
}
