// Who made a history: the rows and the summary of `rgit contributors`.

import Records

/// A person, with what is counted for them.
public struct Contributor: Record, Hashable, Codable {
    /// The parts of a contributor that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The lines and files that the commits changed.
        public static let lines = Parts(rawValue: 1)
        /// How many persons a row is about.
        public static let authors = Parts(rawValue: 2)
    }

    /// The place in the ranking by commits, from 1; 0 for periods without commits.
    public var rank = 0
    /// Whether the row is a person; where commits are summed by periods or domains alone it has neither name nor address.
    public var isPerson = true
    /// With `.domain`, the domain of the address in lower case, empty where it has none.
    public var domain: Text?
    /// With periods, those the commits are in, in the order asked for; `nil` in one for commits without a date.
    public var periods: [PeriodValue?] = []
    /// The name; where people are identified by address alone, the one that most of the commits carry.
    public var name: Text
    /// The address; where people are identified by name alone, the one that most of the commits carry; `nil` where
    /// a trailer names a person without one.
    public var email: Text?
    /// The commits counted for this person.
    public var commits = 0
    /// How many of them have more than one parent.
    public var merges = 0
    /// How many persons they are counted for; 0 where that was not asked.
    public var authors = 0
    /// The part of all counted commits, from 0 to 1.
    public var share = 0.0
    /// What the commits changed, as `git log --numstat` adds up; zeros where that was not asked.
    public var lines = Stats.Total()
    /// The earliest moment of a commit; `nil` where none has a date.
    public var first: Timestamp?
    /// The latest moment of a commit.
    public var last: Timestamp?
    /// On how many days there was a commit, by the calendar of the time zone recorded with it.
    public var activeDays = 0

    /// A person without commits yet.
    public init(name: Text, email: Text?) {
        self.name = name
        self.email = email
    }
}

/// The sums around the people of a history.
public struct ContributorsSummary: Record, Hashable, Codable {
    /// The lines of a chart for people.
    var chart: [String] = []

    /// Commits counted once each, however many people they were counted for.
    public struct Total: Hashable, Codable, Sendable {
        /// How many people there are.
        public var contributors = 0
        /// The commits that were counted for at least one person.
        public var commits = 0
        /// How many of them have more than one parent.
        public var merges = 0
        /// What they changed; `nil` where that was not asked.
        public var lines: Stats.Total?

        /// Nothing counted.
        public init() {}
    }

    /// What `--exclude-bots` left out.
    public struct Bots: Hashable, Codable, Sendable {
        /// How many automated accounts.
        public var accounts = 0
        /// How many commits that were made by them.
        public var commits = 0

        /// Nothing left out.
        public init() {}
    }

    /// All of it together.
    public var total = Total()
    /// What was left out.
    public var bots = Bots()
    /// How many paths were left out of the lines for their attributes.
    public var excludedPaths = 0
    /// How many commits' line counts could not be known.
    public var unknownStats = 0
    /// How many more commits may or may not belong to the paths, because trees are missing.
    public var unknownCommits = 0
}
