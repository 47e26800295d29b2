// Answers `rgit last-modified`: lists a tree, and finds the commits that changed each of its paths.

import GitObjects
import Records

/// The commit that last changed each path of a revision (`git log -1 REVISION -- PATH`).
package struct LastModifiedQuery: Query {
    package typealias Row = ModifiedPath

    package let context: QueryContext
    private let request: LastModifiedRequest

    package init(_ request: LastModifiedRequest, parts: ModifiedPath.Parts, in context: QueryContext) {
        self.context = context
        self.request = Self.request(request, selecting: parts)
    }

    package static func demandedFields(
        of request: LastModifiedRequest, for purpose: FieldSelection<ModifiedPath>.Purpose
    ) -> Set<String> { request.created ? createdNames : [] }

    package static func request(
        _ request: LastModifiedRequest, selecting parts: ModifiedPath.Parts
    ) -> LastModifiedRequest {
        var request = request
        if parts.contains(.created) { request.created = true }
        return request
    }

    package static func whyEmpty(_ request: LastModifiedRequest) -> String { "no such path is there" }

    package func run(_ receiver: RowReceiver<LastModifiedQuery>) async throws -> Answer<LastModifiedSummary> {
        let session = context.session
        var answer = Answer(LastModifiedSummary(), from: session)
        let reader = try session.makeReader()
        let listed = try ListedTree(
            words: request.words, paths: request.paths, session: session, reader: reader)
        answer.warnings = listed.warnings
        guard let commit = listed.commit else {
            throw RgitError(
                .usage, "not a commit, so that nothing has changed it", listed.name, hint: "Name a commit.",
                object: listed.tree)
        }
        // The search goes through directories whether or not they are rows.
        var listing = TreeListing(
            reader, pathspec: listed.pathspec, includesTrees: true, depth: request.depth)
        try listing.list(listed.tree)
        answer.problems += listing.problems
        let excluded = try ExcludedPaths(session, attributes: request.excludedAttributes)
        let entries = Array(listing.entries)
        let wanted = entries.map { entry in
            guard entry.type == .tree else {
                guard excluded.contains(entry.path.bytes) else { return true }
                answer.summary.excludedPaths += 1
                return false
            }
            return request.trees && listed.pathspec.coverage(of: entry.path.bytes) == .everything
        }
        answer.omissions = Omission.excludedPaths(answer.summary.excludedPaths)
        let options = PathCommits.Options(created: request.created, firstParent: request.firstParent)
        let commits = try await PathCommits(context: context, options: options).find(
            entries, wanted: wanted, of: listed.tree, from: commit, &answer.problems)
        var rows: [ModifiedPath] = []
        for (entry, (isWanted, commits)) in zip(entries, zip(wanted, commits)) where isWanted {
            rows.append(
                ModifiedPath(
                    path: entry.path, type: entry.type, commit: commits.latest, created: commits.earliest))
        }
        if request.requireHistory, let problem = Self.missingHistory(rows) { answer.problems.append(problem) }
        try await receiver.take(rows, of: answer)
        return answer
    }

    /// The error of `--require-history`, where a row's commit is on the boundary of a shallow clone.
    private static func missingHistory(_ rows: [ModifiedPath]) -> RgitError? {
        let hidden = rows.filter { $0.commit?.isBoundary == true || $0.created?.isBoundary == true }
        guard let first = hidden.first else { return nil }
        let others = hidden.count == 1 ? "" : " and \(hidden.count - 1) more"
        return RgitError(
            .missingObject, "history ends at the boundary of the shallow clone",
            first.path.bytes + Array(others.utf8),
            hint: "'git fetch --unshallow' brings the missing history")
    }
}
