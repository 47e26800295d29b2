// What real git says a repository holds, and the same question put to the native reader.

import Support
import Testing

@testable import GitObjects

extension ScratchRepository {
    /// The object directory as the reader wants it.
    var objectDirectory: [UInt8] { Array("\(gitDirectory)/objects".utf8) }

    /// How it names its objects.
    var format: ObjectFormat { hash == .sha1 ? .sha1 : .sha256 }

    /// A fresh view of the repository's objects.
    var database: ObjectDatabase { ObjectDatabase(objectDirectory: objectDirectory, format: format) }

    /// Every object, as `git cat-file --batch` prints it.
    func allObjects() throws -> [ObjectID: RawObject] {
        try Self.parseBatch(git("cat-file", "--batch-all-objects", "--batch").stdout, format)
    }

    static func parseBatch(_ output: [UInt8], _ format: ObjectFormat = .sha1) throws -> [ObjectID: RawObject]
    {
        var objects: [ObjectID: RawObject] = [:]
        var position = 0
        while position < output.count {
            let end = try #require(output[position...].firstIndex(of: 0x0a))
            let words = output[position..<end].split(separator: 0x20)
            let id = try #require(ObjectID(hex: words[0], format))
            let type = try #require(ObjectType(name: words[1]))
            let size = try #require(Int(String(decoding: words[2], as: UTF8.self)))
            objects[id] = RawObject(type: type, bytes: Array(output[(end + 1)..<(end + 1 + size)]))
            position = end + 1 + size + 1
        }
        return objects
    }

    /// Moves all packs into the object directory as loose objects.
    func unpack() throws {
        let packs = try FileTree.names(in: objectDirectory + Array("/pack".utf8))
        for name in packs where name.ends(with: Array(".pack".utf8)) {
            let path = objectDirectory + Array("/pack/".utf8) + name
            let bytes = try FileTree.read(path)
            for file in packs { TemporaryFolder.removeTree(objectDirectory + Array("/pack/".utf8) + file) }
            try git.run(["unpack-objects", "-q"], input: bytes)
        }
    }

    /// The files in `objects/pack` that end so, with their whole paths.
    func packFiles(_ ending: String) throws -> [[UInt8]] {
        let folder = objectDirectory + Array("/pack".utf8)
        return try FileTree.names(in: folder).filter { $0.ends(with: Array(ending.utf8)) }
            .map { folder + [0x2f] + $0 }
    }
}

/// Expects that the database holds exactly `expected`, by every way of asking.
func expectObjects(
    _ database: ObjectDatabase, _ expected: [ObjectID: RawObject], cacheBytes: Int = 1 << 20,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let names = expected.keys.sorted()
    #expect(
        try database.makeReader().objects(withPrefix: []) == names, sourceLocation: sourceLocation)
    // One reader that keeps everything and one that keeps next to nothing.
    for cacheBytes in [cacheBytes, 2_000] {
        let reader = database.makeReader(cacheBytes: cacheBytes)
        for id in names {
            let object = try #require(expected[id])
            let header = try reader.header(id)
            #expect(header?.type == object.type, sourceLocation: sourceLocation)
            #expect(header?.size == object.bytes.count, sourceLocation: sourceLocation)
            let read = try reader.read(id)
            #expect(read?.type == object.type, sourceLocation: sourceLocation)
            #expect(read?.bytes == object.bytes, "\(id)", sourceLocation: sourceLocation)
        }
    }
}

/// Expects that every pack shows exactly its objects of each type, in chunks, whatever their sizes.
func expectVisits(_ database: ObjectDatabase, _ expected: [ObjectID: RawObject]) throws {
    for pack in database.packs {
        let order = try #require(try pack.order())
        let index = try #require(try pack.index())
        #expect(order.offsets == order.offsets.sorted())
        for type in [ObjectType.commit, .tree, .blob, .tag] {
            for size in [1, 7, 4_096] {
                let reader = database.makeReader(cacheBytes: 50_000)
                var shown: Set<ObjectID> = []
                for start in stride(from: 0, to: order.count, by: size) {
                    try reader.visitObjects(of: type, in: pack, order: order, ranks: start..<start + size) {
                        (rank, content) in
                        let id = try #require(index.id(at: Int(order.positions[rank])))
                        #expect(Int(order.ranks[Int(order.positions[rank])]) == rank)
                        let object = try #require(expected[id])
                        #expect(object.type == type)
                        #expect(content.withUnsafeBufferPointer { Array($0) } == object.bytes)
                        shown.insert(id)
                    }
                }
                let own = (0..<index.count).compactMap { index.id(at: $0) }
                #expect(shown == Set(own.filter { expected[$0]?.type == type }))
            }
        }
    }
}
