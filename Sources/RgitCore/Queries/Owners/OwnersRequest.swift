// What `rgit owners` can be asked.

import Records

/// What `rgit owners` was asked.
public struct OwnersRequest: Hashable, Codable, Sendable {
    /// What makes a person an owner.
    public enum Metric: String, Hashable, Codable, Sendable {
        /// The lines they wrote that are there.
        case lines
        /// Their commits that list files.
        case commits
        /// The files that they know best by their degree of authorship.
        case authorship = "doa"
    }

    /// The revision, paths, and how lines are followed; what its rows are made of does not matter.
    public var blame = BlameStatsRequest()
    /// `--depth`: how many components of a directory are kept; `nil` for 1, and with a range for none.
    public var depth: Int?
    /// `--for`: only the paths that this range changes, as they were before it, and none of its authors; empty for all.
    public var range = Text("")
    /// `--cumulative`: a line counts for each directory above it.
    public var cumulative = false
    /// `--check`: what is wrong with the CODEOWNERS file.
    public var check = false
    /// `--codeowners`: a CODEOWNERS file made of the rows.
    public var codeowners = false
    /// `--write-handles`: the file with the handles of people; empty for none.
    public var handles = Text("")
    /// `--metric`
    public var metric = Metric.lines
    /// `--inactive`: with `check` owners are found who made no commit in this many months; `nil` for none.
    public var inactiveMonths: Int?
    /// `--syntax`; `nil` for what the place of the file says.
    public var syntax: CodeOwnersSyntax?

    /// `rgit owners` without options.
    public init() {}
}
