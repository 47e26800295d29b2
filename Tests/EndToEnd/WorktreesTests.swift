// `rgit worktrees` beside `git worktree list --porcelain`.

import Support
import Testing

@Suite struct WorktreesTests {
    private func compare(_ git: Git, _ rgit: Rgit) throws {
        for options in [["--porcelain"], ["--porcelain", "-z"]] {
            let expected = try git.run(["worktree", "list"] + options)
            #expect(try rgit.run(["worktrees"] + options).expecting(0).text == expected.text)
        }
        let blocks = try git("worktree", "list", "--porcelain", "-z").text.split(separator: "\0\0")
        let rows = try rgit.json(["worktrees"])["worktrees"]?.array ?? []
        #expect(rows.count == blocks.count)
        let top = try git.attempt(["rev-parse", "--show-toplevel"]).text.dropLast()
        for (row, block) in zip(rows, blocks) {
            var values: [String: String] = [:]
            for line in block.split(separator: "\0") {
                let words = line.split(separator: " ", maxSplits: 1).map(String.init)
                values[words[0]] = words.count > 1 ? words[1] : ""
            }
            let head = values["HEAD"].flatMap { $0.allSatisfy { $0 == "0" } ? nil : $0 }
            #expect(row["path"]?.text == values["worktree"])
            #expect(row["hexsha"]?.text == head)
            #expect(row["branch"]?.text == values["branch"])
            #expect(row["lock_reason"]?.text == values["locked"])
            #expect(row["prune_reason"]?.text == values["prunable"])
            for (field, word) in [
                ("bare", "bare"), ("detached", "detached"), ("locked", "locked"), ("prunable", "prunable"),
            ] {
                #expect(row[field]?.bool == (values[word] != nil))
            }
            if !top.isEmpty { #expect(row["is_current"]?.bool == (values["worktree"] == String(top))) }
        }
        #expect(rows.map { $0["is_main"]?.bool == true } == rows.indices.map { $0 == 0 })
    }

    private func grow(_ repository: ScratchRepository) throws -> String {
        let git = repository.git
        let folder = repository.folder.path
        for (name, branch) in [("z", "-b one"), ("b", "-b two"), ("B", "--detach"), ("gone", "-b four")] {
            let options = branch.split(separator: " ").map(String.init)
            try git.run(["worktree", "add", "-q"] + options + ["\(folder)/\(name)"])
        }
        try git("worktree", "add", "-q", "-b", "five", "\(folder)/locked gone")
        try git("worktree", "lock", "--reason", "on a \"stick\"\nsecond", "\(folder)/b")
        try git("worktree", "lock", "\(folder)/locked gone")
        TemporaryFolder.removeTree(Array("\(folder)/gone".utf8))
        TemporaryFolder.removeTree(Array("\(folder)/locked gone".utf8))
        try git.at("\(folder)/z")("symbolic-ref", "HEAD", "refs/heads/unborn")
        return folder
    }

    @Test func linkedOnes() throws {
        let repository = try ScratchRepository { $0.commit("one", [.file("a", "1\n")]) }
        try repository.checkOut()
        try compare(repository.git, repository.rgit)
        let folder = try grow(repository)
        for directory in ["repo", "z", "B", "repo/.git"] {
            let path = "\(folder)/\(directory)"
            try compare(repository.git.at(path), repository.rgit.at(path))
        }
        try repository.detachHead(at: "main")
        try repository.git("config", "core.ignoreCase", "true")
        try compare(repository.git, repository.rgit)
        // What git keeps of one without a `gitdir` file is no working tree any more.
        try repository.write(".git/worktrees/b/gitdir", "")
        try repository.write(".git/worktrees/B/gitdir", "\n")
        try compare(repository.git, repository.rgit)
    }

    @Test func bareOnesAndUnbornBranches() throws {
        let bare = try ScratchRepository(bare: true) { $0.commit("one", [.file("a", "1\n")]) }
        try compare(bare.git, bare.rgit)
        let folder = try grow(bare)
        try compare(bare.git, bare.rgit)
        try compare(bare.git.at("\(folder)/B"), bare.rgit.at("\(folder)/B"))
        let empty = try ScratchRepository()
        try compare(empty.git, empty.rgit)
    }
}
