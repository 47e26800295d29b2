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
        try await changes(&parts, combining: false).changes
    }

    /// What differs, renames found; what could not be read is noted in `parts`.
    ///
    /// - Parameter combining: Whether conflicts of the index that have both sides are compared with both, as in git before
    ///   anything else is asked of changes, and are no changes any more.
    func changes(
        _ parts: inout UnreadableParts, combining: Bool
    ) async throws -> (changes: [FileChange], conflicts: [CombinedChange]) {
        let (whole, unread) = try pool.withWorker { worker in
            var parts = UnreadableParts()
            return (try worker.comparison(&parts), parts)
        }
        parts = unread
        let unchanged = await plan.unchanged?.finish() ?? []
        let step = try pool.withWorker { $0.undecided(whole, unchanged: unchanged) }
        var changes: [FileChange] = []
        var unreadFiles: [RgitError] = []
        let consume = { (outcome: (changes: [FileChange], problems: [RgitError])) in
            changes += outcome.changes
            unreadFiles += outcome.problems
        }
        // A chunk is some milliseconds of `lstat`, neighbours in a directory together.
        let size = 512
        switch step {
        case .done(let changes): return (changes, [])
        case .stored: break
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
        var conflicts: [CombinedChange] = []
        if combining, case .unstaged = step, changes.contains(where: { $0.kind == .unmerged }) {
            conflicts = try pool.withWorker { [changes] worker in changes.compactMap { worker.conflict($0) } }
            let paths = Set(conflicts.map(\.path))
            changes.removeAll { paths.contains($0.path) }
        }
        let (renamed, problems) = try pool.withWorker { [changes] worker in
            var problems: [RgitError] = []
            return (try worker.withRenames(changes, problems: &problems), problems)
        }
        parts.problems += problems
        return (renamed, conflicts)
    }

    /// The changes in which something is found; what could not be read is noted in `parts`.
    func searched(
        _ changes: [FileChange], _ pickaxe: PickaxePlan, _ parts: inout UnreadableParts
    ) async throws -> [FileChange] {
        let plan = plan
        let matchers = WorkerPool {
            let worker = try plan.makeWorker()
            return (worker: worker, matcher: try pickaxe.makeMatcher(worker.worker))
        }
        var found: [FileChange] = []
        var problems: [RgitError] = []
        try await sharding.orderedChunks(
            count: changes.count, size: 8, pool: matchers,
            compute: { each, range -> (kept: [FileChange], problems: [RgitError]) in
                var problems: [RgitError] = []
                let kept = each.matcher.kept(changes[range], problems: &problems)
                return (kept, problems)
            },
            consume: {
                found += $0.kept
                problems += $0.problems
            })
        parts.problems += problems
        parts.files += problems.count
        return pickaxe.keepsAll && !found.isEmpty ? changes : found
    }

    /// What git would warn of, once everything has been compared.
    func warnings(_ changes: [FileChange], _ conflicts: [CombinedChange] = []) throws -> [Warning] {
        let files = conflicts.map { ($0.path, $0.result) } + changes.map { ($0.path, $0.new) }
        let filtered = try pool.withWorker { $0.externallyFiltered(files) }
        return plan.warnings + plan.skippedRenames.warnings + plan.encodings.warnings
            + Warning.unfiltered(filtered, "its lines may differ from git's")
    }
}
