// Encodings, subjects and trailers, compared with what git log prints of the same commits.

import Support
import Testing

@testable import RgitCore

@Suite struct CommitTextTests {
    private static let messages: [String] = [
        "subject", "subject\n", "subject\n\nbody\n", "\n\n  \nsubject\nsecond line  \n\nbody", "", "\n",
        " \t\n",
        "  indented subject\n\tsecond \n\n", "subject\n\nSigned-off-by: A <a@b>\n",
        "Signed-off-by: A <a@b>\n", "Signed-off-by: A <a@b>\nAcked-by: B <b@c>",
        "subject\nSigned-off-by: A <a@b>\n", "subject\n\nbody\nSigned-off-by: A <a@b>\n",
        "subject\n\na\nb\nc\nSigned-off-by: A <a@b>\n", "subject\n\na\nb\nc\nd\nSigned-off-by: A <a@b>\n",
        "subject\n\nbody\n\nKey: value\nOther-Key: value: more\n",
        "subject\n\nKey: value\n  folded\n\tmore\nK2: v\n",
        "subject\n\n folded first\nKey: value\n", "subject\n\nKey : value\nKey2   :value\n: none\nk y: v\n",
        "subject\n\nKey: value\n\n\n\n", "subject\n\nKey: value\n# comment\n\n# more\n",
        "subject\n\nKey: value\n---\ndiff\n",
        "subject\n\nKey: value\n\n# ------------------------ >8 ------------------------\nMore: lines\n",
        "subject\n\nA: b\n\nConflicts:\n\tfile\n\tother\n", "subject\n\nA: b\n\nConflicts:\nfile\n",
        "subject\n\n(cherry picked from commit abcdef)\n",
        "subject\n\ntext\n(cherry picked from commit abc)\nA: b\n",
        "subject\n\nA: b\ntext\n", "subject\n\nA: b\n text\n", "subject\n\nA:\nB: \n",
        "subject\n\nA:b\r\nC: d\r\n",
        "subject\n\nCo-authored-by: X Y <x@y>\nCo-Authored-By: Z <z@y>\nco-authored-by: nobody\n",
        "subject\n\nK\u{e9}y: v\n", "subject\n\nA: b\n\nC: d", "subject\n \n \nA: b\n", "# comment\n\nA: b\n",
        "subject\n\nlast paragraph: that\nis: not all trailers here\nat all, no\n",
        "s\n\nhttp://x.y/z\nA: b\n",
        "s\n\nConflicts:\n\tA: b\n\n\tC: d\n", "s\n\nConflicts:\n\tA: b\n\nC: d\n\tE: f\n",
        "s\n\nA: b\n\n\tC: d\n\tE: f\n", "s\n\nbody\n\nCo-authored-by: A <a@b>\n\n",
        "s\n\nbody: x\n\nno separator\n",
        "s\n\nA: b\n \n\n", "s\n \nA: b\n", "s\n\n\n\nA: b\n\n\nC: d\nE: f", "s: t\nA: b", "s\n\n#x\nA: b\n",
        "s\n\nA: b\n  \nC: d\n", "s\n\nA: \u{201c}x\u{201d}\n  y\n\n", "A: b\n\nC: d\n\n\nE: f\n  g\n",
    ]

    private func commits(_ repository: ScratchRepository) throws -> [(id: String, raw: [UInt8])] {
        try repository.git("log", "--all", "--format=%H").lines.map { line in
            let id = String(decoding: line, as: UTF8.self)
            return (id, try repository.git("cat-file", "commit", id).stdout)
        }
    }

    private func compare(
        _ repository: ScratchRepository, config: [String] = [], syntax: TrailerSyntax = .init()
    ) throws {
        for (id, raw) in try commits(repository) {
            let text = CommitEncoding.reencoded(raw)
            let header = CommitHeader(text)
            let message = text[header.messageStart...]
            func git(_ format: String) throws -> [UInt8] {
                Array(
                    try repository.git.run(
                        config + [
                            "-c", "i18n.logOutputEncoding=UTF-8", "log", "-1", "--format=\(format)", id,
                        ]
                    ).stdout.dropLast())
            }
            let shown = String(decoding: raw, as: UTF8.self)
            #expect(Summary.of(message) == (try git("%s")), "subject of \(shown)")
            #expect(Array(message) == (try git("%B")), "message of \(shown)")
            let trailers = Trailers.parse(message, syntax: syntax)
            var lines: [UInt8] = []
            for trailer in trailers { lines += trailer.key + [0x3a, 0x20] + trailer.value + [0x0a] }
            #expect(lines == (try git("%(trailers:only,unfold)")), "trailers of \(shown)")
        }
    }

    @Test func subjectsAndTrailers() throws {
        try compare(
            try ScratchRepository {
                for (number, message) in Self.messages.enumerated() {
                    _ = $0.commit(message, on: "branch-\(number)")
                }
            })
    }

    @Test func configuredTrailers() throws {
        let repository = try ScratchRepository {
            for (number, message) in [
                "s\n\ntext\nFix #12\nsee= this\n", "s\n\na\nb\nrev: x\n", "s\n\na\nb\nc\nd\nacked: x\n",
                "s\n\nA= b\nC# d\nE: f\n", "s\n\nA: b\n% comment\n", "s\n\nre: x\nR: y\n",
            ].enumerated() {
                _ = $0.commit(message, on: "branch-\(number)")
            }
        }
        var syntax = TrailerSyntax()
        syntax.separators = Array("=#:".utf8)
        syntax.comment = 0x25
        syntax.known = [
            .init(name: Array("ack".utf8), key: Array("Acked-by".utf8)),
            .init(name: Array("review".utf8), key: Array("Reviewed-by".utf8)),
        ]
        try compare(
            repository,
            config: [
                "-c", "trailer.separators==#:", "-c", "core.commentChar=%", "-c", "trailer.ack.key=Acked-by",
                "-c", "trailer.review.key=Reviewed-by",
            ], syntax: syntax)
    }

    @Test func encodings() throws {
        let latin = Array("caf".utf8) + [0xe9, 0x0a, 0x0a] + Array("K: ".utf8) + [0xfc, 0x0a]
        let repository = try ScratchRepository {
            var number = 0
            for encoding in [
                "ISO-8859-1", "iso-8859-1", "latin1", "latin-1", "ISO8859-15", "windows-1252", "UTF-8",
                "utf8", "Big5",
                "no-such-encoding", "Shift_JIS", "KOI8-R", "UTF-16", "ASCII", "EUC-JP",
            ] {
                number += 1
                _ = $0.commit(
                    bytes: latin, on: "branch-\(number)",
                    author: Person(
                        name: Array("Ren".utf8) + [0xe9], email: Array("r@x".utf8), date: 1_600_000_000),
                    encoding: encoding)
            }
            _ = $0.commit(bytes: [0x93, 0xfa, 0x96, 0x7b, 0x0a], on: "japanese", encoding: "Shift_JIS")
            _ = $0.commit(bytes: Array("zero".utf8) + [0] + Array("after".utf8), on: "zero")
            _ = $0.commit(bytes: [0xff, 0xfe, 0x41], on: "raw")
        }
        try compare(repository)
    }

    @Test(.timeLimit(.minutes(1))) func hostileCommits() {
        for bytes in [
            [], [0], Array("\n".utf8), Array("encoding \n\n".utf8), Array("encoding UTF-16\n\nx".utf8),
            Array("encoding ".utf8) + [UInt8](repeating: 0x41, count: 100_000),
            [UInt8](repeating: 0x0a, count: 100_000),
            Array("encoding ISO-8859-1\n\n".utf8) + [UInt8](repeating: 0xff, count: 100_000),
        ] {
            let text = CommitEncoding.reencoded(bytes)
            let header = CommitHeader(text)
            _ = Summary.of(text[header.messageStart...])
            _ = Trailers.parse(text[header.messageStart...])
        }
    }
}
