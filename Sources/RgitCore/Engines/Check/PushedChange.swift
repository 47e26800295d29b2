// What a push brings to one reference, as a pre-receive hook sees it: its objects wait in quarantine, and no reference has moved.

import GitObjects

/// The change of one reference.
struct PushedChange {
    /// The commits that no reference of the repository reaches, and where the reference began.
    let range: ChangeRange

    /// Finds the change. A branch that was there is compared with the commit that it has in common with what is pushed, a new
    /// one with that of `main`, the commit at HEAD; where there is none, everything is new.
    ///
    /// - Throws: `revision` for what is no commit, since nothing can be said of it.
    init(
        _ reference: CheckRequest.PushedReference, main: ObjectID?, _ reader: ObjectReader,
        in context: QueryContext
    ) async throws {
        let session = context.session
        let resolver = RevisionResolver(session: session, reader: reader)
        let head = try Self.commit(reference.new.bytes, resolver)
        let old = reference.old.bytes
        let isNew = old.allSatisfy { $0 == UInt8(ascii: "0") }
        // A tag of a tree or a blob may move to a commit.
        let before = isNew ? main : try Self.commitIfAny(old, resolver) ?? main
        var start: ObjectID?
        if let before {
            let loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
            var table = CommitTable()
            start = try MergeBases.find(head, before, loader: loader, table: &table).first
        }
        range = try await ChangeRange(pushed: head, start: start, base: before, in: context)
    }

    private static func commit(
        _ name: [UInt8], _ resolver: RevisionResolver
    ) throws(RgitError) -> ObjectID {
        guard let commit = try commitIfAny(name, resolver) else {
            throw RgitError(.revision, "not a commit, so that nothing can be said of it", name)
        }
        return commit
    }

    private static func commitIfAny(
        _ name: [UInt8], _ resolver: RevisionResolver
    ) throws(RgitError) -> ObjectID? {
        guard let id = ObjectID(hex: name, resolver.reader.format) else {
            throw RgitError(.usage, "not the name of an object", name)
        }
        return try resolver.peel(id, to: .commit)
    }
}
