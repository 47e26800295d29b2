// Answers `rgit check`: which rules a change breaks, where, and whether that can be known at all; or what it touches.

import GitObjects
import Records

/// A change held against rules, as the two ends that `git diff A...B` compares and the commits of `git log A..B`.
package struct CheckQuery: Query {
    package typealias Row = CheckRow

    package let context: QueryContext
    private let request: CheckRequest
    private var session: Session { context.session }

    package init(_ request: CheckRequest, parts: NoParts, in context: QueryContext) {
        // An author who may push below `refs/replace/` could have another commit checked in the place of the next one.
        self.context = QueryContext(
            session: Session(recorded: context.session), sharding: context.sharding,
            progress: context.progress)
        self.request = request
    }

    package static func settled(
        _ request: CheckRequest, in session: Session
    ) throws(RgitError) -> CheckRequest {
        guard request.annotations == nil else { return request }
        var request = request
        request.annotations =
            switch CIEnvironment(session.environment)?.service {
            case .github: .github
            case .gitlab: .gitlab
            default: CheckRequest.Annotations.none
            }
        return request
    }

    package static func demandedFields(
        of request: CheckRequest, for purpose: FieldSelection<CheckRow>.Purpose
    ) -> Set<String> {
        if let affected = request.affected {
            return affected.lists ? groupNames : groupNames.subtracting(["files"])
        }
        return request.push == nil ? findingNames.subtracting(["reference"]) : findingNames
    }

    package static func rowsName(of request: CheckRequest) -> String? {
        request.affected == nil ? "findings" : "groups"
    }

    package static func tableForm(of request: CheckRequest) -> TextForm? {
        request.affected == nil && request.annotations ?? .none != .none ? .document : nil
    }

    package static func isNo(_ summary: CheckSummary, hasRows: Bool) -> Bool { summary.findings > 0 }
    package static func whyEmpty(_ request: CheckRequest) -> String {
        request.affected == nil ? "no rule is broken" : "the change touches no group"
    }

    package static func notes(on summary: CheckSummary, _ request: CheckRequest) -> [String] {
        [sentence(summary, request)]
    }

    /// What was checked, in a line.
    private static func sentence(_ summary: CheckSummary, _ request: CheckRequest) -> String {
        func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }
        let found =
            request.affected == nil
            ? count(summary.findings, "finding")
            : summary.files.map { count($0, "changed file") } ?? "changed files"
        let commits = summary.commits.map { " in " + count($0, "commit") } ?? ""
        guard let base = summary.base, let head = summary.head else { return found + commits }
        return "\(found)\(commits) of \(head.name) that \(base.name) (\(base.source)) does not have"
    }

    package func run(_ receiver: RowReceiver<CheckQuery>) async throws -> Answer<CheckSummary> {
        if request.affected != nil {
            let (groups, answer) = try await groups()
            try await receiver.take(groups.map { .group($0) }, of: answer)
            return answer
        }
        let (findings, answer) = try await findings()
        try await receiver.take(findings.map { .finding($0) }, of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<CheckSummary> {
        var (findings, answer) = try await findings()
        let (text, count) = Annotations.text(
            findings, as: request.annotations ?? .none, sum: Self.sentence(answer.summary, request))
        try await output(text)
        if let missing = Annotations.missing(findings.count - count) {
            answer.warnings.append(Warning(missing))
        }
        return answer
    }

    // MARK: Rules

    /// What breaks a rule, and what is known beside it.
    func findings() async throws -> (findings: [CheckFinding], answer: Answer<CheckSummary>) {
        if let push = request.push { return try await findings(of: push) }
        let reader = try session.makeReader()
        let ends = try CheckEnds(request, session, reader)
        let rulesEnd = try rulesEnd(ends.base, reader)
        let rules = try rules(rulesEnd, reader)
        guard !rules.isEmpty else { throw try noRules(rulesEnd, ends.head, reader) }
        let range = try await ChangeRange(base: ends.base.hexsha, head: ends.head.hexsha, in: context)
        let outcome = try await ChangeCheck(
            rules: rules, range: range, rulesCommit: rulesEnd.hexsha, deepening: ends.deepening,
            context: context
        ).run()
        var answer = answer(ends, range)
        answer.problems = outcome.problems
        answer.summary.files = outcome.files
        answer.summary.findings = outcome.findings.count
        leaveOut(outcome.excludedPaths, &answer)
        return (outcome.findings, answer)
    }

    private func answer(_ ends: CheckEnds, _ range: ChangeRange) -> Answer<CheckSummary> {
        var answer = Answer(CheckSummary(), from: session)
        answer.warnings = ends.warnings + range.warnings
        answer.summary.base = ends.base
        answer.summary.head = ends.head
        if range.isStartKnown { answer.summary.mergeBase = range.start }
        if range.isHistoryKnown { answer.summary.commits = range.commits.count }
        return answer
    }

    private func leaveOut(_ paths: Int, _ answer: inout Answer<CheckSummary>) {
        answer.summary.excludedPaths = paths
        guard paths > 0 else { return }
        answer.omissions.append(
            Omission(
                "lines left out: \(paths) \(paths == 1 ? "path" : "paths") by attributes",
                members: "excluded.paths"))
    }

    /// The commit that rules and attributes are taken from: never the change itself, unless that is asked for.
    private func rulesEnd(_ base: CheckEnd, _ reader: ObjectReader) throws(RgitError) -> CheckEnd {
        guard let name = request.rulesFrom else { return base }
        let id = try RevisionResolver(session: session, reader: reader).unambiguousCommit(name.bytes)
        return CheckEnd(name: name, source: "--rules-from", hexsha: id)
    }

    private func rules(_ end: CheckEnd?, _ reader: ObjectReader) throws(RgitError) -> RuleSet {
        var file: [UInt8]?
        if let end { file = try RuleSet.content(in: reader.commitLinks(end.hexsha).tree, reader) }
        return try RuleSet(
            request, file: file, place: "\(RuleSet.fileName) of \(end?.name ?? "")",
            session, tree: end.map { end throws(RgitError) in try reader.commitLinks(end.hexsha).tree })
    }

    private func noRules(
        _ end: CheckEnd, _ head: CheckEnd, _ reader: ObjectReader
    ) throws(RgitError) -> RgitError {
        let own = try RuleSet.content(in: reader.commitLinks(head.hexsha).tree, reader)
        return RgitError(
            .usage, "no rules: \(end.name) has no \(RuleSet.fileName) with any, and no option names one",
            hint: own != nil && end.hexsha != head.hexsha
                ? "\(head.name) has one: '--rules-from \(head.name)' takes the rules from the change itself"
                : "'rgit help check' lists the rules")
    }

    // MARK: A push

    /// What breaks a rule in what a push brings: for each reference the commits that none of the repository's has.
    private func findings(
        of push: [CheckRequest.PushedReference]
    ) async throws -> (findings: [CheckFinding], answer: Answer<CheckSummary>) {
        let reader = try session.makeReader()
        var answer = Answer(CheckSummary(), from: session)
        let main = try session.headCommitIfBorn(reader)
        var end = main.map { CheckEnd(name: "HEAD", source: "HEAD", hexsha: $0) }
        if let name = request.rulesFrom {
            let id = try RevisionResolver(session: session, reader: reader).unambiguousCommit(name.bytes)
            end = CheckEnd(name: name, source: "--rules-from", hexsha: id)
        }
        let rules = try rules(end, reader)
        guard !rules.isEmpty else {
            // A repository has to begin somewhere: the push that brings the rules is held against none.
            answer.warnings.append(
                Warning(
                    "nothing is checked: no option names a rule, and none is in",
                    Text("\(RuleSet.fileName) of HEAD")))
            return ([], answer)
        }
        answer.summary.base = end
        var findings: [CheckFinding] = []
        var (commits, files, excluded) = (0, 0, 0)
        for reference in push where !reference.new.bytes.allSatisfy({ $0 == UInt8(ascii: "0") }) {
            let pushed = try await PushedChange(reference, main: main, reader, in: context)
            let outcome = try await ChangeCheck(
                rules: rules, range: pushed.range, rulesCommit: end?.hexsha, context: context
            ).run()
            findings += outcome.findings.map { finding in
                var finding = finding
                finding.reference = reference.path
                return finding
            }
            answer.warnings += pushed.range.warnings
            answer.problems += outcome.problems
            commits += pushed.range.commits.count
            files += outcome.files ?? 0
            excluded += outcome.excludedPaths
        }
        answer.summary.commits = commits
        answer.summary.files = files
        answer.summary.findings = findings.count
        leaveOut(excluded, &answer)
        return (findings, answer)
    }

    // MARK: What is affected

    /// The groups that the change touches.
    func groups() async throws -> (groups: [AffectedGroup], answer: Answer<CheckSummary>) {
        let reader = try session.makeReader()
        let ends = try CheckEnds(request, session, reader)
        let rulesEnd = try rulesEnd(ends.base, reader)
        let tree = try reader.commitLinks(rulesEnd.hexsha).tree
        var affected = try AffectedPaths(request.affected ?? .init(), tree: tree, session, reader)
        let range = try await ChangeRange(base: ends.base.hexsha, head: ends.head.hexsha, in: context)
        var answer = answer(ends, range)
        answer.problems = range.problems
        guard range.isStartKnown else {
            throw RgitError(
                .revision, "the clone is too shallow to tell what the change touches",
                hint: ChangeRange.deepeningHint(ends.deepening))
        }
        let rules = try RuleSet(request, file: nil, place: "", session, tree: tree)
        let (changes, problems) = try range.changes(reader)
        answer.problems += problems
        let files = try FileRules(rules, tree: tree, session, countsLines: true)
        let results = try await files.results(changes, in: context)
        var excluded = 0
        for (change, result) in zip(changes, results) {
            if let problem = result.problem { answer.problems.append(problem) }
            if result.isExcluded { excluded += 1 } else { affected.add(change, result.lines) }
        }
        if let problem = affected.problem { answer.problems.append(problem) }
        answer.problems = answer.problems.withoutRepetition
        answer.summary.files = changes.count
        leaveOut(excluded, &answer)
        if case .file = request.affected?.key {
            answer.summary.ungroupedPaths = affected.ungroupedPaths
            if affected.ungroupedPaths > 0 {
                let paths = affected.ungroupedPaths == 1 ? "path" : "paths"
                answer.omissions.append(
                    Omission("in no group: \(affected.ungroupedPaths) \(paths)", members: "total.ungrouped"))
            }
        }
        return (affected.affected, answer)
    }
}
