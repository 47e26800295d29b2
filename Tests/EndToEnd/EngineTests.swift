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

    @Test func duckDBSaysWhatRgitSays() throws {
        try #require(access(Self.python, X_OK) == 0, "the test command of the README makes \(Self.python)")
        let repositories = try [21, 22, 23].map { try RandomHistory(seed: $0, commits: 60).makeRepository() }
        let folder = try TemporaryFolder()
        let facts = folder.path + "/facts"
        var runner = repositories[0].rgit.runner
        runner.workingDirectory = folder.path
        let named = repositories.flatMap { ["--repo", $0.path] }
        try runner.run(Rgit.path, ["export", "--into", facts] + named).expecting(0)
        let recipe = "\(Self.root)/Tests/Engines/recipe_duckdb.py"
        let result = try runner.run(Self.python, [recipe, Rgit.path, facts]).expecting(0)
        #expect(result.lines.count == 3 * repositories.count, "\(result)")
        #expect(result.lines.allSatisfy { $0.suffix(5).elementsEqual("equal".utf8) }, "\(result)")
    }
}
