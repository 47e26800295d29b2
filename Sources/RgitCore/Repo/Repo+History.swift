// Questions about history: commits one by one, how many there are, and who made them.

extension Repo {
    /// The commits that `revision` reaches, in the order of `git log` (GitPython's `iter_commits`).
    ///
    ///     for try await commit in repo.iterCommits("main", maxCount: 10) { print(commit.summary) }
    ///
    /// They are read as far as the loop gets, with a few hundred commits in memory. Leaving the loop stops the work; each
    /// loop over the sequence asks anew.
    ///
    /// - Parameters:
    ///   - revision: A revision or a range such as `v1.0..main`, by gitrevisions(7).
    ///   - filter: Which of them; all where nothing is chosen.
    ///   - paths: Pathspecs; with any, only commits that changed them.
    ///   - maxCount: The largest number of commits; `nil` for all.
    ///   - skip: The number of commits left out at the beginning.
    ///   - since: The earliest date of the committer.
    ///   - until: The latest date of the committer.
    ///   - searching: What has to have come or gone with a commit, such as `.occurrences(of: "frotz")`.
    ///   - stats: Whether ``Commit/stats`` is filled in, for which the changes of each commit are counted.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how many commits have been read.
    /// - Returns: A sequence that throws `RgitError`, at once where the question can't be answered, and at its end where
    ///   something of the history could not be read; and `CancellationError` where its task is cancelled.
    public func iterCommits(
        _ revision: String = "HEAD", filter: HistoryFilter = HistoryFilter(), paths: [String] = [],
        maxCount: Int? = nil, skip: Int = 0, since: String? = nil, until: String? = nil,
        searching: PickaxeOptions = PickaxeOptions(), stats: Bool = false,
        jobs: Int? = nil, progress: ProgressMeter? = nil
    ) -> RowStream<Commit> {
        RowStream { channel in
            try await self.answer { session in
                var request = LogRequest()
                request.history = try filter.request(
                    revision, paths: paths, since: since, until: until, session)
                request.history.maxCount = maxCount
                request.history.skip = skip
                request.pickaxe = searching
                request.stats = stats
                try await session.commits(request, Sharding(jobs), progress) { try await channel.send($0) }
            }
        }
    }

    /// Where patterns came and went in the history that `revision` reaches, in the order of `git log`.
    ///
    ///     for try await match in repo.search(["TODO", "FIXME"]) { print(match.hexsha, match.path, match.after) }
    ///
    /// All patterns are searched for in one walk, in which every version of a file is read once.
    ///
    /// - Parameters:
    ///   - patterns: Strings, or extended regular expressions where `isExpression` says so.
    ///   - revision: A revision or a range such as `v1.0..main`, by gitrevisions(7).
    ///   - filter: Which commits; all where nothing is chosen. Its `ignoreCase` is about the patterns, too.
    ///   - isExpression: Whether the patterns are extended regular expressions.
    ///   - changedLines: Whether a pattern has to match a line that is added or removed (`git log -G`), whether or not it
    ///     occurs more or less often than before.
    ///   - excludeBots: Whether commits of automated accounts are left out.
    ///   - paths: Pathspecs; with any, only files there.
    ///   - since: The earliest date of the committer.
    ///   - until: The latest date of the committer.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how many commits have been searched.
    /// - Returns: A sequence that throws `RgitError`, at once where the question can't be answered, and at its end where
    ///   something of the history could not be read; and `CancellationError` where its task is cancelled.
    public func search(
        _ patterns: [String], in revision: String = "HEAD", filter: HistoryFilter = HistoryFilter(),
        isExpression: Bool = false, changedLines: Bool = false, excludeBots: Bool = false,
        paths: [String] = [], since: String? = nil, until: String? = nil, jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) -> RowStream<SearchMatch> {
        RowStream { channel in
            try await self.answer { session in
                var request = SearchRequest()
                request.history = try filter.request(
                    revision, paths: paths, since: since, until: until, session)
                request.history.patternSyntax = isExpression ? .extended : nil
                request.patterns = patterns.map { Text($0) }
                request.searchesLines = changedLines
                request.excludeBots = excludeBots
                try await session.search(request, Sharding(jobs), progress) { try await channel.send($0) }
            }
        }
    }

    /// One commit (GitPython's `repo.commit`).
    ///
    /// - Parameter revision: A revision, by gitrevisions(7); a tag means its commit.
    /// - Throws: `RgitError` of kind `.revision` where there is no such commit, and what reading it throws.
    public func commit(_ revision: String = "HEAD") async throws -> Commit {
        try await answer { session in
            let id = try session.resolveCommit(Array(revision.utf8), reader: try session.makeReader())
            var request = LogRequest()
            request.history.items = [.word(id.hex)]
            request.history.paths = []
            request.history.maxCount = 1
            var found: Commit?
            try await session.commits(request, Sharding(jobs: 1), nil) { found = $0.first ?? found }
            guard let found else { throw RgitError(.missingObject, "no such commit", revision, object: id) }
            return found
        }
    }

    /// How many commits `revision` reaches (GitPython's `commit.count()`, `git rev-list --count`).
    ///
    /// The parameters are those of ``iterCommits(_:filter:paths:maxCount:skip:since:until:searching:stats:jobs:progress:)``.
    ///
    /// - Throws: `RgitError` where the revision is unknown, or where not all of the history could be read, so that the
    ///   number is not known.
    public func commitCount(
        _ revision: String = "HEAD", filter: HistoryFilter = HistoryFilter(), paths: [String] = [],
        since: String? = nil, until: String? = nil, jobs: Int? = nil
    ) async throws -> Int {
        try await answer { session in
            var request = LogRequest()
            request.history = try filter.request(revision, paths: paths, since: since, until: until, session)
            return try await session.count(request, Sharding(jobs))
        }
    }

    /// The people who made a history, those with the most commits first (`git shortlog -sne`).
    ///
    ///     for person in try await repo.contributors(since: "1 year ago", paths: ["src"]) {
    ///         print(person.commits, person.name)
    ///     }
    ///
    /// - Parameters:
    ///   - revision: A revision or a range, by gitrevisions(7).
    ///   - filter: Which of its commits; all where nothing is chosen.
    ///   - paths: Pathspecs; with any, only commits that changed them.
    ///   - since: The earliest date of the committer.
    ///   - until: The latest date of the committer.
    ///   - keys: What the commits of a row have in common: a person, a domain, or periods such as `.period(.month)`. Several
    ///     make a row of each combination; where all are periods, those without commits are rows, too.
    ///   - groups: Whom a commit is counted for; with several, for each of them.
    ///   - stats: Whether the lines they changed are counted.
    ///   - excludeBots: Whether automated accounts are left out and counted apart.
    ///   - excludedAttributes: Lines of files with one of these attributes do not count, such as `linguist-generated`.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The people and their sums; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func contributors(
        _ revision: String = "HEAD", filter: HistoryFilter = HistoryFilter(), since: String? = nil,
        until: String? = nil, paths: [String] = [],
        by keys: [ContributorsRequest.Key] = [.nameAndEmail],
        groups: [ContributorsRequest.Group] = [.author], stats: Bool = false, excludeBots: Bool = false,
        excludedAttributes: [String] = [],
        jobs: Int? = nil, progress: ProgressMeter? = nil
    ) async throws -> Contributors {
        try await answer { session in
            var request = ContributorsRequest()
            request.history = try filter.request(revision, paths: paths, since: since, until: until, session)
            request.keys = keys
            request.groups = groups
            request.stats = stats
            request.excludeBots = excludeBots
            request.excludedAttributes = excludedAttributes.map { Text($0) }
            return try await session.contributors(request, Sharding(jobs), progress)
        }
    }

    /// The sizes of what a history holds, by path or by something else, what takes most first.
    ///
    ///     for row in try await repo.weight(by: .blob).prefix(10) { print(row.bytes, row.key) }
    ///
    /// - Parameters:
    ///   - revision: A revision, or a range such as `main..topic` for what it adds to every clone.
    ///   - filter: Which of its commits; all where nothing is chosen.
    ///   - paths: Pathspecs; with any, only files there.
    ///   - key: What the blobs of a row have in common.
    ///   - depth: How many components of a directory are kept; `nil` for all.
    ///   - firstCommits: Whether the commit is sought in which each blob first came; only with rows of blobs.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The rows and their sums; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func weight(
        _ revision: String = "HEAD", filter: HistoryFilter = HistoryFilter(), paths: [String] = [],
        by key: WeightRequest.Key = .path, depth: Int? = nil, firstCommits: Bool = false, jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> Weights {
        try await answer { session in
            var request = WeightRequest()
            request.history = try filter.request(revision, paths: paths, since: nil, until: nil, session)
            request.key = key
            request.depth = depth
            return try await session.weight(
                request, firstCommits ? .all : .deletion, Sharding(jobs), progress)
        }
    }
}
