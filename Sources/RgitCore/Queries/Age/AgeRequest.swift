// What `rgit age` can be asked.

import Records

/// What `rgit age` was asked.
public struct AgeRequest: Hashable, Codable, Sendable {
    /// How often lines are counted.
    public enum Interval: Hashable, Codable, Sendable {
        /// Once in each period of the calendar.
        case period(Period)
        /// Once every N days, counted from 1970-01-01.
        case days(Int)
    }

    /// What the lines of a cohort have in common.
    public enum Key: Hashable, Codable, Sendable {
        /// The period in which they were written, by the author's clock.
        case period(Period)
        /// The name of their author.
        case author
        /// The domain of the author's address.
        case domain
        /// The value of the commit's first trailer of this name, whatever its case.
        case trailer(Text)
    }

    /// The revision, paths, and how lines are followed; what its rows are made of does not matter.
    public var blame = BlameStatsRequest()
    /// `--every`
    public var interval = Interval.period(.year)
    /// `--by`
    public var key = Key.period(.year)

    /// `rgit age` without options.
    public init() {}
}
