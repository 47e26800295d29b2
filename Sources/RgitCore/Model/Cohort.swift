// The lines of one cohort that were still there at one time: a row of `rgit age`.

import GitObjects
import Records

/// How many lines of a cohort a commit's tree has.
public struct Cohort: Record, Hashable, Codable {
    /// The period of the count, such as `2026-Q3`; where every N days are one, the first of these.
    public var period: Text
    /// The commit whose tree was blamed: the last one of the period along first parents.
    public var hexsha: ObjectID
    /// Its committer's date.
    public var date: Timestamp?
    /// What the lines have in common: a year, a name, a domain, a trailer's value, or `none`.
    public var cohort: Text
    /// How many lines there are.
    public var lines: Int
    /// The part of all lines that were counted then, from 0 to 1.
    public var share: Double
}

/// The values around the rows.
public struct AgeSummary: Record, Hashable, Codable {
    /// How many commits were measured.
    public var measured = 0
    /// After how many days half of the lines of a cohort are gone, if they go at the rate that was measured; `nil` where the
    /// cohorts are no periods, and where nothing went.
    public var halfLifeDays: Double?
    /// Lines whose author is unknown because some of their history could not be read, in all counts.
    public var unknownLines = 0
    /// The lines of a chart for people.
    var chart: [String] = []
}
