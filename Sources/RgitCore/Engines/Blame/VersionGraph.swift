// The versions of files that lines may have come through, linked as blame passes lines on; it holds no lines itself.

import GitObjects

/// What lines are passed along: a node for each version of a file at the commit that
/// made it, in which lines either stay or go on to the versions they were made from.
struct VersionGraph: Sendable {
    /// One version of one file.
    struct Node: Sendable {
        /// The content.
        var blob: ObjectID
        /// The path, a place in `paths`.
        var path: Int32
        /// The commit that made it, a place in `commits`; -1 while it is not known.
        var commit: Int32 = -1
        /// Where its edges begin in `edges`.
        var firstEdge: Int32 = 0
        /// How many edges it has.
        var edgeCount: Int32 = 0
        /// Whether the origin of its lines is unknown, for something there could not be read.
        var isUnknown = false
    }

    /// Commits, children before parents, those at the boundary last.
    var commits: [ObjectID] = []
    /// How many of `commits` were walked through; those after them are the boundary.
    var walked = 0
    /// For each walked commit whether lines stop there because it is older than asked for.
    var stops: [Bool] = []
    /// For each walked commit whether its changes are ignored (`--ignore-rev`).
    var isIgnored: [Bool] = []
    /// Every path a version was found at.
    var paths: [[UInt8]] = []
    /// The versions.
    var nodes: [Node] = []
    /// Nodes lines are passed on to, in the order git tries them.
    var edges: [Int32] = []
    /// For each file blamed its version in the tree that was asked for.
    var starts: [Int32] = []
    /// For each tree that is measured the versions of its files, in any order.
    var measuredStarts: [[Int32]] = []

    /// Whether lines found at a commit may be older than it.
    func isBoundary(_ commit: Int32) -> Bool { Int(commit) >= walked || stops[Int(commit)] }
}
