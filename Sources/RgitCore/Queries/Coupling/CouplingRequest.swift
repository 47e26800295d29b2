// What `rgit coupling` can be asked.

/// What `rgit coupling` was asked.
public struct CouplingRequest: Hashable, Codable, Sendable {
    /// The commits that are counted.
    public var counted = CountedHistory()
    /// `--for`: only pairs with this path.
    public var path: [UInt8]?
    /// `--depth`: directories in place of files, the first N components of their paths.
    public var depth: Int?
    /// `--min-commits`: the fewest commits that each of a pair has to be in.
    public var minCommits = 5
    /// `--min-shared`: the fewest commits that both have to be in.
    public var minShared = 5
    /// `--max-changeset`: commits that list more paths do not count.
    public var maxChangeset = 30

    /// `rgit coupling` without options.
    public init() {}
}
