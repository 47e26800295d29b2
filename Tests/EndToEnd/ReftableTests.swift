// Repositories that keep their references in reftables: every answer is that of the twin that keeps them in files.

import Foundation
import Support
import Synchronization
import Testing

@Suite struct ReftableTests {
    private static let questions: [[String]] = [
        ["refs", "--json"], ["branches", "-a", "--json"], ["tags", "--json"], ["tags", "--sort", "version"],
        ["log", "--all", "--json", "-n40"], ["log", "-n3"], ["log", "--count", "--branches"],
        ["log", "--tags", "--count"], ["reflog", "--json"], ["reflog", "--all", "--json"],
        ["reflog", "main", "--json"],
        ["stashes", "--json"], ["status", "--porcelain=v2", "--branch"], ["status", "--json"],
        ["info", "--value", "state"], ["info", "--value", "branches"], ["info", "--value", "active_branch"],
        ["describe", "--json"], ["name-rev", "HEAD"], ["notes", "--json"], ["worktrees", "--json"],
        ["rev-parse", "HEAD@{1}", "stash@{0}", "--value", "hexsha"], ["rev-parse", "@{-1}"],
        ["rev-parse", "refs/gone/1"], ["rev-parse", "v1", "origin", "--value", "hexsha"],
        ["remotes", "--json"],
    ]

    /// A history with logs of several references, stashes, symbolic references and an unfinished pick.
    private func repository(seed: UInt64) throws -> ScratchRepository {
        let repository = try RandomHistory(seed: seed, commits: 30).makeRepository()
        let git = repository.git
        try git("config", "core.logAllRefUpdates", "always")
        let branch = try git.line("symbolic-ref", "--short", "HEAD")
        try git("branch", "-f", "keep", "HEAD")
        for number in 0..<40 {
            try git(
                "update-ref", "-m", "move \(number)", "refs/heads/moving",
                number % 3 == 0 ? "HEAD" : "HEAD^{commit}~0")
        }
        for number in 0..<120 { try git("update-ref", "refs/pull/\(number)/head", "HEAD") }
        try git("checkout", "-q", "-B", "main", "keep")
        try git("commit", "-q", "--allow-empty", "-m", "on main")
        try git("tag", "-a", "-m", "tag", "v1", "HEAD")
        try git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
        try git("update-ref", "refs/remotes/origin/main", "HEAD~1")
        try git("symbolic-ref", "refs/heads/alias", "refs/heads/\(branch)")
        try git("notes", "add", "-f", "-m", "a note", "HEAD")
        for number in 0..<3 {
            let commit = try git.line("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-p", "HEAD", "-m", "s")
            try git("stash", "store", "-m", "stash \(number)", commit)
        }
        if seed % 2 == 0 { try git("update-ref", "CHERRY_PICK_HEAD", "HEAD") }
        return repository
    }

    private static let writers: [@Sendable (inout ReftableWriter) -> Void] = [
        { _ in },
        { $0.blockSize = 0 },
        {
            $0.blockSize = 512
            $0.restartInterval = 1
        },
        {
            $0.blockSize = 400
            $0.looseBlockSize = 128
            $0.restartInterval = 3
            $0.alwaysIndexes = true
        },
    ]

    @Test(arguments: 0..<4) func answersAreThoseOfTheTwin(number: Int) throws {
        let repository = try repository(seed: UInt64(1_201 + number))
        let before = try Self.questions.map { try repository.rgit.run($0) }
        #expect(before.filter { $0.exitStatus == 0 }.count > Self.questions.count - 5)
        var writer = ReftableWriter()
        Self.writers[number](&writer)
        try repository.keepReferencesInReftables(writer, seed: UInt64(number + 1))
        for (question, expected) in zip(Self.questions, before) {
            let result = try repository.rgit.run(question)
            #expect(result.exitStatus == expected.exitStatus, "\(question)\n\(result)")
            #expect(result.text == expected.text, "\(question)")
            #expect(result.errorText == expected.errorText, "\(question)")
        }
        #expect(try repository.rgit("info", "--value", "ref_format").text == "reftable\n")
    }

    /// A linked working tree has a stack of its own; the main one's references are not its own.
    @Test(arguments: HashFunction.allCases) func worktreesHaveStacksOfTheirOwn(hash: HashFunction) throws {
        let repository = try ScratchRepository(hash: hash) { history in
            let one = history.commit("one", [.file("a", "1\n")])
            history.commit("two", on: "side", parents: [one], [.file("a", "2\n")])
        }
        try repository.checkOut()
        let tree = "\(repository.folder.path)/tree"
        try repository.git("worktree", "add", "-q", tree, "side")
        let linked = repository.git.at(tree)
        try linked("update-ref", "refs/worktree/own", "HEAD")
        try linked("update-ref", "refs/bisect/bad", "HEAD")
        try repository.git("update-ref", "refs/worktree/mine", "HEAD")
        let questions = [
            ["refs", "--json"], ["log", "--json"], ["worktrees", "--json"],
            ["rev-parse", "main-worktree/HEAD", "HEAD"],
            ["rev-parse", "worktrees/tree/HEAD"], ["rev-parse", "worktrees/tree/refs/worktree/own"],
            ["rev-parse", "worktrees/tree/refs/heads/main"], ["rev-parse", "refs/worktree/mine"],
            ["rev-parse", "refs/worktree/own"], ["log", "--all", "--count"],
            ["status", "--porcelain=v2", "--branch"],
        ]
        func answers() throws -> [String] {
            try questions.flatMap { question in
                try [repository.rgit, repository.rgit.at(tree)].map { rgit in
                    let result = try rgit.run(question)
                    return "\(question) \(result.exitStatus ?? -1)\n\(result.text)\(result.errorText)"
                }
            }
        }
        let before = try answers()
        let name = try linked.line("rev-parse", "HEAD")
        try repository.keepReferencesInReftables()
        var own = ReftableWriter()
        own.hash = hash
        own.references = [
            (Array("HEAD".utf8), .symbolic(Array("refs/heads/side".utf8))),
            (Array("refs/bisect/bad".utf8), .object(name)), (Array("refs/worktree/own".utf8), .object(name)),
        ]
        let directory = "\(repository.gitDirectory)/worktrees/tree"
        try repository.write([own.table()], to: directory)
        for file in ["HEAD", "refs", "logs"] {
            TemporaryFolder.removeTree(Array("\(directory)/\(file)".utf8))
        }
        try FileTree.write(Array("ref: refs/heads/.invalid\n".utf8), to: Array("\(directory)/HEAD".utf8))
        for (now, then) in zip(try answers(), before) { #expect(now == then) }
    }

    @Test func emptyStacksHaveNoReferences() throws {
        let repository = try ScratchRepository()
        try repository.keepReferencesInReftables()
        #expect(try repository.rgit("refs").expecting(0).text.isEmpty)
        #expect(try repository.rgit("log").expecting(3).errorText.contains("does not have any commits yet"))
        // A table may be empty, and a list, too.
        var head = ReftableWriter()
        head.hash = repository.hash
        let empty = head.table()
        head.references = [(Array("HEAD".utf8), .symbolic(Array("refs/heads/main".utf8)))]
        try repository.write([empty, head.table(), empty], to: repository.gitDirectory)
        #expect(try repository.rgit("info", "--value", "active_branch").expecting(0).text == "main\n")
        try repository.write([], to: repository.gitDirectory)
        #expect(try repository.rgit("refs").expecting(0).text.isEmpty)
    }

    // MARK: Damage

    private func damaged(_ change: (inout [UInt8]) -> Void) throws -> ProcessResult {
        let repository = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        let name = try repository.git.line("rev-parse", "main")
        try repository.keepReferencesInReftables()
        var writer = ReftableWriter()
        writer.hash = repository.hash
        writer.references = [
            (Array("HEAD".utf8), .symbolic(Array("refs/heads/main".utf8))),
            (Array("refs/heads/main".utf8), .object(name)),
        ]
        var bytes = writer.table()
        change(&bytes)
        try repository.write([bytes], to: repository.gitDirectory)
        return try repository.rgit("log", "--count", "--all")
    }

    @Test func damageIsNamedInOneLine() throws {
        let changes: [(String, (inout [UInt8]) -> Void)] = [
            ("not a reftable", { $0[0] = 0 }),
            ("not a reftable", { $0 = [] }),
            ("reftable version not supported", { $0[4] = 9 }),
            ("reftable is cut off", { $0 = Array($0[..<30]) }),
            ("footer does not repeat the header", { $0[10] ^= 1 }),
            ("footer has a wrong checksum", { $0[$0.count - 1] ^= 1 }),
            ("block is cut off", { $0[25] = 0xff }),
            ("record has a damaged key", { $0[28] = 5 }),
        ]
        #expect(try damaged { _ in }.text == "1\n")
        for (what, change) in changes {
            let result = try damaged(change)
            #expect(result.exitStatus == 3 && result.errorText.contains(what), "\(what)\n\(result)")
            #expect(result.errorText.split(separator: "\n").count == 1, "\(result)")
            #expect(result.errorText.contains("reftable/0x1-0.ref"), "\(result)")
        }
    }

    /// What a writer and its test tell each other.
    private final class Compaction: Sendable {
        let isDone = Mutex(false)
        let rounds = Mutex(0)
        let failure = Mutex<String?>(nil)
    }

    /// A writer puts two tables into one, and one into two again, as fast as it can while references are read.
    @Test(arguments: HashFunction.allCases) func tablesAreCompactedDuringARead(hash: HashFunction)
        async throws
    {
        let repository = try ScratchRepository(hash: hash) { $0.commit("one", [.file("a", "1\n")]) }
        let object = try repository.git.line("rev-parse", "HEAD")
        try repository.keepReferencesInReftables()
        var parts: [[UInt8]] = []
        for places in [0..<40, 40..<80, 0..<80] {
            var writer = ReftableWriter()
            writer.hash = hash
            if places.lowerBound == 0 {
                writer.references.append((Array("HEAD".utf8), .symbolic(Array("refs/heads/00".utf8))))
            }
            for place in places {
                writer.references.append(
                    (Array("refs/heads/\(place / 10)\(place % 10)".utf8), .object(object)))
            }
            parts.append(writer.table())
        }
        let tables = parts
        let folder = "\(repository.gitDirectory)/reftable"
        // Tables are there before the list that names them, and go after it has been replaced, as with git.
        @Sendable func replace(_ old: [String], by new: [(name: String, table: [UInt8])]) throws {
            for (name, table) in new { try FileTree.write(table, to: Array("\(folder)/\(name)".utf8)) }
            let list = new.map { "\($0.name)\n" }.joined()
            try FileTree.write(Array(list.utf8), to: Array("\(folder)/tables.list.lock".utf8))
            try FileTree.replace("\(folder)/tables.list", by: "\(folder)/tables.list.lock")
            for name in old { TemporaryFolder.removeTree(Array("\(folder)/\(name)".utf8)) }
        }
        let names = try FileTree.names(in: Array(folder.utf8)).map(\.text).filter { $0.hasSuffix(".ref") }
        try replace(names, by: [("first-0.ref", tables[0]), ("second-0.ref", tables[1])])
        let expected = try repository.rgit("refs", "--value", "path").expecting(0).text
        #expect(expected.split(separator: "\n").count == 80)
        // A thread of its own: the tests that wait for programs may take all that tasks have.
        let compaction = Compaction()
        let writer = Thread {
            do {
                while !compaction.isDone.withLock({ $0 }) {
                    let round = compaction.rounds.withLock { $0 }
                    try replace(
                        ["first-\(round).ref", "second-\(round).ref"], by: [("both-\(round).ref", tables[2])])
                    try replace(
                        ["both-\(round).ref"],
                        by: [("first-\(round + 1).ref", tables[0]), ("second-\(round + 1).ref", tables[1])])
                    compaction.rounds.withLock { $0 += 1 }
                }
            } catch {
                compaction.failure.withLock { $0 = "\(error)" }
            }
        }
        writer.start()
        for _ in 0..<25 {
            let result = try repository.rgit("refs", "--value", "path")
            #expect(result.exitStatus == 0 && result.text == expected, "\(result)")
            #expect(try repository.rgit("log", "--all", "--count").text == "1\n")
        }
        compaction.isDone.withLock { $0 = true }
        while !writer.isFinished { usleep(1_000) }
        #expect(compaction.rounds.withLock { $0 } > 0)
        #expect(compaction.failure.withLock { $0 } == nil)
    }

    @Test func tablesThatAreMissingOrOutsideAreNamed() throws {
        let repository = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        try repository.keepReferencesInReftables()
        let list = Array("\(repository.gitDirectory)/reftable/tables.list".utf8)
        TemporaryFolder.removeTree(list)
        try FileTree.write(Array("gone.ref\n".utf8), to: list)
        let missing = try repository.rgit("refs").expecting(3)
        #expect(
            missing.errorText.contains("missing table of the references")
                && missing.errorText.contains("gone.ref"))
        TemporaryFolder.removeTree(list)
        try FileTree.write(Array("../../../secret\n".utf8), to: list)
        #expect(try repository.rgit("refs").expecting(3).errorText.contains("malformed name of a table"))
    }
}
