// Tells a walk that is limited to paths whether two commits agree on them.

import GitObjects

/// Compares trees on some paths only, reading no more of them than it takes to find a difference.
struct PathComparer<Filter: PathFilter>: TreeComparing {
    let reader: ObjectReader
    let filter: Filter

    func agree(_ parent: ObjectID?, _ commit: ObjectID) throws(RgitError) -> Bool {
        if parent == commit { return true }
        return try !TreeDiff.differ(parent, commit, reader: reader, filter: filter)
    }
}
