// `rgit export`: rows are git's, a run keeps what has not changed, killed runs harm nothing, and damage is found.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ExportTests {
    private static let tables = ["commits", "changes", "people", "refs", "files", "lines"]

    /// Repositories, and a folder for their facts.
    private struct Scene {
        let folder: TemporaryFolder
        let repositories: [ScratchRepository]
        let facts: String

        init(_ repositories: [ScratchRepository]) throws {
            folder = try TemporaryFolder()
            facts = folder.path + "/facts"
            self.repositories = repositories
        }

        /// The command line that exports all of them.
        func words(_ more: [String] = []) -> [String] {
            ["export", "--into", facts] + repositories.flatMap { ["--repo", $0.path] } + more
        }

        @discardableResult
        func export(_ more: String..., expecting status: Int32 = 0) throws -> [String] {
            let rgit = try #require(repositories.first).rgit
            let result = try rgit.run(words(more) + ["--value", "state"]).expecting(status)
            return result.lines.map { String(decoding: $0, as: UTF8.self) }
        }

        /// The file of a table of the repository at an index.
        func part(_ table: String, _ index: Int = 0, format: String = "ndjson") -> [UInt8] {
            let name = repositories[index].path.replacing("/", with: "%2F")
            return Array("\(facts)/\(table)/repo=\(name)/part.\(format)".utf8)
        }

        func rows(_ table: String, _ index: Int = 0) throws -> [JSONValue] {
            try FileTree.read(part(table, index)).pieces(endedBy: 0x0a).map { try JSONValue(parsing: $0) }
        }

        /// Every file of facts, by table and repository.
        func content() throws -> [[[UInt8]]] {
            try ExportTests.tables.map { table in
                try repositories.indices.map { try FileTree.read(part(table, $0)) }
            }
        }

        /// Runs a script of Python with the database's path.
        func python(_ script: String) throws -> String {
            let repository = try #require(repositories.first)
            let runner = Git(in: folder.path, home: repository.home).runner
            return try runner.run("python3", ["-c", script, facts + "/rgit.sqlite"]).expecting(0).text
        }
    }

    private static func history(_ seed: UInt64) throws -> ScratchRepository {
        let repository = try RandomHistory(seed: seed, commits: 30).makeRepository()
        try repository.checkOut()
        return repository
    }

    private static func trimmed(_ text: String) -> String {
        text.hasSuffix(" ") ? String(text.dropLast()) : text
    }

    private static func commit(_ repository: ScratchRepository, _ text: String) throws {
        try repository.write("new", text + "\n")
        try repository.git("add", "new")
        try repository.git("commit", "--quiet", "-m", text)
    }

    @Test(arguments: UInt64(1)...4)
    func rowsAreThoseOfGit(seed: UInt64) throws {
        let repository = try Self.history(seed)
        let scene = try Scene([repository])
        #expect(try scene.export() == ["exported"])
        let range = ["--branches", "--remotes", "--tags"]

        let commits = try scene.rows("commits")
        let ids = try repository.git.run(["log"] + range + ["--format=%H %T %at %ct %P"]).lines
        #expect(
            commits.map { row in
                let parents = row["parents"]?.array.compactMap(\.text) ?? []
                let numbers = ["authored_date", "committed_date"].map {
                    row[$0]?.integer.map(String.init) ?? "0"
                }
                return ([row["hexsha"]?.text ?? "", row["tree"]?.text ?? ""] + numbers + parents)
                    .joined(separator: " ")
            } == ids.map { Self.trimmed(String(decoding: $0, as: UTF8.self)) })
        // Names, summaries and the like are those of `rgit log`, which other tests compare with git.
        let log = try repository.rgit.run(["log"] + range, with: "--ndjson").lines
            .map { try JSONValue(parsing: $0) }
        #expect(commits.map { $0["summary"] } == log.map { $0["summary"] })
        #expect(commits.map { $0["author_email"] } == log.map { $0["author"]?["email"] })
        #expect(commits.map { $0["committer_name"] } == log.map { $0["committer"]?["name"] })
        #expect(commits.map { $0["repo"]?.text } == commits.map { _ in repository.path })

        var expected: [[String]] = []
        for id in commits where id["is_merge"]?.bool == false {
            let hexsha = try #require(id["hexsha"]?.text)
            let counts = try repository.git.run(
                ["show", "-M", "--numstat", "-z", "--format=", hexsha])
            var fields = counts.stdout.pieces(endedBy: 0)[...]
            while let field = fields.popFirst() {
                let cells = field.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
                    .map { String(decoding: $0, as: UTF8.self) }
                guard cells.count == 3 else { continue }
                var (old, path) = ("", cells[2])
                if path.isEmpty {
                    old = String(decoding: fields.removeFirst(), as: UTF8.self)
                    path = String(decoding: fields.removeFirst(), as: UTF8.self)
                }
                expected.append([hexsha, cells[0], cells[1], path, old])
            }
        }
        let changes = try scene.rows("changes").map { row in
            let counts = ["insertions", "deletions"].map { row[$0]?.integer.map(String.init) ?? "-" }
            return [row["hexsha"]?.text ?? ""] + counts + [
                row["path"]?.text ?? "", row["old_path"]?.text ?? "",
            ]
        }
        #expect(changes == expected)

        let references = try repository.git(
            "for-each-ref", "--format=%(refname) %(objectname) %(objecttype)"
        ).lines
        #expect(
            try scene.rows("refs").map { row in
                ["path", "hexsha", "type"].map { row[$0]?.text ?? "" }.joined(separator: " ")
            } == references.map { String(decoding: $0, as: UTF8.self) })

        let entries = try repository.git("ls-tree", "-r", "-l", "-z", "HEAD").stdout.pieces(endedBy: 0)
        #expect(
            try scene.rows("files").map { row in
                let size = row["size"]?.integer.map(String.init) ?? "-"
                return [row["mode"]?.text ?? "", row["hexsha"]?.text ?? "", size, row["path"]?.text ?? ""]
            }
                == entries.map { entry in
                    let halves = entry.split(separator: 0x09, maxSplits: 1)
                    let words = halves[0].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
                    return [words[0], words[2], words[3], String(decoding: halves[1], as: UTF8.self)]
                })

        let people = Set(
            commits.flatMap { row in
                [["author_name", "author_email"], ["committer_name", "committer_email"]].map { names in
                    names.map { row[$0]?.text ?? "" }
                }
            })
        let listed = try scene.rows("people").map { [$0["name"]?.text ?? "", $0["email"]?.text ?? ""] }
        #expect(Set(listed) == people)
        // Bytes that are no UTF-8 may look alike.
        #expect(Set(try scene.rows("people").map { "\($0)" }).count == listed.count)

        let lines = try scene.rows("lines").reduce(0) { $0 + ($1["lines"]?.integer ?? 0) }
        let blamed = try repository.rgit.json(["blame-stats", "--json"])
        #expect(lines == blamed["total"]?["lines"]?.integer)
    }

    @Test func onlyWhatHasChangedIsReadAgain() throws {
        let scene = try Scene([try Self.history(1), try Self.history(2)])
        #expect(try scene.export() == ["exported", "exported"])
        let before = try scene.content()
        #expect(try scene.export() == ["unchanged", "unchanged"])
        #expect(try scene.content() == before)

        try Self.commit(scene.repositories[1], "more")
        #expect(try scene.export() == ["unchanged", "exported"])
        let head = try scene.repositories[1].git.line("rev-parse", "HEAD")
        #expect(try scene.rows("commits", 1).contains { $0["hexsha"]?.text == head })
        let after = try scene.content()
        #expect(after.map { $0[0] } == before.map { $0[0] })

        // A history that is rewritten replaces what is gone.
        try scene.repositories[1].git("commit", "--quiet", "--amend", "-m", "rewritten")
        #expect(try scene.export() == ["unchanged", "exported"])
        #expect(try !scene.rows("commits", 1).contains { $0["hexsha"]?.text == head })

        // A mailmap counts as well, and so do other options.
        try scene.repositories[0].write(".mailmap", "New Name <new@example.com> <a@example.com>\n")
        #expect(try scene.export() == ["exported", "unchanged"])
        #expect(try scene.export("--no-mailmap") == ["exported", "exported"])
    }

    @Test func factsOfAFailedRepositoryStay() throws {
        let scene = try Scene([try Self.history(1), try Self.history(3)])
        try scene.export()
        let before = try scene.content()
        try Self.commit(scene.repositories[1], "lost")
        let head = try scene.repositories[1].git.line("rev-parse", "HEAD")
        unlink(scene.repositories[1].looseObjectPath(head))
        #expect(try scene.export(expecting: 3) == ["unchanged", "failed"])
        #expect(try scene.content() == before)
        let manifest = try JSONValue(parsing: FileTree.read(Array("\(scene.facts)/manifest.json".utf8)))
        let failures = manifest["repositories"]?.array.map { $0["failure"]?.text != nil }
        #expect(failures == [false, true])
    }

    @Test func formatsHaveTheSameRows() throws {
        let scene = try Scene([try Self.history(5), try Self.history(6)])
        try scene.export()
        let rows = try Self.tables.map { table in try scene.rows(table, 0) + scene.rows(table, 1) }
        let database = try Scene(scene.repositories)
        try database.export("--format", "sqlite")
        let counts = try database.python(
            """
            import sqlite3, sys
            base = sqlite3.connect(sys.argv[1])
            for table in "\(Self.tables.joined(separator: " "))".split():
                print(base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            print(base.execute("SELECT sum(lines) FROM lines").fetchone()[0])
            print(base.execute("SELECT sum(insertions) FROM changes").fetchone()[0])
            print(base.execute("SELECT count(*) FROM changes JOIN commits USING (repo, hexsha)").fetchone()[0])
            print(base.execute("PRAGMA foreign_key_check").fetchall(), base.execute("PRAGMA journal_mode").fetchone()[0])
            """)
        func sum(_ table: Int, _ column: String) -> Int {
            rows[table].reduce(0) { $0 + ($1[column]?.integer ?? 0) }
        }
        let expected =
            rows.map(\.count) + [sum(5, "lines"), sum(1, "insertions"), rows[1].count]
        #expect(counts == expected.map { "\($0)\n" }.joined() + "[] wal\n")

        try scene.export("--format", "csv")
        let header = try FileTree.read(scene.part("commits", 0, format: "csv")).prefix { $0 != 0x0a }
        #expect(
            String(decoding: header, as: UTF8.self)
                == "repo,hexsha,tree,parents,author_name,author_email,authored_date,authored_offset,"
                + "committer_name,committer_email,committed_date,committed_offset,summary,is_merge")
        for scene in [scene, database] { #expect(try scene.export("--check") == ["valid", "valid"]) }
        #expect(try database.export("--format", "sqlite") == ["unchanged", "unchanged"])
        // A directory has files or a database.
        try database.export("--format", "csv", expecting: 2)

        // Counts and values of a database are compared as well.
        _ = try database.python(
            """
            import sqlite3, sys
            base = sqlite3.connect(sys.argv[1])
            with base:
                base.execute("UPDATE lines SET lines = 999 WHERE repo = ?", ("\(database.repositories[0].path)",))
            """)
        #expect(try database.export("--check", expecting: 1) == ["invalid", "valid"])
        #expect(try database.export("--format", "sqlite", "--force") == ["exported", "exported"])
        #expect(try database.export("--check") == ["valid", "valid"])
    }

    @Test func damageAndMovedTipsAreFound() throws {
        let scene = try Scene([try Self.history(7), try Self.history(8)])
        try scene.export()
        #expect(try scene.export("--check") == ["valid", "valid"])

        func problems() throws -> [String] {
            let result = try scene.repositories[0].rgit.run(scene.words(["--check", "--json"])).expecting(1)
            let document = try JSONValue(parsing: result.stdout)
            return document["repositories"]?.array.flatMap { $0["problems"]?.array.compactMap(\.text) ?? [] }
                ?? []
        }
        let file = scene.part("changes")
        let content = try FileTree.read(file)
        try FileTree.write(content.dropLast(), to: file)
        #expect(try problems().first == "changes has \(content.count - 1) bytes, not \(content.count)")
        var changed = content
        let digit = try #require(changed.lastIndex { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") })
        changed[digit] = UInt8(ascii: "7")
        try FileTree.write(changed, to: file)
        #expect(try problems().contains("changes has another sum"))
        try FileTree.write(content, to: file)
        #expect(try scene.export("--check") == ["valid", "valid"])
        try Self.commit(scene.repositories[1], "moved")
        let found = try problems()
        #expect(found.contains("tip has moved: HEAD"), "\(found)")
    }

    /// A run that is killed at any moment leaves what the next run completes, equal to an undisturbed one.
    @Test func killedRunsHarmNothing() throws {
        let scene = try Scene([try Self.history(9), try Self.history(10), try Self.history(11)])
        let undisturbed = try Scene(scene.repositories)
        try undisturbed.export()
        let expected = try undisturbed.content()
        var random = SplitMix64(seed: 1)
        var counts: Set<Int> = []
        for _ in 0..<12 {
            // A runner kills what takes longer than its time.
            var rgit = scene.repositories[0].rgit
            rgit.runner.timeout = Double(random.next() % 400) / 1000
            _ = try rgit.run(scene.words(random.next() & 1 == 0 ? ["--no-mailmap"] : []))
            // A reader sees all tables of a repository, or none.
            for index in scene.repositories.indices {
                let there = Self.tables.count { (try? FileTree.read(scene.part($0, index))) != nil }
                counts.insert(there)
            }
        }
        #expect(counts.isSubset(of: [0, Self.tables.count]), "\(counts)")
        let states = try scene.export()
        #expect(states.allSatisfy { $0 != "failed" }, "\(states)")
        #expect(try scene.content() == expected)
        #expect(try scene.export("--check") == ["valid", "valid", "valid"])
    }

    /// Faults that a review found: each was there.
    @Test func foldersAreHeldToWhatTheyAre() throws {
        let scene = try Scene([try Self.history(12)])
        let repository = scene.repositories[0]
        try scene.export()
        // Files that readers would not find are written again.
        TemporaryFolder.removeTree(Array("\(scene.facts)/commits".utf8))
        #expect(try scene.export("--check", expecting: 1) == ["invalid"])
        #expect(try scene.export() == ["exported"])
        #expect(try scene.export("--check") == ["valid"])

        // What a link leads to is not removed.
        let precious = try scene.folder.makeFolder("precious")
        try FileTree.write([0x61], to: Array("\(precious)/file".utf8))
        #expect(symlink(precious, "\(scene.facts)/.rgit-export/data/link") == 0)
        try scene.export()
        #expect(try FileTree.read(Array("\(precious)/file".utf8)) == [0x61])

        // A name that looks like that of a draft is one of a repository.
        let named = try scene.folder.makeFolder("a.new")
        try repository.git("clone", "--quiet", "--bare", repository.path, named)
        let names = ["export", "--into", scene.facts, "--repo", named]
        try repository.rgit.run(names).expecting(0)
        try repository.rgit.run(names + ["--check"]).expecting(0)

        // A git directory is no place for facts.
        try repository.rgit("export", "--into", "\(named)/facts").expecting(2)
        try repository.rgit("export", "--check", "--into", scene.facts, "--force").expecting(2)

        // --git-dir names the repository, wherever the command is run.
        let other = repository.rgit.at(scene.folder.path)
        let result = try other("export", "--git-dir", named, "--into", "facts2", "--value", "commits")
            .expecting(0)
        let count = try repository.git.at(named).line("rev-list", "--count", "--branches", "--tags")
        #expect(result.text == count + "\n")
    }

    @Test func whatRowsDependOnIsSeen() throws {
        let scene = try Scene([try Self.history(13)])
        let repository = scene.repositories[0]
        try repository.write("sub/.gitattributes", "*.txt diff\n")
        try repository.git("add", "sub")
        try repository.git("commit", "--quiet", "-m", "attributes")
        try repository.git("update-ref", "REVIEW_HEAD", "HEAD")
        try scene.export("--rev", "REVIEW_HEAD")
        #expect(try scene.export("--rev", "REVIEW_HEAD") == ["unchanged"])
        try repository.git("update-ref", "REVIEW_HEAD", "HEAD~1")
        #expect(try scene.export("--rev", "REVIEW_HEAD") == ["exported"])
        #expect(try scene.export("--rev", "HEAD~1..HEAD") == ["exported"])
        #expect(try scene.export("--rev", "HEAD~1..HEAD") == ["unchanged"])
        try repository.write("sub/.gitattributes", "*.txt -diff\n")
        #expect(try scene.export("--rev", "HEAD~1..HEAD") == ["exported"])

        // A file of attributes that no commit has.
        try repository.write("sub/deep/file", "x\n")
        try repository.git("add", "sub/deep")
        try repository.git("commit", "--quiet", "-m", "deep")
        try scene.export()
        try repository.write("sub/deep/.gitattributes", "file binary\n")
        #expect(try scene.export() == ["exported"])
        // The content of a file of revisions that blame ignores.
        try repository.git("config", "blame.ignoreRevsFile", ".ignored")
        for revision in ["HEAD", "HEAD~1"] {
            try repository.write(".ignored", try repository.git.line("rev-parse", revision) + "\n")
            #expect(try scene.export() == ["exported"])
            #expect(try scene.export() == ["unchanged"])
        }
        // Replacements, and whether they count.
        try repository.git("replace", "HEAD~1", "HEAD~2")
        #expect(try scene.export() == ["exported"])
        let plain = repository.rgit.with("GIT_NO_REPLACE_OBJECTS", "1")
        for state in ["exported", "unchanged"] {
            let result = try plain.run(scene.words(["--value", "state"]))
            #expect(try result.expecting(0).text == state + "\n")
        }
    }

    /// Links of tables to facts are relative, so that a table's directory has to be where it seems to be.
    @Test func aTableThatIsALinkIsRefused() throws {
        let scene = try Scene([try Self.history(15)])
        let elsewhere = try scene.folder.makeFolder("elsewhere")
        try scene.folder.makeFolder("facts")
        #expect(symlink(elsewhere, "\(scene.facts)/refs") == 0)
        let result = try scene.repositories[0].rgit.run(scene.words())
        #expect(result.exitStatus == 3 && result.errorText.contains("not a directory"), "\(result)")
        #expect(try FileTree.names(in: Array(elsewhere.utf8)).isEmpty)
    }

    @Test func checksDoNotLockEachOtherOut() throws {
        let scene = try Scene([try Self.history(16)])
        try scene.export()
        let runner = scene.repositories[0].rgit.runner
        let script = "for i in 1 2 3 4; do \"$0\" export --check --into \"$1\" --value state & done; wait"
        let result = try runner.run("sh", ["-c", script, Rgit.path, scene.facts]).expecting(0)
        #expect(result.text == String(repeating: "valid\n", count: 4), "\(result)")
    }

    @Test func damagedManifestsAreErrors() throws {
        let scene = try Scene([try Self.history(14)])
        try scene.export()
        let manifest = Array("\(scene.facts)/manifest.json".utf8)
        let text = String(decoding: try FileTree.read(manifest), as: UTF8.self)
        try FileTree.write(Array(text.dropLast(20).utf8), to: manifest)
        #expect(try scene.repositories[0].rgit.run(scene.words(["--check"])).exitStatus == 3)
        let huge = text.replacing("\"rows\":", with: "\"rows\":9223372036854775807")
        try FileTree.write(Array(huge.utf8), to: manifest)
        let status = try scene.repositories[0].rgit.run(scene.words(["--check"])).exitStatus
        #expect(status == 1 || status == 3)
    }

    @Test func usageIsSaid() throws {
        let repository = try ScratchRepository()
        let missing = try repository.rgit("export").expecting(2)
        #expect(missing.errorText.contains("--into"), "\(missing)")
        let table = try repository.rgit("export", "--into", "x", "--tables", "commit").expecting(2)
        #expect(table.errorText.contains("unknown table: commit"), "\(table)")
        let batch = try repository.rgit.run(
            ["batch"], input: Array(#"{"id":1,"args":["export","--into","x"]}"#.utf8))
        #expect(String(decoding: batch.stdout, as: UTF8.self).contains("a batch only reads"))
        // An empty repository is no failure.
        let empty = try repository.rgit("export", "--into", "facts", "--value", "commits").expecting(0)
        #expect(empty.lines.map { String(decoding: $0, as: UTF8.self) } == ["0"])
    }
}
