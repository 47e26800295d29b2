// `--encoding` beside git: what fields hold, what patterns match, and names that the system may not know.

import Support
import Testing

@Suite struct EncodingOptionTests {
    private static let encodings = [
        "UTF-8", "utf8", "ISO-8859-1", "latin1", "latin-1", "none", "", "ISO-8859-15", "KOI8-R", "SHIFT_JIS",
        "ASCII",
        "no-such-encoding",
    ]

    /// Commits in three encodings, one with a header that lies and one whose letters Latin-1 lacks.
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        func commit(_ encoding: String?, _ message: [UInt8], author: [UInt8]) throws {
            let git = repository.git
            let tree = try repository.git.line("hash-object", "-t", "tree", "/dev/null", "-w")
            var raw = Array("tree \(tree)\n".utf8)
            if let parent = try? repository.git.line("rev-parse", "-q", "--verify", "HEAD") {
                raw += Array("parent \(parent)\n".utf8)
            }
            for role in ["author", "committer"] {
                raw += Array("\(role) ".utf8) + author + Array(" <a@x> 1112911993 +0000\n".utf8)
            }
            if let encoding { raw += Array("encoding \(encoding)\n".utf8) }
            raw += Array("\n".utf8) + message
            let id = try git.run(["hash-object", "-t", "commit", "-w", "--stdin", "--literally"], input: raw)
                .text
            try repository.git("update-ref", "HEAD", String(id.dropLast()))
        }
        try commit(
            nil, Array("caf\u{e9} \u{416}\n\nSigned-off-by: \u{e9} <e@x>\n".utf8),
            author: Array("\u{c5}ke".utf8))
        try commit("ISO-8859-1", Array("caf".utf8) + [0xe9, 0x0a], author: [0xc5, 0x6b, 0x65])
        try commit("KOI8-R", [0xf6, 0x20, 0x61, 0x0a], author: Array("plain".utf8))
        try commit("UTF-8", Array("na\u{ef}ve\n".utf8), author: Array("\u{c5}ke".utf8))
        try commit(nil, [0x66, 0xff, 0x0a], author: Array("plain".utf8))
        try commit("no-such", Array("caf\u{e9}\n".utf8), author: Array("\u{c5}ke".utf8))
        return repository
    }

    @Test(arguments: encodings) func fieldsAndPatterns(encoding: String) throws {
        let repository = try repository()
        let option = "--encoding=\(encoding)"
        for (format, field) in [("%s", "summary"), ("%an", "author.name"), ("%cn", "committer.name")] {
            let expected = try repository.git("log", option, "--format=\(format)").stdout
            #expect(
                try repository.rgit("log", option, "--value", field).stdout == expected,
                "\(encoding) \(field)")
        }
        for pattern in [
            Array("caf\u{e9}".utf8), Array("caf".utf8) + [0xe9], [0xf6], Array("\u{416}".utf8), [0xc5],
        ] {
            for name in ["--grep=", "--author="] {
                let words = [option, name].map { Array($0.utf8) }
                let filters = [words[0], words[1] + pattern]
                let expected = try repository.git.run(
                    [Array("log".utf8), Array("--format=%H".utf8)] + filters)
                let found = try repository.rgit.run(
                    ["log", "--value", "hexsha"].map { Array($0.utf8) } + filters)
                #expect(found.text == expected.text, "\(encoding) \(filters)")
            }
        }
        let patches = try repository.git("log", "-p", "--no-decorate", option).stdout
        #expect(try repository.rgit("log", "--patch", option).stdout == patches, "\(encoding)")
        let people = try repository.git("shortlog", "-sn", option, "HEAD").lines.map {
            Array($0.drop { $0 == 0x20 || $0 >= 0x30 && $0 <= 0x39 }.dropFirst())
        }
        let found = try repository.rgit("contributors", "--by", "name", option, "--value", "name").lines
        #expect(found.map { Array($0) } == people, "\(encoding)")
    }

    @Test func jsonStaysUTF8() throws {
        let repository = try repository()
        let text = try repository.rgit(
            "log", "--encoding=ISO-8859-1", "--skip=4", "-n1", "--json", "--fields", "summary"
        ).text
        #expect(text.contains("summary_base64"), "\(text)")
    }

    /// Names and summaries of a blame, at a commit and for lines that are in none.
    @Test(arguments: encodings) func blame(encoding: String) throws {
        let repository = try ScratchRepository()
        let path = "f\u{e9}"
        let people: [(String, [UInt8], [UInt8])] = [
            ("UTF-8", Array("\u{c5}ke".utf8), Array("na\u{ef}ve \u{416}".utf8)),
            ("ISO-8859-1", [0xc5, 0x6b, 0x65], [0x63, 0xe9]), ("KOI8-R", [0xf6], [0xf6, 0x20, 0x61]),
            ("no-such", Array("\u{c5}ke".utf8), Array("caf\u{e9}".utf8)),
        ]
        for (name, author, message) in people {
            let old = try repository.git.attempt(["show", "HEAD:\(path)"]).stdout
            try repository.write(Array(path.utf8), old + Array("\(name)\n".utf8))
            try repository.git("add", "-A")
            var raw = Array("tree \(try repository.git.line("write-tree"))\n".utf8)
            if let parent = try? repository.git.line("rev-parse", "-q", "--verify", "HEAD") {
                raw += Array("parent \(parent)\n".utf8)
            }
            for role in ["author", "committer"] {
                raw += Array("\(role) ".utf8) + author + Array(" <a@x> 1112911993 +0000\n".utf8)
            }
            raw += Array("encoding \(name)\n\n".utf8) + message + [0x0a]
            try repository.git("update-ref", "HEAD", try repository.writeObject("commit", raw))
        }
        for place in [["HEAD", "--", path], ["--", path]] {
            let words = ["blame", "--porcelain", "--encoding=\(encoding)"] + place
            let expected = try repository.git.run(words).stdout
            #expect(try repository.rgit.run(words).stdout == expected, "\(words)")
        }
        // Git gives lines that are not committed the time of day.
        try repository.write(Array(path.utf8), Array("none\n".utf8))
        let words = ["blame", "--porcelain", "--encoding=\(encoding)", "--", path]
        func summary(_ lines: [[UInt8]]) -> [[UInt8]] {
            lines.filter { $0.starts(with: Array("summary".utf8)) }
        }
        #expect(
            try summary(repository.rgit.run(words).lines) == summary(repository.git.run(words).lines),
            "\(words)")
    }
}
