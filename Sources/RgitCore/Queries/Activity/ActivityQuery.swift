// Answers `rgit activity`: counts as `rgit contributors` does, and compares what it counted.

import GitObjects
import Records

/// When commits are written, by how many persons, and who came and left (`git log`, `git shortlog`).
package struct ActivityQuery: Query {
    package typealias Row = ActivityRow

    package let context: QueryContext
    private let request: ActivityRequest
    private let parts: ActivityRow.Parts
    /// The paths that are left out for their attributes, of all ranges together.
    private let leftOut = LeftOutPaths()

    package init(_ request: ActivityRequest, parts: ActivityRow.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    package static func demandedFields(
        of request: ActivityRequest, for purpose: FieldSelection<ActivityRow>.Purpose
    ) -> Set<String> {
        switch request.question {
        case .periods(let periods):
            Set(periods.map(\.rawValue)).union(["authors", "insertions", "deletions"])
        case .newcomers: ["name", "email", "first_commit_date", "first_commit_datetime"]
        case .left: ["name", "email", "last_commit_date", "last_commit_datetime"]
        case .betweenTags:
            ["tag", "previous", "authors", "newcomers", "insertions", "deletions", "date", "datetime"]
        }
    }

    /// What the list of rows is called.
    package static func rowsName(of request: ActivityRequest) -> String? {
        switch request.question {
        case .periods: "periods"
        case .newcomers, .left: "persons"
        case .betweenTags: "tags"
        }
    }

    package static var sumsCommits: Bool { true }
    package static func limitsCommits(_ request: ActivityRequest) -> Bool { request.history.maxCount != nil }
    package static func whyEmpty(_ request: ActivityRequest) -> String {
        switch request.question {
        case .periods: request.history.whyEmpty
        case .newcomers: "nobody's first commit is among those selected"
        case .left: "everybody has commits in these months"
        case .betweenTags: "no tag matches"
        }
    }

    package static func notes(on summary: ContributorsSummary, _ request: ActivityRequest) -> [String] {
        summary.chart
    }

    package func run(_ receiver: RowReceiver<ActivityQuery>) async throws -> Answer<ContributorsSummary> {
        var (rows, answer): ([ActivityRow], Answer<ContributorsSummary>)
        switch request.question {
        case .periods:
            let counted = try await tally()
            (rows, answer) = Self.rows(of: counted.tally, request, counted.answer)
        case .newcomers: (rows, answer) = try await newcomers(request.history)
        case .left(let months): (rows, answer) = try await left(request.history, months)
        case .betweenTags(let pattern): (rows, answer) = try await tags(pattern)
        }
        try await receiver.take(rows, of: answer)
        return answer
    }

    /// What commits of periods are counted as.
    package struct Tally: Sendable {
        var commits: ContributorsTally
        let counted: ContributorsRequest
        let chart: Chart
    }

    package static func addsUp(_ request: ActivityRequest) -> Bool {
        if case .periods = request.question { true } else { false }
    }

    package static func add(_ other: Tally, to tally: inout Tally) {
        tally.commits.merge(other.commits)
    }

    package static func rows(
        of tally: Tally, _ request: ActivityRequest, _ answer: Answer<ContributorsSummary>
    ) -> (rows: [ActivityRow], answer: Answer<ContributorsSummary>) {
        var (people, answer) = ContributorsQuery.rows(of: tally.commits, tally.counted, answer)
        let rows = people.map { ActivityRow(period: $0) }
        answer.summary.chart = ActivityChart.lines(rows, tally.counted.periods, tally.chart)
        return (rows, answer)
    }

    package func tally() async throws -> (tally: Tally, answer: Answer<ContributorsSummary>) {
        var keys: [ContributorsRequest.Key] = []
        if case .periods(let periods) = request.question { keys = periods.map { .period($0) } }
        let counted = counted(request.history, by: keys)
        let (commits, answer) = try await query(counted, parts: .authors).tally()
        let chart = Chart(context.session.environment)
        return (Tally(commits: commits, counted: counted, chart: chart), answer)
    }

    /// How `rgit contributors` is asked.
    private func counted(
        _ history: HistoryRequest, by keys: [ContributorsRequest.Key], lines: Bool? = nil
    ) -> ContributorsRequest {
        var counted = ContributorsRequest()
        counted.history = history
        counted.keys = keys
        counted.usesCommitterDate = request.usesCommitterDate
        counted.matchesProperNames = true
        counted.stats = lines ?? parts.contains(.lines)
        counted.diffMergesFirstParent = request.diffMergesFirstParent
        counted.excludeBots = request.excludeBots
        if counted.stats { counted.excludedAttributes = request.excludedAttributes }
        counted.diff = request.diff
        return counted
    }

    private func query(_ counted: ContributorsRequest, parts: Contributor.Parts) -> ContributorsQuery {
        var query = ContributorsQuery(counted, parts: parts, in: context)
        query.leftOut = leftOut
        return query
    }

    /// Counts commits as `rgit contributors` does.
    private func count(
        _ history: HistoryRequest, by keys: [ContributorsRequest.Key], lines: Bool? = nil
    ) async throws -> (rows: [Contributor], answer: Answer<ContributorsSummary>) {
        let counted = counted(history, by: keys, lines: lines)
        var rows: [Contributor] = []
        let answer = try await query(counted, parts: counted.isByPerson ? [] : .authors).run(
            RowReceiver(prepare: { $0 }, receive: { (batch: ArraySlice<Contributor>) in rows += batch }))
        return (rows, answer)
    }

    private func newcomers(
        _ history: HistoryRequest
    ) async throws -> ([ActivityRow], Answer<ContributorsSummary>) {
        var (rows, answer) = try await count(history, by: [.nameAndEmail])
        let tips = try RevisionSet.resolve(
            items: history.items, paths: history.paths, session: context.session,
            reader: try context.session.makeReader()
        ).positive
        let firsts = try await FirstCommits(tips, useMailmap: history.useMailmap, in: context)
        answer.addProblems(firsts.problems)
        rows = try await firsts.newcomers(rows, in: history)
        return (Self.ordered(rows) { $0.first }.map { ActivityRow(person: $0) }, answer)
    }

    private func left(
        _ history: HistoryRequest, _ months: Int
    ) async throws -> ([ActivityRow], Answer<ContributorsSummary>) {
        var (rows, answer) = try await count(history, by: [.nameAndEmail])
        guard let end = history.until ?? rows.compactMap({ $0.last?.seconds }).max() else {
            return ([], answer)
        }
        // No months can be counted back from a broken clock's year; 9999 is later than any other.
        let latest = min(end, 253_402_300_799)
        let limit = try ApproximateDate.parse("\(months) months ago", now: latest)
        rows.removeAll { $0.last.map { $0.seconds >= limit } ?? true }
        return (Self.ordered(rows) { $0.last }.map { ActivityRow(person: $0) }, answer)
    }

    /// Rows by a moment, the earliest first, then by name and address.
    private static func ordered(
        _ rows: [Contributor], by moment: (Contributor) -> Timestamp?
    ) -> [Contributor] {
        rows.sorted { left, right in
            let (first, second) = (moment(left)?.seconds ?? .min, moment(right)?.seconds ?? .min)
            if first != second { return first < second }
            if left.name != right.name { return left.name < right.name }
            return (left.email ?? "") < (right.email ?? "")
        }
    }

    private func tags(
        _ pattern: Text?
    ) async throws -> ([ActivityRow], Answer<ContributorsSummary>) {
        // Commits would have other parents between each two tags, while all tags' are compared once.
        if request.history.graph.simplifyByDecoration {
            throw RgitError(.usage, "does not go with --simplify-by-decoration", "--between-tags")
        }
        var answer = Answer(ContributorsSummary(), from: context.session)
        var wanted = TagsRequest()
        if let pattern { wanted.patterns = [pattern.bytes] }
        var tags: [TagReference] = []
        let listed = try await TagsQuery(wanted, parts: .all, in: context).run(
            RowReceiver(prepare: { $0 }, receive: { (batch: ArraySlice<TagReference>) in tags += batch }))
        answer.warnings = listed.warnings
        answer.problems = listed.problems
        // What points to no commit has no history.
        tags.removeAll { $0.committedDate == nil }
        tags.sort { $0.versionOrder < $1.versionOrder }
        guard !tags.isEmpty else { return ([], answer) }
        let firsts = try await FirstCommits(
            tags.map(\.objectHexsha), useMailmap: request.history.useMailmap, in: context)
        answer.addProblems(firsts.problems)
        var ranges = try TagRanges(
            tags, counted(request.history, by: [.nameAndEmail]), firsts, leftOut, in: context)
        let rows = try await ranges.count()
        answer.summary = ranges.summary
        answer.addProblems(ranges.problems)
        answer.warnings += ranges.warnings.filter { !answer.warnings.contains($0) }
        answer.omissions = ContributorsQuery.omissions(answer.summary)
        return (rows, answer)
    }
}

extension Answer<ContributorsSummary> {
    /// Adds problems, each once for its object: every range meets the same.
    fileprivate mutating func addProblems(_ others: [RgitError]) {
        var known = Set(problems.compactMap(\.object))
        for problem in others {
            if let object = problem.object {
                if known.insert(object).inserted { problems.append(problem) }
            } else if !problems.contains(problem) {
                problems.append(problem)
            }
        }
    }
}
