// That an open repository reads each tag once, and tags that it has not read yet as others do.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct PeeledTagsTests {
    private static func names(_ session: Session, of commit: ObjectID) async throws -> [String] {
        try await Decorations(session: session, sharding: Sharding(jobs: 2))[commit].map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test func tagsAreReadOnce() async throws {
        let scratch = try ScratchRepository()
        try scratch.git("commit", "-q", "--allow-empty", "-m", "one")
        try scratch.git("tag", "-a", "-m", "x", "inner")
        try scratch.git("tag", "-a", "-m", "x", "outer", "inner")
        try scratch.git("tag", "light")
        let session = try scratch.open()
        let reader = try session.makeReader()
        let head = try #require(try session.headCommitIfBorn(reader))
        let name = try scratch.git.line("rev-parse", "outer").bytes
        let outer = try #require(ObjectID(hex: name, session.layout.objectFormat))
        #expect(session.peeledTags[outer] == nil)
        let tags = ["refs/tags/outer", "refs/tags/light", "refs/tags/inner"]
        #expect(try await Self.names(session, of: head) == ["HEAD", "refs/heads/main"] + tags)
        #expect(session.peeledTags[outer] == head)
        #expect(session.peeledTags[head] == nil)
        // The same session sees a tag that was made since.
        try scratch.git("tag", "-a", "-m", "x", "later")
        let names = try await Self.names(session, of: head)
        #expect(names == ["HEAD", "refs/heads/main", tags[0], tags[1], "refs/tags/later", tags[2]])
        // What is remembered is believed, and the tag not read again.
        let tree = try reader.commitLinks(head).tree
        session.peeledTags.remember(tree, of: outer)
        #expect(try await Self.names(session, of: tree) == [tags[0]])
    }
}
