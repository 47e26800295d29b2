// The library's way to mirror repositories.

import Support
import Testing

@testable import RgitCore

@Suite struct MirrorsTests {
    private func environment(_ folder: TemporaryFolder) -> ProcessEnvironment {
        ProcessEnvironment(
            variables: Hermetic.environment(home: folder.path), workingDirectory: Array(folder.path.utf8),
            now: 0)
    }

    @Test func rowsAndSummary() async throws {
        let repository = try ScratchRepository { $0.commit("one", [.file("a", "1")]) }
        let environment = environment(repository.folder)
        let meter = ProgressMeter()
        var options = MirrorOptions()
        options.retries = 0
        let mirrors = try await Mirrors.update(
            ["repo", "gone", "repo"], into: "m", options: options, environment: environment, progress: meter)
        #expect(mirrors.map(\.state) == [.cloned, .failed])
        #expect(
            mirrors.cloned == 1 && mirrors.failed == 1 && mirrors.repeated == 1 && mirrors.problems.count == 1
        )
        #expect(meter.completed == 2 && meter.completedUnits == 1)
        // A folder of mirrors is a folder of repositories, where what is not whole does not count.
        try repository.git("init", "-q", "--bare", "\(repository.folder.path)/m/.rgit-mirror/new/x")
        var list = RepositoryList(environment: environment)
        list.addRepositories(under: "m")
        #expect(list.entries.map(\.name.string) == ["m/\(mirrors[0].path ?? "")"])
    }

    @Test func aCancelledTaskEndsGit() async throws {
        let folder = try TemporaryFolder()
        // A helper that never answers.
        try FileTree.write(
            Array("#!/bin/sh\nexec sleep 1000\n".utf8), to: Array("\(folder.path)/git-remote-never".utf8),
            mode: 0o755)
        var environment = environment(folder)
        environment.variables["PATH"] = Array("\(folder.path):".utf8) + (environment["PATH"] ?? [])
        var options = MirrorOptions()
        options.allowedTransports = ["never"]
        let work = Task { [environment, options] in
            try await Mirrors.update(["never::a"], into: "m", options: options, environment: environment)
        }
        // Cancelled before, while or after git starts: it ends all the same.
        try await Task.sleep(for: .milliseconds(300))
        work.cancel()
        await #expect(throws: CancellationError.self) { try await work.value }
        #expect(try FileTree.names(in: Array("\(folder.path)/m/.rgit-mirror/new".utf8)).isEmpty)
    }
}
