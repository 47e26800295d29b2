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

    /// Files that change together, two of them with names that are not UTF-8 and one renamed; paths that look like dates.
    private static func coupled() throws -> ScratchRepository {
        try ScratchRepository { history in
            var parents: [Mark] = []
            for number in 0..<14 {
                let name = number < 7 ? "old" : "new"
                var changes: [Change] = ["a", "2021-01-01", name].map {
                    .file($0, String(repeating: "line\n", count: 20) + "\(number)\n")
                }
                for byte in [0xfe, 0xff] as [UInt8] {
                    changes.append(
                        .write(path: [0x70, byte], content: Array("\(number)".utf8), mode: "100644"))
                }
                if number == 7 { changes.insert(.rename("old", "new"), at: 0) }
                let person = Person(
                    name: [0x4e, 0xff - UInt8(number % 2)], email: Array("n@example.com".utf8),
                    date: Hermetic.date + number)
                parents = [history.commit("\(number)\n", parents: parents, author: person, changes)]
            }
        }
    }

    /// Whether the lines of a recipe say of each question that all rows are equal, and that some of each question are there.
    private static func expectEqual(_ lines: some Collection<String>, repositories: Int) {
        #expect(lines.count == 3 * repositories, "\(lines)")
        #expect(lines.allSatisfy { $0.hasSuffix(" equal") }, "\(lines)")
        for question in ["contributors", "hotspots", "coupling"] {
            let own = lines.filter { $0.hasPrefix(question + " of ") }
            #expect(own.contains { !$0.hasSuffix(": 0 rows, equal") }, "\(lines)")
        }
    }

    @Test(arguments: ["duckdb", "pandas", "polars"])
    func engineSaysWhatRgitSays(engine: String) throws {
        var repositories = try [21, 22, 23].map { try RandomHistory(seed: $0, commits: 60).makeRepository() }
        repositories.append(try Self.coupled())
        let folder = try TemporaryFolder()
        let facts = folder.path + "/facts"
        let runner = try Self.runner(repositories, in: folder)
        let named = repositories.flatMap { ["--repo", $0.path] }
        try runner.run(Rgit.path, ["export", "--into", facts] + named).expecting(0)
        let lines = try Self.recipe(engine, [Rgit.path, facts], runner)
        Self.expectEqual(lines, repositories: repositories.count)
    }

    /// Tables without rows: no commits, and no lines of a binary file.
    @Test(arguments: ["duckdb", "pandas", "polars"])
    func tablesWithoutRows(engine: String) throws {
        let folder = try TemporaryFolder()
        let binary = try ScratchRepository { $0.commit("one\n", [.file("b", bytes: [0, 1, 2])]) }
        for repositories in [[try ScratchRepository()], [binary]] {
            let facts = folder.path + "/facts-\(repositories[0].path == binary.path)"
            let runner = try Self.runner(repositories, in: folder)
            try runner.run(Rgit.path, ["export", "--into", facts, "--repo", repositories[0].path]).expecting(
                0)
            let lines = try Self.recipe(engine, [Rgit.path, facts], runner)
            #expect(lines.count == 3 && lines.allSatisfy { $0.hasSuffix(" equal") }, "\(lines)")
        }
    }

    /// A cluster of four processes, one of whose workers is killed while it exports.
    @Test func sparkSaysWhatRgitSaysWithoutAKilledWorker() throws {
        var repositories = try [24, 25].map { try RandomHistory(seed: $0, commits: 40).makeRepository() }
        repositories.append(try Self.coupled())
        let folder = try TemporaryFolder()
        let runner = try Self.runner(repositories, in: folder)
        let paths = repositories.map(\.path)
        let lines = try Self.recipe("spark", [Rgit.path, "--kill-worker"] + paths, runner)
        #expect(lines.first?.hasSuffix(" of 3 repositories, 1 of 2 workers killed") == true, "\(lines)")
        Self.expectEqual(lines.dropFirst(), repositories: repositories.count)
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
