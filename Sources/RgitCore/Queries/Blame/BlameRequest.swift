// What `rgit blame` was asked.

/// What `rgit blame` was asked.
public struct BlameRequest: Hashable, Codable, Sendable {
    /// What is printed.
    public enum Form: Hashable, Codable, Sendable {
        /// Rows of hunks, in whatever format.
        case rows
        /// `--porcelain`: as `git blame --porcelain`.
        case porcelain
        /// `--line-porcelain`: as `git blame --line-porcelain`.
        case linePorcelain
    }

    /// The words before `--`: a revision or a range, and the files where there is no `--`.
    public var words: [[UInt8]] = []
    /// The arguments after `--`; `nil` when there was no `--`.
    public var paths: [[UInt8]]?
    /// `-L`: the lines asked for; empty for all.
    public var ranges: [[UInt8]] = []
    /// `--lines`: a row a line, with its text.
    public var lines = false
    /// What is printed.
    public var form = Form.rows
    /// `-w`
    public var ignoreWhitespace = false
    /// `--ignore-rev`
    public var ignoredRevisions: [[UInt8]] = []
    /// `--ignore-revs-file`; an empty name clears those given before it, as in git.
    public var ignoredRevisionFiles: [[UInt8]] = []
    /// `-M`, `-C`: which moved and copied lines are followed.
    public var moved = MovedLines()
    /// `--since`, in seconds since 1970.
    public var since: Int64?
    /// `--first-parent`
    public var firstParent = false
    /// `--reverse`: follow lines from the beginning of a range to the newest commits that still have them.
    public var reverse = false
    /// `--incremental`: rows as they are found, in the order and in the parts in which git finds them.
    public var incremental = false
    /// `--root`: do not mark lines of root commits as being at a boundary; `nil` for what `blame.showRoot` says.
    public var showRoot: Bool?
    /// `--encoding`: the encoding of names and summaries; `nil` for UTF-8.
    public var encoding: [UInt8]?
    /// `--[no-]mailmap`
    public var useMailmap = true

    /// `rgit blame` without options.
    public init() {}
}
