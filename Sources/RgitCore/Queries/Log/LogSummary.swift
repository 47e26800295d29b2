// What `rgit log` answers beside the commits.

import Records

/// The values around the commits of a history.
public struct LogSummary: Record, Hashable, Codable {
    /// How many commits there are.
    public var count = 0
    /// How many commits' line counts could not be known, because blobs or trees are missing.
    public var unknownStats = 0
    /// How many more commits may or may not belong to the paths, because trees are missing.
    public var unknownCommits = 0
}
