// The only place where the library's face meets the queries: one function a question.

extension Repo {
    /// Answers a question from the repository as it is now.
    func answer<Answer>(_ question: (Session) async throws -> Answer) async throws -> Answer {
        try Task.checkCancellation()
        do {
            return try await question(try sessions.current())
        } catch let error as RgitError where error.kind == .cancelled {
            throw CancellationError()
        }
    }
}

extension Sharding {
    /// Shares work among `jobs` workers, by default one for each core this process may use.
    init(_ jobs: Int?) { self.init(jobs: jobs ?? JobCount.available()) }
}

extension Session {
    /// Hands on commits in order, and throws the first thing that could not be read when all others are handed on.
    func commits(
        _ request: LogRequest, _ sharding: Sharding, _ progress: ProgressMeter?,
        consume: ([Commit]) async throws -> Void
    ) async throws {
        let query = LogQuery(session: self, request: request, sharding: sharding, progress: progress)
        let summary = try await query.run(transform: { $0 }, consume: consume)
        if let problem = summary.problems.first { throw problem }
    }

    func count(_ request: LogRequest, _ sharding: Sharding) async throws -> Int {
        let summary = try await LogQuery(session: self, request: request, sharding: sharding).count()
        if let problem = summary.problems.first { throw problem }
        return summary.count
    }

    func contributors(
        _ request: ContributorsRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Contributors {
        try await ContributorsQuery(session: self, request: request, sharding: sharding, progress: progress)
            .run()
    }

    func branches(
        _ request: BranchesRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Branches {
        let report = try await BranchesQuery(
            session: self, request: request, sharding: sharding, progress: progress
        ).run()
        return Branches(
            branches: report.branches, base: report.base, head: report.head, shallow: report.shallow,
            problems: report.problems, warnings: report.warnings)
    }

    func diffStats(
        _ request: DiffStatsRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> DiffStatsReport {
        try await DiffStatsQuery(session: self, request: request, sharding: sharding, progress: progress)
            .run()
    }

    func blame(
        _ request: BlameRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> BlameReport {
        try await BlameQuery(session: self, request: request, sharding: sharding, progress: progress).run()
    }

    func blameStats(
        _ request: BlameStatsRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> BlameStats {
        try await BlameStatsQuery(session: self, request: request, sharding: sharding, progress: progress)
            .run()
    }
}
