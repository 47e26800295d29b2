// `rgit remotes` against `git remote` and `git config`.

import Support
import Testing

@Suite struct RemotesTests {
    private func compare(_ repository: ScratchRepository) throws {
        let git = repository.git
        let expected: [ExpectedRow] = try git("remote").lines.map { bytes in
            let name = bytes.text
            func lines(_ key: String) throws -> [[UInt8]] {
                try git.attempt(["config", "--get-all", "remote.\(name).\(key)"]).lines
            }
            let hasURL = try !lines("url").isEmpty
            func url(_ option: String...) throws -> Expected {
                hasURL
                    ? .text(try git.run(["remote", "get-url"] + option + [name]).lines.first ?? []) : .null
            }
            let head = try git.attempt(["symbolic-ref", "-q", "refs/remotes/\(name)/HEAD"])
            return [
                ("name", .text(bytes)), ("url", try url()), ("push_url", try url("--push")),
                ("fetch", .texts(try lines("fetch"))), ("push", .texts(try lines("push"))),
                ("head", head.lines.first.map { .text($0) } ?? .null),
            ]
        }
        let rows = try repository.rgit.json(["remotes"])["remotes"]?.array ?? []
        Comparison.expect(rows, equal: expected, "remotes")
    }

    @Test func urlsRefspecsAndHeads() throws {
        let repository = try ScratchRepository { $0.commit("one\n") }
        try compare(repository)
        let git = repository.git
        for (name, url) in [
            ("origin", "https://example.com/a/b.git"), ("fork", "gh:me/b"), ("a.b", "ssh://host/x"),
            ("up/stream", "gh:up/b"),
        ] {
            try git("remote", "add", name, url)
        }
        try git("config", "--add", "remote.origin.fetch", "^refs/heads/tmp")
        try git("config", "--add", "remote.origin.push", "refs/heads/main:refs/heads/review")
        try git("config", "--add", "remote.origin.url", "https://example.com/second")
        try git("config", "remote.only.fetch", "+refs/heads/*:refs/remotes/only/*")
        try git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
        try compare(repository)
        for (key, value) in [
            ("url.https://github.com/.insteadOf", "gh:"),
            ("url.https://github.com/me-too/.insteadOf", "gh:me/"),
            ("url.ssh://git@host/.pushInsteadOf", "ssh://host/"), ("url.ssh://push/.pushInsteadOf", "gh:up/"),
            ("url.file:///mirror/.insteadOf", "https://example.com/"), ("remote.fork.pushurl", "gh:other/b"),
        ] {
            try git("config", "--add", key, value)
            try compare(repository)
        }
    }
}
