// The commits a request selects, in the order they are shown: the walk, then messages, people, renames and numbers.

import GitObjects
import Records

/// A commit that was selected.
struct SelectedCommit: Sendable {
    /// Its name.
    let id: ObjectID
    /// Its row in the walk's table.
    let row: CommitIndex
    /// What it changed of the file that `--follow` follows.
    var changes: [FileChange]?
    /// What there is to show of it, where `-S` and the like have left out the rest; `changes` then are those from its first
    /// parent.
    var sections: [CommitSection]?
    /// Where it is in the graph, where that is asked for.
    var place: GraphPlace?
    /// What it changed of the lines that `-L` follows.
    var lines: [TracedChange]?
}

/// Answers a `HistoryRequest` bit by bit, so that the first commits need not wait for the last.
///
/// The order is git's: the walk (`HistoryReader`: ranges, dates, parents, paths), the filters that look at a commit's
/// content (`CommitMatching`), `--skip`, the file that `--follow` follows (`RenameFollower`), `--max-count`, and last of
/// all `--reverse`, which keeps all selected commits before it gives the first. With both `--follow` and `--reverse` git
/// counts and reverses first and follows then, the oldest commit first: it finds little but the last rename. Without
/// `--reverse` nothing but the walk's own state grows.
struct CommitSelection {
    private let request: HistoryRequest
    private let loader: CommitLoader
    private let graph: CommitGraphAccess
    private var reader: HistoryReader
    /// Walks in the place of `reader` where the graph of commits matters; `nil` where it does not.
    private let graphReader: GraphReader?
    /// Walks logs of references in the place of both; `nil` where that is not asked for.
    private var reflogs: ReflogWalk?
    /// Whether the boundaries have been given.
    private var hasGivenBoundaries = false
    /// `nil` where no filter looks at contents.
    private let matching: CommitMatching?
    private var follower: RenameFollower?
    /// Follows lines; `nil` where none are followed.
    private let lineHistory: LineHistory?
    /// What commits that were not given yet changed of the lines that are followed.
    private var lineChanges: [CommitIndex: [TracedChange]] = [:]
    /// How a file is followed, where that is asked.
    struct Following {
        /// Whether `log.follow` counts where the request says nothing.
        var byDefault = false
        /// What merges are compared with.
        var merges = MergeDiff.off
        /// `-L`: the lines that are followed, each with its file.
        var lines: [Text] = []
        /// How renames are looked for.
        var diff = DiffOptions()
    }

    /// What `-S` and the like look for; `nil` where they do not.
    private var pickaxe: CommitPickaxe?
    private var quota: Quota
    /// The selected commits not given yet, last first; `nil` before they are known, and where they need not all be known.
    private var waiting: [SelectedCommit]?
    /// Commits at which it could not be read what `--follow` goes by.
    private var unfollowedCommits = 0
    /// Whether a filter could not read a commit.
    private var lacksContents = false
    private var ownProblems: [RgitError]
    /// What git would warn of.
    var warnings: [Warning] { ownWarnings + (pickaxe?.warnings ?? []) }
    private let ownWarnings: [Warning]
    /// The pathspecs the commits were limited to; empty where there are none, and with `--follow`.
    let pathspec: Pathspec

    /// The numbers of commits that are skipped, given, and asked for at a time.
    private struct Quota {
        var skip: Int
        var remaining: Int
        /// The walk is at its end.
        var isExhausted = false
        /// The number of commits of the next batch where a commit may turn out not to be selected: twice as many each
        /// time, so that the first come soon.
        private var batchSize = 64
        private static let maximumBatchSize = 16_384

        init(_ request: HistoryRequest) {
            skip = request.skip
            remaining = request.maxCount ?? .max
        }

        /// The number of commits to ask the walk for.
        mutating func next(_ wanted: Int, filtered: Bool) -> Int {
            if filtered {
                defer { batchSize = min(batchSize * 2, Quota.maximumBatchSize) }
                return batchSize
            }
            let (sum, overflow) = remaining.addingReportingOverflow(skip)
            return min(wanted, overflow ? .max : sum)
        }
    }

    /// The commits the walk has seen.
    var table: CommitTable { reflogs?.table ?? graphReader?.table ?? reader.walk.table }

    /// Authors and committers, as far as they are known without reading commits again; `nil` where they are not asked for.
    var people: CommitPeople? { reader.people }

    /// The contents of commits that were read ahead and are still at hand; `nil` where they are not asked for, or where
    /// reading ahead would not help.
    var texts: CommitTexts? { reader.texts }

    /// What could not be read on the way, so far.
    var problems: [RgitError] {
        graph.problems + walkProblems + ownProblems + (pickaxe?.problems ?? [])
    }

    private var walkProblems: [RgitError] {
        reflogs?.problems ?? graphReader?.problems ?? reader.walk.problems
    }

    /// How many commits are not selected because it could not be read whether they belong to the paths or the file.
    var unknownCommits: Int {
        (graphReader?.unknownCommits ?? reader.walk.unknownCommits) + unfollowedCommits
            + (pickaxe?.unknownCommits ?? 0)
    }

    /// Whether every commit has been read that the selection depends on, and every tree.
    var isComplete: Bool { walkProblems.isEmpty && unknownCommits == 0 && !lacksContents }

    /// Resolves revisions and paths, and reads nothing more.
    ///
    /// `mailmap` is what people are matched by; `nil` where they are matched as recorded. `wantsPeople` makes authors and
    /// committers known where many commits are read at once, `wantsTexts` their contents. `known` are commits that were read
    /// before, whose rows they keep unless logs or graphs are walked.
    init(
        session: Session, request: HistoryRequest, reader: ObjectReader, mailmap: Mailmap?,
        following: Following, searching: CommitPickaxe.Request? = nil, wantsPeople: Bool = false,
        wantsTexts: Bool = false, isLimitedByPaths: Bool = true, known: CommitTable? = nil,
        sharding: Sharding
    ) throws(RgitError) {
        self.request = request
        var revisions = try RevisionSet.resolve(
            items: request.items, paths: request.paths, session: session, reader: reader)
        if request.graph.merge { try OngoingMerge(session, reader).select(&revisions) }
        let given = try session.pathspec(revisions.paths ?? [])
        let syntax = try CommitFilter.configuredSyntax(session.config)
        let filter = try CommitFilter(
            request: request, syntax: syntax, mailmap: mailmap, environment: session.environment)
        reflogs = try ReflogWalk(
            request, revisions, options: PatternOptions(request, syntax, session.environment),
            session: session, reader: reader)
        graph = try session.commitGraph()
        ownProblems = revisions.problems
        ownWarnings = revisions.warnings
        loader = CommitLoader(session: session, reader: reader, graph: graph)
        lineHistory = try LineHistory(
            following.lines, revisions, paths: given, session: session, reader: reader, diff: following.diff,
            request)
        let limit: Pathspec
        var follows = request.follow
        if follows == nil, following.byDefault, given.items.count == 1 {
            follows = try session.config.bool("log.follow")
        }
        if follows == true {
            follower = try RenameFollower(
                given, session: session, reader: reader, options: following.diff,
                merges: following.merges)
            limit = .all
        } else {
            limit = isLimitedByPaths ? given : .all
        }
        pathspec = request.fullDiff ? .all : isLimitedByPaths ? limit : given
        graphReader = try GraphReader(
            request, revisions, session: session, loader: loader, pathspec: limit, sharding: sharding)
        var options = lineHistory == nil ? HistoryWalk.Options(request) : LineHistory.walkOptions(request)
        let isWholeHistory =
            request.maxCount == nil && request.since == nil && !revisions.walkTips.contains(where: \.negative)
        if wantsTexts, isWholeHistory { options.preloadThreshold = Self.readBeforeWholeHistory }
        if let maximum = request.maxCount, filter.isEmpty, limit.isEmpty {
            let (wanted, overflow) = maximum.addingReportingOverflow(request.skip)
            if !overflow, wanted <= Self.maximumReadSingly {
                // Some more are read than are given: the parents at which the walk ends.
                options.preloadThreshold = max(options.preloadThreshold, 2 * wanted)
            }
        }
        self.reader = try HistoryReader(
            session: session, tips: revisions.walkTips, options: options,
            loader: loader,
            pathspec: limit,
            extras: HistoryReader.Extras(people: wantsPeople, texts: wantsTexts || !filter.isEmpty),
            known: known, sharding: sharding)
        if graphReader != nil || reflogs != nil, lineHistory != nil {
            throw RgitError(
                .usage, "lines are not followed through a history that other options rearrange", "-L")
        }
        matching = CommitMatching(filter, session: session, sharding: sharding)
        quota = Quota(request)
        pickaxe = try searching.flatMap { searching throws(RgitError) in
            try CommitPickaxe(
                searching, pathspec: pathspec, session: session, reader: reader, sharding: sharding)
        }
        if lineHistory != nil, pickaxe != nil {
            throw RgitError(
                .usage, "nothing else is looked for where lines are followed", "-L",
                hint: "leave out -S, -G, --find-object and --diff-filter")
        }
        try request.check()
        if pickaxe != nil, !request.reverse {
            // As in git only what is shown counts, but for the commits of --reverse.
            pickaxe?.remaining = quota.remaining
            quota.remaining = .max
        }
    }

    /// The number of commits read one by one where the contents of all of a history are wanted: enough for the first rows, and
    /// few, for each of them is read twice.
    private static let readBeforeWholeHistory = 128

    /// The maximum number of commits asked for that are read one by one: all of a long history would take longer.
    private static let maximumReadSingly = 2000

    /// How many commits are selected; nothing else can be asked of the selection afterwards.
    mutating func count() async throws -> Int {
        if matching == nil, follower == nil, pickaxe == nil, request.maxCount == nil,
            request.maxCountOldest == nil,
            graphReader == nil, reflogs == nil, lineHistory == nil,
            let count = reader.unorderedCount()
        {
            return max(0, count - request.skip)
        }
        var count = 0
        while true {
            let batch = try await next(1 << 16)
            if batch.isEmpty { return count }
            count += batch.count
        }
    }

    /// How many commits are selected on the left side, on the right side, and with an equivalent on the other; nothing else
    /// can be asked of the selection afterwards.
    mutating func countSides() async throws -> (left: Int, right: Int, equivalent: Int) {
        var counts = (left: 0, right: 0, equivalent: 0)
        while true {
            let batch = try await next(1 << 16)
            if batch.isEmpty { return counts }
            for commit in batch {
                if commit.place?.isEquivalent == true {
                    counts.equivalent += 1
                } else if commit.place?.side == .left {
                    counts.left += 1
                } else {
                    counts.right += 1
                }
            }
        }
    }

    /// The next commits, at most `limit` of them; none only at the end.
    mutating func next(_ limit: Int) async throws -> [SelectedCommit] {
        guard var pickaxe else { return try await unsearched(limit) }
        while pickaxe.needsMore {
            let commits = try await unsearched(pickaxe.windowSize)
            if commits.isEmpty { break }
            try await pickaxe.search(commits, table)
        }
        let found = pickaxe.take(limit)
        self.pickaxe = pickaxe
        return found
    }

    /// The next commits of those in which something is looked for, or of all.
    private mutating func unsearched(_ limit: Int) async throws -> [SelectedCommit] {
        guard request.reverse || request.maxCountOldest != nil else {
            return try await forward(limit, following: true)
        }
        if waiting == nil {
            var all: [SelectedCommit] = []
            while true {
                let batch = try await forward(.max, following: false)
                if batch.isEmpty { break }
                all += batch
            }
            let chosen = all.suffix(request.maxCountOldest ?? all.count)
            waiting = request.reverse ? Array(chosen) : chosen.reversed()
        }
        var batch: [SelectedCommit] = []
        while batch.count < limit, var commit = waiting?.popLast() {
            if follow(&commit) { batch.append(commit) }
        }
        return batch
    }

    /// The next commits that references were moved to.
    private mutating func moved(_ limit: Int) async throws -> [SelectedCommit] {
        var selected: [SelectedCommit] = []
        while selected.count < limit, quota.remaining > 0, !quota.isExhausted {
            try Task.checkCancellation()
            let count = quota.next(limit - selected.count, filtered: matching != nil)
            var moves: [(row: CommitIndex, move: ReflogRow)] = []
            while moves.count < count, let next = reflogs?.next(loader) { moves.append(next) }
            quota.isExhausted = moves.count < count
            let ids = table.ids
            if let matching {
                let before = ownProblems.count
                let matched = Set(
                    try await matching.matching(moves.map(\.row), table, nil, problems: &ownProblems))
                if ownProblems.count > before { lacksContents = true }
                moves.removeAll { !matched.contains($0.row) }
            }
            for (row, move) in moves {
                if quota.skip > 0 {
                    quota.skip -= 1
                    continue
                }
                guard quota.remaining > 0 else { break }
                selected.append(
                    SelectedCommit(id: ids[Int(row)], row: row, place: GraphPlace(moves: [move])))
                quota.remaining -= 1
            }
        }
        return selected
    }

    private mutating func forward(_ limit: Int, following: Bool) async throws -> [SelectedCommit] {
        if reflogs != nil { return try await moved(limit) }
        var selected: [SelectedCommit] = []
        while selected.count < limit, quota.remaining > 0, !quota.isExhausted {
            try Task.checkCancellation()
            let rows = try await candidates(limit - selected.count)
            // Once for all rows: each look through the walk would copy the walk.
            let ids = table.ids
            for row in rows {
                if quota.skip > 0 {
                    quota.skip -= 1
                    continue
                }
                guard quota.remaining > 0 else { break }
                var commit = SelectedCommit(id: ids[Int(row)], row: row)
                if following, !follow(&commit) { continue }
                commit.place = graphReader?.give(row)
                if lineHistory != nil { commit.lines = lineChanges.removeValue(forKey: row) }
                selected.append(commit)
                quota.remaining -= 1
            }
        }
        if selected.isEmpty, limit > 0, let graphReader, !hasGivenBoundaries {
            hasGivenBoundaries = true
            for (row, place) in try graphReader.takeBoundaries() {
                selected.append(SelectedCommit(id: table.ids[Int(row)], row: row, place: place))
            }
        }
        return selected
    }

    /// Commits of the walk that the filters leave in; possibly none although there are more.
    private mutating func candidates(_ wanted: Int) async throws -> [CommitIndex] {
        let count =
            graphReader?.goesStepByStep == true
            ? 1 : quota.next(wanted, filtered: matching != nil || follower != nil || lineHistory != nil)
        var rows =
            if let graphReader { try await graphReader.next(count) } else { try await reader.next(count) }
        quota.isExhausted = rows.count < count
        if let lineHistory {
            rows = try changingLines(rows, lineHistory)
            if lineHistory.isFinished { quota.isExhausted = true }
        }
        guard let matching else {
            graphReader?.select(rows)
            return rows
        }
        let before = ownProblems.count
        let matched = try await matching.matching(rows, table, reader.texts, problems: &ownProblems)
        if ownProblems.count > before { lacksContents = true }
        graphReader?.select(matched)
        return matched
    }

    /// The commits that changed lines which are followed, without those that the request leaves out.
    private mutating func changingLines(
        _ rows: [CommitIndex], _ lineHistory: LineHistory
    ) throws -> [CommitIndex] {
        let table = table
        let options = HistoryWalk.Options(request)
        return rows.filter { row in
            do throws(RgitError) {
                guard let changes = try lineHistory.visit(row, table),
                    options.selects(date: table.dates[Int(row)], parents: table.parentCount(row))
                else { return false }
                lineChanges[row] = changes
                return true
            } catch {
                ownProblems.append(error)
                unfollowedCommits += 1
                return false
            }
        }
    }

    /// Notes what a commit changed of the file that is followed; `false` where that is nothing.
    private mutating func follow(_ commit: inout SelectedCommit) -> Bool {
        guard follower != nil else { return true }
        let loader = loader
        do throws(RgitError) {
            commit.changes = try follower?.visit(commit.id, loader)
        } catch {
            ownProblems.append(error)
            unfollowedCommits += 1
            return false
        }
        return commit.changes != nil
    }
}
