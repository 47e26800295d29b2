// Runs tasks on a thread of the program, so that the runtime need not start threads of its own.

/// A thread, such as the first, as the executor of tasks.
///
/// Tasks only coordinate: what takes long is done by worker threads. The runtime's own threads, and the one that watches
/// them, take as long to start as a small question to answer.
package final class ThreadExecutor: TaskExecutor {
    private struct State: Sendable {
        var jobs: [UnownedJob] = []
        var isOver = false
    }

    private let state = Monitor(State())

    /// An executor that runs nothing until ``run()`` or ``complete(_:started:)`` is called.
    package init() {}

    /// Takes a job in, from any thread.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.announce { $0.jobs.append(job) }
    }

    /// Runs tasks, in the order in which they become ready, until one of them ends the process.
    package func run() -> Never {
        while true { unsafe next()?.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    /// Runs one task on the calling thread and returns when it has ended. `started` gets the task, which may be cancelled.
    package func complete(
        _ operation: @escaping @Sendable () async -> Void, started: (Task<Void, Never>) -> Void = { _ in }
    ) {
        started(
            Task.detached(executorPreference: self) {
                await operation()
                self.state.announce { $0.isOver = true }
            })
        while let job = next() { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    /// Waits for a job and takes it; `nil`, once, where the task of `complete` has ended.
    private func next() -> UnownedJob? {
        state.wait { state in
            if state.isOver {
                state.isOver = false
                return .ready(nil)
            }
            return state.jobs.isEmpty ? .notYet : .ready(state.jobs.removeFirst())
        }
    }
}
