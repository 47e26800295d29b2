// A decoder that keeps the people it has decoded, beside one that is new for each commit.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct CommitDecoderTests {
    /// A person's line with names that share their ends, so that many of them share a slot of the decoder.
    private static func line(_ random: inout SplitMix64) -> String {
        let names = ["", "A", "Aaaaaaaa", "Aaaabaaa", "Ann Lee", "Ann  Lee", "é", "Ann Lee <ann", "x>y"]
        let emails = ["", "a", "a@example.org", "b@example.org", "A@example.org", "a@b <c", " a "]
        let moments = [
            " 1700000000 +0100", " 1 -0030", "", " 12", " x +0000", " 99999999999999999999 +0000", "1 +0000",
        ]
        let number = random.percent(30) ? String(random.below(400)) : ""
        let brackets = random.percent(90) ? ("<", ">") : random.pick([("", ">"), ("<", ""), ("", "")])
        return "\(random.pick(names))\(number) \(brackets.0)\(random.pick(emails))\(brackets.1)"
            + random.pick(moments)
    }

    @Test func keptPeopleAreThoseOfAFreshDecoder() throws {
        var random = SplitMix64(seed: 4)
        var mailmap = Mailmap()
        mailmap.read(file: Array("Mapped <mapped@example.org> <a@example.org>\nOther <b@example.org>\n".utf8))
        var known = decoder(mailmap)
        var (mapped, unnamed) = (0, 0)
        for _ in 0..<3000 {
            let tree = String(repeating: "a", count: 40)
            let lines = (Self.line(&random), Self.line(&random))
            let bytes = Array("tree \(tree)\nauthor \(lines.0)\ncommitter \(lines.1)\n\nmessage\n".utf8)
            guard let content = try? CommitContent(bytes, of: .zero) else { continue }
            var fresh = decoder(mailmap)
            let (expected, found) = (
                fresh.decode(.zero, content, refs: []), known.decode(.zero, content, refs: [])
            )
            #expect(found.author == expected.author, "\(lines.0)")
            #expect(found.committer == expected.committer, "\(lines.1)")
            if found.author.actor.email == "mapped@example.org" { mapped += 1 }
            if found.author.actor.email == "" { unnamed += 1 }
        }
        #expect(mapped > 100)
        #expect(unnamed > 100)
    }

    private func decoder(_ mailmap: Mailmap) -> CommitDecoder {
        CommitDecoder(parts: .people, mailmap: mailmap, trailerSyntax: TrailerSyntax())
    }
}
