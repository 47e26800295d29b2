// `includeIf` conditions that depend on how the repository was reached, beside `git config`.

import Foundation
import Support
import Testing

@Suite struct ConditionalIncludeTests {
    /// Whether `diff.renames=false` of the included file is in force for rgit and for git in a directory.
    private func isIncluded(
        _ repository: ScratchRepository, _ condition: String, in directory: String, options: [String] = [],
        variables: [(String, String)] = []
    ) throws -> (rgit: Bool, git: Bool) {
        let folder = repository.folder.path
        try FileTree.write(Array("[diff]\n\trenames = false\n".utf8), to: Array("\(folder)/inc".utf8))
        try FileTree.write(
            Array("[includeIf \"\(condition)\"]\n\tpath = \(folder)/inc\n".utf8),
            to: Array("\(folder)/gc".utf8))
        var rgit = repository.rgit.at(directory).with("GIT_CONFIG_GLOBAL", "\(folder)/gc")
        var git = repository.git.at(directory).with("GIT_CONFIG_GLOBAL", "\(folder)/gc")
        for (name, value) in variables + [("PWD", directory)] {
            rgit = rgit.with(name, value)
            git = git.with(name, value)
        }
        let found = try rgit.run(options + ["diff-stats", "--numstat", "HEAD~1", "HEAD"]).expecting(0)
        return (
            found.lines.count == 2, try git.attempt(options + ["config", "diff.renames"]).exitStatus == 0
        )
    }

    private func renaming() throws -> ScratchRepository {
        let repository = try ScratchRepository { history in
            let one = history.commit("one", [.file("sub/a", "1\n2\n3\n")])
            history.commit("two", parents: [one], [.rename("sub/a", "sub/b")])
        }
        try repository.checkOut()
        try FileManager.default.createSymbolicLink(
            atPath: "\(repository.folder.path)/link", withDestinationPath: repository.path)
        return repository
    }

    @Test func gitdirThroughASymbolicLink() throws {
        let repository = try renaming()
        let link = "\(repository.folder.path)/link"
        let conditions = [
            "gitdir:\(link)/", "gitdir:link/", "gitdir:\(link)/.git", "gitdir/i:\(link.uppercased())/",
        ]
        for condition in conditions {
            let typed = try isIncluded(repository, condition, in: link)
            #expect(typed == (true, true), "\(condition)")
            // Git goes to the top of the working tree first, where PWD no longer is.
            let below = try isIncluded(repository, condition, in: "\(link)/sub")
            #expect(below == (false, false), "\(condition) below")
            let real = try isIncluded(repository, condition, in: repository.path)
            #expect(real == (false, false), "\(condition) by the real path")
            let elsewhere = try isIncluded(
                repository, condition, in: repository.folder.path, options: ["-C", "link"])
            #expect(elsewhere == (false, false), "\(condition) with PWD elsewhere")
        }
        let real = try isIncluded(repository, "gitdir:\(repository.path)/", in: link)
        #expect(real == (true, true))
        let relative = try isIncluded(
            repository, "gitdir:\(link)/", in: link, variables: [("GIT_DIR", ".git")])
        #expect(relative == (true, true), "GIT_DIR")
        let absolute = try isIncluded(
            repository, "gitdir:\(link)/", in: repository.path, variables: [("GIT_DIR", "\(link)/.git")])
        #expect(absolute == (true, true), "absolute GIT_DIR")
    }

    @Test func onbranchTakesTheEndOfAChain() throws {
        let repository = try renaming()
        try repository.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
        try repository.pointHead(at: "alias")
        let end = try isIncluded(repository, "onbranch:main", in: repository.path)
        #expect(end == (true, true))
        let alias = try isIncluded(repository, "onbranch:alias", in: repository.path)
        #expect(alias == (false, false))
    }
}
