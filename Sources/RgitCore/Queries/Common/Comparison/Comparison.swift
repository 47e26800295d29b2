// Compares two states on all workers: what differs, renames found, in git's order.

import GitObjects

/// One comparison and its workers.
struct Comparison: Sendable {
    /// What is compared, and how.
    let plan: ComparisonPlan
    /// The workers, kept from one step to the next.
    let pool: WorkerPool<ComparisonWorker>
    private let sharding: Sharding

    init(_ plan: ComparisonPlan, _ sharding: Sharding) {
        self.plan = plan
        self.sharding = sharding
        pool = WorkerPool { try plan.makeWorker() }
    }

    /// What differs, renames found; what could not be read is noted in `parts`.
    func changes(_ parts: inout UnreadableParts) async throws -> [FileChange] {
        let (whole, unread) = try pool.withWorker { worker in
            var parts = UnreadableParts()
            return (try worker.comparison(&parts), parts)
        }
        parts = unread
        var step = whole
        if let unchanged = await plan.unchanged?.finish() {
            step = try pool.withWorker { $0.undecided(whole, unchanged: unchanged) }
        }
        var changes: [FileChange] = []
        var unreadFiles: [RgitError] = []
        let consume = { (outcome: (changes: [FileChange], problems: [RgitError])) in
            changes += outcome.changes
            unreadFiles += outcome.problems
        }
        // A chunk is some milliseconds of `lstat`, neighbours in a directory together.
        let size = 512
        switch step {
        case .done(let changes): return changes
        case .workTree(let pairs):
            try await sharding.orderedChunks(
                count: pairs.count, size: size, pool: pool,
                compute: { worker, range in worker.compare(pairs[range]) }, consume: consume)
        case .unstaged(let entries):
            try await sharding.orderedChunks(
                count: entries.count, size: size, pool: pool,
                compute: { worker, range in worker.compareUnstaged(entries[range]) }, consume: consume)
        }
        parts.problems += unreadFiles
        parts.files += unreadFiles.count
        let (renamed, problems) = try pool.withWorker { [changes] worker in
            var problems: [RgitError] = []
            return (try worker.withRenames(changes, problems: &problems), problems)
        }
        parts.problems += problems
        return renamed
    }

    /// What git would warn of, once everything has been compared.
    func warnings(_ changes: [FileChange]) throws -> [Warning] {
        let filtered = try pool.withWorker { $0.externallyFiltered(changes) }
        return plan.warnings + plan.skippedRenames.warnings + plan.encodings.warnings
            + Warning.unfiltered(filtered, "its lines may differ from git's")
    }
}
