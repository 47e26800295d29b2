// `rgit info` against git rev-parse, symbolic-ref, remote, count-objects and describe.

import Support
import Testing

@Suite struct InfoTests {
    private static let onDemand = "describe,branches,tags,objects,packs,size_bytes"

    private func value(_ rgit: Rgit, _ field: String) throws -> String {
        try rgit("info", "--value", field).expecting(0).text
    }

    /// What git prints, or nothing where it fails.
    private func line(_ git: Git, _ words: String...) throws -> String {
        let result = try git.attempt(words)
        return result.exitStatus == 0 ? result.text : "\n"
    }

    @Test(arguments: [401, 402, 403, 404] as [UInt64], [false, true])
    func everyFieldOfARandomRepository(seed: UInt64, isPacked: Bool) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        if isPacked { try repository.repack() }
        try repository.git("config", "remote.origin.url", "short:one")
        try repository.git("config", "remote.origin.pushurl", "short:two")
        try repository.git("config", "remote.a.b.url", "https://example.com/x y")
        try repository.git("config", "url.https://example.com/.insteadOf", "short:")
        try repository.git("config", "url.https://example.com/o.insteadOf", "short:o")
        try repository.git("branch", "followed", "main")
        try repository.git("config", "branch.main.remote", ".")
        try repository.git("config", "branch.main.merge", "refs/heads/followed")
        for head in ["main", "detached", "unborn"] {
            if head == "main" { try repository.pointHead(at: "main") }
            if head == "detached" { try repository.detachHead(at: "main~1") }
            if head == "unborn" { try repository.pointHead(at: "unborn") }
            let (git, rgit) = (repository.git, repository.rgit)
            for (field, words) in [
                ("working_tree_dir", ["rev-parse", "--show-toplevel"]),
                ("git_dir", ["rev-parse", "--absolute-git-dir"]),
                ("common_dir", ["rev-parse", "--path-format=absolute", "--git-common-dir"]),
                ("bare", ["rev-parse", "--is-bare-repository"]),
                ("shallow", ["rev-parse", "--is-shallow-repository"]),
                ("object_format", ["rev-parse", "--show-object-format"]),
                ("head.hexsha", ["rev-parse", "--verify", "-q", "HEAD"]),
                ("head.abbrev", ["rev-parse", "--verify", "-q", "--short", "HEAD"]),
                ("head.name", ["symbolic-ref", "-q", "HEAD"]),
                ("active_branch", ["symbolic-ref", "-q", "--short", "HEAD"]),
                (
                    "tracking_branch",
                    [
                        "for-each-ref", "--format=%(upstream)",
                        "refs/heads/\(head == "main" ? "main" : "none")",
                    ]
                ),
                ("describe", ["describe", "--tags"]),
            ] {
                let expected = try git.attempt(words)
                #expect(
                    try value(rgit, field) == (expected.text.isEmpty ? "\n" : expected.text),
                    "\(field) of \(head), seed \(seed): git says \(expected.text)")
            }
            let document = try rgit.json(["info"])
            #expect(document["head"]?["detached"]?.bool == (head == "detached"))
            #expect(document["head"]?["unborn"]?.bool == (head == "unborn"))
            #expect(document["schema"]?.text == "rgit.info/1")
            #expect(document["shallow"]?.bool == false)
            #expect(document["state"]?.text == "none")
            #expect(document["describe"] == nil, "on demand")
        }
        let urls = try repository.git("remote").lines.map {
            try repository.git.line("remote", "get-url", $0.text)
        }
        #expect(try value(repository.rgit, "remotes.url") == urls.map { $0 + "\n" }.joined())
        let remotes = try repository.rgit.json(["info"])["remotes"]?.array ?? []
        #expect(remotes.map { $0["name"]?.text } == ["a.b", "origin"])
        #expect(remotes.map { $0["url"]?.text } == urls)
        #expect(remotes.last?["push_url"]?.text == "https://example.com/two")
        try compareSizes(repository)
    }

    private func compareSizes(_ repository: ScratchRepository) throws {
        var counts: [String: Int] = [:]
        for line in try repository.git("count-objects", "-v").lines.map(\.text) {
            let parts = line.split(separator: ":")
            counts[String(parts[0])] = Int(parts[1].dropFirst())
        }
        let sizes = try JSONValue(
            parsing: repository.rgit("info", "--json", "--fields", Self.onDemand).expecting(0).stdout)
        #expect(sizes["objects"]?.integer == (counts["count"] ?? 0) + (counts["in-pack"] ?? 0))
        #expect(sizes["packs"]?.integer == counts["packs"])
        // Git rounds each of the two down to KiB.
        let kibibytes = (counts["size"] ?? 0) + (counts["size-pack"] ?? 0)
        #expect([0, 1].contains((sizes["size_bytes"]?.integer ?? 0) / 1024 - kibibytes))
        for (field, prefix) in [("branches", "refs/heads"), ("tags", "refs/tags")] {
            #expect(
                sizes[field]?.integer == (try repository.git("for-each-ref", prefix).lines.count), "\(field)")
        }
    }

    @Test func describesEveryCommitAsGitDoes() throws {
        let repository = try RandomHistory(seed: 411).makeRepository()
        let hexshas = try repository.git("rev-list", "--all").lines.map(\.text)
        for (number, hexsha) in hexshas.enumerated() where number % 7 == 3 {
            let date = ["GIT_COMMITTER_DATE", "@\(1_600_000_000 + number * 60) +0000"]
            let git = repository.git.with(date[0], date[1])
            try git("tag", "light-\(number)", hexsha)
            if number % 2 == 0 {
                try git("tag", "-a", "-m", "x", "heavy-\(number)", hexsha)
                try git("tag", "-a", "-m", "y", "again-\(number)", hexsha)
            }
        }
        for hexsha in hexshas.prefix(60) {
            try repository.detachHead(at: hexsha)
            let expected = try line(repository.git, "describe", "--tags")
            #expect(try value(repository.rgit, "describe") == expected, "\(hexsha)")
        }
        #expect(hexshas.count > 20)
    }

    @Test func anAnnotatedTagOfAnotherNameIsSaidToBe() throws {
        let repository = try ScratchRepository { $0.commit("one") }
        try repository.git("tag", "-a", "-m", "x", "real")
        try repository.git("update-ref", "refs/tags/other", "refs/tags/real")
        try repository.git("update-ref", "-d", "refs/tags/real")
        let result = try repository.rgit("info", "--value", "describe").expecting(0)
        #expect(result.text == (try repository.git("describe", "--tags").text))
        #expect(result.errorText.contains("tag 'other' is externally known as: real"))
    }

    @Test func abbreviationsGrowWhereTheyAreAmbiguous() throws {
        let repository = try ScratchRepository { history in
            var last = history.commit("first")
            for number in 0..<300 { last = history.commit("\(number)", on: "main", parents: [last]) }
        }
        for digits in ["4", "5", "9", "40", "no", "auto"] {
            try repository.git("config", "core.abbrev", digits)
            for revision in ["main", "main~1", "main~2", "main~3", "main~4"] {
                try repository.detachHead(at: revision)
                let expected = try line(repository.git, "rev-parse", "--short", "HEAD")
                #expect(try value(repository.rgit, "head.abbrev") == expected, "\(digits) \(revision)")
            }
        }
    }

    @Test func sparseAndPartialClonesAndMailsBeingApplied() throws {
        let repository = try ScratchRepository {
            let first = $0.commit("one", [.file("a", "1\n"), .file("d/b", "1\n")])
            $0.commit("two", parents: [first], [.file("a", "2\n")])
        }
        let git = repository.git
        try repository.checkOut()
        func expect(sparse: String, partial: String, state: String) throws {
            #expect(try value(repository.rgit, "sparse") == sparse + "\n")
            #expect(try value(repository.rgit, "partial") == partial + "\n")
            #expect(try value(repository.rgit, "state") == state + "\n")
        }
        try expect(sparse: "false", partial: "false", state: "none")
        try git("sparse-checkout", "set", "d")
        try expect(sparse: "true", partial: "false", state: "none")
        try git("sparse-checkout", "disable")
        try expect(sparse: "false", partial: "false", state: "none")
        try git("config", "remote.origin.promisor", "true")
        try expect(sparse: "false", partial: "true", state: "none")
        try git("config", "--unset", "remote.origin.promisor")
        // A patch that does not apply leaves git am waiting.
        let patch = try git("format-patch", "-1", "--stdout", "main").stdout
        try git("reset", "-q", "--hard", "main~1")
        try repository.write("a", "other\n")
        try git("commit", "-qam", "other")
        #expect(try git.attempt(["am", "-q"], input: patch).exitStatus != 0)
        try expect(sparse: "false", partial: "false", state: "am")
        try git("am", "--abort")
        try expect(sparse: "false", partial: "false", state: "none")
    }

    @Test func outsideOfARepositoryThereIsNothing() throws {
        let repository = try ScratchRepository()
        for words in [["info"], ["info", "--json"], ["info", "--value", "head.hexsha"]] {
            let result = try repository.rgit.at(repository.home).run(words).expecting(3)
            #expect(result.stdout.isEmpty)
            #expect(result.errorText.contains("not a git repository"))
        }
    }

    @Test func bareRepositoriesLinkedWorktreesAndAlternates() throws {
        let bare = try ScratchRepository(bare: true) { $0.commit("one") }
        #expect(try value(bare.rgit, "bare") == "true\n")
        #expect(try value(bare.rgit, "working_tree_dir") == "\n")
        let linked = "\(bare.folder.path)/linked"
        try bare.git("worktree", "add", "-q", "-b", "side", linked)
        let document = try bare.rgit.at(linked).json(["info"])
        #expect(document["is_linked_worktree"]?.bool == true)
        #expect(document["bare"]?.bool == false)
        #expect(document["active_branch"]?.text == "side")
        #expect(document["git_dir"]?.text == "\(bare.path)/worktrees/linked")
        let clone = "\(bare.folder.path)/clone"
        try bare.git("clone", "-q", "--shared", bare.path, clone)
        #expect(try value(bare.rgit.at(clone), "alternates") == "\(bare.path)/objects\n")
        #expect(try value(bare.rgit.at(clone), "default_branch") == "main\n")
        #expect(try value(bare.rgit, "alternates").isEmpty)
    }

    @Test func whatIsBegunAndNotFinished() throws {
        let repository = try ScratchRepository { history in
            let base = history.commit("base", [.file("f", "1\n")])
            history.commit("ours", on: "main", parents: [base], [.file("f", "2\n")])
            history.commit("theirs", on: "topic", parents: [base], [.file("f", "3\n")])
        }
        try repository.checkOut()
        let git = repository.git
        for (words, state, abort) in [
            (["merge", "topic"], "merge", ["merge", "--abort"]),
            (["rebase", "topic"], "rebase", ["rebase", "--abort"]),
            (["rebase", "--apply", "topic"], "rebase", ["rebase", "--abort"]),
            (["cherry-pick", "topic"], "cherry-pick", ["cherry-pick", "--abort"]),
            (["revert", "HEAD~1"], "revert", ["revert", "--abort"]),
            (["bisect", "start"], "bisect", ["bisect", "reset"]),
        ] {
            _ = try git.attempt(words)
            #expect(try value(repository.rgit, "state") == state + "\n", "\(words)")
            try git.run(abort)
            #expect(try value(repository.rgit, "state") == "none\n", "\(abort)")
        }
    }

    @Test func aTableHasALineForEachField() throws {
        let repository = try ScratchRepository { $0.commit("one") }
        let lines = try repository.rgit("info").expecting(0).lines.map(\.text)
        let fields = lines.map { String($0.prefix { $0 != " " }) }
        #expect(fields.prefix(3) == ["FIELD", "working_tree_dir", "git_dir"])
        #expect(fields.contains("head.hexsha"))
        #expect(!fields.contains("describe"))
        let chosen = try repository.rgit("info", "--fields", "bare,head.unborn").expecting(0).text
        #expect(chosen == "FIELD        VALUE\nbare         false\nhead.unborn  false\n")
    }
}
