// Runs tasks on a thread of the program, so that the runtime need not start threads of its own.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A thread, such as the first, as the executor of tasks.
///
/// Tasks only coordinate: what takes long is done by worker threads. The runtime's own threads, and the one that watches
/// them, take as long to start as a small question to answer.
///
/// The proof behind `@unchecked Sendable`: `jobs` and `isOver` are touched only while `lock` is held.
public final class ThreadExecutor: TaskExecutor, @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let news: UnsafeMutablePointer<pthread_cond_t>
    private var jobs: [UnownedJob] = []
    private var isOver = false

    /// An executor that runs nothing until ``run()`` or `complete` is called.
    public init() {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
        news = .allocate(capacity: 1)
        news.initialize(to: pthread_cond_t())
        pthread_cond_init(news, nil)
    }

    deinit {
        pthread_cond_destroy(news)
        news.deallocate()
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Takes a job in, from any thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pthread_mutex_lock(lock)
        jobs.append(job)
        pthread_cond_signal(news)
        pthread_mutex_unlock(lock)
    }

    /// Runs tasks, in the order in which they become ready, until one of them ends the process.
    public func run() -> Never {
        while true { next()?.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    /// Runs one task on the calling thread and returns when it has ended. `started` gets the task, which may be cancelled.
    func complete(
        _ operation: @escaping @Sendable () async -> Void, started: (Task<Void, Never>) -> Void
    ) {
        started(
            Task.detached(executorPreference: self) {
                await operation()
                self.end()
            })
        while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    /// Has `complete` return.
    private func end() {
        pthread_mutex_lock(lock)
        isOver = true
        pthread_mutex_unlock(lock)
    }

    /// Waits for a job and takes it; `nil`, once, where `complete` is over.
    private func next() -> UnownedJob? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        if isOver {
            isOver = false
            return nil
        }
        while jobs.isEmpty { pthread_cond_wait(news, lock) }
        return jobs.removeFirst()
    }
}
