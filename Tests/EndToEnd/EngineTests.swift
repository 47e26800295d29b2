// The recipes under Tests/Engines: what an engine says about exported facts is what rgit says about the repositories.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct EngineTests {
    private static let root: String = {
        let file = #filePath
        return String(file.prefix(upTo: file.range(of: "/Tests/EndToEnd/")?.lowerBound ?? file.endIndex))
    }()

    /// The Python that the test command of the README has given the engines of PyPI.
    private static let python = root + "/.build/engines/bin/python"

    @Test(arguments: ["duckdb", "pandas", "polars"])
    func engineSaysWhatRgitSays(engine: String) throws {
        let repositories = try [21, 22, 23].map { try RandomHistory(seed: $0, commits: 60).makeRepository() }
        let folder = try TemporaryFolder()
        let facts = folder.path + "/facts"
        let runner = try Self.runner(repositories, in: folder)
        let named = repositories.flatMap { ["--repo", $0.path] }
        try runner.run(Rgit.path, ["export", "--into", facts] + named).expecting(0)
        let lines = try Self.recipe(engine, [Rgit.path, facts], runner)
        #expect(lines.count == 3 * repositories.count, "\(lines)")
        #expect(lines.allSatisfy { $0.hasSuffix(" equal") }, "\(lines)")
    }

    /// A cluster of four processes, one of whose workers is killed while it exports.
    @Test func sparkSaysWhatRgitSaysWithoutAKilledWorker() throws {
        let repositories = try [24, 25, 26].map { try RandomHistory(seed: $0, commits: 40).makeRepository() }
        let folder = try TemporaryFolder()
        let runner = try Self.runner(repositories, in: folder)
        let paths = repositories.map(\.path)
        let lines = try Self.recipe("spark", [Rgit.path, "--kill-worker"] + paths, runner)
        #expect(lines.first?.hasSuffix(" of 3 repositories, 1 of 2 workers killed") == true, "\(lines)")
        #expect(lines.count == 1 + 3 * repositories.count, "\(lines)")
        #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(" equal") }, "\(lines)")
    }

    private static func runner(
        _ repositories: [ScratchRepository], in folder: TemporaryFolder
    ) throws -> ProcessRunner {
        try #require(
            access(python, X_OK) == 0, "the test command of the README makes \(python)")
        var runner = try #require(repositories.first).rgit.runner
        runner.workingDirectory = folder.path
        // Virtual machines start slowly where all tests run at once.
        runner.timeout = 1800
        return runner
    }

    /// The lines that a recipe prints.
    private static func recipe(
        _ engine: String, _ words: [String], _ runner: ProcessRunner
    ) throws -> [String] {
        let script = "\(root)/Tests/Engines/recipe_\(engine).py"
        let result = try runner.run(python, ["-B", script] + words).expecting(0)
        return result.lines.map { String(decoding: $0, as: UTF8.self) }
    }
}
