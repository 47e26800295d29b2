// Answers `rgit search`: many patterns in one walk through history, commit by commit in git's order.

import GitObjects
import Records

/// The changes of how often patterns occur (`git log -S` or `-G` of many patterns at once).
package struct SearchQuery: Query {
    package typealias Row = SearchMatch

    package let context: QueryContext
    private let request: SearchRequest
    private let parts: SearchMatch.Parts

    package init(_ request: SearchRequest, parts: SearchMatch.Parts, in context: QueryContext) {
        self.context = context
        var request = request
        if request.diffMerges == .separate || request.diffMerges == .firstParent {
            request.history.fullHistory = true
        }
        self.request = request
        self.parts = parts
    }

    package static var streams: Bool { true }
    package static func limitsCommits(_ request: SearchRequest) -> Bool { request.history.maxCount != nil }
    package static func textForm(of request: SearchRequest) -> TextForm? { request.count ? .line : nil }
    package static func whyEmpty(_ request: SearchRequest) -> String { "no commit has such a change" }

    private var merges: MergeDiff {
        if request.history.firstParent, request.diffMerges == .separate { return .firstParent }
        return request.diffMerges ?? (request.history.firstParent ? .firstParent : .off)
    }

    /// Writes only how many rows there are.
    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<SearchSummary> {
        let answer = try await search { _, _ in }
        if answer.problems.isEmpty { try await output(Array("\(answer.summary.matches)\n".utf8)) }
        return answer
    }

    package func run(_ receiver: RowReceiver<SearchQuery>) async throws -> Answer<SearchSummary> {
        try await receiver.begin(Answer(SearchSummary(), from: context.session))
        let (session, sharding, parts, prepare) = (context.session, context.sharding, parts, receiver.prepare)
        let decoder = try decoder()
        var problems: [RgitError] = []
        // The workers of one window go on with the next.
        var workers: WorkerPool<SearchRowMaker>?
        var answer = try await search { found, plan in
            let pool =
                workers
                ?? WorkerPool {
                    let reader = try session.makeReader()
                    return SearchRowMaker(
                        loader: CommitLoader(session: session, reader: reader), decoder: decoder,
                        parts: parts,
                        rules: plan.rules,
                        searcher: parts.contains(.lines)
                            ? try plan.makeSearcher(reader, counts: false) : nil)
                }
            workers = pool
            try await sharding.orderedChunks(
                count: found.count, size: 4, pool: pool,
                compute: { worker, range in
                    var problems: [RgitError] = []
                    let rows = found[range].flatMap { worker.rows($0, problems: &problems) }
                    return (try prepare(rows[...]), problems)
                },
                consume: { (output: any Sendable, found: [RgitError]) in
                    problems += found
                    try await receiver.receive(output)
                })
        }
        answer.problems += problems
        return answer
    }

    /// Searches window by window, and hands what is found to `body`.
    private func search(
        _ body: ([SearchedCommit], HistorySearchPlan) async throws -> Void
    ) async throws -> Answer<SearchSummary> {
        let (session, sharding, progress) = (context.session, context.sharding, context.progress)
        try ConfigRules.check(session.config, .log, .diff)
        if merges.isCombined {
            throw RgitError(
                .usage, "occurrences are counted against one parent at a time", "--diff-merges",
                hint: "'--diff-merges=separate' compares a merge with each parent")
        }
        let rules = try SearchRules.read(request, session: session)
        let reader = try session.makeReader()
        var selection = try CommitSelection(
            session: session, request: request.history, reader: reader,
            mailmap: try session.mailmap(of: request.history, reader),
            following: CommitSelection.Following(merges: merges, diff: request.diff),
            wantsPeople: request.excludeBots, sharding: sharding)
        let plan = try HistorySearchPlan(
            rules, merges: merges, text: request.text, searchesLines: request.searchesLines,
            stats: CommitStatsPlan(
                session, options: request.diff, diffMergesFirstParent: merges != .off,
                pathspec: selection.pathspec),
            session: session)
        let search = HistorySearch(plan, session: session, sharding: sharding)
        var answer = Answer(SearchSummary(), from: session)
        var problems: [RgitError] = []
        var bots = try ExcludedBots(request, session, reader, sharding)
        progress?.begin("Searching commits")
        // Few at first, so that the first rows come soon.
        var windowSize = 256
        while true {
            var commits = try await selection.next(windowSize)
            if commits.isEmpty { break }
            let count = commits.count
            try await bots?.leaveOut(of: &commits, selection.people)
            windowSize = min(windowSize * 4, session.memory.windowCommits)
            let found = try await search.found(
                commits, selection.table, problems: &problems, unknown: &answer.summary.unknownCommits)
            progress?.advance(by: count)
            answer.summary.matches += found.reduce(0) { $0 + $1.hits.count }
            answer.summary.commits += Set(found.map(\.commit.id)).count
            try await body(found, plan)
        }
        answer.warnings = selection.warnings + plan.stats.skippedRenames.warnings
        answer.summary.unknownCommits += selection.unknownCommits
        if let bots {
            answer.summary.bots = bots.bots.count
            answer.summary.botCommits = bots.commits
            answer.omissions = bots.omissions
        }
        answer.problems = selection.problems + problems
        return answer
    }

    private func decoder() throws -> CommitDecoder {
        CommitDecoder(
            parts: parts.contains(.commit) ? [.people, .message] : [],
            mailmap: try context.session.mailmap(of: request.history, context.session.makeReader())
                ?? Mailmap(),
            trailerSyntax: TrailerSyntax(context.session.config))
    }
}

/// One worker that makes rows.
private struct SearchRowMaker {
    let loader: CommitLoader
    var decoder: CommitDecoder
    let parts: SearchMatch.Parts
    let rules: [SearchRule]
    /// Finds lines; `nil` where none are asked for.
    let searcher: PatternSearcher?

    /// The rows of a commit; what cannot be read is added to `problems` and left empty.
    mutating func rows(_ found: SearchedCommit, problems: inout [RgitError]) -> [SearchMatch] {
        var commit: Commit?
        var lines: [[SearchMatch.Line]] = []
        do throws(RgitError) {
            let id = found.commit.id
            if parts.contains(.commit) {
                let content = try CommitContent(loader.reader.bytes(id, .commit), of: id)
                commit = decoder.decode(id, content, refs: [])
            }
            if let searcher { lines = try searcher.lines(found.hits) }
        } catch {
            problems.append(error)
        }
        let unknown = Signature(actor: Actor(name: "", email: ""), date: nil)
        return found.hits.enumerated().map { position, hit in
            let rule = rules[hit.pattern]
            return SearchMatch(
                hexsha: found.commit.id, parent: found.parent,
                author: commit?.author ?? unknown, committer: commit?.committer ?? unknown,
                summary: commit?.summary ?? "", path: Text(hit.change.path),
                oldPath: hit.change.oldPath.map { Text($0) }, changeType: hit.change.kind.changeType,
                rule: rule.name, pattern: rule.pattern, before: hit.before, after: hit.after,
                lines: position < lines.count ? lines[position] : [])
        }
    }
}
