// Which names describe a commit, and how a description is written (git-describe(1)).

import Records

/// The options of `git describe` that say which name is taken and how it is written.
public struct DescribeOptions: Hashable, Codable, Sendable {
    /// `--tags`: lightweight tags describe commits, too.
    public var tags = false
    /// `--all`: so do all other references.
    public var all = false
    /// `--long`: the distance and the commit are written for a tagged commit, too.
    public var long = false
    /// `--always`: a commit that no name describes is written as its shortened object name.
    public var always = false
    /// `--first-parent`: only the first parents of merges are followed.
    public var firstParent = false
    /// `--abbrev`: the least number of digits of a commit's name; 0 for the tag alone, `nil` for what `core.abbrev` says.
    public var abbreviation: Int?
    /// `--candidates`: the number of names that are compared; 0 for the names of the commit itself.
    public var candidates = 10
    /// `--match`: patterns, one of which a name has to match.
    public var match: [Text] = []
    /// `--exclude`: patterns that a name may not match.
    public var exclude: [Text] = []

    /// The options of `git describe` without any.
    public init() {}

    /// Those of `git describe --tags`.
    static var tags: DescribeOptions {
        var options = DescribeOptions()
        options.tags = true
        return options
    }
}
