// `rgit check` beside `git diff --raw --numstat`, `git rev-list --objects`, `git cat-file` and `git log`, on random histories.

import Support
import Testing

@Suite struct CheckDifferentialTests {
    /// A row as the tests compare it.
    struct Row: Hashable, CustomStringConvertible {
        var rule: String
        var path: [UInt8] = []
        var line = 0
        var value = ""
        var hexsha = ""

        var description: String { "\(rule) \(path.text):\(line) \(value) \(hexsha)" }

        init(_ rule: String, _ path: [UInt8] = [], line: Int = 0, value: String = "", hexsha: String = "") {
            (self.rule, self.path, self.line, self.value, self.hexsha) = (rule, path, line, value, hexsha)
        }

        init(_ row: JSONValue) {
            rule = row["rule"]?.text ?? ""
            path = row["path_base64"]?.text.map(decodeBase64) ?? row["path"]?.bytes ?? []
            line = row["line"]?.integer ?? 0
            value = row["value"]?.integer.map(String.init) ?? row["value"]?.text ?? ""
            hexsha = row["hexsha"]?.text ?? ""
        }
    }

    static let rules = [
        "--max-blob", "150", "--max-files", "0", "--max-lines", "0", "--max-line-length", "9",
        "--forbid", "*.c", "--forbid", "src/", "--forbid", ":!*deep*", "--require", "signed-off-by",
        "--message", "^(change|Fix: )", "--signed", "--no-merges", "--mode", "--symlink", "--submodule",
        "--binary",
    ]

    /// What git says of the same rules.
    private struct Reference {
        let git: Git
        let base: String
        let head: String
        var rows: Set<Row> = []

        /// `attributed` is git in a working tree of the base, whose attributes count there.
        init(_ git: Git, _ attributed: Git, _ base: String, _ head: String) throws {
            (self.git, self.base, self.head) = (git, base, head)
            try addEnds(attributed)
            try addLines(attributed)
            try addBlobs()
            try addPaths()
            try addCommits()
        }

        private mutating func addEnds(_ git: Git) throws {
            let options = ["--no-renames", "--no-abbrev", "--ignore-submodules=none", "-z"]
            let raw = try git.run(["diff", "--raw"] + options + ["\(base)...\(head)"]).stdout.pieces(
                endedBy: 0)
            for index in stride(from: 0, to: raw.count - 1, by: 2) {
                let words = raw[index].text.split(separator: " ").map(String.init)
                let (old, new, path) = (String(words[0].dropFirst()), words[1], raw[index + 1])
                if old.hasPrefix("100"), new.hasPrefix("100"), old != new {
                    rows.insert(Row("mode", path, value: new))
                }
                if new == "160000" { rows.insert(Row("submodule", path, value: words[3])) }
                if new == "120000" {
                    rows.insert(
                        Row("symlink", path, value: try git("cat-file", "blob", words[3]).stdout.text))
                } else if old == "120000", new != "000000" {
                    rows.insert(Row("symlink", path))
                }
            }
            if raw.count > 1 { rows.insert(Row("max-files", value: "\(raw.count / 2)")) }
            let present = Set(try git("ls-tree", "-r", "-z", "--name-only", head).stdout.pieces(endedBy: 0))
            var sum = 0
            for entry in try git.run(["diff", "--numstat"] + options + ["\(base)...\(head)"]).stdout
                .pieces(endedBy: 0)
            {
                let words = entry.split(separator: 0x09, maxSplits: 2).map { Array($0) }
                if words[0] == [0x2d] {
                    if present.contains(words[2]) { rows.insert(Row("binary", words[2])) }
                } else {
                    sum += (Int(words[0].text) ?? 0) + (Int(words[1].text) ?? 0)
                }
            }
            if sum > 0 { rows.insert(Row("max-lines", value: "\(sum)")) }
        }

        /// The long lines of a patch, under the names that its heads give without quotation marks.
        private mutating func addLines(_ git: Git) throws {
            let regular = Set(
                try git("ls-tree", "-r", "-z", head).stdout.pieces(endedBy: 0).compactMap {
                    entry -> [UInt8]? in
                    entry.starts(with: Array("100".utf8))
                        ? Array(entry[((entry.firstIndex(of: 0x09) ?? 0) + 1)...]) : nil
                })
            let names = try git.run(["diff", "--no-renames", "--name-only", "-z", "\(base)...\(head)"])
            for path in names.stdout.pieces(endedBy: 0) where regular.contains(path) {
                let words = ["diff", "--no-renames", "-U0", "--text", "\(base)...\(head)", "--"]
                if rows.contains(Row("binary", path)) { continue }
                var number = 0
                let patch = try git.run(words.map { Array($0.utf8) } + [Array(":(literal)".utf8) + path])
                    .stdout
                for line in patch.split(separator: 0x0a, omittingEmptySubsequences: false) {
                    if line.starts(with: Array("diff ".utf8)) {
                        // A link that became a file is two patches.
                        number = 0
                    } else if line.starts(with: Array("@@ ".utf8)) {
                        let place = line.split(separator: UInt8(ascii: "+"))[1].prefix {
                            $0 >= 0x30 && $0 <= 0x39
                        }
                        number = Int(Array(place).text) ?? 0
                    } else if number > 0, line.first == UInt8(ascii: "+") {
                        var text = Array(line.dropFirst())
                        if text.last == 0x0d { text.removeLast() }
                        let string = String(decoding: text, as: UTF8.self)
                        let isText = Array(string.utf8) == text
                        let length = isText ? string.unicodeScalars.count : text.count
                        if length > 9 {
                            rows.insert(Row("max-line-length", path, line: number, value: "\(length)"))
                        }
                        number += 1
                    }
                }
            }
        }

        private mutating func addBlobs() throws {
            let objects = try git("rev-list", "--objects", head, "--not", base).lines
                .map { $0.prefix { $0 != 0x20 } + [0x0a] }.joined()
            let format = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
            for line in try git.run(["cat-file", format], input: Array(objects)).lines {
                let words = line.text.split(separator: " ").map(String.init)
                guard words[1] == "blob", let size = Int(words[2]), size > 150 else { continue }
                rows.insert(Row("max-blob", value: "\(size)", hexsha: words[0]))
            }
        }

        private mutating func addPaths() throws {
            var found: [[UInt8]: String] = [:]
            for line in try git("rev-list", "--parents", "\(base)..\(head)").lines {
                let names = line.text.split(separator: " ").map(String.init)
                let options = ["diff-tree", "-r", "--no-renames", "--diff-filter=AMT", "--name-only", "-z"]
                var paths: Set<[UInt8]>?
                for parent in names.count > 1 ? names.dropFirst().map({ [$0] }) : [] {
                    let changed = Set(
                        try git.run(options + parent + [names[0]]).stdout.pieces(endedBy: 0))
                    paths = paths?.intersection(changed) ?? changed
                }
                if names.count == 1 {
                    paths = Set(
                        try git("ls-tree", "-r", "-z", "--name-only", names[0]).stdout.pieces(endedBy: 0))
                }
                // The last one is the first that was made.
                for path in paths ?? [] { found[path] = names[0] }
            }
            // What a merge brings back of the base's history, no commit adds.
            let options = ["diff", "--no-renames", "--diff-filter=AMT", "--name-only", "-z"]
            let ends = try git.run(options + ["\(base)...\(head)"]).stdout.pieces(endedBy: 0)
            var others = Set(try git.run(options + [base, head]).stdout.pieces(endedBy: 0))
            for start in try git("merge-base", "--all", base, head).lines {
                others.formIntersection(try git.run(options + [start.text, head]).stdout.pieces(endedBy: 0))
            }
            for path in ends where found[path] == nil && others.contains(path) { found[path] = head }
            for (path, commit) in found {
                guard path.suffix(2) == Array(".c".utf8)[...] || path.starts(with: Array("src/".utf8)),
                    path.text.firstRange(of: "deep") == nil
                else { continue }
                rows.insert(Row("forbid", path, hexsha: commit))
            }
        }

        private mutating func addCommits() throws {
            for name in try git("rev-list", "--merges", "\(base)..\(head)").lines.map(\.text) {
                let parents = try git("cat-file", "commit", name).lines.count { $0.text.hasPrefix("parent ") }
                rows.insert(Row("no-merges", value: "\(parents)", hexsha: name))
            }
            let log = ["log", "--no-merges", "--format=%H"]
            for name in try git.run(log + ["\(base)..\(head)"]).lines.map(\.text) {
                rows.insert(Row("signed", hexsha: name))
                let trailers = try git("log", "-1", "--format=%(trailers:key=Signed-off-by)", name).stdout
                if trailers.allSatisfy({ $0 == 0x0a }) { rows.insert(Row("require", hexsha: name)) }
            }
            let pattern = ["-E", "--grep=^(change|Fix: )", "--invert-grep"]
            for name in try git.run(log + pattern + ["\(base)..\(head)"]).lines.map(\.text) {
                rows.insert(Row("message", hexsha: name))
            }
        }
    }

    /// Some pairs of commits of a history.
    private static func pairs(_ git: Git, _ random: inout SplitMix64) throws -> [(String, String)] {
        let commits = try git("rev-list", "--branches").lines.map(\.text)
        return (0..<4).map { _ in
            (commits[random.below(commits.count)], commits[random.below(min(commits.count, 12))])
        }
    }

    @Test(arguments: Array(701...708) as [UInt64]) func rulesSayWhatGitShows(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        var random = SplitMix64(seed: seed)
        for (number, (base, head)) in try Self.pairs(scratch.git, &random).enumerated() {
            let result = try scratch.rgit.run(
                ["check", base, head, "--json", "-j", "\(1 + number % 3)"] + Self.rules)
            guard try scratch.git.attempt(["merge-base", base, head]).exitStatus == 0 else {
                #expect(result.exitStatus == 3 && result.stderr.text.contains("no common ancestor"))
                continue
            }
            let tree = "\(scratch.folder.path)/tree\(number)"
            try scratch.git("worktree", "add", "-q", "--detach", tree, base)
            let reference = try Reference(scratch.git, scratch.git.at(tree), base, head)
            _ = try result.expecting(reference.rows.isEmpty ? 0 : 1)
            let document = try JSONValue(parsing: result.stdout)
            let rows = (document["findings"]?.array ?? []).map { row in
                var row = Row(row)
                // Git names a blob with one of its paths.
                if row.rule == "max-blob" { row.path = [] }
                return row
            }
            let what = "\(base)...\(head), seed \(seed)"
            #expect(Set(rows).subtracting(reference.rows) == [], "too many, \(what)")
            #expect(reference.rows.subtracting(rows) == [], "missing, \(what)")
            #expect(Set(rows).count == rows.count, "\(what)")
            let merged = try scratch.git.line("merge-base", base, head)
            #expect(document["merge_base"]?.text == merged)
            let count = try scratch.git.line("rev-list", "--count", "\(base)..\(head)")
            #expect(document["total"]?["commits"]?.integer == Int(count))
        }
    }

    /// A shallow clone answers exactly or says of a rule that it cannot.
    @Test(arguments: [711, 712, 713] as [UInt64], [1, 2, 3, 50]) func shallowClonesAreExactOrSaySo(
        seed: UInt64, depth: Int
    ) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let clone = "\(scratch.folder.path)/clone"
        try scratch.git(
            "clone", "-q", "--no-local", "--no-checkout", "--no-single-branch", "--depth", "\(depth)",
            "file://\(scratch.path)", clone)
        let git = scratch.git.at(clone)
        let commits = try git("rev-list", "--all").lines.map(\.text)
        var random = SplitMix64(seed: seed &+ UInt64(depth))
        var answered = 0
        for _ in 0..<8 {
            let base = commits[random.below(commits.count)]
            let head = commits[random.below(commits.count)]
            let arguments = ["check", base, head, "--json"] + Self.rules
            let whole = try scratch.rgit.run(arguments)
            let part = try scratch.rgit.at(clone).run(arguments)
            if whole.exitStatus == 3 {
                #expect(part.exitStatus == 3, "\(base) \(head)")
                continue
            }
            let expected = Set((try JSONValue(parsing: whole.stdout)["findings"]?.array ?? []).map(Row.init))
            guard part.exitStatus == 3 else {
                answered += 1
                let rows = (try JSONValue(parsing: part.stdout)["findings"]?.array ?? []).map(Row.init)
                #expect(Set(rows) == expected, "\(base) \(head), depth \(depth), seed \(seed)")
                #expect(part.exitStatus == whole.exitStatus)
                continue
            }
            #expect(part.stderr.text.contains("shallow"), "\(part)")
            #expect(part.stderr.text.contains("--unshallow"), "\(part)")
            guard !part.stdout.isEmpty else { continue }
            let document = try JSONValue(parsing: part.stdout)
            let refused = Set(
                (document["errors"]?.array ?? []).flatMap {
                    ($0["subject"]?.text ?? "").split(separator: ", ").map(String.init)
                })
            let rows = (document["findings"]?.array ?? []).map(Row.init)
            #expect(
                Set(rows) == expected.filter { !refused.contains($0.rule) }, "\(base) \(head), depth \(depth)"
            )
        }
        if depth == 50 { #expect(answered > 0) }
    }
}
