// rgit on a terminal: colour, width, pager, and Ctrl-C.

import Support
import Testing

@Suite struct TerminalTests {
    private static let controlC: [UInt8] = [3]

    private static func longHistory() throws -> ScratchRepository {
        try ScratchRepository { history in
            var last = history.commit("first commit\n", [.file("f", "1\n")])
            for number in 1...3000 { last = history.commit("commit number \(number)\n", parents: [last]) }
        }
    }

    @Test func aTableOnATerminalIsColouredAndFitted() throws {
        let repository = try ScratchRepository {
            $0.commit("\(String(repeating: "a long summary ", count: 30))\n", [.file("f", "1\n")])
        }
        let terminal = PseudoTerminal(repository.rgit.runner)
        let shown = try terminal.run(Rgit.path, ["--no-pager", "log"])
        #expect(shown.exitStatus == 0, "\(shown)")
        #expect(shown.text.contains("\u{1b}["))
        for line in shown.text.split(whereSeparator: \.isNewline) {
            #expect(strippingEscapes(String(line)).count <= 80, "\(line)")
        }
        for (variable, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
            var plain = terminal
            plain.runner.environment[variable] = Array(value.utf8)
            #expect(!(try plain.run(Rgit.path, ["--no-pager", "log"])).text.contains("\u{1b}["))
        }
        let never = try terminal.run(Rgit.path, ["--no-pager", "--color=never", "log"])
        #expect(!never.text.contains("\u{1b}["))
        #expect(try repository.rgit("log", "--color=always").text.contains("\u{1b}["))
        #expect(!(try repository.rgit("log").text.contains("\u{1b}[")))
    }

    @Test func controlCharactersOfARepositoryNeverReachATerminal() throws {
        let repository = try ScratchRepository {
            $0.commit("evil \u{1b}]0;title\u{7}\u{1b}[2J \u{9b}31m end\n", [.file("f", "1\n")])
        }
        let shown = try PseudoTerminal(repository.rgit.runner).run(
            Rgit.path, ["--no-pager", "--color=never", "log"])
        #expect(shown.exitStatus == 0)
        #expect(!shown.screen.contains(0x1B), "\(shown)")
        #expect(!shown.screen.contains(0x07))
        #expect(shown.text.contains("\\x1b"))
        let piped = try repository.rgit("log")
        #expect(!piped.stdout.contains(0x1B))
    }

    @Test func aPagerIsChosenAsGitChoosesIt() throws {
        let repository = try ScratchRepository { $0.commit("one\n", [.file("f", "1\n")]) }
        var terminal = PseudoTerminal(repository.rgit.runner)
        terminal.runner.environment["PAGER"] = Array("sed s/^/PAGER:/".utf8)
        for words in [["log"], ["branches"], ["contributors"], ["blame-stats"], ["diff-stats", "HEAD"]] {
            #expect(try terminal.run(Rgit.path, words).text.contains("PAGER:"), "\(words)")
        }
        #expect(!(try terminal.run(Rgit.path, ["log", "--count"]).text.contains("PAGER:")))
        try repository.git("config", "core.pager", "sed s/^/CONFIG:/")
        #expect(try terminal.run(Rgit.path, ["log"]).text.contains("CONFIG:"))
        terminal.runner.environment["GIT_PAGER"] = Array("sed s/^/GIT:/".utf8)
        #expect(try terminal.run(Rgit.path, ["log"]).text.contains("GIT:"))
        #expect(!(try terminal.run(Rgit.path, ["--no-pager", "log"]).text.contains("GIT:")))
        #expect(!(try terminal.run(Rgit.path, ["log", "--json"]).text.contains("GIT:")))
        // A pager that stops early is no error.
        terminal.runner.environment["GIT_PAGER"] = Array("head -n 1 >/dev/null".utf8)
        #expect(try terminal.run(Rgit.path, ["log"]).exitStatus == 0)
        // One that is not there costs nothing but the paging.
        terminal.runner.environment["GIT_PAGER"] = Array("no-such-pager".utf8)
        let without = try terminal.run(Rgit.path, ["log"])
        #expect(without.signal == nil && !without.timedOut, "\(without)")
    }

    @Test func controlCStopsAtOnceWith130AndLeavesTheTerminalSane() throws {
        let repository = try Self.longHistory()
        let terminal = PseudoTerminal(repository.rgit.runner)
        // The terminal is not read: rgit is in the middle of writing when the key comes.
        let shown = try terminal.run(
            Rgit.path, ["--no-pager", "log"],
            keys: [.type(Self.controlC, onceBlockedAfter: "commit number")])
        #expect(shown.exitStatus == 130, "\(shown.exitStatus ?? -1) \(shown.signal ?? 0)")
        #expect(!shown.timedOut)
        #expect(shown.modesAreKept)
    }

    @Test func anInterruptedPipeEndsWith130() throws {
        let repository = try Self.longHistory()
        let fifo = "\(repository.folder.path)/fifo"
        let runner = repository.rgit.runner
        try runner.run("mkfifo", [fifo]).expecting(0)
        // The pipe has no reader: it fills up, and rgit waits in a write. A shell starts background programs with
        // SIGINT ignored; env starts this one with it restored.
        let script = """
            sleep 3 <"$1" &
            env --default-signal=INT "$0" log --json >"$1" & rgit=$!
            sleep 0.4; kill -INT $rgit; wait $rgit; echo $?
            """
        let result = try runner.run("/bin/sh", ["-c", script, Rgit.path, fifo])
        #expect(result.text.hasSuffix("130\n"), "\(result)")
    }

    private func strippingEscapes(_ text: String) -> String {
        var plain = ""
        var inEscape = false
        for character in text {
            if inEscape {
                if character.isLetter { inEscape = false }
            } else if character == "\u{1b}" {
                inEscape = true
            } else {
                plain.append(character)
            }
        }
        return plain
    }
}
