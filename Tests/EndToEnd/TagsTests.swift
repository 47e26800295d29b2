// `rgit tags` against `git for-each-ref refs/tags` and `git tag --list`.

import Support
import Testing

@Suite struct TagsTests {
    static let seeds: [UInt64] = [1101, 1102, 1103]

    private static let format = [
        "%(refname)", "%(refname:lstrip=2)", "%(objectname)", "%(*objectname)", "%(objecttype)",
        "%(taggername)",
        "%(taggeremail:trim)", "%(taggerdate:unix)", "%(taggerdate:iso-strict)", "%(committerdate:unix)",
        "%(*committerdate:unix)", "%(creatordate:unix)", "%(contents:signature)",
    ].joined(separator: "%00")

    /// What git says about every tag. `*objectname` follows one tag of a tag only: rev-parse follows all of them.
    private func expected(_ git: Git) throws -> [ExpectedRow] {
        let format = Self.format.replacing(
            "%(contents:signature)", with: "%(if)%(contents:signature)%(then)1%(end)")
        return try git.run(["for-each-ref", "--format=\(format)", "refs/tags"]).lines.map { line in
            let parts = line.split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }
            let path = parts[0].text
            let end = try git.line("rev-parse", "\(path)^{}")
            let type = try git.line("cat-file", "-t", end)
            let isAnnotated = parts[4].text == "tag"
            var row: ExpectedRow = [
                ("path", .text(parts[0])), ("name", .text(parts[1])), ("hexsha", .text(parts[2])),
                ("object_hexsha", .string(end)), ("annotated", .flag(isAnnotated)),
                ("signed", .flag(isAnnotated && !parts[12].isEmpty)),
            ]
            if isAnnotated, !parts[6].isEmpty {
                row += [("tagger.name", .text(parts[5])), ("tagger.email", .text(parts[6]))]
            } else {
                row.append(("tagger", .null))
            }
            if isAnnotated, !parts[7].isEmpty {
                row += [
                    ("tagged_date", .decimal(parts[7])), ("tagged_datetime", .text(parts[8])),
                    ("created_date", .decimal(parts[11])),
                ]
            } else {
                row += [("tagged_date", .null), ("tagged_datetime", .null)]
            }
            if type == "commit" {
                let date = try git.line("log", "-1", "--format=%ct", end)
                row.append(("committed_date", .decimal(Array(date.utf8))))
            } else {
                row.append(("committed_date", .null))
            }
            if isAnnotated {
                let message = try git.run(["for-each-ref", "--format=%(contents)", path]).stdout
                row.append(("message", .text(Array(message.dropLast()))))
            } else {
                row.append(("message", .null))
            }
            return row
        }
    }

    private func rows(_ repository: ScratchRepository, _ words: [String] = []) throws -> [JSONValue] {
        try repository.rgit.json(["tags"] + words)["tags"]?.array ?? []
    }

    private func expectNames(
        _ repository: ScratchRepository, _ words: [String], git: [String]? = nil
    ) throws {
        let answer = try repository.git.attempt(["tag", "--list"] + (git ?? words))
        let result = try repository.rgit.run(["tags", "--value", "name"] + words)
        #expect((answer.exitStatus == 0) == (result.exitStatus == 0), "\(words): \(answer) \(result)")
        #expect(answer.exitStatus != 0 || result.stdout == answer.stdout, "\(words): \(answer) \(result)")
    }

    /// A repository with tags of every kind: of trees and blobs, of tags, signed, without a tagger, with odd messages.
    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository { history in
            let one = history.commit("one\n", [.file("a", "1\n")])
            let two = history.commit("two\n", parents: [one], [.file("a", "2\n"), .file("d/b", "b\n")])
            history.point("refs/tags/light", at: one)
            let tag = history.tag("v1.0", of: one)
            history.tag("of-a-tag", of: tag, message: "\n\n\nlate subject\ncontinued\n\nbody\n")
            history.tag("team/v1.0", of: two, message: "")
            history.tag("latin", of: two, message: "no line feed at the end")
            history.commit("three\n", on: "side", parents: [one])
        }
        let (git, commit) = (repository.git, try repository.git.line("rev-parse", "main"))
        try git("tag", "tree", "main^{tree}")
        try git("tag", "blob", "main:a")
        try git("tag", "-a", "-m", "a tree", "annotated-tree", "main:d")
        let signature = "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
        for (name, head, message) in [
            ("signed", "tagger T <t@example.com> 1700000000 +0530\n", "m\n\n\(signature)"),
            (
                "ssh-signed", "tagger T <t@example.com> 1700000000 -0800\n",
                "m\n-----BEGIN SSH SIGNATURE-----\n"
            ),
            ("quoted", "tagger T <t@example.com> 1700000000 +0000\n", "m\n> -----BEGIN PGP SIGNATURE-----\n"),
            ("no-tagger", "", "as in 2005\n"), ("nul", "tagger T <t@x> 1 +0000\n", "before\0after\n"),
            ("no-date", "tagger T <t@x>\n", "m\n"),
        ] {
            let id = try repository.writeObject(
                "tag", Array("object \(commit)\ntype commit\ntag \(name)\n\(head)\n\(message)".utf8))
            try git("update-ref", "refs/tags/\(name)", id)
        }
        return repository
    }

    @Test(arguments: seeds) func everyTag(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let expected = try expected(repository.git)
        #expect(!expected.isEmpty)
        Comparison.expect(try rows(repository), equal: expected, "seed \(seed)")
        try repository.git("pack-refs", "--all")
        Comparison.expect(try rows(repository), equal: expected, "packed, seed \(seed)")
    }

    @Test func tagsOfEveryKind() throws {
        let repository = try repository()
        Comparison.expect(try rows(repository), equal: try expected(repository.git), "every kind")
    }

    @Test(arguments: seeds) func selections(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let names = try repository.git("for-each-ref", "--format=%(refname)").lines.map(\.text)
        for name in names.prefix(3) + names.suffix(4) {
            for option in ["--contains", "--no-contains", "--points-at"] {
                try expectNames(repository, [option, name])
                try expectNames(repository, ["\(option)=\(name)~1"])
            }
            try expectMerged(repository, into: name)
        }
        for words in [
            ["--points-at"], ["--contains"], ["nested/*"], ["*1"], ["v1.*", "nested*"], ["nothing"],
        ] {
            try expectNames(repository, words)
        }
    }

    /// The truth by `git merge-base --is-ancestor`: with clocks that were wrong `git tag --merged` stops too early.
    private func expectMerged(_ repository: ScratchRepository, into name: String) throws {
        var merged: [String] = []
        var others: [String] = []
        for tag in try repository.git("tag").lines.map(\.text) {
            let answer = try repository.git.attempt(["merge-base", "--is-ancestor", "refs/tags/\(tag)", name])
            if answer.exitStatus == 0 { merged.append(tag) }
            if answer.exitStatus == 1 { others.append(tag) }
        }
        let rgit = repository.rgit
        #expect(try rgit("tags", "--merged", name, "--value", "name").lines.map(\.text) == merged, "\(name)")
        #expect(
            try rgit("tags", "--no-merged=\(name)", "--value", "name").lines.map(\.text) == others, "\(name)")
    }

    @Test func selectionsOfTagsOfEveryKind() throws {
        let repository = try repository()
        for words in [
            ["--points-at", "main"], ["--points-at", "v1.0"], ["--points-at", "main:a"],
            ["--points-at", "v1.0^{}"],
            ["--contains", "main"], ["--no-contains", "main"], ["--merged", "side"], ["--no-merged", "side"],
            ["V*", "--ignore-case"], ["V*"], ["--contains", "main", "--contains", "side"],
            ["--points-at", "none"],
            ["--sort=-creatordate", "v*"], ["--sort=refname"], ["--sort=-refname"],
        ] {
            try expectNames(repository, words)
        }
    }

    @Test func versionOrderIsGits() throws {
        let repository = try ScratchRepository { $0.commit("one\n") }
        let names = [
            "v1.0", "v1.0-rc1", "v1.0-rc10", "v1.0-rc2", "v1.0.1", "v1.01", "v1.001", "v1.1", "v1.10", "v1.2",
            "v1.9",
            "v1.0-beta1", "v1.0-alpha", "v1", "v10", "v2", "v1.0+build", "v1.0-", "v1.00", "v1.010", "v1.0a",
            "a", "0",
            "00", "01", "1", "10", "v1.0-rc1-fix", "v1.0-pre2", "rc", "release-1.0-rc-2", "team/v2",
            "team/v10",
            "v9-9", "v99-9", "v9", "v0", "v0.0.9", "v0.0.10", "v0.00.1",
        ]
        for name in names { try repository.git("tag", name) }
        for suffixes in [
            [], ["-rc"], ["-alpha", "-beta", "-rc", "", "-pre"], ["-rc", "-r", "1", "0-rc"], ["+b", "-"],
        ] {
            _ = try repository.git.attempt(["config", "--unset-all", "versionsort.suffix"])
            for suffix in suffixes { try repository.git("config", "--add", "versionsort.suffix", suffix) }
            try expectNames(repository, ["--sort=version"], git: ["--sort=version:refname"])
            try expectNames(repository, ["--sort=-v:refname"])
            let last = try repository.git("tag", "--sort=-version:refname").lines.first ?? []
            #expect(try repository.rgit("tags", "--latest", "--value", "name").lines == [last])
        }
        try expectNames(repository, ["--sort=-version", "v1*"], git: ["--sort=-version:refname", "v1*"])
        #expect(try repository.rgit("tags", "--latest", "v0*", "--value", "name").text == "v0.0.10\n")
        try repository.git("config", "--unset-all", "versionsort.suffix")
        try repository.git("config", "versionsort.prereleaseSuffix", "-rc")
        try expectNames(repository, ["--sort=version"], git: ["--sort=version:refname"])
    }

    @Test func randomVersionsAreInGitsOrder() throws {
        let repository = try ScratchRepository { $0.commit("one\n") }
        var random = SplitMix64(seed: 1120)
        var names: Set<String> = []
        let pieces = ["0", "1", "9", "00", "10", "01", ".", "-", "rc", "-rc", "a", "v", "+", "-a", "-b"]
        while names.count < 150 {
            let count = random.below(6) + 1
            let name = (0..<count).map { _ in random.pick(pieces) }.joined()
            if try repository.git.attempt(["check-ref-format", "refs/tags/\(name)"]).exitStatus == 0,
                !name.hasPrefix("-")
            {
                names.insert(name)
            }
        }
        let commands = names.map { "create refs/tags/\($0) refs/heads/main\n" }.joined()
        try repository.git.run(["update-ref", "--stdin"], input: Array(commands.utf8))
        for suffixes in [[], ["-rc", "-a", "-"], ["rc", "a", "0"]] {
            _ = try repository.git.attempt(["config", "--unset-all", "versionsort.suffix"])
            for suffix in suffixes { try repository.git("config", "--add", "versionsort.suffix", suffix) }
            try expectNames(repository, ["--sort=version"], git: ["--sort=version:refname"])
        }
    }

    @Test func damagedTagsAreNamedAndTheRestIsListed() throws {
        let repository = try repository()
        let missing = String(repeating: "1", count: 40)
        let bad = try repository.writeObject("tag", Array("nothing of a tag\n".utf8))
        for (name, id) in [("gone", missing), ("bad", bad)] {
            let file = Array("\(repository.gitDirectory)/refs/tags/\(name)".utf8)
            try FileTree.write(Array("\(id)\n".utf8), to: file)
        }
        let result = try repository.rgit("tags", "--json").expecting(3)
        #expect(result.errorText.contains("cannot read tag 'gone': missing object \(missing)"), "\(result)")
        #expect(result.errorText.contains("cannot read tag 'bad': tag lacks its object line"), "\(result)")
        let names = try JSONValue(parsing: result.stdout)["tags"]?.array.compactMap { $0["name"]?.text } ?? []
        #expect(names.contains("light") && names.contains("signed") && !names.contains("bad"))
        // The name alone needs no object, as in git.
        #expect(try repository.rgit("tags", "--value", "name").expecting(0).text.contains("gone\n"))
    }

    @Test func withoutTags() throws {
        let repository = try ScratchRepository()
        #expect(try rows(repository).isEmpty)
        #expect(try repository.rgit("tags", "--latest", "--value", "name").expecting(0).stdout.isEmpty)
        #expect(try repository.rgit("tags", "--contains", "nothing").expecting(3).stdout.isEmpty)
    }
}
