// `rgit branches` chosen by what they point to, what they follow and their age, and `merged_how`, compared with git.

import Support
import Testing

@Suite struct BranchSelectionTests {
    private static let seeds: [UInt64] = [311, 312, 313, 314]

    private func names(_ repository: ScratchRepository, _ words: [String]) throws -> [String] {
        try repository.rgit.run(["branches", "--value", "path"] + words).expecting(0).lines.map(\.text)
    }

    @Test(arguments: seeds) func pointsAt(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        try repository.git("tag", "-a", "-m", "m", "annotated", "HEAD")
        for revision in ["HEAD", "main", "HEAD~1", "annotated", "HEAD^{tree}"] {
            guard let id = try? repository.git.line("rev-parse", "--verify", "-q", revision) else { continue }
            for words in [["--points-at", id], ["-a", "--points-at=\(id)", "--points-at", "main"]] {
                let expected = try repository.git.run(["branch", "--format=%(refname)"] + words).lines.map(
                    \.text)
                #expect(try names(repository, words) == expected, "\(words), seed \(seed)")
            }
        }
        #expect(try repository.rgit.run(["branches", "--points-at", "nothing"]).exitStatus == 3)
    }

    @Test(arguments: seeds) func upstreamsAndAges(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        try repository.git("tag", "-a", "-m", "m", "annotated", "HEAD")
        try repository.git("update-ref", "refs/remotes/origin/followed", "HEAD")
        try repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/followed")
        try repository.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
        for (branch, remote, merge) in [
            ("one", "origin", "followed"), ("two", "origin", "lost"), ("three", ".", "main"),
            ("four", "elsewhere", "main"),
        ] {
            try repository.git("update-ref", "refs/heads/\(branch)", "HEAD")
            try repository.git("config", "branch.\(branch).remote", remote)
            try repository.git("config", "branch.\(branch).merge", "refs/heads/\(merge)")
        }
        let format = "--format=%(refname)%00%(upstream)%00%(upstream:track)%00%(committerdate:unix)"
        let rows = try repository.git("for-each-ref", format, "refs/heads").lines.map {
            $0.split(separator: 0, omittingEmptySubsequences: false).map { Array($0).text }
        }
        func expect(_ words: [String], _ isWanted: ([String]) -> Bool) throws {
            #expect(try names(repository, words) == rows.filter(isWanted).map { $0[0] }, "\(words)")
        }
        func isBelowOrigin(_ upstream: String) -> Bool {
            // A star matches no slash.
            upstream.hasPrefix("refs/remotes/origin/") && upstream.count(where: { $0 == "/" }) == 3
        }
        try expect(["--gone"]) { $0[2] == "[gone]" }
        let followed = "refs/remotes/origin/followed"
        for words in [
            ["--forked", "origin/followed"], ["--forked=origin"],
            ["--forked", "refs/remotes/origin/followed"],
        ] {
            try expect(words) { $0[1] == followed }
        }
        try expect(["--forked", "main"]) { $0[1] == "refs/heads/main" }
        try expect(["--forked", "origin/*"]) { isBelowOrigin($0[1]) }
        try expect(["--forked", "origin/*", "--forked", "main"]) {
            isBelowOrigin($0[1]) || $0[1] == "refs/heads/main"
        }
        try expect(["-a", "--forked", "m*n"]) { $0[1] == "refs/heads/main" }
        for word in ["nothing", "refs/tags/x", "annotated"] {
            #expect(try repository.rgit.run(["branches", "--forked", word]).exitStatus == 3, "\(word)")
        }
        let now = Int(try repository.git.line("rev-parse", "--since=now").dropFirst("--max-age=".count)) ?? 0
        let ages = Set(rows.compactMap { Int($0[3]) }.map { (now - $0) / 86_400 })
        // A day more or less, so that what is expected does not change while the test runs.
        for days in Set(ages.flatMap { [$0 - 1, $0 + 1] }).subtracting(ages).sorted().prefix(6) {
            try expect(["--stale", "\(days)"]) { (Int($0[3]) ?? 0) < now - days * 86_400 }
        }
        try expect(["--stale", "\(Int.max)"]) { _ in false }
    }

    /// How the base has what a branch changed, by git's commands.
    private func expectedHow(_ git: Git, _ branch: String, _ base: String) throws -> String? {
        if try git.attempt(["merge-base", "--is-ancestor", branch, base]).exitStatus == 0 {
            return "ancestor"
        }
        let picked = try git("cherry", base, branch).lines.map(\.text)
        if !picked.isEmpty, picked.allSatisfy({ $0.hasPrefix("-") }) { return "patch-id" }
        guard let fork = try git.attempt(["merge-base", branch, base]).lines.first?.text else { return nil }
        let whole = try git.line("commit-tree", "\(branch)^{tree}", "-p", fork, "-m", "all")
        if try git("cherry", base, whole).text.hasPrefix("-") { return "patch-id" }
        let paths = try git("diff", "--no-renames", "--name-only", "-z", fork, branch).stdout.split(
            separator: 0)
        let theirs = Set(
            try git("diff", "--no-renames", "--name-only", "-z", base, branch).stdout.split(
                separator: 0))
        return paths.allSatisfy { !theirs.contains($0) } ? "tree" : nil
    }

    @Test(arguments: seeds) func mergedHowIsGits(seed: UInt64) throws {
        let repository = try RandomHistory(seed: seed).makeRepository()
        let git = repository.git
        for base in ["main", "HEAD~2", "HEAD~5"] {
            guard try git.attempt(["rev-parse", "-q", "--verify", base]).exitStatus == 0 else { continue }
            let rows =
                try repository.rgit.json(["branches", "--base", base, "--fields", "path,merged_how"])[
                    "branches"]?.array ?? []
            #expect(!rows.isEmpty)
            for row in rows {
                let path = row["path"]?.text ?? ""
                let how = row["merged_how"]
                #expect(
                    (how == .null ? nil : how?.text) == (try expectedHow(git, path, base)),
                    "\(path) in \(base), seed \(seed)")
            }
        }
    }

    @Test func squashedAndPickedBranchesAreFound() throws {
        let repository = try ScratchRepository { history in
            let root = history.commit("root", [.file("a", "1\n2\n"), .file("b", "b\n")])
            history.commit("open", on: "open", parents: [root], [.file("o", "o\n")])
            let first = history.commit("first", on: "topic", parents: [root], [.file("c", "c\n")])
            history.commit("second", on: "topic", parents: [first], [.file("d", "d\n")])
            let main = history.commit("main", parents: [root], [.file("a", "one\n2\n")])
            let picked = history.commit("first again", on: "picked", parents: [main], [.file("c", "c\n")])
            history.commit("second again", on: "picked", parents: [picked], [.file("d", "d\n")])
            let both: [Change] = [.file("c", "c\n"), .file("d", "d\n")]
            history.commit("both", on: "squashed", parents: [main], both)
            history.commit("more", on: "mixed", parents: [main], both + [.file("e", "e\n")])
        }
        func how(_ base: String) throws -> String {
            try repository.rgit("branches", "topic", "--base", base, "--value", "merged_how").text
        }
        #expect(try how("topic") == "ancestor\n")
        #expect(try how("picked") == "patch-id\n")
        #expect(try how("squashed") == "patch-id\n")
        #expect(try how("mixed") == "tree\n")
        #expect(try how("main") == "\n")
        #expect(try how("open") == "\n")
        for base in ["topic", "picked", "squashed", "mixed", "main", "open"] {
            let expected = try expectedHow(repository.git, "topic", base)
            #expect(try how(base) == (expected ?? "") + "\n", "\(base)")
        }
    }
}
