// Malformed commits with several author or committer lines: each command counts the one that git's counts.

import Support
import Testing

@Suite struct RepeatedHeaderTests {
    private func repository(_ header: String) throws -> ScratchRepository {
        let repository = try ScratchRepository()
        try repository.write("f", "1\n")
        try repository.git("add", ".")
        let tree = try repository.git.line("write-tree")
        let commit = try repository.writeObject("commit", Array("tree \(tree)\n\(header)\nm\n".utf8))
        try repository.git("update-ref", "refs/heads/main", commit)
        return repository
    }

    private static let headers = [
        "author A <a@a> 1 +0000\nauthor B <b@b> 5 +0000\ncommitter C <c@c> 9 +0000\ncommitter D <d@d> 10 +0000\n",
        "author A <a@a> 1 +0000\ncommitter C <c@c> 9 +0000\nauthor B <b@b> 5 +0000\ncommitter D <d@d> 10 +0000\n",
        "author A <a@a> 1 +0000\ncommitter C <c@c> 9 +0000\nencoding ISO-8859-1\nauthor \u{fc} <b@b> 5 +0100\n",
        "author A <a@a> 1 +0000\ncommitter C <c@c> 9 +0000\nauthor malformed\n",
    ]

    @Test(arguments: headers) func theCountedOneIsGits(header: String) throws {
        let repository = try repository(header)
        let people = "author.name,author.email,committer.name,committer.email"
        let log = try repository.rgit("log", "--tsv", "--fields", people).expecting(0).lines.last
        #expect(log == (try repository.git("log", "--format=%an%x09%ae%x09%cn%x09%ce").lines.first))

        let shortlog = try repository.git("shortlog", "-se", "HEAD").lines.first?.text ?? ""
        let row = try repository.rgit.json(["contributors"])["contributors"]?[0]
        if !shortlog.contains("%aN") {
            #expect("\t\(row?["name"]?.text ?? "") <\(row?["email"]?.text ?? "")>" == shortlog.dropFirst(6))
        }

        let fields = "author.name,authored_date,committed_date"
        let branch = try repository.rgit("branches", "--tsv", "--fields", fields).lines.last
        let format = "--format=%(authorname)%09%(authordate:unix)%09%(committerdate:unix)"
        #expect(branch == (try repository.git("for-each-ref", format).lines.first))

        let blame = try repository.git("blame", "--line-porcelain", "HEAD", "--", "f").lines.map(\.text)
        let found = try repository.rgit("blame", "--line-porcelain", "HEAD", "--", "f").lines.map(\.text)
        #expect(found == blame)
        for name in ["A", "B", "malformed"] {
            #expect(
                try repository.rgit("log", "--count", "--author=\(name)").text
                    == repository.git("rev-list", "--count", "--author=\(name)", "HEAD").text)
        }
    }
}
