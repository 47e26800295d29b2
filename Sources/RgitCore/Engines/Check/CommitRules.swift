// The rules that every commit of a change is held against: merges, signatures, trailers, messages.

import GitObjects
import Records

/// The rules about commits, for all workers.
struct CommitRules: Sendable {
    private let rules: CheckRules
    private let includesMerges: Bool
    private let trailerSyntax: TrailerSyntax
    /// A filter for each pattern of a message.
    private let messages: [(pattern: Text, filter: CommitFilter)]

    /// Prepares the rules; `nil` where there are none.
    ///
    /// - Throws: a usage error for a pattern that does not compile.
    init?(_ rules: RuleSet, _ session: Session) throws(RgitError) {
        self.rules = rules.general
        guard CheckRule.allCases.contains(where: { $0.isAboutCommits && rules.general.holds($0) }) else {
            return nil
        }
        includesMerges = rules.includesMerges
        trailerSyntax = TrailerSyntax(session.config)
        var messages: [(Text, CommitFilter)] = []
        for pattern in rules.general.texts[.message] ?? [] {
            var request = HistoryRequest()
            request.greps = [pattern.bytes]
            messages.append(
                (
                    pattern,
                    try CommitFilter(
                        request: request, syntax: .extended, mailmap: nil, environment: session.environment)
                ))
        }
        self.messages = messages
    }

    /// Holds commits against the rules, in their order; what cannot be read is among the problems.
    func findings(
        _ range: ChangeRange, in context: QueryContext
    ) async throws -> (findings: [CheckFinding], problems: [RgitError]) {
        let (session, commits, table) = (context.session, range.commits, range.table)
        var findings: [CheckFinding] = []
        var problems: [RgitError] = []
        let rules = self
        try await context.sharding.orderedChunks(
            count: commits.count, size: context.sharding.chunkSize(commits.count, most: 256),
            makeWorker: {
                Worker(rules: rules, reader: try session.makeReader(), matchers: try rules.makeMatchers())
            },
            compute: { worker, chunk in
                commits[chunk].map { row in
                    worker.findings(table.ids[Int(row)], parents: table.parentCount(row))
                }
            },
            consume: { (results: [Result<[CheckFinding], RgitError>]) in
                for result in results {
                    switch result {
                    case .success(let found): findings += found
                    case .failure(let problem): problems.append(problem)
                    }
                }
            })
        return (findings, problems)
    }

    private func makeMatchers() throws(RgitError) -> [CommitFilter.Matcher] {
        var matchers: [CommitFilter.Matcher] = []
        for message in messages { matchers.append(try message.filter.makeMatcher()) }
        return matchers
    }

    /// One worker's reader and patterns.
    private struct Worker {
        let rules: CommitRules
        let reader: ObjectReader
        let matchers: [CommitFilter.Matcher]

        func findings(_ id: ObjectID, parents: Int) -> Result<[CheckFinding], RgitError> {
            do throws(RgitError) {
                return .success(try broken(id, parents))
            } catch {
                return .failure(error)
            }
        }

        private func broken(_ id: ObjectID, _ parents: Int) throws(RgitError) -> [CheckFinding] {
            let content = try reader.commit(id)
            let text = content.recoded
            let summary = Text(Summary.of(text.bytes[text.layout.message])).string
            var findings: [CheckFinding] = []
            func note(
                _ rule: CheckRule, _ what: String, limit: CheckFinding.Value? = nil,
                value: CheckFinding.Value? = nil
            ) {
                findings.append(
                    CheckFinding(rule, limit: limit, value: value, id, message: "\(what): \(summary)"))
            }
            let general = rules.rules
            if parents > 1 {
                if general.holds(.noMerges) { note(.noMerges, "a merge", value: .number(parents)) }
                guard rules.includesMerges else { return findings }
            }
            if let keys = general.texts[.require], !keys.isEmpty {
                let trailers = Trailers.parse(text.bytes[text.layout.message], syntax: rules.trailerSyntax)
                for key in keys
                where !trailers.contains(where: {
                    // A trailer without a value says nothing.
                    ASCII.equalIgnoringCase($0.key, key.bytes) && !$0.value.allSatisfy(ASCII.isSpace)
                }) {
                    note(.require, "without the trailer '\(key)'", limit: .text(key))
                }
            }
            for (message, matcher) in zip(rules.messages, matchers) where !matcher.matches(content.bytes) {
                if let failure = matcher.failure { throw failure }
                note(
                    .message, "the message does not match '\(message.pattern)'", limit: .text(message.pattern)
                )
            }
            if general.holds(.signed) {
                let signature = content.layout.signature.map { content.bytes[$0] } ?? []
                if signature.allSatisfy(ASCII.isSpace) { note(.signed, "not signed") }
            }
            return findings
        }
    }
}
