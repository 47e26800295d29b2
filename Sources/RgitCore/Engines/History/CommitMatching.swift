// Tries commits against the filters that look at their contents (`--grep`, `--author`, ...), on all workers.

import GitObjects

/// The filters of a request.
struct CommitMatching {
    /// The number of commits a worker tries at a time.
    private static let chunkSize = 256

    private let sharding: Sharding
    private let matchers: WorkerPool<CommitMatcher>

    /// Prepares workers; `nil` where no commit is left out by `filter`.
    init?(_ filter: CommitFilter, session: Session, sharding: Sharding) {
        guard !filter.isEmpty else { return nil }
        self.sharding = sharding
        matchers = WorkerPool {
            CommitMatcher(reader: try session.makeReader(), matcher: try filter.makeMatcher())
        }
    }

    /// The commits of `rows` that match, in their order; what cannot be read is left out and added to `problems`.
    ///
    /// `texts` holds the contents of some; the others are read.
    func matching(
        _ rows: [CommitIndex], _ table: CommitTable, _ texts: CommitTexts?, problems: inout [RgitError]
    ) async throws -> [CommitIndex] {
        let candidates = rows.map { (row: $0, id: table.ids[Int($0)]) }
        var kept: [CommitIndex] = []
        var found: [RgitError] = []
        try await sharding.orderedChunks(
            count: candidates.count, size: CommitMatching.chunkSize, pool: matchers,
            compute: { matcher, range in matcher.matching(candidates[range], texts) },
            consume: { result in
                kept += result.kept
                found += result.problems
            })
        // Each commit is tried once, but every worker gives up the same pattern.
        for problem in found where problem.object != nil || !problems.contains(problem) {
            problems.append(problem)
        }
        return kept
    }
}

/// One worker's filters, and the reader they need.
private struct CommitMatcher {
    let reader: ObjectReader
    let matcher: CommitFilter.Matcher

    /// The commits of a stretch that match, and what could not be read.
    func matching(
        _ commits: ArraySlice<(row: CommitIndex, id: ObjectID)>, _ texts: CommitTexts?
    ) -> (kept: [CommitIndex], problems: [RgitError]) {
        var kept: [CommitIndex] = []
        var problems: [RgitError] = []
        for (row, id) in commits {
            do throws(RgitError) {
                let content = if let text = texts?[row] { text } else { try reader.bytes(id, .commit) }
                if matcher.matches(content) { kept.append(row) }
            } catch {
                problems.append(error)
            }
        }
        if let failure = matcher.failure { problems.append(failure) }
        return (kept, problems)
    }
}
