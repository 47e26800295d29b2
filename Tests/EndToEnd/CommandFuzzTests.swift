// A seeded mutator of whole repositories: no command crashes, hangs, takes much memory, or prints half a document.
//
// `RGIT_FUZZ_COMMANDS=100000 RGIT_BINARY=.build/release/rgit swift test --filter CommandFuzzTests` runs 100,000 commands,
// two at a time; `RGIT_FUZZ_SEED` begins elsewhere. The default is quick. Every repository has a seed of its own, which a
// failure names: `RGIT_FUZZ_SEED=N RGIT_FUZZ_COMMANDS=1` makes that repository again and runs all its commands, and
// `RGIT_FUZZ_KEEP=DIR` copies it there.

import Foundation
import Support
import Testing

@Suite struct CommandFuzzTests {
    private static func number(_ variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
    }

    private static let commands = number("RGIT_FUZZ_COMMANDS") ?? 160
    private static let firstSeed = number("RGIT_FUZZ_SEED") ?? 1
    /// The commands that each mutated repository is asked.
    private static let commandsPerRepository = 8
    private static let lanes = 2
    /// Far more than any answer from such small repositories takes, also beside a full test run.
    private static let timeLimit = 60.0
    private static let memoryLimit = 500 << 20

    @Test(arguments: 0..<lanes) func mutatedRepositories(lane: Int) throws {
        let templates = try FuzzTemplate.all()
        let repositories = (Self.commands + Self.commandsPerRepository - 1) / Self.commandsPerRepository
        for number in stride(from: lane, to: repositories, by: Self.lanes) {
            try run(seed: Self.firstSeed + number, templates)
        }
    }

    private func run(seed: Int, _ templates: [FuzzTemplate]) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let template = random.pick(templates)
        let folder = try TemporaryFolder()
        let home = try folder.makeFolder("home")
        var mutated = template.mutated(&random)
        try mutated.write(to: "\(folder.path)/repo")
        var rgit = Rgit(in: "\(folder.path)/repo\(template.workingDirectory)", home: home, keeping: folder)
        rgit.runner.timeout = Self.timeLimit
        for _ in 0..<Self.commandsPerRepository {
            let arguments = FuzzCommand.draw(&random)
            let result = try rgit.run(arguments)
            guard let fault = fault(of: result, arguments) else { continue }
            var text =
                "seed \(seed), \(template.name), \(mutated.log.joined(separator: "; ")): \(fault)\n\(result)"
            if let keep = ProcessInfo.processInfo.environment["RGIT_FUZZ_KEEP"] {
                try? FileManager.default.copyItem(atPath: folder.path, toPath: "\(keep)/\(seed)")
                text += "\nkept in \(keep)/\(seed)"
            }
            Issue.record("\(text)")
        }
    }

    /// What is wrong with how a command ended, whatever its repository was.
    private func fault(of result: ProcessResult, _ arguments: [String]) -> String? {
        if result.timedOut { return "no end within \(Int(Self.timeLimit)) s" }
        if let signal = result.signal { return "signal \(signal)" }
        guard let status = result.exitStatus, (0...3).contains(status) else {
            return "no exit status of rgit's"
        }
        if result.peakBytes > Self.memoryLimit { return "\(result.peakBytes >> 20) MiB" }
        if result.errorText.contains("Fatal error") { return "a failure of the runtime" }
        if status == 3, result.stderr.isEmpty { return "exit status 3 without a word" }
        if arguments.contains("--json") {
            // Where a question cannot be asked at all there is no document, but there is an error.
            if result.stdout.isEmpty { return status == 0 ? "no document" : nil }
            do { _ = try JSONValue(parsing: result.stdout) } catch { return "\(error)" }
        }
        if arguments.contains("--ndjson") {
            do { for line in result.lines { _ = try JSONValue(parsing: line) } } catch { return "\(error)" }
        }
        return nil
    }
}
