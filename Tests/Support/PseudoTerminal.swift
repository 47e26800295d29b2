// Runs a program on a terminal of its own, types into it, and keeps what it showed.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a program on a terminal ended and what the terminal was sent.
public struct TerminalResult: Sendable, CustomStringConvertible {
    /// The exit status; `nil` when a signal ended it.
    public let exitStatus: Int32?
    /// The signal that ended it.
    public let signal: Int32?
    /// Whether it was killed because its time was up.
    public let timedOut: Bool
    /// Everything that was written to the terminal, standard error included.
    public let screen: [UInt8]
    /// Whether the terminal's modes are what they were before the program started.
    public let modesAreKept: Bool

    /// What was written, as text.
    public var text: String { String(decoding: screen, as: UTF8.self) }

    /// Everything there is to know.
    public var description: String {
        "exit status \(exitStatus ?? -1), signal \(signal ?? 0), timed out \(timedOut)\n\(text)"
    }
}

/// A terminal without a screen.
public struct PseudoTerminal: Sendable {
    /// Something typed once something has been shown.
    public struct Keys: Sendable {
        let keys: [UInt8]
        let after: [UInt8]
        let stopsReading: Bool

        /// Types keys once `text` has been shown; at once when it is empty.
        public static func type(_ keys: [UInt8], after text: String = "") -> Keys {
            Keys(keys: keys, after: Array(text.utf8), stopsReading: false)
        }

        /// Reads until `text` has been shown, then no more, so that the program's output stands still, and
        /// types keys a moment later.
        public static func type(_ keys: [UInt8], onceBlockedAfter text: String) -> Keys {
            Keys(keys: keys, after: Array(text.utf8), stopsReading: true)
        }
    }

    /// The program's environment and directory, and how long it may take.
    public var runner: ProcessRunner
    /// How wide the terminal is, in cells.
    public var columns = 80
    /// How high it is.
    public var rows = 24

    /// A terminal of 80 columns.
    public init(_ runner: ProcessRunner) {
        self.runner = runner
        self.runner.environment["TERM"] = Array("xterm-256color".utf8)
    }

    /// Runs a program to its end with all three of its streams on the terminal.
    public func run(_ program: String, _ arguments: [String], keys: [Keys] = []) throws -> TerminalResult {
        let (master, path) = try Self.open()
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        // Kept open here too, so that the terminal, and its modes, outlive the program.
        let slave = Self.openFile(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw SystemFailure("open \(path)") }
        var descriptors = [master, slave]
        defer { for index in descriptors.indices { closeDescriptor(&descriptors[index]) } }
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        let modes = Self.modes(slave)

        var actions = SpawnActions()
        defer { actions.destroy() }
        // Opened by the new session's leader, it becomes its controlling terminal: Ctrl-C is a signal then.
        actions.open(path, as: 0, flags: O_RDWR)
        actions.duplicate(0, as: 1)
        actions.duplicate(0, as: 2)
        let command = [Array(program.utf8)] + arguments.map { Array($0.utf8) }
        let child = try spawn(
            command, in: runner.workingDirectory, environment: runner.environment, actions: &actions,
            newSession: true)
        return attend(child, master: master, slave: slave, modes: modes, keys: keys)
    }

    /// A new terminal: its controlling end and the path of the other one.
    private static func open() throws -> (Int32, String) {
        #if canImport(Glibc)
            // What posix_openpt, unlockpt and ptsname do, which glibc shows to X/Open sources only.
            let master = openFile("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
            // TIOCSPTLCK and TIOCGPTN of Linux's asm-generic/ioctls.h.
            let setLock: UInt = 0x4004_5431
            let getNumber: UInt = 0x8004_5430
            var locked: Int32 = 0
            var number: UInt32 = 0
            guard master >= 0, ioctl(master, setLock, &locked) == 0,
                ioctl(master, getNumber, &number) == 0
            else { throw SystemFailure("/dev/ptmx") }
            return (master, "/dev/pts/\(number)")
        #else
            let master = posix_openpt(O_RDWR | O_NOCTTY)
            guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master) else {
                throw SystemFailure("posix_openpt")
            }
            return (master, String(cString: name))
        #endif
    }

    private static func openFile(_ path: String, _ flags: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, flags)
        #else
            Darwin.open(path, flags)
        #endif
    }

    private func attend(
        _ child: pid_t, master: Int32, slave: Int32, modes: [UInt32], keys: [Keys]
    ) -> TerminalResult {
        let deadline = Clock.now() + runner.timeout
        var screen: [UInt8] = []
        var keys = keys[...]
        var timedOut = false
        var status: Int32 = 0
        var ended = false
        while true {
            if let next = keys.first, screen.contains(next.after) {
                if next.stopsReading { usleep(200_000) }
                _ = write(master, next.keys, next.keys.count)
                keys = keys.dropFirst()
            }
            if !ended, waitpid(child, &status, WNOHANG) == child { ended = true }
            var wait = [pollfd(fd: master, events: Int16(POLLIN), revents: 0)]
            let ready = poll(&wait, 1, ended ? 0 : 20)
            if ready > 0, wait[0].revents & Int16(POLLIN) != 0 {
                var buffer = [UInt8](repeating: 0, count: 4096)
                // Little at a time while something is still to be typed: what comes after must stay unread.
                let count = read(master, &buffer, keys.isEmpty ? 4096 : 64)
                if count > 0 { screen += buffer[..<count] }
            } else if ended {
                break
            }
            if Clock.now() > deadline, !ended {
                timedOut = true
                kill(-child, SIGKILL)
                kill(child, SIGKILL)
            }
        }
        let (exitStatus, signal) = decodeStatus(status)
        return TerminalResult(
            exitStatus: exitStatus, signal: signal, timedOut: timedOut, screen: screen,
            modesAreKept: Self.modes(slave) == modes)
    }

    private static func modes(_ descriptor: Int32) -> [UInt32] {
        var modes = termios()
        tcgetattr(descriptor, &modes)
        return [
            UInt32(modes.c_iflag), UInt32(modes.c_oflag), UInt32(modes.c_cflag), UInt32(modes.c_lflag),
        ]
    }
}
