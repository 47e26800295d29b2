// The only place that knows threads: cuts work into chunks, hands them to workers, and gives the results back in order.

import Synchronization

/// A partial result that can take in the one of the chunk after it.
protocol Mergeable {
    /// Adds what `other`, the result of the following chunk, has found.
    mutating func merge(_ other: consuming Self)
}

/// How many workers share the work, and how it is cut.
///
/// Results are always handed on in the order of the chunks, so the number of workers never shows in them.
public struct Sharding: Sendable {
    /// The number of workers, at least one.
    public let jobs: Int

    /// Shares work among `jobs` workers.
    public init(jobs: Int) {
        self.jobs = max(1, jobs)
    }

    /// Cuts `count` items into chunks of `size`, computes each on some worker, and passes the results to `consume` in
    /// the order of the chunks, while later chunks are still being computed.
    ///
    /// Every worker makes its own state with `makeWorker` (a repository handle, caches) before its first chunk and keeps
    /// it for all of them. Workers take the next chunk from one atomic counter and stay at most `window` chunks ahead of
    /// `consume`, so that memory stays bounded. The first error, in the order of the chunks, ends the work and is thrown.
    func orderedChunks<Worker, Output: Sendable>(
        count: Int,
        size: Int,
        makeWorker: @escaping @Sendable () throws -> Worker,
        compute: @escaping @Sendable (inout Worker, Range<Int>) throws -> Output,
        consume: (Output) throws -> Void
    ) async throws {
        try await orderedChunks(
            count: count, size: size, pool: WorkerPool(make: makeWorker), compute: compute, consume: consume)
    }

    /// Does the same with workers from a pool, which keeps them for the next round.
    func orderedChunks<Worker, Output: Sendable>(
        count: Int,
        size: Int,
        pool: WorkerPool<Worker>,
        compute: @escaping @Sendable (inout Worker, Range<Int>) throws -> Output,
        consume: (Output) throws -> Void
    ) async throws {
        guard count > 0 else { return }
        let chunks = (count + size - 1) / size
        let range: @Sendable (Int) -> Range<Int> = { $0 * size..<min(count, ($0 + 1) * size) }
        let workers = min(jobs, chunks)
        if workers == 1 {
            for chunk in 0..<chunks {
                try Task.checkCancellation()
                try consume(try pool.withWorker { try compute(&$0, range(chunk)) })
            }
            return
        }

        let counter = Counter()
        let outlet = OrderedOutlet<Result<Output, any Error>>(window: workers * 4)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<workers {
                group.addTask {
                    while true {
                        let chunk = counter.next()
                        guard chunk < chunks, await outlet.waitForTurn(chunk), !Task.isCancelled else {
                            return
                        }
                        outlet.deliver(
                            chunk, Result { try pool.withWorker { try compute(&$0, range(chunk)) } })
                    }
                }
            }
            defer {
                group.cancelAll()
                outlet.close()
            }
            for chunk in 0..<chunks {
                try Task.checkCancellation()
                guard let result = await outlet.take(chunk) else { throw CancellationError() }
                try consume(try result.get())
            }
        }
    }

    /// Computes the chunks as `orderedChunks` does and merges their results in the order of the chunks.
    func reduceChunks<Worker, Output: Sendable & Mergeable>(
        count: Int,
        size: Int,
        into initial: Output,
        makeWorker: @escaping @Sendable () throws -> Worker,
        compute: @escaping @Sendable (inout Worker, Range<Int>) throws -> Output
    ) async throws -> Output {
        var total = initial
        try await orderedChunks(count: count, size: size, makeWorker: makeWorker, compute: compute) {
            total.merge($0)
        }
        return total
    }
}

/// The atomic counter chunks are taken from.
private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// Where workers leave their results in any order and one consumer takes them in order.
private final class OrderedOutlet<Value: Sendable>: Sendable {
    private struct State {
        var results: [Int: Value] = [:]
        var taken = 0
        var closed = false
        var consumer: (chunk: Int, continuation: CheckedContinuation<Value?, Never>)?
        var waiting: [(chunk: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let window: Int
    private let state = Mutex(State())

    init(window: Int) {
        self.window = window
    }

    /// Suspends until chunk `chunk` is less than the window ahead of the consumer; `false` when there is no use in it.
    func waitForTurn(_ chunk: Int) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if state.closed { return false }
                if chunk < state.taken + window { return true }
                state.waiting.append((chunk, continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    func deliver(_ chunk: Int, _ value: Value) {
        let consumer: CheckedContinuation<Value?, Never>? = state.withLock { state in
            if let waiting = state.consumer, waiting.chunk == chunk {
                state.consumer = nil
                return waiting.continuation
            }
            state.results[chunk] = value
            return nil
        }
        consumer?.resume(returning: value)
    }

    /// Suspends until the result of `chunk` is there; `nil` once the outlet is closed.
    func take(_ chunk: Int) async -> Value? {
        let released: [CheckedContinuation<Bool, Never>] = state.withLock { state in
            state.taken = chunk
            let free = state.waiting.filter { $0.chunk < chunk + window }
            state.waiting.removeAll { $0.chunk < chunk + window }
            return free.map(\.continuation)
        }
        for continuation in released { continuation.resume(returning: true) }
        return await withCheckedContinuation { continuation in
            let answer: Value?? = state.withLock { state in
                if state.closed { return .some(nil) }
                if let value = state.results.removeValue(forKey: chunk) { return .some(value) }
                state.consumer = (chunk, continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Lets everybody go who waits, and takes nothing more.
    func close() {
        let (consumer, waiting) = state.withLock { state in
            state.closed = true
            let result = (state.consumer?.continuation, state.waiting.map(\.continuation))
            state.consumer = nil
            state.waiting = []
            return result
        }
        consumer?.resume(returning: nil)
        for continuation in waiting { continuation.resume(returning: false) }
    }
}
