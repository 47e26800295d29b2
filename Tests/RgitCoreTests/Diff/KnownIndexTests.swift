// The index that is kept between questions: the same one while its file is certainly the same, else read again.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct KnownIndexTests {
    private func index(_ known: KnownIndex, _ session: Session) throws -> IndexFile {
        try known.index(
            session.layout.indexFile, sharedDirectory: session.layout.gitDirectory,
            reader: try session.makeReader())
    }

    /// Where the entries lie, which is the same only for the same array.
    private func place(_ index: IndexFile) -> UnsafePointer<IndexEntry>? {
        index.entries.withUnsafeBufferPointer { $0.baseAddress }
    }

    @Test func itIsReadAgainOnceItsFileHasChanged() throws {
        let scratch = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        try scratch.checkOut()
        let session = try scratch.open()
        // A tick of the past takes every file for one that was left alone for a while.
        let known = KnownIndex(tick: -3600)
        let first = try index(known, session)
        #expect(first.entries.map(\.path) == ["a".bytes])
        #expect(place(try index(known, session)) == place(first))
        try scratch.write("b", "1\n")
        try scratch.git("add", "b")
        #expect(try index(known, session).entries.map(\.path) == ["a".bytes, "b".bytes])
        _ = try scratch.git.runner.run("rm", ["\(scratch.gitDirectory)/index"])
        #expect(try index(known, session).entries.isEmpty)
    }

    @Test func oneThatWasYoungOrInSeveralFilesIsNotKept() throws {
        let scratch = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        try scratch.checkOut()
        let session = try scratch.open()
        let known = KnownIndex()
        let first = try index(known, session)
        #expect(place(try index(known, session)) != place(first))
        try scratch.git("update-index", "--split-index")
        let patient = KnownIndex(tick: -3600)
        let split = try index(patient, session)
        #expect(split.entries.map(\.path) == ["a".bytes])
        #expect(place(try index(patient, session)) != place(split))
    }

    @Test func whatIsUndecidedIsCounted() {
        let undecided = UndecidedEntries(unchanged: [true, false, true, true, false])
        #expect((0..<5).filter(undecided.contains) == [1, 4])
        #expect(undecided.hasAny(in: 0..<2) && undecided.hasAny(in: 4..<5))
        #expect(!undecided.hasAny(in: 2..<4) && !undecided.hasAny(in: 1..<1))
        #expect(undecided.count == 2)
        #expect(UndecidedEntries(unchanged: [true]).count == 0 && UndecidedEntries(unchanged: []).count == 0)
    }
}
