// Alternates: nested, relative, quoted, commented, circular, too deep, from the environment; compared with git.

import Support
import Testing

@testable import GitObjects

@Suite struct AlternatesTests {
    /// Bare repositories beside each other, each with one blob of its own.
    private struct Family {
        let folder: ScratchRepository
        var blobs: [ObjectID] = []

        init(_ count: Int) throws {
            folder = try ScratchRepository(bare: true)
            for number in 0..<count {
                try folder.git.run(["init", "-q", "--bare", path(number)])
                let name = try git(number).run(["hash-object", "-w", "--stdin"], input: [UInt8(number)])
                blobs.append(try #require(ObjectID(hex: name.stdout.dropLast(), .sha1)))
            }
        }

        func path(_ number: Int) -> String { "\(folder.path)/r\(number)" }
        func objects(_ number: Int) -> String { "\(path(number))/objects" }
        func git(_ number: Int) -> Git { folder.git.at(path(number)) }

        func borrow(_ number: Int, _ lines: String) throws {
            try FileTree.write(Array(lines.utf8), to: Array("\(objects(number))/info/alternates".utf8))
        }

        /// Which blobs the first repository sees, to git and to the reader.
        func expectSameAsGit(environment: [String] = [], sourceLocation: SourceLocation = #_sourceLocation)
            throws
            -> ObjectDatabase
        {
            let database = ObjectDatabase(
                objectDirectory: Array(objects(0).utf8), alternates: environment.map { Array($0.utf8) },
                format: .sha1)
            let reader = database.makeReader()
            var git = git(0)
            if !environment.isEmpty {
                git = git.with("GIT_ALTERNATE_OBJECT_DIRECTORIES", environment.joined(separator: ":"))
            }
            for id in blobs {
                let seen = try git.attempt(["cat-file", "-e", "\(id)"]).exitStatus == 0
                #expect(try (reader.read(id) != nil) == seen, "\(id)", sourceLocation: sourceLocation)
            }
            return database
        }
    }

    @Test func absoluteRelativeAndNested() throws {
        let family = try Family(4)
        try family.borrow(0, "\(family.objects(1))\n")
        try family.borrow(1, "../../r2/objects\n")
        try family.borrow(2, "# a comment\n\n../../r3/objects")
        let database = try family.expectSameAsGit()
        #expect(database.directories.count == 4)
        #expect(database.problems.isEmpty)
    }

    @Test func quotedNamesAndNamesWithOddBytes() throws {
        let family = try Family(3)
        try family.folder.git.run(["init", "-q", "--bare", "r\u{e9}\n\"x"])
        let odd = "\(family.folder.path)/r\u{e9}\n\"x/objects"
        try family.borrow(
            0,
            "\"\(family.objects(1))\"\n\"\(family.folder.path)/r\\303\\251\\n\\\"x/objects\"\n"
                + "\"\(family.folder.path)/r\\062/objects\"\n\"broken\n")
        let database = try family.expectSameAsGit()
        #expect(database.directories.contains(Array(odd.utf8)))
        #expect(database.directories.count == 4)
        #expect(database.problems.count == 1)
    }

    @Test func circlesAndRepetitions() throws {
        let family = try Family(3)
        try family.borrow(0, "\(family.objects(1))\n\(family.objects(1))//\n\(family.objects(0))\n")
        try family.borrow(1, "\(family.objects(0))\n\(family.objects(2))\n")
        try family.borrow(2, "\(family.objects(1))\n")
        #expect(try family.expectSameAsGit().directories.count == 3)
    }

    @Test func tooDeepIsIgnored() throws {
        let family = try Family(9)
        for number in 0..<8 { try family.borrow(number, "\(family.objects(number + 1))\n") }
        let database = try family.expectSameAsGit()
        #expect(database.directories.count == 7)
        #expect(database.problems.map(\.kind) == [.tooLarge])
    }

    @Test func environment() throws {
        let family = try Family(4)
        try family.borrow(1, "../../r2/objects\n")
        try family.borrow(0, "\(family.objects(3))\n")
        let database = try family.expectSameAsGit(environment: [family.objects(1), "/nowhere"])
        #expect(database.directories.count == 4)
        #expect(database.problems.count == 1)
    }

    @Test func packsOfAlternates() throws {
        let lender = try RandomHistory(seed: 31, commits: 20).makeRepository(bare: true)
        try lender.repack()
        let borrower = try ScratchRepository(bare: true, hash: lender.hash)
        try FileTree.write(
            lender.objectDirectory + [0x0a], to: borrower.objectDirectory + Array("/info/alternates".utf8))
        try expectObjects(borrower.database, lender.allObjects())
    }
}
