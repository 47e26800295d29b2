// Where workers leave their results in any order and one consumer takes them in order.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Hands the results of worker threads to one task, in the order of the chunks.
///
/// Threads wait by blocking, the task by suspending. The proof behind `@unchecked Sendable`: everything that changes is
/// touched only while `lock` is held.
final class OrderedOutlet<Value: Sendable>: @unchecked Sendable {
    private let window: Int
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let turn: UnsafeMutablePointer<pthread_cond_t>
    private var results: [Int: Value] = [:]
    private var taken = 0
    private var isClosed = false
    private var consumer: (chunk: Int, continuation: CheckedContinuation<Value?, Never>)?

    /// Lets workers be at most `window` chunks ahead of the consumer.
    init(window: Int) {
        self.window = window
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
        turn = .allocate(capacity: 1)
        turn.initialize(to: pthread_cond_t())
        pthread_cond_init(turn, nil)
    }

    deinit {
        pthread_cond_destroy(turn)
        turn.deallocate()
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }

    /// Blocks until chunk `chunk` is less than the window ahead of the consumer; `false` once nobody wants it any more.
    func waitForTurn(_ chunk: Int) -> Bool {
        locked {
            while !isClosed, chunk >= taken + window { pthread_cond_wait(turn, lock) }
            return !isClosed
        }
    }

    /// Leaves the result of a chunk.
    func deliver(_ chunk: Int, _ value: Value) {
        let waiting: CheckedContinuation<Value?, Never>? = locked {
            guard let consumer, consumer.chunk == chunk else {
                if !isClosed { results[chunk] = value }
                return nil
            }
            self.consumer = nil
            return consumer.continuation
        }
        waiting?.resume(returning: value)
    }

    /// Suspends until the result of `chunk` is there; `nil` once the outlet is closed.
    func take(_ chunk: Int) async -> Value? {
        await withCheckedContinuation { continuation in
            let answer: Value?? = locked {
                taken = chunk
                pthread_cond_broadcast(turn)
                if isClosed { return .some(nil) }
                if let value = results.removeValue(forKey: chunk) { return .some(value) }
                consumer = (chunk, continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Lets everybody go who waits, and takes nothing more.
    func close() {
        let waiting: CheckedContinuation<Value?, Never>? = locked {
            isClosed = true
            results = [:]
            pthread_cond_broadcast(turn)
            defer { consumer = nil }
            return consumer?.continuation
        }
        waiting?.resume(returning: nil)
    }
}
