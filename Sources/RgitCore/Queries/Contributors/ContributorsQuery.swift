// Answers `rgit contributors`: the selected commits counted for their people on all workers, then joined and ranked.

import GitObjects
import Records

/// The people of a history, as `git shortlog -sne` counts them.
///
/// As in shortlog the mailmap names people but `--author` and `--committer` see them as recorded, a commit is counted
/// once for each person however often it names them, and a trailer's value without an address counts as a name. Git
/// names the author of a commit whose author line is malformed by its own unexpanded format; here the name is empty.
package struct ContributorsQuery: Query {
    package typealias Row = Contributor

    package let context: QueryContext
    private let request: ContributorsRequest
    private let countsAuthors: Bool
    /// The paths that are left out for their attributes; one query may share them with others.
    var leftOut = LeftOutPaths()

    package init(_ request: ContributorsRequest, parts: Contributor.Parts, in context: QueryContext) {
        self.context = context
        self.request = Self.request(request, selecting: parts)
        countsAuthors = parts.contains(.authors)
    }

    package static func demandedFields(
        of request: ContributorsRequest, for purpose: FieldSelection<Contributor>.Purpose
    ) -> Set<String> {
        var fields: Set<String> = request.stats ? ["insertions", "deletions", "lines", "files"] : []
        if request.isByPerson { fields.formUnion(["name", "email"]) }
        if request.keys.contains(.domain) { fields.insert("domain") }
        fields.formUnion(request.periods.map(\.rawValue))
        if request.periods.isEmpty { fields.insert("rank") }
        return fields
    }

    /// What the list of rows is called.
    package static func rowsName(of request: ContributorsRequest) -> String? {
        guard let key = request.keys.first, request.keys.count == 1 else { return "groups" }
        return switch key {
        case .nameAndEmail, .name, .email: "contributors"
        case .domain: "domains"
        case .period(let period): period.rawValue + "s"
        }
    }

    package static func request(
        _ request: ContributorsRequest, selecting parts: Contributor.Parts
    ) -> ContributorsRequest {
        var request = request
        if parts.contains(.lines) { request.stats = true }
        return request
    }

    package static var sumsCommits: Bool { true }
    package static func limitsCommits(_ request: ContributorsRequest) -> Bool {
        request.history.maxCount != nil
    }
    package static func whyEmpty(_ request: ContributorsRequest) -> String { request.history.whyEmpty }

    /// Whether authors and committers are all that is asked of a commit.
    private var isAnsweredByPeople: Bool {
        request.groups.allSatisfy { $0 == .author || $0 == .committer }
    }

    private var mergesFirstParent: Bool { request.diffMergesFirstParent ?? request.history.firstParent }

    /// Counts the commits on all workers and ranks their people.
    package func run(_ receiver: RowReceiver<ContributorsQuery>) async throws -> Answer<ContributorsSummary> {
        let counted = try await tally()
        let (people, answer) = Self.rows(of: counted.tally, request, counted.answer)
        try await receiver.take(people, of: answer)
        return answer
    }

    package static func addsUp(_ request: ContributorsRequest) -> Bool { true }
    package static func ranking(of request: ContributorsRequest) -> [String] {
        request.periods.isEmpty ? ["-commits"] : []
    }

    package static func add(_ other: ContributorsTally, to tally: inout ContributorsTally) {
        tally.merge(other)
    }

    /// Ranks the people that were counted.
    package static func rows(
        of tally: ContributorsTally, _ request: ContributorsRequest, _ answer: Answer<ContributorsSummary>
    ) -> (rows: [Contributor], answer: Answer<ContributorsSummary>) {
        var answer = answer
        var people: [Contributor]
        (people, answer.summary) = tally.ranked(request)
        if request.stats { answer.summary.total.lines = tally.lines }
        answer.summary.unknownCommits = tally.unknownCommits
        answer.summary.excludedPaths = tally.excludedPaths
        if !addEmptyPeriods(to: &people, request) { answer.warnings.append(PeriodGrid.tooMany) }
        answer.omissions = omissions(answer.summary)
        return (people, answer)
    }

    /// Counts the commits on all workers.
    ///
    /// - Throws: a usage error for attributes that leave out lines where none are counted.
    package func tally() async throws -> (tally: ContributorsTally, answer: Answer<ContributorsSummary>) {
        if !request.excludedAttributes.isEmpty, !request.stats {
            throw RgitError(
                .usage, "leaves out lines, which are not counted without --stats", "--exclude-attr")
        }
        let (session, sharding, progress) = (context.session, context.sharding, context.progress)
        let reader = try session.makeReader()
        var selection = try CommitSelection(
            session: session, request: request.history, reader: reader,
            mailmap: request.matchesProperNames ? session.mailmap(of: request.history, reader) : nil,
            following: CommitSelection.Following(
                merges: mergesFirstParent ? .firstParent : .off, diff: request.diff),
            wantsPeople: isAnsweredByPeople, sharding: sharding)
        let mailmap = request.history.useMailmap ?? true ? session.mailmap(reader) : Mailmap()
        let syntax = TrailerSyntax(session.config)
        let (request, countsAuthors) = (request, countsAuthors)
        let plan =
            request.stats
            ? try CommitStatsPlan(
                session, options: request.diff,
                diffMergesFirstParent: mergesFirstParent,
                pathspec: selection.pathspec, excludedAttributes: request.excludedAttributes,
                leftOut: leftOut) : nil
        let pool = WorkerPool {
            let reader = try session.makeReader(.trees)
            return ContributorsWorker(
                loader: CommitLoader(session: session, reader: reader), request: request,
                countsAuthors: countsAuthors, mailmap: mailmap, syntax: syntax,
                stats: try plan?.makeWorker(reader))
        }
        let window = plan.map { _ in
            StatsWindow(sharding: sharding, pool: pool, progress: progress) { $0.stats }
        }
        var tally = ContributorsTally()
        progress?.begin(
            "Reading commits", also: window.map { _ in StatsWindow<ContributorsWorker>.progressUnit })
        while true {
            let batch = try await selection.next(
                window == nil ? 1 << 16 : session.memory.windowCommits)
            if batch.isEmpty { break }
            let (people, table) = (selection.people, selection.table)
            let counted = try await window?.count(batch, table)
            try await sharding.orderedChunks(
                count: batch.count, size: 512, pool: pool,
                compute: { worker, range in
                    let people = worker.count(batch[range], counted, people, table)
                    if counted == nil { progress?.advance(by: range.count) }
                    return people
                },
                consume: { tally.merge($0) })
        }
        tally.unknownCommits = selection.unknownCommits
        tally.excludedPaths = leftOut.count
        var answer = Answer(ContributorsSummary(), from: session)
        answer.warnings = selection.warnings + (plan?.skippedRenames.warnings ?? [])
        answer.problems = selection.problems + tally.problems
        tally.problems = []
        return (tally, answer)
    }

    /// Adds a row of zeros for each period between the first and the last that has no commit, where rows are periods and
    /// nothing else; `false` where there are too many of them.
    private static func addEmptyPeriods(to rows: inout [Contributor], _ request: ContributorsRequest) -> Bool
    {
        let periods = request.periods
        guard !periods.isEmpty, periods.count == request.keys.count else { return true }
        let dated = rows.filter { !$0.periods.contains(nil) }
        guard
            let all = PeriodGrid.combinations(periods, found: dated.map { $0.periods.compactMap(\.self) })
        else { return false }
        var known: [[PeriodValue?]: Contributor] = [:]
        for row in dated { known[row.periods] = row }
        rows =
            rows.filter { $0.periods.contains(nil) }
            + all.map { periods in
                if let row = known[periods] { return row }
                var row = Contributor(name: "", email: nil)
                row.isPerson = false
                row.periods = periods
                return row
            }
        return true
    }

    static func omissions(_ summary: ContributorsSummary) -> [Omission] {
        var omissions: [Omission] = []
        let (bots, commits) = (summary.bots.accounts, summary.bots.commits)
        if bots > 0 {
            let botWord = bots == 1 ? "bot" : "bots"
            omissions.append(
                Omission(
                    "left out: \(bots) \(botWord) with \(commits) \(commits == 1 ? "commit" : "commits")",
                    members: "excluded.bots", "excluded.commits"))
        }
        omissions += Omission.excludedPaths(summary.excludedPaths)
        if summary.unknownStats > 0 {
            omissions.append(
                Omission(
                    "without the lines of \(summary.unknownStats) commits, which are not known",
                    members: "unknown_stats"))
        }
        omissions += Omission.unknownCommits(summary.unknownCommits)
        return omissions
    }
}
