// The answers of GitPython beside rgit's, by the script that compares them.

import Support
import Testing

@Suite struct GitPythonTests {
    private static let root: String = {
        let path = #filePath
        return path.firstRange(of: "/Tests/EndToEnd/").map { String(path[..<$0.lowerBound]) } ?? "."
    }()

    /// A Python that has GitPython.
    private static func python() -> String? {
        let runner = ProcessRunner(environment: Hermetic.environment(home: "/"), workingDirectory: "/")
        return ["/usr/bin/python3", "python3"].first {
            (try? runner.run($0, ["-c", "import git"]))?.exitStatus == 0
        }
    }

    @Test func everyValueIsGitPythons() throws {
        let python = try #require(Self.python(), "no python3 with GitPython: apt-get install python3-git")
        let repository = try EverydayRepository.make()
        let runner = repository.rgit.runner
        var repositories = [repository.path]
        // The repository of this project, where it is one.
        let own = try repository.git.at(Self.root).with("GIT_CONFIG_COUNT", "1")
            .with("GIT_CONFIG_KEY_0", "safe.directory").with("GIT_CONFIG_VALUE_0", "*").attempt([
                "rev-parse", "HEAD",
            ])
        if own.exitStatus == 0 { repositories.append(Self.root) }
        let script = "\(Self.root)/Tests/Comparison/compare-gitpython.py"
        let result = try runner.run(python, [script, Rgit.path] + repositories)
        #expect(result.exitStatus == 0, "\(result)")
        #expect(result.text.contains(" equal, 0 different, 0 not asked"))
    }
}
