// Threads that all do the same until there is nothing left to do, and a task that can wait for them.

import Cscheduling
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Some threads of one piece of work. They compute without ever suspending, for which the threads that Swift's tasks
/// share, one a core, are not meant.
package final class WorkerThreads: Sendable {
    private struct State {
        var running: Int
        var waiting: CheckedContinuation<Void, Never>?
    }

    /// What a thread needs to start with.
    private final class Start: Sendable {
        let body: @Sendable () -> Void
        let threads: WorkerThreads
        /// The processor that the thread does not begin on; less than 0 where it may.
        let busyProcessor: Int32

        init(_ body: @escaping @Sendable () -> Void, _ threads: WorkerThreads, busyProcessor: Int32) {
            self.body = body
            self.threads = threads
            self.busyProcessor = busyProcessor
        }
    }

    /// Deep directories and long delta chains are walked in loops, so that the usual size would do; it is not the same
    /// on every system.
    private static let stackSize = 2 << 20

    private let state: Mutex<State>

    /// Starts `count` threads that each run `body` once. Where the system has no more threads to give, those there are do
    /// the work; `nil` when there is none.
    ///
    /// Some kernels leave a new thread for milliseconds in the queue of the processor where it was started, in which a small
    /// question is over. So each thread begins on another processor; only the first stays there if the caller waits meanwhile
    /// (`isCallerIdle`).
    package init?(count: Int, isCallerIdle: Bool = true, body: @escaping @Sendable () -> Void) {
        state = Mutex(State(running: count))
        var anywhere = WorkerThreads.attributes()
        defer { unsafe pthread_attr_destroy(&anywhere) }
        var apart = WorkerThreads.attributes()
        defer { unsafe pthread_attr_destroy(&apart) }
        let busyProcessor = unsafe count > 1 || !isCallerIdle ? rgit_begin_apart(&apart) : -1
        var started = 0
        for number in 0..<count {
            let isApart = busyProcessor >= 0 && (number > 0 || !isCallerIdle)
            if unsafe isApart && create(&apart, Start(body, self, busyProcessor: busyProcessor))
                || create(&anywhere, Start(body, self, busyProcessor: -1))
            {
                started += 1
            } else {
                ended()
            }
        }
        if started == 0 { return nil }
    }

    private static func attributes() -> pthread_attr_t {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        unsafe pthread_attr_setstacksize(&attributes, stackSize)
        return attributes
    }

    private func create(_ attributes: UnsafePointer<pthread_attr_t>, _ start: Start) -> Bool {
        let argument = unsafe Unmanaged.passRetained(start)
        #if canImport(Darwin)
            var thread: pthread_t?
            let failure = pthread_create(&thread, attributes, { WorkerThreads.run($0) }, argument.toOpaque())
        #else
            var thread = pthread_t()
            let failure = unsafe pthread_create(
                &thread, attributes, { unsafe $0.flatMap { unsafe WorkerThreads.run($0) } },
                argument.toOpaque())
        #endif
        if failure != 0 { unsafe argument.release() }
        return failure == 0
    }

    private static func run(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        rgit_allow_processor(start.busyProcessor)
        start.body()
        start.threads.ended()
        return nil
    }

    private func ended() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return nil }
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    /// Suspends until the last thread has ended.
    package func finish() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.running > 0 { state.waiting = continuation }
                return state.running == 0
            }
            if isOver { continuation.resume() }
        }
    }
}
