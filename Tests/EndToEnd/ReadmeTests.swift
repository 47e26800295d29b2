// What the README tells people to type, typed.

import Support
import Testing

@Suite struct ReadmeTests {
    private static let root = root(of: #filePath)

    private static func root(of path: String) -> String {
        guard let range = path.firstRange(of: "/Tests/EndToEnd/") else { return "." }
        return String(path[..<range.lowerBound])
    }

    private func file(_ name: String) throws -> String {
        String(decoding: try FileTree.read(Array("\(Self.root)/\(name)".utf8)), as: UTF8.self)
    }

    /// The lines of the fenced blocks that begin with `rgit`.
    private func oneLiners() throws -> [String] {
        var lines: [String] = []
        var isBlock = false
        for line in try file("README.md").split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isBlock = line == "```sh" && !isBlock }
            if isBlock, line.hasPrefix("rgit ") { lines.append(String(line)) }
        }
        return lines
    }

    @Test func everyOneLinerWorks() throws {
        let repository = try ScratchRepository { history in
            var last = history.commit("first\n", [.file("README.md", "1\n"), .file("src/a.c", "1\n2\n")])
            for number in 1...6 {
                let message = "change \(number)\n\nCo-authored-by: Co A <co@example.com>\n"
                last = history.commit(message, parents: [last], [.file("src/a.c", "1\n2\n\(number)\n")])
                if number == 2 { history.point("refs/tags/v1.0", at: last) }
                if number == 4 { history.point("refs/tags/v2.0", at: last) }
            }
            history.commit("topic\n", on: "topic", parents: [last], [.file("b", "1\n")])
        }
        try repository.checkOut()
        let folder = Rgit.path.dropLast("/rgit".count)
        var runner = repository.rgit.runner
        runner.environment["PATH"] = Array("\(folder):".utf8) + (runner.environment["PATH"] ?? [])
        let lines = try oneLiners()
        for wanted in [
            "rgit log --json | jq -r '.commits[0].hexsha'",
            "rgit contributors --json | jq '.contributors[0]'",
            "rgit diff-stats HEAD~3 HEAD --json | jq .total", "rgit branches --csv",
        ] {
            #expect(lines.contains(wanted))
        }
        for line in lines {
            let result = try runner.run("bash", ["-o", "pipefail", "-c", line])
            #expect(result.exitStatus == 0, "\(line)\n\(result)")
            #expect(result.stderr.isEmpty, "\(line)\n\(result)")
            // What is not committed is nothing here; all else says something.
            let mayBeEmpty = line.hasPrefix("rgit diff-stats  ") || line.hasPrefix("rgit log --since")
            #expect(mayBeEmpty || !result.stdout.isEmpty, "\(line)\n\(result)")
            #expect(!line.contains("jq") || result.text != "null\n", "\(line)\n\(result)")
        }
        let head = try repository.git.line("rev-parse", "HEAD")
        let first = try runner.run("bash", ["-c", "rgit log --json | jq -r '.commits[0].hexsha'"])
        #expect(first.text == head + "\n")
    }

    @Test func theTestCommandIsWhatCIRuns() throws {
        let command = try #require(
            file("README.md").split(separator: "\n").first {
                $0.hasPrefix("as_root=") && $0.contains("swift test")
            })
        #expect(try file(".ci/run").contains(command))
    }

    @Test func theCommandsOfTheTableExist() throws {
        let readme = try file("README.md")
        for command in ["log", "branches", "contributors", "blame-stats", "diff-stats"] {
            #expect(readme.contains("`rgit \(command)"))
        }
        #expect(!readme.contains("PICTURE"))
    }
}
