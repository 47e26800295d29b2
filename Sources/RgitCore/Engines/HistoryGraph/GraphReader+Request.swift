// Says when a request needs a walk over the graph of commits, and makes it.

import GitObjects

extension GraphReader {
    /// The walk of a request; `nil` where the faster walk answers it.
    convenience init?(
        _ request: HistoryRequest, _ revisions: RevisionSet, session: Session, loader: CommitLoader,
        pathspec: Pathspec, sharding: Sharding
    ) throws(RgitError) {
        guard request.graph != GraphOptions() || request.sinceAsFilter != nil || revisions.isNoWalk else {
            return nil
        }
        var options = GraphWalk.Options()
        options.graph = request.graph
        options.walk = HistoryWalk.Options(request)
        options.sinceAsFilter = request.sinceAsFilter.map { UInt64(bitPattern: $0) }
        options.isNoWalk = revisions.isNoWalk
        options.isUnsorted = revisions.isUnsorted
        options.isReversed = request.reverse
        options.fullDiff = request.fullDiff
        options.readBefore = revisions.readBefore
        let resolver = RevisionResolver(session: session, reader: loader.reader)
        for name in request.graph.ancestryPathOf {
            guard let id = try resolver.find(name, hint: .commitish),
                let commit = try resolver.peel(id, to: .commit)
            else {
                throw RgitError(.revision, "no such commit for --ancestry-path", name)
            }
            options.ancestryPathOf.append(commit)
            // As in git, the ancestors of a commit that is named by an annotated tag do not count.
            if id == commit { options.ancestorsOf.append(commit) }
        }
        try self.init(
            session: session,
            tips: revisions.tips.map {
                GraphWalk.Tip(id: $0.id, isNegative: $0.isNegative, isLeft: $0.isLeft)
            },
            options: options, loader: loader, pathspec: pathspec, sharding: sharding)
    }
}
