// Questions about how commits are related: ancestors, merge bases, distances.

import GitObjects

extension Repo {
    /// Whether `descendant` reaches `ancestor`, or is it (GitPython's `is_ancestor`, `git merge-base --is-ancestor`).
    ///
    /// - Throws: `RgitError` of kind `.revision` where one of them is no commit, and what reading history throws.
    public func isAncestor(_ ancestor: String, _ descendant: String) async throws -> Bool {
        var request = IsAncestorRequest()
        request.revisions = [ancestor, descendant].map { Array($0.utf8) }
        return try await answer { [request] in try await $0.isAncestor(request, Sharding(nil)) }
    }

    /// The best common ancestors of commits, latest first (GitPython's `merge_base`, `git merge-base --all`).
    ///
    /// - Parameters:
    ///   - revisions: Two commits or more.
    ///   - mode: Which commits are looked for.
    /// - Returns: All of them; none where histories do not meet.
    /// - Throws: `RgitError` of kind `.revision` where one of them is no commit, and what reading history throws.
    public func mergeBase(
        _ revisions: String..., mode: MergeBaseRequest.Mode = .bases
    ) async throws -> [ObjectID] {
        var request = MergeBaseRequest()
        request.revisions = revisions.map { Array($0.utf8) }
        request.mode = mode
        request.all = true
        return try await answer { [request] in try await $0.mergeBases(request, Sharding(nil)) }
    }

    /// How far a commit and others have gone apart, all in one walk (`git rev-list --left-right --count`).
    ///
    /// - Parameters:
    ///   - revision: The commit that is compared.
    ///   - bases: The commits it is compared with.
    /// - Throws: `RgitError` of kind `.revision` where one of them is no commit, and what reading history throws.
    public func aheadBehind(_ revision: String, _ bases: String...) async throws -> [CommitDistance] {
        var request = AheadBehindRequest()
        request.revisions = ([revision] + bases).map { Array($0.utf8) }
        return try await answer { [request] in try await $0.distances(request, Sharding(nil)) }
    }
}
