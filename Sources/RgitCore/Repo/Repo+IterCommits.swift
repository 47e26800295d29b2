// Commits as a sequence, for those who use the library: GitPython's `iter_commits`.

extension Repo {
    /// The commits that `revision` reaches, in the order of `git log`.
    ///
    ///     for try await commit in repo.iterCommits("main", maxCount: 10) { print(commit.summary) }
    ///
    /// - Parameters:
    ///   - revision: A revision or a range, by gitrevisions(7).
    ///   - maxCount: The largest number of commits; `nil` for all.
    ///   - paths: Pathspecs; with any, only commits that changed them.
    ///   - jobs: How many workers decode commits.
    /// - Returns: A sequence that is read as far as the loop gets, with a few hundred commits in memory. It throws
    ///   `RgitError`, at once where the question cannot be answered, and at its end where something of the history could
    ///   not be read; and `CancellationError` where its task is cancelled. Leaving the loop stops the work.
    public func iterCommits(
        _ revision: String = "HEAD", maxCount: Int? = nil, paths: [String] = [], jobs: Int = 1
    ) -> RowStream<Commit> {
        var request = LogRequest()
        request.history.items = [.word(Array(revision.utf8))]
        request.history.maxCount = maxCount
        request.history.paths = paths.map { Array($0.utf8) }
        let query = LogQuery(session: session, request: request, sharding: Sharding(jobs: jobs))
        return RowStream { channel in
            let summary = try await query.run(transform: { $0 }, consume: { try await channel.send($0) })
            if let problem = summary.problems.first { throw problem }
        }
    }
}
