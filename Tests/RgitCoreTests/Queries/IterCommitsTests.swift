// The library's sequence of commits beside `git log`.

import RgitCore
import Support
import Testing

@Suite struct IterCommitsTests {
    @Test func commitsComeInGitsOrder() async throws {
        let scratch = try RandomHistory(seed: 9).makeRepository()
        let repo = try Repo(scratch.path, environment: environment(scratch))
        let expected = try scratch.git("log", "-n", "20", "--format=%H").stdout
        var found: [UInt8] = []
        for try await commit in repo.iterCommits(maxCount: 20) { found += commit.hexsha.hex + [0x0a] }
        #expect(found == expected)
        #expect(!found.isEmpty)
    }

    @Test func anUnknownRevisionIsThrown() async throws {
        let scratch = try RandomHistory(seed: 9).makeRepository()
        let repo = try Repo(scratch.path, environment: environment(scratch))
        await #expect(throws: RgitError.self) {
            for try await _ in repo.iterCommits("no-such-branch") {}
        }
    }

    private func environment(_ scratch: ScratchRepository) -> ProcessEnvironment {
        var environment = ProcessEnvironment.current()
        environment.variables["HOME"] = Array(scratch.home.utf8)
        environment.variables["GIT_CONFIG_NOSYSTEM"] = Array("1".utf8)
        environment.variables["GIT_CONFIG_GLOBAL"] = Array("/dev/null".utf8)
        return environment
    }
}
