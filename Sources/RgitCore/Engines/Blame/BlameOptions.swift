// What a blame may vary, resolved against the repository: the commits it ends at and those whose changes it ignores.

import GitObjects

/// How far back lines are followed, and what of their changes counts.
struct BlameOptions: Sendable {
    /// White space left out of the comparison (`-w`).
    var whitespace: DiffOptions.Whitespace = []
    /// Whether hunks that can slide are placed by indentation (`diff.indentHeuristic`).
    var indentHeuristic = true
    /// Which moved and copied lines are followed (`-M`, `-C`).
    var moved = MovedLines()
    /// `--first-parent`
    var firstParent = false
    /// Lines are not followed past commits older than this, in seconds since 1970.
    var since: UInt64?
    /// Lines are not followed past these commits and those they reach (`A..B`).
    var bottoms: [ObjectID] = []
    /// Whether lines are followed from the bottom to the newest commits that still have them (`--reverse`).
    var isReverse = false
    /// With `isReverse`, the commits that lines are followed towards.
    var reverseTips: [ObjectID] = []
    /// Whether lines come in the order and in the parts in which git finds them (`--incremental`).
    var isIncremental = false
    /// Commits whose changes are ignored where that is possible (`--ignore-rev`).
    var ignored: Set<ObjectID> = []
    /// Whether a root commit's lines are not marked as being at a boundary (`--root`).
    var showsRoot = false

    /// Whether stretches of lines that carry each other on become one. Git compares each of its stretches by itself where it
    /// looks for moved lines, and shows each by itself while it finds them.
    var joinsStretches: Bool { !moved.isOn && !isIncremental }

    /// The settings of the line diff.
    var lineDiff: LineDiffOptions {
        LineDiffOptions(whitespace: whitespace, context: 0, indentHeuristic: indentHeuristic)
    }
}

/// A file to blame: a path of the tree with its blob.
struct BlameFile: Sendable {
    /// The path from the tree's root.
    var path: [UInt8]
    /// The blob.
    var blob: ObjectID
    /// The blob's size in bytes, by which the work is shared out.
    var size: Int
}

/// Consecutive lines of a file that came with one commit.
struct BlameEntry: Sendable, Equatable {
    /// The commit's place in the graph's `commits`.
    var commit: Int32
    /// The path the lines had there, a place in the graph's `paths`.
    var path: Int32
    /// The first line in the file blamed, from 0.
    var line: Int32
    /// The first line in that commit's version, from 0.
    var sourceLine: Int32
    /// How many lines there are.
    var count: Int32
    /// Whether the origin of the lines is unknown; the commit is only as far as they could be followed.
    var isUnknown = false
}

/// One file's blame.
struct BlamedFile: Sendable {
    /// The lines, in the file's order.
    var entries: [BlameEntry] = []
    /// Whether the file itself could be read.
    var isReadable = true
    /// What could not be read.
    var problems: [RgitError] = []
}
