// Buffered writes to standard output (or to the pager in front of it) that notice every way a write can fail.

import RgitCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The reader of standard output has closed it, which is no error: nothing more can be shown.
struct OutputClosed: Error {}

/// Standard output, buffered. Only the task that writes the answer uses it; it is safe to share all the same.
final class OutputSink: Sendable {
    private struct State {
        var descriptor: Int32
        /// What takes the bytes in place of the descriptor.
        let receiver: (@Sendable ([UInt8]) throws -> Void)?
        var buffer: [UInt8] = []
        /// Whether the descriptor is closed.
        var isClosed = false
        /// Whether a write failed, after which none is tried.
        var hasFailed = false
        var lastFlush: UInt64 = 0
        /// Called once, before the first byte goes out; may name another descriptor.
        var beforeFirstWrite: (@Sendable () -> Int32?)?
    }

    /// How much is collected before it is written.
    private static let bufferSize = 65_536
    /// After how many nanoseconds what was collected is written all the same, so that a reader sees rows as they come.
    private static let flushInterval: UInt64 = 50_000_000

    private let state: Mutex<State>

    /// Writes to a file descriptor, which stays the caller's until `finish`.
    init(descriptor: Int32) {
        state = Mutex(State(descriptor: descriptor, receiver: nil))
    }

    /// Hands what is written to `receiver`.
    init(receiver: @escaping @Sendable ([UInt8]) throws -> Void) {
        state = Mutex(State(descriptor: -1, receiver: receiver))
    }

    /// Has `action` called once, before the first byte goes out, in place of an action set before.
    ///
    /// A descriptor that it returns, such as a pager's pipe, takes the place of the sink's own. It must not use the sink.
    func beforeFirstWrite(_ action: @escaping @Sendable () -> Int32?) {
        state.withLock { $0.beforeFirstWrite = action }
    }

    /// Takes bytes. Throws `OutputClosed` when the reader has gone, an `io` error when they cannot be written.
    func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            if state.buffer.count + bytes.count <= OutputSink.bufferSize {
                state.buffer.append(contentsOf: bytes)
                if Clock.nanoseconds() &- state.lastFlush > OutputSink.flushInterval { try flush(&state) }
            } else {
                try flush(&state)
                if bytes.count >= OutputSink.bufferSize / 2 {
                    try writeOut(bytes, &state)
                } else {
                    state.buffer.append(contentsOf: bytes)
                }
            }
        }
    }

    /// Whether a write has failed; what is written from then on goes nowhere.
    var hasFailed: Bool { state.withLock { $0.hasFailed } }

    /// Takes a string.
    func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Writes what has been collected.
    func flush() throws {
        try state.withLock { try flush(&$0) }
    }

    /// Writes what has been collected and closes the descriptor, whose last error only shows then.
    func finish() throws {
        try state.withLock { state in
            try flush(&state)
            guard !state.isClosed else { return }
            state.isClosed = true
            guard state.receiver == nil else { return }
            // After EINTR the descriptor is gone on Linux and must not be closed again.
            if close(state.descriptor) != 0, errno != EINTR { throw OutputSink.failure(errno) }
        }
    }

    /// Closes the descriptor whatever waits to be written.
    func abandon() {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isClosed = true
            if state.receiver == nil { close(state.descriptor) }
        }
    }

    private func flush(_ state: inout State) throws {
        state.lastFlush = Clock.nanoseconds()
        guard !state.buffer.isEmpty else { return }
        // The buffer is given up before it is written: after an error it must not be tried again.
        let bytes = state.buffer
        state.buffer = []
        try writeOut(bytes, &state)
        state.buffer.reserveCapacity(OutputSink.bufferSize)
    }

    private func writeOut(_ bytes: [UInt8], _ state: inout State) throws {
        guard !bytes.isEmpty else { return }
        guard !state.isClosed, !state.hasFailed else { throw OutputClosed() }
        if let receiver = state.receiver {
            do { try receiver(bytes) } catch {
                state.hasFailed = true
                throw error
            }
            return
        }
        if let action = state.beforeFirstWrite.take(), let other = action() { state.descriptor = other }
        do {
            try RawOutput.write(bytes, to: state.descriptor)
        } catch {
            state.hasFailed = true
            throw error.code == EPIPE ? OutputClosed() : OutputSink.failure(error.code)
        }
        state.lastFlush = Clock.nanoseconds()
    }

    static func failure(_ code: Int32) -> RgitError {
        RgitError(.io, "cannot write standard output", String(cString: strerror(code)))
    }
}

/// Writes bytes to descriptors, completely or with an error.
enum RawOutput {
    /// Why a write failed: an `errno`.
    struct Failure: Error {
        let code: Int32
    }

    /// Writes all of `bytes`: goes on after partial writes and interruptions, waits where a descriptor does not block.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            var start = 0
            while start < buffer.count {
                let count = systemWrite(descriptor, buffer, from: start)
                if count >= 0 {
                    start += count
                    continue
                }
                switch errno {
                case EINTR: continue
                case EAGAIN:
                    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&wait, 1, -1)
                default:
                    failure = errno
                    return
                }
            }
        }
        if failure != 0 { throw Failure(code: failure) }
    }

    private static func systemWrite(
        _ descriptor: Int32, _ buffer: UnsafeRawBufferPointer, from start: Int
    ) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        // A single call is kept below what macOS refuses (more than Int32.max bytes).
        let count = min(buffer.count - start, 1 << 30)
        #if canImport(Glibc)
            return Glibc.write(descriptor, base + start, count)
        #else
            return Darwin.write(descriptor, base + start, count)
        #endif
    }
}

/// The clock that only ever goes forward.
enum Clock {
    /// Nanoseconds since some moment.
    static func nanoseconds() -> UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(now.tv_sec) &* 1_000_000_000 &+ UInt64(now.tv_nsec)
    }

    /// Seconds since 1970.
    static func seconds() -> Int64 { Int64(time(nil)) }
}
