// References in log and branches, compared with git: their order at a commit, and the targets of symbolic branches.

import Support
import Testing

@Suite struct DecorationTests {
    /// The references of every commit in git's order: HEAD, its branch, and the others.
    private func compare(_ repository: ScratchRepository, _ what: String) throws {
        let rows =
            try repository.rgit.json(["log", "--all", "--fields", "hexsha,refs"])["commits"]?.array ?? []
        let lines = try repository.git("log", "--all", "--format=%H %D", "--decorate=full").lines.map(\.text)
        try #require(rows.count == lines.count)
        for (row, line) in zip(rows, lines) {
            let names = line.drop { $0 != " " }.dropFirst().split(separator: ", ").flatMap {
                $0.hasPrefix("HEAD -> ") ? ["HEAD", String($0.dropFirst(8))] : [String($0)]
            }
            let bare = names.map { $0.hasPrefix("tag: ") ? String($0.dropFirst(5)) : $0 }
            #expect(row["refs"]?.array.map(\.text) == bare, "\(what): \(line)")
        }
    }

    @Test(arguments: [51, 52, 53] as [UInt64]) func refsComeInGitsOrder(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        // Many at one commit, of all kinds, around the branch that HEAD is at.
        for name in ["refs/heads/a", "refs/heads/zz", "refs/tags/b", "refs/tags/y", "refs/remotes/origin/c"] {
            try repository.git("update-ref", name, "HEAD")
        }
        try repository.git("tag", "-a", "-m", "m", "annotated", "HEAD")
        try repository.git("update-ref", "refs/stash", "HEAD")
        try repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/c")
        try compare(repository, "loose")
        try repository.git("pack-refs", "--all")
        try compare(repository, "packed")
        try repository.detachHead(at: "HEAD")
        try compare(repository, "detached")
    }
}

@Suite struct DecorationFilterTests {
    /// The references of HEAD's commit as git decorates it.
    private func compare(_ repository: ScratchRepository, _ what: String) throws {
        let line = try repository.git("log", "-n1", "--format=%D", "--decorate=full").lines.first?.text ?? ""
        let names = line.split(separator: ", ").flatMap {
            $0.hasPrefix("HEAD -> ") ? ["HEAD", String($0.dropFirst(8))] : [String($0)]
        }
        let bare = names.map { $0.hasPrefix("tag: ") ? String($0.dropFirst(5)) : $0 }
        let rows = try repository.rgit.json(["log", "-n1", "--fields", "refs"])["commits"]?.array ?? []
        #expect(rows.first?["refs"]?.array.map(\.text) == bare, "\(what): \(line)")
    }

    private func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository { $0.commit("one") }
        for name in ["refs/heads/topic", "refs/tags/t", "refs/remotes/o/main", "refs/pull/1", "refs/stash"] {
            try repository.git("update-ref", name, "main")
        }
        return repository
    }

    @Test(
        arguments: [
            "refs/tags/*", "tags/", "refs/heads/", "HEAD", "refs/heads/main", "heads/m*", "refs/*", "nothing",
            "refs/heads/mai",
        ])
    func logExcludeDecoration(pattern: String) throws {
        let repository = try repository()
        try repository.git("config", "log.excludeDecoration", pattern)
        try compare(repository, pattern)
        try repository.git("config", "--add", "log.excludeDecoration", "refs/stash")
        try compare(repository, "\(pattern) and refs/stash")
    }

    @Test(arguments: ["all", "none"]) func logInitialDecorationSet(value: String) throws {
        let repository = try repository()
        try repository.git("config", "log.initialDecorationSet", value)
        try compare(repository, value)
    }

    @Test func headLeadsThroughAChain() throws {
        let repository = try repository()
        try repository.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
        try repository.pointHead(at: "alias")
        try compare(repository, "a chain")
        let row = try repository.rgit.json(["branches"])["branches"]?.array.first {
            $0["is_head"]?.bool == true
        }
        #expect(row?["name"]?.text == "main")
        try repository.git("symbolic-ref", "HEAD", "refs/pull/1")
        try compare(repository, "no branch")
    }
}

@Suite struct SymbolicBranchTests {
    @Test func symbolicTargetIsWhereGitSaysItLeads() throws {
        let repository = try RandomHistory(seed: 54).makeRepository()
        try repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
        try repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
        try repository.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
        // A chain leads to its end.
        try repository.git("symbolic-ref", "refs/heads/chain", "refs/heads/alias")
        let format = "--format=%(refname) %(symref)"
        let expected = try repository.git("for-each-ref", format, "refs/heads", "refs/remotes").lines.map(
            \.text)
        let rows = try repository.rgit.json(["branches", "-a"])["branches"]?.array ?? []
        #expect(
            rows.map { "\($0["path"]?.text ?? "") \($0["symbolic_target"]?.text ?? "")" } == expected)
        #expect(rows.filter { $0["symbolic_target"] == .null }.count == expected.count - 3)
    }
}
