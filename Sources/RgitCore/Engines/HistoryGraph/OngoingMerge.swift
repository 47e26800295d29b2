// What `--merge` asks for: both sides of the merge that goes on, and the paths in conflict.

import GitObjects

/// The merge, cherry-pick, revert or rebase that has stopped at conflicts.
struct OngoingMerge {
    private let session: Session
    private let reader: ObjectReader

    init(_ session: Session, _ reader: ObjectReader) {
        self.session = session
        self.reader = reader
    }

    /// Adds the commits of both sides that the other lacks, and limits them to the paths in conflict, of those given already.
    func select(_ revisions: inout RevisionSet) throws(RgitError) {
        let resolver = RevisionResolver(session: session, reader: reader)
        guard let head = try commit("HEAD", resolver) else {
            throw RgitError(.revision, "--merge without HEAD")
        }
        var other: ObjectID?
        for name in ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"] where other == nil {
            other = try commit(name, resolver)
        }
        guard let other else {
            throw RgitError(
                .revision, "no merge, cherry-pick, revert or rebase goes on", "--merge")
        }
        revisions.tips.append(.init(id: head, isNegative: false, isLeft: true, name: Array("HEAD".utf8)))
        revisions.tips.append(.init(id: other, isNegative: false, name: other.hex))
        let loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
        var table = CommitTable()
        for base in try MergeBases.find(head, other, loader: loader, table: &table) {
            revisions.tips.append(.init(id: base, isNegative: true, name: base.hex))
        }
        let given = try session.pathspec(revisions.paths ?? [], attributes: .index)
        var paths: [[UInt8]] = []
        for entry in try index().entries where entry.stage > 0 && paths.last != entry.path {
            if given.isEmpty || given.matches(entry.path, isGitlink: entry.mode == .gitlink) {
                paths.append(entry.path)
            }
        }
        revisions.paths = paths.isEmpty ? nil : paths.map { Array(":(top,literal)".utf8) + $0 }
    }

    private func commit(_ name: String, _ resolver: RevisionResolver) throws(RgitError) -> ObjectID? {
        guard let id = try resolver.find(Array(name.utf8), hint: .commitish) else { return nil }
        return try resolver.peel(id, to: .commit)
    }

    private func index() throws(RgitError) -> IndexFile {
        try session.index(reader)
    }
}
