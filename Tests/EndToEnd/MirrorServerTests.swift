// `rgit mirror` from real servers on the loopback, and from servers that fail in every way.

import Foundation
import Support
import Testing

@Suite struct MirrorServerTests {
    private struct Expected {
        let url: String
        let place: String
        let state: String
        var error: String?
        var attempts = 1
    }

    /// What servers have and what they fail with, as the rows have to say.
    private func expected(_ servers: MirrorServers, _ root: String) -> [Expected] {
        let (web, daemon, shell) = (servers.host("http"), servers.host("git"), servers.host("ssh"))
        func place(_ host: String, _ path: String) -> String {
            host.replacing(":", with: "+") + "/\(path).git"
        }
        func cloned(_ scheme: String, _ host: String, _ path: String, attempts: Int = 1) -> Expected {
            Expected(
                url: "\(scheme)://\(host)\(path)", place: place(host, String(path.dropFirst().dropLast(4))),
                state: "cloned", attempts: attempts)
        }
        func failed(
            _ scheme: String, _ host: String, _ path: String, _ error: String, attempts: Int = 1
        ) -> Expected {
            Expected(
                url: "\(scheme)://\(host)\(path)", place: place(host, String(path.dropFirst().dropLast(4))),
                state: "failed", error: error, attempts: attempts)
        }
        let remote = "\(servers.user)@\(shell)"
        return [
            cloned("http", web, "/open/a.git"),
            cloned("http", web, "/private/a.git"),
            failed("http", web, "/private/b.git", "Authentication failed"),
            failed("http", web, "/private/c.git", "terminal prompts disabled"),
            cloned("http", web, "/flaky/1/a.git", attempts: 2),
            failed("http", web, "/broken/a.git", "returned error: 503", attempts: 2),
            failed("http", web, "/reset/a.git", "onnection", attempts: 2),
            failed("http", web, "/open/gone.git", "not found"),
            cloned("git", daemon, "/a.git"),
            failed("git", daemon, "/gone.git", "access denied or repository not exported"),
            failed("git", servers.host("refused"), "/a.git", "Connection refused", attempts: 2),
            cloned("ssh", remote, "\(root)/a.git"),
            failed("ssh", remote, "\(root)/gone.git", "does not appear to be a git repository"),
        ]
    }

    @Test func everyServerAndEveryFailureIsARow() throws {
        let folder = try MirrorFolder()
        try folder.make("a")
        let servers = try MirrorServers(folder)
        let rows = expected(servers, folder.root)
        let urls = rows.map { row in
            row.url.replacing("http://127.0.0.1", with: "http://\(Self.user(of: row.url))127.0.0.1")
        }
        // A git in front of git shows what a list of processes would.
        let seen = "\(folder.folder.path)/arguments"
        try FileTree.write(
            Array("#!/bin/sh\necho \"$@\" >> '\(seen)'\nPATH=${PATH#*:} exec git \"$@\"\n".utf8),
            to: Array("\(folder.folder.path)/bin/git".utf8), mode: 0o755)
        let path = String(decoding: folder.rgit.runner.environment["PATH"] ?? [], as: UTF8.self)
        let rgit = folder.rgit
            .with("PATH", "\(folder.folder.path)/bin:\(path)")
            .with(
                "GIT_SSH_COMMAND",
                "ssh -i '\(folder.root)/ssh/user' -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
            )
        let result = try rgit.run(["mirror", "--json", "--into", "mirrors", "--retries=1"] + urls).expecting(
            3)
        let document = try JSONValue(parsing: result.stdout)
        let found = document["mirrors"]?.array ?? []
        try #require(found.count == rows.count, "\(result)")
        for (row, wanted) in zip(found, rows) {
            #expect(row["url"]?.text == wanted.url)
            #expect(row["path"]?.text == wanted.place)
            #expect(row["state"]?.text == wanted.state, "\(row)")
            #expect(row["attempts"]?.integer == wanted.attempts, "\(row)")
            if let error = wanted.error {
                #expect(row["error"]?.text?.contains(error) == true, "\(row)")
            } else {
                #expect(row["error"] == .null && row["refs_changed"]?.integer == 3)
                let mirror = "\(folder.mirrors)/\(wanted.place)"
                #expect(try folder.references(mirror) == folder.references("\(folder.root)/a.git"))
                try folder.git.at(mirror)("fsck", "--strict")
            }
        }
        #expect(document["failed"]?.integer == 8 && document["cloned"]?.integer == 5)
        #expect(document["errors"]?.array.count == 8)
        #expect(try folder.drafts().isEmpty)
        // Nothing but what was cloned, and no password anywhere.
        let places = try folder.git.runner.run("find", [folder.mirrors, "-name", "*.git"])
        #expect(places.lines.count == 5)
        let grep = try folder.git.runner.run("grep", ["-rlE", "p@ss|p%40ss|wrong", folder.mirrors, seen])
        #expect(grep.text.isEmpty)
        #expect(!result.text.contains("p@ss") && !result.errorText.contains("p@ss"))
        #expect(!result.text.contains("wrong") && !result.errorText.contains("p%40ss"))
    }

    /// The user and the password that a URL of these tests has.
    private static func user(of url: String) -> String {
        if url.contains("/private/a") { return "ann:p%40ss%3Aw%2Frd@" }
        return url.contains("/private/b") ? "ann:wrong@" : ""
    }

    @Test func credentialsStayWithTheirHost() throws {
        let folder = try MirrorFolder()
        try folder.make("a")
        let servers = try MirrorServers(folder)
        let url = "http://ann:p%40ss%3Aw%2Frd@\(servers.host("http"))/away/a.git"
        let rows = try folder.rows([url, "--retries=0"], status: 3)
        #expect(rows.first?["state"]?.text == "failed")
        // The first server has got the password, the one it names has not.
        #expect(try !FileTree.read(Array("\(folder.root)/away.log".utf8)).isEmpty)
        #expect((try? FileTree.read(Array("\(folder.root)/trap.log".utf8))) == nil)
    }

    @Test func aServerThatNeverAnswersIsGivenUp() throws {
        let folder = try MirrorFolder()
        try folder.make("a")
        let servers = try MirrorServers(folder)
        let silent = ["git://\(servers.host("silent"))/a.git", "http://\(servers.host("http"))/silent/a.git"]
        let rows = try folder.rows(silent + ["root/a.git", "--timeout=1", "--retries=0"], status: 3)
        // A machine that is busy may take more than a second for the third, too.
        for row in rows.prefix(2) {
            #expect(row["error"]?.text == "time limit of 1 s reached")
        }
        #expect(try folder.drafts().isEmpty)
        #expect(try Self.processes(naming: folder.mirrors).isEmpty)
    }

    /// The processes whose command lines have a word in them.
    private static func processes(naming word: String) throws -> [String] {
        try FileTree.names(in: Array("/proc".utf8)).compactMap { name in
            guard name.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            let path = Array("/proc/".utf8) + name + Array("/cmdline".utf8)
            let line = String(decoding: (try? FileTree.read(path)) ?? [], as: UTF8.self)
            return line.contains(word) ? line : nil
        }
    }

    @Test(arguments: [SIGINT, SIGTERM]) func aSignalEndsGitFirst(signal: Int32) throws {
        let folder = try MirrorFolder()
        let servers = try MirrorServers(folder)
        let result = try folder.rgit.runner.run(
            Rgit.path,
            ["mirror", "--into", folder.mirrors, "git://\(servers.host("silent"))/a.git", "--timeout=0"],
            signalling: signal)
        #expect(result.exitStatus == (signal == SIGINT ? 130 : nil), "\(result)")
        #expect(result.signal == (signal == SIGINT ? nil : signal))
        #expect(!result.timedOut)
        #expect(try Self.processes(naming: folder.mirrors).isEmpty)
        // Where the signal came before the folder was made there is nothing to be seen.
        #expect(((try? folder.drafts()) ?? []).isEmpty)
    }
}
