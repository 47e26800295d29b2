// What `rgit files` can be asked.

/// What `rgit files` was asked.
public struct FilesRequest: Hashable, Codable, Sendable {
    /// The revision and pathspecs, as on the command line; no revision for `HEAD`.
    public var words: [[UInt8]] = []
    /// The pathspecs behind `--`; `nil` where there is no `--`.
    public var paths: [[UInt8]]?
    /// `--index`: the entries of the index instead of those of a revision.
    public var index = false
    /// `--trees`: directories too.
    public var trees = false
    /// `--depth N`: the greatest number of levels; deeper directories are rows of their own. `nil` for all.
    public var depth: Int?

    /// `--last-commit`: the commit that last changed each path, too.
    public var lastCommit = false

    /// `rgit files` without options.
    public init() {}
}
