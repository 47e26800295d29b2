// Finds commits that make the same change, by what their patches contain beside white space and line numbers.

import GitObjects
import Synchronization

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
    private let known: KnownPatches?

    /// The keys of patches that were compared before, without their lines, by the trees they lead from and to.
    private final class KnownPatches: Sendable {
        struct Trees: Hashable {
            let parent: ObjectID?
            let tree: ObjectID
        }

        let keys = Mutex<[Trees: ObjectID]>([:])
    }

    /// Compares patches of the files that `pathspec` selects.
    ///
    /// - Parameter remembersFiles: Whether what files a commit changes is remembered, for commits that are compared with
    ///   several others one after the other.
    init(session: Session, sharding: Sharding, pathspec: Pathspec, remembersFiles: Bool = false) {
        self.session = session
        self.sharding = sharding
        self.pathspec = pathspec
        known = remembersFiles ? KnownPatches() : nil
    }

    /// The rows of commits on either side whose patch is also on the other, and what could not be read.
    func equivalents(
        _ left: [Source], _ right: [Source]
    ) async throws -> (rows: Set<CommitIndex>, problems: [RgitError]) {
        guard !left.isEmpty, !right.isEmpty else { return ([], []) }
        var problems: [RgitError] = []
        let pool = WorkerPool { [session, pathspec] in try PatchIdentifier(session, pathspec) }
        let leftHeads = try await heads(left, pool, &problems)
        let rightHeads = try await heads(right, pool, &problems)
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

    /// A key for each commit by what files it changes, as far as possible one that is known already.
    private func heads(
        _ sources: [Source], _ pool: WorkerPool<PatchIdentifier>, _ problems: inout [RgitError]
    ) async throws -> [CommitIndex: ObjectID] {
        guard let known else { return try await keys(sources, withLines: false, pool, &problems) }
        func trees(_ source: Source) -> KnownPatches.Trees {
            KnownPatches.Trees(parent: source.parent, tree: source.tree)
        }
        var found: [CommitIndex: ObjectID] = [:]
        let unknown = known.keys.withLock { keys in
            sources.filter { source in
                guard !source.isMerge, let key = keys[trees(source)] else { return true }
                found[source.row] = key
                return false
            }
        }
        let fresh = try await keys(unknown, withLines: false, pool, &problems)
        known.keys.withLock { keys in
            for source in unknown { if let key = fresh[source.row] { keys[trees(source)] = key } }
        }
        return found.merging(fresh) { first, _ in first }
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
