// Which source git takes for a renamed file where several would do, and what it calls a copy.

import Support
import Testing

@Suite struct RenameChoiceTests {
    private let text = (0..<20).map { "line \($0)\n" }.joined()

    /// The changes between two commits as `--name-status` names them.
    private func compare(_ old: [Change], _ new: [Change], _ options: String...) throws -> [String] {
        let repository = try ScratchRepository { builder in
            let first = builder.commit("old\n", old)
            builder.commit("new\n", parents: [first], new)
        }
        let words = ["HEAD~", "HEAD"] + options
        let expected = try repository.git.run(["diff", "--name-status"] + words).lines.map(\.text)
        let rows = try repository.rgit.json(["diff-stats"] + words)["files"]?.array ?? []
        let found = rows.map { row in
            let score = row["similarity"]?.integer.map {
                String(repeating: "0", count: $0 < 100 ? 1 : 0) + "\($0)"
            }
            let paths = [row["old_path"]?.text, row["path"]?.text].compactMap { $0 }
            return ([(row["change_type"]?.text ?? "") + (score ?? "")] + paths).joined(separator: "\t")
        }
        #expect(found == expected)
        return expected
    }

    @Test func amongEqualSourcesTheOneOfTheSameNameIsTaken() throws {
        let found = try compare(
            [.file("a/x", text), .file("b/y", text), .file("c/z", text)],
            [.delete("a/x"), .delete("b/y"), .delete("c/z"), .file("d/y", text)])
        #expect(found.contains("R100\tb/y\td/y"))
    }

    @Test func theLastUserOfASourceThatWentAwayIsTheRenamedOne() throws {
        let found = try compare(
            [.file("source", text)], [.delete("source"), .file("one", text), .file("two", text)], "-C")
        #expect(found == ["C100\tsource\tone", "R100\tsource\ttwo"])
    }
}
