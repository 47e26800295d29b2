// Runs a program with bytes for arguments and an environment of its own, and keeps all that it printed.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a program ended and what it printed.
public struct ProcessResult: Sendable {
    /// The program and its arguments, for messages.
    public let command: [[UInt8]]
    /// Where it ran.
    public let workingDirectory: String
    /// The exit status; `nil` when a signal ended it.
    public let exitStatus: Int32?
    /// The signal that ended it.
    public let signal: Int32?
    /// Whether it was killed because its time was up.
    public let timedOut: Bool
    /// The most memory it held at once, in bytes; no less than what the tests themselves hold, for Linux counts a process
    /// with the memory of its parent until it becomes another program.
    public let peakBytes: Int
    /// What it wrote to standard output.
    public let stdout: [UInt8]
    /// What it wrote to standard error.
    public let stderr: [UInt8]

    /// Standard output as text, for messages and for output known to be UTF-8.
    public var text: String { String(decoding: stdout, as: UTF8.self) }
    /// Standard error as text.
    public var errorText: String { String(decoding: stderr, as: UTF8.self) }
    /// Standard output cut at line feeds, the last empty piece left out.
    public var lines: [[UInt8]] { stdout.pieces(endedBy: 0x0A) }
    /// Standard output cut at NULs, the last empty piece left out.
    public var records: [[UInt8]] { stdout.pieces(endedBy: 0) }

    /// The result itself where the program ended with this status.
    /// - Throws: `ProcessFailure`, which prints everything, otherwise.
    @discardableResult
    public func expecting(_ status: Int32 = 0) throws -> ProcessResult {
        guard exitStatus == status else { throw ProcessFailure(result: self, expected: status) }
        return self
    }
}

extension ProcessResult: CustomStringConvertible {
    /// Command, place, ending and both outputs, each shortened to a screenful.
    public var description: String {
        var text = "command: \(command.map(Self.shellWord).joined(separator: " "))\n"
        text += "in:      \(workingDirectory)\n"
        if timedOut { text += "ended:   killed, its time was up\n" }
        if let exitStatus { text += "ended:   exit status \(exitStatus)\n" }
        if let signal { text += "ended:   signal \(signal)\n" }
        text += "stdout:  \(Self.shown(stdout))\n"
        text += "stderr:  \(Self.shown(stderr))"
        return text
    }

    private static func shown(_ bytes: [UInt8]) -> String {
        if bytes.isEmpty { return "(empty)" }
        let head = String(decoding: bytes.prefix(6000), as: UTF8.self)
        let rest = bytes.count > 6000 ? "\n… \(bytes.count) bytes in all" : ""
        return "\n" + head + rest
    }

    private static func shellWord(_ bytes: [UInt8]) -> String {
        let plain = bytes.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x40...0x5A).contains(byte) || (0x2B...0x3A).contains(byte)
                || byte == 0x5F || byte == 0x3D
        }
        if plain && !bytes.isEmpty { return String(decoding: bytes, as: UTF8.self) }
        var word = "$'"
        for byte in bytes {
            switch byte {
            case 0x27: word += "\\'"
            case 0x5C: word += "\\\\"
            case 0x0A: word += "\\n"
            case 0x20...0x7E: word.unicodeScalars.append(Unicode.Scalar(byte))
            default: word += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return word + "'"
    }
}

/// A program that did not end as it should have.
public struct ProcessFailure: Error, CustomStringConvertible {
    /// How it ended.
    public let result: ProcessResult
    /// The status it should have ended with.
    public let expected: Int32

    /// Everything there is to know.
    public var description: String { "expected exit status \(expected)\n\(result)" }
}

/// Where a program's standard output goes.
public enum OutputTarget: Sendable {
    /// Kept in the result.
    case captured
    /// Kept in the result up to a number of bytes: then the reading end is closed, as `head` does.
    case capturedUpTo(Int)
    /// A pipe without a reader: the first write fails.
    case brokenPipe
    /// A file or device, opened for writing.
    case file(String)
    /// Nothing: descriptor 1 is closed.
    case closed
}

/// Starts programs, feeds them and reads both their outputs at the same time, so that no pipe ever fills up.
public struct ProcessRunner: Sendable {
    /// Variables the program gets, and no others.
    public var environment: [String: [UInt8]]
    /// Where the program runs.
    public var workingDirectory: String
    /// Seconds after which the program and its children are killed.
    public var timeout: Double

    /// Describes how programs are to run.
    public init(environment: [String: [UInt8]], workingDirectory: String, timeout: Double = 120) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.timeout = timeout
    }

    /// Runs a program to its end.
    /// - Parameters:
    ///   - program: its path, or a name looked up in PATH.
    ///   - arguments: what follows the program's name.
    ///   - input: what it reads from standard input.
    ///   - output: where its standard output goes.
    ///   - signalling: a signal it gets after a fifth of a second; `nil` for none.
    public func run(
        _ program: String, _ arguments: [[UInt8]], input: [UInt8] = [], output: OutputTarget = .captured,
        signalling: Int32? = nil
    ) throws -> ProcessResult {
        let command = [Array(program.utf8)] + arguments
        var toChild = try Pipe()
        var fromChild = try Pipe()
        var errors = try Pipe()
        defer {
            toChild.close()
            fromChild.close()
            errors.close()
        }

        var actions = SpawnActions()
        defer { actions.destroy() }
        actions.duplicate(toChild.readEnd, as: 0)
        switch output {
        case .captured, .capturedUpTo:
            actions.duplicate(fromChild.writeEnd, as: 1)
        case .brokenPipe:
            actions.duplicate(fromChild.writeEnd, as: 1)
            fromChild.closeReadEnd()
        case .file(let path):
            actions.open(path, as: 1)
        case .closed:
            actions.close(1)
        }
        actions.duplicate(errors.writeEnd, as: 2)
        let child = try spawn(
            command, in: workingDirectory, environment: environment, actions: &actions, newSession: false
        )
        toChild.closeReadEnd()
        fromChild.closeWriteEnd()
        errors.closeWriteEnd()

        var limit = Int.max
        if case .capturedUpTo(let count) = output { limit = count }
        var conversation = Conversation(
            child: child, input: input, outputLimit: limit, deadline: Clock.now() + timeout,
            signalling: signalling
        )
        conversation.hold(&toChild, &fromChild, &errors)
        let ending = conversation.waitForEnd()
        return ProcessResult(
            command: command, workingDirectory: workingDirectory, exitStatus: ending.exitStatus,
            signal: ending.signal, timedOut: conversation.timedOut, peakBytes: ending.peakBytes,
            stdout: conversation.stdout, stderr: conversation.stderr
        )
    }

    /// Runs a program to its end; see the other form.
    public func run(
        _ program: String, _ arguments: [String], input: [UInt8] = [], output: OutputTarget = .captured,
        signalling: Int32? = nil
    ) throws -> ProcessResult {
        try run(
            program, arguments.map { Array($0.utf8) }, input: input, output: output, signalling: signalling
        )
    }
}

/// The reading and writing that goes on while a child runs.
private struct Conversation {
    let child: pid_t
    let input: [UInt8]
    let outputLimit: Int
    let deadline: Double
    let signalling: Int32?
    var stdout: [UInt8] = []
    var stderr: [UInt8] = []
    var timedOut = false

    init(child: pid_t, input: [UInt8], outputLimit: Int, deadline: Double, signalling: Int32?) {
        self.child = child
        self.input = input
        self.outputLimit = outputLimit
        self.deadline = deadline
        self.signalling = signalling
    }

    mutating func hold(_ toChild: inout Pipe, _ fromChild: inout Pipe, _ errors: inout Pipe) {
        // A child that stops reading must not end the tests with SIGPIPE.
        ignoreBrokenPipes()
        var written = 0
        var signalTime = signalling == nil ? Double.infinity : Clock.now() + 0.2
        if input.isEmpty { toChild.closeWriteEnd() } else { setNonBlocking(toChild.writeEnd) }
        while fromChild.readEnd >= 0 || errors.readEnd >= 0 {
            let now = Clock.now()
            if now > deadline {
                timedOut = true
                kill(-child, SIGKILL)
                return
            }
            if now >= signalTime, let signalling {
                kill(child, signalling)
                signalTime = .infinity
            }
            var waits = [
                pollfd(fd: fromChild.readEnd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors.readEnd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: toChild.writeEnd, events: Int16(POLLOUT), revents: 0),
            ]
            let pause = min(deadline, signalTime) - now
            _ = poll(&waits, nfds_t(waits.count), Int32(max(0, min(pause, 3600)) * 1000) + 1)
            if waits[0].revents != 0 {
                if readSome(fromChild.readEnd, into: &stdout, limit: outputLimit) == 0 {
                    fromChild.closeReadEnd()
                }
            }
            if waits[1].revents != 0, readSome(errors.readEnd, into: &stderr, limit: .max) == 0 {
                errors.closeReadEnd()
            }
            if waits[2].revents != 0 {
                let count = input[written...].withUnsafeBytes {
                    write(toChild.writeEnd, $0.baseAddress, $0.count)
                }
                if count > 0 { written += count }
                if count < 0 && errno != EAGAIN || written == input.count { toChild.closeWriteEnd() }
            }
        }
    }

    mutating func waitForEnd() -> (exitStatus: Int32?, signal: Int32?, peakBytes: Int) {
        var status: Int32 = 0
        var usage = rusage()
        while true {
            let ended = wait4(child, &status, WNOHANG, &usage)
            if ended == child { break }
            if ended < 0 && errno != EINTR { return (nil, nil, 0) }
            if Clock.now() > deadline && !timedOut {
                timedOut = true
                kill(-child, SIGKILL)
            }
            usleep(500)
        }
        #if canImport(Glibc)
            let unit = 1024
        #else
            let unit = 1
        #endif
        let (exitStatus, signal) = decodeStatus(status)
        return (exitStatus, signal, Int(usage.ru_maxrss) * unit)
    }
}

/// The parts of a wait status, as the macros of sys/wait.h take it apart.
func decodeStatus(_ status: Int32) -> (exitStatus: Int32?, signal: Int32?) {
    status & 0x7F == 0 ? ((status >> 8) & 0xFF, nil) : (nil, status & 0x7F)
}

/// Reads what is there, at most up to the limit; 0 at the end and when the limit is reached.
private func readSome(_ descriptor: Int32, into bytes: inout [UInt8], limit: Int) -> Int {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let wanted = min(buffer.count, limit - bytes.count)
    if wanted <= 0 { return 0 }
    let count = read(descriptor, &buffer, wanted)
    if count < 0 { return errno == EINTR || errno == EAGAIN ? 1 : 0 }
    bytes += buffer[..<count]
    return bytes.count >= limit ? 0 : count
}

private func setNonBlocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
}

private let brokenPipesIgnored: Bool = {
    signal(SIGPIPE, SIG_IGN)
    return true
}()

func ignoreBrokenPipes() { _ = brokenPipesIgnored }

extension [UInt8] {
    /// The pieces before each separator, and what follows the last one unless it is empty.
    public func pieces(endedBy separator: UInt8) -> [[UInt8]] {
        var pieces = split(separator: separator, omittingEmptySubsequences: false).map { Array($0) }
        if pieces.last?.isEmpty == true { pieces.removeLast() }
        return pieces
    }
}
