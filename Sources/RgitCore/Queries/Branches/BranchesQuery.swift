// Answers `rgit branches`: which branches there are, their last commits, and their distances to others.

import GitObjects
import Records

/// The branches of a repository (git for-each-ref, git rev-list --left-right --count).
package struct BranchesQuery: Query {
    package typealias Row = Branch

    /// What all branches are compared with, the same for every worker.
    private struct Comparison: Sendable {
        let session: Session
        let request: BranchesRequest
        let parts: Branch.Parts
        let head: [UInt8]?
        let base: (name: [UInt8], id: ObjectID)?
        let filters: ReferenceFilters
        let forked: ForkedFilter
    }

    /// A worker with its reader.
    private struct Worker {
        let reader: ObjectReader
        let resolver: RevisionResolver
        let tracking: RemoteTracking
        var decoder: CommitDecoder

        init(_ session: Session) throws(RgitError) {
            reader = try session.makeReader()
            resolver = RevisionResolver(session: session, reader: reader)
            tracking = RemoteTracking(session)
            decoder = CommitDecoder(
                parts: [.people, .message], mailmap: Mailmap(), trailerSyntax: TrailerSyntax(),
                takesFirstPeople: true)
        }
    }

    /// What is known about one reference before it is compared with others.
    private struct Draft: Sendable {
        let reference: Reference
        /// The commit it points to; `nil` where `failure` says why not.
        var id: ObjectID?
        var branch: Branch?
        /// The commit its upstream points to, where there is one.
        var upstream: ObjectID?
        /// The first object of the tag object it points to; `nil` for a commit.
        var tagged: ObjectID?
        /// Why the branch cannot be shown.
        var failure: RgitError?
        /// Why the branch's distance to others is unknown.
        var problem: RgitError?
    }

    package let context: QueryContext
    private let request: BranchesRequest
    private let parts: Branch.Parts
    package static func notes(on summary: BranchesSummary, _ request: BranchesRequest) -> [String] {
        summary.base.map { ["+BASE and -BASE: commits ahead of \($0) and behind it"] } ?? []
    }
    package static func whyEmpty(_ request: BranchesRequest) -> String {
        let filters =
            (request.patterns.isEmpty ? [] : ["the patterns"]) + request.usedFilters
            + (request.forked.isEmpty ? [] : ["--forked"]) + (request.gone ? ["--gone"] : [])
            + (request.staleDays == nil ? [] : ["--stale"])
        if !filters.isEmpty { return "no branch matches " + filters.joined(separator: " and ") }
        return request.scope == .remote ? "no remote-tracking branches" : "no branches yet"
    }

    package init(_ request: BranchesRequest, parts: Branch.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    /// Finds the answer. A branch that cannot be read is left out and reported among the problems.
    ///
    /// Throws `.usage` for an unknown sort key and `.revision` for a revision of an option that names no commit.
    package func run(_ receiver: RowReceiver<BranchesQuery>) async throws -> Answer<BranchesSummary> {
        var answer = Answer(BranchesSummary(), from: session)
        let branches = try await branches(&answer)
        try await receiver.take(branches, of: answer)
        return answer
    }

    private var session: Session { context.session }

    private func branches(_ answer: inout Answer<BranchesSummary>) async throws -> [Branch] {
        // As in `git branch`, ignoring case sorts by name anew.
        let order = try ReferenceOrder(
            request.ignoreCase && request.sort.isEmpty ? [Array("refname".utf8)] : request.sort,
            Self.shape(of: request), ignoringCase: request.ignoreCase)
        var parts = self.parts.union(order.parts)
        if request.staleDays != nil { parts.insert(.commit) }
        let head = try? session.head
        answer.summary.head = head?.referenceName
        let reader = try session.makeReader()
        let comparison = try makeComparison(
            reader, parts: parts, head: head?.referenceName?.bytes, warnings: &answer.warnings)
        answer.summary.base = comparison.base.map { Text($0.name) }
        let references = try candidates(&answer)
        let (session, progress) = (session, context.progress)
        progress?.begin("Reading branches", total: references.count)
        var drafts: [Draft] = []
        try await context.sharding.orderedChunks(
            count: references.count, size: 16,
            makeWorker: { try Worker(session) },
            compute: { worker, range in
                let drafts = range.map { Self.draft(references[$0], comparison, &worker) }
                progress?.advance(by: range.count)
                return drafts
            },
            consume: { drafts += $0 })
        let graph = try session.commitGraph()
        var distances = AheadBehind(
            loader: CommitLoader(session: session, reader: reader, graph: graph),
            preloader: CommitPreloader(session: session, sharding: context.sharding))
        try await leaveOutUnwanted(&drafts, comparison, &distances)
        try await compare(&drafts, comparison, &distances)
        if parts.contains(.mergedHow), let base = comparison.base?.id {
            try await findMergedHow(&drafts, base, &answer)
        }
        answer.problems += graph.problems
        var branches: [Branch] = []
        for draft in drafts {
            if let branch = draft.branch, draft.failure == nil { branches.append(branch) }
            for problem in [draft.failure, draft.problem] {
                if let problem { answer.problems.append(problem.reading("branch", draft.reference)) }
            }
        }
        return try await order.sorted(branches, context, &answer)
    }

    private func makeComparison(
        _ reader: ObjectReader, parts: Branch.Parts, head: [UInt8]?, warnings: inout [Warning]
    ) throws(RgitError) -> Comparison {
        let resolver = RevisionResolver(session: session, reader: reader)
        defer { warnings += resolver.warnings }
        return Comparison(
            session: session, request: request, parts: parts, head: head,
            base: try base(resolver, isNeeded: parts.contains(.baseDistance)),
            filters: try ReferenceFilters(request, resolver),
            forked: try ForkedFilter(request.forked, session))
    }

    /// What branches are compared with: what was asked for, else the default branch, where there is one.
    ///
    /// The default branch is the first of ``DefaultBranch/candidates(_:)`` that leads to a commit.
    private func base(
        _ resolver: RevisionResolver, isNeeded: Bool
    ) throws(RgitError) -> (name: [UInt8], id: ObjectID)? {
        if let asked = request.base { return (asked, try resolver.commit(asked)) }
        guard isNeeded else { return nil }
        for name in try DefaultBranch.candidates(session) {
            guard let id = try session.references.resolve(name) else { continue }
            // A damaged default branch is reported in the list of branches; it is no reason to fail.
            guard let end = try? resolver.peelTags(id), end.type == .commit else { continue }
            return (ReferenceName.short(name), end.id)
        }
        return nil
    }

    // MARK: References

    /// The selected references, broken ones reported and left out.
    private func candidates(_ answer: inout Answer<BranchesSummary>) throws(RgitError) -> [Reference] {
        var all: [Reference] = []
        if request.scope != .remote { all += try session.references.references(prefix: "refs/heads/") }
        if request.scope != .local { all += try session.references.references(prefix: "refs/remotes/") }
        var result: [Reference] = []
        for reference in all where matches(reference) {
            if let reason = OmittedReference(reference, "branch") {
                answer.note(reason)
            } else {
                result.append(reference)
            }
        }
        return result
    }

    private func matches(_ reference: Reference) -> Bool {
        guard !request.patterns.isEmpty else { return true }
        let name = reference.shortName
        return request.patterns.contains { Glob.matches($0, name, ignoringCase: request.ignoreCase) }
    }

    // MARK: One branch

    private static func draft(
        _ reference: Reference, _ comparison: Comparison, _ worker: inout Worker
    ) -> Draft {
        var draft = Draft(reference: reference)
        do throws(RgitError) {
            try fill(&draft, comparison, &worker)
        } catch {
            draft.failure = error
        }
        return draft
    }

    private static func fill(
        _ draft: inout Draft, _ comparison: Comparison, _ worker: inout Worker
    ) throws(RgitError) {
        let reference = draft.reference
        guard let end = try worker.resolver.peelTags(reference.target) else {
            throw RgitError(
                .missingObject, "missing object", reference.target.hex, object: reference.target)
        }
        guard end.type == .commit else {
            throw RgitError(.damaged, "not a commit", reference.target.hex, object: reference.target)
        }
        let id = end.id
        draft.id = id
        if comparison.filters.choosesObjects, id != reference.target {
            draft.tagged = try worker.reader.tag(reference.target).target
        }
        var branch = Branch(
            name: Text(reference.shortName), path: Text(reference.name), hexsha: reference.target,
            isHead: reference.name == comparison.head, isRemote: reference.name.hasPrefix("refs/remotes/"),
            symbolicTarget: reference.symbolicTarget.map { Text($0) }, trackingBranch: nil,
            upstreamGone: false, upstreamDistance: nil, base: comparison.base.map { Text($0.name) },
            baseDistance: nil, mergedHow: nil, author: unknownPerson, committer: unknownPerson, summary: "")
        if comparison.parts.contains(.commit) { try fill(&branch, id, &worker) }
        do throws(RgitError) {
            draft.upstream = try upstream(&branch, reference, comparison, &worker)
        } catch {
            // The branch itself is known; only its distance to another is not.
            draft.problem = error
        }
        draft.branch = branch
    }

    private static let unknownPerson = Signature(actor: Actor(name: "", email: ""), date: nil)

    private static func fill(_ branch: inout Branch, _ id: ObjectID, _ worker: inout Worker) throws(RgitError)
    {
        let commit = worker.decoder.decode(id, try worker.reader.commit(id), refs: [])
        branch.author = commit.author
        branch.committer = commit.committer
        branch.summary = commit.summary
    }

    /// Fills in which branch it follows; returns the commit to count the distance from, where that is asked.
    private static func upstream(
        _ branch: inout Branch, _ reference: Reference, _ comparison: Comparison, _ worker: inout Worker
    ) throws(RgitError) -> ObjectID? {
        guard let short = reference.name.after("refs/heads/") else { return nil }
        guard case .reference(let upstream) = try worker.tracking.upstream(ofBranch: short) else {
            return nil
        }
        branch.trackingBranch = Text(upstream)
        guard let target = try comparison.session.references.resolve(upstream) else {
            branch.upstreamGone = true
            return nil
        }
        guard comparison.parts.contains(.upstreamDistance) else { return nil }
        guard let commit = try worker.resolver.peel(target, to: .commit) else {
            throw RgitError(.damaged, "upstream is not a commit", target.hex, object: target)
        }
        return commit
    }

    // MARK: Comparing

    /// Removes the branches that the filters exclude.
    private func leaveOutUnwanted(
        _ drafts: inout [Draft], _ comparison: Comparison, _ distances: inout AheadBehind
    ) async throws {
        if request.gone || !request.forked.isEmpty {
            // Whether a branch is wanted is not known without its upstream.
            for index in drafts.indices where drafts[index].failure == nil {
                drafts[index].failure = drafts[index].problem
            }
        }
        var unread = drafts.filter { $0.failure != nil }
        let found = try await comparison.filters.reached(
            drafts.filter { $0.failure == nil && isWanted($0, comparison) }, commit: \.id, noun: "branches",
            context.progress, &distances)
        for (item, problem) in found.unread {
            var draft = item
            draft.failure = problem
            draft.problem = nil
            unread.append(draft)
        }
        drafts = found.wanted + unread
    }

    /// Whether a branch is wanted by what it points to, what it follows and how old it is.
    private func isWanted(_ draft: Draft, _ comparison: Comparison) -> Bool {
        guard let branch = draft.branch,
            comparison.filters.pointsAtWanted(branch.hexsha, target: draft.tagged),
            comparison.forked.isWanted(branch.trackingBranch?.bytes), !request.gone || branch.upstreamGone
        else { return false }
        guard let days = request.staleDays else { return true }
        let (age, isTooLong) = Int64(days).multipliedReportingOverflow(by: 86_400)
        let (limit, isTooFar) = session.environment.now.subtractingReportingOverflow(age)
        return !isTooLong && !isTooFar && (branch.committer.date?.seconds ?? 0) < limit
    }

    /// Fills in how the base has what the branches changed.
    private func findMergedHow(
        _ drafts: inout [Draft], _ base: ObjectID, _ answer: inout Answer<BranchesSummary>
    ) async throws {
        var merged = try MergedBranches(context, base: base)
        context.progress?.begin("Comparing patches", total: drafts.count)
        for index in drafts.indices {
            defer { context.progress?.advance(by: 1) }
            guard let id = drafts[index].id, let isAncestor = drafts[index].branch?.isMerged else { continue }
            do {
                drafts[index].branch?.mergedHow = try await merged.how(id, isAncestor: isAncestor)
            } catch let error as RgitError where error.kind != .cancelled {
                if drafts[index].problem == nil { drafts[index].problem = error }
            }
        }
        answer.problems += merged.problems
    }

    /// Counts the distances of the branches to their upstreams and to the base.
    private func compare(
        _ drafts: inout [Draft], _ comparison: Comparison, _ distances: inout AheadBehind
    ) async throws {
        let base = comparison.parts.contains(.baseDistance) ? comparison.base?.id : nil
        var pairs: [AheadBehind.Pair] = []
        var questions: [(draft: Int, isBase: Bool)] = []
        for (number, draft) in drafts.enumerated() {
            guard let id = draft.id, draft.failure == nil, draft.problem == nil else { continue }
            for (other, isBase) in [(draft.upstream, false), (base, true)] {
                guard let other else { continue }
                pairs.append(AheadBehind.Pair(left: id, right: other))
                questions.append((number, isBase))
            }
        }
        guard !pairs.isEmpty else { return }
        let answers = try await counted(pairs, &distances)
        for (question, answer) in zip(questions, answers) where drafts[question.draft].problem == nil {
            switch answer {
            case .success(let count):
                let distance = Branch.Distance(ahead: count.ahead, behind: count.behind)
                if question.isBase {
                    drafts[question.draft].branch?.baseDistance = distance
                } else {
                    drafts[question.draft].branch?.upstreamDistance = distance
                }
            case .failure(let error): drafts[question.draft].problem = error
            }
        }
    }

    private func counted(
        _ pairs: [AheadBehind.Pair], _ distances: inout AheadBehind
    ) async throws -> [Result<AheadBehind.Count, RgitError>] {
        let progress = context.progress
        progress?.begin("Comparing branches", total: pairs.count)
        return try await distances.counts(pairs) { progress?.advance(by: $0) }
    }
}
