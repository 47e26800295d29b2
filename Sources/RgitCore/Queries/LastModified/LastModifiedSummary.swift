// What `rgit last-modified` answers beside the rows.

import Records

/// The values around the rows.
public struct LastModifiedSummary: Record, Hashable, Codable {
    /// How many files and submodules were left out for their attributes.
    public var excludedPaths = 0
}
