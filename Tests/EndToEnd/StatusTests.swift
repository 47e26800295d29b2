// `rgit status` beside `git status`, byte for byte, on random states of index and working tree.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct StatusTests {
    private static let choices: [[String]] = [
        ["--porcelain=v2", "-z", "--branch"], ["--porcelain=v1", "-z", "--branch"],
        ["--porcelain=v2", "-z", "--ignored"], ["--porcelain", "--ignored", "--untracked-files=all"],
        ["--porcelain=v2", "-z", "--ignored=matching"],
        ["--porcelain=v2", "-z", "--ignored=matching", "--untracked-files=all"],
        ["--porcelain=v2", "-z", "--untracked-files=all"], ["--porcelain=v2", "--untracked-files=no"],
        ["--porcelain=v2", "--untracked-files=normal", "--show-stash", "--branch"],
        ["--porcelain=v2", "-z", "--no-renames", "--ignore-submodules=dirty"],
        ["--porcelain=v2", "-z", "--find-renames=80%", "--ignore-submodules=untracked"],
        ["--porcelain=v1", "--ignore-submodules=all", "--branch", "--no-ahead-behind"],
        ["--porcelain=v2", "-z", "--ignore-submodules=none", "--branch", "--no-ahead-behind"],
        ["--porcelain=v2", "-z", "--", "d", "a"], ["--porcelain=v2", "-z", "-uall", "--", "*.c", "lib/"],
        ["--porcelain=v2", "-z", "--ignored", "--", ":!d", ":!*.o"],
        ["--porcelain=v2", "-z", "--ignored", "--", ":(glob)**/a", "b/*"],
        ["--porcelain=v2", "-z", "--ignored=matching", "--", "build", "lib/a", ":(icase)D"],
    ]

    /// Every answer that differs from git's.
    private static func differences(_ repository: ScratchRepository, _ seed: UInt64) throws -> [String] {
        let git = repository.git.with("GIT_OPTIONAL_LOCKS", "0")
        var differences: [String] = []
        func compare(_ options: [String], in folder: String) throws {
            let expected = try git.at(folder).attempt(["status"] + options)
            let found = try repository.rgit.at(folder).run(["status"] + options)
            guard expected.exitStatus == 0 else {
                if found.exitStatus == 0 { differences.append("git fails: \(expected)") }
                return
            }
            guard found.stdout != expected.stdout || found.exitStatus != 0 else { return }
            let zero = { (bytes: [UInt8]) in bytes.map { $0 == 0 ? 0x0a : $0 }.text }
            let ours = Set(zero(found.stdout).split(separator: "\n"))
            let theirs = Set(zero(expected.stdout).split(separator: "\n"))
            differences.append(
                """
                \(options) of seed \(seed) in \(folder):
                only rgit: \(ours.subtracting(theirs).sorted()) \(found.exitStatus ?? -1) \(found.errorText)
                only git: \(theirs.subtracting(ours).sorted())
                """)
        }
        // git does not find what is deleted in a directory of a sparse index by a pattern; where nothing was ever added
        // there is no index.
        let index = (try? FileTree.read(Array("\(repository.gitDirectory)/index".utf8))) ?? []
        let isSparse = index.text.contains("sdir")
        for options in choices where !isSparse || !options.contains("--") {
            try compare(options, in: repository.path)
        }
        for folder in ["d", "lib", "a/b"] where access("\(repository.path)/\(folder)", X_OK) == 0 {
            for options in [
                ["--porcelain=v2", "--branch"], ["--porcelain=v1"], ["--porcelain=v2", "-z", "--", "."],
                ["--porcelain=v2", "--ignored", "--", "../a", "a"],
            ] {
                try compare(options, in: "\(repository.path)/\(folder)")
            }
        }
        return differences
    }

    @Test(arguments: StateSeeds.of(30)) func everyStateIsToldAsGitTellsIt(seed: UInt64) throws {
        let repository = try RandomWorkTree.make(seed: seed &* 7919)
        let differences = try Self.differences(repository, seed)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        if !differences.isEmpty, getenv("RGIT_KEEP") != nil {
            _ = try repository.git.runner.run("cp", ["-a", repository.folder.path, "/tmp/keep-\(seed)"])
        }
    }
}
