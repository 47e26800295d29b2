// Questions about which files of a history change, which change together, and when.

import Records

extension Repo {
    /// The files that change most, with their commits, authors and lines (`git log --no-merges --no-renames --numstat`,
    /// summed by file).
    ///
    ///     for file in try await repo.hotspots(since: "1 year ago").prefix(10) { print(file.commits, file.key) }
    ///
    /// - Parameters:
    ///   - revision: A revision or a range, by gitrevisions(7).
    ///   - filter: Which of its commits; all but merges where nothing is chosen.
    ///   - since: The earliest date of the committer.
    ///   - until: The latest date of the committer.
    ///   - paths: Pathspecs; with any, only these files.
    ///   - key: What commits are counted by.
    ///   - depth: How many components of a directory's path are kept; `nil` for all.
    ///   - follow: Whether a renamed file has the commits of its old names, which are its ``Hotspot/aliases``.
    ///   - excludeBots: Whether automated accounts are left out and counted apart.
    ///   - excludedAttributes: Files with one of these attributes are left out, such as `linguist-generated`.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The rows, most commits first; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func hotspots(
        _ revision: String = "HEAD", filter: HistoryFilter = HistoryFilter(), since: String? = nil,
        until: String? = nil, paths: [String] = [], by key: DiffStatsRequest.Key = .file, depth: Int? = nil,
        follow: Bool = false, excludeBots: Bool = false, excludedAttributes: [String] = [], jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> Hotspots {
        try await answer { session in
            var request = HotspotsRequest()
            request.counted.history = try filter.request(
                revision, paths: paths, since: since, until: until, session)
            request.counted.excludeBots = excludeBots
            request.counted.excludedAttributes = excludedAttributes.map { Text($0) }
            request.key = key
            request.depth = depth
            request.follow = follow
            return try await session.hotspots(request, Sharding(jobs), progress)
        }
    }

    /// The pairs of files that the same commits change.
    ///
    ///     for pair in try await repo.coupling(for: "src/main.c") { print(pair.bPath, pair.degree) }
    ///
    /// - Parameters:
    ///   - revision: A revision or a range, by gitrevisions(7).
    ///   - filter: Which of its commits; all but merges where nothing is chosen.
    ///   - since: The earliest date of the committer.
    ///   - until: The latest date of the committer.
    ///   - paths: Pathspecs; with any, only these files.
    ///   - path: Only pairs with this path, which comes first in them.
    ///   - depth: Directories in place of files, the first N components of their paths.
    ///   - minCommits: The fewest commits that each of a pair has to be in.
    ///   - minShared: The fewest commits that both have to be in.
    ///   - maxChangeset: Commits that list more files do not count.
    ///   - excludeBots: Whether automated accounts are left out and counted apart.
    ///   - excludedAttributes: Files with one of these attributes are left out, such as `linguist-generated`.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The pairs, most shared commits first; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func coupling(
        _ revision: String = "HEAD", filter: HistoryFilter = HistoryFilter(), since: String? = nil,
        until: String? = nil, paths: [String] = [], for path: String? = nil, depth: Int? = nil,
        minCommits: Int = 5, minShared: Int = 5, maxChangeset: Int = 30, excludeBots: Bool = false,
        excludedAttributes: [String] = [], jobs: Int? = nil, progress: ProgressMeter? = nil
    ) async throws -> Coupling {
        try await answer { session in
            var request = CouplingRequest()
            request.counted.history = try filter.request(
                revision, paths: paths, since: since, until: until, session)
            request.counted.excludeBots = excludeBots
            request.counted.excludedAttributes = excludedAttributes.map { Text($0) }
            request.path = path.map { Array($0.utf8) }
            request.depth = depth
            request.minCommits = minCommits
            request.minShared = minShared
            request.maxChangeset = maxChangeset
            return try await session.coupling(request, Sharding(jobs), progress)
        }
    }

    /// When commits are written, who came and left, or what each tag added to the one before.
    ///
    ///     for row in try await repo.activity("v1.0..v2.0", of: .newcomers) { print(row.name ?? "") }
    ///
    /// - Parameters:
    ///   - revision: A revision or a range, by gitrevisions(7); of no account between tags.
    ///   - question: What rows are.
    ///   - filter: Which of its commits; all where nothing is chosen.
    ///   - since: The earliest date of the committer.
    ///   - until: The latest date of the committer.
    ///   - paths: Pathspecs; with any, only commits that changed them.
    ///   - excludeBots: Whether automated accounts are left out and counted apart.
    ///   - excludedAttributes: Lines of files with one of these attributes do not count, such as `linguist-generated`.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The rows; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func activity(
        _ revision: String = "HEAD", of question: ActivityRequest.Question = .periods([.weekday, .hour]),
        filter: HistoryFilter = HistoryFilter(), since: String? = nil, until: String? = nil,
        paths: [String] = [], excludeBots: Bool = false, excludedAttributes: [String] = [], jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> Activity {
        try await answer { session in
            var request = ActivityRequest()
            request.history = try filter.request(
                revision, paths: paths, since: since, until: until, session)
            request.question = question
            request.excludeBots = excludeBots
            request.excludedAttributes = excludedAttributes.map { Text($0) }
            return try await session.activity(request, Sharding(jobs), progress)
        }
    }
}
