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

extension Session {
    /// All rows of a query, and what is known beside them.
    private func rows<Q: Query>(
        _ query: Q.Type, _ request: Q.Request, parts: Q.Row.Parts, in context: QueryContext
    ) async throws -> QueryRows<Q.Row, Q.Summary> {
        let (rows, answer) = try await Q.run(request, parts: parts, in: context).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    private func context(_ sharding: Sharding, _ progress: ProgressMeter? = nil) -> QueryContext {
        QueryContext(session: self, sharding: sharding, progress: progress)
    }

    /// Hands on commits in order, and throws the first thing that could not be read when all others are handed on.
    func commits(
        _ request: LogRequest, _ sharding: Sharding, _ progress: ProgressMeter?,
        consume: @escaping ([Commit]) async throws -> Void
    ) async throws {
        let answer = try await LogQuery.run(request, parts: .all, in: context(sharding, progress)).deliver(
            to: RowReceiver(
                prepare: { $0 },
                receive: { (commits: ArraySlice<Commit>) in try await consume(Array(commits)) }))
        if let problem = answer.problems.first { throw problem }
    }

    func search(
        _ request: SearchRequest, _ sharding: Sharding, _ progress: ProgressMeter?,
        consume: @escaping ([SearchMatch]) async throws -> Void
    ) async throws {
        let answer = try await SearchQuery.run(request, parts: .all, in: context(sharding, progress)).deliver(
            to: RowReceiver(
                prepare: { $0 },
                receive: { (rows: ArraySlice<SearchMatch>) in try await consume(Array(rows)) }))
        if let problem = answer.problems.first { throw problem }
    }

    func count(_ request: LogRequest, _ sharding: Sharding) async throws -> Int {
        let answer = try await LogQuery(request, parts: [], in: context(sharding)).count().answer
        if let problem = answer.problems.first { throw problem }
        return answer.summary.count
    }

    func contributors(
        _ request: ContributorsRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Contributors {
        try await rows(ContributorsQuery.self, request, parts: [], in: context(sharding, progress))
    }

    func info(_ parts: RepositoryInfo.Parts) async throws -> RepositoryInfo {
        let query = InfoQuery(InfoRequest(), parts: parts, in: context(Sharding(nil)))
        let (info, answer) = try await query.answer()
        if let problem = answer.problems.first { throw problem }
        return info
    }

    func isAncestor(_ request: IsAncestorRequest, _ sharding: Sharding) async throws -> Bool {
        let answer = try await IsAncestorQuery.run(request, parts: [], in: context(sharding)).collect().answer
        return answer.summary.isYes
    }

    func mergeBases(_ request: MergeBaseRequest, _ sharding: Sharding) async throws -> [ObjectID] {
        try await MergeBaseQuery.run(request, parts: [], in: context(sharding)).collect().rows.map(\.hexsha)
    }

    func distances(_ request: AheadBehindRequest, _ sharding: Sharding) async throws -> [CommitDistance] {
        let (rows, answer) = try await AheadBehindQuery.run(
            request, parts: [], in: context(sharding)
        ).collect()
        if let problem = answer.problems.first { throw problem }
        return rows
    }

    func status(_ request: StatusRequest, _ sharding: Sharding) async throws -> Status {
        try await rows(StatusQuery.self, request, parts: [], in: context(sharding))
    }

    func ignored(_ request: IgnoredRequest) async throws -> [IgnoredPath] {
        let (rows, answer) = try await IgnoredQuery.run(
            request, parts: [], in: context(Sharding(jobs: 1))
        ).collect()
        if let problem = answer.problems.first { throw problem }
        return rows
    }

    func attributes(_ request: AttributesRequest) async throws -> [PathAttribute] {
        let (rows, answer) = try await AttributesQuery.run(
            request, parts: [], in: context(Sharding(jobs: 1))
        ).collect()
        if let problem = answer.problems.first { throw problem }
        return rows
    }

    func branches(
        _ request: BranchesRequest, mergedHow: Bool, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Branches {
        try await rows(
            BranchesQuery.self, request, parts: mergedHow ? .all : .all.subtracting(.mergedHow),
            in: context(sharding, progress))
    }

    func owners(
        _ request: OwnersRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Owners {
        let (rows, answer) = try await OwnersQuery(
            request, parts: [], in: context(sharding, progress)
        ).owners()
        return QueryRows(rows: rows, answer: answer)
    }

    func check(
        _ request: CheckRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> CheckFindings {
        let query = CheckQuery(request, parts: [], in: context(sharding, progress))
        let (rows, answer) = try await query.findings()
        return QueryRows(rows: rows, answer: answer)
    }

    func affected(
        _ request: CheckRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> AffectedGroups {
        let query = CheckQuery(request, parts: [], in: context(sharding, progress))
        let (rows, answer) = try await query.groups()
        return QueryRows(rows: rows, answer: answer)
    }

    func age(
        _ request: AgeRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Cohorts {
        try await rows(AgeQuery.self, request, parts: [], in: context(sharding, progress))
    }

    func weight(
        _ request: WeightRequest, _ parts: BlobWeight.Parts, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Weights {
        try await rows(WeightQuery.self, request, parts: parts, in: context(sharding, progress))
    }

    func activity(
        _ request: ActivityRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Activity {
        try await rows(ActivityQuery.self, request, parts: .lines, in: context(sharding, progress))
    }

    func hotspots(
        _ request: HotspotsRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Hotspots {
        try await rows(HotspotsQuery.self, request, parts: .current, in: context(sharding, progress))
    }

    func coupling(
        _ request: CouplingRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Coupling {
        try await rows(CouplingQuery.self, request, parts: [], in: context(sharding, progress))
    }

    func lastModified(
        _ request: LastModifiedRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> ModifiedPaths {
        try await rows(LastModifiedQuery.self, request, parts: [], in: context(sharding, progress))
    }

    func references(_ request: ReferencesRequest, _ sharding: Sharding) async throws -> References {
        try await rows(ReferencesQuery.self, request, parts: .all, in: context(sharding))
    }

    func files(
        _ request: FilesRequest, sizes: Bool, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Files {
        var parts: FileEntry.Parts = sizes ? [.size] : []
        if request.lastCommit { parts.insert(.lastCommit) }
        return try await rows(FilesQuery.self, request, parts: parts, in: context(sharding, progress))
    }

    func show(_ request: ShowRequest, _ sharding: Sharding) async throws -> ShownObjects {
        try await rows(ShowQuery.self, request, parts: .all, in: context(sharding))
    }

    func remotes() async throws -> Remotes {
        try await rows(RemotesQuery.self, RemotesRequest(), parts: [], in: context(Sharding(jobs: 1)))
    }

    func config(_ request: ConfigRequest) async throws -> ConfigVariables {
        try await rows(ConfigQuery.self, request, parts: [], in: context(Sharding(jobs: 1)))
    }

    func stashes() async throws -> Stashes {
        try await rows(StashesQuery.self, StashesRequest(), parts: [], in: context(Sharding(jobs: 1)))
    }

    func worktrees() async throws -> Worktrees {
        try await rows(WorktreesQuery.self, WorktreesRequest(), parts: [], in: context(Sharding(jobs: 1)))
    }

    func describe(_ request: DescribeRequest, _ sharding: Sharding) async throws -> DescribedRevisions {
        try await rows(DescribeQuery.self, request, parts: [], in: context(sharding))
    }

    func names(_ request: NameRevRequest, _ sharding: Sharding) async throws -> RevisionNames {
        try await rows(NameRevQuery.self, request, parts: [], in: context(sharding))
    }

    func submodules(_ request: SubmodulesRequest, _ sharding: Sharding) async throws -> Submodules {
        try await rows(SubmodulesQuery.self, request, parts: [], in: context(sharding))
    }

    func notes(_ request: NotesRequest) async throws -> Notes {
        try await rows(NotesQuery.self, request, parts: .all, in: context(Sharding(jobs: 1)))
    }

    func reflog(_ request: ReflogRequest) async throws -> ReflogRows {
        try await rows(ReflogQuery.self, request, parts: [], in: context(Sharding(jobs: 1)))
    }

    func tags(_ request: TagsRequest, _ sharding: Sharding) async throws -> Tags {
        try await rows(TagsQuery.self, request, parts: .all, in: context(sharding))
    }

    func diff(
        _ request: DiffRequest, parts: Diff.Parts, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Diffs {
        try await rows(DiffQuery.self, request, parts: parts, in: context(sharding, progress))
    }

    func diffStats(
        _ request: DiffStatsRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> DiffStats {
        let (counted, answer) = try await DiffStatsQuery(
            request, parts: [], in: context(sharding, progress)
        ).counted()
        return QueryRows(rows: Array(counted.rows), answer: answer)
    }

    func blame(
        _ request: BlameRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> [BlameReport] {
        try await BlameQuery(request, parts: [], in: context(sharding, progress)).reports()
    }

    func blameStats(
        _ request: BlameStatsRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> BlameStats {
        let (rows, answer) = try await BlameStatsQuery.run(
            request, parts: [], in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows.compactMap(\.sum), answer: answer)
    }
}
