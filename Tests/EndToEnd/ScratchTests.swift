// The tests' own tools: scratch repositories, the process runner and the random histories.

import Support
import Testing

@Suite struct ScratchTests {
    @Test func aBuiltHistoryIsWhatGitReads() throws {
        // a - b - m
        //  \- c -/
        var names: [Mark: String] = [:]
        var builder = HistoryBuilder()
        let a = builder.commit("a\n", [.file("f", "1\n"), .symlink("l", to: "f")])
        let b = builder.commit("b\n", parents: [a], [.rename("f", "g")])
        let c = builder.commit(
            "c\n", on: "side", parents: [a], [.submodule("s", String(repeating: "1", count: 40))])
        let m = builder.commit("m\n", parents: [b, c])
        let repository = try ScratchRepository()
        names = try repository.load(builder)
        #expect(try repository.git.line("rev-parse", "main") == names[m])
        #expect(try repository.git.line("rev-parse", "main^2") == names[c])
        #expect(try repository.git.line("rev-list", "--count", "main") == "4")
        #expect(try repository.git("ls-tree", "-z", "--name-only", "main").records == [[0x67], [0x6C]])
        try repository.git("fsck", "--strict")
    }

    @Test func theRunnerReadsBothOutputsAndTellsTheEnding() throws {
        let runner = ProcessRunner(environment: Hermetic.environment(home: "/"), workingDirectory: "/")
        let much = try runner.run("sh", ["-c", "seq 1 40000 >&2; seq 1 40000; cat; exit 7"], input: [0x78])
        #expect(much.exitStatus == 7)
        #expect(much.stdout.dropLast() == much.stderr[...])
        #expect(much.stdout.last == 0x78)
        #expect(try runner.run("sh", ["-c", "kill -TERM $$"]).signal == 15)
        var hasty = runner
        hasty.timeout = 0.1
        #expect(try hasty.run("sleep", ["60"]).timedOut)
        #expect(try runner.run("seq", ["1", "1000000"], output: .brokenPipe).exitStatus != 0)
        let argument: [UInt8] = [0xFF, 0x27, 0x0A, 0x80]
        #expect(try runner.run("printf", [[0x25, 0x73], argument]).stdout == argument)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func aRandomHistoryIsValidAndAlwaysTheSame(seed: UInt64) throws {
        let one = try RandomHistory(seed: seed).makeRepository()
        let two = try RandomHistory(seed: seed).makeRepository()
        let refs = try one.git("for-each-ref").stdout
        #expect(refs == (try two.git("for-each-ref").stdout))
        #expect(refs.count > 100)
        try one.git("fsck", "--no-dangling")
        // One line less is left in the branches' count than was asked where a line ended.
        let count = try one.git.line("rev-list", "--count", "--all")
        #expect((Int(count) ?? 0) > 40)
    }
}

extension ScratchTests {
    @Test func aTerminalIsOneAndControlCIsASignal() throws {
        let runner = ProcessRunner(environment: Hermetic.environment(home: "/"), workingDirectory: "/")
        let terminal = PseudoTerminal(runner)
        let size = try terminal.run("sh", ["-c", "test -t 0 && test -t 1 && test -t 2 && stty size"])
        #expect(size.text == "24 80\r\n", "\(size)")
        let killed = try terminal.run(
            "sh", ["-c", "echo ready; exec sleep 30"], keys: [.type([3], after: "ready")])
        #expect(killed.signal == 2, "\(killed)")
        let blocked = try terminal.run("yes", ["long line"], keys: [.type([3], onceBlockedAfter: "line")])
        #expect(blocked.signal == 2, "\(blocked.exitStatus ?? -1)")
        #expect(blocked.modesAreKept)
        #expect(!(try terminal.run("stty", ["-echo"]).modesAreKept))
    }
}
