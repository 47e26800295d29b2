// What `rgit blame-stats` can be asked.

import Records

/// What `rgit blame-stats` was asked.
public struct BlameStatsRequest: Hashable, Codable, Sendable {
    /// What lines are summed by.
    public enum Key: Hashable, Codable, Sendable {
        /// The author, name and e-mail.
        case author
        /// The author's name.
        case name
        /// The author's e-mail address.
        case email
        /// The domain of the author's e-mail address, in lower case.
        case domain
        /// The file.
        case file
        /// The directory.
        case directory
        /// The file name's extension.
        case `extension`
        /// The commit.
        case commit
        /// A period of the author's clock.
        case period(Period)
    }

    /// The words before `--`: a revision, or `A..B` to leave older lines at the boundary, or the first path.
    public var words: [[UInt8]] = []
    /// Pathspecs after `--`; `nil` when there was no `--`.
    public var paths: [[UInt8]]?
    /// Only these paths, byte by byte, among those that the pathspecs match; `nil` for all.
    var exactPaths: Set<[UInt8]>?
    /// What lines are summed by.
    public var keys = [Key.author]
    /// `--depth`: how many components of a directory's path are kept; `nil` for all.
    public var depth: Int?
    /// `--no-generated`: leave out files that attributes call generated or vendored.
    public var excludeGenerated = false
    /// `--exclude-attr`: files with one of these attributes do not count.
    public var excludedAttributes: [Text] = []
    /// `--max-filesize`: the largest file that is blamed, in bytes; `nil` for `core.bigFileThreshold`.
    public var maximumFileSize: Int?
    /// `--memory`: how many bytes the caches of all workers may hold together; `nil` for 32 MiB each.
    public var memory: Int?
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
    /// `--[no-]mailmap`
    public var useMailmap = true
    /// `--exclude-bots`
    public var excludeBots = false

    /// `rgit blame-stats` without options.
    public init() {}
}
