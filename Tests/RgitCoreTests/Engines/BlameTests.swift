// The blame of whole trees beside `git blame --line-porcelain`, line by line, on random histories and drawn ones.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct BlameTests {
    @Test(arguments: 1...14) func everyLineEqualsGit(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed)).makeRepository()
        try await compare(scratch, "HEAD", [], BlameOptions())
    }

    @Test(arguments: 1...8) func otherTipsEqualGit(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed)).makeRepository()
        var random = SplitMix64(seed: UInt64(seed))
        let commits = try scratch.commits()
        var options = BlameOptions()
        options.whitespace = .ignoreAll
        try await compare(scratch, random.pick(commits), ["-w"], options)
        options = BlameOptions()
        options.firstParent = true
        try await compare(scratch, random.pick(commits), ["--first-parent"], options)
    }

    @Test(arguments: 1...10) func ignoredRevisionsEqualGit(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed)).makeRepository()
        var random = SplitMix64(seed: UInt64(seed))
        let commits = try scratch.commits()
        var options = BlameOptions()
        var arguments: [String] = []
        for _ in 0..<commits.count / 3 {
            let commit = random.pick(commits)
            arguments += ["--ignore-rev", commit]
            options.ignored.insert(try #require(ObjectID(commit)))
        }
        try await compare(scratch, "HEAD", arguments, options)
    }

    @Test(arguments: 1...10) func rangesEqualGit(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed)).makeRepository()
        var random = SplitMix64(seed: UInt64(seed))
        let bottom = random.pick(try scratch.commits())
        var options = BlameOptions()
        options.bottoms = [try #require(ObjectID(bottom))]
        try await compare(scratch, "HEAD", ["^\(bottom)"], options)
    }

    /// Lines rewritten, moved within reach, joined and split by an ignored revision.
    @Test func reformattingIsLookedThrough() async throws {
        let before = (0..<40).map { "    value_\($0 % 7) = compute(\($0), \"text \($0 * 3)\");\n" }
        var after = before.map { $0.replacing("    ", with: "\t").replacing("(", with: "( ") }
        after.swapAt(3, 5)
        after.remove(at: 20)
        after.insert("\tsomething_else_altogether();\n", at: 11)
        let scratch = try ScratchRepository { history in
            let first = history.commit("one", [.file("f", before[..<15].joined())])
            let second = history.commit("two", parents: [first], [.file("f", before.joined())])
            let third = history.commit("reformat", parents: [second], [.file("f", after.joined())])
            history.point("reformat", at: third)
            let last = after.joined() + "one more\n"
            history.commit("three", parents: [third], [.file("f", last)])
        }
        let commit = try scratch.git.line("rev-parse", "reformat")
        var options = BlameOptions()
        options.ignored = [try #require(ObjectID(commit))]
        try await compare(scratch, "HEAD", ["--ignore-rev", commit], options)
    }

    /// Bytes above 127 were taken for negative numbers, which distorted the similarity of lines that have many of them.
    @Test(arguments: 1...6) func linesBeyondASCIIAreAsLikeAsGitSays(seed: Int) async throws {
        var random = SplitMix64(seed: UInt64(seed))
        let letters = Array("абвгдежзийклмнопрстуфхцчшщъыьэюяáéíóúñøåß ab ")
        let before = (0..<40).map { _ in String((0..<14).map { _ in random.pick(letters) }) }
        let after = before.indices.map { index in
            var line = Array(before[(index * 7 + seed) % 40])
            for _ in 0..<4 { line[Int(random.next() % 14)] = random.pick(letters) }
            return String(line)
        }
        let scratch = try ScratchRepository { history in
            var parent = history.commit("one", [.file("f", before[..<20].joined(separator: "\n") + "\n")])
            parent = history.commit(
                "two", parents: [parent], [.file("f", before.joined(separator: "\n") + "\n")])
            history.commit("three", parents: [parent], [.file("f", after.joined(separator: "\n") + "\n")])
        }
        let commit = try scratch.git.line("rev-parse", "HEAD")
        var options = BlameOptions()
        options.ignored = [try #require(ObjectID(commit))]
        try await compare(scratch, "HEAD", ["--ignore-rev", commit], options)
    }

    /// ```
    ///   A --- B ------ M     b renamed to c in B; M takes b's change from C
    ///    \            /
    ///     ---- C ----
    /// ```
    @Test func mergesFindRenamesInTheParentThatLacksThePath() async throws {
        let text = (0..<30).map { "line \($0)\n" }
        var changed = text
        changed[4] = "changed\n"
        let scratch = try ScratchRepository { history in
            let first = history.commit("A", [.file("b", text.joined()), .file("other", "x\n")])
            let left = history.commit("B", parents: [first], [.rename("b", "c")])
            let right = history.commit("C", on: "side", parents: [first], [.file("b", changed.joined())])
            history.commit(
                "M", parents: [left, right], [.file("c", changed.joined() + "merged\n")])
        }
        try await compare(scratch, "main", [], BlameOptions())
    }

    /// All that `git blame` says of each regular file, in its options and ours.
    private func compare(
        _ scratch: ScratchRepository, _ revision: String, _ arguments: [String], _ options: BlameOptions
    ) async throws {
        let session = try scratch.open()
        let reader = try session.makeReader()
        let commit = try session.resolveCommit(revision.bytes, reader: reader)
        let tree = try CommitLoader(session: session, reader: reader).links(commit).tree
        let files = try TreeDiff.changes(from: nil, to: tree, reader: reader).compactMap { change in
            change.new.flatMap {
                $0.mode.isRegular ? BlameFile(path: change.path, blob: $0.id, size: 0) : nil
            }
        }
        let blame = Blame(
            session: session, options: options, sharding: Sharding(jobs: 2), memory: session.memory)
        var problems: [RgitError] = []
        let graph = try await blame.graph(from: commit, files: files, problems: &problems)
        #expect(problems.isEmpty)
        var found = [[String]](repeating: [], count: files.count)
        try await blame.lines(graph, files: files) {
            $0
        } consume: { file, result in
            #expect(result.problems.isEmpty)
            for entry in result.entries {
                for offset in 0..<entry.count {
                    found[file].append(
                        "\(graph.commits[Int(entry.commit)]) \(entry.sourceLine + offset + 1) "
                            + "\(entry.line + offset + 1)"
                            + (graph.isBoundary(entry.commit) ? " boundary" : ""))
                }
            }
        }
        for (number, file) in files.enumerated() {
            let command = ["blame", "--root", "--line-porcelain"] + arguments + [revision, "--"]
            let output = try scratch.git.run(command.map(\.bytes) + [file.path])
            let path = String(decoding: file.path, as: UTF8.self)
            #expect(found[number] == BlameTests.lines(output.stdout), "\(path) with \(arguments)")
        }
    }

    /// The commit, the line there and the line here of every line of git's output.
    private static func lines(_ output: [UInt8]) -> [String] {
        var lines: [String] = []
        var current: String?
        for line in output.pieces(endedBy: 0x0a) {
            if line.first == 0x09 {
                lines.append(current ?? "")
                current = nil
            } else if current == nil {
                let words = String(decoding: line, as: UTF8.self).split(separator: " ")
                current = words.prefix(3).joined(separator: " ")
            } else if line == "boundary".bytes {
                current? += " boundary"
            }
        }
        return lines
    }
}

extension ScratchRepository {
    /// Every commit HEAD reaches.
    fileprivate func commits() throws -> [String] {
        try git("rev-list", "HEAD").stdout.pieces(endedBy: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    }
}
