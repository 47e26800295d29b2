// Which commits of a history are meant, beside revision, paths and dates: strings in, as git log's options take them.

/// Which commits of a history are asked for; without any choice, all of them.
///
///     let bugs = HistoryFilter(grep: ["bug", "fix"], ignoreCase: true, merges: .exclude)
///     for try await commit in repo.iterCommits("main", filter: bugs) { print(commit.summary) }
public struct HistoryFilter: Hashable, Codable, Sendable {
    /// Whether merges are among the commits.
    public enum Merges: String, Hashable, Codable, Sendable {
        /// Merges and others.
        case include
        /// `--no-merges`
        case exclude
        /// `--merges`
        case only
    }

    /// The order commits come in.
    public enum Order: String, Hashable, Codable, Sendable {
        /// Git's default: the next commit is the latest among those whose child has been shown.
        case `default`
        /// `--topo-order`: no parent before all of its children, lines of history kept together.
        case topological
        /// `--date-order`: no parent before all of its children, otherwise by the committer's date.
        case date
        /// `--author-date-order`: the same by the author's date.
        case authorDate
    }

    /// Revisions whose history is left out, as after git's `--not`.
    public var excluding: [String]
    /// Whether the history of all references is meant beside that of the revision (`--all`).
    public var all: Bool
    /// Patterns for the author's name and address, one of which has to match.
    public var author: [String]
    /// Patterns for the committer's name and address, one of which has to match.
    public var committer: [String]
    /// Patterns for the message, one of which has to match.
    public var grep: [String]
    /// Whether patterns match in any case.
    public var ignoreCase: Bool
    /// Whether merges are among the commits.
    public var merges: Merges
    /// Whether only the first parent of a merge is followed.
    public var firstParent: Bool
    /// Whether a file is followed beyond its renames; for one path only.
    public var follow: Bool
    /// The order commits come in.
    public var order: Order
    /// Whether the chosen commits come in reverse; then none is known before all are.
    public var reverse: Bool

    /// Chooses commits.
    public init(
        excluding: [String] = [], all: Bool = false, author: [String] = [], committer: [String] = [],
        grep: [String] = [], ignoreCase: Bool = false, merges: Merges = .include, firstParent: Bool = false,
        follow: Bool = false, order: Order = .default, reverse: Bool = false
    ) {
        self.excluding = excluding
        self.all = all
        self.author = author
        self.committer = committer
        self.grep = grep
        self.ignoreCase = ignoreCase
        self.merges = merges
        self.firstParent = firstParent
        self.follow = follow
        self.order = order
        self.reverse = reverse
    }

    /// The request for the commits of `revision` that are chosen; dates are understood at the session's time.
    func request(
        _ revision: String, paths: [String], since: String?, until: String?, _ session: Session
    ) throws(RgitError) -> HistoryRequest {
        var request = HistoryRequest()
        request.items = [.word(Array(revision.utf8))]
        if all { request.items.append(.all) }
        for revision in excluding { request.items.append(.word(Array("^\(revision)".utf8))) }
        // Given, though empty, so that a revision is never taken for a path.
        request.paths = paths.map { Array($0.utf8) }
        let now = session.environment.now
        request.since = try since.map { date throws(RgitError) in try ApproximateDate.parse(date, now: now) }
        request.until = try until.map { date throws(RgitError) in try ApproximateDate.parse(date, now: now) }
        request.authors = author.map { Array($0.utf8) }
        request.committers = committer.map { Array($0.utf8) }
        request.greps = grep.map { Array($0.utf8) }
        request.ignoreCase = ignoreCase
        switch merges {
        case .include: break
        case .exclude: request.maxParents = 1
        case .only: request.minParents = 2
        }
        request.firstParent = firstParent
        request.follow = follow
        request.order =
            switch order {
            case .default: .default
            case .topological: .topological
            case .date: .date
            case .authorDate: .authorDate
            }
        request.reverse = reverse
        return request
    }
}
