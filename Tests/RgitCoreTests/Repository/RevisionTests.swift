// The resolution of revisions compared with git rev-parse, word by word.

import Support
import Testing

@testable import RgitCore

/// A history with a merge, tags of tags, remote-tracking branches, a log of HEAD, and names that look alike.
///
///     A---B---C---M---E   main, HEAD
///      \         /
///       D-------'          side
private func makeRepository() throws -> ScratchRepository {
    let scratch = try ScratchRepository { history in
        let a = history.commit("first\n\nbody of A\n", on: "main", [.file("a/b.txt", "one\n")])
        let b = history.commit("second WIP\n", on: "main", parents: [a], [.file("c.txt", "c\n")])
        let c = history.commit("third\n", on: "main", parents: [b])
        let d = history.commit("side work\n", on: "side", parents: [a], [.file("d.txt", "d\n")])
        let m = history.commit("merge side\n", on: "main", parents: [c, d])
        _ = history.commit("fix: last\n", on: "main", parents: [m])
    }
    try scratch.checkOut()
    let git = scratch.git
    try git("tag", "light", "main~1")
    try git("tag", "-a", "-m", "one", "v1.0", "main~2")
    try git("tag", "-a", "-m", "tag of a tag", "nested", "v1.0")
    try git("tag", "-a", "-m", "a tree", "treetag", "main^{tree}")
    try git("tag", "side", "main")
    try git("update-ref", "refs/remotes/origin/main", "main~1")
    try git("update-ref", "refs/remotes/origin/topic", "side~0")
    try git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    try git("config", "remote.origin.url", "/nowhere")
    try git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    try git("config", "branch.main.remote", "origin")
    try git("config", "branch.main.merge", "refs/heads/main")
    try git("config", "branch.side.remote", ".")
    try git("config", "branch.side.merge", "refs/heads/main")
    try git("checkout", "-q", "heads/side")
    try git("checkout", "-q", "main")
    try git("checkout", "-q", "--detach", "main~1")
    try git("checkout", "-q", "main")
    try git("update-ref", "-m", "moved", "refs/heads/main", "main~1")
    try git("update-ref", "-m", "moved back", "refs/heads/main", "main@{1}")
    try git("update-ref", "ORIG_HEAD", "main~2")
    return scratch
}

private let words = [
    "HEAD", "@", "main", "heads/main", "refs/heads/main", "side", "heads/side", "tags/side", "light", "v1.0",
    "nested", "treetag", "origin", "origin/main", "origin/HEAD", "origin/topic", "remotes/origin/topic",
    "ORIG_HEAD", "nothing", "main/", "main//", "/main", "./main", ".", "..", "refs", "refs/heads", "",
    "HEAD~", "HEAD~1", "HEAD~2", "HEAD~0", "HEAD~~", "HEAD~9", "HEAD^", "HEAD^1", "HEAD^2", "HEAD^0",
    "HEAD^3",
    "HEAD~1^2", "main~1^2~1", "main^^", "main^^2", "main^^^^^^^^^^^", "v1.0~1", "nested^",
    "HEAD~99999999999999",
    "v1.0^{}", "v1.0^{commit}", "v1.0^{tree}", "v1.0^{tag}", "v1.0^{object}", "v1.0^{blob}", "nested^{tag}",
    "nested^{}", "treetag^{tree}", "treetag^{commit}", "HEAD^{tag}", "HEAD^{nonsense}", "HEAD^{tree}^{}",
    "HEAD^{/second}", "HEAD^{/^second WIP}", "HEAD^{/}", "HEAD^{/no such}", "HEAD^{/body of}",
    "side^{/first}~0",
    ":/third", ":/side", ":/fix", ":/nothing at all", ":/!-fix", ":/!!x", ":/!x", ":/^merge",
    ":/se[c]ond|third",
    "HEAD:c.txt", "HEAD:a", "HEAD:a/", "HEAD:a/b.txt", "HEAD:a//b.txt", "HEAD:", "HEAD:nope", "HEAD:c.txt/",
    "HEAD:a/b.txt/x", "v1.0:c.txt", "HEAD^{tree}:a", "treetag:c.txt", "HEAD:./c.txt", "HEAD:a/../c.txt",
    ":c.txt", ":0:c.txt", ":1:c.txt", ":a/b.txt", ":./c.txt", ":nope", ":",
    "HEAD@{0}", "HEAD@{1}", "HEAD@{2}", "HEAD@{3}", "HEAD@{4}", "main@{0}", "main@{1}", "main@{2}", "@{0}",
    "@{1}",
    "@{-1}", "@{-2}", "@{-3}", "@{-99}", "main@{99}", "side@{0}", "light@{0}", "@{-1}~1", "main@{1}^{tree}",
    "@{u}", "@{upstream}", "main@{u}", "main@{UPSTREAM}", "heads/main@{u}", "side@{u}", "@{u}~1", "@{push}",
    "main@{push}", "nothing@{u}", "light@{u}", "@@{u}", "HEAD@{u}", "@{u}@{0}", "@~1", "@^2", "@@", "main@",
    "v1.0-3-g", "x-gfffffffff", "dead", "ffff", "main..", "HEAD^{", "HEAD^{commit", "^{commit}", "~1", "^",
    "HEAD@{",
    "HEAD@{}", "@{}", "main@{-1}",
]

@Test func everyWordMeansWhatGitSays() throws {
    let scratch = try makeRepository()
    let session = try scratch.open()
    let reader = try session.makeReader()
    for word in words where !word.hasPrefix("^") && !word.contains("..") || word.hasPrefix("HEAD:a/..") {
        let answer = try scratch.git.attempt(["rev-parse", "--verify", "-q", "--end-of-options", word])
        // --verify of rev-parse prints its option back.
        let expected = answer.text.split(separator: "\n").last.map(String.init)
        let found = try? session.resolve(word.bytes, reader: reader)
        #expect(found?.description == (answer.exitStatus == 0 ? expected : nil), "\(word)")
    }
}

@Test func abbreviationsAndDescriptionsAreUnderstood() throws {
    let scratch = try makeRepository()
    let session = try scratch.open()
    let reader = try session.makeReader()
    let head = try scratch.git.line("rev-parse", "HEAD")
    for word in [
        head, String(head.prefix(10)), head.uppercased(), "v1.0-2-g\(head.prefix(8))", "what-ever-g\(head)",
        "\(head.prefix(7))^{tree}", "\(head.prefix(12))~1", "\(head)0", String(head.prefix(3)),
    ] {
        let answer = try scratch.git.attempt(["rev-parse", "--verify", "-q", word])
        let found = try? session.resolve(word.bytes, reader: reader)
        #expect(
            found?.description == (answer.exitStatus == 0 ? String(answer.text.dropLast()) : nil), "\(word)")
    }
}

@Test func anAbbreviationThatFitsSeveralObjectsNamesThem() throws {
    let scratch = try ScratchRepository { _ = $0.commit("base", on: "main") }
    // Two contents whose names share their first four digits.
    let left = try scratch.writeObject("blob", "blob 96\n".bytes)
    let right = try scratch.writeObject("blob", "blob 262\n".bytes)
    #expect(left.prefix(4) == right.prefix(4))
    let session = try scratch.open()
    let error = #expect(throws: RgitError.self) {
        _ = try session.resolve(Array(left.utf8.prefix(4)), reader: try session.makeReader())
    }
    #expect(error?.hint?.contains(left.prefix(7)) == true && error?.hint?.contains(right.prefix(7)) == true)
}

@Test func bothReadersResolveAlike() throws {
    let scratch = try makeRepository()
    try scratch.repack()
    let native = try scratch.open()
    let libgit2 = try scratch.open(["RGIT_OBJECT_READER": "libgit2"])
    let (left, right) = (try native.makeReader(), try libgit2.makeReader())
    #expect(right.backend is Libgit2Backend)
    for word in ["HEAD", "nested^{}", ":/side", "HEAD:a/b.txt", "HEAD~3"] {
        #expect(try native.resolve(word.bytes, reader: left) == libgit2.resolve(word.bytes, reader: right))
    }
}

// MARK: Sets

/// The tips of a command line by git rev-parse, `^` before those left out.
private func expectedTips(_ scratch: ScratchRepository, _ arguments: [String]) throws -> [String]? {
    let answer = try scratch.git.attempt(["rev-parse", "--revs-only"] + arguments)
    guard answer.exitStatus == 0 else { return nil }
    return answer.text.split(separator: "\n").map(String.init)
}

@Test(arguments: [
    ["main"], ["^side", "main"], ["v1.0..main"], ["..main"], ["main.."], ["v1.0...main"],
    ["heads/side...main~2"],
    ["main^@"], ["main~1^@"], ["main~1^!"], ["main~1^-"], ["main~1^-2"], ["v1.0^!"],
    ["heads/side", "^main~3", "light"], ["...main"], ["@{u}.."], ["nested"],
])
func rangesComeDownToGitsTips(_ arguments: [String]) throws {
    let scratch = try makeRepository()
    let session = try scratch.open()
    let reader = try session.makeReader()
    let set = try RevisionSet.resolve(
        items: arguments.map { .word($0.bytes) }, paths: [], session: session, reader: reader)
    let expected = try #require(try expectedTips(scratch, arguments))
    let peeled = try expected.map { word in
        let isNegative = word.hasPrefix("^")
        let name = try scratch.git.line(
            "rev-parse", "\(isNegative ? String(word.dropFirst()) : word)^{commit}")
        return isNegative ? "^\(name)" : name
    }
    #expect(Set(set.tips.map { ($0.isNegative ? "^" : "") + $0.id.description }) == Set(peeled))
    #expect(set.tips.count == peeled.count)
}

@Test(arguments: [
    (["--all"], [HistoryRequest.Item.all]),
    (["--branches"], [.branches(nil)]),
    (["--tags"], [.tags(nil)]),
    (["--remotes"], [.remotes(nil)]),
    (["--branches=s*"], [.branches("s*".bytes)]),
    (["--tags=v*"], [.tags("v*".bytes)]),
    (["--remotes=origin"], [.remotes("origin".bytes)]),
    (["--exclude=main", "--branches"], [.exclude("main".bytes), .branches(nil)]),
    (["--exclude=refs/heads/*", "--all"], [.exclude("refs/heads/*".bytes), .all]),
    (["--exclude=*", "--tags", "--branches"], [.exclude("*".bytes), .tags(nil), .branches(nil)]),
    (["--branches=nothing"], [.branches("nothing".bytes)]),
])
func pseudoOptionsTakeGitsReferences(_ arguments: [String], _ items: [HistoryRequest.Item]) throws {
    let scratch = try makeRepository()
    let session = try scratch.open()
    let set = try RevisionSet.resolve(
        items: items, paths: nil, session: session, reader: try session.makeReader())
    let log = try scratch.git.run(["log", "--no-walk=unsorted", "--format=%H"] + arguments)
    var seen: Set<String> = []
    let mine = set.positive.map(\.description).filter { seen.insert($0).inserted }
    #expect(mine == log.text.split(separator: "\n").map(String.init))
}

@Test func wordsAreToldFromPathsAsGitTellsThem() throws {
    let scratch = try makeRepository()
    try scratch.write("main", "also a file\n")
    try scratch.write("plain", "x\n")
    let session = try scratch.open()
    let reader = try session.makeReader()
    func resolve(_ words: [String], _ paths: [String]? = nil) throws -> RevisionSet {
        try RevisionSet.resolve(
            items: words.map { .word($0.bytes) }, paths: paths.map { $0.map(\.bytes) }, session: session,
            reader: reader)
    }
    for words in [
        ["main"], ["plain"], ["light", "plain"], ["plain", "light"], ["light", "nope"], ["nope"], ["*.txt"],
        [":(icase)X"], ["a/b.txt"], ["light", "a", "c.txt"], ["c.txt", "gone"], ["^nope"],
        ["HEAD:nope"],
        ["nope:x"], ["v1.0..nope"], ["light", "main"],
    ] {
        let git = try scratch.git.attempt(["log", "--format=%H"] + words)
        let mine = try? resolve(words)
        #expect((mine != nil) == (git.exitStatus == 0), "\(words): \(git.errorText)")
        let separated = try scratch.git.attempt(["log", "--format=%H"] + words + ["--"])
        #expect(((try? resolve(words, [])) != nil) == (separated.exitStatus == 0), "\(words) --")
    }
    #expect(try resolve(["light", "plain", "a"]).paths == ["plain".bytes, "a".bytes])
    #expect(try resolve(["light"], ["gone"]).paths == ["gone".bytes])
    #expect(try resolve(["light"]).paths == nil)
    let unknown = #expect(throws: RgitError.self) { try resolve(["nope"]) }
    #expect(
        unknown.map { "\($0.what): \($0.subject)" }
            == "ambiguous argument 'nope': unknown revision or path not in the working tree")
}

@Test func aBranchWithoutCommitsSaysSo() throws {
    let session = try ScratchRepository()
    let opened = try session.open()
    let error = #expect(throws: RgitError.self) {
        try RevisionSet.resolve(items: [], paths: nil, session: opened, reader: try opened.makeReader())
    }
    #expect(error?.what == "your current branch 'main' does not have any commits yet")
    let all = try RevisionSet.resolve(
        items: [.all], paths: nil, session: opened, reader: try opened.makeReader())
    #expect(all.tips.isEmpty)
}

@Test func chainsOfOperatorsAsLongAsTheCommandLineEnd() throws {
    let scratch = try makeRepository()
    let session = try scratch.open()
    let reader = try session.makeReader()
    for tail in ["^", "~", "^{}", "@{u}", "^{tree}:", "^{/x}"] {
        let word = "HEAD" + String(repeating: tail, count: 20_000)
        #expect(throws: RgitError.self) { try session.resolve(word.bytes, reader: reader) }
    }
}
