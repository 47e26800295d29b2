// What man pages give as the way to compute the same with git alone, run and compared.

import Support
import Testing

@Suite struct RecipeTests {
    /// The commands that a command's help has from a line on, up to an empty line.
    private static func recipe(_ rgit: Rgit, _ command: String, from first: String) throws -> String {
        let help = try rgit.run([command, "--help"]).expecting(0).lines.map(\.text)
        let start = try #require(
            help.firstIndex { $0.drop { $0 == " " } == first }, "\(command): \(first)")
        return help[start...].prefix { $0.contains { $0 != " " } }.joined(separator: "\n")
    }

    /// Files that a few persons change in a history with merges, moves and deletions; names need no quotes.
    private static func repository(seed: UInt64) throws -> ScratchRepository {
        var random = SplitMix64(seed: seed)
        let people = [("Ann", "ann@x.org"), ("Bob B. Bee", "bob@x.org"), ("Cy", "cy@y.org")]
        let paths = ["README", "docs/one.md", "src/a.c", "src/b.c", "src/deep/c.c", "src/deep/d 2.c"]
        let repository = try ScratchRepository { history in
            var contents: [String: [String]] = [:]
            var tips: [Mark] = []
            for number in 0..<70 {
                // One who comes later.
                let (name, email) = random.pick(number < 36 ? people : people + [("Dee", "dee@y.org")])
                let date = 1_400_000_000 + number * 2_000_000 + random.below(1_500_000)
                let author = Person(name, email, date, random.pick(["+0000", "-0830", "+1300"]))
                if tips.count > 1, random.percent(15) {
                    let side = tips.removeLast()
                    tips[0] = history.commit(
                        "merge \(number)\n", parents: [tips[0], side], author: author, [])
                    continue
                }
                var changes: [Change] =
                    number == 0 ? [.file("bin", "\0\u{1}"), .symlink("link", to: "bin")] : []
                for path in paths where random.percent(45) {
                    if random.percent(8) {
                        changes.append(.delete(path))
                        contents[path] = nil
                        continue
                    }
                    var lines = contents[path] ?? []
                    for _ in 0...random.below(3) {
                        lines.insert("line \(random.below(50))", at: random.below(lines.count + 1))
                    }
                    if random.percent(40) { lines.remove(at: random.below(lines.count)) }
                    contents[path] = lines
                    changes.append(.file(path, lines.map { $0 + "\n" }.joined()))
                }
                let place = random.below(tips.count)
                let parents = tips.isEmpty ? [] : [tips[place]]
                let mark = history.commit("commit \(number)\n", parents: parents, author: author, changes)
                if tips.isEmpty || random.percent(20), tips.count < 4 {
                    tips.append(mark)
                } else {
                    tips[place] = mark
                }
            }
            history.commit(
                "last\n", parents: tips, author: Person("Ann", "ann@x.org", 1_550_000_000),
                [.file("src/a.c", "last\n")])
        }
        let commits = try repository.git("rev-list", "--first-parent", "HEAD").lines.map(\.text)
        for (tag, place) in [("v1.0", commits.count * 2 / 3), ("v2.0", commits.count / 4)] {
            try repository.git("tag", tag, commits[place])
        }
        return repository
    }

    /// A recipe: its command, its first line, what is replaced in its text, and the same asked of rgit.
    struct Recipe: Sendable, CustomTestStringConvertible {
        let command: String
        let first: String
        var replacing: [(String, String)] = []
        /// What the output of the recipe goes through.
        var through = "cat"
        let rgit: [String]
        /// What makes a line of the answer of rgit, by its words, one of the recipe; `nil` for one that the recipe lacks.
        let line: @Sendable ([String]) -> String?

        var testDescription: String { "\(command): \(first)" }
    }

    private static let joined: @Sendable ([String]) -> String? = { $0.joined(separator: " ") }

    static let recipes: [Recipe] = [
        Recipe(
            command: "last-modified", first: "git ls-tree -r -t -z --name-only HEAD |",
            rgit: ["--fields", "path,hexsha"]
        ) { "\($0[0]): \($0[1])" },
        Recipe(
            command: "hotspots", first: "git log --no-merges --no-renames --format= --numstat |",
            rgit: ["--fields", "commits,insertions,deletions,path"], line: joined),
        Recipe(
            command: "coupling", first: "git log --no-merges --no-renames --format=tformat:@ --name-only |",
            // As exact as the numbers of awk.
            replacing: [("2 * s / (a + b)", "int(2000 * s / (a + b) + 0.5)")],
            rgit: ["--fields", "shared,a_commits,b_commits,degree,a_path,b_path"]
        ) { words in
            "\(words[0]) \(words[1]) \(words[2]) \(Int((Double(words[3]) ?? 0) * 1000 + 0.5)) \(words[4]) \(words[5])"
        },
        Recipe(
            command: "owners", first: "git grep -I -l -z -e '' HEAD |",
            rgit: ["--fields", "lines,path,name,email"]
        ) { "\($0[0]) \($0[1]) \($0[2]) <\($0[3])>" },
        Recipe(
            command: "weight", first: "git rev-list HEAD | xargs -n 1 git ls-tree -r -l |",
            rgit: ["--fields", "versions,bytes,path"], line: joined),
        Recipe(
            command: "age", first: "git log --first-parent --date=format:%Y --format='%H %cd' |",
            rgit: ["--fields", "period,cohort,lines"], line: joined),
        Recipe(
            command: "activity", first: "git log --date=format:'%u %H' --format=%ad | sort | uniq -c",
            rgit: ["--fields", "commits,weekday,hour"]
        ) { words in
            words[0] == "0" ? nil : "\(words[0]) \(words[1]) \(words[2].count == 1 ? "0" : "")\(words[2])"
        },
        Recipe(
            command: "activity", first: "git shortlog -sne v1.0..v2.0",
            through: "awk '{ people++; n += $1 } END { print people, n }'",
            rgit: ["--between-tags=v*", "--fields", "tag,authors,commits"]
        ) { words in words[0] == "v2.0" ? "\(words[1]) \(words[2])" : nil },
        Recipe(
            command: "activity", first: "git log --numstat --format= v1.0..v2.0 |",
            rgit: ["--between-tags=v*", "--fields", "tag,insertions,deletions"]
        ) { words in words[0] == "v2.0" ? "\(words[1]) \(words[2])" : nil },
        Recipe(
            command: "activity",
            first: "git log --reverse --date=unix --format='%ad %H%x09%aN <%aE>' v2.0 |",
            through: "sed 's/ [0-9a-f]*\\t/ /'",
            rgit: ["--newcomers", "v1.0..v2.0", "--fields", "first_commit_date,name,email"]
        ) { "\($0[0]) \($0[1]) <\($0[2])>" },
    ]

    @Test(arguments: recipes.indices, [1, 2] as [UInt64]) func figuresAreTheSame(
        place: Int, seed: UInt64
    ) throws {
        let recipe = Self.recipes[place]
        let repository = try Self.repository(seed: seed)
        var script = try Self.recipe(repository.rgit, recipe.command, from: recipe.first)
        for (text, other) in recipe.replacing { script = script.replacing(text, with: other) }
        script = "set -o pipefail\n{ \(script)\n} | \(recipe.through)"
        let found = try repository.rgit.runner.run("bash", ["-c", script]).expecting()
        #expect(found.stderr.isEmpty, "\(recipe) \(found)")
        let rows = try repository.rgit.run([recipe.command, "--tsv"] + recipe.rgit).expecting(0)
        let expected = rows.lines.dropFirst().compactMap { line in
            recipe.line(line.text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
        }
        let lines = found.lines.map { String($0.text.drop { $0 == " " }) }
        #expect(lines.sorted() == expected.sorted(), "\(recipe), seed \(seed)\n\(script)")
        #expect(!expected.isEmpty, "\(recipe), seed \(seed)")
    }

    /// The first recipe of weight is about all blobs together.
    @Test func theSumsOfAllBlobsAreTheSame() throws {
        let repository = try Self.repository(seed: 3)
        let script = try Self.recipe(
            repository.rgit, "weight", from: "format='%(objecttype) %(objectsize) %(objectsize:disk)'")
        let found = try repository.rgit.runner.run("bash", ["-c", script]).expecting()
        let total = try repository.rgit.json(["weight"])["total"]
        let expected = ["blobs", "bytes", "disk_bytes"].map { "\(total?[$0]?.integer ?? -1)" }
        #expect(found.text == expected.joined(separator: " ") + "\n")
    }

    /// That of search prints each commit with its files.
    @Test func searchFindsTheSameCommitsAndFiles() throws {
        let repository = try Self.repository(seed: 4)
        let script = try Self.recipe(
            repository.rgit, "search", from: "git log -S PATTERN --format=tformat:%H --name-only")
        for pattern in ["'line 7'", "'line 1'", "last"] {
            let found = try repository.rgit.runner.run(
                "bash", ["-c", script.replacing("PATTERN", with: pattern)]
            ).expecting()
            var expected: [String] = []
            let bare = pattern.filter { $0 != "'" }
            let rows = try repository.rgit.run(["search", bare, "--tsv", "--fields", "hexsha,path"])
            var last = ""
            for line in try rows.expecting(0).lines.dropFirst() {
                let words = line.text.split(separator: "\t").map(String.init)
                if words[0] != last { expected.append(words[0]) }
                last = words[0]
                expected.append(words[1])
            }
            #expect(found.lines.map(\.text).filter { !$0.isEmpty } == expected, "\(pattern)")
            #expect(!expected.isEmpty)
        }
    }
}
