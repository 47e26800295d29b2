// Answers `rgit log`: the selected commits, decoded on all workers, handed on in order.

import GitObjects

/// The commits of a history, in git's order.
public struct LogQuery: Sendable {
    /// What is known when all rows have been handed on.
    public struct Summary: Sendable {
        /// How many commits there were.
        public var count = 0
        /// How many commits' line counts could not be known, for blobs or trees that are missing.
        public var unknownStats = 0
        /// Whether the repository is shallow, so that history may be longer than what is here.
        public var shallow = false
        /// What could not be read.
        public var problems: [RgitError] = []
        /// What git would warn of.
        public var warnings: [RgitError] = []
    }

    private let session: Session
    private let request: LogRequest
    private let parts: Commit.Parts
    private let sharding: Sharding
    private let progress: ProgressMeter?

    /// Asks for commits; only the `parts` named are filled in.
    public init(
        session: Session, request: LogRequest, parts: Commit.Parts = .all, sharding: Sharding,
        progress: ProgressMeter? = nil
    ) {
        self.progress = progress
        self.session = session
        self.request = request
        self.parts = parts
        self.sharding = sharding
    }

    /// What is known before the first row.
    public var preliminarySummary: Summary { Summary(shallow: !session.shallowCommits.isEmpty) }

    /// Only how many commits there are.
    public func count() async throws -> Summary {
        let reader = try session.makeReader()
        var selection = try CommitSelection(
            session: session, request: request.history, reader: reader, mailmap: try mailmap(reader),
            sharding: sharding)
        var summary = preliminarySummary
        summary.count = try await selection.count()
        summary.warnings = selection.warnings
        summary.problems = selection.problems
        return summary
    }

    /// The mailmap, where the request or the configuration does not turn it off and somebody is going to be named.
    private func mailmap(_ reader: ObjectReader) throws(RgitError) -> Mailmap? {
        let history = request.history
        var isOn = history.useMailmap
        if isOn == nil { isOn = try session.config.bool("log.mailmap") }
        guard isOn ?? true else { return nil }
        let isNeeded =
            !parts.isDisjoint(with: [.people, .trailers]) || !history.authors.isEmpty
            || !history.committers.isEmpty
        return isNeeded ? session.mailmap(reader) : nil
    }

    /// How lines are counted, where they are.
    private func statsPlan(_ pathspec: Pathspec) throws(RgitError) -> CommitStatsPlan? {
        guard request.stats else { return nil }
        return try CommitStatsPlan(
            session, options: request.diff,
            diffMergesFirstParent: request.diffMergesFirstParent ?? request.history.firstParent,
            pathspec: pathspec)
    }

    /// Decodes the selected commits and turns stretches of them into outputs with `transform`, both on all workers, and
    /// hands the outputs to `consume` in order while later ones are being made.
    ///
    /// - Throws: `RgitError` where the question cannot be answered at all; what could not be read of a history that
    ///   was otherwise shown is in the summary.
    public func run<Output: Sendable>(
        transform: @escaping @Sendable ([Commit]) throws -> Output,
        consume: (Output) async throws -> Void
    ) async throws -> Summary {
        let reader = try session.makeReader()
        let mailmap = try mailmap(reader)
        let decoder = CommitDecoder(
            parts: parts, mailmap: mailmap ?? Mailmap(), trailerSyntax: TrailerSyntax(session.config))
        var selection = try CommitSelection(
            session: session, request: request.history, reader: reader, mailmap: mailmap,
            wantsTexts: decoder.needsBytes, sharding: sharding)
        let decorations =
            parts.contains(.refs)
            ? try await Decorations(session: session, sharding: sharding) : Decorations()
        let plan = try statsPlan(selection.pathspec)
        let session = session
        let pool = WorkerPool {
            let reader = try session.makeReader(.trees)
            return LogWorker(
                loader: CommitLoader(session: session, reader: reader), decoder: decoder,
                decorations: decorations,
                stats: try plan?.makeWorker(reader))
        }
        let window = plan.map { _ in StatsWindow(sharding: sharding, pool: pool) { $0.stats } }
        var summary = preliminarySummary
        var problems: [RgitError] = []
        progress?.begin("Reading commits")
        var batchSize = 128
        while true {
            let batch = try await selection.next(batchSize)
            if batch.isEmpty { break }
            // More at once would only keep the first waiting.
            batchSize = min(batchSize * 8, session.memory.windowCommits)
            let texts = selection.texts
            let counted = try await window?.count(batch, selection.table)
            try await sharding.orderedChunks(
                count: batch.count, size: 128, pool: pool,
                compute: { worker, range in
                    let (commits, problems) = worker.decode(batch[range], texts, counted)
                    let unknown = counted == nil ? 0 : commits.count { $0.stats == nil }
                    return (try transform(commits), commits.count, unknown, problems)
                },
                consume: { (output: Output, count: Int, unknown: Int, found: [RgitError]) in
                    summary.count += count
                    progress?.advance(by: count)
                    summary.unknownStats += unknown
                    problems += found
                    try await consume(output)
                })
        }
        summary.warnings = selection.warnings + (plan?.skippedRenames.warnings ?? [])
        summary.problems = selection.problems + problems
        return summary
    }
}

/// One worker's way from names to decoded commits.
private struct LogWorker {
    let loader: CommitLoader
    var decoder: CommitDecoder
    let decorations: Decorations
    let stats: CommitStats?

    mutating func decode(
        _ selected: ArraySlice<SelectedCommit>, _ texts: CommitTexts?, _ counted: WindowStats?
    ) -> ([Commit], [RgitError]) {
        var commits: [Commit] = []
        commits.reserveCapacity(selected.count)
        var problems: [RgitError] = []
        for (index, one) in zip(selected.indices, selected) {
            do throws(RgitError) {
                var commit = try decode(one, texts)
                switch counted?[index] {
                case .success(let stats): commit.stats = stats
                case .failure(let error): problems.append(error)
                case nil: break
                }
                commits.append(commit)
            } catch {
                problems.append(error)
            }
        }
        return (commits, problems)
    }

    private mutating func decode(
        _ selected: SelectedCommit, _ texts: CommitTexts?
    ) throws(RgitError) -> Commit {
        let id = selected.id
        if decoder.needsBytes {
            let bytes =
                if let text = texts?[selected.row] { text } else { try loader.reader.bytes(id, .commit) }
            var content = try CommitContent(bytes, of: id)
            loader.overrideParents(of: id, in: &content.layout.links)
            return decoder.decode(id, content, refs: decorations[id])
        }
        return decoder.bare(id, refs: decorations[id])
    }
}
