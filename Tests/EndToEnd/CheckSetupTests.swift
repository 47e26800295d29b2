// The four set-ups of the README: the action's steps by their shell, GitLab's script, pre-commit's hook, and a server's hook.

import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct CheckSetupTests {
    private static let root: String = {
        guard let range = #filePath.firstRange(of: "/Tests/EndToEnd/") else { return "." }
        return String(#filePath[..<range.lowerBound])
    }()

    private static func file(_ name: String) throws -> String {
        String(decoding: try FileTree.read(Array("\(root)/\(name)".utf8)), as: UTF8.self)
    }

    /// The lines of the block that follows a line of YAML which ends with `|`.
    private static func block(_ yaml: String, after mark: String) throws -> String {
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.drop { $0 == " " } == mark })
        let outer = lines[start].prefix { $0 == " " }.count
        let inner = lines[(start + 1)...].prefix { $0.isEmpty || $0.prefix { $0 == " " }.count > outer }
        return inner.map { String($0.drop { $0 == " " }) }.joined(separator: "\n")
    }

    /// The fenced block of the README that has a line.
    private static func readme(with line: String) throws -> String {
        let blocks = try file("README.md").components(separatedBy: "```")
        let block = try #require(blocks.first { $0.split(separator: "\n").contains { $0.contains(line) } })
        return block.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().joined(
            separator: "\n")
    }

    /// A remote, and a clone on `topic`, one commit with three lines ahead of `main`.
    private struct Setup {
        let scratch: ScratchRepository
        let path: String
        let git: Git

        init(rules: String? = nil) throws {
            scratch = try ScratchRepository()
            try scratch.write("README", "one\n")
            if let rules { try scratch.write(".rgit-check", rules) }
            try scratch.git("add", ".")
            try scratch.git("commit", "-qm", "one")
            try scratch.git("checkout", "-qb", "topic")
            try scratch.write("three", "1\n2\n3\n")
            try scratch.git("add", ".")
            try scratch.git("commit", "-qm", "two")
            path = "\(scratch.folder.path)/clone"
            try scratch.git.run(["clone", "-q", "--no-local", "-b", "topic", "file://\(scratch.path)", path])
            git = scratch.git.at(path)
        }

        func run(_ script: String, _ variables: [String: String]) throws -> ProcessResult {
            var runner = git.runner
            let folder = Rgit.path.dropLast("/rgit".count)
            runner.environment["PATH"] = Array("\(folder):".utf8) + (runner.environment["PATH"] ?? [])
            for (name, value) in variables { runner.environment[name] = Array(value.utf8) }
            return try runner.run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        }
    }

    @Test func theActionAnnotatesAndSumsUp() throws {
        let setup = try Setup()
        let script = try Self.block(Self.file(".github/actions/rgit/action.yml"), after: "run: |")
        let arguments = try Self.block(Self.readme(with: ".github/actions/rgit@"), after: "arguments: |")
        #expect(arguments.hasPrefix("--max-lines=400\n--exclude-attr=linguist-generated"))
        let summary = "\(setup.scratch.folder.path)/summary.md"
        var variables = [
            "GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": summary,
            "RGIT_PROGRAM": "rgit", "RGIT_SUMMARY": "true", "RGIT_ARGUMENTS": arguments,
        ]
        let passed = try setup.run(script, variables).expecting(0)
        #expect(passed.stdout.text.hasPrefix("rgit check: 0 findings in 1 commit of HEAD"))
        variables["RGIT_ARGUMENTS"] = "--max-lines=2\n\n--forbid=th* re\n--forbid=three\n"
        let failed = try setup.run(script, variables).expecting(1)
        #expect(
            failed.stdout.text.hasPrefix(
                "::error title=max-lines::3 lines added and removed, more than 2\n::error file=three,title=forbid::"
            ),
            "\(failed)")
        let text = String(decoding: try FileTree.read(Array(summary.utf8)), as: UTF8.self)
        #expect(text.contains("| max-lines |  |  | 3 lines"), "\(text)")
        variables["GITHUB_BASE_REF"] = "release"
        _ = try setup.run(script, variables).expecting(3)
    }

    @Test func theJobOfGitLabReports() throws {
        let setup = try Setup()
        let yaml = try Self.file(".gitlab/rgit-check.yml")
        let script = try Self.block(yaml, after: "- |")
        #expect(
            yaml.contains("codequality: gl-code-quality-report.json") && yaml.contains("GIT_DEPTH: \"0\""))
        let job = try Self.readme(with: "RGIT_ARGUMENTS").split(separator: "\n")
        let line = try #require(job.first { $0.contains("RGIT_ARGUMENTS: ") })
        let arguments = String(line.drop { $0 == " " }.dropFirst("RGIT_ARGUMENTS: ".count))
        let base = try setup.git.line("rev-parse", "origin/main")
        var variables = [
            "GITLAB_CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "RGIT_ARGUMENTS": arguments,
        ]
        func report() throws -> [JSONValue] {
            let path = "\(setup.path)/gl-code-quality-report.json"
            return try JSONValue(parsing: FileTree.read(Array(path.utf8))).array
        }
        _ = try setup.run(script, variables).expecting(0)
        #expect(try report().isEmpty)
        // Names of files of the change do not become arguments.
        variables["RGIT_ARGUMENTS"] = "--forbid=*"
        try FileTree.write([], to: Array("\(setup.path)/--forbid=zz".utf8))
        _ = try setup.run(script, variables).expecting(1)
        variables["RGIT_ARGUMENTS"] = "--max-files=0 --max-line-length=0"
        let failed = try setup.run(script, variables).expecting(1)
        #expect(failed.stdout.text.contains("max-line-length") && failed.stdout.text.hasPrefix("RULE"))
        let rows = try report()
        #expect(rows.count == 4)
        let paths = rows.compactMap { $0["location"]?["path"]?.text }
        #expect(paths.contains("three"))
    }

    /// What `pre-commit` runs: the entry of the hook with the arguments of the configuration, and its variables.
    @Test func theHookOfPreCommitChecksWhatIsPushed() throws {
        let setup = try Setup(rules: "[check]\nmaxLines = 2\n")
        let entry = try #require(
            Self.file(".pre-commit-hooks.yaml").split(separator: "\n").first { $0.hasPrefix("  entry: ") })
        let command = "\(entry.dropFirst("  entry: ".count)) --no-merges"
        #expect(try Self.readme(with: "id: rgit-check").contains("args: [--no-merges]"))
        let variables = [
            "PRE_COMMIT_FROM_REF": try setup.git.line("rev-parse", "origin/main"),
            "PRE_COMMIT_TO_REF": try setup.git.line("rev-parse", "topic"),
        ]
        let failed = try setup.run(command, variables).expecting(1)
        #expect(
            failed.stdout.text.contains("max-lines") && failed.stdout.text.contains("PRE_COMMIT_FROM_REF"))
        _ = try setup.run("\(command) --max-lines=3", variables).expecting(0)
    }

    /// The same by the real program, where it is installed.
    @Test(.enabled(if: preCommit != nil)) func preCommitRunsTheHook() throws {
        let setup = try Setup(rules: "[check]\nmaxLines = 2\n")
        let hooks = try setup.scratch.folder.makeFolder("hooks")
        try FileTree.write(
            Array(Self.file(".pre-commit-hooks.yaml").utf8),
            to: Array("\(hooks)/.pre-commit-hooks.yaml".utf8),
            mode: 0o644)
        let git = setup.git.at(hooks)
        try git("init", "-q", "-b", "main")
        try git("add", ".")
        try git("commit", "-qm", "hooks")
        let commit = try git.line("rev-parse", "HEAD")
        let configuration = try Self.readme(with: "id: rgit-check")
            .replacing("https://example.com/OWNER/rgit", with: hooks)
            .replacing("rev: main", with: "rev: \(commit)")
        try FileTree.write(
            Array(configuration.utf8), to: Array("\(setup.path)/.pre-commit-config.yaml".utf8), mode: 0o644)
        let program = Self.preCommit ?? ""
        let result = try setup.run(
            "\(program) run --hook-stage pre-push --from-ref origin/main --to-ref HEAD", [:])
        #expect(result.exitStatus == 1 && result.stdout.text.contains("max-lines"), "\(result)")
    }

    private static let preCommit: String? = {
        // The test command of the README installs it beside the engines.
        let installed = root + "/.build/engines/bin"
        let search = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders = search.split(separator: ":").map(String.init)
        return ([installed] + folders).map { "\($0)/pre-commit" }.first { access($0, X_OK) == 0 }
    }()

    @Test func theHookOfTheServerRefuses() throws {
        let server = try ScratchRepository(bare: true)
        let setup = try Setup()
        let folder = Rgit.path.dropLast("/rgit".count)
        let hook = try Self.readme(with: "check --pre-receive")
            .replacing("exec rgit", with: "PATH='\(folder)':$PATH; exec rgit")
        #expect(hook.hasPrefix("#!/bin/sh\n"))
        try FileTree.write(
            Array(hook.utf8), to: Array("\(server.gitDirectory)/hooks/pre-receive".utf8), mode: 0o755)
        let git = setup.git
        try git("push", "-q", "file://\(server.path)", "topic:main")
        try FileTree.write(Array("key\n".utf8), to: Array("\(setup.path)/x.pem".utf8), mode: 0o644)
        try git("add", ".")
        try git("commit", "-qm", "a key")
        let refused = try git.attempt(["push", "file://\(server.path)", "topic:main"])
        #expect(refused.exitStatus != 0 && refused.stderr.text.contains("forbid"), "\(refused)")
    }
}

extension String {
    fileprivate func components(separatedBy mark: String) -> [Substring] { split(separator: mark) }
}
