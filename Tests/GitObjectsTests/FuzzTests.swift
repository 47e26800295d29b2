// A seeded mutator over every format GitObjects reads: no crash, no hang, no runaway allocation.
//
// `RGIT_FUZZ_ITERATIONS=1000000 swift test -c release -Xswiftc -enable-testing --filter FuzzTests` runs a million
// mutated inputs of the cheap kinds, and a part of that of those that are dear (packs, indexes, graphs);
// `RGIT_FUZZ_SEED` starts elsewhere. The default is quick.

import Foundation
import Support
import Testing

@testable import GitObjects

@Suite struct FuzzTests {
    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }

    private static let iterations = number("RGIT_FUZZ_ITERATIONS") ?? 600

    /// Hands `iterations` mutations of the inputs to `body`.
    private func fuzz(
        _ inputs: [[UInt8]], share: Int = 1, _ body: (_ mutated: [UInt8], inout SplitMix64) throws -> Void
    )
        rethrows
    {
        var random = SplitMix64(seed: UInt64(Self.number("RGIT_FUZZ_SEED") ?? 1))
        for _ in 0..<max(1, Self.iterations / share) {
            try body(mutate(random.pick(inputs), with: random.pick(inputs), &random), &random)
        }
    }

    private func mutate(_ input: [UInt8], with other: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = input
        let interesting: [UInt8] = [0, 1, 0x0a, 0x20, 0x7f, 0x80, 0xff]
        for _ in 0...random.below(4) {
            guard !bytes.isEmpty else {
                bytes.append(UInt8(truncatingIfNeeded: random.next()))
                continue
            }
            let place = random.below(bytes.count)
            // Half of all changes go to the beginning, where headers and tables are.
            let position = random.percent(50) ? min(place, random.below(64)) : place
            switch random.below(9) {
            case 0: bytes[position] ^= 1 << UInt8(random.below(8))
            case 1: bytes[position] = UInt8(truncatingIfNeeded: random.next())
            case 2: bytes[position] = random.pick(interesting)
            case 3: bytes.removeSubrange(position..<min(bytes.count, position + 1 + random.below(20)))
            case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 12)], at: position)
            case 5: bytes.removeLast(random.below(bytes.count))
            case 6:
                let value = bigEndian(
                    random.pick([0, 1, -1, 1 << 31, 1 << 30, bytes.count, random.below(1 << 30)]), 4)
                for (index, byte) in value.enumerated() where position + index < bytes.count {
                    bytes[position + index] = byte
                }
            case 7:
                let start = random.below(max(1, other.count))
                let piece = other[start..<min(other.count, start + random.below(40))]
                bytes.replaceSubrange(position..<min(bytes.count, position + piece.count), with: piece)
            default: bytes[position] = bytes[position] &+ 1
            }
        }
        return bytes
    }

    /// A pack with every kind of entry, its index, and the names in it.
    private static func corpus(
        _ hash: HashFunction
    ) throws -> (pack: [UInt8], index: [UInt8], oldIndex: [UInt8], ids: [ObjectID]) {
        let repository = try RandomHistory(seed: 51, commits: 12, hash: hash).makeRepository(bare: true)
        try repository.git.run(["-c", "repack.useDeltaBaseOffset=false", "repack", "-a", "-d", "-f", "-q"])
        let path = try #require(try repository.packFiles(".pack").first)
        let index = try FileTree.read(path.dropLast(5) + Array(".idx".utf8))
        let old = "\(repository.folder.path)/old.idx"
        try repository.git.run(
            ["index-pack", "--index-version=1", "-o", old, String(decoding: path, as: UTF8.self)])
        let ids = try repository.allObjects().keys.sorted()
        return (try FileTree.read(path), index, try FileTree.read(Array(old.utf8)), ids)
    }

    private func exercise(_ pack: [UInt8], _ index: [UInt8], _ ids: [ObjectID]) {
        let format = ids.first?.format ?? .sha1
        guard let index = try? PackIndex(MappedFile(copying: index), format),
            let data = try? Packfile(MappedFile(copying: pack), format)
        else { return }
        let shared = Pack(number: 0, index: index, data: data)
        let database = ObjectDatabase(packs: [shared], format: format)
        let reader = database.makeReader(cacheBytes: 20_000)
        for id in ids {
            _ = try? reader.header(id)
            _ = try? reader.read(id)
            _ = reader.location(of: id)
        }
        _ = try? reader.objects(withPrefix: [0x30])
        guard let order = try? shared.order() else { return }
        reader.visitObjects(of: .commit, in: shared, order: order, ranks: 0..<min(order.count, 500)) { _, _ in
        }
        for offset in order.offsets.prefix(500) {
            if let offset = Int(exactly: offset) { _ = try? reader.read(shared, offset: offset) }
        }
    }

    @Test(arguments: HashFunction.allCases) func packs(hash: HashFunction) throws {
        let corpus = try Self.corpus(hash)
        fuzz([corpus.pack], share: 20) { mutated, _ in exercise(mutated, corpus.index, corpus.ids) }
    }

    @Test(arguments: HashFunction.allCases) func indexes(hash: HashFunction) throws {
        let corpus = try Self.corpus(hash)
        fuzz([corpus.index, corpus.oldIndex], share: 20) { mutated, _ in
            exercise(corpus.pack, mutated, corpus.ids)
        }
    }

    /// Small packs with stored data, so that changes reach types, sizes, bases and instructions and not checksums.
    @Test func handMadePacks() {
        let base = Array("0123456789abcdefghij".utf8)
        let delta = deltaSize(20) + deltaSize(12) + [0x91, 2, 10, 2] + Array("xy".utf8)
        let first = BuiltEntry.object(testID(3), .blob, base)
        fuzz([[0]], share: 2) { _, random in
            var entries = [
                first, .delta(testID(1), distance: first.bytes.count, delta),
                .delta(testID(2), against: testID(random.below(6)), delta),
                .delta(testID(4), against: testID(random.below(6)), mutate(delta, with: delta, &random)),
                .object(testID(5), .commit, mutate(base, with: delta, &random)),
            ]
            let victim = random.below(entries.count)
            switch random.below(4) {
            case 0: entries[victim].size = random.pick([0, 1, 19, 1 << 20, 1 << 31, 1 << 40, 1 << 62])
            case 1: entries[victim].type = UInt8(random.below(8))
            case 2: entries[victim].base = mutate(entries[victim].base, with: base, &random)
            default: entries[victim].data = mutate(entries[victim].data, with: delta, &random)
            }
            let built = BuiltPack(entries)
            exercise(built.pack, built.index, (0..<6).map { testID($0) })
        }
    }

    @Test func deltas() {
        let base = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let small = Array("0123456789".utf8)
        let deltas: [[UInt8]] = [
            deltaSize(10) + deltaSize(7) + [0x91, 2, 5, 2] + Array("ab".utf8),
            deltaSize(70_000) + deltaSize(65_536 + 300) + [0x80, 0xb1, 9, 0x2c, 1],
            deltaSize(70_000) + deltaSize(2_000_000) + [UInt8](repeating: 0x80, count: 30),
        ]
        var buffer: [UInt8] = []
        fuzz(deltas) { mutated, _ in
            for source in [small, base] {
                let whole = Delta.apply(mutated.span.bytes, to: source.span.bytes)
                let size = Delta.apply(mutated.span.bytes, to: source.span.bytes, into: &buffer)
                #expect(whole.map { $0[...] } == size.map { buffer[..<$0] })
            }
        }
    }

    @Test(arguments: HashFunction.allCases) func reftables(hash: HashFunction) {
        let format: ObjectFormat = hash == .sha1 ? .sha1 : .sha256
        let names = [7, 9].map { String(repeating: "\($0)", count: hash.digits) }
        var inputs: [[UInt8]] = []
        for (size, interval) in [(0, 3), (256, 16), (4_096, 1)] {
            var writer = ReftableWriter()
            writer.hash = hash
            writer.blockSize = size
            writer.restartInterval = interval
            writer.alwaysIndexes = size == 256
            writer.looseBlockSize = 200
            for number in 0..<60 {
                let values: [ReftableWriter.Value] = [
                    .object(names[0]), .object(names[0], peeled: names[1]), .deletion,
                    .symbolic(Array("refs/x".utf8)),
                ]
                writer.references.append(
                    (Array("refs/heads/\(number / 10)/\(number)".utf8), values[number % 4]))
                var move = ReftableWriter.Move(
                    name: Array("refs/heads/\(number % 7)".utf8), update: UInt64(number),
                    values: number % 9 == 0 ? nil : (names[0], names[1]))
                move.message = Array("a move".utf8)
                writer.moves.append(move)
            }
            inputs.append(writer.table())
        }
        fuzz(inputs, share: 2) { mutated, random in
            var mutated = mutated
            let footer = hash == .sha1 ? 68 : 72
            // Mostly with a footer that is believed, or nothing behind it would ever be read.
            if mutated.count > footer * 2, random.percent(80) {
                let start = mutated.count - footer
                for place in 0..<footer - 44 { mutated[start + place] = mutated[place] }
                let sum = bigEndian(Int(ReftableWriter.checksum(mutated[start..<mutated.count - 4])), 4)
                mutated.replaceSubrange(mutated.count - 4..<mutated.count, with: sum)
            }
            guard let table = try? Reftable(MappedFile(copying: mutated), format) else { return }
            for section in [Reftable.Section.references, .logs] {
                for prefix in ["", "refs/heads/3/", "refs/heads/5", "zzz"] {
                    guard var merge = try? ReftableMerge([table, table], section, prefix: Array(prefix.utf8))
                    else {
                        continue
                    }
                    var count = 0
                    while (try? merge.next()) == true {
                        count += 1
                        #expect(merge.key.starts(with: prefix.utf8))
                        if case .log(let move) = merge.value { _ = merge.bytes(move.message) }
                    }
                    // A record takes three bytes, of which a log deflates to few.
                    #expect(count <= mutated.count * 1_100)
                }
            }
        }
    }

    @Test func multiPackIndexes() throws {
        let repository = try severalPacksRepository()
        try repository.git("multi-pack-index", "write")
        let bytes = try FileTree.read(repository.objectDirectory + Array("/pack/multi-pack-index".utf8))
        fuzz([bytes, MidxRewriter.withLargeOffsets(bytes)], share: 4) { mutated, random in
            guard let index = try? MultiPackIndex(MappedFile(copying: mutated), repository.format) else {
                return
            }
            for _ in 0..<20 {
                let place = random.below(index.count + 2) - 1
                _ = index.location(at: place)
                if let id = index.id(at: place) { _ = index.position(of: id) }
            }
            if let prefix = ObjectIDPrefix(hex: [0x61], repository.format) {
                _ = index.positions(withPrefix: prefix)
            }
        }
    }

    @Test func commitGraphs() throws {
        let repository = try RandomHistory(seed: 55, commits: 30).makeRepository(bare: true)
        let path = repository.objectDirectory + Array("/info/commit-graph".utf8)
        var inputs: [[UInt8]] = []
        for options in [["--changed-paths"], []] {
            try repository.git.run(["commit-graph", "write", "--reachable"] + options)
            inputs.append(try FileTree.read(path))
            TemporaryFolder.removeTree(path)
        }
        let key = ChangedPathKey(Array("a/b".utf8))
        fuzz(inputs, share: 4) { mutated, _ in
            guard let file = try? CommitGraphFile(MappedFile(copying: mutated), repository.format) else {
                return
            }
            let graph = CommitGraph(layers: [file])
            for position in 0..<UInt32(min(graph.count, 200)) {
                _ = try? graph.commit(at: position)
                var parents: [UInt32] = []
                _ = try? graph.appendParents(at: position, to: &parents)
                #expect(parents.count <= mutated.count)
                _ = graph.mayHaveChanged([key], at: position)
                if let id = graph.id(at: position) { _ = graph.position(of: id) }
            }
        }
    }

    @Test func looseObjectsAndStreams() throws {
        let repository = try ScratchRepository(bare: true)
        var inputs: [[UInt8]] = [stored(Array("blob 5\0hello".utf8))]
        for text in ["x", String(repeating: "some text ", count: 200)] {
            let name = try repository.writeObject("blob", Array(text.utf8))
            inputs.append(try FileTree.read(Array(repository.looseObjectPath(name).utf8)))
        }
        let inflater = Inflater()
        fuzz(inputs) { mutated, _ in
            let object = try? LooseObjects.parse(mutated, with: inflater)
            #expect((object?.bytes.count ?? 0) <= mutated.count * Inflater.maximumRatio + 64)
            let prefix = PrefixInflater.prefix(of: mutated.span.bytes, count: 64)
            #expect((prefix?.count ?? 0) <= 64)
            #expect((inflater.prefix(of: mutated.span.bytes, count: 64)?.count ?? 0) <= 64)
        }
    }

    @Test func commitsAndTags() throws {
        let repository = try RandomHistory(seed: 53, commits: 30).makeRepository(bare: true)
        let objects = try repository.allObjects().values
        fuzz(objects.filter { $0.type == .commit }.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) }) {
            mutated, _ in
            if let layout = CommitParser.layout(mutated.span, repository.format) {
                for range in [layout.author, layout.committer, layout.message] {
                    #expect(range.upperBound <= mutated.count)
                    if let identity = IdentityLine(mutated.span, range) {
                        #expect(identity.name.upperBound <= mutated.count)
                        _ = identity.seconds(in: mutated.span)
                        _ = identity.offsetNumber(in: mutated.span)
                    }
                }
            }
        }
        let tag = "object 0123456789012345678901234567890123456789\ntype commit\ntag v1\n"
        fuzz([Array((tag + "tagger A <a> 1 +0000\n\nmessage\n").utf8), Array(tag.utf8)]) { mutated, _ in
            if let parsed = try? TagParser.parse(mutated, .sha1) {
                #expect(parsed.messageStart <= mutated.count)
            }
        }
    }

    @Test func trees() throws {
        let repository = try RandomHistory(seed: 54, commits: 30).makeRepository(bare: true)
        let trees = try repository.allObjects().values.filter { $0.type == .tree }.map(\.bytes)
            .sorted { $0.lexicographicallyPrecedes($1) }
        fuzz(trees) { mutated, random in
            var reader = TreeReader(repository.format)
            var count = 0
            while let entry = try? reader.next(mutated.span.bytes) {
                #expect(entry.end(repository.format) <= mutated.count)
                count += 1
                if count > mutated.count { break }
            }
            #expect(count <= mutated.count)
            let other = random.pick(trees)
            var comparison = TreeComparison(repository.format)
            var changes = 0
            while (try? comparison.next(old: mutated.span.bytes, new: other.span.bytes)) ?? nil != nil {
                changes += 1
                if changes > mutated.count + other.count { break }
            }
            #expect(changes <= mutated.count + other.count)
        }
    }

    @Test func alternates() {
        let list = "# comment\n/a/b\n\"quoted \\303\\251\\n\"\n../relative\n\n"
        fuzz([Array(list.utf8)]) { mutated, _ in
            let entries = Alternates.parse(mutated)
            #expect(entries.reduce(0) { $0 + $1.count } <= mutated.count)
        }
    }
}
