// Mailmaps, compared with git check-mailmap on every odd line and identity that could be thought of.

import Support
import Testing

@testable import RgitCore

@Suite struct MailmapTests {
    /// Lines of every form, and of none.
    private static let file =
        Array(
            """
            # a comment
            Proper One <one@proper.example>
            Proper Two <two@proper.example> <two@old.example>
            <three@proper.example> <three@old.example>
            Proper Four <four@proper.example> Old Four <four@old.example>
            <five@proper.example> Old Five <five@old.example>
            Proper Six <six@old.example> some text behind it
             \tSpaced  Out \t <spaced@old.example>   \t
            NoSpace<nospace@old.example>
            Case Folded <CASE@Old.Example>
            Case Name <case-name@proper.example> OLD NAME <case-name@old.example>
            Empty Old <empty@proper.example> <>
            Both <both@proper.example> <both@old.example>
            Named Both <named@proper.example> Jane <both@old.example>
            Later Wins <later@old.example>
            Even Later Wins <later@old.example>
            <partial@proper.example> <partial@old.example>
            Partial Name <partial@old.example>
            Unclosed <unclosed@old.example
            <> <empty-first@old.example>
            Three <a@proper.example> B <b@old.example> C <c@old.example>
            Angle <x<y@old.example>
            # Not a comment? <hash@old.example>
              # indented <indented@old.example>
            Jos\u{e9} <jose@proper.example> <jose@old.example>
            Jose\u{301} <jose2@proper.example> jos\u{e9} <jose3@old.example>
            Spaces Inside <  spaces@old.example  >
            Name Only
            Carriage <carriage@old.example>\r
            Old Four Again <four@old.example>
            """.utf8) + [0x0a] + Array("Raw ".utf8) + [0xff, 0xe9] + Array(" <raw@old.example>\n".utf8)
        + Array("Long \(String(repeating: "x", count: 1_100)) <long@old.example>\n".utf8)
        + Array("After Long <after@old.example>".utf8)

    private static func identities() -> [(name: [UInt8], email: [UInt8])] {
        let names = [
            "", "Jane", "jane", "Old Four", "old four", "Old Five", "Old Name", "JOS\u{e9}", "B", "C",
            "Anyone",
        ]
        var emails: Set<[UInt8]> = [[], Array("nobody@nowhere".utf8), Array("case@old.example".utf8)]
        for line in file.split(separator: 0x0a) {
            for piece in line.split(separator: 0x3c).dropFirst() {
                let email = Array(piece.prefix(while: { $0 != 0x3e }))
                emails.insert(email)
                emails.insert(email.map { (0x61...0x7a).contains($0) ? $0 - 0x20 : $0 })
                emails.insert(email + [0x78])
            }
        }
        return emails.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { email in
            names.map { (Array($0.utf8), email) }
        }
    }

    private func compare(_ repository: ScratchRepository, _ mailmap: Mailmap, _ options: [String] = []) throws
    {
        let identities = Self.identities().filter { !$0.email.contains(0x3c) }
        var input: [UInt8] = []
        for (name, email) in identities { input += name + [0x20, 0x3c] + email + [0x3e, 0x0a] }
        let answers = try repository.git.run(options + ["check-mailmap", "--stdin"], input: input).lines
        #expect(answers.count == identities.count)
        for (identity, answer) in zip(identities, answers) {
            let found = mailmap.resolve(name: identity.name, email: identity.email)
            let name = found?.name ?? identity.name
            let line =
                name + (name.isEmpty ? [] : [0x20]) + [0x3c] + (found?.email ?? identity.email) + [0x3e]
            #expect(
                line == answer,
                "\(String(decoding: identity.name + [0x3c] + identity.email, as: UTF8.self)): \(String(decoding: line, as: UTF8.self)), git \(String(decoding: answer, as: UTF8.self))"
            )
        }
    }

    @Test func fileInTheWorkingTree() throws {
        let repository = try ScratchRepository()
        try repository.write(Array(".mailmap".utf8), Self.file)
        var mailmap = Mailmap()
        mailmap.read(file: Self.file)
        try compare(repository, mailmap)
    }

    @Test func blob() throws {
        let repository = try ScratchRepository(bare: true)
        let id = try repository.writeObject(
            "blob", Self.file + [0] + Array("\nZ <z@z> <nobody@nowhere>\n".utf8))
        var mailmap = Mailmap()
        mailmap.read(blob: Self.file + [0] + Array("\nZ <z@z> <nobody@nowhere>\n".utf8))
        try compare(repository, mailmap, ["-c", "mailmap.blob=\(id)"])
    }

    @Test(.timeLimit(.minutes(1))) func hostileFiles() {
        var mailmap = Mailmap()
        mailmap.read(file: [UInt8](repeating: 0x3c, count: 1 << 20))
        mailmap.read(blob: [UInt8](repeating: 0x3c, count: 1 << 16))
        mailmap.read(file: [0, 0x3c, 0x3e])
        #expect(mailmap.isEmpty)
    }
}
