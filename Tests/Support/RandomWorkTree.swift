// Makes repositories whose index and working tree are in every state that `git status` tells apart.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A random repository with a dirty working tree; the same one for the same seed.
public struct RandomWorkTree {
    private var random: SplitMix64
    private let repository: ScratchRepository
    /// Paths of files that have been written, whether they are there or not.
    private var files: [[UInt8]] = []
    private var submodules: [[UInt8]] = []
    private let isPlain: Bool

    /// The names that files and directories have.
    private static let names: [[UInt8]] =
        [
            "a", "b", "c", "d", "e.o", "f.o", "build", "lib", "A", "é", "sp ace", "tab\tname", "new\nline",
            "q\"uote", "back\\slash", "-dash", "#hash", "!bang", "st*r", "[br]", "trail ", "a.c", "b.c",
            "a.b",
        ].map { Array($0.utf8) } + [[0xff, 0x66], [0x61, 0xe9]]

    private static let patterns: [String] = [
        "*.o", "/a", "b", "build/", "lib/", "/lib/*", "!/lib/a", "!a", "!*.o", "a/b", "a/**", "**/c", "**/d/",
        "*", "!*/", "[a-c]", "[!a-z]*", "\\#hash", "\\!bang", "trail\\ ", "trail ", "st\\*r", "st*r", "d/*.c",
        "!d/a.c", "# comment", "", "  ", "a\r", "/", "!", "é", "*c", "?", "a?c", "/*/a", "**", "**/build/**",
        "A", "B", "sp\\ ace", "sp ace", "!b/", "e.o/", "foo\\", "[", "[[:upper:]]", "!/a/b",
    ]

    /// Makes the repository of a seed.
    ///
    /// - Parameter onlyNames: Whether there are only files, ignore files and attributes, all of them untracked or tracked.
    public static func make(seed: UInt64, onlyNames: Bool = false) throws -> ScratchRepository {
        var tree = RandomWorkTree(
            random: SplitMix64(seed: seed), repository: try ScratchRepository(hash: .drawn(seed)),
            isPlain: onlyNames)
        try tree.build()
        return tree.repository
    }

    private init(random: SplitMix64, repository: ScratchRepository, isPlain: Bool) {
        self.random = random
        self.repository = repository
        self.isPlain = isPlain
    }

    private var git: Git { repository.git }

    private mutating func build() throws {
        try settings()
        for _ in 0..<random.below(14) + 2 { try writeSomewhere() }
        try ignoreFiles()
        if random.percent(40) { try attributeFile() }
        if !isPlain, random.percent(35) { try submodule() }
        try add()
        if random.percent(90) { try commit() }
        if isPlain {
            for _ in 0..<random.below(10) { try writeSomewhere() }
            try ignoreFiles()
            return
        }
        if random.percent(30) { try upstream() }
        if random.percent(20) { try stash() }
        for _ in 0..<random.below(12) {
            // A change may be in the way of the one before.
            do { try change() } catch is SystemFailure {}
        }
        if random.percent(25) { try ignoreFiles() }
        try indexFormat()
        if random.percent(10) { try git("config", "core.ignorecase", "true") }
        if random.percent(15) { try linkDirectory() }
    }

    /// Moves a directory and puts a link to it in its place.
    private mutating func linkDirectory() throws {
        let directories = files.compactMap { file in file.lastIndex(of: 0x2f).map { Array(file[..<$0]) } }
        guard !directories.isEmpty else { return }
        let directory = random.pick(directories)
        let target = "\(repository.path)/moved"
        if rename(name(directory), target) == 0 { try link(directory, to: target) }
    }

    // MARK: What is set

    private mutating func settings() throws {
        func set(_ chance: Int, _ key: String, _ values: String...) throws {
            if random.percent(chance) { try git("config", key, random.pick(values)) }
        }
        try set(5, "core.filemode", "false")
        try set(10, "core.quotepath", "false")
        try set(5, "core.trustctime", "false")
        try set(5, "core.checkstat", "minimal")
        try set(10, "core.autocrlf", "true", "input")
        try set(10, "status.renames", "false", "copies")
        try set(8, "diff.renames", "false", "copies")
        try set(5, "status.renamelimit", "1")
        try set(10, "status.showuntrackedfiles", "no", "all", "normal")
        try set(8, "status.relativepaths", "false")
        try set(8, "status.showstash", "true")
        try set(5, "status.branch", "true")
        try set(5, "status.aheadbehind", "false")
        try set(5, "diff.ignoresubmodules", "all", "dirty", "untracked")
        try set(10, "index.version", "4")
        if random.percent(20) {
            try repository.write("../user-ignore", random.pick(["*.o\n", "!a\n", "b\n", "build/\n"]))
            try git("config", "core.excludesfile", "\(repository.folder.path)/user-ignore")
        }
        if random.percent(25) {
            try repository.write(".git/info/exclude", random.pick(["*.c\n", "!a\n", "/d\n", "lib\n!lib/\n"]))
        }
    }

    private mutating func indexFormat() throws {
        if random.percent(10) { _ = try git.attempt(["update-index", "--split-index"]) }
        if random.percent(10) { _ = try git.attempt(["update-index", "--untracked-cache"]) }
        if random.percent(8) {
            let sparse = random.percent(50) ? ["--cone", "d", "lib"] : ["--no-cone", "/a", "d/"]
            _ = try git.attempt(["sparse-checkout", "set"] + sparse)
            if random.percent(50) { _ = try git.attempt(["sparse-checkout", "reapply", "--sparse-index"]) }
        }
    }

    // MARK: Files

    private mutating func path() -> [UInt8] {
        var path = random.pick(Self.names)
        for _ in 0..<random.pick([0, 0, 0, 1, 1, 2, 3]) { path = random.pick(Self.names) + [0x2f] + path }
        return path
    }

    private mutating func text() -> [UInt8] {
        let end = random.percent(15) ? "\r\n" : "\n"
        // Long enough to be similar, few enough to be the same.
        let count = random.pick([0, 1, 2, 8, 8, 8])
        let kind = random.below(4)
        var text = (0..<count).map { "line \($0) of \(kind)\(end)" }.joined()
        if random.percent(20) { text += "one more \(random.below(3))\(end)" }
        return Array(text.utf8)
    }

    private mutating func writeSomewhere() throws { try write(path()) }

    private mutating func write(_ path: [UInt8]) throws {
        guard !submodules.contains(where: { path.starts(with: $0) }) else { return }
        do {
            if random.percent(12) {
                try link(path, to: random.pick(["a", "b", "nowhere", "d", "."]))
            } else {
                try repository.write(path, text(), mode: random.percent(15) ? 0o755 : 0o644)
                if random.percent(60) { age(path) }
            }
            files.append(path)
        } catch is SystemFailure {
            // A file is where a directory would have to be, or the other way round.
        }
    }

    private func absolute(_ path: [UInt8]) -> [UInt8] { Array("\(repository.path)/".utf8) + path }

    private func name(_ path: [UInt8]) -> [CChar] { absolute(path).map { CChar(bitPattern: $0) } + [0] }

    private func link(_ path: [UInt8], to target: String) throws {
        if let slash = path.lastIndex(of: 0x2f) { try FileTree.makeFolder(absolute(Array(path[..<slash]))) }
        if symlink(target, name(path)) != 0 { throw SystemFailure("symlink") }
    }

    /// Gives a file a time of modification long ago, so that the index need not doubt it.
    private func age(_ path: [UInt8]) {
        var times = [
            timespec(tv_sec: 1_500_000_000, tv_nsec: 0), timespec(tv_sec: 1_500_000_000, tv_nsec: 0),
        ]
        utimensat(AT_FDCWD, name(path), &times, AT_SYMLINK_NOFOLLOW)
    }

    private func remove(_ path: [UInt8]) { TemporaryFolder.removeTree(absolute(path)) }

    private mutating func ignoreFiles() throws {
        for _ in 0..<random.below(4) {
            let lines = (0..<random.below(6) + 1).map { _ in random.pick(Self.patterns) }
            var directory = path()
            while let slash = directory.lastIndex(of: 0x2f) {
                directory.removeSubrange(slash...)
                if random.percent(50) { break }
            }
            let isRoot = random.percent(45)
            let file = (isRoot ? [] : directory + [0x2f]) + Array(".gitignore".utf8)
            let text = (random.percent(5) ? "\u{feff}" : "") + lines.joined(separator: "\n")
            do {
                try repository.write(file, Array((text + (random.percent(80) ? "\n" : "")).utf8))
            } catch is SystemFailure {}
        }
    }

    private mutating func attributeFile() throws {
        let lines = [
            "*.c text", "*.o binary", "a eol=crlf", "b -text", "d/* text=auto", "* text=auto", "*.c ident",
            "c !text", "[attr]mine text eol=lf -diff", "build mine", "e.o diff=cpp",
            "lib/ whitespace=-trailing",
            "\"sp ace\" text", "a/** filter=none", "# no", "[attr]other mine custom=1", "*.o other",
        ]
        let text = (0..<random.below(6) + 1).map { _ in random.pick(lines) + "\n" }.joined()
        let file = random.percent(70) ? ".gitattributes" : "d/.gitattributes"
        do { try repository.write(Array(file.utf8), Array(text.utf8)) } catch is SystemFailure {}
    }

    // MARK: History

    private mutating func add() throws {
        if random.percent(70) {
            _ = try git.attempt(["add", "--all"])
        } else {
            for file in files where random.percent(60) { try addOne(file) }
        }
    }

    private func addOne(_ path: [UInt8], _ options: String...) throws {
        let words = ["--literal-pathspecs", "add"] + options + ["--"]
        _ = try git.runner.run("git", words.map { Array($0.utf8) } + [path])
    }

    private func attempt(_ words: String..., path: [UInt8]...) throws {
        _ = try git.runner.run("git", (["--literal-pathspecs"] + words).map { Array($0.utf8) } + path)
    }

    private func commit() throws { _ = try git.attempt(["commit", "--quiet", "--allow-empty", "-m", "c"]) }

    private mutating func upstream() throws {
        guard try git.attempt(["branch", "other"]).exitStatus == 0 else { return }
        try git("config", "branch.main.remote", ".")
        try git("config", "branch.main.merge", random.pick(["refs/heads/other", "refs/heads/gone"]))
        for _ in 0..<random.below(3) { try commit() }
        if random.percent(50) {
            let tree = try git.line("rev-parse", "HEAD^{tree}")
            let parent = try git.line("rev-parse", "other")
            let commit = try git.line("commit-tree", tree, "-p", parent, "-m", "theirs")
            try git("update-ref", "refs/heads/other", commit)
        }
        if random.percent(15) { _ = try git.attempt(["checkout", "--quiet", "--detach"]) }
    }

    private mutating func stash() throws {
        guard try git.attempt(["rev-parse", "--verify", "--quiet", "HEAD"]).exitStatus == 0 else { return }
        for _ in 0..<random.below(2) + 1 {
            let commit = try git.line("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "stash")
            _ = try git.attempt(["stash", "store", "-m", "s", commit])
        }
    }

    // MARK: Submodules

    private mutating func submodule() throws {
        let path = Array(random.pick(["sub", "d/sub", "lib/m"]).utf8)
        let folder = String(decoding: absolute(path), as: UTF8.self)
        do { try FileTree.makeFolder(Array(folder.utf8)) } catch is SystemFailure { return }
        let inner = git.at(folder)
        try inner("init", "--quiet", "--initial-branch=main")
        try FileTree.write(Array("1\n".utf8), to: Array("\(folder)/f".utf8))
        try inner("add", "f")
        try inner("commit", "--quiet", "-m", "one")
        if random.percent(60) {
            var text =
                "[submodule \"m\"]\n\tpath = \(String(decoding: path, as: UTF8.self))\n\turl = ./none\n"
            if random.percent(50) {
                text += "\tignore = \(random.pick(["all", "dirty", "untracked", "none"]))\n"
            }
            try repository.write(".gitmodules", text)
            if random.percent(20) {
                try git("config", "submodule.m.ignore", random.pick(["all", "dirty", "untracked", "none"]))
            }
        }
        submodules.append(path)
        try addOne(path)
    }

    private mutating func changeSubmodule() throws {
        guard let path = submodules.first else { return try submodule() }
        let folder = String(decoding: absolute(path), as: UTF8.self)
        let inner = git.at(folder)
        switch random.below(6) {
        case 0: try FileTree.write(Array("2\n".utf8), to: Array("\(folder)/f".utf8))
        case 1: try FileTree.write(Array("2\n".utf8), to: Array("\(folder)/untracked".utf8))
        case 2: _ = try inner.attempt(["commit", "--quiet", "--allow-empty", "-m", "two"])
        case 3: try addOne(path)
        case 4:
            try FileTree.write(Array("3\n".utf8), to: Array("\(folder)/g".utf8))
            _ = try inner.attempt(["add", "g"])
        default: if random.percent(40) { remove(path) }
        }
    }

    // MARK: Changes

    private mutating func change() throws {
        guard !files.isEmpty else { return try writeSomewhere() }
        let path = random.pick(files)
        switch random.below(22) {
        case 0, 1, 2: try write(path)
        case 3, 4: remove(path)
        case 5: chmod(name(path), random.percent(50) ? 0o755 : 0o644)
        case 6:
            remove(path)
            try link(path, to: "a")
        case 7:
            // A directory in the place of a file.
            remove(path)
            try write(path + [0x2f] + random.pick(Self.names))
        case 8:
            // A file in the place of a directory.
            if let slash = path.lastIndex(of: 0x2f) {
                remove(Array(path[..<slash]))
                try write(Array(path[..<slash]))
            }
        case 9, 10: try addOne(path)
        case 11: try addOne(path, "--force")
        case 12: try attempt("rm", "--cached", "--quiet", "-r", "--", path: path)
        case 13: try attempt("mv", "--", path: path, self.path())
        case 14:
            // A rename that was not staged.
            let target = self.path()
            if let slash = target.lastIndex(of: 0x2f) {
                do { try FileTree.makeFolder(absolute(Array(target[..<slash]))) } catch is SystemFailure {
                    return
                }
            }
            if rename(name(path), name(target)) == 0 { files.append(target) }
            if random.percent(60) { try addOne(target, "--intent-to-add", "--force") }
        case 15:
            let target = self.path()
            try write(target)
            try addOne(target, "--intent-to-add", "--force")
        case 16: try conflict(path)
        case 17: try attempt("update-index", "--assume-unchanged", "--", path: path)
        case 18: try attempt("update-index", "--skip-worktree", "--", path: path)
        case 19: try changeSubmodule()
        case 20:
            // The same content with another time, or the other way round.
            if random.percent(50) { age(path) } else { utimensat(AT_FDCWD, name(path), nil, 0) }
        default:
            let folder = self.path()
            do { try FileTree.makeFolder(absolute(folder)) } catch is SystemFailure { return }
            if random.percent(30) {
                // A link that leads nowhere may be there.
                _ = try? git.run([Array("init".utf8), Array("-q".utf8), absolute(folder)])
            }
        }
    }

    /// Puts some of the three versions of a path into the index.
    private mutating func conflict(_ path: [UInt8]) throws {
        var input: [UInt8] = Array("0 \(repository.hash.zeros)\t".utf8) + path + [0]
        let mask = random.below(7) + 1
        for stage in 1...3 where mask & (1 << (stage - 1)) != 0 {
            let hexsha = try git.runner.run("git", ["hash-object", "-w", "--stdin"], input: text()).lines[0]
            let mode = random.percent(15) ? "100755" : "100644"
            input += Array("\(mode) ".utf8) + hexsha + Array(" \(stage)\t".utf8) + path + [0]
        }
        _ = try git.attempt(["update-index", "-z", "--index-info"], input: input)
    }
}
