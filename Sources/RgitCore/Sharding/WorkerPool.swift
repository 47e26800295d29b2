// Keeps what each worker owns (a repository handle, caches) from one round of work to the next.

import Synchronization

/// Worker states that are made when first needed and lent to one task at a time.
///
final class WorkerPool<Worker>: Sendable {
    private let make: @Sendable () throws -> Worker
    private let idle = Mutex<[Held]>([])

    /// A state that need not be Sendable on its way between tasks. The proof: it is only ever reachable from the list
    /// under the mutex, or from the one task that took it out; taking and putting back are ordered by the mutex.
    private struct Held: @unchecked Sendable { let worker: Worker }

    /// A pool whose states come from `make`.
    init(make: @escaping @Sendable () throws -> Worker) {
        self.make = make
    }

    /// Lends an idle state, or a new one, for the time of `body`.
    func withWorker<Result>(_ body: (inout Worker) throws -> Result) throws -> Result {
        var worker = try idle.withLock({ $0.popLast() })?.worker ?? make()
        defer {
            let held = Held(worker: worker)
            idle.withLock { $0.append(held) }
        }
        return try body(&worker)
    }
}
