// What `rgit tags` can be asked.

/// What `rgit tags` was asked.
public struct TagsRequest: ReferenceFiltering, Hashable, Codable, Sendable {
    /// Patterns the names have to match, as `git tag --list` takes them; empty for all.
    public var patterns: [[UInt8]] = []
    /// `--contains`: tags that contain one of these commits.
    public var contains: [[UInt8]] = []
    /// `--no-contains`
    public var noContains: [[UInt8]] = []
    /// `--merged`: tags reachable from one of these commits.
    public var merged: [[UInt8]] = []
    /// `--no-merged`
    public var noMerged: [[UInt8]] = []
    /// `--points-at`: tags of one of these objects.
    public var pointsAt: [[UInt8]] = []
    /// `--latest`: only the last tag in git's version order.
    public var latest = false
    /// `--sort`: keys of git or fields, the last one first in force, `-KEY` for descending order.
    public var sort: [[UInt8]] = []
    /// `--ignore-case`
    public var ignoreCase = false

    /// `rgit tags` without options.
    public init() {}
}
