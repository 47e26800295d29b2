// A value that threads change in turns, and whose changes they can wait for.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A value behind a lock, with a way to wait until it has become what somebody needs.
///
/// The proof behind `@unchecked Sendable`: `value` is touched only while `lock` is held.
final class Monitor<Value: Sendable>: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let news: UnsafeMutablePointer<pthread_cond_t>
    private var value: Value

    /// Guards `value`.
    init(_ value: Value) {
        self.value = value
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

    /// Looks at the value or changes it, while nobody else does.
    func locked<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value)
    }

    /// Changes the value and tells everybody who waits.
    func announce<Result>(_ body: (inout Value) -> Result) -> Result {
        defer { pthread_cond_broadcast(news) }
        return locked(body)
    }

    /// Blocks the thread until `body` gives something; it is tried again after each announcement.
    func wait<Result>(for body: (inout Value) -> Result?) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while true {
            if let result = body(&value) { return result }
            pthread_cond_wait(news, lock)
        }
    }
}
