// Finds commits that make the same change, by what their patches contain beside white space and line numbers.

import GitObjects

/// The comparison of patches as `git log --cherry-pick` makes it (git-patch-id(1)).
///
/// What files a commit changes is compared first; contents are read only where that agrees with a commit of the other side.
struct PatchIdentities: Sendable {
    /// A commit whose patch is compared.
    struct Source: Sendable {
        let row: CommitIndex
        let tree: ObjectID
        /// The tree of its first parent; `nil` for a root.
        let parent: ObjectID?
        /// Merges have no patch.
        let isMerge: Bool
    }

    /// The number of commits a worker takes at a time.
    private static let chunkSize = 32

    private let session: Session
    private let sharding: Sharding
    private let pathspec: Pathspec

    /// Compares patches of the files that `pathspec` selects.
    init(session: Session, sharding: Sharding, pathspec: Pathspec) {
        self.session = session
        self.sharding = sharding
        self.pathspec = pathspec
    }

    /// The rows of commits on either side whose patch is also on the other, and what could not be read.
    func equivalents(
        _ left: [Source], _ right: [Source]
    ) async throws -> (rows: Set<CommitIndex>, problems: [RgitError]) {
        guard !left.isEmpty, !right.isEmpty else { return ([], []) }
        var problems: [RgitError] = []
        let pool = WorkerPool { [session, pathspec] in try PatchIdentifier(session, pathspec) }
        let leftHeads = try await keys(left, withLines: false, pool, &problems)
        let rightHeads = try await keys(right, withLines: false, pool, &problems)
        let shared = Set(leftHeads.values).intersection(rightHeads.values)
        func candidates(_ sources: [Source], _ heads: [CommitIndex: ObjectID]) -> [Source] {
            sources.filter { heads[$0.row].map(shared.contains) ?? false }
        }
        let leftKeys = try await keys(candidates(left, leftHeads), withLines: true, pool, &problems)
        let rightKeys = try await keys(candidates(right, rightHeads), withLines: true, pool, &problems)
        let both = Set(leftKeys.values).intersection(rightKeys.values)
        let rows = (leftKeys.merging(rightKeys) { first, _ in first }).filter { both.contains($0.value) }.keys
        return (Set(rows), problems)
    }

    /// A key for each commit that has a patch: equal for equal patches.
    private func keys(
        _ sources: [Source], withLines: Bool, _ pool: WorkerPool<PatchIdentifier>,
        _ problems: inout [RgitError]
    ) async throws -> [CommitIndex: ObjectID] {
        let sources = sources.filter { !$0.isMerge }
        var keys: [CommitIndex: ObjectID] = [:]
        var found: [RgitError] = []
        try await sharding.orderedChunks(
            count: sources.count, size: Self.chunkSize, pool: pool,
            compute: { identifier, range in
                sources[range].map { source in
                    Result { () throws(RgitError) in
                        (source.row, try identifier.key(from: source.parent, to: source.tree, withLines))
                    }
                }
            },
            consume: { (results: [Result<(CommitIndex, ObjectID), RgitError>]) in
                for result in results {
                    switch result {
                    case .success((let row, let key)): keys[row] = key
                    case .failure(let error): found.append(error)
                    }
                }
            })
        problems += found
        return keys
    }
}
