// What git's words come to: one line, and whether to try again.

import Testing

@testable import RgitCore

@Suite struct GitFailureTests {
    private func failure(_ errors: String, _ ending: ProgramOutcome.Ending = .exited(128)) -> GitFailure {
        GitFailure(ProgramOutcome(ending: ending, output: [], errors: Array(errors.utf8)))
    }

    @Test(arguments: [
        (
            "fatal: unable to access 'https://u:p@h/a/': The requested URL returned error: 502\n",
            "unable to access 'https://h/a/': The requested URL returned error: 502", true
        ),
        (
            "fatal: unable to access 'https://h/a/': The requested URL returned error: 403\n",
            "unable to access 'https://h/a/': The requested URL returned error: 403", false
        ),
        (
            "remote: Repository not found.\nfatal: repository 'https://h/a/' not found\n",
            "remote: Repository not found.", false
        ),
        (
            "ssh: connect to host h port 22: Connection refused\r\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n",
            "ssh: connect to host h port 22: Connection refused", true
        ),
        (
            "git@h: Permission denied (publickey).\r\nfatal: Could not read from remote repository.\n",
            "git@h: Permission denied (publickey).", false
        ),
        (
            "fatal: unable to connect to h:\nh[0: 1.2.3.4]: errno=Connection timed out\n",
            "unable to connect to h: h[0: 1.2.3.4]: errno=Connection timed out", true
        ),
        (
            "error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: early EOF\n",
            "RPC failed; curl 56 Recv failure: Connection reset by peer", true
        ),
        (
            "fatal: write error: No space left on device\nfatal: early EOF\n",
            "write error: No space left on device", false
        ),
        ("Receiving objects:  10% (1/10)\rReceiving objects:  20%\rfatal: early EOF\n", "early EOF", true),
        // Words of names say nothing of failures.
        (
            "fatal: unable to access 'http://h/certificate/': Failed to connect to h port 1: Couldn't connect\n",
            "unable to access 'http://h/certificate/': Failed to connect to h port 1: Couldn't connect", true
        ),
        (
            "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n",
            "Could not read from remote repository.", false
        ),
        ("warning: something\nfatal: bad object HEAD\n", "bad object HEAD", false),
    ]) func words(errors: String, message: String, mayPass: Bool) {
        #expect(failure(errors) == GitFailure(message, mayPass: mayPass))
    }

    @Test func withoutWords() {
        #expect(failure("").message == "git ended with exit status 128")
        #expect(failure("\n \n", .killed(9)).message == "git was killed by signal 9")
    }
}
