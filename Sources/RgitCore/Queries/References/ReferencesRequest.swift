// What `rgit refs` can be asked.

/// What `rgit refs` was asked.
public struct ReferencesRequest: ReferenceFiltering, Hashable, Codable, Sendable {
    /// Patterns the full names have to match, as `git for-each-ref` takes them; empty for all.
    public var patterns: [[UInt8]] = []
    /// `--exclude`: patterns the full names must not match.
    public var excluded: [[UInt8]] = []
    /// `--stdin`: patterns are read from standard input, too.
    public var readsPatterns = false
    /// `--start-after`: only references whose full names come after this.
    public var startAfter: [UInt8]?
    /// `--contains`: references to commits that contain one of these commits.
    public var contains: [[UInt8]] = []
    /// `--no-contains`
    public var noContains: [[UInt8]] = []
    /// `--merged`: references to commits reachable from one of these commits.
    public var merged: [[UInt8]] = []
    /// `--no-merged`
    public var noMerged: [[UInt8]] = []
    /// `--points-at`: references to one of these objects.
    public var pointsAt: [[UInt8]] = []
    /// `--sort`: keys of git or fields, the last one first in force, `-KEY` for descending order.
    public var sort: [[UInt8]] = []
    /// `--ignore-case`
    public var ignoreCase = false

    /// `rgit refs` without arguments.
    public init() {}
}
