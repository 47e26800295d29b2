// `rgit check --affected` beside `git diff --numstat --no-renames`, and the forms that CI services read.

import Support
import Testing

@Suite struct CheckAffectedTests {
    @Test(arguments: Array(721...726) as [UInt64]) func groupsAddUpToWhatGitCounts(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        let commits = try scratch.git("rev-list", "--branches").lines.map(\.text)
        var random = SplitMix64(seed: seed)
        try scratch.write("../all.groups", "sources: src/ *.c\nothers: :!src/ :!*.c -> sources\n")
        for number in 0..<3 {
            let (base, head) = (commits[random.below(commits.count)], commits[random.below(10)])
            guard try scratch.git.attempt(["merge-base", base, head]).exitStatus == 0 else { continue }
            let tree = "\(scratch.folder.path)/tree\(number)"
            try scratch.git("worktree", "add", "-q", "--detach", tree, base)
            let options = ["--no-renames", "--ignore-submodules=none", "-z", "\(base)...\(head)"]
            var sums: [[UInt8]: [Int]] = [:]
            var sources: Set<[UInt8]> = []
            var all: Set<[UInt8]> = []
            for entry in try scratch.git.at(tree).run(["diff", "--numstat"] + options).stdout.pieces(
                endedBy: 0)
            {
                let words = entry.split(separator: 0x09, maxSplits: 2).map { Array($0) }
                let parts = words[2].split(separator: 0x2f)
                let group = parts.count > 1 ? Array(parts[0]) : [0x2e]
                let counts = [1, Int(words[0].text) ?? 0, Int(words[1].text) ?? 0]
                sums[group] = zip(sums[group] ?? [0, 0, 0], counts).map { $0 + $1 }
                all.insert(words[2])
                let isSource =
                    words[2].starts(with: Array("src/".utf8)) || words[2].suffix(2) == Array(".c".utf8)[...]
                if isSource { sources.insert(words[2]) }
            }
            let rows =
                try scratch.rgit.json(["check", "--affected", "--list", base, head])["groups"]?.array ?? []
            for row in rows {
                let group = row["group_base64"]?.text.map(decodeBase64) ?? row["group"]?.bytes ?? []
                let counts = ["paths", "insertions", "deletions"].map { row[$0]?.integer ?? -1 }
                #expect(counts == sums[group], "\(group.text), \(base)...\(head), seed \(seed)")
                #expect(row["files"]?.array.count == counts[0])
            }
            #expect(rows.count == sums.count, "\(base)...\(head), seed \(seed)")
            let file = "\(scratch.folder.path)/all.groups"
            let document = try scratch.rgit.json(["check", "--by", file, base, head])
            let groups = document["groups"]?.array ?? []
            let counts = Dictionary(
                uniqueKeysWithValues: groups.map { ($0["group"]?.text ?? "", $0["paths"]?.integer ?? -1) })
            #expect(counts["sources"] ?? 0 == sources.count)
            #expect(counts["others"] ?? 0 == all.subtracting(sources).count)
            #expect(document["total"]?["ungrouped"]?.integer == 0)
        }
    }

    private static func scratch() throws -> ScratchRepository {
        let scratch = try ScratchRepository()
        try scratch.write("CODEOWNERS", "/core/ @core\n/api/ @api @core\n")
        try scratch.write("core/a", "1\n")
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "one")
        try scratch.git("checkout", "-qb", "topic")
        for path in ["core/a", "core/b", "api/c", "README"] { try scratch.write(path, "1\n2\n") }
        try scratch.write("CODEOWNERS", "* @mallory\n")
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "two")
        return scratch
    }

    @Test func groupsOfAFileDependOnOneAnother() throws {
        let scratch = try Self.scratch()
        try scratch.write(
            "../build.groups",
            """
            # what is built
            core: core/
            web: web/ -> api
            api: api/ -> core loop
            loop: none/ -> web
            docs: docs/
            """)
        let file = "../build.groups"
        let document = try scratch.rgit.json(["check", "main", "--affected", "--by", file])
        let rows = (document["groups"]?.array ?? []).map { row in
            "\(row["group"]?.text ?? "") \(row["paths"]?.integer ?? -1) "
                + (row["through"]?.array ?? []).compactMap(\.text).joined(separator: ",")
        }
        #expect(rows == ["core 2 ", "web 0 core,api", "api 1 core", "loop 0 core,api"])
        #expect(document["total"]?["ungrouped"]?.integer == 2)
        let names = try scratch.rgit("check", "main", "--by", file, "--value", "group").expecting(0)
        #expect(names.stdout.text == "core\nweb\napi\nloop\n")
        for (content, what) in [
            ("core core/\n", "line 1 is no group"), ("a: x -> b\n", "depends on no group"),
        ] {
            try scratch.write(file, content)
            #expect(try scratch.rgit("check", "main", "--by", file).expecting(2).stderr.text.contains(what))
        }
        _ = try scratch.rgit("check", "main", "--by", "none").expecting(3)
    }

    @Test func groupsOfOwnersAreThoseOfTheBase() throws {
        let scratch = try Self.scratch()
        let rows =
            try scratch.rgit.json(["check", "main", "--affected", "--by", "codeowners"])["groups"]?.array
            ?? []
        #expect(rows.map { $0["group"]?.text } == ["@api @core", "@core", "unowned"])
        #expect(rows.map { $0["paths"]?.integer } == [1, 2, 2])
        #expect(rows[0]["owners"]?.array.compactMap(\.text) == ["@api", "@core"])
    }

    @Test(arguments: [
        ["--affected", "--max-blob", "1"], ["--affected", "--annotate", "github"],
        ["--affected", "--pre-receive"],
        ["--by", "codeowners", "--depth", "2"], ["--annotate", "github", "--json"],
        ["--annotate", "gitlab", "--fields", "rule"], ["--annotate", "markdown", "--value", "rule"],
        ["--annotate", "svn"], ["--pre-receive"],
    ])
    func optionsThatContradictEachOtherAreRefused(options: [String]) throws {
        let scratch = try Self.scratch()
        _ = try scratch.rgit.run(["check", "main"] + options).expecting(2)
    }

    /// A clone without the base's history does not answer that nothing is affected.
    @Test func aShallowCloneDoesNotSayThatNothingIsAffected() throws {
        let scratch = try Self.scratch()
        try scratch.git("checkout", "-q", "main")
        try scratch.write("x", "1\n")
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "three")
        let clone = "\(scratch.folder.path)/clone"
        try scratch.git.run(
            [
                "clone", "-q", "--no-local", "--depth", "1", "--no-single-branch", "file://\(scratch.path)",
                clone,
            ])
        let result = try scratch.rgit.at(clone).run(["check", "--affected", "origin/main", "origin/topic"])
        _ = try result.expecting(3)
        #expect(result.stdout.isEmpty && result.stderr.text.contains("--unshallow"), "\(result)")
    }

    // MARK: Annotations

    /// Names and messages that try to be commands.
    private static func hostile() throws -> ScratchRepository {
        let scratch = try ScratchRepository()
        try scratch.write("README", "1\n")
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "one")
        try scratch.git("checkout", "-qb", "topic")
        for path in ["a:b,c%\n::set-output name=x::y", "esc\u{1b}[31m\u{202e}|<b>`x`"] {
            try scratch.write(path, "longer than that\n")
        }
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "two | <script>\u{1b}[2J\r::error::x % \u{9b}31m")
        return scratch
    }

    @Test func nothingInARepositoryIsACommandForGitHub() throws {
        let rgit = try Self.hostile().rgit
        let options = ["check", "main", "--max-line-length", "3", "--signed"]
        let result = try rgit.run(options + ["--annotate", "github"]).expecting(1)
        let lines = result.stdout.text.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        #expect(
            lines.prefix(2) == [
                "::error file=a%3Ab%2Cc%25%0A%3A%3Aset-output name=x%3A%3Ay,line=1,title=max-line-length::"
                    + "line 1 has 16 characters, more than 3",
                "::error file=esc\\x1b[31m\\u202e|<b>`x`,line=1,title=max-line-length::"
                    + "line 1 has 16 characters, more than 3",
            ], "\(lines)")
        let last = lines[2]
        #expect(last.hasPrefix("::error title=signed::commit "), "\(last)")
        #expect(last.hasSuffix(": not signed: two | <script>\\x1b[2J%0D::error::x %25 \\x9b31m"), "\(last)")
        #expect(lines.count == 5 && lines[3].hasPrefix("rgit check: 3 findings"), "\(lines)")
        // The service is recognised by its variables; another format is what was asked for.
        let service = rgit.with("GITHUB_ACTIONS", "true")
        #expect(try service.run(options).stdout == result.stdout)
        #expect(try service.run(options + ["--annotate", "none"]).stdout.text.hasPrefix("RULE"))
        #expect(
            try JSONValue(parsing: service.run(options + ["--json"]).stdout)["findings"]?.array.count == 3)
    }

    @Test func gitLabGetsAReport() throws {
        let rgit = try Self.hostile().rgit.with("GITLAB_CI", "true")
        let result = try rgit("check", "main", "--max-line-length", "3", "--signed").expecting(1)
        #expect(result.stdout.allSatisfy { $0 == 0x0a || $0 >= 0x20 && $0 != 0x7f })
        let rows = try JSONValue(parsing: result.stdout).array
        #expect(rows.count == 3)
        #expect(Set(rows.compactMap { $0["fingerprint"]?.text }).count == 3)
        #expect(rows.map { $0["check_name"]?.text }.first == "rgit max-line-length")
        #expect(rows[0]["location"]?["path"]?.text == "a:b,c%\n::set-output name=x::y")
        #expect(
            rows.allSatisfy {
                $0["location"]?["lines"]?["begin"]?.integer == 1 && $0["severity"]?.text == "major"
            })
        let none = try rgit("check", "main", "--max-files", "100").expecting(0)
        #expect(none.stdout.text == "[]\n")
    }

    @Test func aSummaryOfAJobIsPlainText() throws {
        let rgit = try Self.hostile().rgit
        let result = try rgit("check", "main", "--max-line-length", "3", "--signed", "--annotate", "markdown")
            .expecting(1)
        let lines = result.stdout.text.split(separator: "\n").map(String.init)
        #expect(lines[0] == "### rgit check")
        #expect(!result.stdout.contains(0x1b) && !result.stdout.text.contains("<"))
        let rows = lines.filter { $0.hasPrefix("| ") }
        #expect(rows.count == 5)
        for row in rows {
            let bars = row.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
            #expect(bars == 5, "\(row)")
        }
    }

    /// A change with 20,000 files that all break a rule makes no log of as many lines.
    @Test func manyFindingsAreAnnotatedInPart() throws {
        let scratch = try ScratchRepository()
        try scratch.write("README", "1\n")
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "one")
        let blob = try scratch.writeObject("blob", Array("12345\n".utf8))
        let entries = (10_000..<30_000).map { "100644 blob \(blob)\tfile\($0)\n" }.joined()
        let tree = try scratch.git.run(["mktree"], input: Array(entries.utf8)).lines[0].text
        let commit = try scratch.git.line("commit-tree", "-p", "HEAD", "-m", "many", tree)
        let options = ["check", "HEAD", commit, "--max-line-length", "3", "--signed"]
        func annotated(_ form: String) throws -> String {
            let result = try scratch.rgit.run(options + ["--annotate", form]).expecting(1)
            #expect(result.stdout.count < 1_000_000)
            #expect(result.errorText.contains("19001 findings are not annotated"), "\(result.errorText)")
            return result.stdout.text
        }
        let lines = try annotated("github").split(separator: "\n")
        // Ten are shown, and each rule is to be among them.
        #expect(lines[0].contains("file10000") && lines[1].contains("title=signed"))
        #expect(lines.count == 1001 && lines[999].hasPrefix("::error file=file10998"), "\(lines[999])")
        #expect(lines[1000].hasPrefix("rgit check: 20001 findings in 1 commit"))
        #expect(lines[1000].hasSuffix("; 19001 findings are not annotated"))
        #expect(try JSONValue(parsing: Array(annotated("gitlab").utf8)).array.count == 1000)
        let markdown = try annotated("markdown").split(separator: "\n")
        #expect(markdown.count { $0.hasPrefix("| max-line-length |") } == 1000)
        #expect(markdown.last == "19001 findings are not annotated")
    }

    /// The summary of a job may have a mebibyte, however long the names are.
    @Test func longNamesAreAnnotatedInPart() throws {
        let scratch = try ScratchRepository()
        try scratch.write("README", "1\n")
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "one")
        let blob = try scratch.writeObject("blob", Array("12345\n".utf8))
        // As JSON each of them is six bytes, and a path is written twice.
        let long = String(repeating: "\u{1b}", count: 2000)
        let entries = (100..<300).map { "100644 blob \(blob)\t\($0)\(long)\0" }.joined()
        let tree = try scratch.git.run(["mktree", "-z"], input: Array(entries.utf8)).lines[0].text
        let commit = try scratch.git.line("commit-tree", "-p", "HEAD", "-m", "long", tree)
        for form in ["github", "gitlab", "markdown"] {
            let result = try scratch.rgit.run(
                ["check", "HEAD", commit, "--max-line-length", "3", "--annotate", form]
            )
            .expecting(1)
            #expect(result.stdout.count <= 900_000 && result.stdout.count > 800_000, "\(form)")
            #expect(result.errorText.contains("findings are not annotated"), "\(form)")
        }
    }
}
