// Whose lines a tree is made of: the groups and the summary of `rgit blame-stats`.

import GitObjects
import Records

/// What the lines of a row have in common.
public enum BlameStatsKey: Hashable, Codable, Sendable {
    /// Who wrote them.
    case author(Actor)
    /// The file they are in.
    case file(Text)
    /// The directory of the files they are in, empty at the top.
    case directory(Text)
    /// The extension of the files they are in, empty for none.
    case `extension`(Text)
    /// The commit they came in, and who wrote it.
    case commit(ObjectID, Actor)
    /// The name of who wrote them.
    case name(Text)
    /// The address of who wrote them.
    case email(Text)
    /// The domain of that address in lower case, empty where it has none.
    case domain(Text)
    /// The period they were written in, by the author's clock.
    case period(PeriodValue)
    /// No period, for the commit has no date.
    case undated(Period)
}

/// Lines with the same keys.
public struct BlameStatsGroup: Record, Hashable, Codable {
    /// What they have in common, in the order it was asked for.
    public var keys: [BlameStatsKey]
    /// How many lines there are.
    public var lines = 0
    /// The part of all counted lines, from 0 to 1.
    public var share = 0.0
    /// How many files they are in.
    public var files = 0
    /// How many commits they came in.
    public var commits = 0
    /// How many of them may be older than the commit they are counted for, which is at the boundary.
    public var boundaryLines = 0
    /// When the oldest was written; `nil` where no commit says so.
    public var oldest: Timestamp?
    /// When the newest was written; `nil` where no commit says so.
    public var newest: Timestamp?
}

/// The sums around the groups.
public struct BlameStatsSummary: Record, Hashable, Codable {
    /// What was left out, in files.
    public struct Skipped: Hashable, Codable, Sendable {
        /// Files git counts as binary.
        public var binary = 0
        /// Symbolic links.
        public var symlink = 0
        /// Submodules.
        public var submodule = 0
        /// Files larger than `core.bigFileThreshold`, or than asked for.
        public var tooLarge = 0
        /// Files that attributes call generated or vendored, where those are left out.
        public var generated = 0
        /// Files with one of the attributes that were named.
        public var byAttributes = 0
        /// Files that could not be read.
        public var unreadable = 0
        /// Directories that could not be read; how many files are in them is not known.
        public var unreadableDirectories = 0
    }

    /// All counted lines.
    public var lines = 0
    /// The files they are in; a file without lines is among them.
    public var files = 0
    /// How many of the lines are at the boundary.
    public var boundaryLines = 0
    /// What was left out.
    public var skipped = Skipped()
    /// The automated accounts left out by `--exclude-bots`.
    public var bots = 0
    /// Their lines.
    public var botLines = 0
    /// Lines whose author is unknown because some of their history could not be read; they are in no row.
    public var unknownLines = 0
}

extension BlameStatsKey: CustomStringConvertible {
    /// What the lines have in common, in a word: the author, the path, the commit's name, the period.
    public var description: String {
        switch self {
        case .author(let actor): "\(actor)"
        case .file(let path), .directory(let path), .extension(let path): path.string
        case .name(let text), .email(let text), .domain(let text): text.string
        case .commit(let id, _): "\(id)"
        case .period(let value): "\(value)"
        case .undated: ""
        }
    }
}
