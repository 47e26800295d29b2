// What each commit of a change adds or changes itself: for a merge, only what differs from all of its parents.

import GitObjects

/// The files of commits that none of their parents has so.
struct OwnChanges {
    /// The changes of a commit.
    typealias Step = Result<[FileChange], RgitError>

    /// Hands the changes of each commit to `body`, in the order of the commits; deletions are left out.
    ///
    /// Whatever blob a commit of the range has at a path is either among these changes, or those of an ancestor of it in the
    /// range, or in a tree at the edge of the range.
    static func visit(
        _ range: ChangeRange, in context: QueryContext, _ body: (ObjectID, Step) throws -> Void
    ) async throws {
        let (session, commits, table) = (context.session, range.commits, range.table)
        let progress = context.progress
        progress?.begin("Comparing trees", total: commits.count)
        var position = 0
        try await context.sharding.orderedChunks(
            count: commits.count, size: context.sharding.chunkSize(commits.count, most: 64),
            makeWorker: { try session.makeReader(.trees) },
            compute: { reader, chunk in
                defer { progress?.advance(by: chunk.count) }
                return commits[chunk].map { row in changes(of: row, table, reader) }
            },
            consume: { (steps: [Step]) in
                for step in steps {
                    try body(table.ids[Int(commits[position])], step)
                    position += 1
                }
            })
    }

    private static func changes(of row: CommitIndex, _ table: CommitTable, _ reader: ObjectReader) -> Step {
        do throws(RgitError) {
            let tree = table.trees[Int(row)]
            var changes: [FileChange]?
            for position in 0..<table.parentCount(row) {
                let parent = table.parent(row, position)
                let old =
                    table.isLoaded(parent)
                    ? table.trees[Int(parent)] : try reader.commitLinks(table.ids[Int(parent)]).tree
                let found = try TreeDiff.changes(from: old, to: tree, reader: reader).filter { $0.new != nil }
                if let before = changes {
                    let paths = Set(found.map(\.path))
                    changes = before.filter { paths.contains($0.path) }
                } else {
                    changes = found
                }
            }
            if let changes { return .success(changes) }
            return .success(try TreeDiff.changes(from: nil, to: tree, reader: reader))
        } catch {
            return .failure(error)
        }
    }
}
