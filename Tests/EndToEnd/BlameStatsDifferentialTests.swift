// `rgit blame-stats` against `git blame --line-porcelain` of every text file, on random histories.

import Support
import Testing

@Suite struct BlameStatsDifferentialTests {
    static let seeds: [UInt64] = [801, 802, 803, 804]

    struct Line {
        let commit: [UInt8]
        let name: [UInt8]
        let email: [UInt8]
        let path: [UInt8]
        let date: Int
    }

    /// Every line of every regular text file, by git blame, and how many such files there are.
    private func blame(_ git: Git, _ revision: String, _ options: [String] = []) throws -> (
        lines: [Line], files: Int
    ) {
        let empty = try git.line("hash-object", "-t", "tree", "/dev/null")
        let pieces = try git.run(["diff", "--raw", "--numstat", "--no-renames", "-z", empty, revision])
            .records
        let modes = try git.run(["ls-tree", "-r", "-z", revision]).records
        let regular = Set(
            modes.filter { $0.starts(with: Array("100".utf8)) }.map { $0.drop { $0 != 9 }.dropFirst() })
        var lines: [Line] = []
        // Files without a line count, too: they are text.
        var files = 0
        for change in FileChange.parse(pieces)
        where change.insertions != nil && regular.contains(change.path[...]) {
            files += 1
            let words = ["-c", "i18n.logOutputEncoding=UTF-8", "blame", "--line-porcelain"] + options
            let arguments = (words + [revision, "--"]).map { Array($0.utf8) } + [change.path]
            lines += parse(try git.run(arguments).lines, change.path)
        }
        return (lines, files)
    }

    private func parse(_ output: [[UInt8]], _ path: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var (commit, name, email): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        var date = 0
        var isHeader = true
        for line in output {
            if isHeader {
                commit = Array(line.prefix(40))
                isHeader = false
            } else if line.first == 9 {
                lines.append(Line(commit: commit, name: name, email: email, path: path, date: date))
                isHeader = true
            } else if line.starts(with: Array("author ".utf8)) {
                name = Array(line.dropFirst(7))
            } else if line.starts(with: Array("author-mail <".utf8)) {
                email = Array(line.dropFirst(13).dropLast())
            } else if line.starts(with: Array("author-time ".utf8)) {
                date = Int(Array(line.dropFirst(12)).text) ?? 0
            }
        }
        return lines
    }

    private func compare(
        _ repository: ScratchRepository, _ words: [String], _ revision: String, _ options: [String] = []
    ) throws {
        let (lines, files) = try blame(repository.git, revision, options)
        let document = try repository.rgit.json(["blame-stats"] + words)
        let what = "blame-stats \(words) in \(repository.path)"
        #expect(document["total"]?["lines"]?.integer == lines.count, "\(what)")
        #expect(document["total"]?["files"]?.integer == files, "\(what)")
        let people = Dictionary(grouping: lines) { $0.name + [1] + $0.email }
        let rows = document["authors"]?.array ?? []
        #expect(rows.count == people.count, "\(what)")
        let counts = rows.compactMap { $0["lines"]?.integer }
        #expect(counts == counts.sorted(by: >), "\(what)")
        for row in rows {
            let key = exact(row, "name") + [1] + exact(row, "email")
            guard let own = people[key] else {
                Issue.record("\(what): git blames no author called \(key.text)")
                continue
            }
            let expected: ExpectedRow = [
                ("lines", .integer(own.count)), ("files", .integer(Set(own.map(\.path)).count)),
                ("commits", .integer(Set(own.map(\.commit)).count)),
                ("share", .number(Double(own.count) / Double(lines.count))),
                ("oldest_date", .integer(own.map(\.date).min() ?? 0)),
                ("newest_date", .integer(own.map(\.date).max() ?? 0)),
            ]
            Comparison.expect([row], equal: [expected], what)
        }
    }

    private func exact(_ row: JSONValue, _ name: String) -> [UInt8] {
        if let encoded = row["\(name)_base64"]?.text { return decodeBase64(encoded) }
        return row[name]?.bytes ?? []
    }

    @Test(arguments: seeds) func authors(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        try compare(repository, [], "HEAD")
        try compare(repository, ["refs/heads/main"], "refs/heads/main")
        try compare(repository, ["-w"], "HEAD", ["-w"])
        try compare(repository, ["--first-parent"], "HEAD", ["--first-parent"])
    }

    @Test(arguments: seeds) func ignoredRevisions(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let commits = try repository.git("rev-list", "HEAD").lines.map(\.text)
        for index in stride(from: 1, to: min(commits.count, 30), by: 7) {
            let option = "--ignore-rev=\(commits[index])"
            try compare(repository, [option], "HEAD", [option])
        }
        let file = "\(repository.folder.path)/ignored"
        try FileTree.write(Array(commits.prefix(9).joined(separator: "\n").utf8), to: Array(file.utf8))
        try compare(repository, ["--ignore-revs-file", file], "HEAD", ["--ignore-revs-file=\(file)"])
    }

    @Test(arguments: seeds) func files(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let (lines, _) = try blame(repository.git, "HEAD")
        let files = Dictionary(grouping: lines, by: \.path)
        let document = try repository.rgit.json(["blame-stats", "--by=file"])
        let rows = document["files"]?.array ?? []
        #expect(rows.count == files.count)
        for row in rows {
            let own = try #require(files[exact(row, "path")], "\(row)")
            #expect(row["lines"]?.integer == own.count, "\(row)")
            #expect(row["commits"]?.integer == Set(own.map(\.commit)).count, "\(row)")
        }
    }
}
