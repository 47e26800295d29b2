// What newcomers type out of habit, and the hints they get.

import Support
import Testing

@Suite struct HabitTests {
    @Test(arguments: [
        (["log", "--graph"], "git log --graph"), (["log", "--oneline"], "--fields"),
        (["log", "--date=short"], "_datetime"), (["contributors", "--limit", "3"], "--top"),
        (["churn"], "--stats"),
    ])
    func aHabitOfGitHasAHint(_ words: [String], _ hint: String) throws {
        let result = try ScratchRepository().rgit.run(words)
        #expect(result.exitStatus == 2)
        #expect(result.errorText.contains("hint: "), "\(result)")
        #expect(result.errorText.contains(hint), "\(result)")
    }

    @Test func anOptionIsNoRevision() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        for option in ["--merged", "--no-merged", "--contains", "--no-contains"] {
            let document = try JSONValue(
                parsing: repository.rgit("branches", option, "--json").expecting(0).stdout)
            #expect(document["schema"].flatMap(\.text) == "rgit.branches/1", "\(option)")
        }
    }

    @Test func aBareYearIsItsFirstSecond() throws {
        let repository = try ScratchRepository { history in
            // 2023-12-31T23:59:59Z and 2024-01-01T00:00:01Z
            let old = history.commit("old\n", author: Person("A", "a@x", 1_704_067_199), [.file("f", "1\n")])
            history.commit(
                "new\n", parents: [old], author: Person("A", "a@x", 1_704_067_201), [.file("f", "2\n")])
        }
        let rgit = repository.rgit.with("TZ", "UTC")
        #expect(try rgit("log", "--since", "2024", "--csv", "--fields", "summary").text == "summary\nnew\n")
        #expect(try rgit("log", "--until", "2024", "--csv", "--fields", "summary").text == "summary\nold\n")
        #expect(
            try rgit("log", "--since", "2024", "--json").stdout
                == rgit("log", "--since", "2024-01", "--json").stdout)
    }

    @Test func blameInAnEmptyRepositorySaysThatThereIsNoCommit() throws {
        let repository = try ScratchRepository()
        try repository.write("f", "1\n")
        for words in [["blame", "f"], ["blame-stats"], ["log"]] {
            let result = try repository.rgit.run(words)
            #expect(result.exitStatus == 3)
            #expect(
                result.errorText.contains("your current branch 'main' does not have any commits yet"),
                "\(result)")
        }
        let bare = try ScratchRepository(bare: true)
        #expect(try bare.rgit("blame", "f").errorText.contains("does not have any commits yet"))
    }

    @Test func trailersInCSVAreText() throws {
        let repository = try ScratchRepository {
            $0.commit(
                "one\n\nSigned-off-by: A, B <a@x>\nCo-authored-by: Bea <b@x>\n", [.file("f", "1\n")])
        }
        let csv = try repository.rgit("log", "--csv", "--fields", "trailers,co_authors").expecting(0).text
        #expect(
            csv == "trailers,co_authors\n\"Signed-off-by: A, B <a@x>\nCo-authored-by: Bea <b@x>\",Bea <b@x>\n"
        )
        #expect(
            try repository.rgit("log", "--tsv", "--fields", "trailers").text
                == "trailers\nSigned-off-by: A, B <a@x>\\nCo-authored-by: Bea <b@x>\n")
    }

    @Test func totalsThatWereNotCountedAreNull() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        let without = try repository.rgit.json(["contributors"])["total"]
        let with = try repository.rgit.json(["contributors", "--stats"])["total"]
        for (name, count) in [("insertions", 1), ("deletions", 0), ("lines", 1), ("files", 1)] {
            #expect(without?[name] == .null)
            #expect(with?[name] == .integer(Int64(count)))
        }
    }
}
