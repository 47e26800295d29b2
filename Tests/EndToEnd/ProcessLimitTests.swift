// Too few files, threads or bytes: one clear line and an end, where the runtime would die or wait for ever.

import Support
import Testing

@Suite struct ProcessLimitTests {
    private func limited(_ limit: String, _ arguments: String...) throws -> ProcessResult {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        var runner = repository.rgit.runner
        runner.timeout = 60
        return try runner.run(
            "/bin/bash", ["-c", "ulimit \(limit) && exec \"$0\" \"$@\"", Rgit.path] + arguments)
    }

    @Test(arguments: 4...6) func tooFewFiles(count: Int) throws {
        let result = try limited("-n \(count)", "log", "--count")
        #expect(result.exitStatus == 3, "\(result)")
        #expect(
            result.errorText == """
                rgit: too few open files allowed: \(count)
                hint: Raise the limit with 'ulimit -n 64'.

                """)
        #expect(result.stdout.isEmpty)
    }

    @Test func enoughFilesAreEnough() throws {
        #expect(try limited("-n 48", "log", "--count").expecting(0).text == "1\n")
    }

    /// The loader itself needs some of it, more where libraries are separate files; with less than the program's own size the
    /// system ends it before it begins.
    @Test(arguments: [40_000, 60_000, 120_000]) func tooLittleMemory(kibibytes: Int) throws {
        let result = try limited("-v \(kibibytes)", "log", "--count")
        #expect(!result.timedOut && result.signal == nil, "\(result)")
        #expect(result.stdout.isEmpty, "\(result)")
        if result.exitStatus != 127 {
            #expect(result.exitStatus == 3, "\(result)")
            #expect(
                result.errorText.hasPrefix("rgit: too little memory allowed: \(kibibytes << 10)\n"),
                "\(result)")
        }
    }

    /// The superuser has no such limit, and gets an answer.
    @Test(arguments: 1...3) func tooFewProcesses(count: Int) throws {
        let result = try limited("-u \(count)", "log", "--count")
        #expect(!result.timedOut && result.signal == nil, "\(result)")
        if result.exitStatus != 0 {
            #expect(result.exitStatus == 3, "\(result)")
            #expect(result.errorText.hasPrefix("rgit: too few processes allowed: \(count)\n"), "\(result)")
        }
    }
}
