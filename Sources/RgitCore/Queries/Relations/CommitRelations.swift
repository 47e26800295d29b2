// What questions about the relation of a few commits have in common: their names, and the engines that compare them.

import GitObjects

/// Resolves commits and compares them.
struct CommitRelations {
    let session: Session
    let resolver: RevisionResolver
    let loader: CommitLoader
    private let preloader: CommitPreloader

    init(_ context: QueryContext) throws(RgitError) {
        session = context.session
        let reader = try session.makeReader()
        resolver = RevisionResolver(session: session, reader: reader)
        loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
        preloader = CommitPreloader(session: session, sharding: context.sharding)
    }

    /// What git would warn about.
    var warnings: [Warning] { resolver.warnings }

    /// The commits that revisions name, tags peeled.
    func commits(_ revisions: [[UInt8]]) throws(RgitError) -> [ObjectID] {
        var ids: [ObjectID] = []
        for revision in revisions { ids.append(try resolver.commit(revision)) }
        return ids
    }

    /// How far the commits of each pair have gone apart.
    func distances(_ pairs: [AheadBehind.Pair]) async throws -> [Result<AheadBehind.Count, RgitError>] {
        var engine = AheadBehind(loader: loader, preloader: preloader)
        return try await engine.counts(pairs)
    }
}
