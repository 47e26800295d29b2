// `rgit check --pre-receive` as the hook of a repository that real pushes go to.

import Support
import Testing

@Suite struct CheckPushTests {
    /// A bare repository with the hook, and a clone of it with one commit pushed.
    private struct Server {
        let scratch: ScratchRepository
        let git: Git

        init(_ options: String, rules: String? = nil) throws {
            scratch = try ScratchRepository(bare: true)
            let clone = "\(scratch.folder.path)/clone"
            try scratch.git.run(["init", "-q", "-b", "main", clone])
            git = scratch.git.at(clone)
            try git("remote", "add", "origin", "file://\(scratch.path)")
            try write("README", "one\n")
            if let rules { try write(".rgit-check", rules) }
            try commit("one")
            // The repository is empty: nothing says that this may not go in.
            try FileTree.write(
                Array("#!/bin/sh\nexec '\(Rgit.path)' check --pre-receive \(options)\n".utf8),
                to: Array("\(scratch.gitDirectory)/hooks/pre-receive".utf8), mode: 0o755)
            try git("push", "-q", "origin", "main")
        }

        func write(_ path: String, _ content: String) throws {
            try FileTree.write(
                Array(content.utf8), to: Array("\(git.runner.workingDirectory)/\(path)".utf8), mode: 0o644)
        }

        func commit(_ message: String) throws {
            try git("add", "-A")
            try git("commit", "-qm", message)
        }

        /// What a push says, and whether it went in.
        func push(_ references: String...) throws -> (accepted: Bool, said: String) {
            let result = try git.attempt(["push", "origin"] + references)
            return (result.exitStatus == 0, result.stderr.text)
        }
    }

    @Test func aPushIsHeldAgainstTheRules() throws {
        let server = try Server("--max-blob 1k --forbid '*.pem'")
        let git = server.git
        try git("checkout", "-qb", "topic")
        try server.write("large", String(repeating: "x", count: 2000))
        try server.commit("large")
        let blob = try git.line("rev-parse", "HEAD:large")
        try git("rm", "-q", "large")
        try git("commit", "-qm", "gone")
        let refused = try server.push("topic")
        #expect(!refused.accepted && refused.said.contains("max-blob"), "\(refused)")
        #expect(refused.said.contains(String(blob.prefix(10))) && refused.said.contains("refs/heads/topic"))
        #expect(try server.scratch.git.attempt(["rev-parse", "--verify", "-q", "topic"]).exitStatus != 0)
        // Every reference is checked, and one that breaks a rule keeps all of them out.
        try git("checkout", "-qb", "fine", "main")
        try server.write("small", "1\n")
        try server.commit("small")
        #expect(try !server.push("fine", "topic").accepted)
        let accepted = try server.push("fine")
        #expect(accepted.accepted, "\(accepted)")
        // What is in the repository is not new again, whatever the branch is called.
        try git("push", "-q", "origin", "fine:other")
        try git("push", "-q", "origin", ":other")
        try git("checkout", "-q", "fine")
        try server.write("secret.pem", "1\n")
        try server.commit("a key")
        #expect(try server.push("fine").said.contains("forbid"))
        #expect(try server.push("--force", "fine~1:fine").accepted)
    }

    @Test func rulesAreThoseOfTheMainBranch() throws {
        let server = try Server("", rules: "[check]\nmaxFiles = 1\nrequire = Signed-off-by\n")
        try server.write(".rgit-check", "[check]\nmaxFiles = 100\n")
        try server.write("a", "1\n")
        try server.commit("weaker rules")
        let refused = try server.push("main", "main:topic")
        #expect(!refused.accepted && refused.said.contains("max-files") && refused.said.contains("require"))
        try server.git("reset", "-q", "--hard", "origin/main")
        try server.write("a", "1\n")
        try server.commit("a\n\nSigned-off-by: A <a@example.com>")
        let accepted = try server.push("main")
        #expect(accepted.accepted, "\(accepted)")
    }

    @Test func withoutRulesAWarningSaysSo() throws {
        let server = try Server("")
        try server.write("a", "1\n")
        try server.commit("a")
        let accepted = try server.push("main")
        #expect(accepted.accepted && accepted.said.contains("nothing is checked"), "\(accepted)")
    }

    /// A tag of a blob brings what no rule could look at.
    @Test func whatIsNoCommitDoesNotPass() throws {
        let server = try Server("--max-blob 1k")
        try server.write("blob", String(repeating: "x", count: 5000))
        let blob = try server.git.line("hash-object", "-w", "blob")
        try server.git("tag", "blob", blob)
        let refused = try server.push("blob")
        #expect(!refused.accepted && refused.said.contains("not a commit"), "\(refused)")
        try server.git("tag", "-am", "fine", "v1")
        #expect(try server.push("v1").accepted)
    }

    /// A replacement is pushed first, as a commit that is fine, and then what it replaces.
    @Test func aReplacementHidesNothing() throws {
        let server = try Server("--forbid '*.pem'")
        let git = server.git
        let fine = try git.line("commit-tree", "-p", "HEAD", "-m", "fine", "HEAD^{tree}")
        try server.write("x.pem", "1\n")
        try server.commit("a key")
        #expect(try server.push("\(fine):refs/replace/\(git.line("rev-parse", "HEAD"))").accepted)
        let refused = try server.push("main")
        #expect(!refused.accepted && refused.said.contains("forbid"), "\(refused)")
    }

    @Test func linesThatGitDoesNotWriteAreRefused() throws {
        let scratch = try RandomHistory(seed: 731, commits: 5).makeRepository()
        let arguments = ["check", "--pre-receive", "--max-blob", "1"]
        for line in ["x\n", "a b\n", "1 2 refs/heads/x\n"] {
            _ = try scratch.rgit.run(arguments, input: Array(line.utf8)).expecting(2)
        }
        let zeros = try String(repeating: "0", count: scratch.git.line("rev-parse", "HEAD").count)
        _ = try scratch.rgit.run(arguments, input: Array("\(zeros) \(zeros) refs/heads/x\n".utf8)).expecting(
            0)
    }
}
