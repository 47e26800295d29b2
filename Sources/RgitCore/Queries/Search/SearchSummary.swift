// What `rgit search` answers beside the rows.

import Records

/// The values around the rows.
public struct SearchSummary: Record, Hashable, Codable {
    /// The number of rows.
    public var matches = 0
    /// The number of commits with a row.
    public var commits = 0
    /// How many automated accounts were left out.
    public var bots = 0
    /// The commits that they made.
    public var botCommits = 0
    /// How many commits could not be searched as a whole, because something could not be read.
    public var unknownCommits = 0
}
