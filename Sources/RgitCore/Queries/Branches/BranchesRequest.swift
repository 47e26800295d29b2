// What `rgit branches` can be asked.

/// What `rgit branches` was asked.
public struct BranchesRequest: ReferenceFiltering, Hashable, Codable, Sendable {
    /// Which branches are listed.
    public enum Scope: Hashable, Codable, Sendable {
        /// Local branches.
        case local
        /// `-r`: remote-tracking branches.
        case remote
        /// `-a`: both.
        case all
    }

    /// Which branches are listed.
    public var scope = Scope.local
    /// Patterns the names have to match, as `git branch --list` takes them; empty for all.
    public var patterns: [[UInt8]] = []
    /// `--contains`: branches that contain one of these commits.
    public var contains: [[UInt8]] = []
    /// `--no-contains`
    public var noContains: [[UInt8]] = []
    /// `--merged`: branches reachable from one of these commits.
    public var merged: [[UInt8]] = []
    /// `--no-merged`
    public var noMerged: [[UInt8]] = []
    /// `--points-at`: branches of one of these objects.
    public var pointsAt: [[UInt8]] = []
    /// `--forked`: branches that follow one of these branches, or one whose short name matches one of these globs.
    public var forked: [[UInt8]] = []
    /// `--gone`: branches that follow one that does not exist any more.
    public var gone = false
    /// `--stale`: branches whose last commit was made more than this number of days ago.
    public var staleDays: Int?
    /// `--base REV`: what `ahead_of_base`, `behind_base` and `merged` are counted against.
    public var base: [UInt8]?
    /// `--sort`: keys of git or fields, the last one first in force, `-KEY` for descending order.
    public var sort: [[UInt8]] = []
    /// `--ignore-case`
    public var ignoreCase = false

    /// `rgit branches` without options.
    public init() {}
}
