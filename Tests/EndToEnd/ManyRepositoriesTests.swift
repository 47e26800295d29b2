// `--repo`, `--repos-from` and `--repos-under`: one run says what a run of each repository says, in order, or adds it up.

import Support
import Testing

/// Repositories of all kinds, made once.
private struct Repositories: Sendable {
    let sound: [ScratchRepository]
    let all: [String]
    let home: TemporaryFolder

    static let made = Result { try Repositories() }

    private init() throws {
        let histories = try (1...4).map {
            try RandomHistory(seed: UInt64($0) + 90, commits: 24).makeRepository()
        }
        let bare = try RandomHistory(seed: 97, commits: 24).makeRepository(bare: true)
        let empty = try ScratchRepository()
        let shallow = try ScratchRepository(hash: histories[1].hash)
        try histories[1].git("config", "uploadpack.allowAnySHA1InWant", "true")
        try shallow.git.run(["fetch", "-q", "--depth=2", "file://\(histories[1].path)", "HEAD"])
        try shallow.git.run(["update-ref", "refs/heads/main", "FETCH_HEAD"])
        try shallow.checkOut()
        // Its HEAD says nothing; the pack of the other one ends early.
        let headless = try RandomHistory(seed: 98, commits: 8).makeRepository()
        try headless.git("tag", "-f", "kept")
        try FileTree.write(Array("nonsense\n".utf8), to: Array("\(headless.gitDirectory)/HEAD".utf8))
        let cut = try RandomHistory(seed: 100, commits: 24).makeRepository()
        let pack = try cut.repack()
        let bytes = try FileTree.read(Array(pack.utf8))
        TemporaryFolder.removeTree(Array(pack.utf8))
        try FileTree.write(Array(bytes.prefix(bytes.count / 2)), to: Array(pack.utf8))
        home = try TemporaryFolder()
        sound = histories + [bare, empty, shallow]
        let others = [headless, cut]
        damaged = others
        all = (sound + others).map(\.path)
    }

    private let damaged: [ScratchRepository]

    var rgit: Rgit { Rgit(in: home.path, home: home.path) }
    var soundPaths: [String] { sound.map(\.path) }
}

@Suite struct ManyRepositoriesTests {
    private let repositories: Repositories

    init() throws { repositories = try Repositories.made.get() }

    private func list(_ paths: [String]) -> [UInt8] {
        Array(("# a comment\n\n" + paths.map { $0 + "\n" }.joined()).utf8)
    }

    private func many(
        _ arguments: [String], _ paths: [String], with options: String...
    ) throws -> ProcessResult {
        try repositories.rgit.run(
            arguments.prefix(1) + options + ["--repos-from=-"] + arguments.dropFirst(), input: list(paths))
    }

    private func single(_ arguments: [String], _ path: String, with options: String...) throws
        -> ProcessResult
    {
        try repositories.rgit.at(path).run(arguments.prefix(1) + options + arguments.dropFirst())
    }

    private static let listed = [
        ["log"], ["log", "--stats", "-n", "5"], ["log", "--all", "--skip=2", "--", "."], ["branches"],
        ["branches", "-a"], ["status"], ["files"], ["tags"], ["refs"], ["remotes"], ["config"], ["reflog"],
        ["stashes"], ["notes"], ["worktrees"], ["submodules"], ["hotspots"],
        ["hotspots", "--by=repo,directory"], ["coupling", "--min-commits=1", "--min-shared=1"], ["weight"],
        ["last-modified"], ["owners"], ["age", "--every=year"], ["blame-stats", "--by=file"],
        ["blame-stats", "--by=repo"], ["contributors", "--by=repo,email"], ["activity", "--by=repo,month"],
        ["activity", "--newcomers"], ["diff-stats", "--cached"], ["diff"], ["rev-parse", "HEAD"],
        ["describe", "--all", "--always"], ["name-rev", "HEAD"], ["merge-base", "HEAD", "HEAD"],
        ["ahead-behind", "HEAD", "HEAD"], ["ignored", "x.o"], ["attributes", "x.c"], ["show", "HEAD"],
        ["search", "a"], ["is-ancestor", "HEAD", "HEAD"], ["blame", "README"],
    ]

    /// The arguments of one repository: without `repo` among the keys.
    private func alone(_ arguments: [String]) -> [String] {
        arguments.compactMap { word in
            word == "--by=repo" ? nil : word.replacing("--by=repo,", with: "--by=")
        }
    }

    /// The records of CSV, whose quoted values may have line feeds in them.
    private func records(_ text: [UInt8]) -> [[UInt8]] {
        var records: [[UInt8]] = []
        var current: [UInt8] = []
        var isQuoted = false
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            current.append(byte)
            if byte == 0x0a, !isQuoted {
                records.append(current)
                current = []
            }
        }
        return records
    }

    /// What runs of each repository say, put together.
    private func together(
        _ arguments: [String], _ paths: [String], _ format: String
    ) throws -> (text: [UInt8], status: Int32) {
        var expected: [UInt8] = []
        var status: Int32 = 0
        for path in paths {
            let own = try single(alone(arguments), path, with: format)
            let failed = (own.exitStatus ?? 0) >= 2
            if status != 3 { status = failed ? 3 : max(status, own.exitStatus ?? 0) }
            guard format != "--ndjson" else {
                for line in own.lines {
                    expected += "{\"repo\":\"\(path)\",".utf8 + line.dropFirst() + [0x0a]
                }
                continue
            }
            let separator = format == "--csv" ? "," : "\t"
            let records = format == "--csv" ? records(own.stdout) : own.lines.map { $0 + [0x0a] }
            if expected.isEmpty, let header = records.first { expected = "repo\(separator)".utf8 + header }
            for record in records.dropFirst() { expected += "\(path)\(separator)".utf8 + record }
        }
        return (expected, status)
    }

    @Test(arguments: listed)
    func listsTheRowsOfEachInOrder(_ arguments: [String]) throws {
        // The other formats differ by their rows, of which these have all kinds.
        let isOfAllFormats = ["log", "branches", "hotspots", "ignored"].contains(arguments[0])
        for format in ["--ndjson"] + (isOfAllFormats ? ["--csv", "--tsv"] : []) {
            let expected = try together(arguments, repositories.all, format)
            let found = try many(arguments, repositories.all, with: format)
            if !expected.text.isEmpty {
                #expect(
                    found.text == String(decoding: expected.text, as: UTF8.self), "\(arguments) \(format)")
            }
            #expect(found.exitStatus == expected.status, "\(arguments) \(format) \(found.errorText)")
        }
    }

    @Test(arguments: [["log", "--stats"], ["contributors"], ["files", "--sort=-size"], ["status"]])
    func saysTheSameWithAnyNumberOfWorkers(_ arguments: [String]) throws {
        let one = try many(arguments, repositories.all, with: "--json", "-j1")
        for jobs in [2, 7] {
            let more = try many(arguments, repositories.all, with: "--json", "-j\(jobs)")
            #expect(more.text == one.text)
            #expect(more.errorText == one.errorText)
        }
    }

    // MARK: Sums

    /// Numbers by what tells rows apart, as bytes: equal strings may be of different ones.
    private func sums(
        _ rows: [JSONValue], by keys: [String], of numbers: [String]
    ) -> [[[UInt8]?]: [Int]] {
        var sums: [[[UInt8]?]: [Int]] = [:]
        for row in rows {
            let key = keys.map { name in
                row["\(name)_base64"]?.bytes ?? row[name]?.bytes
                    ?? row[name]?.integer.map { Array(String($0).utf8) }
            }
            let own = numbers.map { row[$0]?.integer ?? 0 }
            sums[key] = zip(sums[key] ?? own.map { _ in 0 }, own).map(+)
        }
        return sums
    }

    @Test(arguments: [
        (
            ["contributors", "--stats"], "contributors", ["name", "email"],
            ["commits", "merges", "lines", "files"]
        ),
        (["contributors", "--by=domain"], "domains", ["domain"], ["commits"]),
        (["contributors", "--by=year,email", "--all"], "groups", ["year", "email"], ["commits"]),
        (["blame-stats"], "authors", ["name", "email"], ["lines", "files", "commits"]),
        (["blame-stats", "--by=year"], "years", ["year"], ["lines", "files"]),
        (["activity", "--by=weekday,hour"], "periods", ["weekday", "hour"], ["commits", "insertions"]),
        (["activity", "--by=month", "--exclude-bots"], "periods", ["month"], ["commits", "deletions"]),
    ])
    func addsUpWhatMeansTheSameEverywhere(
        _ arguments: [String], _ list: String, _ keys: [String], _ numbers: [String]
    ) throws {
        var singles: [JSONValue] = []
        var totals: [JSONValue] = []
        for path in repositories.all {
            guard let document = try? JSONValue(parsing: single(arguments, path, with: "--json").stdout)
            else {
                continue
            }
            singles += document[list]?.array ?? []
            if let total = document["total"] { totals.append(total) }
        }
        let found = try JSONValue(parsing: many(arguments, repositories.all, with: "--json").stdout)
        let rows = found[list]?.array ?? []
        let expected = sums(singles, by: keys, of: numbers)
        let merged = sums(rows, by: keys, of: numbers)
        // Periods between the first and the last have rows of zeros.
        #expect(
            merged.filter { $0.value != numbers.map { _ in 0 } }
                == expected.filter {
                    $0.value != numbers.map { _ in 0 }
                })
        #expect(merged.count == rows.count)
        #expect(!expected.isEmpty)
        for name in ["commits", "lines"] where totals.first?[name]?.integer != nil {
            #expect(found["total"]?[name]?.integer == totals.reduce(0) { $0 + ($1[name]?.integer ?? 0) })
        }
        // One repository is what it is alone, but for its name.
        let path = repositories.soundPaths[0]
        let alone = try JSONValue(parsing: single(arguments, path, with: "--json").stdout)
        let one = try JSONValue(parsing: many(arguments, [path], with: "--json").stdout)
        #expect(one[list] == alone[list])
        #expect(one["total"] == alone["total"])
    }

    @Test func addsUpTotalsAndCounts() throws {
        let paths = repositories.soundPaths
        let counts = try paths.map { Int(try single(["log", "--count"], $0).text.dropLast()) ?? 0 }
        #expect(try many(["log", "--count"], paths).text == "\(counts.reduce(0, +))\n")
        let documents = try paths.map {
            try JSONValue(parsing: single(["diff-stats", "--cached"], $0, with: "--json").stdout)
        }
        let found = try JSONValue(parsing: many(["diff-stats", "--cached"], paths, with: "--json").stdout)
        #expect(
            found["total"]?["files"]?.integer
                == documents.reduce(0) { $0 + ($1["total"]?["files"]?.integer ?? 0) })
        #expect(found["repositories"]?.array.map { $0["repo"]?.text } == paths)
        #expect(found["repositories"]?.array.map { $0["total"] } == documents.map { $0["total"] })
        #expect(found["failures"]?.array.isEmpty == true)
        #expect(found["shallow"]?.bool == true)
    }

    @Test func appliesTheMailmapOfEachRepository() throws {
        func history() throws -> ScratchRepository { try ScratchRepository { $0.commit("one") } }
        let (mapped, plain) = (try history(), try history())
        let name = try plain.git.line("log", "-1", "--format=%aN")
        let email = try plain.git.line("log", "-1", "--format=%aE")
        try mapped.write(".mailmap", "Proper Name <\(email)>\n")
        let rows = try many(["contributors", "--value=name"], [mapped.path, plain.path]).text
        #expect(Set(rows.split(separator: "\n").map(String.init)) == ["Proper Name", name])
        let byEmail = try many(["contributors", "--by=email", "--value=commits"], [mapped.path, plain.path])
            .text
        #expect(byEmail == "2\n")
    }

    // MARK: The rows of all

    @Test func ordersAndCutsTheRowsOfAll() throws {
        let paths = repositories.soundPaths
        let all = try many(["hotspots"], paths, with: "--ndjson").lines.map { try JSONValue(parsing: $0) }
        let top = try JSONValue(parsing: many(["hotspots", "--top=5"], paths, with: "--json").stdout)
        let commits = all.compactMap { $0["commits"]?.integer }.sorted(by: >)
        #expect(top["files"]?.array.compactMap { $0["commits"]?.integer } == Array(commits.prefix(5)))
        #expect(top["omitted"]?.integer == all.count - 5)
        let sorted = try many(["files", "--sort=-size,path", "--value=size"], paths).text
        let sizes = sorted.split(separator: "\n").compactMap { Int($0) }
        #expect(sizes == sizes.sorted(by: >))
        #expect(!sizes.isEmpty)
        // Without a ranking the first rows are those of the first repository.
        let first = try many(["log", "--top=3", "--value=repo"], paths).text
        #expect(first == String(repeating: "\(paths[0])\n", count: 3))
        // Names of fields order all rows, git's other keys those of each repository.
        let dates = try many(["branches", "--sort=-committerdate", "--value=committed_date"], paths).text
            .split(separator: "\n").compactMap { Int($0) }
        #expect(dates == dates.sorted(by: >))
        let sorting = ["tags", "--sort=-objectsize"]
        #expect(
            try many(sorting, paths, with: "--ndjson").stdout == together(sorting, paths, "--ndjson").text)
    }

    @Test func showsTheRepositoryInTables() throws {
        let paths = Array(repositories.soundPaths.prefix(2))
        let table = try many(["branches"], paths).expecting(0).lines.map {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(table.first?.hasPrefix("REPO ") == true)
        #expect(table.dropFirst().first?.hasPrefix(paths[0]) == true)
        let sums = try many(["contributors"], paths).expecting(0).text
        #expect(!sums.contains("REPO") && sums.contains("rows add up 2 repositories"))
        #expect(try many(["info"], paths).expecting(0).text.hasPrefix("REPO "))
        #expect(try many(["status", "--value=repo"], paths).expecting(0).exitStatus == 0)
        #expect(try many(["status", "--value=is_dirty"], paths).lines.count == 2)
        #expect(
            try many(["branches", "--fields=name,repo"], paths, with: "--csv").text.hasPrefix("name,repo\n"))
    }

    // MARK: Failures

    @Test func namesWhatCannotBeAnsweredAndAnswersTheRest() throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("plain")
        let sound = repositories.soundPaths[0]
        let fifo = "\(folder.path)/pipe"
        _ = try repositories.rgit.runner.run("mkfifo", [fifo])
        let paths = ["\(folder.path)/missing", "\(folder.path)/plain", sound, fifo, "\(sound)/.git/objects"]
        let found = try many(["log", "-n", "1"], paths, with: "--json")
        #expect(found.exitStatus == 3)
        let document = try JSONValue(parsing: found.stdout)
        #expect(document["commits"]?.array.map { $0["repo"]?.text } == [sound])
        #expect(
            document["failures"]?.array.map { $0["repo"]?.text } == [paths[0], paths[1], paths[3], paths[4]])
        #expect(document["failures"]?.array.allSatisfy { $0["error"]?.text?.isEmpty == false } == true)
        let lines = found.errorText.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.first?.hasPrefix("rgit: \(paths[0]): ") == true)
        // A revision that one has not costs the others nothing.
        let revision = try many(
            ["log", "-n", "1", "refs/heads/main"], repositories.soundPaths, with: "--json")
        #expect(try JSONValue(parsing: revision.stdout)["commits"]?.array.isEmpty == false)
        // What can be read of a damaged one is shown, and its errors name it.
        let damaged = try JSONValue(parsing: many(["log"], repositories.all, with: "--json").stdout)
        #expect(
            damaged["errors"]?.array.allSatisfy { repositories.all.contains($0["repo"]?.text ?? "") } == true)
        #expect(damaged["failures"]?.array.isEmpty == false)
    }

    @Test func refusesByNameWhatHasNoPlaceForRepositories() throws {
        let path = repositories.soundPaths[0]
        for arguments in [
            ["cat", "HEAD:a"], ["batch"], ["help"], ["status", "--porcelain"], ["log", "--patch"],
            ["diff-stats", "--numstat", "HEAD"], ["completions", "bash"], ["--git-dir=x", "log"],
            ["name-rev", "--annotate-stdin"], ["log", "--fields=nope"], ["log", "--value=nope"],
            ["log", "--sort=nope"], ["check", "--no-merges", "--annotate=github"],
        ] {
            let result = try repositories.rgit.run(arguments + ["--repo", path])
            #expect(result.exitStatus == 2, "\(arguments)")
            #expect(result.stdout.isEmpty, "\(arguments)")
        }
        for arguments in [
            ["rev-parse", "--stdin", "--repos-from=-"], ["log", "--stdin", "--repos-from=-"],
            ["log", "--repos-from=-", "--repos-from=-"], ["log", "--repo="],
            ["ignored", "--stdin", "--repos-from=-"],
        ] {
            #expect(try repositories.rgit.run(arguments, input: list([path])).exitStatus == 2, "\(arguments)")
        }
        #expect(try repositories.rgit.run(["log", "--repos-from", "/nowhere"]).exitStatus == 3)
        #expect(try repositories.rgit.run(["log", "--repos-under", "/nowhere"]).exitStatus == 3)
        #expect(try many(["log"], [], with: "--json").exitStatus == 0)
    }

    @Test func gatesTripWhereOneDoes() throws {
        let clean = try ScratchRepository { $0.commit("one") }
        try clean.checkOut()
        let dirty = try ScratchRepository { $0.commit("one") }
        try dirty.checkOut()
        try dirty.write("new", "text\n")
        #expect(try many(["status", "--exit-code"], [clean.path]).exitStatus == 0)
        #expect(try many(["status", "--exit-code"], [dirty.path, clean.path]).exitStatus == 1)
        let quiet = try many(["status", "--quiet"], [clean.path, dirty.path])
        #expect(quiet.exitStatus == 1 && quiet.stdout.isEmpty)
        #expect(try many(["status", "--exit-code"], [dirty.path, "/nowhere"]).exitStatus == 3)
    }

    // MARK: Names

    @Test func takesNamesOfAnyBytesBeforeNuls() throws {
        let folder = try TemporaryFolder()
        let names: [[UInt8]] = [Array("a\nb".utf8), [0x63, 0xff], Array("# d".utf8), Array(" e".utf8)]
        for name in names {
            try FileTree.makeFolder(Array("\(folder.path)/".utf8) + name)
            try Git(in: folder.path, home: repositories.home.path).run([
                Array("init".utf8), Array("-q".utf8), name,
            ])
        }
        let rgit = repositories.rgit.at(folder.path)
        let input = Array(names.joined(separator: [0])) + [0]
        let found = try JSONValue(
            parsing: rgit.run(["info", "--repos-from=-", "-z", "--json"], input: input).expecting(0).stdout)
        let rows = found["repositories"]?.array ?? []
        #expect(rows.map { $0["repo"]?.text } == ["a\nb", "c\u{fffd}", "# d", " e"])
        #expect(rows.map { $0["repo_base64"]?.text } == [nil, "Y/8=", nil, nil])
        // Without -z the first is two lines, the third a comment; what is named twice is asked once.
        let lines = try rgit.run(
            ["info", "--repos-from=-", "--value=repo"],
            input: Array(" e\n#x\n\r\n./ e\r\n../\(folder.path.split(separator: "/").last ?? "")/ e\n".utf8))
        #expect(try lines.expecting(0).text == " e\n")
        let under = try rgit.run(["info", "--repos-under=.", "--value=repo", "-z"]).expecting(0)
        #expect(under.records == [names[3], names[2], names[0], names[1]])
        // Another list, a pipe of the shell.
        let shell = try rgit.runner.run(
            "/bin/sh",
            [
                "-c", "echo ' e' >list; mkfifo p; cat list >p & exec \"$0\" info --repos-from p --value repo",
                Rgit.path,
            ])
        #expect(try shell.expecting(0).text == " e\n")
    }

    @Test func doesNotAnswerForARepositoryAbove() throws {
        let above = try ScratchRepository { $0.commit("one") }
        try FileTree.makeFolder(Array("\(above.path)/below".utf8))
        #expect(try many(["log"], ["\(above.path)/below"]).exitStatus == 3)
        let rgit = repositories.rgit.with("GIT_DIR", "/nowhere").with("GIT_WORK_TREE", "/nowhere")
        #expect(try rgit.run(["log", "--repo", above.path, "--value=summary"]).expecting(0).text == "one\n")
    }

    // MARK: Bounds

    @Test func asksMoreRepositoriesThanThereAreDescriptors() throws {
        let folder = try TemporaryFolder()
        let model = repositories.soundPaths[0]
        var names: [String] = []
        for number in 0..<120 {
            let name = "\(folder.path)/r\(number)"
            try FileTree.makeFolder(Array(name.utf8))
            try FileTree.write(Array("gitdir: \(model)/.git\n".utf8), to: Array("\(name)/.git".utf8))
            names.append(name)
        }
        let file = "\(folder.path)/list"
        try FileTree.write(Array(names.joined(separator: "\n").utf8), to: Array(file.utf8))
        let result = try repositories.rgit.runner.run(
            "/bin/sh",
            ["-c", "ulimit -n 64; exec \"$0\" log -j4 -n1 --ndjson --repos-from \"$1\"", Rgit.path, file])
        #expect(try result.expecting(0).lines.count == 120)
    }

    @Test func endsQuietlyWhenTheReaderHasGone() throws {
        let paths = repositories.all
        let result = try repositories.rgit.run(
            ["log", "--repos-from=-"], input: list(paths), output: .brokenPipe)
        #expect(result.exitStatus == 0)
    }

    @Test func answersRequestsOfABatch() throws {
        let path = repositories.soundPaths[0]
        let request = #"{"id":1,"args":["contributors","--repo","\#(path)","--repo","/nowhere"]}"#
        let answer = try repositories.rgit.run(["batch"], input: Array((request + "\n").utf8))
        let done = try JSONValue(parsing: answer.lines.last ?? [])["done"]
        #expect(done?["exit"]?.integer == 3)
        #expect(done?["failures"]?.array.map { $0["repo"]?.text } == ["/nowhere"])
        #expect(done?["repositories"]?.array.map { $0["repo"]?.text } == [path])
    }
}
