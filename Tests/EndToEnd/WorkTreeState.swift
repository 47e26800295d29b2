// Changes a checked-out repository at random, in every way that a comparison with the index has to know.

import Support

/// A work tree that is being changed.
struct WorkTreeState {
    let repository: ScratchRepository

    /// Changes every tracked file in some way, or not at all.
    func change(_ random: inout SplitMix64) throws {
        let tracked = try repository.git("ls-files", "-z", "--stage").records
            .filter { $0.starts(with: Array("1".utf8)) && !$0.starts(with: Array("16".utf8)) }
            .map { Array($0.drop { $0 != 9 }.dropFirst()) }
        for path in tracked {
            let full = Array("\(repository.path)/".utf8) + path
            switch random.below(14) {
            case 0: try repository.write(path, Array("new content\n1\n2\n".utf8))
            case 1: TemporaryFolder.removeTree(full)
            case 2: try repository.git.run([Array("rm".utf8), Array("-qf".utf8), Array("--".utf8), path])
            case 3:
                try repository.git.run([
                    Array("rm".utf8), Array("-q".utf8), Array("--cached".utf8), Array("--".utf8), path,
                ])
            case 4:
                TemporaryFolder.removeTree(full)
                try repository.write(path + Array("/inside".utf8), Array("1\n".utf8))
            case 5: try rewrite(path, full, adding: "one more\n", mode: 0o755)
            case 6: try rewrite(path, full, adding: "", mode: 0o644)
            case 7:
                try rewrite(path, full, adding: "staged\n", mode: 0o644)
                try add([], path)
                try rewrite(path, full, adding: "not staged", mode: 0o644)
            case 8:
                let content = try? FileTree.read(full)
                TemporaryFolder.removeTree(full)
                try repository.write(path + Array(".moved".utf8), content ?? Array("moved\n".utf8))
                try add(["-N"], path + Array(".moved".utf8))
            case 9:
                try repository.git.run([
                    Array("update-index".utf8), Array("--assume-unchanged".utf8), Array("--".utf8), path,
                ])
                try rewrite(path, full, adding: "unseen\n", mode: 0o644)
            default: break
            }
        }
        try repository.write("untracked", "never compared\n")
    }

    private func rewrite(_ path: [UInt8], _ full: [UInt8], adding text: String, mode: UInt32) throws {
        guard let content = try? FileTree.read(full) else { return }
        try repository.write(path, content + Array(text.utf8), mode: mode)
    }

    private func add(_ options: [String], _ path: [UInt8]) throws {
        _ = try repository.git.attempt(["add"] + options + ["--", String(decoding: path, as: UTF8.self)])
    }
}
