// The people of several repositories, added up as `rgit contributors --repos-under` does.

import Records

extension RepositoryList {
    /// A repository that could not be asked, and why.
    public struct Failure: Hashable, Sendable {
        /// The repository.
        public let repository: Entry
        /// What went wrong.
        public let error: RgitError
    }

    /// The people of all repositories, those with the most commits first.
    ///
    ///     var list = RepositoryList()
    ///     list.addRepositories(under: "projects")
    ///     let (people, failures) = try await list.contributors(by: [.email], since: "1 year ago")
    ///
    /// A person of several repositories is one row: commits and lines are sums, dates the first and the last of all, active days
    /// counted once. Each repository has its own mailmap. They are read one after the other, each by all workers.
    ///
    /// - Parameters:
    ///   - revision: A revision or a range of each repository, by gitrevisions(7).
    ///   - filter: Which of its commits; all where nothing is chosen.
    ///   - since: The earliest date of the committer.
    ///   - until: The latest date of the committer.
    ///   - keys: What the commits of a row have in common.
    ///   - groups: Whom a commit is counted for; with several, for each of them.
    ///   - stats: Whether the lines they changed are counted.
    ///   - excludeBots: Whether automated accounts are left out and counted apart.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    /// - Returns: The people and their sums, and the repositories that could not be asked: they cost the others nothing. What could
    ///   not be read of one that was asked is among `people.problems`.
    /// - Throws: `CancellationError`, and `RgitError` for a question that no repository can answer, such as a date that is none.
    public func contributors(
        _ revision: String = "HEAD", filter: HistoryFilter = HistoryFilter(), since: String? = nil,
        until: String? = nil, by keys: [ContributorsRequest.Key] = [.nameAndEmail],
        groups: [ContributorsRequest.Group] = [.author], stats: Bool = false, excludeBots: Bool = false,
        jobs: Int? = nil
    ) async throws -> (people: Contributors, failures: [Failure]) {
        var request = ContributorsRequest()
        request.keys = keys
        request.groups = groups
        request.stats = stats
        request.excludeBots = excludeBots
        var sum: ContributorsTally?
        var known = Answer(ContributorsSummary())
        var failures: [Failure] = []
        for entry in entries {
            try Task.checkCancellation()
            do {
                let session = try session(entry)
                request.history = try filter.request(
                    revision, paths: [], since: since, until: until, session)
                let context = QueryContext(session: session, sharding: Sharding(jobs))
                let (tally, answer) = try await ContributorsQuery.run(request, parts: [], in: context).tally()
                known.isShallow = known.isShallow || answer.isShallow
                known.isPartial = known.isPartial || answer.isPartial
                known.warnings += answer.warnings.map { warning in
                    var warning = warning
                    warning.repository = entry.name
                    return warning
                }
                known.problems += answer.problems.map { $0.of(entry.name) }
                if var total = sum.take() {
                    ContributorsQuery.add(tally, to: &total)
                    sum = total
                } else {
                    sum = tally
                }
            } catch let error as RgitError {
                if error.kind == .cancelled { throw CancellationError() }
                if error.kind == .usage { throw error }
                failures.append(Failure(repository: entry, error: error.of(entry.name)))
            }
        }
        guard let sum else { return (Contributors(rows: [], answer: known), failures) }
        let (rows, answer) = ContributorsQuery.rows(of: sum, request, known)
        return (Contributors(rows: rows, answer: answer), failures)
    }
}
