// The one tree that a command lists, and the paths of it, out of the words of a command line.

import GitObjects

/// A commit or a tree whose entries are listed.
struct ListedTree {
    /// What the user calls it.
    let name: [UInt8]
    /// The tree.
    let tree: ObjectID
    /// The commit that has it; `nil` where a tree is named.
    let commit: ObjectID?
    /// The paths that are listed.
    let pathspec: Pathspec
    /// What is to be said of the words.
    let warnings: [Warning]

    /// Resolves words as git does, a revision and paths; `HEAD` where there is no revision.
    ///
    /// - Throws: `usage` for several revisions, `revision` for one that has no tree.
    init(
        words: [[UInt8]], paths: [[UInt8]]?, session: Session, reader: ObjectReader
    ) throws(RgitError) {
        let set = try RevisionSet.resolve(
            items: words.map { .word($0) }, paths: paths, session: session, reader: reader, commitsOnly: false
        )
        warnings = set.warnings
        if let problem = set.problems.first { throw problem }
        guard let tip = set.tips.first, set.tips.count == 1, !tip.isNegative else {
            throw RgitError(
                .usage, set.tips.isEmpty ? "no commit to list" : "more than one revision to list",
                hint: "Name one commit or tree.")
        }
        let resolver = RevisionResolver(session: session, reader: reader)
        guard let tree = try resolver.peel(tip.id, to: .tree) else {
            throw RgitError(.revision, "neither a commit nor a tree", tip.name, object: tip.id)
        }
        name = tip.name
        self.tree = tree
        commit = try resolver.peel(tip.id, to: .commit)
        pathspec = try session.pathspec(set.paths ?? [])
    }
}
