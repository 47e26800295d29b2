// What `rgit blame-stats` sums by, what it leaves out, and what it still answers where objects cannot be read.

import Support
import Testing

@Suite struct BlameStatsOptionTests {
    /// Two people, two directories.
    private func twoPeople() throws -> ScratchRepository {
        let one = Person("One", "one@example.com", Hermetic.date)
        let two = Person("Two", "two@example.com", Hermetic.date + 60)
        return try ScratchRepository { history in
            let first = history.commit(
                "one", author: one, [.file("a/f", "1\n2\n3\n"), .file("b/g.c", "1\n"), .file("h", "x\ny\n")])
            history.commit(
                "two", parents: [first], author: two,
                [.file("a/f", "1\n2\n3\n4\n"), .file("b/sub/i.c", "1\n2\n3\n4\n5\n")])
        }
    }

    @Test func keysCanBeCombined() throws {
        let repository = try twoPeople()
        let document = try repository.rgit.json(["blame-stats", "--by", "directory,author", "--depth=1"])
        let rows = document["groups"]?.array ?? []
        #expect(rows.map { $0["directory"]?.text } == ["b", "a", "", "a", "b"])
        #expect(rows.map { $0["name"]?.text } == ["Two", "One", "One", "Two", "One"])
        #expect(rows.map { $0["lines"]?.integer } == [5, 3, 2, 1, 1])
        let years = try repository.rgit.json(["blame-stats", "--by=extension,year,file"])
        #expect(years["groups"]?.array.map { $0["path"]?.text } == ["b/sub/i.c", "a/f", "h", "b/g.c"])
        let table = try repository.rgit("blame-stats", "--by=author,directory").stdout.text
        #expect(table.split(separator: "total").count == 2, "\(table)")
        for keys in ["author,author", "author,nobody", "author,"] {
            #expect(try repository.rgit("blame-stats", "--by", keys).exitStatus == 2)
        }
    }

    @Test func generatedAndLargeFilesAreLeftOutAndCounted() throws {
        let repository = try twoPeople()
        try repository.checkOut()
        try repository.write(
            ".gitattributes",
            "*.c linguist-generated\nb/sub/i.c linguist-generated=false\nh linguist-vendored=true\n")
        let all = try repository.rgit.json(["blame-stats"])
        #expect(all["total"]?["files"]?.integer == 4)
        #expect(all["skipped"]?["generated"]?.integer == 0)
        let own = try repository.rgit.json(["blame-stats", "--no-generated"])
        #expect(own["total"]?["files"]?.integer == 2)
        #expect(own["total"]?["lines"]?.integer == 9)
        #expect(own["skipped"]?["generated"]?.integer == 2)
        let small = try repository.rgit.json(["blame-stats", "--max-filesize=8"])
        #expect(small["total"]?["files"]?.integer == 3)
        #expect(small["skipped"]?["too_large"]?.integer == 1)
        #expect(try repository.rgit.json(["blame-stats", "--max-filesize", "1k"])["total"] == all["total"])
        #expect(try repository.rgit.json(["blame-stats", "--memory", "2m"])["authors"] == all["authors"])
        #expect(try repository.rgit("blame-stats", "--memory", "1k").exitStatus == 2)
        #expect(try repository.rgit("blame-stats", "--max-filesize", "1x").exitStatus == 2)
    }

    /// One unreadable object used to end the whole answer.
    @Test func whatCannotBeReadIsCountedByItself() throws {
        for damage in Damage.allCases {
            let one = Person("One", "one@example.com", Hermetic.date)
            let two = Person("Two", "two@example.com", Hermetic.date + 60)
            var builder = HistoryBuilder()
            let a = builder.commit(
                "one", author: one, [.file("f", "1\n"), .file("g", "x\n"), .file("d/k", "k\n")])
            let b = builder.commit("two", parents: [a], author: two, [.file("f", "1\n2\n")])
            let c = builder.commit("three", parents: [b], author: one, [.file("f", "1\n2\n3\n")])
            builder.commit("four", parents: [c], author: two, [.file("g", "x\ny\n")])
            let repository = try ScratchRepository()
            try repository.load(builder)
            let object = try repository.git.line("rev-parse", damage.object)
            TemporaryFolder.removeTree(Array(repository.looseObjectPath(object).utf8))

            let result = try repository.rgit("blame-stats", "--json")
            #expect(result.exitStatus == 3, "\(damage): \(result)")
            #expect(result.errorText.contains(object), "\(damage): \(result)")
            let document = try JSONValue(parsing: result.stdout)
            #expect(document["unknown"]?["lines"]?.integer == damage.unknownLines, "\(damage)")
            #expect(document["total"]?["lines"]?.integer == damage.lines, "\(damage)")
            #expect(document["skipped"]?["unreadable"]?.integer == damage.files, "\(damage)")
            let rows = document["authors"]?.array ?? []
            #expect(rows.map { $0["lines"]?.integer } == damage.byAuthor, "\(damage): \(rows)")
        }
    }

    /// An object that is gone, and what is left without it.
    enum Damage: CaseIterable {
        /// A version of `f` on the way: which of the three lines are older is unknown.
        case oldBlob
        /// A version of today.
        case newBlob
        /// The commit before the last one to change `f`: what came from there or from before it is lost.
        case commit
        /// A tree of that commit.
        case tree

        var object: String {
            switch self {
            case .oldBlob: "main~2:f"
            case .newBlob: "main:g"
            case .commit: "main~2"
            case .tree: "main~2^{tree}"
            }
        }

        var unknownLines: Int {
            switch self {
            case .oldBlob: 3
            case .newBlob: 0
            case .commit, .tree: 5
            }
        }

        var lines: Int {
            switch self {
            case .oldBlob: 3
            case .newBlob: 4
            case .commit, .tree: 1
            }
        }

        var files: Int { self == .newBlob ? 1 : 0 }

        var byAuthor: [Int] {
            switch self {
            case .oldBlob: [2, 1]
            case .newBlob: [3, 1]
            case .commit, .tree: [1]
            }
        }
    }
}
