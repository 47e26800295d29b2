// Files that change together: the rows of `rgit coupling`.

import Records

/// Two files, or directories, and how often they changed together.
public struct CoupledPaths: Record, Hashable, Codable {
    /// The first path: the one that is asked for, or the one whose bytes come first.
    public var aPath: Text
    /// The second path.
    public var bPath: Text
    /// How many commits list both.
    public var shared: Int
    /// How many of the commits that count list the first.
    public var aCommits: Int
    /// How many of them list the second.
    public var bCommits: Int

    /// The shared commits by the mean of both numbers of commits, from 0 to 1.
    public var degree: Double { 2 * Double(shared) / Double(max(1, aCommits + bCommits)) }
    /// The shared commits by those that list either, from 0 to 1.
    public var jaccard: Double { Double(shared) / Double(max(1, aCommits + bCommits - shared)) }
}
