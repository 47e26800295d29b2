// `rgit files` beside `git ls-tree` and `git ls-files`, on random histories and on odd trees.

import Support
import Testing

@Suite struct FilesTests {
    /// The rows of a command as lines, tab-separated, bytes as they are.
    private static func rows(_ scratch: ScratchRepository, _ arguments: [String]) throws -> [[UInt8]] {
        let result = try scratch.rgit.run(
            ["files"] + arguments + ["--fields", "mode,type,hexsha,size", "--tsv"])
        return Array(try result.expecting(0).stdout.pieces(endedBy: 0x0a).dropFirst())
    }

    private static func paths(_ scratch: ScratchRepository, _ arguments: [String]) throws -> [[UInt8]] {
        try scratch.rgit.run(["files", "--value", "path", "-z"] + arguments).expecting(0).stdout.pieces(
            endedBy: 0)
    }

    /// Mode, type, object and size of each entry of `git ls-tree -l -z`, and the paths.
    private static func gits(
        _ scratch: ScratchRepository, _ arguments: [String]
    ) throws -> (rows: [[UInt8]], paths: [[UInt8]]) {
        let entries = try scratch.git.run(["ls-tree", "-l", "-z"] + arguments).stdout.pieces(endedBy: 0)
        let split = entries.map { $0.split(separator: 0x09, maxSplits: 1).map { Array($0) } }
        let rows = split.map { parts in
            var words = parts[0].split(separator: 0x20).map { Array($0) }
            if words[3] == Array("-".utf8) { words[3] = [] }
            return Array(words.joined(separator: [0x09]))
        }
        return (rows, split.map { $0[1] })
    }

    @Test(arguments: [51, 52, 53] as [UInt64]) func treesEqualGits(seed: UInt64) throws {
        let scratch = try RandomHistory(seed: seed).makeRepository()
        for (own, git) in [
            ([], ["-r", "HEAD"]), (["HEAD~2"], ["-r", "HEAD~2"]), (["--trees"], ["-r", "-t", "HEAD"]),
            (["--depth", "1"], ["HEAD"]), (["HEAD^{tree}", "--depth=1"], ["HEAD^{tree}"]),
        ] {
            let expected = try Self.gits(scratch, git)
            #expect(try Self.rows(scratch, own) == expected.rows, "\(own) of seed \(seed)")
            #expect(try Self.paths(scratch, own) == expected.paths, "\(own) of seed \(seed)")
        }
        let folder = try Self.gits(scratch, ["HEAD"]).paths.first { path in
            try scratch.git.run(["cat-file", "-t", "HEAD:\(path.text)"]).lines == [Array("tree".utf8)]
        }
        if let folder {
            let expected = try Self.gits(scratch, ["-r", "-t", "HEAD", folder.text])
            #expect(try Self.paths(scratch, ["-t", "--", ":(literal)\(folder.text)"]) == expected.paths)
        }
    }

    @Test func theIndexEqualsGits() throws {
        let scratch = try ScratchRepository { history in
            let base = history.commit(
                "one", [.file("a", "1\n"), .file("d/b", "1\n"), .symlink("l", to: "a")])
            let ours = history.commit("two", parents: [base], [.file("a", "2\n")])
            let theirs = history.commit("three", parents: [base], [.file("a", "3\n")])
            history.point("other", at: theirs)
            history.point("main", at: ours)
        }
        try scratch.checkOut()
        try scratch.mergeIntoConflict("other")
        try scratch.write("new", "x\n")
        try scratch.git("add", "--intent-to-add", "new")
        try scratch.git("update-index", "--assume-unchanged", "d/b")
        try scratch.git("update-index", "--skip-worktree", "l")
        let expected = try scratch.git("ls-files", "-s").lines.map { line in
            // MODE HASH STAGE, a tab, PATH
            Array(line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).joined(separator: [0x09]))
        }
        let found = try scratch.rgit.run(
            ["files", "--index", "--fields", "mode,hexsha,stage,path", "--tsv"]
        ).expecting(0).lines
        #expect(Array(found.dropFirst()) == expected)
        #expect(expected.count == 6)
        for (field, path) in [("skip_worktree", "l"), ("assume_unchanged", "d/b"), ("intent_to_add", "new")] {
            let rows = try scratch.rgit.json(["files", "--index"])["files"]?.array ?? []
            let marked = rows.filter { $0[field]?.bool == true }.compactMap { $0["path"]?.text }
            #expect(marked == [path])
        }
    }

    @Test func whatCannotBeReadIsNamedAndTheRestListed() throws {
        let scratch = try ScratchRepository {
            $0.commit("one", [.file("a/f", "1\n"), .file("b/g", "22\n"), .file("z", "333\n")])
        }
        let (tree, blob) = (
            try scratch.git.line("rev-parse", "HEAD:a"), try scratch.git.line("rev-parse", "HEAD:z")
        )
        try scratch.git("repack", "-adq")
        _ = try scratch.git.runner.run(
            "sh",
            ["-c", "mv .git/objects/pack/*.pack p; rm -f .git/objects/pack/*; git unpack-objects -q < p"])
        for object in [tree, blob] {
            _ = try scratch.git.runner.run("rm", ["-f", scratch.looseObjectPath(object)])
        }
        let result = try scratch.rgit.run(["files", "--fields", "size,path", "--csv"])
        #expect(result.exitStatus == 3)
        #expect(result.lines.map(\.text) == ["size,path", "3,b/g", ",z"])
        #expect(result.errorText.contains(tree) && result.errorText.contains(blob))
    }

    /// Modes that no git writes are shown as git reads them, also those of directories.
    @Test(arguments: [
        "100664", "0", "040000", "40755", "100000", "120777", "170000", "7777777777777777", "37777777777",
        "20000",
    ])
    func unusualModesEqualGits(mode: String) throws {
        let scratch = try ScratchRepository { $0.commit("one", [.file("d/f", "1\n"), .file("z", "22\n")]) }
        let isDirectory = mode.hasSuffix("40000") || mode == "40755"
        let object = try scratch.git.line("rev-parse", isDirectory ? "HEAD:d" : "HEAD:z")
        let blob = try scratch.git.line("rev-parse", "HEAD:z")
        func entry(_ mode: String, _ name: String, _ id: String) -> [UInt8] {
            Array("\(mode) \(name)".utf8) + [0] + [UInt8](hexadecimal: id)
        }
        let tree = try scratch.writeObject(
            "tree",
            entry("100644", "a", blob) + entry(mode, "m", object) + entry("100755", "n", blob))
        for (own, git) in [([tree], ["-r", tree]), ([tree, "--trees"], ["-r", "-t", tree])] {
            let expected = try Self.gits(scratch, git)
            #expect(expected.rows.count >= 3)
            #expect(try Self.rows(scratch, own) == expected.rows, "\(mode)")
            #expect(try Self.paths(scratch, own) == expected.paths, "\(mode)")
        }
    }

    @Test func siblingsOfAMissingDirectoryAreListed() throws {
        let scratch = try ScratchRepository {
            $0.commit(
                "one", [.file("a/b/f", "1\n"), .file("a/c/g", "2\n"), .file("a/d", "3\n"), .file("z", "4\n")])
        }
        let lost = try scratch.git.line("rev-parse", "HEAD:a/b")
        try scratch.git("repack", "-adq")
        _ = try scratch.git.runner.run(
            "sh",
            ["-c", "mv .git/objects/pack/*.pack p; rm -f .git/objects/pack/*; git unpack-objects -q < p"])
        _ = try scratch.git.runner.run("rm", ["-f", scratch.looseObjectPath(lost)])
        for options in [[], ["--trees"]] {
            let result = try scratch.rgit.run(["files", "--fields", "path,hexsha", "--csv"] + options)
            #expect(result.exitStatus == 3)
            #expect(result.errorText.contains(lost))
            let paths = result.lines.dropFirst().map { String($0.text.prefix { $0 != "," }) }
            let directories = options.isEmpty ? [] : ["a", "a/b", "a/c"]
            #expect(paths.sorted() == (directories + ["a/c/g", "a/d", "z"]).sorted())
        }
    }

    @Test func whatIsNoTreeIsRefused() throws {
        let scratch = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        for (arguments, status) in [
            (["HEAD:a"], 3), (["nowhere"], 3), (["HEAD", "HEAD~0", "main"], 2), (["--index", "--trees"], 2),
            (["--depth", "0"], 2),
        ] as [([String], Int32)] {
            let result = try scratch.rgit.run(["files"] + arguments)
            #expect(result.exitStatus == status, "\(arguments)")
            #expect(result.stdout.isEmpty)
        }
        let empty = try ScratchRepository()
        #expect(try empty.rgit.run(["files"]).exitStatus == 3)
        #expect(try empty.rgit.run(["files", "--index", "--ndjson"]).expecting(0).stdout.isEmpty)
    }
}
