// Asks work that waits for other programs to stop: from a task, another thread or a handler of signals.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A request to stop that threads notice while they wait: once raised, the reading end of a pipe stays readable.
package final class StopSignal: Sendable {
    /// The end to wait at, beside other descriptors.
    let reading: Int32
    /// Where a handler of signals writes a byte to raise it.
    package let writing: Int32

    /// Makes the pipe; `nil` where the limit on open files is reached.
    package init?() {
        guard let ends = ProgramStart.pipe() else { return nil }
        reading = ends.reading
        writing = ends.writing
        // A handler must never be kept waiting.
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Asks to stop.
    package func raise() {
        var byte: UInt8 = 1
        _ = unsafe write(writing, &byte, 1)
    }

    /// Whether it has been raised.
    package var isRaised: Bool { wait(milliseconds: 0) }

    /// Waits until it is raised, or the time is over; returns whether it is raised.
    func wait(milliseconds: Int) -> Bool {
        var event = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        let end = MonotonicClock.milliseconds() + milliseconds
        while true {
            let left = max(0, end - MonotonicClock.milliseconds())
            let outcome = unsafe poll(&event, 1, Int32(clamping: left))
            if outcome > 0 { return true }
            if outcome == 0 || errno != EINTR { return false }
        }
    }
}

/// A clock that only goes forward.
enum MonotonicClock {
    /// Milliseconds since some moment.
    static func milliseconds() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int(time.tv_sec) * 1_000 + Int(time.tv_nsec) / 1_000_000
    }
}
