// Runs a program to its end and keeps what it prints: with a time limit, and stopped with all that it has started.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a program ended, and what it printed.
struct ProgramOutcome: Sendable {
    /// Why it ended.
    enum Ending: Sendable, Equatable {
        /// By itself, with an exit status.
        case exited(Int32)
        /// By a signal that was not ours.
        case killed(Int32)
        /// It was ended because its time was over.
        case timedOut
        /// It was ended because a stop was asked for.
        case stopped
    }

    let ending: Ending
    /// Standard output.
    let output: [UInt8]
    /// Standard error: its beginning and its end.
    let errors: [UInt8]

    /// Whether it did what it was asked.
    var isSuccess: Bool { ending == .exited(0) }
}

/// A program that is run for its result.
struct ProgramRun {
    /// What is kept of standard error at its beginning, and again at its end.
    private static let keptErrors = 32 << 10
    /// How long a program may take to end itself when it is asked to, in milliseconds.
    private static let grace = 3_000

    private let start: ProgramStart
    private let stop: StopSignal
    /// When its time is over, in milliseconds of the monotonic clock; `nil` for never.
    private let deadline: Int?
    /// The most that is kept of standard output.
    private let maximumOutput: Int

    /// Runs `start` in a session of its own, with nothing to read on standard input.
    init(_ start: ProgramStart, deadline: Int?, maximumOutput: Int, stop: StopSignal) {
        self.start = start
        self.deadline = deadline
        self.maximumOutput = maximumOutput
        self.stop = stop
    }

    /// Runs it.
    ///
    /// - Throws: `RgitError` of kind `.io` where it cannot be started.
    func run() throws(RgitError) -> ProgramOutcome {
        let nothing = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0 else { throw FileSystem.failure("cannot open", Array("/dev/null".utf8)) }
        defer { close(nothing) }
        guard let output = ProgramStart.pipe() else { throw failure(errno) }
        guard let errors = ProgramStart.pipe() else {
            let code = errno
            close(output.reading)
            close(output.writing)
            throw failure(code)
        }
        var start = start
        start.hasOwnSession = true
        // The standard ones come first: a number above them may be that of one of the sources.
        start.descriptors = [(0, nothing), (1, output.writing), (2, errors.writing)] + start.descriptors
        let started = start.start()
        close(output.writing)
        close(errors.writing)
        var streams = [
            Stream(descriptor: output.reading, kept: maximumOutput, keepsEnd: false),
            Stream(descriptor: errors.reading, kept: Self.keptErrors, keepsEnd: true),
        ]
        defer { for stream in streams { stream.close() } }
        switch started {
        case .failure(let error): throw failure(error.code)
        case .success(let process):
            let ending = follow(process, &streams)
            return ProgramOutcome(ending: ending, output: streams[0].bytes, errors: streams[1].bytes)
        }
    }

    private func failure(_ code: Int32) -> RgitError {
        RgitError(.io, FileSystem.failure("cannot start", code), start.arguments.first ?? [])
    }

    /// Reads what a process prints until it has ended.
    private func follow(_ process: pid_t, _ streams: inout [Stream]) -> ProgramOutcome.Ending {
        var reason: ProgramOutcome.Ending?
        var killTime: Int?
        while true {
            let isOver = hasEnded(process)
            let now = MonotonicClock.milliseconds()
            if !isOver, reason == nil {
                if stop.isRaised {
                    reason = .stopped
                } else if let deadline, now >= deadline {
                    reason = .timedOut
                }
                if reason != nil {
                    kill(-process, SIGTERM)
                    killTime = now + Self.grace
                }
            }
            if let time = killTime, now >= time {
                kill(-process, SIGKILL)
                killTime = nil
            }
            if isOver {
                // What it has started must not outlive it; a helper that stays on purpose has left the group.
                if reason != nil { kill(-process, SIGKILL) }
                while Stream.read(&streams, nil, milliseconds: 0) {}
                var status: Int32 = 0
                while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
                if let reason { return reason }
                let signal = status & 0x7f
                return signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal)
            }
            // Its end is not announced by the pipes where a process of its own still holds them.
            let pause = streams.allSatisfy(\.isAtEnd) ? 2 : 100
            let left = reason == nil ? deadline.map { max(0, $0 - now) } ?? pause : pause
            _ = Stream.read(&streams, reason == nil ? stop : nil, milliseconds: min(pause, left))
        }
    }

    /// Whether a process has ended; it is still there to be waited for, so that its number belongs to it.
    private func hasEnded(_ process: pid_t) -> Bool {
        var info = unsafe siginfo_t()
        let outcome = unsafe waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT)
        if outcome != 0 { return errno != EINTR }
        return unsafe info.si_signo != 0
    }
}

/// The reading end of a pipe, and what came through it.
private struct Stream {
    private let descriptor: Int32
    private let kept: Int
    private let keepsEnd: Bool
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private(set) var isAtEnd = false

    /// Keeps the first `kept` bytes, and the last as many where `keepsEnd`.
    init(descriptor: Int32, kept: Int, keepsEnd: Bool) {
        self.descriptor = descriptor
        self.kept = kept
        self.keepsEnd = keepsEnd
    }

    /// What was kept.
    var bytes: [UInt8] { head + tail.suffix(kept) }

    func close() {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }

    /// Waits for bytes of any of the streams, or for a stop, and takes what one read brings; `false` where nothing came.
    static func read(_ streams: inout [Stream], _ stop: StopSignal?, milliseconds: Int) -> Bool {
        var events = streams.map {
            pollfd(fd: $0.isAtEnd ? -1 : $0.descriptor, events: Int16(POLLIN), revents: 0)
        }
        events.append(pollfd(fd: stop?.reading ?? -1, events: Int16(POLLIN), revents: 0))
        guard unsafe poll(&events, nfds_t(events.count), Int32(milliseconds)) > 0 else { return false }
        var hasRead = false
        for index in streams.indices where events[index].revents != 0 {
            streams[index].read()
            hasRead = true
        }
        return hasRead
    }

    private mutating func read() {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe chunk.withUnsafeMutableBytes { buffer in
            #if canImport(Glibc)
                unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
        }
        guard count > 0 else {
            if count == 0 || errno != EINTR { isAtEnd = true }
            return
        }
        let room = min(count, kept - head.count)
        head += chunk[..<room]
        guard keepsEnd, room < count else { return }
        tail += chunk[room..<count]
        if tail.count > 4 * kept { tail.removeFirst(tail.count - kept) }
    }
}
