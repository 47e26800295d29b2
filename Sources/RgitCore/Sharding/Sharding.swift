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
    /// The number of workers, at least one; where the caller asked for none, the cores are counted when this is first read.
    public var jobs: Int { chosenJobs ?? JobCount.once }
    private let chosenJobs: Int?
    /// What lets workers of several pieces of work compute, a few at a time; `nil` where there is one piece of work.
    let gate: WorkerGate?

    /// Shares work among `jobs` workers.
    public init(jobs: Int) { self.init(jobs) }

    /// Shares work among `jobs` workers, by default one for each core this process may use; `gate` lets them compute.
    package init(_ jobs: Int?, gate: WorkerGate? = nil) {
        chosenJobs = jobs.map { max(1, $0) }
        self.gate = gate
    }

    /// A size of chunks small enough that every worker has several, at most `most` and at least 8.
    func chunkSize(_ count: Int, most: Int) -> Int { max(8, min(most, count / (jobs * 4))) }

    /// Cuts `count` items into chunks of `size`, smaller ones at the end, computes each on some worker, and passes the results to `consume` in
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
        consume: (Output) async throws -> Void
    ) async throws {
        try await orderedChunks(
            count: count, size: size, pool: WorkerPool(make: makeWorker), compute: compute, consume: consume)
    }

    /// Runs `count` tasks, as many at a time as there are workers, and passes their results to `consume` in order.
    ///
    /// For work that is itself shared among threads or waits; a task begins when all but a few of those before it have
    /// been consumed. The first error, in the order of the tasks, ends the work and is thrown.
    func orderedTasks<Output: Sendable>(
        count: Int, run: @escaping @Sendable (Int) async throws -> Output,
        consume: (Output) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Result<Output, any Error>).self) { group in
            var begun = 0
            var done: [Int: Result<Output, any Error>] = [:]
            for next in 0..<count {
                while done[next] == nil {
                    while begun < count, begun < next + 2 * jobs, begun - next - done.count < jobs {
                        let index = begun
                        group.addTask {
                            do { return (index, .success(try await run(index))) } catch {
                                return (index, .failure(error))
                            }
                        }
                        begun += 1
                    }
                    guard let (index, result) = try await group.next() else { return }
                    done[index] = result
                }
                if let result = done.removeValue(forKey: next) { try await consume(result.get()) }
            }
        }
    }

    /// Does the same with workers from a pool, which keeps them for the next round.
    func orderedChunks<Worker, Output: Sendable>(
        count: Int,
        size: Int,
        pool: WorkerPool<Worker>,
        compute: @escaping @Sendable (inout Worker, Range<Int>) throws -> Output,
        consume: (Output) async throws -> Void
    ) async throws {
        guard count > 0 else { return }
        let plan = ChunkPlan(count: count, size: size, workers: jobs)
        let chunks = plan.count
        let workers = min(jobs, chunks)
        let counter = Counter()
        let outlet = OrderedOutlet<Result<Output, any Error>>(window: workers * 4)
        let body: @Sendable () -> Void = {
            while true {
                let chunk = counter.next()
                guard chunk < chunks, outlet.waitForTurn(chunk) else { return }
                gate?.enter()
                let result = Result { try pool.withWorker { try compute(&$0, plan[chunk]) } }
                gate?.leave()
                outlet.deliver(chunk, result)
            }
        }
        guard workers > 1, let crew = WorkerThreads(count: workers, body: body) else {
            for chunk in 0..<chunks {
                try Task.checkCancellation()
                try await consume(try pool.withWorker { try compute(&$0, plan[chunk]) })
            }
            return
        }
        try await withTaskCancellationHandler {
            do {
                for chunk in 0..<chunks {
                    try Task.checkCancellation()
                    guard let result = await outlet.take(chunk) else { throw CancellationError() }
                    try await consume(try result.get())
                }
            } catch {
                outlet.close()
                await crew.finish()
                throw error
            }
            await crew.finish()
        } onCancel: {
            outlet.close()
        }
    }
}

/// The atomic counter chunks are taken from.
private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}
