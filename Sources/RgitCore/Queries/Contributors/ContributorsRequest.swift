// What `rgit contributors` can be asked.

/// What `rgit contributors` was asked.
public struct ContributorsRequest: Hashable, Codable, Sendable {
    /// What makes two commits one person's.
    public enum Identity: Hashable, Codable, Sendable {
        /// `--by name+email`, as `git shortlog -se`.
        case nameAndEmail
        /// `--by name`, as `git shortlog -s`.
        case name
        /// `--by email`
        case email
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
    /// What makes two commits one person's.
    public var identity = Identity.nameAndEmail
    /// Whom a commit is counted for; several may be asked at once; empty means the author.
    public var groups: [Group] = []
    /// `--stats`: line counts too.
    public var stats = false
    /// `--diff-merges`: as in `LogRequest`.
    public var diffMergesFirstParent: Bool?
    /// `--exclude-bots`
    public var excludeBots = false
    /// How the line counts are made.
    public var diff = DiffOptions()

    /// `rgit contributors` without options.
    public init() {}
}
