// Objects under names that are not those of their contents, so that a tree contains itself and a tag names itself.

import Support
import Testing

@Suite struct ForgedLoopTests {
    /// A repository whose objects may be written under any name.
    private struct Forgery {
        let repository: ScratchRepository
        let hexCount: Int

        init() throws {
            repository = try ScratchRepository()
            hexCount = try repository.writeObject("blob", Array("1\n".utf8)).utf8.count
        }

        /// A name that no content has.
        func name(_ digits: String) -> String {
            String(String(repeating: digits, count: hexCount).prefix(hexCount))
        }

        func write(_ type: String, _ content: [UInt8], as name: String) throws {
            let path = repository.looseObjectPath(name)
            try FileTree.makeFolder(Array(path.utf8.prefix(path.utf8.count - hexCount + 1)))
            try FileTree.write(LooseObjectWriter.file(type, content), to: Array(path.utf8))
        }

        /// The content of a tree.
        func tree(_ entries: [(mode: String, name: String, hexsha: String)]) -> [UInt8] {
            entries.flatMap { entry in
                let digits = Array(entry.hexsha)
                let id = stride(from: 0, to: digits.count, by: 2).map {
                    UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0
                }
                return Array("\(entry.mode) \(entry.name)\0".utf8) + id
            }
        }

        /// A commit of a tree, with a parent.
        func commit(_ tree: String, _ parents: [String] = []) throws -> String {
            let person = "A <a@example.com> 1600000000 +0000"
            let lines = ["tree \(tree)"] + parents.map { "parent \($0)" }
            return try repository.writeObject(
                "commit",
                Array(
                    (lines.joined(separator: "\n") + "\nauthor \(person)\ncommitter \(person)\n\none\n").utf8)
            )
        }

        func run(_ words: String...) throws -> ProcessResult {
            var rgit = repository.rgit
            rgit.runner.timeout = 20
            return try rgit.run(words)
        }
    }

    /// A tree that contains itself twice, in a commit behind one that is sound, and two that contain one another.
    private func loops() throws -> Forgery {
        let forgery = try Forgery()
        let blob = try forgery.repository.writeObject("blob", Array("1\n".utf8))
        let (itself, one, other) = (forgery.name("ab"), forgery.name("cd"), forgery.name("ef"))
        let file = (mode: "100644", name: "f", hexsha: blob)
        try forgery.write(
            "tree", forgery.tree([("40000", "a", itself), ("40000", "b", itself), file]), as: itself)
        try forgery.write("tree", forgery.tree([("40000", "a", other), file]), as: one)
        try forgery.write("tree", forgery.tree([("40000", "b", one), file]), as: other)
        let sound = try forgery.repository.writeObject("tree", forgery.tree([file]))
        let top = try forgery.repository.writeObject(
            "tree", forgery.tree([("40000", "d", itself), ("40000", "e", one), ("40000", "s", sound), file]))
        let first = try forgery.commit(sound)
        try forgery.repository.git("update-ref", "refs/heads/main", try forgery.commit(top, [first]))
        return forgery
    }

    @Test(arguments: ["1", "3"]) func treesThatContainThemselvesAreUnknownObjects(jobs: String) throws {
        let forgery = try loops()
        let result = try forgery.run("info", "--history", "--json", "--jobs", jobs).expecting(3)
        let document = try JSONValue(parsing: result.stdout)
        #expect(document["history"]?["unknown_objects"]?.integer == 3)
        #expect(document["history"]?["trees"]?.integer == 2)
        #expect(document["history"]?["max_files"]?.integer == 2)
        #expect(document["history"]?["max_directories"]?.integer == 4)
        let errors = document["errors"]?.array.map { $0["what"]?.text } ?? []
        #expect(errors.count == 3)
        #expect(errors.allSatisfy { $0 == "tree contains itself" }, "\(errors)")
    }

    @Test(
        arguments: [
            ["files"], ["files", "--trees"], ["files", "--last-commit"], ["weight"],
            ["weight", "--by", "blob"],
            ["last-modified"], ["last-modified", "--created"], ["owners"], ["owners", "--metric", "doa"],
            ["blame-stats"], ["hotspots"], ["coupling"], ["log", "--stats"], ["log", "--", "d/a/a/g"],
            ["diff-stats", "HEAD~1", "HEAD"], ["diff", "HEAD~1", "HEAD"], ["age"], ["search", "x"],
            ["contributors", "--stats"], ["activity"], ["check", "HEAD~1", "HEAD", "--case-collision"],
            ["status"], ["show", "HEAD"],
        ]) func questionsAboutTreesThatContainThemselvesEnd(_ words: [String]) throws
    {
        let forgery = try loops()
        var rgit = forgery.repository.rgit
        rgit.runner.timeout = 20
        let result = try rgit.run(words)
        #expect(!result.timedOut && result.signal == nil, "\(words)")
        #expect([0, 3].contains(result.exitStatus), "\(words) \(result.errorText.prefix(500))")
        #expect(result.stdout.count + result.stderr.count < 100_000, "\(words)")
        if ["files", "weight", "last-modified", "owners"].contains(words[0]) {
            #expect(result.exitStatus == 3, "\(words)")
            #expect(result.errorText.contains("tree contains itself"), "\(words) \(result.errorText)")
        }
    }

    @Test func tagsThatNameThemselvesAreUnknownObjects() throws {
        let forgery = try Forgery()
        let (itself, one, other) = (forgery.name("ab"), forgery.name("cd"), forgery.name("ef"))
        func tag(_ target: String, _ type: String) -> [UInt8] {
            Array("object \(target)\ntype \(type)\ntag t\ntagger A <a@example.com> 1 +0000\n\nt\n".utf8)
        }
        let blob = try forgery.repository.writeObject("blob", Array("1\n".utf8))
        let tree = try forgery.repository.writeObject("tree", forgery.tree([("100644", "f", blob)]))
        let commit = try forgery.commit(tree)
        try forgery.write("tag", tag(itself, "tag"), as: itself)
        try forgery.write("tag", tag(other, "tag"), as: one)
        try forgery.write("tag", tag(one, "tag"), as: other)
        let onto = try forgery.repository.writeObject("tag", tag(one, "tag"))
        let sound = try forgery.repository.writeObject("tag", tag(commit, "commit"))
        let nested = try forgery.repository.writeObject("tag", tag(sound, "tag"))
        for (name, target) in [
            ("heads/main", commit), ("tags/itself", itself), ("tags/onto", onto), ("tags/nested", nested),
            ("tags/sound", sound),
        ] {
            try forgery.repository.write(".git/refs/\(name)", "\(target)\n")
        }
        let result = try forgery.run("info", "--history", "--json").expecting(3)
        let document = try JSONValue(parsing: result.stdout)
        #expect(document["history"]?["unknown_objects"]?.integer == 3)
        #expect(document["history"]?["references"]?.integer == 5)
        #expect(document["history"]?["tags"]?.integer == 3)
        #expect(document["history"]?["max_tag_depth"]?.integer == 2)
        #expect(document["history"]?["commits"]?.integer == 1)
        for words in [
            ["log", "--all"], ["tags"], ["refs"], ["describe", "--all"], ["name-rev", "HEAD"],
            ["show", "itself"],
        ] {
            var rgit = forgery.repository.rgit
            rgit.runner.timeout = 20
            let result = try rgit.run(words)
            #expect(!result.timedOut && result.signal == nil, "\(words)")
            #expect([0, 3].contains(result.exitStatus), "\(words) \(result)")
        }
    }
}
