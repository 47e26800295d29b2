// Damaged, hostile and vanishing files: errors with names in them, other copies found, nothing that hangs.

import Support
import Testing

@testable import GitObjects

@Suite struct DamageTests {
    private func blob(_ number: Int, _ text: String = "some text") -> BuiltEntry {
        .object(testID(number), .blob, Array(text.utf8))
    }

    /// The error reading an object gives.
    private func failure(_ pack: BuiltPack, _ id: ObjectID) throws -> GitObjectError {
        let reader = try pack.database.makeReader()
        return try #require(throws: GitObjectError.self) { try reader.read(id) }
    }

    @Test func handMadePacksAreRead() throws {
        let base = Array("0123456789".utf8)
        let delta = deltaSize(10) + deltaSize(7) + [0x91, 2, 5, 2] + Array("ab".utf8)
        let first = BuiltEntry.object(testID(3), .blob, base)
        let pack = BuiltPack([
            first, .delta(testID(1), distance: first.bytes.count, delta),
            .delta(testID(2), against: testID(3), delta),
        ])
        let reader = try pack.database.makeReader()
        for number in [1, 2] {
            #expect(try reader.read(testID(number))?.bytes == Array("23456ab".utf8))
            let header = try reader.header(testID(number))
            #expect(header?.type == .blob)
            #expect(header?.size == 7)
        }
    }

    @Test func circlesOfReferenceDeltasEnd() throws {
        let delta = deltaSize(4) + deltaSize(4) + [0x90, 4]
        let pack = BuiltPack([
            .delta(testID(1), against: testID(2), delta), .delta(testID(2), against: testID(1), delta),
            .delta(testID(3), against: testID(3), delta),
        ])
        for number in 1...3 {
            let error = try failure(pack, testID(number))
            #expect(error.what == "delta chain is too long or circular")
            #expect(error.object == testID(number))
            #expect(error.file == Array("test.pack".utf8))
            #expect(error.offset != nil)
        }
        let order = try #require(try pack.database.packs[0].order())
        let reader = try pack.database.makeReader()
        #expect(reader.types(in: reader.database.packs[0], order: order, ranks: 0..<3) == [nil, nil, nil])
    }

    @Test func missingBasesAreNamed() throws {
        let delta = deltaSize(4) + deltaSize(4) + [0x90, 4]
        let pack = BuiltPack([.delta(testID(1), against: testID(9), delta)])
        #expect(try failure(pack, testID(1)).what == "delta base is missing")
    }

    @Test(arguments: [1 << 20, 1 << 31, 1 << 33, 1 << 59])
    func absurdSizesTakeNoMemory(size: Int) throws {
        var entry = blob(1)
        entry.size = size
        let pack = BuiltPack([entry])
        let error = try failure(pack, testID(1))
        #expect(error.kind == (size > 1 << 31 ? .tooLarge : .damaged))
        #expect(error.offset == 12)
        // A delta that promises a giant out of nothing.
        let base = blob(2)
        let delta = deltaSize(9) + deltaSize(size) + [0x90, 9]
        let liar = BuiltPack([base, .delta(testID(1), distance: base.bytes.count, delta)])
        let isTooLarge = size > ReadLimits().deltaBytes
        #expect(
            try failure(liar, testID(1)).what
                == (isTooLarge ? "blob of \(size) bytes is too large" : "delta does not apply"))
    }

    /// Each delta doubles the one before: a bomb of which the sizes are known before memory is taken.
    private func bomb(_ type: ObjectType, levels: Int) -> BuiltPack {
        var entries = [BuiltEntry.object(testID(0), type, [UInt8](repeating: 0x78, count: 64))]
        for level in 1...levels {
            let size = 32 << level
            let copy: [UInt8] = [0xf0, UInt8(size & 0xff), UInt8(size >> 8 & 0xff), UInt8(size >> 16)]
            let delta = deltaSize(size) + deltaSize(2 * size) + copy + copy
            entries.append(.delta(testID(level), distance: entries[level - 1].bytes.count, delta))
        }
        return BuiltPack(entries)
    }

    @Test(arguments: [ObjectType.commit, .tree, .tag, .blob])
    func bombsEndWithTheirName(type: ObjectType) throws {
        let pack = bomb(type, levels: 12)
        var limits = ReadLimits()
        limits.historyBytes = 10_000
        limits.deltaBytes = 10_000
        let reader = try pack.database.makeReader(limits: limits)
        #expect(try reader.header(testID(12))?.size == 64 << 12)
        #expect(try reader.read(testID(7))?.bytes.count == 64 << 7)
        for level in 8...12 {
            let error = try #require(throws: GitObjectError.self) { try reader.read(testID(level)) }
            #expect(error.kind == .tooLarge)
            #expect(error.what == "\(type.name) of \(64 << 8) bytes is too large")
            #expect(error.object == testID(level))
        }
    }

    @Test func wholeObjectsBeyondTheLimitsAreRefused() throws {
        let bytes = [UInt8](repeating: 0x78, count: 20_000)
        let pack = BuiltPack([
            .object(testID(1), .commit, bytes), .object(testID(2), .tree, bytes),
            .object(testID(3), .blob, bytes),
        ])
        var limits = ReadLimits()
        limits.historyBytes = 10_000
        let reader = try pack.database.makeReader(limits: limits)
        for (number, type) in [(1, "commit"), (2, "tree")] {
            let error = try #require(throws: GitObjectError.self) { try reader.read(testID(number)) }
            #expect(error.what == "\(type) of 20000 bytes is too large")
        }
        #expect(try reader.read(testID(3))?.bytes.count == 20_000)
        let loose = LooseObjectWriter.file("tree", bytes)
        let error = #expect(throws: GitObjectError.self) {
            try LooseObjects.parse(loose, with: Inflater(), limits)
        }
        #expect(error?.what == "tree of 20000 bytes is too large")
    }

    /// A blob that is wanted only up to a size is not inflated beyond it, and is no damaged one afterwards.
    @Test func largerBlobsThanWantedAreNotRead() throws {
        let pack = bomb(.blob, levels: 12)
        let reader = try pack.database.makeReader(cacheBytes: 1000)
        for level in [0, 1, 11, 12] {
            let size = 64 << level
            for _ in 0..<2 {
                guard case .larger? = try reader.read(testID(level), upTo: size - 1) else {
                    Issue.record("read \(size) bytes")
                    continue
                }
                guard case .object(let object)? = try reader.read(testID(level), upTo: size) else {
                    Issue.record("did not read \(size) bytes")
                    continue
                }
                #expect(object.bytes.count == size)
                #expect(try reader.read(testID(level))?.bytes.count == size)
            }
        }
        if try reader.read(testID(99), upTo: 10) != nil { Issue.record("read what is not there") }
    }

    @Test func sizesThatDisagreeAreDamage() throws {
        for wrong in [8, 10, 0] {
            var entry = blob(1)
            entry.size = wrong
            #expect(try failure(BuiltPack([entry]), testID(1)).what == "entry does not inflate")
        }
    }

    @Test func deltasThatReachOutOfBoundsAreRefused() {
        let base = Array("0123456789".utf8)
        let header = deltaSize(10) + deltaSize(5)
        let bad: [[UInt8]] = [
            [], [10], header, header + [0], header + [0x91, 6, 5], header + [0x90, 11], header + [0x90],
            header + [5, 1, 2, 3, 4], header + [6, 1, 2, 3, 4, 5, 6], header + [0x90, 4],
            header + [0x90, 5, 1, 9], header + [0xff, 0, 0, 0, 0, 5, 0],
            deltaSize(9) + deltaSize(5) + [0x90, 5], header + [0x80],
            [UInt8](repeating: 0xff, count: 30),
        ]
        let good = header + [0x91, 5, 5]
        var copies: [Delta.Copy] = []
        for delta in bad {
            #expect(Delta.apply(delta.span.bytes, to: base.span.bytes) == nil, "\(delta)")
            #expect(
                Delta.apply(delta.span.bytes, to: base.span.bytes, noting: &copies, minimumSize: 1) == nil)
            // What the damaged one has copied is not among the copies of the next.
            let made = Delta.apply(good.span.bytes, to: base.span.bytes, noting: &copies, minimumSize: 1)
            #expect(made == Array("56789".utf8))
            #expect(copies.map(\.source) == [5])
            var buffer: [UInt8] = []
            #expect(Delta.apply(delta.span.bytes, to: base.span.bytes, into: &buffer) == nil)
        }
        #expect(Delta.apply(good.span.bytes, to: base.span.bytes) == Array("56789".utf8))
    }

    @Test func copiesOfSixtyFourKibibytes() {
        let base = [UInt8](repeating: 7, count: 0x1_0000 + 3)
        let delta = deltaSize(base.count) + deltaSize(0x1_0000) + [0x81, 3]
        let made = Delta.apply(delta.span.bytes, to: base.span.bytes)
        #expect(made == Array(base[3...]))
    }

    @Test func unknownTypesAndBadOffsets() throws {
        for type in [0, 5] as [UInt8] {
            var entry = blob(1)
            entry.type = type
            #expect(try failure(BuiltPack([entry]), testID(1)).what == "unknown type of entry")
        }
        for distance in [0, 1 << 20] {
            let pack = BuiltPack([.delta(testID(1), distance: distance, [4, 4, 0x90, 4])])
            #expect(try failure(pack, testID(1)).what == "delta base offset out of bounds")
        }
        var pack = BuiltPack([blob(1)])
        pack.index.replaceSubrange(pack.index.count - 44..<pack.index.count - 40, with: bigEndian(1 << 30, 4))
        #expect(try failure(pack, testID(1)).what == "offset beyond the pack")
        pack.index.replaceSubrange(pack.index.count - 44..<pack.index.count - 40, with: [0x80, 0, 0, 9])
        #expect(try failure(pack, testID(1)).what == "index offset is damaged")
    }

    @Test func indexesAreCheckedWhenOpened() throws {
        let good = BuiltPack([blob(1), blob(2)]).index
        #expect(throws: Never.self) { try PackIndex(MappedFile(copying: good), .sha1) }
        for length in [0, 1, 8, 1_000, 1_071, good.count - 1] {
            #expect(throws: GitObjectError.self) {
                try PackIndex(MappedFile(copying: Array(good[..<length])), .sha1)
            }
        }
        var fanout = good
        fanout[8] = 0xff
        #expect(throws: GitObjectError.self) { try PackIndex(MappedFile(copying: fanout), .sha1) }
        var version = good
        version[7] = 3
        let error = #expect(throws: GitObjectError.self) {
            try PackIndex(MappedFile(copying: version), .sha1)
        }
        #expect(error?.kind == .unsupported)
    }

    @Test func otherCopiesAreFound() throws {
        let repository = try severalPacksRepository()
        let expected = try repository.allObjects()
        try repository.git("repack", "-a", "-d", "-f", "-q", "--depth=50")
        // A second pack with everything, and a third with nothing right in it.
        let names: [UInt8] = try repository.allObjects().keys.sorted().flatMap { $0.hex + [0x0a as UInt8] }
        try repository.git.run(
            [
                "pack-objects", "-q", "--no-reuse-delta", "--depth=0",
                "\(repository.gitDirectory)/objects/pack/pack",
            ],
            input: names)
        #expect(try repository.packFiles(".pack").count == 2)
        let kept = try repository.allObjects()
        for victim in try repository.packFiles(".pack") {
            let whole = try FileTree.read(victim)
            var damaged = whole
            var random = SplitMix64(seed: 5)
            for _ in 0..<40 { damaged[12 + random.below(damaged.count - 32)] ^= 0x55 }
            TemporaryFolder.removeTree(victim)
            try FileTree.write(damaged, to: victim)
            try expectObjects(repository.database, kept)
            TemporaryFolder.removeTree(victim)
            try FileTree.write(whole, to: victim)
        }
        #expect(kept.count <= expected.count)
    }

    @Test func damageWithoutAnotherCopyIsNamed() throws {
        let repository = try RandomHistory(seed: 21, commits: 30).makeRepository(bare: true)
        try repository.repack("-f")
        let expected = try repository.allObjects()
        let path = try #require(try repository.packFiles(".pack").first)
        var bytes = try FileTree.read(path)
        for offset in bytes.count / 2..<bytes.count / 2 + 60 { bytes[offset] ^= 0xff }
        TemporaryFolder.removeTree(path)
        try FileTree.write(bytes, to: path)
        let reader = repository.database.makeReader()
        var failures = 0
        for (id, object) in expected {
            do {
                let read = try reader.read(id)
                #expect(read?.bytes == object.bytes)
            } catch {
                failures += 1
                #expect(error.object == id)
                #expect(error.file == path)
                #expect(error.offset.map { $0 >= 12 && $0 < bytes.count } == true)
            }
        }
        #expect(failures > 0)
        #expect(failures < expected.count)
    }

    @Test func truncatedPacksAndIndexes() throws {
        let repository = try RandomHistory(seed: 22, commits: 10).makeRepository(bare: true)
        try repository.repack()
        let id = try #require(try repository.allObjects().keys.first)
        for ending in [".pack", ".idx"] {
            let path = try #require(try repository.packFiles(ending).first)
            let bytes = try FileTree.read(path)
            for length in [0, 10, bytes.count / 2, bytes.count - 1] {
                TemporaryFolder.removeTree(path)
                try FileTree.write(Array(bytes[..<length]), to: path)
                let reader = repository.database.makeReader()
                let error = #expect(throws: GitObjectError.self) { try reader.read(id) }
                #expect(error?.file == path)
                #expect(error?.object == id)
                #expect(throws: GitObjectError.self) { try reader.header(id) }
            }
            TemporaryFolder.removeTree(path)
            try FileTree.write(bytes, to: path)
        }
    }

    @Test func packsThatVanishAreLookedForAgain() throws {
        let repository = try RandomHistory(seed: 23, commits: 30).makeRepository(bare: true)
        let database = repository.database
        let idle = database.makeReader()
        let busy = database.makeReader()
        let expected = try repository.allObjects()
        _ = try busy.read(try #require(expected.keys.first))
        try repository.git("repack", "-a", "-d", "-f", "-q")
        for (id, object) in expected
        where try repository.git.attempt(["cat-file", "-e", "\(id)"]).exitStatus == 0 {
            #expect(try idle.read(id)?.bytes == object.bytes)
            #expect(try busy.read(id)?.bytes == object.bytes)
        }
        // What has become loose, or packed, since.
        let late = try repository.writeObject("blob", Array("late".utf8))
        #expect(try busy.read(try #require(ObjectID(late)))?.bytes == Array("late".utf8))
        let later = try repository.writeObject("blob", Array("later".utf8))
        try repository.git.run(
            ["pack-objects", "-q", "\(repository.gitDirectory)/objects/pack/pack"],
            input: Array("\(later)\n".utf8))
        try repository.git("prune-packed")
        #expect(try busy.read(try #require(ObjectID(later)))?.bytes == Array("later".utf8))
        #expect(try idle.objects(withPrefix: Array(later.utf8)) == [try #require(ObjectID(later))])
    }

    @Test func damagedLooseObjects() throws {
        let repository = try ScratchRepository(bare: true)
        let name = try repository.writeObject("blob", Array("some content\n".utf8))
        let id = try #require(ObjectID(name))
        let path = Array(repository.looseObjectPath(name).utf8)
        let good = try FileTree.read(path)
        func rewrite(_ bytes: [UInt8]) throws {
            TemporaryFolder.removeTree(path)
            try FileTree.write(bytes, to: path)
        }
        let bad: [[UInt8]] = [
            [], [0x78], Array(good[..<(good.count / 2)]), Array(good.dropLast()), good + [0],
            [UInt8](repeating: 0, count: 50), stored(Array("blob 13".utf8)),
            stored(Array("blub 13\0some content\n".utf8)), stored(Array("blob 14\0some content\n".utf8)),
            stored(Array("blob 12\0some content\n".utf8)), stored(Array("blob 013\0some content\n".utf8)),
            stored(Array("blob -1\0some content\n".utf8)), stored(Array("blob \0some content\n".utf8)),
            stored(Array("blob99999999999999999999\0".utf8)),
            stored(Array("blob 9999999999999999999999\0".utf8)),
            stored(Array("blob 2000000000\0some content\n".utf8)),
        ]
        for bytes in bad {
            try rewrite(bytes)
            let error = #expect(throws: GitObjectError.self) {
                try repository.database.makeReader().read(id)
            }
            #expect(error?.object == id)
            #expect(error?.file == path)
            // Git reads some of these without a word, as long as it does not check them.
            #expect(try repository.git.attempt(["fsck"]).exitStatus != 0, "\(bytes)")
        }
        try rewrite(stored(Array("blob 13\0some content\n".utf8)))
        #expect(try repository.database.makeReader().read(id)?.bytes == Array("some content\n".utf8))
        #expect(try repository.database.makeReader().header(id)?.size == 13)
    }
}
