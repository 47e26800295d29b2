// Questions about how commits are related: ancestors, merge bases, distances, and their names by tags.

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

    /// The description of a commit by the nearest tag, such as `v1.0-3-g1a2b3c4` (GitPython's `repo.git.describe`).
    ///
    /// - Parameters:
    ///   - revision: The commit.
    ///   - options: Which names are taken and how they are written.
    ///   - dirtyMark: What is written behind it where the working tree has changes, such as `-dirty`; `nil` for nothing.
    /// - Throws: `RgitError` of kind `.revision` where no name leads to it.
    public func describe(
        _ revision: String = "HEAD", _ options: DescribeOptions = DescribeOptions(), dirtyMark: String? = nil
    ) async throws -> Text {
        var request = DescribeRequest()
        request.revisions = [Array(revision.utf8)]
        request.options = options
        request.dirtyMark = dirtyMark.map { Array($0.utf8) }
        let rows = try await answer { [request] in try await $0.describe(request, Sharding(nil)) }
        guard let row = rows.first else { throw RgitError(.revision, "no tags can describe", revision) }
        return row.describe
    }

    /// The descriptions of many commits, which share what has been read; those that no name leads to are among the
    /// `problems`.
    public func describe(
        _ revisions: [String], _ options: DescribeOptions = DescribeOptions()
    ) async throws -> DescribedRevisions {
        var request = DescribeRequest()
        request.revisions = revisions.map { Array($0.utf8) }
        request.options = options
        return try await answer { [request] in try await $0.describe(request, Sharding(nil)) }
    }

    /// Names for commits by the references that lead to them, such as `tags/v1.0~3^2` (GitPython's `commit.name_rev`).
    ///
    /// - Parameters:
    ///   - revisions: What is to be named.
    ///   - tags: Whether only tags give names.
    /// - Returns: A row for each; what names nothing is among the `problems`.
    public func nameRev(_ revisions: String..., tags: Bool = false) async throws -> RevisionNames {
        var request = NameRevRequest()
        request.revisions = revisions.map { Array($0.utf8) }
        request.tags = tags
        return try await answer { [request] in try await $0.names(request, Sharding(nil)) }
    }
}
