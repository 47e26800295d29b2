// The library used from another package: every line that README and articles show is built and run.

import Support
import Testing

@Suite struct OutsiderTests {
    private static let root = root(of: #filePath)
    private static let folder = "\(root)/Tests/Outsider"

    private static func root(of path: String) -> String {
        guard let range = path.firstRange(of: "/Tests/EndToEnd/") else { return "." }
        return String(path[..<range.lowerBound])
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try FileTree.read(Array("\(root)/\(path)".utf8)), as: UTF8.self)
    }

    private static func names(_ path: String, ending suffix: String) throws -> [String] {
        try FileTree.names(in: Array("\(root)/\(path)".utf8))
            .map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.hasSuffix(suffix) }
            .sorted()
    }

    /// The Swift that a page shows: the lines of its blocks, and the code in the last column of its tables.
    private static func snippets(_ page: String) -> [String] {
        var found: [String] = []
        var block: Substring?
        for line in page.split(separator: "\n") {
            if line.hasPrefix("```") {
                block = block == nil ? line.dropFirst(3) : nil
            } else if block == "swift" {
                found.append(trimmed(line))
            } else if block == nil, line.hasPrefix("| "), page.contains("| RgitCore |") {
                let cells = line.split(separator: "|")
                let spans = (cells.last ?? "").split(separator: "`", omittingEmptySubsequences: false)
                found += spans.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
            }
        }
        return found.filter { !$0.isEmpty && !$0.hasPrefix("import ") && $0 != "RgitFoundation" }
    }

    private static func trimmed(_ line: Substring) -> String {
        String(line.drop { $0 == " " })
    }

    @Test func everyLineShownIsInTheOutsidersProgram() throws {
        let sources = try Self.names("Tests/Outsider/Sources/Outsider", ending: ".swift")
            .map { try Self.text("Tests/Outsider/Sources/Outsider/\($0)") }
        let lines = Set(sources.joined(separator: "\n").split(separator: "\n").map(Self.trimmed))
        let catalogue = "Sources/RgitCore/RgitCore.docc"
        let pages = try Self.names(catalogue, ending: ".md").map { "\(catalogue)/\($0)" } + ["README.md"]
        #expect(pages.count == 5)
        for page in pages {
            let snippets = Self.snippets(try Self.text(page))
            #expect(snippets.count > 4, "\(page)")
            for snippet in snippets {
                // A call of a table is a part of a line.
                #expect(
                    lines.contains(snippet) || lines.contains { $0.contains(snippet) }, "\(page): \(snippet)")
            }
        }
    }

    @Test func theOutsidersProgramRuns() throws {
        let repository = try ScratchRepository { history in
            var last = history.commit("first\n", [.file("README.md", "1\n2\n"), .file("src/a.c", "1\n")])
            for number in 1...8 {
                last = history.commit(
                    "change \(number)\n", on: "main", parents: [last], [.file("src/a.c", "\(number)\n")])
                if number == 2 { history.point("refs/tags/v1.0", at: last) }
                if number == 4 { history.point("refs/remotes/origin/main", at: last) }
            }
        }
        try repository.checkOut()
        // A build folder of its own, for the tests may have been started by a build that holds the other; it is kept.
        let scratch = "\(Self.root)/.build/outsider"
        var runner = ProcessRunner(
            environment: repository.git.runner.environment, workingDirectory: Self.folder)
        runner.timeout = 1200
        let build = try runner.run(
            "swift",
            [
                "build", "--scratch-path", scratch, "--disable-index-store", "--jobs", "1", "-Xswiftc",
                "-gnone",
                "-Xswiftc", "-warnings-as-errors",
            ])
        #expect(build.exitStatus == 0, "\(build)")

        runner.workingDirectory = repository.path
        let result = try runner.run("\(scratch)/debug/Outsider", [] as [String])
        #expect(result.exitStatus == 0, "\(result)")
        let lines = result.text.split(separator: "\n")
        #expect(lines.last == "done", "\(result)")
        let head = try repository.git.line("rev-parse", "HEAD")
        #expect(lines.first == "\(head) change 8")
        for expected in [
            "count 9", "all 9", "src 8", "ten 9", "branch main", "ancestor true", "staged []", "remote 1",
            "HEAD \(head)", "There is no such branch.", "no threads left behind", "hidden 6",
            "error: unknown revision: nope",
        ] {
            #expect(lines.contains { $0 == expected }, "\(expected)\n\(result)")
        }
    }
}
