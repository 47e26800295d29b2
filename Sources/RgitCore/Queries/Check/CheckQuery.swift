// Answers `rgit check`: which rules a change breaks, where, and whether that can be known at all.

import GitObjects
import Records

/// A change held against rules, as the two ends that `git diff A...B` compares and the commits of `git log A..B`.
package struct CheckQuery: Query {
    package typealias Row = CheckFinding

    package let context: QueryContext
    private let request: CheckRequest
    private var session: Session { context.session }

    package init(_ request: CheckRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static func isNo(_ summary: CheckSummary, hasRows: Bool) -> Bool { summary.findings > 0 }
    package static func whyEmpty(_ request: CheckRequest) -> String { "no rule is broken" }
    package static func notes(on summary: CheckSummary, _ request: CheckRequest) -> [String] {
        guard let base = summary.base, let head = summary.head else { return [] }
        let commits = summary.commits.map { " in \($0) \($0 == 1 ? "commit" : "commits")" } ?? ""
        let findings = "\(summary.findings) \(summary.findings == 1 ? "finding" : "findings")"
        return ["\(findings)\(commits) of \(head.name) that \(base.name) (\(base.source)) does not have"]
    }

    package func run(_ receiver: RowReceiver<CheckQuery>) async throws -> Answer<CheckSummary> {
        let (findings, answer) = try await findings()
        try await receiver.take(findings, of: answer)
        return answer
    }

    /// What breaks a rule, and what is known beside it.
    func findings() async throws -> (findings: [CheckFinding], answer: Answer<CheckSummary>) {
        let reader = try session.makeReader()
        let ends = try CheckEnds(request, session, reader)
        let rulesEnd = try rulesEnd(ends, reader)
        let rules = try rules(rulesEnd, ends, reader)
        let range = try await ChangeRange(base: ends.base.hexsha, head: ends.head.hexsha, in: context)
        let outcome = try await ChangeCheck(
            rules: rules, range: range, rulesCommit: rulesEnd.hexsha, deepening: ends.deepening,
            context: context
        ).run()
        var answer = Answer(CheckSummary(), from: session)
        answer.warnings = ends.warnings + range.warnings
        answer.problems = outcome.problems
        answer.summary.base = ends.base
        answer.summary.head = ends.head
        if range.isStartKnown { answer.summary.mergeBase = range.start }
        if range.isHistoryKnown { answer.summary.commits = range.commits.count }
        answer.summary.files = outcome.files
        answer.summary.findings = outcome.findings.count
        answer.summary.excludedPaths = outcome.excludedPaths
        if outcome.excludedPaths > 0 {
            let paths = outcome.excludedPaths == 1 ? "path" : "paths"
            answer.omissions.append(
                Omission(
                    "lines left out: \(outcome.excludedPaths) \(paths) by attributes",
                    members: "excluded.paths"))
        }
        return (outcome.findings, answer)
    }

    /// The commit that rules and attributes are taken from: never the change itself, unless that is asked for.
    private func rulesEnd(_ ends: CheckEnds, _ reader: ObjectReader) throws(RgitError) -> CheckEnd {
        guard let name = request.rulesFrom else { return ends.base }
        let id = try RevisionResolver(session: session, reader: reader).commit(name.bytes)
        return CheckEnd(name: name, source: "--rules-from", hexsha: id)
    }

    private func rules(
        _ end: CheckEnd, _ ends: CheckEnds, _ reader: ObjectReader
    ) throws(RgitError) -> RuleSet {
        let file = try RuleSet.content(in: reader.commitLinks(end.hexsha).tree, reader)
        let rules = try RuleSet(
            request, file: file, place: "\(RuleSet.fileName) of \(end.name)", environment: session.environment
        )
        guard rules.isEmpty else { return rules }
        let own = try RuleSet.content(in: reader.commitLinks(ends.head.hexsha).tree, reader)
        let isInChange = file == nil && own != nil
        throw RgitError(
            .usage, "no rules: \(end.name) has no \(RuleSet.fileName) with any, and no option names one",
            hint: isInChange
                ? "\(ends.head.name) has one: '--rules-from \(ends.head.name)' takes the rules from the change itself"
                : "'rgit help check' lists the rules")
    }
}
