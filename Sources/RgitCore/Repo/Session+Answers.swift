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
        let (rows, answer) = try await ContributorsQuery.run(
            request, parts: [], in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func info(_ parts: RepositoryInfo.Parts) async throws -> RepositoryInfo {
        let query = InfoQuery(InfoRequest(), parts: parts, in: context(Sharding(jobs: 1)))
        let (info, answer) = query.look()
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
        let (rows, answer) = try await StatusQuery.run(request, parts: [], in: context(sharding)).collect()
        return QueryRows(rows: rows, answer: answer)
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
        let (rows, answer) = try await BranchesQuery.run(
            request, parts: mergedHow ? .all : .all.subtracting(.mergedHow), in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func owners(
        _ request: OwnersRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Owners {
        let (rows, answer) = try await OwnersQuery(
            request, parts: [], in: context(sharding, progress)
        ).owners()
        return QueryRows(rows: rows, answer: answer)
    }

    func age(
        _ request: AgeRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Cohorts {
        let (rows, answer) = try await AgeQuery.run(
            request, parts: [], in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func weight(
        _ request: WeightRequest, _ parts: BlobWeight.Parts, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Weights {
        let (rows, answer) = try await WeightQuery.run(
            request, parts: parts, in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func activity(
        _ request: ActivityRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Activity {
        let (rows, answer) = try await ActivityQuery.run(
            request, parts: .lines, in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func hotspots(
        _ request: HotspotsRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Hotspots {
        let (rows, answer) = try await HotspotsQuery.run(
            request, parts: .current, in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func coupling(
        _ request: CouplingRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Coupling {
        let (rows, answer) = try await CouplingQuery.run(
            request, parts: [], in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func lastModified(
        _ request: LastModifiedRequest, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> ModifiedPaths {
        let (rows, answer) = try await LastModifiedQuery.run(
            request, parts: [], in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func references(_ request: ReferencesRequest, _ sharding: Sharding) async throws -> References {
        let (rows, answer) = try await ReferencesQuery.run(
            request, parts: .all, in: context(sharding)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func files(
        _ request: FilesRequest, sizes: Bool, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Files {
        var parts: FileEntry.Parts = sizes ? [.size] : []
        if request.lastCommit { parts.insert(.lastCommit) }
        let (rows, answer) = try await FilesQuery.run(
            request, parts: parts, in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func show(_ request: ShowRequest, _ sharding: Sharding) async throws -> ShownObjects {
        let (rows, answer) = try await ShowQuery.run(request, parts: .all, in: context(sharding)).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func remotes() async throws -> Remotes {
        let (rows, answer) = try await RemotesQuery.run(
            RemotesRequest(), parts: [], in: context(Sharding(jobs: 1))
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func config(_ request: ConfigRequest) async throws -> ConfigVariables {
        let (rows, answer) = try await ConfigQuery.run(
            request, parts: [], in: context(Sharding(jobs: 1))
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func stashes() async throws -> Stashes {
        let (rows, answer) = try await StashesQuery.run(
            StashesRequest(), parts: [], in: context(Sharding(jobs: 1))
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func worktrees() async throws -> Worktrees {
        let (rows, answer) = try await WorktreesQuery.run(
            WorktreesRequest(), parts: [], in: context(Sharding(jobs: 1))
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func describe(_ request: DescribeRequest, _ sharding: Sharding) async throws -> DescribedRevisions {
        let (rows, answer) = try await DescribeQuery.run(request, parts: [], in: context(sharding)).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func names(_ request: NameRevRequest, _ sharding: Sharding) async throws -> RevisionNames {
        let (rows, answer) = try await NameRevQuery.run(request, parts: [], in: context(sharding)).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func submodules(_ request: SubmodulesRequest, _ sharding: Sharding) async throws -> Submodules {
        let (rows, answer) = try await SubmodulesQuery.run(
            request, parts: [], in: context(sharding)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func notes(_ request: NotesRequest) async throws -> Notes {
        let (rows, answer) = try await NotesQuery.run(
            request, parts: .all, in: context(Sharding(jobs: 1))
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func reflog(_ request: ReflogRequest) async throws -> ReflogRows {
        let (rows, answer) = try await ReflogQuery.run(
            request, parts: [], in: context(Sharding(jobs: 1))
        ).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func tags(_ request: TagsRequest, _ sharding: Sharding) async throws -> Tags {
        let (rows, answer) = try await TagsQuery.run(request, parts: .all, in: context(sharding)).collect()
        return QueryRows(rows: rows, answer: answer)
    }

    func diff(
        _ request: DiffRequest, parts: Diff.Parts, _ sharding: Sharding, _ progress: ProgressMeter?
    ) async throws -> Diffs {
        let (rows, answer) = try await DiffQuery.run(
            request, parts: parts, in: context(sharding, progress)
        ).collect()
        return QueryRows(rows: rows, answer: answer)
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
