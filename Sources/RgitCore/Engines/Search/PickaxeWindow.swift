// Decides for a window of commits which changes -S and the like keep: trees first, then every content once, path by path.

import GitObjects

/// Leaves of commits what git's pickaxe leaves of them, on all workers.
///
/// The trees of all commits of a window are compared first. Then every distinct content is read and searched once, those of one
/// path after the other, where a pack holds them as differences of each other; that decides nearly all changes. The
/// few whose lines have to be compared come last. Answers are in the order of the commits.
struct PickaxeWindow: Sendable {
    /// What is compared, and with what of a merge.
    let patches: CommitPatchPlan
    private let plan: PickaxePlan
    private let sharding: Sharding
    private let pool: WorkerPool<CommitSearcher>

    /// Prepares to look for what `plan` says.
    init(_ plan: PickaxePlan, _ patches: CommitPatchPlan, session: Session, sharding: Sharding) {
        self.plan = plan
        self.patches = patches
        self.sharding = sharding
        pool = WorkerPool { try CommitSearcher(plan, patches, session.makeReader(.trees)) }
    }

    /// The commits in which something is found, each with only what is kept of it, in their order.
    ///
    /// What cannot be read is added to `problems`, the commits that it leaves undecided to `unknown`.
    func kept(
        _ commits: [SelectedCommit], _ table: CommitTable, problems: inout [RgitError], unknown: inout Int
    ) async throws -> [SelectedCommit] {
        var changes = try await WindowChanges(commits, sharding: sharding, pool: pool) {
            $0.parts(of: $1, in: table)
        }
        try await decide(&changes)
        let decided = changes
        let found = try pool.withWorker { worker in
            var found = (kept: [SelectedCommit](), problems: [RgitError](), unknown: 0)
            for (position, commit) in commits.enumerated() {
                let (parts, problems) = decided.kept(position, keepsAll: plan.keepsAll, filter: plan.filter)
                found.problems += problems
                if let commit = worker.shown(commit, parts) {
                    found.kept.append(commit)
                } else if !problems.isEmpty {
                    found.unknown += 1
                }
            }
            return found
        }
        problems += found.problems
        unknown += found.unknown
        return found.kept
    }

    // MARK: Deciding

    private func decide(_ window: inout WindowChanges) async throws {
        if !plan.searchesContents {
            for place in window.changes.indices { window.isKept[place] = plan.finds(window.changes[place]) }
            return
        }
        let order = window.places.inOrder()
        let tallies =
            try pool.withWorker(\.matcher.tallies)
            ? try await window.tallies(
                order, sharding: sharding, pool: pool, absent: .absent
            ) { $0.tally($1, $2) } : nil
        let changes = window.changes
        // Whatever has no match before or after is no change that is looked for.
        let candidates = order.filter { place in
            guard let tallies else { return true }
            let (old, new) = tallies.of(place)
            switch plan.kind {
            case .occurrences: return old.lines.count != new.lines.count
            default: return old.lines.count > 0 || new.lines.count > 0 || old.isTooLarge || new.isTooLarge
            }
        }
        if plan.kind == .occurrences, tallies != nil {
            for place in candidates where window.failures[Int(place)] == nil {
                window.isKept[Int(place)] = true
            }
            return
        }
        var done = 0
        try await sharding.orderedChunks(
            count: candidates.count, size: sharding.chunkSize(candidates.count, most: 128), pool: pool,
            compute: { worker, range in
                candidates[range].map { place -> Result<Bool, RgitError> in
                    worker.matches(changes[Int(place)], tallies?.of(place))
                }
            },
            consume: { (results: [Result<Bool, RgitError>]) in
                for result in results {
                    let place = Int(candidates[done])
                    done += 1
                    if window.failures[place] != nil { continue }
                    switch result {
                    case .success(let isKept): window.isKept[place] = isKept
                    case .failure(let error): window.failures[place] = error
                    }
                }
            })
    }
}
