// `rgit mirror` of repositories on the disk: what it keeps, refuses, locks, and leaves behind when it is interrupted.

import Support
import Testing

@Suite struct MirrorTests {
    @Test func whatTheServerHasIsKept() throws {
        let folder = try MirrorFolder()
        try folder.make("a")
        let source = "\(folder.root)/a.git"
        let place = "localhost\(folder.root)/a.git"
        let mirror = "\(folder.mirrors)/\(place)"
        func mirrored(_ options: String..., state: String, changes: Int) throws {
            let row = try #require(try folder.rows(options + [source]).first)
            #expect(row["state"]?.text == state && row["refs_changed"]?.integer == changes, "\(row)")
            #expect(row["path"]?.text == place && row["url"]?.text == source)
        }
        try mirrored(state: "cloned", changes: 3)
        #expect(try folder.references(mirror) == folder.references(source))
        let config = try folder.git.at(mirror).line("config", "--get-regexp", "^remote")
        #expect(
            config.contains("remote.origin.mirror true")
                && config.contains("remote.origin.fetch +refs/*:refs/*"))
        try mirrored(state: "unchanged", changes: 0)

        let git = folder.git.at(source)
        try git("branch", "new", "topic")
        try git("branch", "-f", "main", "topic")
        try git("branch", "-D", "topic")
        try mirrored("--no-prune", state: "updated", changes: 2)
        #expect(try folder.git.at(mirror).line("rev-parse", "topic") == git.line("rev-parse", "new"))
        try mirrored("--no-prune", state: "unchanged", changes: 0)
        try mirrored(state: "updated", changes: 1)
        #expect(try folder.references(mirror) == folder.references(source))
        // A fetch does not move HEAD.
        try git("symbolic-ref", "HEAD", "refs/heads/new")
        try mirrored(state: "updated", changes: 1)
        #expect(try folder.references(mirror) == folder.references(source))
        try git("update-ref", "--no-deref", "HEAD", "v1")
        try mirrored(state: "updated", changes: 1)
        #expect(try folder.git.at(mirror).line("rev-parse", "HEAD") == git.line("rev-parse", "v1"))
        try mirrored(state: "unchanged", changes: 0)
    }

    @Test func emptyAndPartialRepositories() throws {
        let folder = try MirrorFolder()
        try folder.git("init", "--quiet", "--bare", "empty.git")
        try folder.make("a")
        try folder.git.at("\(folder.root)/a.git")("config", "uploadpack.allowFilter", "true")
        let urls = ["file://\(folder.root)/empty.git", "file://\(folder.root)/a.git"]
        for state in ["cloned", "unchanged"] {
            let rows = try folder.rows(urls + ["--filter=blob:none"])
            #expect(rows.map { $0["state"]?.text } == [state, state])
        }
        let mirror = folder.git.at("\(folder.mirrors)/localhost\(folder.root)/a.git")
        #expect(try mirror.line("config", "remote.origin.partialclonefilter") == "blob:none")
        let missing = try mirror.line("rev-list", "--objects", "--all", "--missing=print")
        #expect(missing.split(separator: "\n").count { $0.hasPrefix("?") } == 3)
    }

    @Test func otherTransportsAreRefused() throws {
        let folder = try MirrorFolder()
        try folder.make("a")
        let touched = "\(folder.folder.path)/touched"
        let urls = [
            "ext::sh -c touch% \(touched)", "fd::7", "ftp://example.com/a", "EXT::sh", "file://host/a", "",
            "https://", "https://user:pa/ss@host/a", "-oProxyCommand=touch:a", "a\u{1}b",
        ]
        let rows = try folder.rows(["--"] + urls + ["root/a.git"], status: 3)
        #expect(
            rows.map { $0["state"]?.text } == [String](repeating: "failed", count: urls.count) + ["cloned"])
        #expect(rows.dropLast().allSatisfy { $0["attempts"]?.integer == 0 && $0["path"] == .null }, "\(rows)")
        #expect(rows.allSatisfy { $0["url"]?.text?.contains("pa/ss") != true })
        #expect(throws: SystemFailure.self) { try FileTree.read(Array(touched.utf8)) }
        // Settings of the user that lead elsewhere do not help.
        try FileTree.write(
            Array(
                "[url \"ext::sh -c touch% \(touched)\"]\n\tinsteadOf = https://example.com/\n[protocol \"ext\"]\n\tallow = always\n"
                    .utf8),
            to: Array("\(folder.home)/config".utf8))
        let led = try folder.rows(
            ["https://example.com/", "https://example.com/a", "--retries=0"], status: 3,
            folder.rgit.with("GIT_CONFIG_GLOBAL", "\(folder.home)/config"))
        #expect(led.last?["error"]?.text?.contains("not allowed") == true, "\(led)")
        #expect(throws: SystemFailure.self) { try FileTree.read(Array(touched.utf8)) }
        let allowed = try folder.rows(["ext::git %s \(folder.root)/a.git", "--allow-transport=ext"])
        #expect(allowed.first?["state"]?.text == "cloned")
    }

    @Test func hooksAndTemplatesDoNotRun() throws {
        let folder = try MirrorFolder()
        try folder.make("a")
        let hooks = "\(folder.home)/hooks"
        for hook in ["post-checkout", "reference-transaction", "post-merge", "pre-auto-gc"] {
            try FileTree.write(
                Array("#!/bin/sh\ntouch '\(folder.home)/ran'\n".utf8), to: Array("\(hooks)/\(hook)".utf8),
                mode: 0o755)
        }
        try FileTree.write(
            Array("[core]\n\thooksPath = \(hooks)\n[init]\n\ttemplateDir = \(folder.home)\n".utf8),
            to: Array("\(folder.home)/config".utf8))
        let rgit = folder.rgit.with("GIT_CONFIG_GLOBAL", "\(folder.home)/config")
        _ = try folder.rows(["root/a.git"], rgit)
        try folder.git.at("\(folder.root)/a.git")("branch", "new", "topic")
        #expect(try folder.rows(["root/a.git"], rgit).first?["state"]?.text == "updated")
        #expect(throws: SystemFailure.self) { try FileTree.read(Array("\(folder.home)/ran".utf8)) }
        let mirror = "\(folder.mirrors)/localhost\(folder.root)/a.git"
        #expect(try FileTree.names(in: Array(mirror.utf8)).allSatisfy { $0 != Array("hooks".utf8) })
    }

    @Test func listsOfURLs() throws {
        let folder = try MirrorFolder()
        for name in ["a", "b", "c"] { try folder.make(name, size: 10) }
        let list = "# all of them\n\n  root/b.git \r\nroot/c.git\nroot/b.git\n"
        try FileTree.write(Array(list.utf8), to: Array("\(folder.folder.path)/list".utf8))
        let result = try folder.rgit("mirror", "--into=mirrors", "--from=list", "root/a.git", "--json")
            .expecting(0)
        let document = try JSONValue(parsing: result.stdout)
        let urls = document["mirrors"]?.array.map { $0["url"]?.text } ?? []
        #expect(urls == ["a", "b", "c"].map { "\(folder.root)/\($0).git" })
        #expect(document["repeated"]?.integer == 1 && document["total"]?.integer == 3)
        let input = Array("root/c.git\0root/a.git\0".utf8)
        let values = try folder.rgit(
            "mirror", "--into", "mirrors", "--from", "-", "-z", "--value", "state", input: input)
        #expect(try values.expecting(0).text == "unchanged\0unchanged\0")
        for format in ["--csv", "--tsv", "--ndjson", "--format=table"] {
            let shown = try folder.rgit.run([
                "mirror", "--into", "mirrors", format, "--jobs=2", "--from", "list",
            ]).expecting(0)
            #expect(shown.text.contains("root/c.git") && shown.text.contains("unchanged"))
        }
        #expect(
            try folder.rgit("mirror", "--into", "mirrors", "--from", "/dev/null").expecting(0).stderr.isEmpty)
    }

    @Test func wrongCommandLines() throws {
        let folder = try MirrorFolder()
        for arguments in [
            ["--into", "mirrors"], ["url"], ["--into", "", "url"],
            ["--into", "m", "--from", "-", "--from", "-"],
            ["--into", "m", "--allow-transport", "a b", "url"], ["--into", "m", "-z", "url"],
        ] {
            try folder.rgit.run(["mirror"] + arguments).expecting(2)
        }
        let batch = try folder.rgit(
            "batch", input: Array("{\"id\":1,\"args\":[\"mirror\",\"--into\",\"m\",\"x\"]}\n".utf8))
        #expect(batch.text.contains("\"exit\":2"))
        try folder.rgit("mirror", "--into", "m", "--from", "none").expecting(3)
        try folder.rgit("mirror", "--into", "/dev/null/m", "x").expecting(3)
        #expect(try FileTree.names(in: Array(folder.folder.path.utf8)).count == 2)
    }

    @Test func twoOfANameNeverMeet() throws {
        let folder = try MirrorFolder()
        for name in ["a", "b"] { try folder.make(name, size: 10) }
        let (path, url) = ("\(folder.root)/a.git", "file://\(folder.root)/a.git")
        let rows = try folder.rows([path, url], status: 3)
        #expect(rows.map { $0["state"]?.text } == ["cloned", "failed"])
        #expect(rows.last?["error"]?.text == "the path is that of \(path)")
        let later = try folder.rows([url], status: 3)
        #expect(later.first?["error"]?.text == "the path holds the mirror of another URL: \(path)")
        // What is there and is no mirror stays untouched.
        try folder.folder.makeFolder("mirrors/localhost\(folder.root)/b.git")
        let other = try folder.rows(["root/b.git"], status: 3)
        #expect(other.first?["state"]?.text == "failed")
        #expect(try FileTree.names(in: Array("\(folder.mirrors)/localhost\(folder.root)/b.git".utf8)).isEmpty)

        func flat(_ urls: String...) throws -> [String?] {
            try folder.rows(urls + ["--layout=flat"]).map { $0["path"]?.text }
        }
        #expect(try flat(url, path) == ["1.git", "2.git"])
        #expect(try flat("root/b.git", path) == ["3.git", "2.git"])
    }

    @Test func theManifestNamesAllMirrors() throws {
        let folder = try MirrorFolder()
        for name in ["a", "b"] { try folder.make(name, size: 10) }
        _ = try folder.rows(["root/a.git"])
        _ = try folder.rows(["root/b.git", "root/gone.git", "--retries=0"], status: 3)
        func manifest() throws -> [JSONValue] {
            let content = try FileTree.read(Array("\(folder.mirrors)/mirror.json".utf8))
            return try JSONValue(parsing: content)["mirrors"]?.array ?? []
        }
        // A URL that finds its place taken does not take the entry.
        _ = try folder.rows(["file://\(folder.root)/a.git"], status: 3)
        let entries = try manifest()
        #expect(entries.map { $0["url"]?.text } == ["a", "b", "gone"].map { "\(folder.root)/\($0).git" })
        #expect(entries.map { $0["state"]?.text } == ["cloned", "cloned", "failed"])
        #expect(entries.map { $0["current_date"] == .null } == [false, false, true])
        TemporaryFolder.removeTree(Array("\(folder.mirrors)/localhost\(folder.root)/a.git".utf8))
        try FileTree.replace("\(folder.root)/moved", by: "\(folder.root)/b.git")
        _ = try folder.rows(["root/b.git", "--retries=0"], status: 3)
        #expect(try manifest().map { $0["state"]?.text } == ["failed", "failed"])
        #expect(try manifest().first?["current_date"] != .null)
    }

    @Test func namesThatAreNotUTF8AreInTheManifest() throws {
        let folder = try MirrorFolder()
        try folder.make("a", size: 10)
        let names = [[0xff], [0xfe]].map { Array("\(folder.root)/".utf8) + $0 }
        for name in names {
            try folder.git.run(["clone", "--quiet", "--bare", "a.git"].map { Array($0.utf8) } + [name])
        }
        for state in ["cloned", "unchanged"] {
            let result = try folder.rgit.run(
                ["mirror", "--into", "mirrors", "--value", "state"].map { Array($0.utf8) } + names)
            #expect(try result.expecting(0).text == "\(state)\n\(state)\n")
            let content = try FileTree.read(Array("\(folder.mirrors)/mirror.json".utf8))
            let entries = try JSONValue(parsing: content)["mirrors"]?.array ?? []
            #expect(entries.count == 2)
            let urls = entries.compactMap { $0["url_base64"]?.text }.map { decodeBase64($0) }
            #expect(Set(urls) == Set(names))
        }
    }

    @Test func headIsFollowedWhereNoReferenceLeads() throws {
        let folder = try MirrorFolder()
        try folder.make("a", size: 10)
        let source = folder.git.at("\(folder.root)/a.git")
        for (message, state) in [("one", "cloned"), ("two", "updated"), ("three", "updated")] {
            let commit = try source.line("commit-tree", "-m", message, "HEAD^{tree}")
            try source("update-ref", "--no-deref", "HEAD", commit)
            #expect(try folder.rows(["root/a.git"]).first?["state"]?.text == state)
            let mirror = folder.git.at("\(folder.mirrors)/localhost\(folder.root)/a.git")
            #expect(try mirror.line("rev-parse", "HEAD") == commit)
        }
        #expect(try folder.rows(["root/a.git"]).first?["state"]?.text == "unchanged")
    }

    /// What a link of the folder leads to is not rgit's, and what git takes for references is no place for mirrors.
    @Test func onlyItsOwnFolderIsWrittenTo() throws {
        let folder = try MirrorFolder()
        try folder.make("a", size: 10)
        let precious = try folder.folder.makeFolder("precious/new/x")
        for link in [("mirrors/.rgit-mirror", "precious"), ("mirrors/.rgit-mirror/new", "precious/new")] {
            try folder.folder.makeFolder(
                link.0 == "mirrors/.rgit-mirror" ? "mirrors" : "mirrors/.rgit-mirror")
            let place = "\(folder.folder.path)/\(link.0)"
            try folder.git.runner.run("ln", ["-s", "\(folder.folder.path)/\(link.1)", place]).expecting(0)
            let result = try folder.rgit("mirror", "--into", "mirrors", "root/a.git")
            #expect(result.exitStatus == 3 && result.errorText.contains("not a directory"), "\(result)")
            #expect(try FileTree.names(in: Array(precious.utf8)).isEmpty)
            TemporaryFolder.removeTree(Array(place.utf8))
        }
        let git = "\(folder.root)/a.git"
        let link = "\(folder.folder.path)/link"
        try folder.git.runner.run("ln", ["-s", "\(git)/refs", link]).expecting(0)
        for place in [git, "\(git)/refs", "\(git)/refs/new/mirrors", link, "\(link)/new"] {
            let mirror = try folder.rgit("mirror", "--into", place, "root/a.git")
            #expect(mirror.exitStatus == 2 && mirror.errorText.contains("git directory"), "\(mirror)")
            let export = try folder.rgit("export", "--into", place, "--repo", git)
            #expect(export.exitStatus == 2 && export.errorText.contains("git directory"), "\(export)")
        }
        #expect(try folder.git.at(git)("for-each-ref").errorText.isEmpty)
    }

    @Test func aNumberThatIsTooGreatIsNoMirrors() throws {
        let folder = try MirrorFolder()
        try folder.make("a", size: 10)
        for name in ["9223372036854775807", "1000000000", "07"] {
            try folder.folder.makeFolder("mirrors/\(name).git")
        }
        #expect(try folder.rows(["root/a.git", "--layout=flat"]).first?["path"]?.text == "8.git")
    }

    // MARK: Locks and interruptions

    @Test func aReaderThatHasGoneStopsNothing() throws {
        let folder = try MirrorFolder()
        for name in ["a", "b", "c"] { try folder.make(name, size: 10) }
        let script = "\"$0\" mirror --into mirrors -j1 --ndjson root/a.git root/b.git root/c.git | true"
        try folder.rgit.runner.run("sh", ["-c", script, Rgit.path]).expecting(0)
        let mirrors = try FileTree.names(in: Array("\(folder.mirrors)/localhost\(folder.root)".utf8))
        #expect(mirrors.count == 3)
        let content = try FileTree.read(Array("\(folder.mirrors)/mirror.json".utf8))
        #expect(try JSONValue(parsing: content)["mirrors"]?.array.count == 3)
    }

    @Test func aMirrorIsLocked() throws {
        let folder = try MirrorFolder()
        try folder.make("a", size: 10)
        _ = try folder.rows(["root/a.git"])
        let locks = "\(folder.mirrors)/.rgit-mirror/locks"
        let names = try FileTree.names(in: Array(locks.utf8)).map { String(decoding: $0, as: UTF8.self) }
        let own = try #require(names.first { $0 != "manifest" })
        let command = "'\(Rgit.path)' mirror --into mirrors root/a.git --retries=0 --csv"
        let held = try folder.rgit.runner.run("flock", ["\(locks)/\(own)", "sh", "-c", command])
        #expect(
            held.exitStatus == 3 && held.text.contains(",another process is working on this mirror,1"),
            "\(held)")
        #expect(try folder.rows(["root/a.git"]).first?["state"]?.text == "unchanged")
        // A run that waits for the manifest of another one can be interrupted.
        let waiting = try folder.rgit.runner.run(
            "flock", ["\(locks)/manifest", "timeout", "-s", "INT", "3", "sh", "-c", "exec \(command)"])
        #expect(!waiting.timedOut && waiting.exitStatus == 124, "\(waiting)")
    }

    @Test func locksOfAKilledRunAreRemoved() throws {
        let folder = try MirrorFolder()
        try folder.make("a", size: 10)
        _ = try folder.rows(["root/a.git"])
        let mirror = "\(folder.mirrors)/localhost\(folder.root)/a.git"
        let stale = ["HEAD.lock", "packed-refs.lock", "refs/heads/main.lock", "refs/heads/new.lock"]
        func leave() throws {
            for name in stale { try FileTree.write([], to: Array("\(mirror)/\(name)".utf8)) }
        }
        try folder.git.at("\(folder.root)/a.git")("branch", "new", "topic")
        try leave()
        // Another program may be at work in the mirror.
        let busy = try folder.rows(["root/a.git", "--retries=0"], status: 3)
        #expect(busy.first?["error"]?.text?.contains("lock") == true, "\(busy)")
        let locks = "\(folder.mirrors)/.rgit-mirror/locks"
        for name in try FileTree.names(in: Array(locks.utf8)) {
            try FileTree.write([0x2b], to: Array("\(locks)/".utf8) + name)
        }
        #expect(try folder.rows(["root/a.git"]).first?["state"]?.text == "updated")
        #expect(try folder.references(mirror) == folder.references("\(folder.root)/a.git"))
    }

    @Test func aKilledRunIsCompletedByTheNext() throws {
        let folder = try MirrorFolder()
        let names = (1...4).map { "r\($0)" }
        for name in names { try folder.make(name, size: 300_000) }
        let urls = names.map { "root/\($0).git" }
        for round in 0..<6 {
            for name in names {
                try folder.git.at("\(folder.root)/\(name).git")("branch", "round\(round)", "topic")
            }
            // From the start of git to the last rename, and longer on a busy machine.
            let time = "0.\(round * 6 + 3 < 10 ? "0" : "")\(round * 6 + 3)"
            _ = try folder.rgit.runner.run(
                "timeout", ["-s", "KILL", time, Rgit.path, "mirror", "--into", "mirrors"] + urls)
            if round % 2 == 1 {
                let rows = try folder.rows(urls + ["--retries=8"])
                #expect(rows.allSatisfy { $0["state"]?.text != "failed" }, "\(rows)")
                for name in names {
                    let mirror = "\(folder.mirrors)/localhost\(folder.root)/\(name).git"
                    #expect(try folder.references(mirror) == folder.references("\(folder.root)/\(name).git"))
                    try folder.git.at(mirror)("fsck", "--strict")
                }
                #expect(try folder.drafts().isEmpty)
            }
        }
    }

    // MARK: Full disks

    @Test func aLimitOnFilesIsAFullDisk() throws {
        let folder = try MirrorFolder()
        try folder.make("large", size: 2_000_000)
        try folder.make("small", size: 10)
        let command =
            "ulimit -f 1000; exec '\(Rgit.path)' mirror --into mirrors --csv root/large.git root/small.git"
        let result = try folder.rgit.runner.run("bash", ["-c", command]).expecting(3)
        let lines = result.text.split(separator: "\n")
        #expect(lines[1].contains("large.git,failed,0,") && lines[1].hasSuffix(",1"), "\(result)")
        #expect(lines[2].contains("small.git,cloned,3,"))
        #expect(try folder.drafts().isEmpty)
        #expect(try folder.rows(["root/large.git"]).first?["state"]?.text == "cloned")
    }

    @Test func aFullDiskIsARow() throws {
        let folder = try MirrorFolder()
        try folder.make("large", size: 2_000_000)
        try folder.make("small", size: 10)
        try folder.folder.makeFolder("mirrors")
        // A disk of its own needs rights that not every machine gives.
        let mount = "mount -t tmpfs -o size=1m none '\(folder.mirrors)'"
        guard try folder.rgit.runner.run("unshare", ["-m", "sh", "-c", mount]).exitStatus == 0 else { return }
        let mirror = "'\(Rgit.path)' mirror --into mirrors --csv"
        let result = try folder.rgit.runner.run(
            "unshare",
            [
                "-m", "sh", "-c",
                "\(mount) && \(mirror) root/large.git; \(mirror) root/small.git; ls mirrors/.rgit-mirror/new",
            ]
        ).expecting(0)
        let lines = result.text.split(separator: "\n")
        try #require(lines.count == 4, "\(result)")
        #expect(lines[1].contains("large.git,failed,0,") && lines[1].contains("No space left on device"))
        #expect(lines[3].contains("small.git,cloned,3,"))
    }
}
