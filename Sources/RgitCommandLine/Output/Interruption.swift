// What happens at Ctrl-C or `kill`: the terminal is put in order, and the process ends at once.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a signal handler has to know and may touch: lock-free numbers, nothing else.
///
/// They are all read once by `install`, before a signal can arrive: the first use of a static is not async-signal-safe,
/// later ones are plain loads.
enum Interruption {
    /// The pager's process; 0 when there is none.
    static let pager = Atomic<Int32>(0)
    /// The descriptor the pager reads the other end of.
    static let pagerPipe = Atomic<Int32>(-1)
    /// A descriptor of /dev/null, put in the place of the pager's to tell it that nothing more comes.
    static let nowhere = Atomic<Int32>(-1)
    /// Whether a line of progress is on the screen.
    static let hasProgressLine = Atomic<Bool>(false)
    /// Whether standard output is a terminal that gets colours.
    static let colorsOutput = Atomic<Bool>(false)
    /// The address of the path of a socket to be removed, a C string that stays; 0 when there is none.
    static let socketPath = Atomic<UInt>(0)
    /// Where the first signal asks the work to stop by itself; -1 where it ends the process at once.
    static let stopDescriptor = Atomic<Int32>(-1)
    /// The signal that ended the work, while the pager is still being waited for.
    static let signal = Atomic<Int32>(0)

    /// Has Ctrl-C, `kill` and the end of the terminal end the process in good order, and makes writing to a closed pipe an error like others.
    ///
    /// A signal that was ignored when the process began stays ignored, as for everything started by `nohup` or in the
    /// background of a script.
    static func install() {
        _ = (
            pager.load(ordering: .relaxed), pagerPipe.load(ordering: .relaxed),
            nowhere.load(ordering: .relaxed), hasProgressLine.load(ordering: .relaxed),
            colorsOutput.load(ordering: .relaxed), signal.load(ordering: .relaxed),
            socketPath.load(ordering: .relaxed), stopDescriptor.load(ordering: .relaxed)
        )
        set(SIGPIPE, SIG_IGN)
        // Writing more than the limit on the size of files is an error like that of a full disk.
        set(SIGXFSZ, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) { set(number, handler) }
    }

    /// Has the first signal write a byte to `descriptor`, for work that must not end half done; the next one ends the
    /// process at once, as always.
    static func askToStop(at descriptor: Int32) { stopDescriptor.store(descriptor, ordering: .relaxed) }

    /// Has signals end the process at once again.
    static func endAtOnce() { stopDescriptor.store(-1, ordering: .relaxed) }

    /// Says how the process has to end when a signal came while the pager was on the screen.
    static func endAsInterrupted() {
        let number = signal.load(ordering: .relaxed)
        if number != 0 { end(number) }
    }

    #if canImport(Glibc)
        private typealias Handler = __sighandler_t
    #else
        private typealias Handler = sig_t
    #endif

    private static let handler: @convention(c) (Int32) -> Void = { number in
        let savedError = errno
        Interruption.signal.store(number, ordering: .relaxed)
        if Interruption.hasProgressLine.load(ordering: .relaxed) { Interruption.write(2, "\r\u{1b}[K") }
        let stop = Interruption.stopDescriptor.exchange(-1, ordering: .relaxed)
        if stop >= 0 {
            Interruption.write(stop, "+")
            errno = savedError
            return
        }
        if let path = UnsafePointer<CChar>(
            bitPattern: Interruption.socketPath.load(ordering: .relaxed))
        {
            unlink(path)
        }
        let pager = Interruption.pager.load(ordering: .relaxed)
        if pager > 0 {
            // The pager keeps the terminal until its reader has left it. Replacing the pipe, not closing it, keeps the
            // descriptor from being used for another file while others still write to it.
            let pipe = Interruption.pagerPipe.load(ordering: .relaxed)
            let nowhere = Interruption.nowhere.load(ordering: .relaxed)
            if pipe >= 0, nowhere >= 0 { _ = dup2(nowhere, pipe) }
            var status: Int32 = 0
            while waitpid(pager, &status, 0) < 0, errno == EINTR {}
        } else if Interruption.colorsOutput.load(ordering: .relaxed) {
            Interruption.write(1, "\u{1b}[m")
        }
        errno = savedError
        Interruption.end(number)
    }

    /// Ends the process: with 130 for Ctrl-C, by the signal itself for any other.
    private static func end(_ number: Int32) {
        if number == SIGINT { _exit(Exit.interrupted.rawValue) }
        set(number, SIG_DFL)
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, number)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
        _exit(128 + number)
    }

    /// Writes a few bytes, unless that would block: a terminal that stands still, or another thread in the middle of a
    /// write to it, must not keep the process alive.
    private static func write(_ descriptor: Int32, _ text: StaticString) {
        var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&room, 1, 50) == 1, room.revents & Int16(POLLOUT) != 0 else { return }
        #if canImport(Glibc)
            _ = Glibc.write(descriptor, text.utf8Start, text.utf8CodeUnitCount)
        #else
            _ = Darwin.write(descriptor, text.utf8Start, text.utf8CodeUnitCount)
        #endif
    }

    private static func set(_ number: Int32, _ handler: Handler?) {
        var action = sigaction()
        #if canImport(Glibc)
            action.__sigaction_handler.sa_handler = handler
        #else
            action.__sigaction_u.__sa_handler = handler
        #endif
        sigemptyset(&action.sa_mask)
        action.sa_flags = Int32(SA_RESTART)
        sigaction(number, &action, nil)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Glibc)
            let current = action.__sigaction_handler.sa_handler
        #else
            let current = action.__sigaction_u.__sa_handler
        #endif
        return unsafeBitCast(current, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
