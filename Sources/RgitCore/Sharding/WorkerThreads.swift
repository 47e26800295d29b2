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
        /// The processor that the thread should not stay on; less than 0 where it may.
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
    /// Some kernels leave a new thread for milliseconds on the processor where it was started, in which a small question is
    /// over. So each thread leaves that processor; only the first stays there if the caller waits meanwhile (`isCallerIdle`).
    package init?(count: Int, isCallerIdle: Bool = true, body: @escaping @Sendable () -> Void) {
        state = Mutex(State(running: count))
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        unsafe pthread_attr_setstacksize(&attributes, WorkerThreads.stackSize)
        defer { unsafe pthread_attr_destroy(&attributes) }
        var started = 0
        let processor = rgit_current_processor()
        for number in 0..<count {
            let busyProcessor = number == 0 && isCallerIdle ? -1 : processor
            let start = unsafe Unmanaged.passRetained(Start(body, self, busyProcessor: busyProcessor))
            if unsafe WorkerThreads.create(&attributes, start.toOpaque()) {
                started += 1
            } else {
                unsafe start.release()
                ended()
            }
        }
        if started == 0 { return nil }
    }

    private static func create(
        _ attributes: UnsafePointer<pthread_attr_t>, _ argument: UnsafeMutableRawPointer
    ) -> Bool {
        #if canImport(Darwin)
            var thread: pthread_t?
            return pthread_create(&thread, attributes, { WorkerThreads.run($0) }, argument) == 0
        #else
            var thread = pthread_t()
            return unsafe pthread_create(
                &thread, attributes, { unsafe $0.flatMap { unsafe WorkerThreads.run($0) } }, unsafe argument)
                == 0
        #endif
    }

    private static func run(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        rgit_leave_processor(start.busyProcessor)
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
