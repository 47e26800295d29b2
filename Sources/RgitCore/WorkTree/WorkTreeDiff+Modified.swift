// Whether a working tree has changes: the question behind a dirty submodule and `git describe --dirty`.

import GitObjects

extension WorkTreeDiff {
    /// Whether index or working tree differ from the commit that is checked out, untracked files left aside.
    ///
    /// `depth` is how many submodules deep the repository is.
    static func isModified(_ session: Session, depth: Int = 0) throws(RgitError) -> Bool {
        let reader = try session.makeReader()
        var index = try session.index(reader)
        if let workTree = session.layout.workTree {
            try index.includePresentFiles(workTree: workTree, config: session.config)
        }
        let submodules = try SubmoduleSettings(session)
        let comparison = WorkTreeDiff(
            index: index, reader: reader,
            workTree: try WorkTreeReader(
                session, index: index, reader: reader, submodules: submodules, depth: depth))
        let tree = try session.head.id.map { id throws(RgitError) in try WorkTreeDiff.tree(of: id, reader) }
        var parts = UnreadableParts()
        let pairs = try comparison.pairs(tree: tree, filter: EveryPath(), parts: &parts)
        if !comparison.staged(pairs).isEmpty { return true }
        if let problem = parts.problems.first { throw problem }
        return try comparison.differsFromIndex()
    }
}
