// Compares commits ahead of a walk that is limited to paths, one worker's part.

import GitObjects

/// One worker's readers of commits and of their trees; each has a cache of its own, for one would drive the other's
/// objects out.
struct PathWorker: ReadAheadWorker {
    /// All lines are read for the same paths.
    struct Interest: ReadAheadInterest {
        func covers(_ other: Interest) -> Bool { true }
        func union(_ other: Interest) -> Interest { self }
        var weight: Int { 1 }
    }

    /// Reads commits.
    let loader: CommitLoader
    /// Reads and compares trees.
    var comparer: PathComparer
    /// Whether all parents are followed, of merges that are the same as their first parent, too.
    private let followsAll: Bool

    init(session: Session, pathspec: Pathspec, followsAll: Bool = false) throws(RgitError) {
        loader = CommitLoader(
            session: session, reader: try session.makeReader(.comparedCommits))
        comparer = PathComparer(
            reader: try session.makeReader(.comparedTrees), pathspec: pathspec,
            rememberedTrees: session.memory.rememberedTrees)
        self.followsAll = followsAll
    }

    mutating func begin(_ interest: Interest, isMain: Bool) -> Interest? { interest }

    mutating func rest(of interest: Interest) -> Interest? { interest }

    mutating func compare(_ commit: CommitLinks, withFirst tree: ObjectID, _ interest: Interest)
        -> TreeVerdict?
    {
        (try? comparer.agree(tree, commit.tree)).map { TreeVerdict(sameAsFirst: $0) }
    }

    func leadsToOtherParents(_ verdict: TreeVerdict) -> Bool {
        followsAll || verdict.agrees(withParent: 0) == false
    }

    mutating func compare(
        _ commit: CommitLinks, withSecond tree: ObjectID, _ interest: Interest, _ verdict: inout TreeVerdict
    ) -> Interest? {
        verdict.compareWithSecond(tree, commit.tree, &comparer)
        return interest
    }
}
