// Lends a selection to one task at a time, so that the next commits can be selected while rows are made of these.

/// A selection that is passed between tasks.
///
/// The proof behind `@unchecked Sendable`: the one loop that owns it awaits each call before it makes the next, which
/// puts all uses of `selection` one after the other.
final class SelectionAhead: @unchecked Sendable {
    /// Commits that were selected together.
    struct Batch: Sendable {
        /// The commits; none only at the end.
        var commits: [SelectedCommit]
        /// The contents at hand; see ``CommitSelection/texts``.
        let texts: CommitTexts?
        /// The commits the walk has seen, where asked for. The walk copies it before it goes on, unless it is dropped first.
        var table: CommitTable?
    }

    private var selection: CommitSelection

    init(_ selection: consuming CommitSelection) { self.selection = selection }

    /// The pathspecs the commits are limited to.
    var pathspec: Pathspec { selection.pathspec }

    /// Selects at most `limit` commits.
    func next(_ limit: Int, withTable: Bool) async throws -> Batch {
        let commits = try await selection.next(limit)
        return Batch(
            commits: commits, texts: selection.texts, table: withTable ? selection.table : nil)
    }

    /// Does the same on a thread of its own, without a table: the walk does not give way, and the thread of the caller has
    /// the rows of earlier commits to hand on.
    func nextApart(_ limit: Int) async throws -> Batch {
        try await ThreadApart.run { try await self.next(limit, withTable: false) }
    }

    /// What there is to say when all commits are selected.
    var end: (warnings: [Warning], problems: [RgitError], unknownCommits: Int) {
        (selection.warnings, selection.problems, selection.unknownCommits)
    }
}
