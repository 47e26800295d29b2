// Gathers what the repositories' answers have beside their rows: sums, problems, failures, and the exit status.

import Records
import RgitCore

/// What several repositories' answers amount to, gathered in their order.
struct RepositoriesResult<Q: Query> {
    private let plan: RepositoriesPlan<Q>
    private let output: Output
    /// What the document has beside its rows.
    var summary: RepositoriesSummary
    private var tally: Q.Tally?
    /// What the answer of the rows that are added up begins with.
    private var base: Answer<Q.Summary>?
    private var isNo = false
    /// The lines that `--fail-over` counts.
    private var lines: Int?
    private var answered = 0
    /// What was left out, with the names of the repositories.
    private var omissions: [String] = []
    private var summedNotes: [String] = []

    /// How many repositories a table names of those where something was left out.
    private static var maximumOmissions: Int { 10 }

    init(_ plan: RepositoriesPlan<Q>, _ output: Output) {
        self.plan = plan
        self.output = output
        summary = plan.documents.empty
    }

    /// Whether a repository could not be answered.
    var hasFailed: Bool { !summary.failures.isEmpty }

    /// Adds what is known at the end of a repository's rows.
    ///
    /// - Throws: An error that would be the same for every repository.
    mutating func add(_ end: RepositoryEnd<Q>, of entry: RepositoryList.Entry) throws {
        if let failure = end.failure {
            if failure.kind == .cancelled { throw CancellationError() }
            if failure.kind == .usage, answered == 0, !hasFailed { throw failure }
            summary.failures.append(RepositoriesSummary.Failure(entry.name, failure))
        }
        guard let answer = end.answer else { return }
        answered += 1
        report(answer, of: entry.name)
        plan.documents.add(answer, of: entry.name, to: &summary)
        if Q.isNo(answer.summary, hasRows: end.hasRows) { isNo = true }
        if let lines = Q.lines(of: answer.summary) { self.lines = (self.lines ?? 0) + lines }
        omissions += answer.omissions.map { "\(entry.name): \($0.sentence)" }
        guard let other = end.tally else { return }
        if tally == nil {
            (tally, base) = (other, answer)
        } else {
            // Taken out meanwhile, so that nothing is copied.
            guard var sum = tally.take() else { return }
            Q.add(other, to: &sum)
            tally = sum
        }
    }

    /// Hands on the rows that add up the repositories; returns the totals below a table.
    mutating func summedRows(
        _ receive: (ArraySlice<RepositoryRow<Q.Row>>) throws -> Void
    ) throws -> [RepositoryRow<Q.Row>] {
        guard let tally, var base else { return [] }
        (base.warnings, base.problems, base.omissions) = ([], [], [])
        let (rows, answer) = Q.rows(of: tally, plan.request, base)
        for start in stride(from: 0, to: rows.count, by: 1024) {
            let chunk = rows[start..<min(rows.count, start + 1024)]
            try receive(chunk.map { RepositoryRow($0, of: nil) }[...])
        }
        for warning in answer.warnings { output.diagnostics.warn(warning) }
        plan.documents.replaceSums(with: answer, in: &summary)
        summedNotes = Q.notes(on: answer.summary, plan.request) + answer.omissions.map(\.sentence)
        return Q.totals(of: answer.summary, plan.request).map { RepositoryRow($0, of: nil) }
    }

    /// The lines below a table: sums, what was left out, and how to see more.
    func notes(hasRows: Bool) -> [String] {
        var notes: [String] = []
        let repositories = answered == 1 ? "1 repository" : "\(answered) repositories"
        if plan.addsUp {
            notes = summedNotes
            if hasRows { notes.append("rows add up \(repositories); '--by repo,...' keeps them apart") }
        } else {
            let totals = plan.documents.totals(summary).map { "\($0.sum) \($0.name)" }
            if !totals.isEmpty { notes.append("total of \(repositories): " + totals.joined(separator: ", ")) }
            notes += omissions.prefix(Self.maximumOmissions)
            let rest = omissions.count - Self.maximumOmissions
            if rest > 0 { notes.append("\(rest) more such lines; '--json' has all of them") }
        }
        if summary.omitted > 0 { notes.append("\(summary.omitted) more, left out by --top") }
        return notes
    }

    /// Names the repositories that could not be answered.
    func showFailures() {
        for failure in summary.failures {
            output.diagnostics.show(error: failure.error.of(failure.repository))
        }
    }

    /// How the command ended: 3 where something could not be read, 1 where the gate says so of any repository.
    func exit(_ gate: GlobalOptions.Gate, hasRows: Bool) -> Exit {
        guard output.exit == .success else { return output.exit }
        if hasFailed { return .unreadable }
        if gate.byRows, hasRows { return .negative }
        if isNo { return .negative }
        if let limit = gate.failOver, let lines, lines > limit { return .negative }
        return .success
    }

    /// Shows the warnings and problems of a repository.
    private func report(_ answer: Answer<Q.Summary>, of repository: Text) {
        var warnings = answer.warnings
        if answer.isShallow { warnings.append(Warning("the clone is shallow: history ends at its boundary")) }
        for var warning in warnings {
            warning.repository = repository
            output.diagnostics.warn(warning)
        }
        for problem in answer.problems { output.report(problem.of(repository)) }
    }
}
