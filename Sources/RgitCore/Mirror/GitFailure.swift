// Why git failed: the line that says it best, and whether the same may succeed a little later.

import GitObjects

/// What git's standard error comes to.
struct GitFailure: Sendable, Equatable {
    /// One line, without `fatal:`.
    let message: String
    /// Whether trying again is worthwhile: the network or the server failed, not the request.
    let mayPass: Bool

    init(_ message: String, mayPass: Bool) {
        self.message = message
        self.mayPass = mayPass
    }

    /// Reads what git printed under `LC_ALL=C`.
    init(_ outcome: ProgramOutcome) {
        let lines = Self.lines(outcome.errors)
        if let line = Self.first(Self.lasting, in: lines) {
            self.init(Self.bare(line), mayPass: false)
        } else if let line = Self.first(Self.passing, in: lines) {
            self.init(Self.bare(line), mayPass: true)
        } else if let line = lines.first(where: { $0.hasPrefix("fatal: ") && !Self.saysNothing($0) })
            ?? lines.last(where: { !Self.saysNothing($0) })
            ?? lines.first(where: { $0.hasPrefix("fatal: ") }) ?? lines.last
        {
            self.init(Self.bare(line), mayPass: false)
        } else {
            switch outcome.ending {
            case .killed(let signal): self.init("git was killed by signal \(signal)", mayPass: false)
            case .exited(let status): self.init("git ended with exit status \(status)", mayPass: false)
            case .timedOut: self.init("time limit reached", mayPass: true)
            case .stopped: self.init("interrupted", mayPass: false)
            }
        }
    }

    // What follows are git's, curl's and OpenSSH's own words, in lower case.

    /// Failures that stay, however often they are tried. They count where both kinds are named: a transfer that the disk
    /// has no room for ends as one that the server breaks off.
    private static let lasting = [
        "no space left on device", "disk quota exceeded", "file too large", "read-only file system",
        "authentication failed", "could not read username", "could not read password",
        "terminal prompts disabled",
        "permission denied", "host key verification failed", "not found",
        "does not appear to be a git repository",
        "does not exist", "access denied", "not exported", "returned error: 40", "returned error: 41",
        "not allowed", "certificate", "dubious ownership", "unsupported protocol",
        "unable to find remote helper",
        "invalid filter-spec",
    ]

    /// Failures of a moment.
    private static let passing = [
        "connection refused", "connection reset", "connection timed out", "timed out", "operation too slow",
        "could not resolve host", "temporary failure in name resolution", "no route to host",
        "network is unreachable",
        "returned error: 5", "returned error: 429", "empty reply from server", "failed to connect",
        "recv failure",
        "send failure", "ssl_read", "gnutls recv", "ssl_connect", "tls connect", "early eof",
        "unexpected disconnect",
        "hung up unexpectedly", "rpc failed", "transfer closed", "connection closed", "broken pipe",
        "kex_exchange_identification", "banner exchange", "cannot lock ref", "unable to create",
        "bytes of body are still expected",
    ]

    private static func first(_ words: [String], in lines: [String]) -> String? {
        lines.first { line in
            let line = withoutNames(line).lowercased()
            return words.contains { line.contains($0) }
        }
    }

    /// A line without what it quotes, URLs and paths, in which any word may be.
    private static func withoutNames(_ line: String) -> String {
        let parts = line.split(separator: "'", omittingEmptySubsequences: false)
        // An apostrophe of a word, as in `couldn't`, begins no name.
        let unquoted = parts.count % 2 == 1 ? parts.indices.filter { $0 % 2 == 0 }.map { parts[$0] } : parts
        let words = unquoted.joined(separator: " ").split(separator: " ")
        return words.filter { !$0.contains("://") && !$0.hasPrefix("/") }.joined(separator: " ")
    }

    private static func saysNothing(_ line: String) -> Bool {
        let line = line.lowercased()
        return line.contains("could not read from remote repository")
            || line.contains("please make sure you have")
            || line.hasPrefix("and the repository exists") || line.hasPrefix("warning:")
    }

    private static func bare(_ line: String) -> String {
        for prefix in ["fatal: ", "error: "] where line.hasPrefix(prefix) {
            return bare(String(line.dropFirst(prefix.count)))
        }
        return line
    }

    /// The lines, with users and passwords of URLs left out; lines of progress, which end with a carriage return, too.
    private static func lines(_ errors: [UInt8]) -> [String] {
        var lines: [String] = []
        for line in errors.split(separator: 0x0a) {
            var line = line
            while line.last == 0x0d || line.last == 0x20 { line.removeLast() }
            let last = line.split(separator: 0x0d).last ?? []
            let text = withoutUsers(String(decoding: last, as: UTF8.self))
            if text.isEmpty { continue }
            // `fatal: unable to connect to HOST:` has its reason on the next line.
            if let begun = lines.last, begun.hasSuffix(":") {
                lines[lines.count - 1] = "\(begun) \(text)"
            } else {
                lines.append(text)
            }
        }
        return lines
    }

    private static func withoutUsers(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let mark = rest.firstRange(of: "://") {
            result += rest[..<mark.upperBound]
            rest = rest[mark.upperBound...]
            let authority = rest.prefix { !"/ '\"".contains($0) }
            if let at = authority.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        }
        return result + rest
    }
}
