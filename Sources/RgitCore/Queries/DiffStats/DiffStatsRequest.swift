// What `rgit diff-stats` can be asked.

/// What `rgit diff-stats` was asked.
public struct DiffStatsRequest: Hashable, Codable, Sendable {
    /// What changes are summed by.
    public enum Key: Hashable, Codable, Sendable {
        /// The file: one row a changed path.
        case file
        /// The directory of the new path.
        case directory
        /// The extension of the new path.
        case `extension`
    }

    /// The words before `--`: nothing, one commit, two commits, or a range; or the first path.
    public var words: [[UInt8]] = []
    /// Pathspecs after `--`; `nil` when there was no `--`.
    public var paths: [[UInt8]]?
    /// `--staged`: the index against HEAD.
    public var staged = false
    /// `--merge-base`: the merge base of the commits named, or of the one named and HEAD, in place of the first state.
    public var usesMergeBase = false
    /// `--unstaged`: the working tree against the index.
    public var unstaged = false
    /// What changes are summed by.
    public var key = Key.file
    /// `--depth`: how many components of a directory's path are kept; `nil` for all.
    public var depth: Int?
    /// `--numstat`: the lines of `git diff --numstat` in place of a table.
    public var numstat = false
    /// `-z`: those lines with paths as they are, each ended by a NUL.
    public var nulTerminated = false
    /// `--diff-merges=off`: whether one commit that is a merge changes nothing, rather than what it changed against its first
    /// parent.
    public var skipsMerges = false
    /// How the counts are made.
    public var diff = DiffOptions()

    /// `rgit diff-stats` without options.
    public init() {}
}
