// The Python package: its own tests, run by the Python that has GitPython to compare with.

import Support
import Testing

@Suite struct PythonPackageTests {
    private static let folder: String = {
        let path = #filePath
        let root = path.firstRange(of: "/Tests/EndToEnd/").map { String(path[..<$0.lowerBound]) } ?? "."
        return root + "/Sources/Python"
    }()

    /// A Python that has GitPython.
    private static func python() -> String? {
        let runner = ProcessRunner(environment: Hermetic.environment(home: "/"), workingDirectory: "/")
        return ["/usr/bin/python3", "python3"].first {
            (try? runner.run($0, ["-c", "import git"]))?.exitStatus == 0
        }
    }

    /// The files of tests, without their endings.
    private static let modules: [String] = {
        let names = (try? FileTree.names(in: Array((folder + "/tests").utf8))) ?? []
        let files = names.map { String(decoding: $0, as: UTF8.self) }
        return files.filter { $0.hasPrefix("test_") && $0.hasSuffix(".py") }.map { String($0.dropLast(3)) }
    }()

    @Test func thereAreTests() { #expect(Self.modules.contains("test_gitpython")) }

    @Test(arguments: modules)
    func itsTestsPass(module: String) throws {
        let python = try #require(Self.python(), "no python3 with GitPython: apt-get install python3-git")
        let folder = try TemporaryFolder()
        var environment = Hermetic.environment(home: folder.path)
        environment["RGIT"] = Array(Rgit.path.utf8)
        environment["PYTHONDONTWRITEBYTECODE"] = Array("1".utf8)
        let runner = ProcessRunner(environment: environment, workingDirectory: Self.folder)
        let result = try runner.run(python, ["-m", "unittest", "tests." + module])
        #expect(result.exitStatus == 0, "\(result)")
    }
}
