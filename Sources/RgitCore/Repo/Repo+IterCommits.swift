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
    /// - Returns: A sequence that throws `RgitError`: at once where the question cannot be answered, and at its end where
    ///   something of the history could not be read. Whoever stops early stops the work.
    public func iterCommits(
        _ revision: String = "HEAD", maxCount: Int? = nil, paths: [String] = [], jobs: Int = 1
    ) -> AsyncThrowingStream<Commit, any Error> {
        var request = LogRequest()
        request.history.items = [.word(Array(revision.utf8))]
        request.history.maxCount = maxCount
        request.history.paths = paths.map { Array($0.utf8) }
        let query = LogQuery(session: session, request: request, sharding: Sharding(jobs: jobs))
        return AsyncThrowingStream { continuation in
            let work = Task {
                do {
                    let summary = try await query.run(
                        transform: { $0 },
                        consume: { commits in for commit in commits { continuation.yield(commit) } })
                    continuation.finish(throwing: summary.problems.first)
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in work.cancel() }
        }
    }
}
