// What `rgit blame` and `rgit blame-stats` resolve before they blame: the commit that is meant, and the options.

import GitObjects

/// Resolves a request against a repository.
struct BlameSetup {
    let session: Session
    let reader: ObjectReader

    /// The one commit that is named and not excluded, `nil` where none is; `only` says why there cannot be two.
    func commit(
        _ set: RevisionSet, only: String
    ) throws(RgitError) -> (id: ObjectID, name: [UInt8])? {
        let excluded = Set(set.negative)
        let positive = set.tips.filter { !$0.isNegative && !excluded.contains($0.id) }
        guard let first = positive.first else { return nil }
        if let second = positive.first(where: { $0.id != first.id }) {
            throw RgitError(.usage, "more than one revision to blame", second.name, hint: only)
        }
        return (first.id, first.name)
    }

    /// How far lines are followed, and which revisions are ignored.
    func options(_ request: some BlamingRequest, _ set: RevisionSet) throws(RgitError) -> BlameOptions {
        try ConfigRules.check(session.config, .blame)
        var options = BlameOptions()
        if request.ignoreWhitespace { options.whitespace = .ignoreAll }
        options.indentHeuristic = try session.config.bool("diff.indentheuristic") ?? true
        options.moved = request.moved
        options.firstParent = request.firstParent
        options.since = request.since.map { UInt64(bitPattern: $0) }
        options.bottoms = set.negative
        options.ignored = try IgnoredRevisions.resolve(
            revisions: request.ignoredRevisions, files: request.ignoredRevisionFiles, session: session,
            reader: reader)
        return options
    }

    /// The mailmap, empty where none is asked for.
    func mailmap(_ request: some BlamingRequest) -> Mailmap {
        request.useMailmap ? session.mailmap(reader) : Mailmap()
    }
}
