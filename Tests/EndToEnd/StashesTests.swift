// `rgit stashes` beside `git stash list`.

import Support
import Testing

@Suite struct StashesTests {
    @Test func stashesAreGits() throws {
        let repository = try ScratchRepository { $0.commit("base", [.file("a", "1\n")]) }
        let git = repository.git
        try repository.checkOut()
        #expect(try repository.rgit.json(["stashes"])["stashes"]?.array.isEmpty == true)
        try repository.write("a", "2\n")
        try git("stash", "-q")
        try git("checkout", "-q", "-b", "topic/x")
        try repository.write("a", "3\n")
        try repository.write("new", "untracked\n")
        try git("stash", "push", "-q", "--include-untracked", "-m", "On hold: later")
        try git("checkout", "-q", "--detach")
        try repository.write("a", "4\n")
        try git("stash", "-q")
        let expected: [ExpectedRow] = try git(
            "stash", "list", "--format=%gd%x09%H%x09%gs%x09%P%x09%an%x09%at"
        )
        .lines.enumerated().map { index, line in
            let parts = line.split(separator: 0x09, omittingEmptySubsequences: false).map { Array($0) }
            let parents = parts[3].split(separator: 0x20).map { Expected.text(Array($0)) }
            let branches: [Expected] = [.null, .string("topic/x"), .string("main")]
            return [
                ("index", .integer(index)), ("selector", .text(parts[0])), ("hexsha", .text(parts[1])),
                ("message", .text(parts[2])), ("base", parents[0]), ("index_commit", parents[1]),
                ("untracked_commit", parents.count > 2 ? parents[2] : .null),
                ("author.name", .text(parts[4])), ("authored_date", .decimal(parts[5])),
                ("branch", branches[index]),
            ]
        }
        let rows = try repository.rgit.json(["stashes"])["stashes"]?.array ?? []
        #expect(rows.count == 3)
        Comparison.expect(rows, equal: expected, "stashes")
    }

    @Test func missingStashesAreNamed() throws {
        let repository = try ScratchRepository { $0.commit("base", [.file("a", "1\n")]) }
        try repository.checkOut()
        for number in 2...3 {
            try repository.write("a", "\(number)\n")
            try repository.git("stash", "-q")
        }
        let lost = try repository.git.line("rev-parse", "stash@{1}")
        TemporaryFolder.removeTree(Array(repository.looseObjectPath(lost).utf8))
        let result = try repository.rgit("stashes", "--value", "index")
        #expect(result.exitStatus == 3)
        #expect(result.text == "0\n")
        #expect(result.errorText.contains(lost))
    }
}
