// What `rgit last-modified` can be asked.

import Records

/// What `rgit last-modified` was asked.
public struct LastModifiedRequest: Hashable, Codable, Sendable {
    /// The revision and pathspecs, as on the command line; no revision for `HEAD`.
    public var words: [[UInt8]] = []
    /// The pathspecs behind `--`; `nil` where there is no `--`.
    public var paths: [[UInt8]]?
    /// Whether directories are rows, too; off with `--no-trees`.
    public var trees = true
    /// `--depth N`: the greatest number of levels; what changes below counts for the directory. `nil` for all.
    public var depth: Int?
    /// `--created`: the commit that created each path, too.
    public var created = false
    /// `--first-parent`: merges are the change that their first parent sees.
    public var firstParent = false
    /// `--exclude-attr`: files and submodules with one of these attributes are no rows.
    public var excludedAttributes: [Text] = []
    /// `--require-history`: an error where the boundary of a shallow clone may hide the commit.
    public var requireHistory = false

    /// `rgit last-modified` without options.
    public init() {}
}
