// The kinds of packs, indexes and graphs that git writes: whatever is stored how, the answers stay the same, in both formats.

import Support
import Testing

@Suite struct StorageTests {
    enum Storage: String, CaseIterable {
        case deltas, referenceDeltas, withoutBitmapAndReverseIndex, withBitmapAndReverseIndex
        case cruftPack, promisorPack, multiPackIndex, incrementalMultiPackIndex
        case graphWithGenerationData, graphWithoutGenerationData, graphChain
    }

    private static let questions = [
        ["log", "--all", "--ndjson", "--stats"], ["log", "--all", "--topo-order", "--value", "hexsha"],
        ["contributors", "--all", "--ndjson"], ["files", "--ndjson"], ["blame-stats", "--csv"],
    ]

    private func answers(_ repository: ScratchRepository) throws -> [String] {
        try Self.questions.map { question in
            let result = try repository.rgit.run(question).expecting(0)
            // Nothing of this is worth a warning either.
            return result.text + result.errorText
        }
    }

    @Test(arguments: Storage.allCases, HashFunction.allCases)
    func answersStayTheSame(storage: Storage, hash: HashFunction) throws {
        let repository = try RandomHistory(seed: 1_301, commits: 40, hash: hash).makeRepository()
        let loose = try repository.git.run(["hash-object", "-w", "--stdin"], input: Array("lost\n".utf8)).text
        let before = try answers(repository)
        try store(repository, storage)
        for (now, then) in zip(try answers(repository), before) { #expect(now == then) }
        let lost = try repository.rgit("cat", loose.split(separator: "\n").map(String.init)[0])
        #expect(lost.text == "lost\n", "\(lost)")
        let format = try repository.rgit("info", "--value", "object_format").text
        #expect(format == hash.rawValue + "\n")
    }

    private func store(_ repository: ScratchRepository, _ storage: Storage) throws {
        let git = repository.git
        let packs = "\(repository.gitDirectory)/objects/pack"
        func files(_ ending: String) throws -> [String] {
            try FileTree.names(in: Array(packs.utf8)).map(\.text).filter { $0.hasSuffix(ending) }
        }
        switch storage {
        case .deltas: try git.run(["repack", "-adfq", "--depth=50", "--window=50"])
        case .referenceDeltas:
            try git.run(["-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq", "--depth=50"])
        case .withoutBitmapAndReverseIndex:
            try git.run(["-c", "pack.writeReverseIndex=false", "repack", "-adfq", "--no-write-bitmap-index"])
            #expect(try files(".rev").isEmpty && files(".bitmap").isEmpty)
        case .withBitmapAndReverseIndex:
            try git.run(["-c", "pack.writeReverseIndex=true", "repack", "-adfq", "--write-bitmap-index"])
            #expect(try !files(".rev").isEmpty && !files(".bitmap").isEmpty)
        case .cruftPack:
            try git.run(["repack", "-dq", "--cruft"])
            #expect(try files(".mtimes").count == 1)
        case .promisorPack:
            try repository.repack()
            for pack in try files(".pack") {
                try FileTree.write([], to: Array("\(packs)/\(pack.dropLast(5)).promisor".utf8))
            }
            try git("config", "remote.origin.promisor", "true")
            try git("config", "core.repositoryFormatVersion", "1")
            try git("config", "extensions.partialClone", "origin")
        case .multiPackIndex, .incrementalMultiPackIndex:
            try repository.repack()
            try git(
                "update-ref", "refs/heads/later",
                try git.line("commit-tree", "-p", "HEAD", "-m", "l", "HEAD^{tree}"))
            try git("repack", "-dq")
            try git("update-ref", "-d", "refs/heads/later")
            guard storage == .incrementalMultiPackIndex else {
                try git("multi-pack-index", "write")
                return
            }
            // As git 2.47 writes a chain: each layer is a file of its own under its checksum's name.
            let indexes = try files(".idx")
            #expect(indexes.count == 2)
            var chain = ""
            for index in indexes {
                try git("multi-pack-index", "write", "--stdin-packs", input: Array("\(index)\n".utf8))
                let bytes = try FileTree.read(Array("\(packs)/multi-pack-index".utf8))
                let name = bytes.suffix(repository.hash.digits / 2).map {
                    String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
                }.joined()
                TemporaryFolder.removeTree(Array("\(packs)/multi-pack-index".utf8))
                let folder = "\(packs)/multi-pack-index.d"
                try FileTree.write(bytes, to: Array("\(folder)/multi-pack-index-\(name).midx".utf8))
                chain += "\(name)\n"
                try FileTree.write(Array(chain.utf8), to: Array("\(folder)/multi-pack-index-chain".utf8))
            }
        case .graphWithGenerationData: try git("commit-graph", "write", "--reachable", "--changed-paths")
        case .graphWithoutGenerationData:
            try git.run(["-c", "commitGraph.generationVersion=1", "commit-graph", "write", "--reachable"])
        case .graphChain:
            let older = try git("rev-list", "HEAD~3").stdout
            try git("commit-graph", "write", "--stdin-commits", "--split=no-merge", input: older)
            try git("commit-graph", "write", "--reachable", "--split=no-merge", "--changed-paths")
        }
    }
}
