// Walks the commits that are counted and hands over what each of them changed, in git log's order.

import GitObjects
import Records

/// A walk over counted commits.
struct CountedWalk {
    /// A worker's means to compare commits.
    private struct Worker {
        let stats: CommitStats
    }

    private let context: QueryContext
    private let request: CountedHistory
    /// Whether lines are counted, or changed paths only named.
    private let countsLines: Bool
    private let plan: CommitStatsPlan
    private let pool: WorkerPool<Worker>
    private var selection: CommitSelection
    private var authors: CommitAuthors
    private var bots: Set<Int> = []
    private(set) var summary = CountedSummary()
    private var ownProblems: [RgitError] = []

    /// The paths the history is limited to.
    var pathspec: Pathspec { selection.pathspec }
    /// What could not be read.
    var problems: [RgitError] { selection.problems + ownProblems }
    /// What is to be said of the words and of renames.
    var warnings: [Warning] { selection.warnings + plan.skippedRenames.warnings }

    init(_ request: CountedHistory, countsLines: Bool, in context: QueryContext) throws {
        self.context = context
        self.request = request
        self.countsLines = countsLines
        let session = context.session
        let reader = try session.makeReader()
        selection = try CommitSelection(
            session: session, request: request.selected, reader: reader,
            mailmap: try session.mailmap(of: request.history, reader),
            following: CommitSelection.Following(
                merges: request.mergesFirstParent ? .firstParent : .off, diff: request.diff),
            wantsPeople: true, sharding: context.sharding)
        let plan = try CommitStatsPlan(
            session, options: request.diff, diffMergesFirstParent: request.mergesFirstParent,
            pathspec: selection.pathspec)
        self.plan = plan
        pool = WorkerPool { Worker(stats: try plan.makeWorker(try session.makeReader(.trees))) }
        authors = CommitAuthors(
            session, mailmap: request.history.useMailmap ?? true ? session.mailmap(reader) : Mailmap(),
            marksBots: request.excludeBots, context.sharding)
    }

    /// Calls `visit` for each change of each commit, with what came of its lines where these are counted, and before it
    /// `begin` with the commit and the number of its changes.
    mutating func walk(
        begin: (AuthoredCommit, Int) -> Void, visit: (FileChange, ChangeLines) -> Void
    ) async throws {
        let progress = context.progress
        let window = StatsWindow(sharding: context.sharding, pool: pool, progress: progress) { $0.stats }
        progress?.begin(
            "Reading commits", also: countsLines ? StatsWindow<Worker>.progressUnit : nil)
        while true {
            let batch = try await selection.next(context.session.memory.windowCommits)
            if batch.isEmpty { break }
            let (people, table) = (selection.people, selection.table)
            let stats =
                countsLines ? try await window.count(batch, table) : try await window.changes(batch, table)
            let found = try await authors.read(batch, people)
            for (position, author) in found.enumerated() {
                switch author {
                case .failure(let error): note(error)
                case .success(let commit): count(commit, stats, position, begin, visit)
                }
            }
        }
        summary.bots = bots.count
        summary.unknownCommits = selection.unknownCommits
    }

    private mutating func note(_ error: RgitError) {
        summary.unknownStats += 1
        ownProblems.append(error)
    }

    private mutating func count(
        _ commit: AuthoredCommit, _ stats: WindowStats, _ position: Int,
        _ begin: (AuthoredCommit, Int) -> Void, _ visit: (FileChange, ChangeLines) -> Void
    ) {
        if authors.persons.isBot[commit.author] {
            bots.insert(commit.author)
            summary.botCommits += 1
            return
        }
        switch stats.places(position) {
        case .failure(let error): note(error)
        case .success(let places):
            summary.commits += 1
            begin(commit, places.count)
            for place in places { visit(stats.change(place), stats.lines(place)) }
        }
    }

    /// The persons that `AuthoredCommit.author` numbers.
    var people: [Actor] {
        authors.persons.keys.map { key in
            let parts = key.split(separator: 0x0a, maxSplits: 1, omittingEmptySubsequences: false)
            return Actor(name: Text(Array(parts[0])), email: Text(Array(parts.last ?? [])))
        }
    }

    /// Notes the number of paths that were left out.
    mutating func leaveOut(paths: Int) { summary.excludedPaths = paths }
}
