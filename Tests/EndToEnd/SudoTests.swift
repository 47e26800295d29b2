// Under sudo a repository of the calling user is trusted, as in git; only root can try that.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite(.enabled(if: geteuid() == 0)) struct SudoTests {
    @Test func whatTheCallingUserOwnsIsTrusted() throws {
        let repository = try ScratchRepository { $0.commit("one\n") }
        try repository.git.runner.run("chown", ["-R", "12345", repository.path]).expecting(0)
        let question = ["log", "--count"]
        #expect(try repository.rgit.run(question).exitStatus == 3)
        #expect(try repository.git.attempt(["rev-parse", "HEAD"]).exitStatus == 128)
        for (user, isTrusted) in [("12345", true), ("12346", false), ("", false), ("x", false)] {
            let rgit = try repository.rgit.with("SUDO_UID", user).run(question)
            let git = try repository.git.with("SUDO_UID", user).attempt(["rev-parse", "HEAD"])
            #expect((rgit.exitStatus == 0) == isTrusted, "\(user): \(rgit)")
            #expect((git.exitStatus == 0) == isTrusted, "\(user): \(git)")
        }
    }
}
