// `rgit reflog` beside `git reflog show`, and beside the files of `.git/logs`.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ReflogTests {
    /// A repository whose references have moved in many ways.
    private func makeRepository() throws -> ScratchRepository {
        let repository = try ScratchRepository { $0.commit("base", [.file("a", "1\n")]) }
        let git = repository.git
        try git("config", "core.logAllRefUpdates", "always")
        try git("config", "user.name", "Ada <& Co")
        try repository.checkOut()
        for number in 0..<4 {
            let dated = git.with("GIT_COMMITTER_DATE", "\(1_700_000_000 + number * 50) -0330")
            try dated("commit", "-q", "--allow-empty", "-m", "work \(number)\n\nbody")
            try dated("branch", "topic\(number % 2)", "HEAD~1", "-f")
        }
        let dated = git.with("GIT_COMMITTER_DATE", "1700000075 +0200")
        try dated("checkout", "-q", "topic1")
        try dated("commit", "-q", "--amend", "--allow-empty", "-m", "instead")
        try dated("tag", "-a", "-m", "annotated", "v1")
        try repository.write("a", "2\n")
        try dated("stash", "-q")
        return repository
    }

    private func compare(_ repository: ScratchRepository, _ words: [String]) throws {
        let format = "%H%x09%gd%x09%gn%x09%ge%x09%gs"
        let expected = try repository.git.run(
            ["reflog", "show", "--format=\(format)", "--no-abbrev"] + words
        ).lines
        let fields = "hexsha,selector,actor.name,actor.email,message"
        let found = try repository.rgit.run(["reflog", "--tsv", "--fields", fields] + words).expecting(0)
            .lines
        #expect(Array(found.dropFirst()).map(\.text) == expected.map(\.text), "\(words)")
    }

    @Test func movesAreGits() throws {
        let repository = try makeRepository()
        for words in [
            [], ["main"], ["HEAD"], ["refs/heads/main"], ["heads/topic0"], ["topic1"], ["stash"], ["@"],
        ] {
            try compare(repository, words)
        }
        // Git shows no move to the object of an annotated tag.
        try repository.git("update-ref", "-d", "refs/tags/v1")
        try compare(repository, ["--all"])
        try repository.git("worktree", "add", "-q", "../linked", "topic0")
        try compare(repository, ["--all"])
    }

    /// Git shows the moves of the branch where a symbolic reference has no log, or one without entries, as those that
    /// git 2.55 writes into reftables.
    @Test func symbolicReferencesWithoutMovesOfTheirOwn() throws {
        let repository = try makeRepository()
        try repository.git("symbolic-ref", "refs/heads/link", "refs/heads/main")
        try repository.git("symbolic-ref", "refs/heads/chain", "refs/heads/link")
        let names = ["link", "heads/link", "refs/heads/link", "chain"]
        for name in names { try compare(repository, [name]) }
        let logs = ["link", "chain"].map { "\(repository.gitDirectory)/logs/refs/heads/\($0)" }
        for log in logs { try FileTree.write([], to: Array(log.utf8)) }
        for name in names { try compare(repository, [name]) }
        let row = try repository.rgit.json(["reflog", "link"])["entries"]?.array.first
        #expect(row?["ref"]?.text == "refs/heads/main")
        for log in logs { #expect(unlink(log) == 0) }
        for name in names { try compare(repository, [name]) }
    }

    @Test func everyFieldIsThatOfTheFile() throws {
        let repository = try makeRepository()
        try repository.git("tag", "v2")
        try repository.git("branch", "new")
        for ref in ["HEAD", "refs/heads/main", "refs/tags/v2", "refs/heads/new", "refs/tags/v1"] {
            let text = try FileTree.read(Array("\(repository.gitDirectory)/logs/\(ref)".utf8))
            let lines = text.pieces(endedBy: 0x0a).reversed().map { Array($0) }
            let rows = try repository.rgit.json(["reflog", ref])["entries"]?.array ?? []
            #expect(rows.count == lines.count)
            for (index, (row, line)) in zip(rows, lines).enumerated() {
                let tab = line.firstIndex(of: 0x09) ?? line.count
                let words = line[..<tab].split(separator: 0x20).map { Array($0).text }
                #expect(row["index"]?.integer == index)
                #expect(row["ref"]?.text == ref)
                #expect(row["old_hexsha"]?.text == (words[0].allSatisfy { $0 == "0" } ? nil : words[0]))
                #expect(row["hexsha"]?.text == words[1])
                #expect(row["date"]?.integer == Int(words[words.count - 2]))
                #expect(row["message"]?.text == Array(line.dropFirst(tab + 1)).text)
            }
        }
    }

    @Test func damagedLinesAreNamedAndCounted() throws {
        let repository = try makeRepository()
        let file = ".git/logs/refs/heads/main"
        let text = try FileTree.read(Array("\(repository.path)/\(file)".utf8)).text
        let lines = text.split(separator: "\n")
        let damaged = [lines[0], "nonsense", lines[1]] + lines[2...] + ["\(lines[0].prefix(81))"]
        try repository.write(file, damaged.joined(separator: "\n") + "\n")
        let result = try repository.rgit("reflog", "main", "--json")
        #expect(result.exitStatus == 3)
        #expect(result.errorText.contains("damaged line in the log of a reference: refs/heads/main:2"))
        let document = try JSONValue(parsing: result.stdout)
        #expect(document["damaged_lines"]?.integer == 2)
        #expect(document["entries"]?.array.count == lines.count)
    }

    @Test func referencesWithoutALog() throws {
        let repository = try ScratchRepository { $0.commit("one") }
        #expect(try repository.rgit("reflog", "main", "--json").expecting(0).text.contains("\"entries\":["))
        let unknown = try repository.rgit("reflog", "nope")
        #expect(unknown.exitStatus == 3)
        #expect(unknown.errorText.contains("no such reference: nope"))
        #expect(try repository.rgit("reflog", "--all", "main").exitStatus == 2)
    }
}
