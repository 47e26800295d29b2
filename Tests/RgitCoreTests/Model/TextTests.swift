// Text as programs meet it: compared with strings, in git's order, encoded with nothing lost.

import Foundation
import Records
import Testing

@testable import RgitCore

@Suite struct TextTests {
    /// What encoding and decoding as JSON gives.
    private func recoded<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode([value]).dropFirst().dropLast())
    }

    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode([value]).dropFirst().dropLast(), as: UTF8.self)
    }

    @Test func textComparesWithStringsByBytes() {
        let text = Text(Array("caf\u{e9}/a.c".utf8))
        #expect(text == "caf\u{e9}/a.c")
        // The same to a reader, other bytes to git.
        #expect(text != "cafe\u{301}/a.c")
        #expect(text.hasPrefix("caf") && text.hasSuffix(".c") && text.contains("/a"))
        #expect(!text.hasPrefix("b") && !text.hasSuffix("/") && !text.contains("b"))
        #expect("\(text)" == text.string)
        #expect(!text.isEmpty && Text("").isEmpty)
    }

    @Test func whatDidNotDecodeIsNoString() {
        let text = Text([0x61, 0xff])
        #expect(text.string == "a\u{fffd}")
        #expect(text != "a\u{fffd}")
        #expect(text != Text("a\u{fffd}"))
        #expect(text.bytes == [0x61, 0xff])
    }

    @Test func theOrderIsThatOfTheBytes() {
        // U+FFFD is EF BF BD, before the byte FF that it replaces.
        #expect(Text("\u{fffd}") < Text([0xff]))
        #expect(Text("B") < Text("a"))
        #expect(Text("a") < Text("ab"))
        #expect(!(Text("a") < Text("a")))
    }

    @Test func textIsEncodedAsAStringAndOddBytesBesideIt() throws {
        #expect(try json(Text("src/a.c")) == #""src/a.c""#)
        #expect(try json(Text([0x61, 0xff])) == #"{"bytes":[97,255],"text":"a\#u{fffd}"}"#)
        for bytes in [[], [0x61], [0xff, 0x00], Array("\u{1f600}".utf8)] as [[UInt8]] {
            #expect(try recoded(Text(bytes)) == Text(bytes))
        }
    }

    @Test func objectNamesAreEncodedAsDigits() throws {
        let digits = "0123456789abcdef0123456789abcdef01234567"
        let id = try #require(ObjectID(digits))
        #expect("\(id)" == digits)
        #expect(try json(id) == "\"\(digits)\"")
        #expect(try recoded(id) == id)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ObjectID].self, from: Data(#"["0123"]"#.utf8))
        }
    }

    @Test func answersSurviveJSON() throws {
        let date = Timestamp(seconds: -1, offset: -330)
        let actor = Actor(name: Text([0xe9]), email: "a@example.com")
        let id = try #require(ObjectID("0123456789abcdef0123456789abcdef01234567"))
        let stats = Stats(files: [
            FileStats(path: "new", oldPath: Text([0xff]), changeType: .renamed, insertions: 3, similarity: 90)
        ])
        let commit = Commit(
            hexsha: id, tree: .zero, parents: [id], author: Signature(actor: actor, date: date),
            committer: Signature(actor: actor, date: nil), summary: "one", message: "one\n",
            encoding: "UTF-8",
            gpgsig: nil, trailers: [.init(key: "Key", value: "value")], coAuthors: [actor],
            refs: ["refs/heads/main"], stats: stats)
        #expect(try recoded(commit) == commit)
        #expect(try recoded(stats) == stats)
        let group = BlameStatsGroup(
            keys: [.author(actor), .directory("src"), .period(PeriodValue(.year, of: date))], lines: 3,
            oldest: date)
        #expect(try recoded(group) == group)
        let error = RgitError(.revision, "unknown revision", [0xff], hint: "look again", object: id)
        #expect(try recoded(error) == error)
    }

    @Test func anErrorIsASentence() {
        #expect("\(RgitError(.revision, "unknown revision", "nope"))" == "unknown revision: nope")
        #expect("\(RgitError(.usage, "no file to blame"))" == "no file to blame")
        let hinted = RgitError(.path, "no such file", [0x61, 0xff], hint: "name one")
        #expect("\(hinted)" == "no such file: a\u{fffd} (name one)")
    }
}
