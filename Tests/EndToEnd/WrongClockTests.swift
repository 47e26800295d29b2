// Histories whose clocks were wrong, where an answer by dates alone would end too early, beside git.

import Support
import Testing

@Suite struct WrongClockTests {
    private func at(_ date: Int) -> Person { Person("A", "a@example.com", Hermetic.date + date) }

    /// e---d---c---b---a
    /// |\           \   \
    /// | `-----------g   \
    ///  \                 \
    ///   f-----------------h      each of a to e older than its parent
    @Test func mergeBasesThatOthersReachAreNone() throws {
        var builder = HistoryBuilder()
        let e = builder.commit("e\n", committer: at(500), [.file("e", "e\n")])
        let d = builder.commit("d\n", parents: [e], committer: at(400), [.file("d", "d\n")])
        let c = builder.commit("c\n", parents: [d], committer: at(300), [.file("c", "c\n")])
        let b = builder.commit("b\n", parents: [c], committer: at(200), [.file("b", "b\n")])
        let a = builder.commit("a\n", parents: [b], committer: at(100), [.file("a", "a\n")])
        let f = builder.commit("f\n", parents: [e], committer: at(600), [.file("f", "f\n")])
        builder.commit("g\n", on: "g", parents: [b, e], committer: at(700))
        builder.commit("h\n", on: "h", parents: [a, f], committer: at(800))
        let repository = try ScratchRepository()
        let names = try repository.load(builder)
        #expect(try repository.git.line("merge-base", "--all", "g", "h") == names[b])
        for (one, other) in [("g", "h"), ("h", "g")] {
            let expected = try repository.git("rev-list", "\(one)...\(other)").stdout
            let found = try repository.rgit("log", "--tsv", "--fields", "hexsha", "\(one)...\(other)")
                .expecting(0)
            #expect(found.stdout == Array("hexsha\n".utf8) + expected)
            let numstat = try repository.git("diff", "--numstat", "\(one)...\(other)").stdout
            let diff = try repository.rgit("diff-stats", "--numstat", "\(one)...\(other)").expecting(0)
            #expect(diff.stdout == numstat)
            #expect(diff.errorText.isEmpty, "\(diff)")
        }
    }

    /// base---x-------------------------left
    ///         \                       /
    ///          old-1---…---old-count-'---right     the old ones older than base
    @Test(arguments: 1...5) func commitsBehindOldOnesAreCounted(count: Int) throws {
        var builder = HistoryBuilder()
        let base = builder.commit("base\n", committer: at(80))
        let x = builder.commit("x\n", parents: [base], committer: at(90))
        var old = x
        for number in 1...count {
            old = builder.commit("old \(number)\n", parents: [old], committer: at(-1000 - number))
        }
        builder.commit("left\n", on: "left", parents: [x, old], committer: at(100))
        builder.commit("right\n", on: "right", parents: [old], committer: at(99))
        let repository = try ScratchRepository()
        try repository.load(builder)
        let expected = try repository.git.line("rev-list", "--left-right", "--count", "left...right")
        #expect(expected == "1\t1")
        let branches = [
            "branches", "--base", "right", "--csv", "--fields", "ahead_of_base,behind_base", "left",
        ]
        let document = try DelimitedDocument(csv: repository.rgit.run(branches).expecting(0).stdout)
        #expect(document.rows.map { $0.map(\.text).joined(separator: "\t") } == [expected])
    }
}
