// Damage below the object directories that loses no object: every file's problem reaches the session, once.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct StoreProblemsTests {
    /// A repository of two packs with a multi-pack-index and a commit-graph.
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository(bare: true) { history in
            var commit = history.commit("one")
            for number in 2...5 { commit = history.commit("\(number)", parents: [commit]) }
        }
        try repository.git("repack", "-adq")
        var other = HistoryBuilder()
        other.point("other", at: other.commit("other"))
        try repository.load(other)
        try repository.git("repack", "-dq")
        try repository.git("multi-pack-index", "write")
        try repository.git("commit-graph", "write", "--reachable", "--no-progress")
        return repository
    }

    /// Overwrites bytes of a file below the object directory.
    private func overwrite(_ file: String, at offset: Int, in repository: ScratchRepository) throws {
        let path = Array("\(repository.gitDirectory)/objects/\(file)".utf8)
        var bytes = try FileTree.read(path)
        for index in offset..<offset + 4 { bytes[index] = 0x58 }
        // Git writes these files without write permission.
        TemporaryFolder.removeTree(path)
        try FileTree.write(bytes, to: path)
    }

    /// The problems of a session after all of history was read, with as many readers as `readers`.
    private func problems(_ repository: ScratchRepository, readers: Int = 3) throws -> [String] {
        let session = try repository.open()
        _ = try session.commitGraph()
        for _ in 0..<readers {
            let reader = try session.makeReader()
            for reference in try session.references.references() { _ = try reader.object(reference.target) }
            _ = try? reader.object(ObjectID("0123456789012345678901234567890123456789") ?? .zero)
        }
        return session.problems.map(\.what)
    }

    @Test func soundRepositoryHasNone() throws {
        #expect(try problems(repository()).isEmpty)
    }

    @Test func missingAlternate() throws {
        let repository = try repository()
        try FileTree.write(
            Array("/nonexistent/objects\n".utf8),
            to: Array("\(repository.gitDirectory)/objects/info/alternates".utf8))
        #expect(try problems(repository) == ["alternate object directory does not exist"])
    }

    @Test(arguments: [0, 4, 12])
    func damagedMultiPackIndex(offset: Int) throws {
        let repository = try repository()
        try overwrite("pack/multi-pack-index", at: offset, in: repository)
        #expect(try problems(repository).count == 1)
    }

    @Test func damagedCommitGraph() throws {
        let repository = try repository()
        try overwrite("info/commit-graph", at: 0, in: repository)
        #expect(try problems(repository) == ["not a commit-graph"])
    }

    @Test func packThatNothingIsNeededFrom() throws {
        let repository = try repository()
        for (ending, text) in [(".idx", "index file is too small"), (".pack", "not there")] {
            try FileTree.write(
                Array(text.utf8),
                to: Array("\(repository.gitDirectory)/objects/pack/pack-extra\(ending)".utf8))
        }
        #expect(try problems(repository) == ["index file is too small"])
    }
}
