// `rgit check`: rules and where they come from, bases that are found, and changes that mean harm.

import Support
import Testing

@Suite struct CheckTests {
    /// A repository with one commit on `main` and a branch `topic` at it, checked out.
    private static func repository(_ files: [(String, String)] = []) throws -> ScratchRepository {
        let scratch = try ScratchRepository()
        try scratch.write("README", "one\n")
        for (path, content) in files { try scratch.write(path, content) }
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "one")
        try scratch.git("checkout", "-qb", "topic")
        return scratch
    }

    private static func commit(
        _ scratch: ScratchRepository, _ files: [(String, String)], _ message: String = "two"
    ) throws {
        for (path, content) in files { try scratch.write(path, content) }
        try scratch.git("add", "-A")
        try scratch.git("commit", "-qm", message)
    }

    /// The rows as `rule path line value`, the status as it should be.
    private static func rows(
        _ rgit: Rgit, _ arguments: [String], expecting status: Int32 = 1
    ) throws -> [String] {
        let result = try rgit.run(["check", "--json"] + arguments).expecting(status)
        return (try JSONValue(parsing: result.stdout)["findings"]?.array ?? []).map { row in
            var words = [row["rule"]?.text ?? ""]
            if let path = row["path"]?.text { words.append(path) }
            if let line = row["line"]?.integer { words.append("\(line)") }
            if let value = row["value"]?.integer { words.append("\(value)") }
            if let value = row["value"]?.text { words.append(value) }
            return words.joined(separator: " ")
        }
    }

    @Test func aFileAddedAndDeletedAgainIsSeen() throws {
        let scratch = try Self.repository()
        try Self.commit(scratch, [("secret.pem", String(repeating: "x", count: 3000))])
        let blob = try scratch.git.line("rev-parse", "HEAD:secret.pem")
        let commit = try scratch.git.line("rev-parse", "HEAD")
        try scratch.git("rm", "-q", "secret.pem")
        try scratch.git("commit", "-qm", "gone")
        let result = try scratch.rgit("check", "main", "--max-blob", "2k", "--forbid", "*.pem", "--json")
            .expecting(1)
        let rows = try JSONValue(parsing: result.stdout)["findings"]?.array ?? []
        #expect(rows.map { $0["rule"]?.text } == ["max-blob", "forbid"])
        #expect(rows.map { $0["path"]?.text } == ["secret.pem", "secret.pem"])
        #expect(rows.map { $0["hexsha"]?.text } == [blob, commit])
        #expect(rows[0]["limit"]?.integer == 2048 && rows[0]["value"]?.integer == 3000)
        #expect(rows[1]["limit"]?.text == "*.pem")
        #expect(try Self.rows(scratch.rgit, ["main", "--max-blob", "3000"], expecting: 0) == [])
    }

    @Test func linesAreHeldAgainstTheirRules() throws {
        let scratch = try Self.repository([
            (".gitattributes", "*.txt text\n*.bin -text\n"), ("old.txt", "<<<<<<< old\n"),
        ])
        try Self.commit(
            scratch,
            [
                ("a.txt", "a\n"), ("marks", "<<<<<<<\n======= \n>>>>>>>\n"),
                ("old.txt", "<<<<<<< old\nnew\n"), ("b.bin", "a\r\n"), ("c.none", "a\r\n"),
                ("long", "\u{e9}\u{e9}\u{e9}\n\tabc\r\nabcdef\n"),
            ])
        // Git itself would make LF of it.
        let endings = try scratch.writeObject(
            "blob", Array("<<<<<<< ours\r\na\n=======\nb\n>>>>>>> theirs\n=======\n".utf8))
        try scratch.git("update-index", "--cacheinfo", "100644,\(endings),a.txt")
        try scratch.git("commit", "-q", "--amend", "-m", "two")
        #expect(
            try Self.rows(scratch.rgit, ["main", "--no-conflict-markers"]) == [
                "no-conflict-markers a.txt 1 <<<<<<<", "no-conflict-markers a.txt 3 =======",
                "no-conflict-markers a.txt 5 >>>>>>>",
            ])
        #expect(try Self.rows(scratch.rgit, ["main", "--crlf"]) == ["crlf a.txt 1 1"])
        #expect(
            try Self.rows(scratch.rgit, ["main", "--max-line-length", "4"]).filter { $0.contains(" long ") }
                == [
                    "max-line-length long 3 6"
                ])
        #expect(
            try Self.rows(scratch.rgit, ["main", "--max-line-length", "3"]).filter { $0.contains(" long ") }
                == [
                    "max-line-length long 2 4", "max-line-length long 3 6",
                ])
    }

    @Test func namesThatCollideOrThatWindowsRefuses() throws {
        let scratch = try Self.repository([("Src/one", "1\n"), ("Old", "1\n"), ("old", "2\n")])
        try Self.commit(
            scratch,
            [
                ("readme", "1\n"), ("src/two", "2\n"), ("src/three", "3\n"), ("old.c", "1\n"),
                ("aux.c", "1\n"), ("d/COM1", "1\n"), ("end.", "1\n"), ("q?", "1\n"), ("auxiliary", "1\n"),
                ("caf\u{e9}", "1\n"), ("cafe\u{301}", "1\n"), ("stra\u{df}e", "1\n"), ("STRASSE", "1\n"),
                ("\u{3c3}\u{3c2}", "1\n"), ("\u{3a3}\u{3a3}", "1\n"), ("\u{131}", "1\n"), ("i", "1\n"),
                ("zero\u{200d}", "1\n"), ("zero", "1\n"), ("lpt\u{b2}.c", "1\n"), ("COM\u{b9}", "1\n"),
            ])
        #expect(
            Set(try Self.rows(scratch.rgit, ["main", "--case-collision"])) == [
                "case-collision readme README", "case-collision src/three Src",
                "case-collision caf\u{e9} cafe\u{301}", "case-collision cafe\u{301} caf\u{e9}",
                "case-collision stra\u{df}e STRASSE", "case-collision STRASSE stra\u{df}e",
                "case-collision \u{3c3}\u{3c2} \u{3a3}\u{3a3}",
                "case-collision \u{3a3}\u{3a3} \u{3c3}\u{3c2}",
                "case-collision zero\u{200d} zero", "case-collision zero zero\u{200d}",
            ])
        #expect(
            Set(try Self.rows(scratch.rgit, ["main", "--windows-name"])) == [
                "windows-name aux.c aux.c", "windows-name d/COM1 COM1", "windows-name end. end.",
                "windows-name q? q?", "windows-name lpt\u{b2}.c lpt\u{b2}.c",
                "windows-name COM\u{b9} COM\u{b9}",
            ])
    }

    @Test func commitsAreHeldAgainstTheirRules() throws {
        let scratch = try Self.repository()
        try Self.commit(scratch, [("a", "1\n")], "fix: a\n\nSigned-off-by: A <a@example.com>")
        try Self.commit(scratch, [("b", "1\n")], "b\n\nsigned-OFF-by: A <a@example.com>")
        let signed = try scratch.writeObject(
            "commit",
            Array(
                """
                tree \(try scratch.git.line("rev-parse", "HEAD^{tree}"))
                parent \(try scratch.git.line("rev-parse", "HEAD"))
                author A <a@example.com> 4291747200 +0000
                committer A <a@example.com> 4291747200 +0000
                \(scratch.hash == .sha256 ? "gpgsig-sha256" : "gpgsig") -----BEGIN SSH SIGNATURE-----
                 abc
                 -----END SSH SIGNATURE-----

                docs: of the year 2106

                """.utf8))
        try scratch.git("reset", "-q", "--soft", signed)
        let rgit = scratch.rgit
        #expect(try Self.rows(rgit, ["main", "--require", "Signed-off-by"]) == ["require"])
        #expect(try Self.rows(rgit, ["main", "--message", "^(fix|docs): "]) == ["message"])
        #expect(try Self.rows(rgit, ["main", "--signed"]) == ["signed", "signed"])
        try scratch.git("checkout", "-qb", "other", "main")
        try scratch.git("merge", "-q", "--no-ff", "-m", "a merge", "topic~1")
        #expect(try Self.rows(rgit, ["main", "--no-merges"]) == ["no-merges 2"])
        #expect(try Self.rows(rgit, ["main", "--require", "X"]) == ["require", "require"])
        #expect(
            try Self.rows(rgit, ["main", "--require", "X", "--include-merges"]) == [
                "require", "require", "require",
            ])
        _ = try rgit("check", "main", "--message", "(").expecting(2)
    }

    @Test func ownersComeFromTheBase() throws {
        let scratch = try Self.repository([("CODEOWNERS", "/src/ @ada\n")])
        try Self.commit(scratch, [("src/a", "1\n"), ("b", "1\n"), ("CODEOWNERS", "* @mallory\n")])
        #expect(try Self.rows(scratch.rgit, ["main", "--owners"]) == ["owners CODEOWNERS", "owners b"])
        let none = try Self.repository()
        try Self.commit(none, [("b", "1\n")])
        #expect(try none.rgit("check", "main", "--owners").expecting(3).stderr.text.contains("CODEOWNERS"))
    }

    // MARK: .rgit-check

    @Test func theFileOfTheBaseCounts() throws {
        let file = """
            [check]
            maxBlob = 1k
            max-files = 10
            forbid = *.pem
            forbid = ":!ok.pem"
            signed = false
            [check "assets/"]
            maxBlob = 1m
            binary
            [check "assets/tiny/"]
            maxBlob = 1
            """
        let scratch = try Self.repository([(".rgit-check", file)])
        let large = String(repeating: "x", count: 2000)
        try Self.commit(
            scratch,
            [
                (".rgit-check", "[check]\nmaxBlob = 1g\n"), ("large", large), ("assets/large", large + "y"),
                ("assets/tiny/a", "ab"), ("x.pem", "1\n"), ("ok.pem", "1\n"), ("assets/nul", "\0"),
                ("nul", "\0"),
            ])
        let expected = [
            "max-blob assets/tiny/a 2", "max-blob large 2000", "forbid x.pem", "binary assets/nul",
        ]
        #expect(try Self.rows(scratch.rgit, ["main"]) == expected)
        #expect(try Self.rows(scratch.rgit, ["main", "--rules-from", "HEAD"], expecting: 0) == [])
        // A number of the command line takes the place of those of the file, texts are added to them.
        #expect(
            try Self.rows(scratch.rgit, ["main", "--max-blob", "1g", "--forbid", "l*"]) == [
                "forbid large", "forbid x.pem", "binary assets/nul",
            ])
    }

    /// What the rules are read from cannot be passed over when it is missing.
    @Test func missingFilesOfTheBaseAreNoPass() throws {
        let scratch = try Self.repository([
            (".gitattributes", "*.txt text\n"), (".github/CODEOWNERS", "/f @a\n"), ("CODEOWNERS", "* @a\n"),
        ])
        // With its attributes git would store LF.
        try scratch.git("rm", "-q", ".gitattributes")
        try Self.commit(scratch, [("a.txt", "one\r\n"), ("g", "1\n")])
        #expect(try Self.rows(scratch.rgit, ["main", "--crlf"]).map { $0.prefix(10) } == ["crlf a.txt"])
        #expect(try Self.rows(scratch.rgit, ["main", "--owners"]).count == 3)
        for path in [".gitattributes", ".github/CODEOWNERS"] {
            let id = try scratch.git.line("rev-parse", "main:\(path)")
            let object = "\(scratch.gitDirectory)/objects/\(id.prefix(2))/\(id.dropFirst(2))"
            TemporaryFolder.removeTree(Array(object.utf8))
        }
        for rule in ["--crlf", "--owners"] {
            let result = try scratch.rgit("check", "main", rule).expecting(3)
            #expect(result.errorText.contains("missing object"), "\(result)")
        }
    }

    /// `:(attr:…)` in rules and groups, as git answers it in a working tree of the base.
    @Test func attributesInPathspecsAreThoseOfTheBase() throws {
        let scratch = try Self.repository([
            (".gitattributes", "*.bin data\n*.txt -data kind=doc\n"), ("sub/.gitattributes", "q* data\n"),
            ("sub/old.bin", "1\n"),
        ])
        try Self.commit(
            scratch,
            [
                (".gitattributes", "* data\n"), ("a.bin", "1\n"), ("a.txt", "1\n2\n"), ("sub/q", "1\n"),
                ("sub/old.bin", "2\n"), ("sub/none", "1\n"),
            ])
        let base = "\(scratch.folder.path)/base"
        try scratch.git("worktree", "add", "-q", base, "main")
        for word in ["data", "-data", "!data", "kind=doc", "kind=other"] {
            let pathspec = ":(attr:\(word))"
            let git = try scratch.git.at(base)("diff", "--name-only", "main...topic", "--", pathspec)
            let expected = git.lines.map(\.text)
            let found = try Self.rows(
                scratch.rgit, ["main", "topic", "--forbid", pathspec], expecting: expected.isEmpty ? 0 : 1)
            #expect(found == expected.map { "forbid \($0)" }, "\(pathspec)")
            try scratch.write("../groups", "one: \(pathspec)\n")
            let groups = try scratch.rgit.json([
                "check", "main", "topic", "--by", "\(scratch.folder.path)/groups", "--list",
            ])
            #expect(
                (groups["groups"]?.array ?? []).flatMap { $0["files"]?.array.map { $0.text ?? "" } ?? [] }
                    == expected)
        }
        let file = "[check \":(attr:data)\"]\nmaxFiles = 0\n"
        try scratch.write(".rgit-check", file)
        try scratch.git("add", ".")
        try scratch.git("commit", "-qm", "rules")
        let rows = try Self.rows(
            scratch.rgit, ["main", "topic~1", "--rules-from", "topic", "--max-lines", "100"])
        // By the attributes of the change itself every path is one of them.
        #expect(rows == ["max-files 6"])
    }

    /// Attributes that a pathspec needs and that cannot be read are no pass.
    @Test func missingAttributesOfPathspecsAreNoPass() throws {
        let scratch = try Self.repository([(".gitattributes", "*.pem secret\n")])
        try scratch.git("rm", "-q", ".gitattributes")
        try Self.commit(scratch, [("a.pem", "1\n")])
        let id = try scratch.git.line("rev-parse", "main:.gitattributes")
        TemporaryFolder.removeTree(
            Array("\(scratch.gitDirectory)/objects/\(id.prefix(2))/\(id.dropFirst(2))".utf8))
        let result = try scratch.rgit("check", "main", "--forbid", ":(attr:secret)").expecting(3)
        #expect(result.errorText.contains("missing object"), "\(result)")
        _ = try scratch.rgit("check", "main", "--forbid", ":(attr:=x)").expecting(2)
    }

    @Test func deletedFilesHaveOwnersToo() throws {
        let scratch = try Self.repository([("CODEOWNERS", "/src/ @a\n"), ("f", "1\n"), ("src/f", "1\n")])
        try scratch.git("rm", "-q", "f", "src/f")
        try scratch.git("commit", "-qm", "delete")
        #expect(try Self.rows(scratch.rgit, ["main", "--owners"]) == ["owners f"])
    }

    @Test(arguments: [
        ("[check]\nmaxBlobs = 1\n", "unknown rule"), ("[chek]\nmaxBlob = 1\n", "not a section"),
        ("[check]\nmaxBlob = many\n", "not a number"), ("[check]\nmaxBlob\n", "not a number"),
        ("[check]\nsigned = perhaps\n", "not a truth value"), ("[check]\nforbid\n", "a value is missing"),
        ("[check \"a\"]\nsigned\n", "a rule for commits"), ("[check\n", "bad line 1"),
        ("[check \"a\"]\nincludeMerges\n", "unknown rule"),
    ])
    func aFileThatIsNotUnderstoodPassesNothing(file: String, what: String) throws {
        let scratch = try Self.repository([(".rgit-check", file)])
        let result = try scratch.rgit("check", "main", "HEAD", "--max-blob", "1g").expecting(3)
        #expect(
            result.stderr.text.contains(what) && result.stderr.text.contains(".rgit-check of main"),
            "\(result)")
    }

    @Test func withoutRulesNothingPasses() throws {
        let scratch = try Self.repository()
        try Self.commit(scratch, [(".rgit-check", "[check]\nmaxBlob = 1k\n")])
        let result = try scratch.rgit("check", "main").expecting(2)
        #expect(result.stderr.text.contains("no rules") && result.stderr.text.contains("--rules-from HEAD"))
    }

    // MARK: The base

    /// A remote with `main` and `topic`, and a clone of it on `topic`, two commits ahead of its `main`.
    private static func clone(_ options: String...) throws -> (ScratchRepository, Rgit, Git) {
        let scratch = try repository([("big", "12345678\n")])
        try commit(scratch, [("two", "2\n")])
        try commit(scratch, [("three", "3\n")], "three")
        let path = "\(scratch.folder.path)/clone"
        try scratch.git.run(
            ["clone", "-q", "--no-local", "-b", "topic"] + options + ["file://\(scratch.path)", path])
        let git = scratch.git.at(path)
        if options.isEmpty { try git("remote", "set-head", "origin", "main") }
        return (scratch, scratch.rgit.at(path), git)
    }

    private static func base(_ rgit: Rgit, _ variables: [String: String]) throws -> [String] {
        var rgit = rgit
        for (name, value) in variables { rgit = rgit.with(name, value) }
        let result = try rgit("check", "--max-files", "0", "--json")
        guard result.exitStatus == 1 else {
            return ["\(result.exitStatus ?? -1)", result.stderr.text]
        }
        let document = try JSONValue(parsing: result.stdout)
        return ["base", "head"].flatMap { end in
            [document[end]?["name"]?.text ?? "", document[end]?["source"]?.text ?? ""]
        } + ["\(document["total"]?["commits"]?.integer ?? -1)"]
    }

    @Test func theBaseIsFoundAsServicesNameIt() throws {
        let (scratch, rgit, git) = try Self.clone()
        let (main, first) = (try git.line("rev-parse", "origin/main"), try git.line("rev-parse", "HEAD~1"))
        let head = try git.line("rev-parse", "HEAD")
        let zeros = String(repeating: "0", count: main.count)
        func event(_ text: String) throws -> String {
            try scratch.write("../event.json", text)
            return "\(scratch.folder.path)/event.json"
        }
        let github = ["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push"]
        let gitlab = ["GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": zeros]
        let whole = ["HEAD", "HEAD", "2"]
        let cases: [([String: String], [String])] = [
            ([:], ["origin/main", "default branch"] + whole),
            (
                ["GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"],
                ["origin/main", "GITHUB_BASE_REF"] + whole
            ),
            (
                github.merging([
                    "GITHUB_EVENT_PATH": try event(
                        #"{"commits":[{"before":"x","message":"\"before\":\"y\""}], "before" : "\#(first)"}"#)
                ]) { $1 }, [first, "GITHUB_EVENT_PATH", "HEAD", "HEAD", "1"]
            ),
            (gitlab, ["origin/main", "GitLab"] + whole),
            (
                gitlab.merging(["CI_DEFAULT_BRANCH": "main"]) { $1 },
                ["origin/main", "CI_DEFAULT_BRANCH"] + whole
            ),
            (
                gitlab.merging(["CI_MERGE_REQUEST_DIFF_BASE_SHA": main]) { $1 },
                [main, "CI_MERGE_REQUEST_DIFF_BASE_SHA"] + whole
            ),
            // The author chooses where a branch begins; the rules are those of the branch it goes to, where that is there.
            (
                gitlab.merging([
                    "CI_MERGE_REQUEST_DIFF_BASE_SHA": first, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
                ]) { $1 }, ["origin/main", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] + whole
            ),
            (
                gitlab.merging([
                    "CI_MERGE_REQUEST_DIFF_BASE_SHA": main, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "gone",
                ]) { $1 }, [main, "CI_MERGE_REQUEST_DIFF_BASE_SHA"] + whole
            ),
            // What was there before a push to a topic is the author's own.
            (
                [
                    "GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": first, "CI_DEFAULT_BRANCH": "main",
                    "CI_COMMIT_BRANCH": "topic",
                ], ["origin/main", "CI_DEFAULT_BRANCH"] + whole
            ),
            (
                [
                    "GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": first, "CI_DEFAULT_BRANCH": "main",
                    "CI_COMMIT_BRANCH": "main",
                ], [first, "CI_COMMIT_BEFORE_SHA", "HEAD", "HEAD", "1"]
            ),
            (
                gitlab.merging([
                    "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": main, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": head,
                ]) { $1 },
                [main, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA", head, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "2"]
            ),
            (
                ["TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"],
                ["origin/main", "SYSTEM_PULLREQUEST_TARGETBRANCH"] + whole
            ),
            (
                ["BUILDKITE": "true", "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main"],
                ["origin/main", "BUILDKITE_PULL_REQUEST_BASE_BRANCH"] + whole
            ),
            (["CIRCLECI": "true"], ["origin/main", "CircleCI"] + whole),
            (
                ["JENKINS_URL": "http://j", "CHANGE_TARGET": "main"],
                ["origin/main", "CHANGE_TARGET"] + whole
            ),
            (
                ["JENKINS_URL": "http://j", "GIT_PREVIOUS_COMMIT": first],
                [first, "GIT_PREVIOUS_COMMIT", "HEAD", "HEAD", "1"]
            ),
            (
                ["JENKINS_URL": "http://j", "GIT_PREVIOUS_COMMIT": first, "BRANCH_NAME": "topic"],
                ["origin/main", "Jenkins"] + whole
            ),
            (
                [
                    "JENKINS_URL": "http://j", "GIT_PREVIOUS_COMMIT": first, "BRANCH_NAME": "main",
                    "BRANCH_IS_PRIMARY": "true",
                ], [first, "GIT_PREVIOUS_COMMIT", "HEAD", "HEAD", "1"]
            ),
            (["PRE_COMMIT_FROM_REF": "origin/main"], ["origin/main", "PRE_COMMIT_FROM_REF"] + whole),
        ]
        for (variables, expected) in cases {
            #expect(try Self.base(rgit, variables) == expected, "\(variables)")
        }
        // A first push of a branch has no commit before it.
        let path = try event(#"{"before":"\#(zeros)","repository":{"default_branch":"main"}}"#)
        #expect(
            try Self.base(rgit, github.merging(["GITHUB_EVENT_PATH": path]) { $1 })
                == ["origin/main", "GITHUB_EVENT_PATH"] + whole)
        let pushed = try event(#"{"before":"\#(first)","repository":{"default_branch":"main"}}"#)
        for (branch, expected) in [
            ("topic", ["origin/main", "GITHUB_EVENT_PATH"] + whole),
            ("main", [first, "GITHUB_EVENT_PATH", "HEAD", "HEAD", "1"]),
        ] {
            let variables = github.merging(["GITHUB_EVENT_PATH": pushed, "GITHUB_REF_NAME": branch]) { $1 }
            #expect(try Self.base(rgit, variables) == expected, "\(branch)")
        }
        // What a forced push has left behind is not in the clone.
        let lost = String(repeating: "1", count: main.count)
        let forced = try Self.base(rgit, ["GITLAB_CI": "1", "CI_COMMIT_BEFORE_SHA": lost])
        #expect(forced[0] == "3" && forced[1].contains("CI_COMMIT_BEFORE_SHA"), "\(forced)")
        let tag = try Self.base(rgit, ["GITHUB_ACTIONS": "true", "GITHUB_REF_TYPE": "tag"])
        #expect(tag[0] == "3" && tag[1].contains("tag"), "\(tag)")
        let missing = try Self.base(rgit, ["GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "release"])
        #expect(
            missing[0] == "3" && missing[1].contains("git fetch origin +refs/heads/release"), "\(missing)")
        try git("checkout", "-q", "--detach", "origin/main")
        let itself = try Self.base(rgit, ["CIRCLECI": "true"])
        #expect(itself[0] == "3" && itself[1].contains("the base is what is checked"), "\(itself)")
    }

    /// The merge that GitHub makes of a change is no part of it.
    /// A shallow clone of one branch has only that branch itself to be compared with, which is no pass.
    @Test func aShallowCloneOfOneBranchHasNoBase() throws {
        let (_, shallow, _) = try Self.clone("--depth", "1")
        let result = try shallow("check", "--max-files", "0").expecting(3)
        #expect(result.errorText.contains("the base is what is checked"), "\(result)")
        let (_, whole, _) = try Self.clone("--single-branch")
        _ = try whole("check", "--max-files", "0").expecting(0)
    }

    @Test func aMergeReferenceIsTakenApart() throws {
        let (_, rgit, git) = try Self.clone()
        try git("checkout", "-q", "--detach", "origin/main")
        try git("merge", "-q", "--no-ff", "-m", "Merge into main", "topic")
        var variables = [
            "GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge",
            "GITHUB_SHA": try git.line("rev-parse", "topic"),
        ]
        // A change that ends with a merge of its own is not the merge of the service.
        #expect(
            try Self.base(rgit, variables).dropLast() == ["origin/main", "GITHUB_BASE_REF", "HEAD", "HEAD"])
        variables["GITHUB_SHA"] = try git.line("rev-parse", "HEAD")
        #expect(
            try Self.base(rgit, variables) == ["HEAD^1", "GITHUB_BASE_REF", "HEAD^2", "HEAD", "2"])
        var named = rgit
        for (name, value) in variables { named = named.with(name, value) }
        #expect(try Self.rows(named, ["--no-merges"], expecting: 0) == [])
        let head = try git.line("rev-parse", "HEAD")
        try git("update-ref", "refs/heads/merge", head)
        let shallow = "\(rgit.runner.workingDirectory)/../shallow"
        try git(
            "clone", "-q", "--no-local", "--depth", "1", "-b", "merge",
            "file://\(git.line("rev-parse", "--show-toplevel"))", shallow)
        let result = try Self.base(rgit.at(shallow), variables)
        #expect(result[0] == "3" && result[1].contains("fetch-depth: 0"), "\(result)")
    }

    @Test func aRangeInOneWordIsTwo() throws {
        let scratch = try Self.repository()
        try Self.commit(scratch, [("a", "1\n")])
        for range in ["main..topic", "main...topic", "main..", "main..."] {
            #expect(try Self.rows(scratch.rgit, [range, "--max-files", "0"]) == ["max-files 1"])
        }
        _ = try scratch.rgit("check", "main..topic", "topic", "--max-files", "0").expecting(2)
        _ = try scratch.rgit("check", "..topic", "--max-files", "0").expecting(2)
    }

    // MARK: Changes that mean harm

    @Test func aChangeCannotCallItsOwnFilesGenerated() throws {
        let scratch = try Self.repository([(".gitattributes", "gen/* linguist-generated\n")])
        try Self.commit(
            scratch,
            [
                (".gitattributes", "* linguist-generated -diff\n"), ("a", "1\n2\n3\n"), ("gen/b", "1\n2\n"),
            ])
        let options = ["main", "--max-lines", "0", "--exclude-attr", "linguist-generated"]
        #expect(try Self.rows(scratch.rgit, options) == ["max-lines 5"])
        let result = try scratch.rgit.run(["check", "--json"] + options)
        #expect(try JSONValue(parsing: result.stdout)["excluded"]?["paths"]?.integer == 1)
        #expect(try Self.rows(scratch.rgit, ["main", "--binary"], expecting: 0) == [])
    }

    @Test func aChangeCannotHideItsSubmodules() throws {
        let scratch = try Self.repository()
        let commit = String(repeating: "1", count: scratch.hash == .sha256 ? 64 : 40)
        try scratch.git("update-index", "--add", "--cacheinfo", "160000,\(commit),sub")
        try scratch.write(
            ".gitmodules", "[submodule \"sub\"]\n\tpath = sub\n\turl = ../sub\n\tignore = all\n")
        try scratch.git("add", ".gitmodules")
        try scratch.git("commit", "-qm", "two")
        #expect(try Self.rows(scratch.rgit, ["main", "--submodule"]) == ["submodule sub \(commit)"])
    }

    /// A merge with a commit of the base's history has what that still had, and adds nothing itself.
    @Test func aMergeCannotBringBackWhatIsForbidden() throws {
        let scratch = try Self.repository()
        let git = scratch.git
        try git("checkout", "-q", "main")
        try Self.commit(scratch, [("a.pem", "1\n"), ("b.pem", "1\n")])
        let old = try git.line("rev-parse", "HEAD")
        try git("rm", "-q", "a.pem")
        try git("commit", "-qm", "gone")
        try git("checkout", "-q", "-B", "topic")
        try Self.commit(scratch, [("c", "1\n")])
        try git("read-tree", "HEAD")
        try git(
            "update-index", "--add", "--cacheinfo", "100644,\(git.line("rev-parse", "\(old):a.pem")),a.pem")
        let tree = try git.line("write-tree")
        let merge = try git.line("commit-tree", "-p", "HEAD", "-p", old, "-m", "merge", tree)
        #expect(try Self.rows(scratch.rgit, ["main", merge, "--forbid", "*.pem"]) == ["forbid a.pem"])
        #expect(try Self.rows(scratch.rgit, ["main", merge, "--forbid", "b*"], expecting: 0) == [])
        let zeros = String(repeating: "0", count: merge.count)
        let pushed = try scratch.rgit.run(
            ["check", "--pre-receive", "--forbid", "*.pem", "--rules-from", "main"],
            input: Array("\(zeros) \(merge) refs/heads/x\n".utf8))
        #expect(pushed.exitStatus == 1, "\(pushed)")
    }

    /// What is on the server without the change is no finding, however it comes to the branch.
    @Test func whatReferencesHaveMayBePushed() throws {
        let scratch = try Self.repository()
        let git = scratch.git
        try git("branch", "old")
        try git("checkout", "-q", "-b", "feature")
        try Self.commit(scratch, [("f", "1\n")])
        let before = try git.line("rev-parse", "HEAD")
        try git("checkout", "-q", "main")
        try Self.commit(scratch, [("x.pem", "1\n")])
        let main = try git.line("rev-parse", "main")
        try git("checkout", "-q", "--detach", before)
        try git("merge", "-q", "--no-edit", "main")
        let merged = try git.line("rev-parse", "HEAD")
        let zeros = String(repeating: "0", count: main.count)
        for (old, new, name) in [
            (before, merged, "feature"), (zeros, main, "release"),
            (try git.line("rev-parse", "old"), main, "old"),
        ] {
            let pushed = try scratch.rgit.run(
                ["check", "--pre-receive", "--forbid", "*.pem", "--rules-from", "main"],
                input: Array("\(old) \(new) refs/heads/\(name)\n".utf8))
            #expect(pushed.exitStatus == 0, "\(name) \(pushed)")
        }
        // Nor what one of several merge bases has, which the base has changed since.
        try git("checkout", "-q", "-B", "topic", merged)
        try git("checkout", "-q", "main")
        try git("merge", "-q", "--no-edit", before)
        try Self.commit(scratch, [("x.pem", "2\n")])
        #expect(try Self.rows(scratch.rgit, ["main", merged, "--forbid", "*.pem"], expecting: 0) == [])
    }

    /// An author who may write below `refs/replace/` cannot have another object checked.
    @Test func replacementsDoNotCount() throws {
        let scratch = try Self.repository()
        try Self.commit(scratch, [("x.pem", "12345\n")], "a key")
        let good = try scratch.git.line("commit-tree", "-p", "main", "-m", "fine", "main^{tree}")
        let small = try scratch.writeObject("blob", Array("1\n".utf8))
        try scratch.git("replace", "HEAD:x.pem", small)
        try scratch.git("replace", "HEAD", good)
        #expect(
            try Self.rows(
                scratch.rgit, ["main", "--forbid", "*.pem", "--max-blob", "5", "--message", "fine"])
                == ["max-blob x.pem 6", "forbid x.pem", "message"])
    }

    @Test func trailersAndSignaturesWithoutContentAreNone() throws {
        let scratch = try Self.repository()
        let (tree, parent) = try (
            scratch.git.line("rev-parse", "HEAD^{tree}"), scratch.git.line("rev-parse", "HEAD")
        )
        for (signature, trailer) in [("", ""), (" \n ", "  ")] {
            let commit = try scratch.writeObject(
                "commit",
                Array(
                    """
                    tree \(tree)
                    parent \(parent)
                    author A <a@example.com> 1700000000 +0000
                    committer A <a@example.com> 1700000000 +0000
                    \(scratch.hash == .sha256 ? "gpgsig-sha256" : "gpgsig") \(signature)

                    a

                    Signed-off-by:\(trailer)

                    """.utf8))
            let rules = ["main", commit, "--signed", "--require", "Signed-off-by"]
            #expect(try Self.rows(scratch.rgit, rules) == ["require", "signed"])
        }
    }

    /// What a link led to was no line of a file.
    @Test func aLinkThatBecomesAFileHasNewLines() throws {
        let scratch = try Self.repository([(".gitattributes", "* text\n")])
        try scratch.git("checkout", "-q", "main")
        let blob = try scratch.writeObject("blob", Array("<<<<<<< a\r\nlong long long\n".utf8))
        try scratch.git("update-index", "--add", "--cacheinfo", "120000,\(blob),link")
        try scratch.git("commit", "-qm", "a link")
        try scratch.git("checkout", "-qf", "-B", "topic")
        try scratch.git("update-index", "--cacheinfo", "100644,\(blob),link")
        try scratch.git("commit", "-qm", "a file")
        let rules = ["main", "--max-line-length", "9", "--no-conflict-markers", "--crlf"]
        #expect(
            try Self.rows(scratch.rgit, rules) == [
                "max-line-length link 2 14", "no-conflict-markers link 1 <<<<<<<", "crlf link 1 1",
            ])
    }

    /// Git takes a tag before a branch of the same name.
    @Test func aTagCannotTakeTheNameOfTheBase() throws {
        let (_, rgit, git) = try Self.clone()
        try git("tag", "origin/main", "HEAD")
        let rules = ["--max-files", "0"]
        for words in [["origin/main"], ["origin/main^0"], ["HEAD~1", "origin/main"]] {
            let result = try rgit.run(["check"] + words + rules).expecting(3)
            #expect(result.errorText.contains("refname is ambiguous: origin/main"), "\(result)")
        }
        _ = try rgit.run(["check", "HEAD~1", "--rules-from", "origin/main"] + rules).expecting(3)
        #expect(try Self.rows(rgit, ["refs/remotes/origin/main"] + rules) == ["max-files 2"])
        #expect(try Self.rows(rgit, rules) == ["max-files 2"])
        // HEAD is HEAD, whatever else is called so.
        try git("update-ref", "refs/tags/HEAD", "HEAD~1")
        #expect(try Self.rows(rgit, ["refs/remotes/origin/main", "HEAD"] + rules) == ["max-files 2"])
    }

    /// A link that becomes a file of a million bytes is not read for its target.
    @Test func linksAndNamesWithAnyBytes() throws {
        let scratch = try Self.repository()
        let blob = try scratch.writeObject("blob", Array(repeating: 0x61, count: 100_000))
        try scratch.git("update-index", "--add", "--cacheinfo", "120000,\(blob),link")
        try scratch.write(Array("a\n::error::b\u{1b}[31m".utf8) + [0xff], Array("x\n".utf8))
        try scratch.git("add", "-A", "--", ":!link")
        try scratch.git("update-index", "--add", "--cacheinfo", "120000,\(blob),link")
        try scratch.git("commit", "-qm", "two\u{1b}[2J\r::set-output name=x::y")
        let table = try scratch.rgit("check", "main", "--symlink", "--windows-name", "--signed").expecting(1)
        #expect(!table.stdout.contains(0x1b) && !table.stdout.contains(0x0d))
        #expect(table.stdout.text.split(separator: "\n").allSatisfy { !$0.hasPrefix("::") })
        let json = try scratch.rgit("check", "main", "--symlink", "--windows-name", "--json").expecting(1)
        let rows = try JSONValue(parsing: json.stdout)["findings"]?.array ?? []
        #expect(rows.count == 2)
        #expect(rows.first { $0["rule"]?.text == "symlink" }?["value"]?.text == nil)
        #expect(rows.first { $0["rule"]?.text == "windows-name" }?["path_base64"] != nil)
    }

    /// Owners are what CODEOWNERS of the base says; who a mailmap takes for whom does not matter.
    @Test func aMailmapMakesNoOwner() throws {
        let scratch = try Self.repository([("CODEOWNERS", "/src/ ada@example.com\n")])
        try Self.commit(
            scratch, [("b", "1\n"), (".mailmap", "Ada <ada@example.com> <mallory@example.com>\n")])
        #expect(try Self.rows(scratch.rgit, ["main", "--owners"]) == ["owners .mailmap", "owners b"])
        let groups = try scratch.rgit.json(["check", "main", "--by", "codeowners"])["groups"]?.array ?? []
        #expect(groups.map { $0["group"]?.text } == ["unowned"])
    }

    /// A tree of thousands of paths in a few objects.
    @Test func aTreeOfManyPaths() throws {
        let scratch = try Self.repository()
        let blob = try scratch.writeObject("blob", Array("1\n".utf8))
        var entries = "100644 blob \(blob)\tREADME\n"
        var tree = ""
        for _ in 0...3 {
            tree = try scratch.git.run(["mktree"], input: Array(entries.utf8)).lines[0].text
            entries = (0..<20).map { "040000 tree \(tree)\td\($0)\n" }.joined()
        }
        let commit = try scratch.git.line("commit-tree", "-p", "main", "-m", "many", tree)
        let rules = [
            "--max-files", "8000", "--max-blob", "1", "--case-collision", "--forbid", "*/d19/README",
        ]
        let many = try Self.rows(scratch.rgit, ["main", commit] + rules)
        #expect(many.first { $0.hasPrefix("max-files") } == "max-files 8001")
        #expect(many.count { $0.hasPrefix("max-blob") } == 1)
        #expect(many.count { $0.hasPrefix("forbid") } == 400)
    }
}
