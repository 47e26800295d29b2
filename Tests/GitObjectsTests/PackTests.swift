// Packs and indexes in every shape git writes them, read natively and compared with git cat-file.

import Support
import Testing

@testable import GitObjects

@Suite struct PackTests {
    /// A file with many versions, so that packs hold chains of deltas.
    private func repositoryWithChains() throws -> ScratchRepository {
        try ScratchRepository { history in
            var lines = (0..<60).map { "line \($0) of a text that is long enough to be worth a delta" }
            var parent: Mark?
            for version in 0..<300 {
                lines[version * 7 % 60] = "version \(version) of this line, \(version * version)"
                parent = history.commit(
                    "commit \(version)", parents: parent.map { [$0] } ?? [],
                    [.file("dir/file", lines.joined(separator: "\n")), .file("other", "\(version)")])
            }
            if let parent { history.tag("v1", of: parent) }
        }
    }

    /// Each offset is found by itself and by no neighbour, in a pack with entries of very different sizes.
    @Test func ranksOfOffsets() throws {
        let repository = try ScratchRepository { history in
            let files = (0..<200).map { Change.file("small \($0)", "\($0)") }
            // Random, so that it fills most of the pack and one bucket of offsets holds nearly all entries.
            var random = SystemRandomNumberGenerator()
            let noise = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            history.commit("one", files + [.file("noise", bytes: noise)])
        }
        try repository.repack()
        let pack = try #require(repository.database.packs.first)
        let order = try #require(try pack.order())
        #expect(order.count > 200)
        for (rank, offset) in order.offsets.enumerated() {
            #expect(order.rank(ofOffset: Int(offset)) == rank)
            #expect(order.rank(ofOffset: Int(offset) - 1) == nil)
            #expect(order.rank(ofOffset: Int(offset) + 1) == nil)
        }
        for absent in [0, -1, Int.max, Int.min] { #expect(order.rank(ofOffset: absent) == nil) }
    }

    /// Types are learnt once per base and shared: asked for in any order, in chunks of any size, of either kind of delta.
    @Test(arguments: [true, false], [1, 5, 1_000])
    func typesInAnyOrderOfChunks(offsetDeltas: Bool, chunk: Int) throws {
        let repository = try RandomHistory(seed: 77, commits: 60).makeRepository(bare: true)
        try repository.git.run([
            "-c", "repack.useDeltaBaseOffset=\(offsetDeltas)", "repack", "-adfq", "--depth=40", "--window=20",
        ])
        let database = repository.database
        let pack = try #require(database.packs.first)
        let order = try #require(try pack.order())
        let index = try #require(try pack.index())
        let reader = database.makeReader()
        let expected = try (0..<order.count).map { rank in
            try reader.header(#require(index.id(at: Int(order.positions[rank]))))?.type
        }
        let starts = Array(stride(from: 0, to: order.count, by: chunk))
        for starts in [starts.reversed(), starts.shuffled(), starts] {
            // The packs of a fresh database know nothing yet.
            let fresh = repository.database
            let pack = try #require(fresh.packs.first)
            var types = [ObjectType?](repeating: nil, count: order.count)
            for start in starts {
                let ranks = start..<min(start + chunk, order.count)
                types.replaceSubrange(
                    ranks, with: fresh.makeReader().types(in: pack, order: order, ranks: ranks))
            }
            #expect(types == expected)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func randomHistoriesAsFastImportLeavesThem(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository(bare: true)
        try expectObjects(repository.database, repository.allObjects())
    }

    @Test func looseObjects() throws {
        let repository = try RandomHistory(seed: 4, commits: 25).makeRepository(bare: true)
        try repository.unpack()
        #expect(repository.database.packs.isEmpty)
        try expectObjects(repository.database, repository.allObjects())
    }

    @Test(arguments: [
        ["--depth=250", "--window=50"], ["--depth=1"], ["--depth=0"], ["--depth=4095", "--window=20"],
    ])
    func chainsOfDeltas(options: [String]) throws {
        let repository = try repositoryWithChains()
        try repository.git.run(["repack", "-a", "-d", "-f", "-q"] + options)
        let expected = try repository.allObjects()
        try expectObjects(repository.database, expected)
        try expectVisits(repository.database, expected)
    }

    @Test func referenceDeltas() throws {
        let repository = try repositoryWithChains()
        try repository.git.run(
            ["-c", "repack.useDeltaBaseOffset=false", "repack", "-a", "-d", "-f", "-q", "--depth=250"])
        let pack = try #require(repository.database.packs.first)
        let order = try #require(try pack.order())
        let reader = repository.database.makeReader()
        let kinds = try order.offsets.map { try reader.entry(pack, offset: Int($0)).kind }
        #expect(
            kinds.contains {
                if case .referenceDelta = $0 { true } else { false }
            })
        let expected = try repository.allObjects()
        try expectObjects(repository.database, expected)
        try expectVisits(repository.database, expected)
    }

    @Test(arguments: ["1", "2", "2,0x0", "2,0x400"])
    func indexVersions(version: String) throws {
        let repository = try repositoryWithChains()
        try repository.repack("-f")
        let expected = try repository.allObjects()
        let pack = String(decoding: try #require(try repository.packFiles(".pack").first), as: UTF8.self)
        let index = pack.dropLast(5) + ".idx"
        TemporaryFolder.removeTree(Array(index.utf8))
        try repository.git.run(
            ["-c", "core.multiPackIndex=false", "index-pack", "--index-version=\(version)", pack])
        let opened = try #require(try repository.database.packs.first?.index())
        #expect(opened.version == (version == "1" ? 1 : 2))
        let plainSize = 8 + 1_024 + opened.count * 28 + 40
        #expect((opened.file.count > plainSize) == version.contains(","))
        try expectObjects(repository.database, expected)
        try expectVisits(repository.database, expected)
    }

    @Test func severalPacks() throws {
        let repository = try severalPacksRepository()
        #expect(repository.database.packs.count == 4)
        try expectObjects(repository.database, repository.allObjects())
    }

    @Test(arguments: [[], ["--bitmap"]])
    func multiPackIndex(options: [String]) throws {
        let repository = try severalPacksRepository()
        try repository.git.run(["multi-pack-index", "write"] + options)
        // One more pack that the multi-pack-index does not know.
        let id = try repository.git.run(["hash-object", "-w", "--stdin"], input: Array("late".utf8)).stdout
        try repository.git.run(
            ["pack-objects", "-q", "\(repository.gitDirectory)/objects/pack/pack"], input: id)
        try repository.git("prune-packed")
        let expected = try repository.allObjects()
        let database = repository.database
        #expect(database.snapshot.midxes.count == 1)
        #expect(database.problems.isEmpty)
        try expectObjects(database, expected)

        // A multi-pack-index whose packs have gone is passed over; git removes it with them, so it is brought back.
        let file = repository.objectDirectory + Array("/pack/multi-pack-index".utf8)
        let stale = try FileTree.read(file)
        try repository.git.run(
            ["-c", "core.multiPackIndex=false", "repack", "-a", "-d", "-q", "--no-write-bitmap-index"])
        let left = try repository.allObjects()
        try FileTree.write(stale, to: file)
        try expectObjects(repository.database, left)
    }

    @Test func multiPackIndexWithLargeOffsets() throws {
        let repository = try severalPacksRepository()
        try repository.git.run(["multi-pack-index", "write"])
        let expected = try repository.allObjects()
        let index = try #require(repository.database.snapshot.midxes.first?.index)
        // Git writes large offsets only past 4 GiB, so the chunk is made here.
        let bytes = try FileTree.read(index.file.path)
        let rewritten = try MultiPackIndex(
            MappedFile(copying: MidxRewriter.withLargeOffsets(bytes), path: index.file.path),
            repository.format)
        for id in expected.keys {
            let place = try #require(index.position(of: id))
            #expect(rewritten.position(of: id) == place)
            let first = try #require(index.location(at: place))
            let second = try #require(rewritten.location(at: place))
            #expect(first == second)
        }
    }

    @Test func prefixesAreAbbreviations() throws {
        let repository = try severalPacksRepository()
        try repository.git.run(["multi-pack-index", "write"])
        for number in 0..<400 {
            try repository.git.run(["hash-object", "-w", "--stdin"], input: Array("\(number)".utf8))
        }
        let reader = repository.database.makeReader()
        let names = try repository.allObjects().keys.sorted()
        for id in names {
            for length in [4, 5, 7, 40] {
                let digits = Array(id.hex[..<length])
                let expected = names.filter { $0.hex.starts(with: digits) }
                #expect(try reader.objects(withPrefix: digits) == expected)
            }
        }
        for digits in ["", "1", "22", "333", "0000", "FFFF"] {
            let lower = digits.lowercased()
            let expected = names.filter { $0.description.hasPrefix(lower) }
            #expect(try reader.objects(withPrefix: Array(digits.utf8)) == expected)
        }
        #expect(try reader.objects(withPrefix: Array("xyz".utf8)) == [])
        #expect(try reader.objects(withPrefix: [UInt8](repeating: 0x30, count: 41)) == [])
    }

    @Test func missingObjectsAreNil() throws {
        let repository = try severalPacksRepository()
        let reader = repository.database.makeReader()
        let id = try #require(ObjectID("0123456789012345678901234567890123456789"))
        #expect(try reader.read(id) == nil)
        #expect(try reader.header(id) == nil)
        #expect(reader.location(of: id) == nil)
        #expect(try reader.read(.zero) == nil)
    }

    @Test func emptyRepositories() throws {
        let repository = try ScratchRepository()
        let reader = repository.database.makeReader()
        #expect(try reader.objects(withPrefix: []) == [])
        #expect(try reader.read(.zero) == nil)
        let nowhere = ObjectDatabase(objectDirectory: Array("/nowhere/at/all".utf8), format: .sha1)
        #expect(try nowhere.makeReader().read(.zero) == nil)
    }

    @Test func largeObjects() throws {
        let repository = try ScratchRepository(bare: true)
        var random = SplitMix64(seed: 9)
        let noise = (0..<3_000_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let zeros = [UInt8](repeating: 0, count: 30_000_000)
        var similar = noise
        similar[1_500_000] ^= 1
        for bytes in [noise, zeros, similar, []] {
            try repository.git.run(["hash-object", "-w", "--stdin"], input: bytes)
        }
        let expected = try repository.allObjects()
        try expectObjects(repository.database, expected)
        let names: [UInt8] = expected.keys.flatMap { $0.hex + [0x0a as UInt8] }
        try repository.git.run(
            ["pack-objects", "-q", "\(repository.gitDirectory)/objects/pack/pack"], input: names)
        try repository.git("prune-packed")
        #expect(repository.database.packs.count == 1)
        try expectObjects(repository.database, expected)
    }
}

/// A history spread over four packs, with objects in more than one of them.
func severalPacksRepository() throws -> ScratchRepository {
    let repository = try RandomHistory(seed: 11, commits: 40).makeRepository(bare: true)
    let names = try repository.allObjects().keys.sorted()
    let packs = repository.objectDirectory + Array("/pack".utf8)
    let before = try FileTree.names(in: packs)
    for part in 0..<4 {
        let own = names.enumerated().filter { $0.offset % 4 == part || $0.offset % 11 == 0 }
        try repository.git.run(
            ["pack-objects", "-q", "--delta-base-offset", "\(repository.gitDirectory)/objects/pack/pack"],
            input: own.flatMap { $0.element.hex + [0x0a as UInt8] } as [UInt8])
    }
    for name in before { TemporaryFolder.removeTree(packs + [0x2f] + name) }
    try repository.git("prune-packed")
    return repository
}

/// Gives a multi-pack-index a table of large offsets, as a pack of more than 4 GiB would have.
enum MidxRewriter {
    static func withLargeOffsets(_ bytes: [UInt8]) -> [UInt8] {
        func number(_ offset: Int, _ count: Int) -> Int {
            bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
        }
        func big(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        let count = Int(bytes[6])
        var chunks: [(name: [UInt8], content: [UInt8])] = []
        for entry in 0..<count {
            let place = 12 + entry * 12
            chunks.append(
                (Array(bytes[place..<place + 4]), Array(bytes[number(place + 4, 8)..<number(place + 16, 8)])))
        }
        var large: [UInt8] = []
        for index in chunks.indices where chunks[index].name == Array("OOFF".utf8) {
            for record in stride(from: 0, to: chunks[index].content.count, by: 8) {
                let offset = Array(chunks[index].content[record + 4..<record + 8])
                chunks[index].content.replaceSubrange(
                    record + 4..<record + 8, with: big(0x8000_0000 | large.count / 8, 4))
                large += [0, 0, 0, 0] + offset
            }
        }
        chunks.append((Array("LOFF".utf8), large))
        chunks.append((Array("ZZZZ".utf8), [1, 2, 3]))
        var result = Array(bytes[..<12])
        result[6] = UInt8(chunks.count)
        var offset = 12 + (chunks.count + 1) * 12
        for chunk in chunks {
            result += chunk.name + big(offset, 8)
            offset += chunk.content.count
        }
        result += [0, 0, 0, 0] + big(offset, 8)
        for chunk in chunks { result += chunk.content }
        // A checksum of the hash function that the header names.
        return result + [UInt8](repeating: 0, count: bytes[5] == 1 ? 20 : 32)
    }
}
