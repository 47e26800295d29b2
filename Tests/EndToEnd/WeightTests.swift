// `rgit weight` beside `git ls-tree` of every commit and `git cat-file --batch-check` of every blob.

import Glibc
import Support
import Testing

@Suite struct WeightTests {
    /// What git says of a history: the blobs of each path, and the size of each blob.
    private struct Reference {
        var blobs: [[UInt8]: Set<String>] = [:]
        var sizes: [String: (bytes: Int, disk: Int)] = [:]

        init(_ git: Git, _ revisions: [String], without excluded: [String] = []) throws {
            for commit in try git.run(["rev-list"] + revisions + excluded.map { "^\($0)" }).lines {
                for entry in try git("ls-tree", "-r", "-z", commit.text).stdout.pieces(endedBy: 0) {
                    let parts = entry.split(separator: 0x09, maxSplits: 1)
                    let words = Array(parts[0]).text.split(separator: " ").map(String.init)
                    if words[1] == "blob" { blobs[Array(parts[1]), default: []].insert(words[2]) }
                }
            }
            if !excluded.isEmpty {
                let known = try Reference(git, excluded).blobs.values.reduce(into: Set()) { $0.formUnion($1) }
                blobs = blobs.mapValues { $0.subtracting(known) }.filter { !$0.value.isEmpty }
            }
            let names = blobs.values.reduce(into: Set<String>()) { $0.formUnion($1) }.sorted()
            let input = Array(names.map { $0 + "\n" }.joined().utf8)
            let format = "--batch-check=%(objectname) %(objectsize) %(objectsize:disk)"
            for line in try git.run(["cat-file", format], input: input).lines {
                let words = line.text.split(separator: " ")
                sizes[String(words[0])] = (Int(words[1]) ?? -1, Int(words[2]) ?? -1)
            }
        }
    }

    private static func path(_ row: JSONValue, _ field: String = "path") -> [UInt8]? {
        row["\(field)_base64"]?.text.map(decodeBase64) ?? row[field]?.bytes
    }

    private static func expect(
        _ rgit: Rgit, _ arguments: [String], equal git: Reference, _ what: String
    ) throws -> [JSONValue] {
        let document = try rgit.json(["weight"] + arguments)
        let rows = document["paths"]?.array ?? []
        #expect(Set(rows.compactMap { path($0) }) == Set(git.blobs.keys), "\(what)")
        for row in rows {
            let sizes = try #require(git.blobs[path(row) ?? []]).compactMap { git.sizes[$0] }
            #expect(row["versions"]?.integer == sizes.count, "\(what): \(row)")
            #expect(row["bytes"]?.integer == sizes.reduce(0) { $0 + $1.bytes }, "\(what): \(row)")
            #expect(row["disk_bytes"]?.integer == sizes.reduce(0) { $0 + $1.disk }, "\(what): \(row)")
            #expect(row["max_bytes"]?.integer == sizes.map(\.bytes).max(), "\(what): \(row)")
        }
        let disk = rows.compactMap { $0["disk_bytes"]?.integer }
        #expect(disk == disk.sorted(by: >))
        let total = document["total"]
        #expect(total?["blobs"]?.integer == git.sizes.count, "\(what)")
        #expect(total?["paths"]?.integer == git.blobs.count, "\(what)")
        #expect(total?["bytes"]?.integer == git.sizes.values.reduce(0) { $0 + $1.bytes }, "\(what)")
        #expect(total?["disk_bytes"]?.integer == git.sizes.values.reduce(0) { $0 + $1.disk }, "\(what)")
        return rows
    }

    @Test(arguments: Array(201...210) as [UInt64]) func pathsAreThoseOfEveryTree(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let git = scratch.git
        if seed % 3 == 0 { try git("repack", "-adfq") }
        let head = Set(
            try git("ls-tree", "-r", "-t", "-z", "--name-only", "HEAD").stdout.pieces(endedBy: 0))
        let rows = try Self.expect(
            scratch.rgit, ["-j", "3"], equal: Reference(git, ["HEAD"]), "seed \(seed)")
        for row in rows {
            let path = try #require(Self.path(row))
            let words = ["log", "-1", "--format=%ct", "HEAD", "--"].map { Array($0.utf8) }
            let date = try git.run(words + [Array(":(literal)".utf8) + path]).lines.first?.text
            let expected = head.contains(path) ? nil : date.flatMap { Int($0) }
            #expect(row["deleted_date"]?.integer == expected, "\(path.text), seed \(seed)")
        }
        _ = try Self.expect(scratch.rgit, ["--all"], equal: Reference(git, ["--all"]), "--all, \(seed)")
        _ = try Self.expect(
            scratch.rgit, ["HEAD~4..HEAD"], equal: Reference(git, ["HEAD"], without: ["HEAD~4"]),
            "a range, seed \(seed)")
        // Commits whose parents are not selected.
        _ = try Self.expect(
            scratch.rgit, ["--no-merges", "-n", "5", "--skip", "2"],
            equal: Reference(git, ["HEAD", "--no-merges", "-n", "5", "--skip", "2"]), "few, seed \(seed)")
    }

    @Test(arguments: [211, 212] as [UInt64]) func groupsAndBlobsAddUp(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let reference = try Reference(scratch.git, ["HEAD"])
        for (key, name) in [("directory", "directory"), ("extension", "extension")] {
            let rows =
                try scratch.rgit.json(["weight", "--by", key])[
                    key == "directory" ? "directories" : "extensions"]?.array ?? []
            var versions: [String: Int] = [:]
            for (path, blobs) in reference.blobs {
                let slash = path.lastIndex(of: 0x2f)
                let file = Array(path[(slash.map { $0 + 1 } ?? 0)...])
                let dot = file.lastIndex(of: 0x2e)
                let group =
                    key == "directory"
                    ? Array(path[..<(slash ?? 0)]) : dot.map { $0 > 0 ? Array(file[($0 + 1)...]) : [] } ?? []
                versions[group.text, default: 0] += blobs.count
            }
            #expect(!rows.isEmpty)
            for row in rows {
                let group = try #require(Self.path(row, name))
                #expect(row["versions"]?.integer == versions[group.text], "\(key) \(group.text)")
            }
            #expect(rows.count == versions.count)
        }
        let fields = "hexsha,bytes,disk_bytes,present,paths,first_commit"
        let blobs =
            try scratch.rgit.json(["weight", "--by", "blob", "--fields", fields])["blobs"]?.array ?? []
        #expect(blobs.count == reference.sizes.count)
        let present = Set(
            try scratch.git("ls-tree", "-r", "--format=%(objectname)", "HEAD").lines.map(\.text))
        for row in blobs {
            let name = try #require(row["hexsha"]?.text)
            #expect(row["bytes"]?.integer == reference.sizes[name]?.bytes)
            #expect(row["disk_bytes"]?.integer == reference.sizes[name]?.disk)
            #expect(row["present"]?.bool == present.contains(name))
            let paths = reference.blobs.filter { $0.value.contains(name) }.keys.map { Array($0.text.utf8) }
            #expect(Set(row["paths"]?.array.compactMap(\.bytes) ?? []) == Set(paths))
            let log = try scratch.git("log", "--format=%H", "--find-object=\(name)").lines
            #expect(row["first_commit"]?.text == log.last?.text, "\(name), seed \(seed)")
        }
    }

    @Test func pathsLimitWhatIsListedAndNotTheCommits() throws {
        let scratch = try RandomHistory(seed: 213).makeRepository()
        let all = try scratch.rgit.json(["weight"])["paths"]?.array ?? []
        let some = try scratch.rgit.json(["weight", "--", "*.txt", "d*"])["paths"]?.array ?? []
        #expect(!some.isEmpty && some.count < all.count)
        for row in some { #expect(all.contains(row), "\(row)") }
    }

    /// A blob that is missing is counted apart, named, and exit status 3.
    @Test func aMissingBlobIsCountedApart() throws {
        let scratch = try ScratchRepository()
        try scratch.write("f", "one\n")
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "one")
        try scratch.write("f", "two\n")
        try scratch.git("commit", "-qam", "two")
        let blob = try scratch.git.line("rev-parse", "HEAD~1:f")
        #expect(unlink(scratch.looseObjectPath(blob)) == 0)
        let result = try scratch.rgit.run(["weight", "--json"]).expecting(3)
        #expect(result.stderr.text.contains(blob))
        let document = try JSONValue(parsing: result.stdout)
        #expect(document["unknown_blobs"]?.integer == 1)
        #expect(document["paths"]?[0]?["versions"]?.integer == 2)
        #expect(document["total"]?["bytes"]?.integer == 4)
    }

    @Test func anEmptyRepositoryHasNothing() throws {
        let scratch = try ScratchRepository()
        let result = try scratch.rgit.run(["weight", "--json", "--all"]).expecting(0)
        #expect(try JSONValue(parsing: result.stdout)["paths"]?.array.isEmpty == true)
    }

    /// Sizes that loose objects announce and cannot have do not end the program.
    @Test func absurdSizesAddUpToTheGreatestNumber() throws {
        let scratch = try ScratchRepository(hash: .sha1)
        var entries = ""
        for digit in ["1", "2"] {
            let name = String(repeating: digit, count: 40)
            let header = Array("blob 5000000000000000000\0".utf8)
            // A stored block: its length, the same inverted, the bytes, and the checksum of nothing in particular.
            let count = UInt8(header.count)
            let stream = [0x78, 0x01, 0x01, count, 0, ~count, 0xff] + header + [0, 0, 0, 0]
            try FileTree.makeFolder(Array("\(scratch.gitDirectory)/objects/\(digit)\(digit)".utf8))
            try FileTree.write(stream, to: Array(scratch.looseObjectPath(name).utf8))
            entries += "100644 blob \(name)\tf\(digit)\n"
        }
        let tree = try scratch.git.runner.run("git", ["mktree", "--missing"], input: Array(entries.utf8))
            .expecting(0)
        let commit = try scratch.git.line("commit-tree", "-m", "one", String(tree.text.dropLast()))
        for key in ["path", "blob", "directory"] {
            let result = try scratch.rgit.run(["weight", "--json", "--by", key, commit])
            #expect(result.signal == nil, "\(result)")
            let total = try JSONValue(parsing: result.stdout)["total"]
            #expect(total?["bytes"]?.integer == .max, "\(key): \(result)")
        }
    }

    @Test func filesWithAnAttributeAreLeftOutAndCounted() throws {
        let scratch = try ScratchRepository { history in
            let first = history.commit("1\n", [.file("a", "1\n"), .file("gen/x", "2\n")])
            history.commit("2\n", parents: [first], [.file("gen/x", "3\n"), .file("gen/y", "1\n")])
        }
        _ = try scratch.git.runner.run(
            "sh", ["-c", "mkdir -p .git/info; echo 'gen/* linguist-generated' > .git/info/attributes"])
        let document = try scratch.rgit.json(["weight", "--exclude-attr", "linguist-generated"])
        #expect(document["paths"]?.array.map { $0["path"]?.text } == ["a"])
        #expect(document["total"]?["blobs"]?.integer == 1 && document["total"]?["paths"]?.integer == 1)
        #expect(document["excluded"]?["paths"]?.integer == 2)
        #expect(try scratch.rgit.json(["weight"])["excluded"]?["paths"]?.integer == 0)
        let blamed = try scratch.rgit.json(["blame-stats", "--exclude-attr", "linguist-generated"])
        #expect(blamed["total"]?["files"]?.integer == 0 || blamed["skipped"]?["by_attributes"]?.integer == 2)
    }
}
