// A value that threads change in turns, and whose changes they can wait for.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a look at a value comes to that has to reach some state first.
package enum Awaited<Result> {
    /// The value has got there.
    case ready(Result)
    /// It has not.
    case notYet
}

/// A value behind a lock, with a way to wait until it has become what a thread needs.
///
/// The proof behind `@unchecked Sendable`: `value` is touched only while `lock` is held.
@safe package final class Monitor<Value: Sendable>: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let news: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    /// Guards `value`.
    package init(_ value: Value) {
        self.value = value
        unsafe lock = .allocate(capacity: 1)
        unsafe lock.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(lock, nil)
        unsafe news = .allocate(capacity: 1)
        unsafe news.initialize(to: pthread_cond_t())
        unsafe Monitor.initialize(news)
    }

    /// Prepares a condition that measures time on the monotonic clock, where the system has a choice.
    private static func initialize(_ news: UnsafeMutablePointer<pthread_cond_t>) {
        #if canImport(Glibc)
            var attributes = pthread_condattr_t()
            unsafe pthread_condattr_init(&attributes)
            unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
            unsafe pthread_cond_init(news, &attributes)
            unsafe pthread_condattr_destroy(&attributes)
        #else
            unsafe pthread_cond_init(news, nil)
        #endif
    }

    deinit {
        unsafe pthread_cond_destroy(news)
        unsafe news.deallocate()
        unsafe pthread_mutex_destroy(lock)
        unsafe lock.deallocate()
    }

    /// Reads or changes the value, while no other thread does.
    package func locked<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        return try body(&value)
    }

    /// Changes the value and wakes all threads that wait.
    package func announce<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { unsafe pthread_cond_broadcast(news) }
        return try locked(body)
    }

    /// Wakes one of the threads that wait, where a change that was made is for one alone.
    package func wakeOne() { unsafe pthread_cond_signal(news) }

    /// Blocks the thread until `body` has a result; it is tried again after each announcement, and after `milliseconds`, where
    /// that gives a number, up to 1000.
    package func wait<Result>(
        atMost milliseconds: (inout Value) -> Int? = { _ in nil }, for body: (inout Value) -> Awaited<Result>
    ) -> Result {
        unsafe pthread_mutex_lock(lock)
        defer { unsafe pthread_mutex_unlock(lock) }
        while true {
            if case .ready(let result) = body(&value) { return result }
            if let limit = milliseconds(&value) {
                var end = Monitor.end(after: limit)
                unsafe pthread_cond_timedwait(news, lock, &end)
            } else {
                unsafe pthread_cond_wait(news, lock)
            }
        }
    }

    private static func end(after milliseconds: Int) -> timespec {
        var time = timespec()
        #if canImport(Glibc)
            unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        #else
            unsafe clock_gettime(CLOCK_REALTIME, &time)
        #endif
        let nanoseconds = time.tv_nsec + milliseconds * 1_000_000
        time.tv_sec += nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        return time
    }
}
