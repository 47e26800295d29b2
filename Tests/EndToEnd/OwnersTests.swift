// `rgit owners` beside `git blame` of every file, and CODEOWNERS by the rules of GitHub and GitLab.

import Foundation
import Support
import Testing

@Suite struct OwnersTests {
    /// The lines of each directory by person, as git blame has them.
    private static func reference(
        _ git: Git, depth: Int, cumulative: Bool
    ) throws -> [String: [String: Int]] {
        var lines: [String: [String: Int]] = [:]
        // Text files are those that have line counts against nothing.
        let empty = try git.line("hash-object", "-t", "tree", "--stdin")
        let numstat = try git("diff", "--numstat", "-z", empty, "HEAD").stdout.pieces(endedBy: 0)
        let links = Set(
            try git("ls-tree", "-r", "-z", "HEAD").stdout.pieces(endedBy: 0).compactMap { entry -> [UInt8]? in
                entry.starts(with: Array("100".utf8))
                    ? nil : Array(entry[(entry.firstIndex(of: 0x09).map { $0 + 1 } ?? 0)...])
            })
        for entry in numstat where entry.first != UInt8(ascii: "-") {
            let path = Array(entry.split(separator: 0x09, maxSplits: 2)[2])
            guard !links.contains(path) else { continue }
            let words = ["blame", "--line-porcelain", "HEAD", "--"].map { Array($0.utf8) }
            var name = ""
            let own = path.split(separator: 0x2f).dropLast().prefix(depth).map { Array($0).text }
            let directories =
                cumulative
                ? (0...own.count).map { own.prefix($0).joined(separator: "/") }
                : [own.joined(separator: "/")]
            for line in try git.run(words + [path]).lines.map(\.text) {
                if line.hasPrefix("author ") { name = String(line.dropFirst(7)) }
                guard line.hasPrefix("author-mail <") else { continue }
                let person = name + "\t" + line.dropFirst(13).dropLast()
                for directory in directories {
                    lines[directory.isEmpty ? "." : directory, default: [:]][person, default: 0] += 1
                }
            }
        }
        return lines
    }

    @Test(arguments: Array(221...226) as [UInt64]) func linesAreThoseOfGitBlame(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        for (depth, cumulative) in [(1, false), (2, false), (2, true)] {
            let expected = try Self.reference(scratch.git, depth: depth, cumulative: cumulative)
            let options = ["--depth", "\(depth)"] + (cumulative ? ["--cumulative"] : [])
            let rows = try scratch.rgit.json(["owners"] + options)["owners"]?.array ?? []
            #expect(rows.count == expected.values.reduce(0) { $0 + $1.count }, "seed \(seed), \(options)")
            for row in rows {
                let directory = try #require(row["path"]?.text)
                let people = try #require(expected[directory], "\(directory), seed \(seed)")
                let person = "\(row["name"]?.text ?? "")\t\(row["email"]?.text ?? "")"
                #expect(row["lines"]?.integer == people[person], "\(row), seed \(seed)")
                let total = people.values.reduce(0, +)
                let ranked = people.values.sorted(by: >)
                let needed = ranked.indices.first { ranked[...$0].reduce(0, +) * 2 > total }
                #expect(row["bus_factor"]?.integer == needed.map { $0 + 1 }, "\(row), seed \(seed)")
                let rank = try #require(row["rank"]?.integer)
                #expect(row["lines"]?.integer == ranked[rank - 1], "\(row), seed \(seed)")
            }
        }
    }

    private static func tree(_ files: [String], _ codeowners: String, at place: String) throws
        -> ScratchRepository
    {
        let scratch = try ScratchRepository()
        for file in files { try scratch.write(file, "line\n") }
        try scratch.write(place, codeowners)
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "one")
        return scratch
    }

    private static func findings(_ scratch: ScratchRepository, _ options: String...) throws -> [String] {
        let result = try scratch.rgit.run(["owners", "--check", "--json"] + options).expecting(1)
        let rows = try JSONValue(parsing: result.stdout)["findings"]?.array ?? []
        return rows.map { row in
            "\(row["line"]?.integer ?? 0) \(row["problem"]?.text ?? "") "
                + (row["pattern"]?.text ?? row["path"]?.text ?? "")
        }
    }

    @Test func checkFollowsTheRulesOfGitHub() throws {
        let rules = """
            # comment
            *.c     @c-team
            docs/*  @docs # inline
            /src/   @src
            src/x/y.h @late@example.com
            *.zzz @none
            !neg @x
            /a\\ b/ a@example.com
            bad owner
            [ab].c @x
            *.h
            lib/ @lib
            """
        let oneLevel = try Self.tree(["docs/x/z", "docs/y", "top"], "/* @r\n/docs/* @d\n", at: "CODEOWNERS")
        #expect(try Self.findings(oneLevel) == ["0 unowned docs/x/z"])
        let files = ["docs/r.md", "docs/deep/q.md", "a b/f", "src/x/y.c", "src/x/y.h", "top.txt", "in/lib/f"]
        let scratch = try Self.tree(files, rules, at: ".github/CODEOWNERS")
        #expect(
            try Self.findings(scratch) == [
                "2 shadowed *.c", "5 shadowed src/x/y.h", "6 dead *.zzz", "7 syntax !neg @x",
                "9 syntax bad owner", "10 syntax [ab].c @x", "0 unowned .github/CODEOWNERS",
                "0 unowned docs/deep/q.md", "0 unowned top.txt",
            ])
    }

    @Test func checkFollowsTheRulesOfGitLab() throws {
        let rules = """
            README.md @readme
            deep/q.md @q
            [Code][2] @coders
            *.c
            *.c @later
            ^[code]
            *.h @headers
            """
        let files = ["in/README.md", "in/deep/q.md", "x.c", "x.h", "other"]
        let scratch = try Self.tree(files, rules, at: ".gitlab/CODEOWNERS")
        #expect(
            try Self.findings(scratch)
                == ["4 shadowed *.c", "0 unowned .gitlab/CODEOWNERS", "0 unowned other"])
        // GitHub's rules know no sections, and anchor a pattern with a slash in it.
        #expect(
            try Self.findings(scratch, "--syntax", "github")
                == [
                    "2 dead deep/q.md", "3 syntax [Code][2] @coders", "4 shadowed *.c",
                    "6 syntax ^[code]", "0 unowned .gitlab/CODEOWNERS", "0 unowned in/deep/q.md",
                    "0 unowned other",
                ])
        let rows = try scratch.rgit.json(["owners"])["owners"]?.array ?? []
        #expect(
            rows.first { $0["path"]?.text == "." }?["declared"]?.array.map(\.text) == ["@headers", "@later"])
    }

    @Test func aWrittenFileIsSound() throws {
        let scratch = try Self.tree(["a b/f", "c#/g", "top"], "* @all\n", at: "CODEOWNERS")
        let person = try scratch.git.line("log", "-1", "--format=%ae")
        try scratch.write("handles", "# people\n\(person)\t@handle\n")
        let written = try scratch.rgit.run(["owners", "--codeowners", "--write-handles", "handles"])
            .expecting(0)
        #expect(written.stdout.text == "* @handle\n/a\\ b/ @handle\n/c\\#/ @handle\n")
        try scratch.write("CODEOWNERS", written.stdout.text)
        try scratch.git("commit", "-qam", "two")
        _ = try scratch.rgit.run(["owners", "--check"]).expecting(0)
    }

    /// Reviewers are those who wrote the changed files before the range, its authors left out.
    @Test func forARangeOthersAreRanked() throws {
        let scratch = try ScratchRepository()
        func commit(_ name: String, _ files: [String: String]) throws {
            for (path, content) in files { try scratch.write(path, content) }
            try scratch.git("add", ".")
            try scratch.git("commit", "-qm", name, "--author", "\(name) <\(name)@x>")
        }
        try commit("ann", ["a": "1\n2\n3\n", "b": "1\n", "c": "1\n2\n3\n4\n5\n"])
        try commit("bob", ["a": "1\n2\n3\n4\n5\n", "d/e": "1\n"])
        try commit("eve", ["b": "1\n2\n"])
        try scratch.git("branch", "base")
        try commit("eve", ["a": "1\n", "b": "1\n2\n3\n", "d/e": "2\n", "new": "1\n"])
        try scratch.git("tag", "topic")
        try scratch.git("checkout", "-q", "base")
        try commit("dan", ["c": "0\n"])
        for (range, total) in [("base~2..topic", 7.0), ("base...topic", 8.0)] {
            let rows = try scratch.rgit.json(["owners", "--for", range])["owners"]?.array ?? []
            let found = rows.map {
                "\($0["path"]?.text ?? "") \($0["name"]?.text ?? "") \($0["lines"]?.integer ?? 0) \($0["files"]?.integer ?? 0)"
            }
            #expect(found == [". ann 4 2", ". bob 3 2"], "\(range)")
            #expect(rows.first?["share"]?.double == 4 / total, "\(range)")
        }
        let split = try scratch.rgit.json(["owners", "--for", "base...topic", "--depth", "1"])["owners"]?
            .array
        #expect(split?.map { $0["path"]?.text } == [".", ".", "d"])
        _ = try scratch.rgit.run(["owners", "--for", "base"]).expecting(2)
        #expect(try scratch.rgit.run(["owners", "--for", "topic..topic"]).expecting(0).stdout.isEmpty)
    }

    /// Names that a CODEOWNERS file cannot hold as they are neither break its lines nor add rules.
    @Test func hostileNamesAddNoRules() throws {
        let scratch = try Self.tree(
            ["app/[id]/f", "n\n* @evil/l", "t\tb/f", "x\\y/f"], "* @all\n", at: "CODEOWNERS")
        let written = try scratch.rgit.run(["owners", "--codeowners", "--depth", "2"]).expecting(0)
        try scratch.write("CODEOWNERS", written.stdout.text)
        try scratch.git("commit", "-qam", "two")
        _ = try scratch.rgit.run(["owners", "--check"]).expecting(0)
        #expect(!written.stdout.text.contains("\n* @evil"))
        try scratch.git("commit", "-q", "--amend", "--no-edit", "--author=Root <root>")
        try scratch.write("top", "one\n")
        try scratch.git("add", "top")
        try scratch.git("commit", "-qm", "three", "--author=Root <root>")
        let warned = try scratch.rgit.run(["owners", "--codeowners", "--", "top"]).expecting(0)
        #expect(warned.stderr.text.contains("no owner's name, left out"), "\(warned)")
        for words in [
            ["--codeowners", "--json"], ["--check", "--depth", "3"], ["--check", "-w"],
            ["--check", "--", "top"],
            ["--check", "HEAD~1", "HEAD"],
        ] {
            #expect(try scratch.rgit.run(["owners"] + words).exitStatus == 2, "\(words)")
        }
    }

    /// The bus factor of a range counts its authors, its owners are those declared before it, and its paths are no patterns.
    @Test func forARangeTheFilesBeforeItCount() throws {
        let scratch = try ScratchRepository()
        func commit(_ name: String, _ files: [String: String]) throws {
            for (path, content) in files { try scratch.write(path, content) }
            try scratch.git("add", ".")
            try scratch.git("commit", "-qm", name, "--author", "\(name) <\(name)@x>")
        }
        try commit("ann", ["CODEOWNERS": "* @old\n", "*.c": "1\n"])
        try commit("eve", ["*.c": "1\n2\n3\n4\n5\n", "x.c": "1\n2\n"])
        try commit("eve", ["*.c": "0\n", "CODEOWNERS": "* @new\n"])
        for rgit in [scratch.rgit, scratch.rgit.with("GIT_LITERAL_PATHSPECS", "1")] {
            let rows = try rgit.json(["owners", "--for", "HEAD~1..HEAD"])["owners"]?.array ?? []
            #expect(rows.map { $0["name"]?.text } == ["ann"])
            #expect(rows.first?["lines"]?.integer == 2 && rows.first?["bus_factor"]?.integer == 1)
            #expect(rows.first?["declared"]?.array.map(\.text) == ["@old"])
        }
    }

    @Test func withoutAFileCheckIsAnError() throws {
        let scratch = try Self.tree([], "", at: "f")
        let result = try scratch.rgit.run(["owners", "--check"]).expecting(3)
        #expect(result.stderr.text.hasPrefix("rgit: no CODEOWNERS file"))
    }

    /// What `git log --name-only` lists: the author of each commit, the latest first, and its paths.
    private static func log(_ git: Git, _ options: [String]) throws -> [(person: [UInt8], paths: [[UInt8]])] {
        // Strings that look alike are equal; their bytes are not.
        let words =
            ["-c", "core.quotePath=false", "log", "--no-merges", "--no-renames", "--name-only", "-z"]
            + ["--format=%x01%aN%x09%aE%x02"] + options
        return try git.run(words.map { Array($0.utf8) }).stdout.split(separator: 1).map { entry in
            let parts = entry.split(separator: 2, maxSplits: 1)
            let paths = parts.count > 1 ? parts[1].drop { $0 == 0 || $0 == 0x0a }.split(separator: 0) : []
            // Rows show bytes that are no UTF-8 as this does.
            return (Array(Array(parts[0]).text.utf8), paths.map { Array($0) })
        }
    }

    private static func directories(_ path: [UInt8], depth: Int, cumulative: Bool) -> [[UInt8]] {
        let own = Array(path.split(separator: 0x2f).dropLast().prefix(depth))
        let all = cumulative ? (0...own.count).map { Array(own.prefix($0)) } : [own]
        return all.map { $0.isEmpty ? [0x2e] : Array($0.joined(separator: [0x2f])) }
    }

    /// The person of a row, as `log` names people.
    private static func person(_ row: JSONValue) -> [UInt8] {
        Array("\(row["name"]?.text ?? "")\t\(row["email"]?.text ?? "")".utf8)
    }

    /// The least number of people without whom more than half of the files have no owner, all choices tried.
    private static func leastPeople(_ people: [[UInt8]], _ files: [[[UInt8]]]) -> Int {
        func isEnough(_ gone: Set<[UInt8]>, _ start: Int, _ count: Int) -> Bool {
            if files.count(where: { gone.isSuperset(of: $0) }) * 2 > files.count { return true }
            guard count > 0 else { return false }
            return (start..<people.count).contains {
                isEnough(gone.union([people[$0]]), $0 + 1, count - 1)
            }
        }
        return (0...people.count).first { isEnough([], 0, $0) } ?? people.count
    }

    private static func path(_ row: JSONValue) -> [UInt8] { Array((row["path"]?.text ?? "").utf8) }

    @Test(arguments: Array(231...236) as [UInt64]) func commitsAreThoseOfGitLog(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        for (options, cumulative) in [([], false), (["--first-parent", "HEAD~1"], true)] as [([String], Bool)]
        {
            var expected: [[UInt8]: [[UInt8]: Int]] = [:]
            for (person, paths) in try Self.log(scratch.git, options) {
                let all = Set(paths.flatMap { Self.directories($0, depth: 1, cumulative: cumulative) })
                for directory in all { expected[directory, default: [:]][person, default: 0] += 1 }
            }
            let words = ["owners", "--metric", "commits"] + options + (cumulative ? ["--cumulative"] : [])
            let rows = try scratch.rgit.json(words)["owners"]?.array ?? []
            #expect(rows.count == expected.values.reduce(0) { $0 + $1.count }, "seed \(seed), \(options)")
            for row in rows {
                let people = try #require(expected[Self.path(row)], "\(row), seed \(seed)")
                let person = Self.person(row)
                #expect(row["commits"]?.integer == people[person], "\(row), seed \(seed)")
                let total = people.values.reduce(0, +)
                #expect(row["share"]?.double == Double(people[person] ?? 0) / Double(total), "\(row)")
                let ranked = people.values.sorted(by: >)
                let needed = ranked.indices.first { ranked[...$0].reduce(0, +) * 2 > total }
                #expect(row["bus_factor"]?.integer == needed.map { $0 + 1 }, "\(row), seed \(seed)")
            }
        }
    }

    /// The degree of authorship of Avelino and others, computed from `git log --name-only`.
    @Test(arguments: Array(241...248) as [UInt64]) func degreesOfAuthorshipAreThoseOfGitLog(seed: UInt64)
        throws
    {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let log = try Self.log(scratch.git, [])
        let words = ["-c", "core.quotePath=false", "ls-tree", "-r", "-z", "HEAD"].map { Array($0.utf8) }
        let files = try scratch.git.run(words).stdout.pieces(endedBy: 0)
            .filter { !$0.starts(with: Array("160000".utf8)) }
            .map { Array($0.split(separator: 0x09, maxSplits: 1).last ?? []) }
        var directories: [[UInt8]: [[[UInt8]]]] = [:]
        for file in files {
            let authors = log.filter { $0.paths.contains(file) }.map(\.person)
            var degrees: [[UInt8]: Double] = [:]
            for person in Set(authors) {
                let own = authors.count { $0 == person }
                let first = authors.last == person ? 1.098 : 0
                let others = Double(authors.count - own)
                degrees[person] = 3.293 + first + 0.164 * Double(own) - 0.321 * log1p(others)
            }
            let greatest = degrees.values.max() ?? 0
            let owners = degrees.filter { $0.value >= 3.293 && $0.value / greatest > 0.75 }.map(\.key)
            for directory in Self.directories(file, depth: 1, cumulative: true) {
                directories[directory, default: []].append(owners)
            }
        }
        let document = try scratch.rgit.json(["owners", "--metric", "doa", "--cumulative"])
        let rows = document["owners"]?.array ?? []
        var expectedRows = 0
        for (directory, owners) in directories {
            var counts: [[UInt8]: Int] = [:]
            for owner in owners.joined() { counts[owner, default: 0] += 1 }
            let ranked = counts.sorted {
                $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
            }
            expectedRows += ranked.count
            let needed = Self.leastPeople(ranked.map(\.key), owners)
            let found = rows.filter { Self.path($0) == directory }
            #expect(
                Set(found.map(Self.person)) == Set(ranked.map(\.key)),
                "\(directory.text), seed \(seed)")
            #expect(
                found.map { $0["files"]?.integer } == ranked.map(\.value), "\(directory.text), seed \(seed)")
            #expect(
                found.allSatisfy { $0["bus_factor"]?.integer == needed }, "\(directory.text), seed \(seed)")
            #expect(
                found.map { $0["share"]?.double }
                    == ranked.map { Double($0.value) / Double(owners.count) }, "\(directory.text)")
        }
        #expect(rows.count == expectedRows, "seed \(seed)")
    }

    /// Ann owns most files, but each of them together with someone else: without her no file is lost.
    @Test func theBusFactorIsTheLeastNumberOfPeople() throws {
        let scratch = try ScratchRepository { history in
            let people = ["ann", "ben", "cho", "dee"].map { Person($0, "\($0)@example.com", 1_600_000_000) }
            var last = history.commit("begin", author: people[0], [.file("other/x", "1\n")])
            // Ann owns four files together with ben or cho; dee and ben own files alone.
            for (place, name) in ["b", "c"].enumerated() {
                for number in 0..<2 {
                    for (version, person) in [
                        people[place + 1], people[0], people[0], people[0], people[place + 1],
                    ]
                    .enumerated() {
                        last = history.commit(
                            "\(name)\(number)", parents: [last], author: person,
                            [.file("d/\(name)\(number)", "\(version)\n")])
                    }
                }
            }
            for number in 0..<3 {
                last = history.commit(
                    "dee", parents: [last], author: people[3], [.file("d/dee\(number)", "1\n")])
            }
            for number in 0..<2 {
                last = history.commit(
                    "ben", parents: [last], author: people[1], [.file("d/ben\(number)", "1\n")])
            }
        }
        let rows =
            try scratch.rgit.json(["owners", "--metric", "doa", "--depth", "1", "--", "d"])["owners"]?
            .array ?? []
        let files = rows.map { "\($0["name"]?.text ?? "") \($0["files"]?.integer ?? 0)" }
        #expect(files == ["ann 4", "ben 4", "dee 3", "cho 2"])
        // By rank it would be ann, ben and dee; ben and dee alone own five of nine.
        #expect(rows.allSatisfy { $0["bus_factor"]?.integer == 2 }, "\(rows)")
    }

    /// `skipped` counted nothing where commits are counted.
    @Test(arguments: ["lines", "commits", "doa"]) func filesWithAnAttributeAreLeftOutAndCounted(
        metric: String
    )
        throws
    {
        let scratch = try ScratchRepository {
            $0.commit("one", [.file("a", "1\n"), .file("gen/x", "2\n"), .file("gen/y", "3\n")])
        }
        try scratch.checkOut()
        try scratch.write(".gitattributes", "gen/x linguist-generated\ngen/y mine\n")
        let words = ["owners", "--metric", metric, "--no-generated", "--exclude-attr", "mine"]
        let result = try scratch.rgit.run(words).expecting(0)
        #expect(
            (result.text + result.errorText).contains("left out: 1 generated or vendored, 1 by attributes"))
        let document = try scratch.rgit.json(words)
        #expect(document["owners"]?.array.map { $0["path"]?.text } == ["."])
        #expect(document["skipped"]?["by_attributes"]?.integer == 1)
        #expect(document["skipped"]?["generated"]?.integer == 1)
    }

    /// An owner is gone who wrote nothing in the months before the commit that is checked, whatever name CODEOWNERS gives them.
    @Test func ownersWhoLeftAreFound() throws {
        let scratch = try ScratchRepository()
        let rules = "* @ann bob@x\n/a/ @team\n/b/ new@x @unknown\n/c/ never@x\n/d/ dan@x\n"
        let people: [(name: String, date: String)] = [
            ("ann", "2020-01-01"), ("bob", "2020-02-01"), ("old", "2020-03-01"), ("dan", "2020-06-05"),
            ("eve", "2020-12-01"),
        ]
        for file in ["CODEOWNERS", "a/f", "b/f", "c/f", "d/f"] {
            try scratch.write(file, file == "CODEOWNERS" ? rules : "1\n")
        }
        try scratch.write(".mailmap", "New <new@x> <old@x>\n")
        try scratch.git("add", ".")
        for (name, date) in people {
            let stamp = "\(date)T12:00:00Z"
            try scratch.git.with("GIT_COMMITTER_DATE", stamp)(
                "commit", "-q", "--allow-empty", "-m", name, "--author", "\(name) <\(name)@x>", "--date",
                stamp)
        }
        try scratch.write("handles", "ann@x\t@ann\nbob\t@team\neve@x\t@team\n")
        func gone(_ months: Int) throws -> [String] {
            let words = [
                "owners", "--check", "--inactive", "\(months)", "--write-handles", "handles", "--json",
            ]
            let result = try scratch.rgit.run(words)
            #expect(result.stderr.text.contains("@unknown"), "\(result)")
            return try (JSONValue(parsing: result.stdout)["findings"]?.array ?? []).filter {
                $0["problem"]?.text == "gone"
            }.map { row in
                let owners = (row["owners"]?.array ?? []).map { $0.text ?? "" }.joined(separator: " ")
                return "\(row["line"]?.integer ?? 0) \(row["pattern"]?.text ?? "") \(owners)"
            }
        }
        #expect(try gone(6) == ["1 * @ann bob@x", "3 /b/ new@x", "4 /c/ never@x"])
        #expect(try gone(5) == ["1 * @ann bob@x", "3 /b/ new@x", "4 /c/ never@x", "5 /d/ dan@x"])
        #expect(try gone(10) == ["1 * @ann", "4 /c/ never@x"])
        // A clock of the far future makes no one else be gone.
        try scratch.git.with("GIT_COMMITTER_DATE", "2020-12-01T12:00:00Z")(
            "commit", "-q", "--allow-empty", "-m", "future", "--author", "F <f@x>", "--date",
            "@4102444800 +0000")
        #expect(try gone(10) == ["1 * @ann", "4 /c/ never@x"])
        for words in [["--inactive", "3"], ["--check", "--metric", "doa"], ["--metric", "doa", "-w"]] {
            #expect(try scratch.rgit.run(["owners"] + words).exitStatus == 2, "\(words)")
        }
    }
}
