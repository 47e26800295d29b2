// Annotated tags, as git writes them and as other programs may.

import Support
import Testing

@testable import GitObjects

@Suite struct TagParserTests {
    private let target = "0123456789012345678901234567890123456789"

    private func parse(_ text: String) throws -> ParsedTag { try TagParser.parse(Array(text.utf8), .sha1) }

    @Test func tagsOfEveryType() throws {
        let repository = try ScratchRepository { history in
            let commit = history.commit("one", [.file("a", "text")])
            history.tag("on-commit", of: commit, message: "the message\n\nbody\n")
        }
        try repository.git("tag", "-a", "-m", "tree", "on-tree", "main^{tree}")
        try repository.git("tag", "-a", "-m", "blob", "on-blob", "main:a")
        try repository.git("tag", "-a", "-m", "tag", "on-tag", "on-commit")
        let reader = repository.database.makeReader()
        for name in ["on-commit", "on-tree", "on-blob", "on-tag"] {
            let id = try #require(ObjectID(try repository.git.line("rev-parse", "refs/tags/\(name)")))
            let object = try #require(try reader.read(id))
            #expect(object.type == .tag)
            let tag = try TagParser.parse(object.bytes, .sha1, id: id)
            let facts = try repository.git(
                "for-each-ref", "--format=%(object)%00%(type)%00%(tag)%00%(tagger)%00%(contents)",
                "refs/tags/\(name)"
            ).stdout.dropLast().split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }
            #expect(tag.target.hex == facts[0])
            #expect(Array(tag.targetType.name.utf8) == facts[1])
            #expect(tag.name == facts[2])
            #expect(tag.tagger == facts[3])
            #expect(Array(object.bytes[tag.messageStart...]) == facts[4])
        }
    }

    @Test func oldAndOddTags() throws {
        let head = "object \(target)\ntype commit\ntag v1\n"
        let old = try parse(head + "\nno tagger\n")
        #expect(old.tagger == nil)
        #expect(old.messageStart == head.utf8.count + 1)
        let extra = try parse(head + "tagger A <a> 1 +0000\ngpgsig x\n y\n\nmessage")
        #expect(extra.tagger == Array("A <a> 1 +0000".utf8))
        #expect(extra.messageStart == head.utf8.count + "tagger A <a> 1 +0000\ngpgsig x\n y\n\n".utf8.count)
        #expect(try parse(head).messageStart == head.utf8.count)
        #expect(try parse(head + "tagger cut off").messageStart == head.utf8.count + 14)
    }

    @Test func damagedTagsAreErrors() {
        for text in [
            "", "object \(target)", "object \(target)\n", "object 0123\ntype commit\ntag x\n",
            "object \(target)\ntype commit\n", "object \(target)\ntype what\ntag x\n",
            "type commit\nobject \(target)\ntag x\n", "object \(target)\ntype commit\ntag x",
        ] {
            #expect(throws: GitObjectError.self, "\(text)") { try parse(text) }
        }
    }
}
