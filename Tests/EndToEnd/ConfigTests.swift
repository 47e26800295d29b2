// `rgit config` beside `git config`.

import Support
import Testing

@Suite struct ConfigTests {
    /// Programs that read the files of the home directory as well.
    private func programs(_ repository: ScratchRepository) -> (git: Git, rgit: Rgit) {
        var (git, rgit) = (repository.git, repository.rgit)
        for variable in ["GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME"] {
            git.runner.environment[variable] = nil
            rgit.runner.environment[variable] = nil
        }
        return (git, rgit)
    }

    private func makeRepository() throws -> ScratchRepository {
        let repository = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        try repository.checkOut()
        let git = repository.git
        try repository.folder.makeFolder("home/.config/git")
        try repository.write(
            "../home/.gitconfig",
            "[user]\n\tname = Ada\n[core]\n\tpager\n[include]\n\tpath = ~/more\n[include]\n\tpath = ~/.none\n"
        )
        try repository.write("../home/more", "[x \"A.b\"]\n\tC = \"v ; w\" # comment\n[x]\n\ty =\n")
        try repository.write("../home/.config/git/config", "[user]\n\tname = Old\n\temail = a@b\n")
        try repository.write(".git/extra \"x\"/conf", "[a]\n\tb = 1\\n2\n[A]\n\tb = 3\n")
        try git("config", "include.path", "extra \"x\"/conf")
        try git("config", "--add", "include.path", "../../home/more")
        try git("config", "--add", "remote.origin.fetch", "one")
        try git("config", "--add", "remote.origin.fetch", "two")
        try git("config", "--add", "branch.Main.x.remote", "origin")
        return repository
    }

    private func compare(_ git: Git, _ rgit: Rgit, _ words: [String]) throws {
        var expected = try git.attempt(["config"] + words)
        var result = try rgit.run(["config"] + words)
        // "Two weeks ago" is another second where the clock has gone on between the two.
        for _ in 0..<5 where words.contains("expiry-date") && result.stdout != expected.stdout {
            expected = try git.attempt(["config"] + words)
            result = try rgit.run(["config"] + words)
        }
        #expect(result.stdout.text == expected.stdout.text, "\(words)")
        let status = expected.exitStatus == 128 ? 3 : expected.exitStatus
        #expect(result.exitStatus == status, "\(words): \(result.errorText)")
    }

    @Test func listsAreGitsBytes() throws {
        let repository = try makeRepository()
        try repository.git("worktree", "add", "-q", "../linked")
        try repository.git("config", "extensions.worktreeConfig", "true")
        try repository.git.at("\(repository.folder.path)/linked")("config", "--worktree", "own.x", "1")
        try repository.write("sub/f", "")
        let own = programs(repository)
        let parameters = "'k.v' 'o.p'='q r' 'S.T.u=w'"
        for directory in ["repo", "repo/sub", "repo/.git", "repo/.git/refs", "linked"] {
            let path = "\(repository.folder.path)/\(directory)"
            let git = own.git.at(path).with("GIT_CONFIG_PARAMETERS", parameters)
            let rgit = own.rgit.at(path).with("GIT_CONFIG_PARAMETERS", parameters)
            for options in [
                ["--list"], ["--list", "-z"], ["-l", "--show-origin"], ["--list", "--show-scope"],
                ["--list", "--show-origin", "--show-scope", "-z"], ["--list", "--name-only"],
                ["--list", "--show-origin", "--show-scope"],
            ] {
                try compare(git, rgit, options)
            }
            let named = try git("rev-parse", "--absolute-git-dir").lines[0].text
            try compare(
                git.with("GIT_DIR", named), rgit.with("GIT_DIR", named), ["--list", "--show-origin"])
        }
    }

    @Test func bareRepositories() throws {
        let repository = try ScratchRepository(bare: true) { $0.commit("one") }
        for directory in ["", "/refs"] {
            let path = repository.path + directory
            try compare(
                repository.git.at(path), repository.rgit.at(path), ["--list", "--show-origin", "-z"])
        }
    }

    @Test func rowsAreThoseOfTheList() throws {
        let repository = try makeRepository()
        let (git, rgit) = programs(repository)
        let list = try git("config", "--list", "--show-origin", "--show-scope", "-z").stdout
        let pieces = list.split(separator: 0, omittingEmptySubsequences: false).map { Array($0).text }
        let rows = try rgit.json(["config"])["variables"]?.array ?? []
        #expect(rows.count == pieces.count / 3)
        for (row, start) in zip(rows, stride(from: 0, to: pieces.count, by: 3)) {
            let entry = pieces[start + 2].split(
                separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            #expect(row["scope"]?.text == pieces[start])
            #expect(row["origin"]?.text == pieces[start + 1])
            #expect(row["key"]?.text == String(entry[0]))
            #expect(row["value"]?.text == (entry.count > 1 ? String(entry[1]) : nil))
        }
        let row = try rgit.json(["config", "user.name"])["variables"]?.array.first
        #expect(row?["line"]?.integer == 2)
        #expect(row?["file"]?.text?.hasSuffix("/home/.gitconfig") == true)
    }

    @Test func valuesOfOneName() throws {
        let repository = try makeRepository()
        let (git, rgit) = programs(repository)
        for words in [
            ["user.name"], ["USER.Name"], ["core.pager"], ["x.A.b.c"], ["x.a.b.c"], ["x.y"], ["a.b"],
            ["-z", "a.b"], ["remote.origin.fetch"], ["branch.Main.x.remote"], ["no.thing"],
        ] {
            try compare(git, rgit, words)
        }
        for pattern in ["n", "!t", "^(one|x)$", "nothing", "!n"] {
            for options in [[], ["--fixed-value"]] {
                let expected = try git.attempt(
                    ["config"] + options + ["--get", "remote.origin.fetch", pattern])
                let result = try rgit.run(
                    ["config", "--value-pattern", pattern] + options + ["remote.origin.fetch"])
                #expect(result.text == expected.text, "\(options) \(pattern)")
                #expect(result.exitStatus == expected.exitStatus, "\(options) \(pattern)")
            }
        }
        #expect(try rgit("config", "user.name", "Grace").exitStatus == 2)
        let all = try rgit("config", "--all", "remote.origin.fetch")
        #expect(all.stdout == (try git("config", "--get-all", "remote.origin.fetch").stdout))
        for pattern in ["^REMOTE\\..*\\.Fetch$", "name|fetch", "x.A", "nothing"] {
            let expected = try git.attempt(["config", "--get-regexp", "--name-only", pattern])
            let result = try rgit("config", "--get-regexp", pattern, "--value", "key")
            #expect(result.stdout == expected.stdout, "\(pattern)")
            #expect(result.exitStatus == expected.exitStatus, "\(pattern)")
        }
        for word in ["user", ".x", "user.", "us er.name", "user.na_me"] {
            let result = try rgit("config", word)
            #expect(result.exitStatus == 2, "\(word)")
            #expect(result.stdout.isEmpty)
        }
        #expect(try rgit("config", "--list", "user.name").exitStatus == 2)
        #expect(try rgit("config", "--show-origin").exitStatus == 2)
    }

    @Test func typesAreGits() throws {
        let repository = try ScratchRepository { $0.commit("one") }
        let values = [
            "", "true", "Yes", "off", "0", "1", "-1", "2k", "3M", "1g", "0x10", "010", "99999999999", "word",
            "~/x", "/y", "never", "now", "all", "false", "2020-01-01 00:00:00 +0000", "@1700000000", "red",
            "bold red", "#ff8800 reverse", "brightblue default no-ul", "normal", "reset", "reset green",
            "12 200 italic", "7", "300", "red blue green", "nobold strike", "  dim  ", "BRIGHTRED Black",
            "-1 5", "#12345", "#12345g",
        ]
        for (number, value) in values.enumerated() {
            try repository.git("config", "v.n\(number)", value)
        }
        try repository.write(
            ".git/config",
            try FileTree.read(Array("\(repository.gitDirectory)/config".utf8)).text + "[v]\n\talone\n")
        for name in values.indices.map({ "v.n\($0)" }) + ["v.alone"] {
            for type in ["bool", "int", "bool-or-int", "path", "expiry-date", "color"] {
                try compare(repository.git, repository.rgit, ["--type", type, name])
            }
        }
        let all = try repository.rgit("config", "--type", "int", "--json")
        #expect(all.exitStatus == 3)
        #expect(all.errorText.contains("bad numeric configuration value 'word' for: 'v.n13' in file"))
    }
}
