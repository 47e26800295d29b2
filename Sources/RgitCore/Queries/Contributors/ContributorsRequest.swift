// What `rgit contributors` can be asked.

/// What `rgit contributors` was asked.
public struct ContributorsRequest: Hashable, Codable, Sendable {
    /// What the commits of a row have in common.
    public enum Key: Hashable, Codable, Sendable {
        /// `--by name+email`, as `git shortlog -se`.
        case nameAndEmail
        /// `--by name`, as `git shortlog -s`.
        case name
        /// `--by email`
        case email
        /// `--by domain`: the domain of the e-mail address, in lower case.
        case domain
        /// `--by month` and so on: a period of the author's clock.
        case period(Period)
    }

    /// Whom a commit is counted for.
    public enum Group: Hashable, Codable, Sendable {
        /// Its author.
        case author
        /// Its committer.
        case committer
        /// The people its trailers of this key name.
        case trailer(Text)
    }

    /// Revisions, filters and paths.
    public var history = HistoryRequest()
    /// What the commits of a row have in common; several make a row of each combination that occurs.
    public var keys = [Key.nameAndEmail]
    /// `--date committed`: whether periods are those of the committer's date.
    public var usesCommitterDate = false
    /// Whom a commit is counted for; several may be asked at once; empty means the author.
    public var groups: [Group] = []
    /// `--stats`: line counts too.
    public var stats = false
    /// `--diff-merges`: as in `LogRequest`.
    public var diffMergesFirstParent: Bool?
    /// `--exclude-bots`
    public var excludeBots = false
    /// `--exclude-attr`: the lines of files with one of these attributes do not count.
    public var excludedAttributes: [Text] = []
    /// How the line counts are made.
    public var diff = DiffOptions()

    /// Whether `--author` and `--committer` see people as the mailmap names them, as in git log; git shortlog sees them as recorded.
    var matchesProperNames = false

    /// `rgit contributors` without options.
    public init() {}
}

extension ContributorsRequest {
    /// The periods among the keys, in their order.
    var periods: [Period] {
        keys.compactMap { if case .period(let period) = $0 { period } else { nil } }
    }

    /// Whether names distinguish people.
    var isByName: Bool { keys.contains { $0 == .nameAndEmail || $0 == .name } }
    /// Whether addresses distinguish people.
    var isByEmail: Bool { keys.contains { $0 == .nameAndEmail || $0 == .email } }
    /// Whether rows are people.
    var isByPerson: Bool { isByName || isByEmail }
}
