// Compares with the merge base of two commits (git diff --merge-base).

import GitObjects

extension DiffSides {
    /// The working tree or the index against the merge base of HEAD and the commit named, or the second of two commits against
    /// that of both.
    static func sinceMergeBase(
        _ tips: [RevisionSet.Tip], _ asked: ComparedWords, session: Session, reader: ObjectReader
    ) throws(RgitError) -> DiffSides {
        let resolver = RevisionResolver(session: session, reader: reader)
        guard !tips.contains(where: { $0.isNegative || $0.isLeft }) else {
            throw RgitError(.usage, "--merge-base takes commits, not a range")
        }
        func commit(_ tip: RevisionSet.Tip) throws(RgitError) -> ObjectID {
            guard let commit = try resolver.peel(tip.id, to: .commit) else {
                throw RgitError(
                    .revision, "--merge-base needs a commit, and this is none", tip.name, object: tip.id)
            }
            return commit
        }
        func base(_ one: ObjectID, _ other: ObjectID) throws(RgitError) -> ObjectID? {
            var table = CommitTable()
            let loader = CommitLoader(session: session, reader: reader)
            let bases = try MergeBases.find(one, other, loader: loader, table: &table)
            guard let base = bases.first else {
                throw RgitError(
                    .revision, "no merge base", asked.words.first ?? [], hint: session.deepeningHint)
            }
            guard bases.count == 1 else {
                throw RgitError(
                    .revision, "multiple merge bases", asked.words.first ?? [],
                    hint: "'rgit merge-base --all' lists them; compare with one of them.")
            }
            return try resolver.peel(base, to: .tree)
        }

        if tips.count == 2, !asked.staged {
            let (one, other) = (try commit(tips[0]), try commit(tips[1]))
            return .trees(try base(one, other), try resolver.peel(other, to: .tree))
        }
        guard tips.count == 1 || (tips.isEmpty && asked.staged) else {
            throw RgitError(
                .usage,
                asked.staged
                    ? "--staged compares the index with one commit" : "--merge-base needs one commit, or two")
        }
        guard let head = try session.head.id else {
            throw RgitError(.revision, "no commit to find a merge base with", "HEAD")
        }
        let tree = try base(tips.isEmpty ? head : commit(tips[0]), head)
        if asked.staged { return .staged(tree) }
        try requireWorkTree(session)
        return .workTree(tree)
    }
}
