// The rows of `rgit activity`: a period, a person who came or left, or a tag.

import Records

/// What happened in a period, or up to a tag; or a person who came or left.
public struct ActivityRow: Record, Hashable, Codable {
    /// The parts of a row that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// What the commits changed.
        public static let lines = Parts(rawValue: 1)
    }

    /// The periods, in the order asked for; `nil` in one for commits without a date.
    public var periods: [PeriodValue?] = []
    /// The tag.
    public var tag: Text?
    /// The tag before it in version order; `nil` for the first.
    public var previous: Text?
    /// When the tag was made.
    public var date: Timestamp?
    /// The person's name, after the mailmap.
    public var name: Text?
    /// The person's e-mail address, after the mailmap.
    public var email: Text?
    /// How many commits.
    public var commits = 0
    /// How many persons wrote them.
    public var authors = 0
    /// How many of the persons had not written a commit before.
    public var newcomers = 0
    /// What the commits changed.
    public var lines = Stats.Total()
    /// The person's earliest commit.
    public var first: Timestamp?
    /// The person's latest commit.
    public var last: Timestamp?

    /// A row without anything.
    init() {}

    /// The row of a period.
    init(period row: Contributor) {
        periods = row.periods
        commits = row.commits
        authors = row.authors
        lines = row.lines
    }

    /// The row of a person.
    init(person row: Contributor) {
        name = row.name
        email = row.email
        commits = row.commits
        lines = row.lines
        (first, last) = (row.first, row.last)
    }
}
