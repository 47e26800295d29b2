// Holds one change against all rules, and says which of them a shallow clone cannot answer.

import GitObjects
import Records

/// One change and the rules that it is held against.
struct ChangeCheck {
    let rules: RuleSet
    let range: ChangeRange
    /// The commit whose attributes and CODEOWNERS count; `nil` for none.
    let rulesCommit: ObjectID?
    /// How a deeper clone is asked for where the service has a way of its own.
    var deepening: String?
    let context: QueryContext

    /// What came of it.
    struct Outcome {
        var findings: [CheckFinding] = []
        var problems: [RgitError] = []
        /// The number of changed files; `nil` where that is not known.
        var files: Int?
        var excludedPaths = 0
    }

    /// Holds the change against the rules, whose findings come in the order of the rules.
    func run() async throws -> Outcome {
        var outcome = Outcome()
        outcome.problems = range.problems
        if range.isHistoryKnown {
            try await checkHistory(&outcome)
        } else {
            refuse(rules.rules.filter(\.needsHistory), &outcome)
        }
        if range.isStartKnown {
            try await checkEnds(&outcome)
        } else {
            refuse(rules.rules.filter { !$0.needsHistory }, &outcome)
        }
        if let problem = rules.problem { outcome.problems.append(problem) }
        // A file of attributes that is missing is missing for every path below it.
        outcome.problems = outcome.problems.withoutRepetition
        // What a rule found stays in its order.
        let byRule = Dictionary(grouping: outcome.findings, by: \.rule)
        outcome.findings =
            byRule.count < 2 ? outcome.findings : CheckRule.allCases.flatMap { byRule[$0] ?? [] }
        return outcome
    }

    /// Names the rules that cannot be answered.
    private func refuse(_ rules: [CheckRule], _ outcome: inout Outcome) {
        guard !rules.isEmpty, range.problems.isEmpty else { return }
        outcome.problems.append(
            RgitError(
                .revision, "the clone is too shallow to answer",
                rules.map(\.rawValue).joined(separator: ", "),
                hint: ChangeRange.deepeningHint(deepening)))
    }

    // MARK: All commits

    private func checkHistory(_ outcome: inout Outcome) async throws {
        if let commits = try CommitRules(rules, context.session) {
            context.progress?.begin("Reading commits", total: range.commits.count)
            let found = try await commits.findings(range, in: context)
            outcome.findings += found.findings
            outcome.problems += found.problems
        }
        if let history = HistoryRules(rules, in: context) {
            let found = try await history.findings(range)
            outcome.findings += found.findings
            outcome.problems += found.problems
        }
    }

    // MARK: The two ends

    private func checkEnds(_ outcome: inout Outcome) async throws {
        let session = context.session
        let reader = try session.makeReader(.trees)
        let start = try range.start.map { id throws(RgitError) in try reader.commitLinks(id).tree }
        let head = try reader.commitLinks(range.head).tree
        let (changes, problems) = try range.changes(reader)
        outcome.problems += problems
        let tree = try rulesCommit.map { id throws(RgitError) in try reader.commitLinks(id).tree }
        let files = try FileRules(rules, tree: tree ?? reader.format.emptyTree, session)
        let results = try await files.results(changes, in: context)
        // The author chooses where the change begins, but not the base.
        let trusted = [tree, start].compactMap { $0 }
        let submodules = try SubmoduleCommits(head: head, trusted: trusted, reader, in: context)
        for result in results {
            for finding in result.findings {
                if let kept = try await submodules.completed(finding, &outcome.problems) {
                    outcome.findings.append(kept)
                }
            }
            if let problem = result.problem { outcome.problems.append(problem) }
            if result.isExcluded { outcome.excludedPaths += 1 }
        }
        outcome.files = changes.count
        outcome.findings += totals(changes, results)
        if range.isHistoryKnown { outcome.findings += try restored(changes, outcome.findings, reader) }
        if rules.mayHold(.caseCollision) {
            var collisions = CaseCollisions(head: head, base: start, reader)
            for change in changes where change.old == nil && rules.holds(.caseCollision, change.path) {
                guard let other = try collisions.other(than: change.path) else { continue }
                outcome.findings.append(
                    CheckFinding(
                        .caseCollision, change.path, value: .text(Text(other)),
                        message: "the same as '\(Text(other))' where case does not matter"))
            }
        }
    }

    /// The forbidden paths that the end of the change has, that no commit of it adds itself, and that are nowhere without it: a
    /// merge with an old commit of the base's history, which still had them, has brought them back.
    private func restored(
        _ changes: [FileChange], _ findings: [CheckFinding], _ reader: ObjectReader
    ) throws(RgitError) -> [CheckFinding] {
        guard rules.mayHold(.forbid), !range.commits.isEmpty else { return [] }
        let known = Set(findings.filter { $0.rule == .forbid }.compactMap(\.path?.bytes))
        var restored: [(change: FileChange, new: FileVersion, word: Text)] = []
        for change in changes where !known.contains(change.path) {
            guard let new = change.new,
                let word = rules.forbids(change.path, isSubmodule: new.mode == .gitlink)
            else { continue }
            restored.append((change, new, word))
        }
        guard !restored.isEmpty else { return [] }
        for commit in try range.accepted(in: context.session) where !restored.isEmpty {
            let tree = try reader.commitLinks(commit).tree
            var left: [(change: FileChange, new: FileVersion, word: Text)] = []
            for one in restored {
                let entry = try TreeLookup.entry(one.change.path, in: tree, reader: reader)
                if entry?.id != one.new.id || entry?.mode != one.new.mode { left.append(one) }
            }
            restored = left
        }
        return restored.map { one in
            CheckFinding(
                .forbid, one.change.path, limit: .text(one.word), range.head,
                message: "a path that '\(one.word)' forbids, which a merge brings back")
        }
    }

    /// The rules about numbers of files and lines, everywhere and for each section that has its own.
    private func totals(_ changes: [FileChange], _ results: [FileRules.Result]) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        for rule in [CheckRule.maxFiles, .maxLines] where rules.mayHold(rule) {
            // By section; -1 is everywhere else.
            var sums: [Int: (limit: Int, sum: Int)] = [:]
            for (change, result) in zip(changes, results) where !result.isExcluded {
                guard let (limit, section) = rules.limit(rule, change.path) else { continue }
                var count = 1
                if rule == .maxLines {
                    guard case .lines(let insertions, let deletions) = result.lines else { continue }
                    count = Int(insertions) + Int(deletions)
                }
                sums[section ?? -1, default: (limit, 0)].sum += count
            }
            for (section, (limit, sum)) in sums.sorted(by: { $0.key < $1.key }) where sum > limit {
                let place = section < 0 ? "" : " in '\(rules.sections[section].glob)'"
                let what = rule == .maxFiles ? "files" : "lines added and removed"
                findings.append(
                    CheckFinding(
                        rule, limit: .number(limit), value: .number(sum),
                        message: "\(sum) \(what)\(place), more than \(limit)"))
            }
        }
        return findings
    }
}

extension [RgitError] {
    /// Each error once, at its first place.
    var withoutRepetition: [RgitError] {
        var seen: Set<RgitError> = []
        return filter { seen.insert($0).inserted }
    }
}
