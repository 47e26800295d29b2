// What can be asked of the graph of commits beyond what a range, dates and paths select.

/// Boundaries, the sides of a symmetric difference, equivalent patches, and ways to simplify a history.
public struct GraphOptions: Hashable, Codable, Sendable {
    /// What is done about commits that have an equivalent on the other side of `A...B`.
    public enum Equivalents: Hashable, Codable, Sendable {
        /// `--cherry-pick`: they are left out.
        case omit
        /// `--cherry-mark`: they are marked.
        case mark
    }

    /// One side of `A...B`.
    public enum Side: String, Hashable, Codable, Sendable {
        /// What A reaches.
        case left
        /// What B reaches.
        case right
    }

    /// `--boundary`: also the excluded commits at which the selection ends.
    public var boundary = false
    /// `--left-right`: rows say on which side of `A...B` they are.
    public var leftRight = false
    /// `--left-only` or `--right-only`
    public var onlySide: Side?
    /// `--cherry-pick` or `--cherry-mark`
    public var equivalents: Equivalents?
    /// `--ancestry-path`: only commits between the excluded commits and the tips.
    public var ancestryPath = false
    /// `--ancestry-path=COMMIT`: only commits that are ancestors or descendants of one of these.
    public var ancestryPathOf: [[UInt8]] = []
    /// `--simplify-merges`
    public var simplifyMerges = false
    /// `--simplify-by-decoration`
    public var simplifyByDecoration = false
    /// `--sparse`: with paths, commits without changes to them too.
    public var sparse = false
    /// `--show-pulls`
    public var showPulls = false
    /// `--exclude-first-parent-only`
    public var excludeFirstParentOnly = false
    /// `--remove-empty`: history ends where the paths disappear.
    public var removeEmpty = false
    /// `--parents`: parents are the next commits that are shown.
    public var rewritesParents = false
    /// `--maximal-only`: only commits that no other commit in question reaches.
    public var maximalOnly = false
    /// `--merge`: commits of both sides of a merge that touch its conflicts.
    public var merge = false

    /// Nothing asked.
    public init() {}

    /// Whether rows name a side.
    var namesSides: Bool { leftRight || onlySide != nil || equivalents != nil }
    /// Whether the parents of rows are those of the simplified history.
    var simplifiesParents: Bool { rewritesParents || simplifyMerges || simplifyByDecoration }
    /// Whether all of history in question is visited before the first commit is given out.
    var needsWholeList: Bool {
        ancestryPath || equivalents != nil || simplifyMerges || simplifyByDecoration || merge
    }
}
