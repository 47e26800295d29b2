// References, their logs, and what overrides history, compared with git.

import GitObjects
import Support
import Testing

@testable import RgitCore

private func listed(_ git: Git, _ prefix: String = "refs") throws -> [String] {
    try git.run(["for-each-ref", "--format=%(objectname) %(refname)", prefix]).text
        .split(separator: "\n").map(String.init)
}

private func mine(_ session: Session, _ prefix: String = "refs/") throws -> [String] {
    try session.references.references(prefix: prefix).filter { $0.defect == nil }.map {
        "\($0.target) \($0.name.printableText)"
    }
}

private func makeRepository() throws -> ScratchRepository {
    let scratch = try ScratchRepository { history in
        let one = history.commit("one")
        let two = history.commit("two", parents: [one])
        for name in ["a-b", "a.b", "a/x", "b/c/d", "z", "refs/remotes/o/main"] {
            history.point(name, at: one)
        }
        history.point("refs/tags/light", at: two)
    }
    try scratch.git("tag", "-a", "-m", "t", "annotated", "main")
    return scratch
}

@Test func referencesComeInGitsOrder() throws {
    let scratch = try makeRepository()
    #expect(try mine(scratch.open()) == listed(scratch.git))
    try scratch.git("pack-refs", "--all")
    #expect(try mine(scratch.open()) == listed(scratch.git))
    // Loose ones above packed ones, and removed ones.
    try scratch.git("update-ref", "refs/heads/z", "main")
    try scratch.git("update-ref", "refs/heads/0", "main")
    try scratch.git("update-ref", "-d", "refs/heads/a-b")
    let session = try scratch.open()
    #expect(try mine(session) == listed(scratch.git))
    #expect(try mine(session, "refs/heads/") == listed(scratch.git, "refs/heads/"))
    let tag = try session.references.references(prefix: "refs/tags/annotated")
    #expect(tag.first?.peeled?.description == (try scratch.git.line("rev-parse", "annotated^{}")))
}

@Test func packedReferencesAreFoundWhateverTheFileSays() throws {
    let scratch = try ScratchRepository { history in
        let one = history.commit("one")
        for number in 0..<300 { history.point("branch-\(number * 7919 % 1000)", at: one) }
    }
    try scratch.git("tag", "-a", "-m", "t", "annotated", "main")
    try scratch.git("pack-refs", "--all")
    let file = "\(scratch.gitDirectory)/packed-refs"
    let text = try FileTree.read(file.bytes)
    let names = try listed(scratch.git).map { String($0.dropFirst(41)) }
    let lines = text.pieces(endedBy: 0x0a)
    let header = Array(lines[0])
    let body = lines.dropFirst().filter { $0.first != UInt8(ascii: "^") }
    func joined(_ lines: [[UInt8]]) -> [UInt8] { Array(lines.map { $0 + [0x0a] }.joined()) }
    let unsorted = joined(["# pack-refs with: peeled ".bytes] + body.reversed().map { Array($0) })
    let bare = joined(body.map { Array($0) })
    for content in [text, unsorted, bare, joined([header]) + bare] {
        try FileTree.write(content, to: file.bytes, mode: 0o644)
        let session = try scratch.open()
        #expect(try mine(session) == listed(scratch.git))
        for name in names { #expect(try session.references.resolve(name.bytes) != nil, "\(name)") }
        for name in [
            "refs/heads/branch", "refs/heads/branch-9999", "refs/a", "refs/z", "refs/heads/branch-1x",
        ] {
            #expect(try session.references.resolve(name.bytes) == nil, "\(name)")
        }
    }
    for damage in [
        "garbage\n", "1234 refs/heads/x\n", "^\n", String(repeating: "1", count: 40) + " refs/heads/x",
    ] {
        try FileTree.write(damage.bytes, to: file.bytes, mode: 0o644)
        #expect(throws: RgitError.self) { try scratch.open().references.references() }
    }
}

@Test func symbolicReferencesAreFollowedToADepth() throws {
    let scratch = try makeRepository()
    for number in 1...7 {
        try scratch.git(
            "symbolic-ref", "refs/heads/s\(number)",
            number == 1 ? "refs/heads/main" : "refs/heads/s\(number - 1)")
    }
    try scratch.git("symbolic-ref", "refs/heads/loop", "refs/heads/loop")
    try scratch.git("symbolic-ref", "refs/heads/gone", "refs/heads/nowhere")
    let session = try scratch.open()
    for name in (1...7).map({ "refs/heads/s\($0)" }) + ["refs/heads/loop", "refs/heads/gone", "HEAD"] {
        let git = try scratch.git.attempt(["rev-parse", "-q", "--verify", name])
        #expect(
            try session.references.resolve(name)?.description
                == (git.exitStatus == 0 ? String(git.text.dropLast()) : nil),
            "\(name)")
    }
}

@Test func eachWorkingTreeHasItsOwnHead() throws {
    let scratch = try makeRepository()
    try scratch.checkOut()
    let linked = "\(scratch.folder.path)/linked"
    try scratch.git("worktree", "add", "-q", "--detach", linked, "main~1")
    let git = scratch.git.at(linked)
    try git("update-ref", "refs/worktree/own", "main")
    try git("update-ref", "refs/bisect/bad", "main")
    for directory in [scratch.path, linked] {
        let session = try scratch.open(at: directory)
        #expect(try mine(session) == listed(scratch.git.at(directory)), "\(directory)")
        let reader = try session.makeReader()
        for word in [
            "HEAD", "main-worktree/HEAD", "worktrees/linked/HEAD", "refs/worktree/own", "refs/bisect/bad",
            "worktrees/linked/refs/worktree/own", "HEAD@{0}", "main-worktree/HEAD@{0}",
        ] {
            let answer = try scratch.git.at(directory).attempt(["rev-parse", "-q", "--verify", word])
            let found = try? session.resolve(word.bytes, reader: reader)
            #expect(
                found?.description == (answer.exitStatus == 0 ? String(answer.text.dropLast()) : nil),
                "\(word)")
        }
        let all = try RevisionSet.resolve(items: [.all], paths: nil, session: session, reader: reader)
        let log = try scratch.git.at(directory).run(["log", "--all", "--no-walk=unsorted", "--format=%H"])
            .text
        var seen: Set<String> = []
        let tips = all.positive.map(\.description).filter { seen.insert($0).inserted }
        #expect(tips == log.split(separator: "\n").map(String.init))
    }
    #expect(try scratch.open(at: linked).head.isDetached)
}

@Test func logsAreReadByDateAsGitReadsThem() throws {
    let scratch = try makeRepository()
    var previous = String(repeating: "0", count: 40)
    var text = ""
    let commits = try scratch.git.run(["rev-list", "--all"]).text.split(separator: "\n").map(String.init)
    for number in 0..<6 {
        let next = commits[number % commits.count]
        text +=
            "\(previous) \(next) A U Thor <a@example.com> \(1_500_000_000 + number * 86_400) +0100\tmove \(number)\n"
        previous = next
        if number == 3 { text += "damaged line\n" }
    }
    try FileTree.write(text.bytes, to: "\(scratch.gitDirectory)/logs/refs/heads/main".bytes, mode: 0o644)
    let session = try scratch.open()
    let reader = try session.makeReader()
    #expect(try session.references.reflog("refs/heads/main".bytes)?.entries.count == 6)
    for word in [
        "main@{0}", "main@{1}", "main@{5}", "main@{6}", "main@{7}", "main@{2017-07-14}",
        "main@{2017-07-16 12:00:00}",
        "main@{1500000000}", "main@{1500086400}", "main@{1500100000}", "main@{1400000000}",
        "main@{2030-01-01}",
        "main@{2017-07-17 02:40:00 +0000}", "main@{nonsense}",
    ] {
        let answer = try scratch.git.attempt(["rev-parse", "-q", "--verify", word])
        let found = try? session.resolve(word.bytes, reader: reader)
        #expect(
            found?.description == (answer.exitStatus == 0 ? String(answer.text.dropLast()) : nil), "\(word)")
    }
}

@Test func replacementsGraftsAndShallowBoundariesChangeParents() throws {
    let scratch = try ScratchRepository { history in
        let one = history.commit("one")
        let two = history.commit("two", parents: [one])
        let three = history.commit("three", parents: [two])
        _ = history.commit("four", parents: [three])
    }
    func agree(_ variables: [String: String] = [:]) throws {
        var git = scratch.git
        for (name, value) in variables { git = git.with(name, value) }
        let session = try scratch.open(variables)
        let reader = try session.makeReader()
        for word in [
            "main~1", "main~2", "main~3", "main~4", "main^2", "main^{tree}", "main~1^{/one}", ":/one",
        ] {
            let answer = try git.attempt(["rev-parse", "-q", "--verify", word])
            let found = try? session.resolve(word.bytes, reader: reader)
            #expect(
                found?.description == (answer.exitStatus == 0 ? String(answer.text.dropLast()) : nil),
                "\(word)")
        }
    }
    try agree()
    try scratch.git("replace", "--graft", "main~1", "main~3")
    try agree()
    try agree(["GIT_NO_REPLACE_OBJECTS": "1"])
    try agree(["GIT_REPLACE_REF_BASE": "refs/other/"])
    try scratch.git("config", "core.useReplaceRefs", "false")
    try agree()
    let names = try scratch.git.run(["rev-list", "main"]).text.split(separator: "\n")
    try FileTree.write(
        "# comment\n\(names[0]) \(names[2]) \(names[3])\nnonsense\n".bytes,
        to: "\(scratch.gitDirectory)/info/grafts".bytes, mode: 0o644)
    try agree()
    TemporaryFolder.removeTree("\(scratch.gitDirectory)/info/grafts".bytes)
    try FileTree.write("\(names[1])\n".bytes, to: "\(scratch.gitDirectory)/shallow".bytes, mode: 0o644)
    try agree()
    #expect(try scratch.open().shallowCommits.count == 1)
    try FileTree.write("nonsense\n".bytes, to: "\(scratch.gitDirectory)/shallow".bytes, mode: 0o644)
    #expect(throws: RgitError.self) { try scratch.open() }
}

@Test(arguments: [
    "refs/heads/main", "a", "@", "a@", "a@{b", "a..b", ".a", "a/.b", "a.lock", "a.lock/b", "a//b", "/a", "a/",
    "a.",
    "a b", "a~b", "a^b", "a:b", "a?b", "a*b", "a[b", "a\\b", "a\u{7f}b", "a\tb", "ü", "a./b", "{", "a{b",
])
func namesAreValidWhereGitSaysSo(_ name: String) throws {
    let git = Git(in: "/", home: "/nonexistent")
    let answer = try git.attempt(["check-ref-format", "--allow-onelevel", name])
    #expect(ReferenceName.isValid(name.bytes) == (answer.exitStatus == 0))
}

/// A damaged `packed-refs` of a bare repository, where HEAD's branch is in it too: never an answer where git has none, and
/// the same number where git has one.
@Test func damagedPackedReferencesAreNeverEmptyOnes() throws {
    let scratch = try ScratchRepository(bare: true)
    var history = HistoryBuilder()
    var last: Mark?
    for number in 0..<4 {
        let mark = history.commit("m\(number)\n", parents: last.map { [$0] } ?? [])
        history.point("b\(number)", at: mark)
        last = mark
    }
    try scratch.load(history)
    try scratch.git("pack-refs", "--all")
    let file = "\(scratch.gitDirectory)/packed-refs".bytes
    let text = String(decoding: try FileTree.read(file), as: UTF8.self)
    let damaged = [
        text.replacing("sorted", with: "sorter"), text.replacing("refs/heads/b1", with: "refs/haads/b1"),
        text.replacing("refs/heads/b0", with: "xefs/heads/b0"),
        text.replacing("refs/heads/b0", with: "refs?heads/b0"),
        text.replacing("refs/heads/b0", with: "refs/../b0"),
        text.replacing("refs/heads/b3", with: "heads/b3"),
        String(text.dropLast(1)), String(text.prefix(30)), String(text.prefix(100)),
        String(text.dropFirst(20)),
        text.replacing("refs/heads/", with: "refs/zeads/"),
    ]
    for content in damaged {
        try FileTree.write(content.bytes, to: file)
        for options in [["--all"], ["--branches"]] {
            let expected = try scratch.git.runner.run("git", ["rev-list", "--count"] + options)
            let found = try scratch.rgit.run(["log", "--count"] + options)
            if expected.exitStatus == 0 {
                #expect(
                    found.exitStatus == 0 && found.stdout == expected.stdout,
                    "\(content)\n\(expected)\n\(found)")
            } else {
                #expect(found.exitStatus == 3 && found.stdout.isEmpty, "\(content)\n\(expected)\n\(found)")
            }
        }
    }
}
