// Answers `rgit branches`: which branches there are, their last commits, and how they stand to others.

import GitObjects

/// The branches of a repository (git for-each-ref, git rev-list --left-right --count).
public struct BranchesQuery: Sendable {
    /// The answer.
    public struct Report: Sendable {
        /// The branches in the order asked for.
        public var branches: [Branch] = []
        /// What distances to the base are counted against; `nil` where there is no base.
        public var base: Text?
        /// The full name of the branch that is checked out; `nil` when HEAD is detached.
        public var head: Text?
        /// Whether the repository is shallow, so that counts may be smaller than they would be.
        public var shallow = false
        /// Branches, or histories of theirs, that could not be read.
        public var problems: [RgitError] = []
        /// What git would warn of, such as symbolic branches that lead nowhere.
        public var warnings: [RgitError] = []
    }

    /// What all branches are compared with, the same for every worker.
    private struct Context: Sendable {
        let repo: Repo
        let request: BranchesRequest
        let parts: Branch.Parts
        let head: [UInt8]?
        let base: (name: [UInt8], id: ObjectID)?
        let contains: [ObjectID]
        let noContains: [ObjectID]
        let merged: [ObjectID]
        let noMerged: [ObjectID]
    }

    /// A worker with its reader and what it has read of history.
    private struct Worker {
        let reader: ObjectReader
        let resolver: RevisionResolver
        var distances: AheadBehind
        var decoder: CommitDecoder

        init(_ repo: Repo) throws(RgitError) {
            reader = try repo.makeReader()
            resolver = RevisionResolver(repo: repo, reader: reader)
            distances = AheadBehind(loader: resolver.loader)
            decoder = CommitDecoder(
                parts: [.people, .message], mailmap: Mailmap(), trailerSyntax: TrailerSyntax())
        }
    }

    /// What came of one reference.
    private struct Outcome: Sendable {
        var branch: Branch?
        var problems: [RgitError] = []
    }

    private let repo: Repo
    private let request: BranchesRequest
    private let parts: Branch.Parts
    private let sharding: Sharding
    private let progress: ProgressMeter?

    /// Asks for branches; only the `parts` named are filled in.
    public init(
        repo: Repo, request: BranchesRequest, parts: Branch.Parts = .all, sharding: Sharding,
        progress: ProgressMeter? = nil
    ) {
        self.progress = progress
        self.repo = repo
        self.request = request
        self.parts = parts
        self.sharding = sharding
    }

    /// Finds the answer. A branch that cannot be read is left out and told among the problems.
    ///
    /// Throws `.usage` for an unknown sort key and `.revision` for a revision of an option that names no commit.
    public func run() async throws -> Report {
        let keys = try request.sort.map { text throws(RgitError) in try BranchSortKey(text) }
        let parts = keys.reduce(self.parts) { $0.union($1.parts) }
        var report = Report()
        report.shallow = !repo.shallowCommits.isEmpty
        let head = try? repo.head
        report.head = head?.referenceName.map { Text($0) }
        let reader = try repo.makeReader()
        let context = try makeContext(reader, parts: parts, head: head?.referenceName)
        report.base = context.base.map { Text($0.name) }
        let references = try candidates(&report)
        // One branch a chunk: a long-forgotten one takes as long as a hundred fresh ones.
        let (repo, progress) = (repo, progress)
        progress?.begin("Comparing branches", total: references.count)
        try await sharding.orderedChunks(
            count: references.count, size: 1,
            makeWorker: { try Worker(repo) },
            compute: { worker, range in
                let outcomes = range.map { Self.examine(references[$0], context, &worker) }
                progress?.advance(by: range.count)
                return outcomes
            },
            consume: { (outcomes: [Outcome]) in
                for outcome in outcomes {
                    if let branch = outcome.branch { report.branches.append(branch) }
                    report.problems += outcome.problems
                }
            })
        BranchSortKey.sort(&report.branches, by: keys, ignoringCase: request.ignoreCase)
        return report
    }

    private func makeContext(
        _ reader: ObjectReader, parts: Branch.Parts, head: [UInt8]?
    ) throws(RgitError) -> Context {
        let resolver = RevisionResolver(repo: repo, reader: reader)
        func commits(_ revisions: [[UInt8]]) throws(RgitError) -> [ObjectID] {
            var result: [ObjectID] = []
            for revision in revisions { result.append(try resolver.commit(revision)) }
            return result
        }
        return Context(
            repo: repo, request: request, parts: parts, head: head,
            base: try base(resolver, isNeeded: parts.contains(.baseDistance)),
            contains: try commits(request.contains), noContains: try commits(request.noContains),
            merged: try commits(request.merged), noMerged: try commits(request.noMerged))
    }

    /// What branches are compared with: what was asked for, else the default branch, where there is one.
    ///
    /// The default branch is what `refs/remotes/origin/HEAD` points to; else the first of `init.defaultBranch`, `main`
    /// and `master` that exists.
    private func base(
        _ resolver: RevisionResolver, isNeeded: Bool
    ) throws(RgitError) -> (name: [UInt8], id: ObjectID)? {
        if let asked = request.base { return (asked, try resolver.commit(asked)) }
        guard isNeeded else { return nil }
        var names: [[UInt8]] = []
        if let target = try repo.references.symbolicTarget(of: Array("refs/remotes/origin/HEAD".utf8)) {
            names.append(target)
        }
        for branch in [repo.config.string("init.defaultbranch"), Array("main".utf8), Array("master".utf8)] {
            if let branch, !branch.isEmpty { names.append(Array("refs/heads/".utf8) + branch) }
        }
        for name in names {
            guard let id = try repo.references.resolve(name) else { continue }
            // A default branch that is damaged is told as a branch; it is no reason to fail.
            guard let end = try? resolver.peelTags(id), end.type == .commit else { continue }
            return (ReferenceName.short(name), end.id)
        }
        return nil
    }

    // MARK: References

    /// The references in question, those that lead nowhere told and left out.
    private func candidates(_ report: inout Report) throws(RgitError) -> [Reference] {
        var all: [Reference] = []
        if request.scope != .remote { all += try repo.references.references(prefix: "refs/heads/") }
        if request.scope != .local { all += try repo.references.references(prefix: "refs/remotes/") }
        var result: [Reference] = []
        for reference in all where matches(reference) {
            switch reference.defect {
            case nil: result.append(reference)
            case .dangling:
                report.warnings.append(
                    RgitError(.revision, "ignoring symbolic branch that leads nowhere", reference.name))
            case .badName:
                report.warnings.append(
                    RgitError(.revision, "ignoring branch with broken name", reference.name))
            case .broken:
                report.problems.append(RgitError(.damaged, "broken reference", reference.name))
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

    private static func examine(
        _ reference: Reference, _ context: Context, _ worker: inout Worker
    ) -> Outcome {
        var outcome = Outcome()
        do throws(RgitError) {
            outcome.branch = try branch(reference, context, &worker, &outcome.problems)
        } catch {
            outcome.problems.append(told(error, of: reference))
        }
        return outcome
    }

    /// The error with the branch's name in front.
    private static func told(_ error: RgitError, of reference: Reference) -> RgitError {
        let subject = error.subject.isEmpty ? [] : [0x20] + error.subject
        return RgitError(
            error.kind, "cannot read branch '\(reference.shortName.shown)'",
            Array(error.what.utf8) + subject, hint: error.hint, object: error.object)
    }

    private static func branch(
        _ reference: Reference, _ context: Context, _ worker: inout Worker, _ problems: inout [RgitError]
    ) throws(RgitError) -> Branch? {
        guard let end = try worker.resolver.peelTags(reference.target) else {
            throw RgitError(
                .missingObject, "missing object", reference.target.hex, object: reference.target)
        }
        guard end.type == .commit else {
            throw RgitError(.damaged, "not a commit", reference.target.hex, object: reference.target)
        }
        let id = end.id
        guard try isWanted(id, context, &worker) else { return nil }
        var branch = Branch(
            name: Text(reference.shortName), path: Text(reference.name), hexsha: reference.target,
            isHead: reference.name == context.head, isRemote: reference.name.hasPrefix("refs/remotes/"),
            symbolicTarget: reference.symbolicTarget.map { Text($0) }, trackingBranch: nil,
            upstreamGone: false, upstreamDistance: nil, base: context.base.map { Text($0.name) },
            baseDistance: nil, author: nobody, committer: nobody, summary: "")
        if context.parts.contains(.commit) { try fill(&branch, id, &worker) }
        do throws(RgitError) {
            try follow(&branch, reference, id, context, &worker)
            if context.parts.contains(.baseDistance), let base = context.base {
                branch.baseDistance = try distance(id, base.id, &worker)
            }
        } catch {
            // The branch itself is known; only how it stands to another is not.
            problems.append(told(error, of: reference))
        }
        return branch
    }

    private static let nobody = Signature(actor: Actor(name: "", email: ""), date: nil)

    private static func fill(_ branch: inout Branch, _ id: ObjectID, _ worker: inout Worker) throws(RgitError)
    {
        let bytes = try worker.reader.bytes(id, .commit)
        guard let layout = CommitParser.layout(bytes.span) else {
            throw RgitError(.damaged, "bad commit object", id.hex, object: id)
        }
        let commit = worker.decoder.decode(id, bytes, layout, refs: [])
        branch.author = commit.author
        branch.committer = commit.committer
        branch.summary = commit.summary
    }

    /// Fills in which branch it follows and how it stands to that.
    private static func follow(
        _ branch: inout Branch, _ reference: Reference, _ id: ObjectID, _ context: Context,
        _ worker: inout Worker
    ) throws(RgitError) {
        guard let short = reference.name.after("refs/heads/") else { return }
        let tracking = RemoteTracking(config: context.repo.config, references: context.repo.references)
        guard case .reference(let upstream) = tracking.upstream(ofBranch: short) else { return }
        branch.trackingBranch = Text(upstream)
        guard let target = try context.repo.references.resolve(upstream) else {
            branch.upstreamGone = true
            return
        }
        guard context.parts.contains(.upstreamDistance) else { return }
        guard let commit = try worker.resolver.peel(target, to: .commit) else {
            throw RgitError(.damaged, "upstream is not a commit", target.hex, object: target)
        }
        branch.upstreamDistance = try distance(id, commit, &worker)
    }

    private static func distance(
        _ one: ObjectID, _ other: ObjectID, _ worker: inout Worker
    ) throws(RgitError) -> Branch.Distance {
        let count = try worker.distances.count(one, other)
        return Branch.Distance(ahead: count.ahead, behind: count.behind)
    }

    /// Whether the filters leave the branch in.
    private static func isWanted(
        _ id: ObjectID, _ context: Context, _ worker: inout Worker
    ) throws(RgitError) -> Bool {
        if !context.contains.isEmpty {
            var found = false
            for commit in context.contains where !found {
                found = try worker.distances.isReachable(commit, from: id)
            }
            guard found else { return false }
        }
        for commit in context.noContains where try worker.distances.isReachable(commit, from: id) {
            return false
        }
        if !context.merged.isEmpty {
            var found = false
            for commit in context.merged where !found {
                found = try worker.distances.isReachable(id, from: commit)
            }
            guard found else { return false }
        }
        for commit in context.noMerged where try worker.distances.isReachable(id, from: commit) {
            return false
        }
        return true
    }
}

extension Repo {
    /// All local branches by name, or remote-tracking ones too, with their last commits and nothing counted.
    public func branches(
        _ scope: BranchesRequest.Scope = .local, jobs: Int = 1
    ) async throws -> [Branch] {
        var request = BranchesRequest()
        request.scope = scope
        return try await BranchesQuery(
            repo: self, request: request, parts: .commit, sharding: Sharding(jobs: jobs)
        ).run().branches
    }
}
