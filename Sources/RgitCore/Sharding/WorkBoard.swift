// Tasks that make further tasks: workers take them until there are none and nobody is working on one.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tasks waiting for workers, urgent ones first.
///
/// Threads wait by blocking. The proof behind `@unchecked Sendable`: everything that changes is touched only while `lock`
/// is held.
final class WorkBoard<Item: Sendable>: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let news: UnsafeMutablePointer<pthread_cond_t>
    private var urgent = Line()
    private var ordinary = Line()
    private var working = 0

    /// Items that leave in the order they came.
    private struct Line {
        private var items: [Item] = []
        private var start = 0

        mutating func append(_ item: Item) { items.append(item) }

        mutating func popFirst() -> Item? {
            guard start < items.count else { return nil }
            let item = items[start]
            start += 1
            if start * 2 > items.count {
                items.removeSubrange(..<start)
                start = 0
            }
            return item
        }
    }

    init() {
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

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }

    /// Puts up a task.
    func add(_ item: Item, isUrgent: Bool) {
        locked {
            if isUrgent { urgent.append(item) } else { ordinary.append(item) }
            pthread_cond_signal(news)
        }
    }

    /// Takes the next task, which has to be told `finished()` of; `nil` once all is done.
    ///
    /// Blocks while there is none but somebody is working, who may put up more.
    func take() -> Item? {
        locked {
            while true {
                if let item = urgent.popFirst() ?? ordinary.popFirst() {
                    working += 1
                    return item
                }
                if working == 0 { return nil }
                pthread_cond_wait(news, lock)
            }
        }
    }

    /// Says that a task taken is done, and all that it had to put up is up.
    func finished() {
        locked {
            working -= 1
            if working == 0 { pthread_cond_broadcast(news) }
        }
    }
}

extension Sharding {
    /// Works on tasks until none is left, each with the state of some worker from `pool`; tasks may put up further ones.
    ///
    /// Which worker does what, and in what order, is not defined.
    func work<Worker, Item: Sendable>(
        on board: WorkBoard<Item>, pool: WorkerPool<Worker>,
        body: @escaping @Sendable (inout Worker, Item) -> Void
    ) async throws {
        try await orderedChunks(
            count: jobs, size: 1, pool: pool,
            compute: { (worker: inout Worker, _: Range<Int>) in
                while let item = board.take() {
                    body(&worker, item)
                    board.finished()
                }
            },
            consume: { (_: Void) in })
    }
}
