// Names of both hash functions: as values, and in every file of a repository that git made with SHA-256.

import Support
import Testing

@testable import GitObjects

@Suite struct ObjectFormatTests {
    private static let bytes = (1...32).map { UInt8($0) }

    @Test(arguments: [ObjectFormat.sha1, .sha256])
    func bytesAndDigitsComeBack(format: ObjectFormat) throws {
        let bytes = Self.bytes.prefix(format.byteCount)
        let id = try #require(ObjectID(bytes: bytes, format))
        #expect(id.bytes == Array(bytes))
        #expect(id.format == format)
        #expect(id.hex.count == format.hexCount)
        #expect(ObjectID(hex: id.hex, format) == id)
        #expect(ObjectID(id.description) == id)
        #expect(ObjectID(bytes: bytes.dropLast(), format) == nil)
        #expect(ObjectID(bytes: Self.bytes + [33], format) == nil)
        #expect(ObjectID(hex: id.hex + [0x30], format) == nil)
        #expect(ObjectID(hex: id.hex, format == .sha1 ? .sha256 : .sha1) == nil)
        #expect(!id.isZero)
        #expect(format.zero.isZero)
        #expect(format.zero.hex == [UInt8](repeating: 0x30, count: format.hexCount))
    }

    /// Every byte counts: in equality, in order, in the hash of sets and in that of tables.
    @Test(arguments: [ObjectFormat.sha1, .sha256])
    func everyByteCounts(format: ObjectFormat) throws {
        let id = try #require(ObjectID(bytes: Self.bytes.prefix(format.byteCount), format))
        let tableHash = ObjectIDHash()
        for place in 0..<format.byteCount {
            var bytes = Self.bytes.prefix(format.byteCount)
            bytes[place] += 1
            let other = try #require(ObjectID(bytes: bytes, format))
            #expect(other != id)
            #expect(id < other)
            #expect(other.hashValue != id.hashValue)
            #expect(tableHash(other) != tableHash(id))
        }
    }

    /// Names that share their first eight bytes, as anyone may make up, spread over a table like any others.
    @Test func namesWithAFirstWordInCommonSpread() {
        let tableHash = ObjectIDHash()
        var slots: Set<UInt64> = []
        for number in UInt32(0)..<4_096 { slots.insert(tableHash(ObjectID(sha1: 7, 7, number)) & 0xffff) }
        // 4,096 names at random in 65,536 slots fill about 3,970 of them.
        #expect(slots.count > 3_700)
        #expect(ObjectIDHash()(.zero) != ObjectIDHash()(.zero))
    }

    @Test func emptyTreeAndBlobAreGits() throws {
        let folder = try ScratchRepository(bare: true)
        for (format, name) in [(ObjectFormat.sha1, "sha1"), (.sha256, "sha256")] {
            try folder.git.run([
                "init", "-q", "--bare", "--object-format=\(name)", "\(folder.folder.path)/\(name)",
            ])
            let git = folder.git.at("\(folder.folder.path)/\(name)")
            #expect(try git.line("hash-object", "-t", "tree", "/dev/null") == format.emptyTree.description)
            #expect(try git.line("hash-object", "/dev/null") == format.emptyBlob.description)
        }
    }

    @Test func sha256RepositoryIsReadWhole() throws {
        let folder = try ScratchRepository(bare: true)
        let path = "\(folder.folder.path)/other"
        try folder.git.run(["init", "-q", "--bare", "--object-format=sha256", path])
        let git = folder.git.at(path)
        var history = HistoryBuilder()
        var last = history.commit(
            "root", [.file("a/b", "1\n"), .file("c", String(repeating: "line\n", count: 99))])
        for number in 0..<30 {
            let side = history.commit("side", parents: [last], [.file("a/\(number)", "\(number)\n")])
            let text = String(repeating: "line\n", count: 99) + "\(number)\n"
            let main = history.commit("main", parents: [last], [.file("c", text)])
            last = history.commit("merge", parents: number % 3 == 0 ? [main, side, last] : [main, side])
        }
        history.tag("v1", of: last)
        try git.run(["fast-import", "--quiet"], input: history.stream)
        let objects = try ScratchRepository.parseBatch(
            git.run(["cat-file", "--batch-all-objects", "--batch"]).stdout, .sha256)
        #expect(objects.count > 100)
        let directory = Array("\(path)/objects".utf8)
        func database() -> ObjectDatabase { ObjectDatabase(objectDirectory: directory, format: .sha256) }

        try expectObjects(database(), objects)
        try expectVisits(database(), objects)
        try git.run(["repack", "-adq", "--depth=20", "-f"])
        try git.run(["multi-pack-index", "write"])
        try git.run(["commit-graph", "write", "--reachable", "--changed-paths", "--no-progress"])
        let packed = database()
        #expect(packed.snapshot.midxes.count == 1)
        try expectObjects(packed, objects)
        let (graph, problems) = packed.openCommitGraph()
        #expect(problems.isEmpty && packed.problems.isEmpty)
        let table = try #require(graph)

        for (id, object) in objects {
            switch object.type {
            case .commit:
                let parsed = CommitParser.links(object.bytes.span, .sha256)
                let links = try #require(parsed)
                let misread = CommitParser.links(object.bytes.span, .sha1)
                #expect(misread == nil)
                let position = try #require(table.position(of: id))
                #expect(try table.commit(at: position).tree == links.tree)
                var parents: [UInt32] = []
                try table.appendParents(at: position, to: &parents)
                #expect(parents.map { table.id(at: $0) } == links.parents)
            case .tree:
                var reader = TreeReader(.sha256)
                while let entry = try reader.next(object.bytes.span.bytes) {
                    #expect(objects[entry.id] != nil)
                }
                // Everything in it is new beside an empty one.
                var comparison = TreeComparison(.sha256)
                let empty: [UInt8] = []
                while let change = try comparison.next(old: empty.span.bytes, new: object.bytes.span.bytes) {
                    #expect(change.new.map { objects[$0.id] != nil } == true)
                }
            case .tag: #expect(try objects[TagParser.parse(object.bytes, .sha256).target] != nil)
            case .blob: break
            }
        }
        // A repository of the other format does not take these files for its own.
        let foreign = ObjectDatabase(objectDirectory: directory, format: .sha1)
        _ = foreign.openCommitGraph()
        #expect(Set(foreign.problems.map(\.kind)) == [.unsupported])
        #expect(foreign.problems.count == 2)
    }
}
