// Decides when the walk for last-modified has commits read and compared ahead, and keeps what was found out.

import GitObjects

/// The read-ahead of one walk: rounds of growing size, each with all workers.
///
/// The walk compares what was not read ahead itself, so that a few paths that changed lately cost no round, nor do the commits
/// between the rounds that the rounds passed over.
struct RowReadAhead {
    /// How much is read ahead, and when.
    struct Limits {
        /// The number of comparisons that the walk makes by itself before a round.
        var comparisonsBetweenRounds = 64
        /// The number of commits of the first round.
        var firstRound = 512
        /// The number of commits of the greatest round.
        var maximumRound = 16_384
        /// The memory for the sets of rows of a round, in bytes.
        var maximumBytes = 32 << 20
    }

    private let limits: Limits
    private let readAhead: HistoryReadAhead<RowWorker>
    private let sought: RowWorker.Sought
    private let maximumRound: Int
    private var round: Int
    private var known: [CommitIndex: [RowChanges]] = [:]
    private var comparisons = 0
    /// The number of comparisons that were answered from what was read ahead.
    private(set) var answers = 0

    /// `nil` with one worker only, which would do the same work in another order.
    init?(
        session: Session, sharding: Sharding, layout: TreeRows, firstParent: Bool, limits: Limits = Limits()
    ) {
        guard sharding.jobs > 1 else { return nil }
        self.limits = limits
        let sought = RowWorker.Sought(RowSet(count: layout.count))
        self.sought = sought
        let workers = WorkerPool { try RowWorker(session: session, layout: layout, sought: sought) }
        readAhead = HistoryReadAhead(sharding: sharding, workers: workers, firstParent: firstParent)
        let bytesOfSet = layout.count / 8 + 64
        maximumRound = max(limits.firstRound, min(limits.maximumRound, limits.maximumBytes / bytesOfSet))
        round = limits.firstRound
    }

    /// The rows of `rows` that a commit has changed against the parent at `position`; `nil` where that is not known.
    mutating func changes(of rows: RowSet, at commit: CommitIndex, fromParent position: Int) -> RowSet? {
        guard let known = known[commit] else { return nil }
        for changes in known {
            if let found = changes.changes(of: rows, fromParent: position) {
                answers += 1
                return found
            }
        }
        return nil
    }

    /// Counts a comparison that the walk makes by itself.
    mutating func countComparison() { comparisons += 1 }

    /// Forgets what is known about a commit that has been left.
    mutating func forget(_ commit: CommitIndex) { known[commit] = nil }

    /// Whether it is time for a round that begins at a commit.
    func isDue(at commit: CommitIndex) -> Bool {
        comparisons >= limits.comparisonsBetweenRounds && known[commit] == nil
    }

    /// Reads ahead from the commits at which sets of rows are.
    mutating func read(
        from starts: [(commit: CommitIndex, rows: RowSet)], _ table: inout CommitTable
    ) async throws {
        guard let first = starts.first else { return }
        comparisons = 0
        let all = starts.dropFirst().reduce(into: first.rows) { $0.formUnion($1.rows) }
        sought.set(all)
        // Sooner or later the other lines join that of most rows, which is read for all, so that they can end there.
        let main = starts.indices.max { starts[$0].rows.weight < starts[$1].rows.weight }
        let found = try await readAhead.read(
            from: starts.enumerated().map { (table.ids[Int($1.commit)], $0 == main ? all : $1.rows) },
            limit: round)
        round = min(round * 2, maximumRound)
        table.store(found.commits)
        for (id, changes) in found.verdicts { known[table.index(of: id), default: []].append(changes) }
    }
}
