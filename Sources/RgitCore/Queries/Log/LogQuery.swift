// Answers `rgit log`: the selected commits, decoded on all workers, handed on in order.

import GitObjects
import Records

/// The commits of a history, in git's order (`git log`).
package struct LogQuery: Query {
    package typealias Row = Commit

    package let context: QueryContext
    private let request: LogRequest
    private let parts: Commit.Parts

    package init(_ request: LogRequest, parts: Commit.Parts, in context: QueryContext) {
        self.context = context
        var request = request
        // As in git, what compares a merge with single parents looks at all of history.
        if request.diffMerges == .separate || request.diffMerges == .firstParent {
            request.history.fullHistory = true
        }
        if request.pickaxe.kind == .object { request.history.fullHistory = true }
        if request.history.ignoreCase { request.pickaxe.ignoresCase = true }
        self.request = request
        self.parts = Self.countsLines(request) ? parts.union(.stats) : parts
    }

    /// Whether rows have line counts: a patch is shown with them, but that of followed lines.
    private static func countsLines(_ request: LogRequest) -> Bool {
        request.stats || request.patch && request.lines.isEmpty
    }

    package static func demandedFields(
        of request: LogRequest, for purpose: FieldSelection<Commit>.Purpose
    ) -> Set<String> {
        let graph = request.history.graph
        var fields: Set<String> = countsLines(request) ? ["stats"] : []
        if !request.lines.isEmpty, purpose == .data {
            fields.insert("line_ranges")
            if request.patch { fields.insert("line_patch") }
        }
        if graph.namesSides { fields.insert("side") }
        if graph.boundary { fields.insert("boundary") }
        if request.history.walksReflogs { fields.formUnion(["selector", "reflog_message"]) }
        if graph.equivalents == .mark { fields.insert("cherry") }
        return fields
    }

    package static func request(_ request: LogRequest, selecting parts: Commit.Parts) -> LogRequest {
        var request = request
        if parts.contains(.stats) { request.stats = true }
        return request
    }

    package static var streams: Bool { true }
    package static func limitsCommits(_ request: LogRequest) -> Bool { request.history.maxCount != nil }
    package static func whyEmpty(_ request: LogRequest) -> String {
        request.pickaxe.effectiveKind == nil ? request.history.whyEmpty : "no commit has such a change"
    }
    package static func textForm(of request: LogRequest) -> TextForm? { request.count ? .line : nil }
    package static func tableForm(of request: LogRequest) -> TextForm? { request.patch ? .document : nil }
    package static func printsPatches(_ request: LogRequest) -> Bool { request.patch }

    /// Writes only how many commits there are, and nothing where that cannot be known; or the commits with their patches.
    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<LogSummary> {
        guard request.count else {
            let mailmap = try mailmap(context.session.makeReader(), isNeeded: true)
            return try await LogPatches(
                context: context, request: request, following: following, searching: searching,
                mailmap: mailmap, merges: merges
            ).write(output)
        }
        let graph = request.history.graph
        if graph.leftRight || graph.equivalents == .mark { return try await writeSides(output) }
        let (answer, isKnown) = try await count()
        guard isKnown else { return answer }
        try await output(Array("\(answer.summary.count)\n".utf8))
        return answer
    }

    /// Writes how many commits are on each side, and how many have an equivalent, as `git rev-list --count` does.
    private func writeSides(
        _ output: ([UInt8]) async throws -> Void
    ) async throws -> Answer<LogSummary> {
        var selection = try selection()
        let counts = try await selection.countSides()
        var answer = Answer(LogSummary(), from: context.session)
        answer.summary.count = counts.left + counts.right + counts.equivalent
        answer.warnings = selection.warnings
        answer.summary.unknownCommits = selection.unknownCommits
        answer.problems = selection.problems
        guard selection.isComplete else { return answer }
        let graph = request.history.graph
        var numbers = graph.leftRight ? [counts.left, counts.right] : [counts.left + counts.right]
        if graph.equivalents == .mark { numbers.append(counts.equivalent) }
        try await output(Array((numbers.map(String.init).joined(separator: "\t") + "\n").utf8))
        return answer
    }

    private func selection() throws -> CommitSelection {
        let reader = try context.session.makeReader()
        return try CommitSelection(
            session: context.session, request: request.history, reader: reader, mailmap: try mailmap(reader),
            following: following, searching: searching, sharding: context.sharding)
    }

    /// Only how many commits there are, and whether all could be read that this depends on.
    func count() async throws -> (answer: Answer<LogSummary>, isKnown: Bool) {
        var selection = try selection()
        var answer = Answer(LogSummary(), from: context.session)
        answer.summary.count = try await selection.count()
        answer.warnings = selection.warnings
        answer.summary.unknownCommits = selection.unknownCommits
        answer.problems = selection.problems
        return (answer, selection.isComplete)
    }

    /// The mailmap, where the request or the configuration does not turn it off and a person is going to be named.
    private func mailmap(_ reader: ObjectReader, isNeeded: Bool = false) throws(RgitError) -> Mailmap? {
        let history = request.history
        let isNeeded =
            isNeeded || !parts.isDisjoint(with: [.people, .trailers]) || !history.authors.isEmpty
            || !history.committers.isEmpty
        return isNeeded ? try context.session.mailmap(of: history, reader) : nil
    }

    /// How a file is followed: as in git `log.follow` is for rows, not for `--count`, which is that of git rev-list.
    private var following: CommitSelection.Following {
        CommitSelection.Following(
            byDefault: !request.count, merges: merges, lines: request.lines, diff: request.diff)
    }

    /// What is looked for.
    private var searching: CommitPickaxe.Request {
        CommitPickaxe.Request(
            pickaxe: request.pickaxe, diff: request.diff, patches: request.patches, merges: merges)
    }

    private var merges: MergeDiff {
        // As in git there is only the first parent to compare with.
        if request.history.firstParent, request.diffMerges == .separate { return .firstParent }
        return request.diffMerges ?? (request.history.firstParent ? .firstParent : .off)
    }

    /// How lines are counted, where they are.
    private func statsPlan(_ pathspec: Pathspec) throws(RgitError) -> CommitStatsPlan? {
        guard parts.contains(.stats) else { return nil }
        guard request.lines.isEmpty else {
            throw RgitError(.usage, "lines that are followed are not counted", "--stats")
        }
        if merges == .separate {
            throw RgitError(
                .usage, "a commit has one list of files", "--diff-merges=separate",
                hint: "'--patch' shows a merge several times where it is text")
        }
        return try CommitStatsPlan(
            context.session, options: request.diff,
            diffMergesFirstParent: merges != .off,
            pathspec: pathspec)
    }

    /// The maximum number of commits that are decoded together where no lines are counted: few enough that the contents
    /// which were read ahead of them are still at hand.
    private static let decodedTogether = 8192

    /// Decodes the selected commits on all workers, which prepare them too, while later ones are being selected.
    package func run(_ receiver: RowReceiver<LogQuery>) async throws -> Answer<LogSummary> {
        let (session, sharding, progress) = (context.session, context.sharding, context.progress)
        try ConfigRules.check(session.config, .log, .diff)
        let reader = try session.makeReader()
        let mailmap = try mailmap(reader)
        let decoder = CommitDecoder(
            parts: parts, mailmap: mailmap ?? Mailmap(), trailerSyntax: TrailerSyntax(session.config),
            encoding: OutputEncoding(request.history.encoding))
        let selection = SelectionAhead(
            try CommitSelection(
                session: session, request: request.history, reader: reader, mailmap: mailmap,
                following: following, searching: searching, wantsTexts: decoder.needsBytes, sharding: sharding
            ))
        let decorations =
            parts.contains(.refs)
            ? try await Decorations(session: session, sharding: sharding) : Decorations()
        let plan = try statsPlan(selection.pathspec)
        let writesLines = request.patch && !request.lines.isEmpty
        let patchPlan =
            request.patch && plan != nil
            ? try CommitPatchPlan(
                session, request.diff, request.patches, merges: merges, pathspec: selection.pathspec) : nil
        let pool = WorkerPool {
            let reader = try session.makeReader(.trees)
            return LogWorker(
                loader: CommitLoader(session: session, reader: reader), decoder: decoder,
                decorations: decorations,
                stats: try plan?.makeWorker(reader), patcher: try patchPlan?.makePatcher(reader),
                linePatch: writesLines ? LineHistoryPatch(reader) : nil)
        }
        let window = (patchPlan == nil ? plan : nil).map { _ in
            StatsWindow(sharding: sharding, pool: pool, progress: progress) { $0.stats }
        }
        var answer = Answer(LogSummary(), from: session)
        var problems: [RgitError] = []
        let prepare = receiver.prepare
        try await receiver.begin(answer)
        progress?.begin("Reading commits", also: window.map { _ in StatsWindow<LogWorker>.progressUnit })
        // Few at first, so that they are shown at once.
        var batchSize = 8
        var batch = try await selection.next(batchSize, withTable: plan != nil)
        while !batch.commits.isEmpty {
            // More would keep the first commits waiting.
            batchSize = min(batchSize * 8, plan == nil ? Self.decodedTogether : session.memory.windowCommits)
            let (selected, texts, limit) = (batch.commits, batch.texts, batchSize)
            var counted: WindowStats?
            let table = batch.table.take()
            if let window, let table { counted = try await window.count(selected, table) }
            let patchedTable = patchPlan == nil ? nil : table
            let makeRows = { [counted] () async throws in
                try await sharding.orderedChunks(
                    // Commits with their patches are large.
                    count: selected.count, size: patchPlan == nil ? 128 : 4, pool: pool,
                    compute: { worker, range in
                        let (commits, problems) = worker.decode(selected[range], texts, counted, patchedTable)
                        let isCounted = counted != nil || worker.patcher != nil
                        let unknown = isCounted ? commits.count { $0.stats == nil } : 0
                        return (try prepare(commits[...]), commits.count, unknown, problems)
                    },
                    consume: { (output: any Sendable, count: Int, unknown: Int, found: [RgitError]) in
                        answer.summary.count += count
                        if counted == nil { progress?.advance(by: count) }
                        answer.summary.unknownStats += unknown
                        problems += found
                        try await receiver.receive(output)
                    })
            }
            if sharding.jobs > 1, plan == nil {
                // The next commits are selected meanwhile.
                async let following =
                    limit < Self.decodedTogether
                    ? selection.next(limit, withTable: false) : selection.nextApart(limit)
                try await makeRows()
                batch = try await following
            } else {
                try await makeRows()
                batch = try await selection.next(limit, withTable: plan != nil)
            }
        }
        let end = selection.end
        answer.warnings = end.warnings + ((patchPlan?.stats ?? plan)?.skippedRenames.warnings ?? [])
        answer.summary.unknownCommits = end.unknownCommits
        answer.omissions = Omission.unknownCommits(end.unknownCommits)
        answer.problems = end.problems + problems
        return answer
    }
}

/// One worker that decodes commits by name.
private struct LogWorker {
    let loader: CommitLoader
    var decoder: CommitDecoder
    let decorations: Decorations
    let stats: CommitStats?
    let patcher: CommitPatcher?
    let linePatch: LineHistoryPatch?
    /// The content of one commit after the other.
    private var text: [UInt8] = []

    init(
        loader: CommitLoader, decoder: CommitDecoder, decorations: Decorations, stats: CommitStats?,
        patcher: CommitPatcher?, linePatch: LineHistoryPatch?
    ) {
        self.loader = loader
        self.decoder = decoder
        self.decorations = decorations
        self.stats = stats
        self.patcher = patcher
        self.linePatch = linePatch
    }

    mutating func decode(
        _ selected: ArraySlice<SelectedCommit>, _ texts: CommitTexts?, _ counted: WindowStats?,
        _ table: CommitTable?
    ) -> ([Commit], [RgitError]) {
        var commits: [Commit] = []
        commits.reserveCapacity(selected.count)
        var problems: [RgitError] = []
        for (index, one) in zip(selected.indices, selected) {
            do throws(RgitError) {
                // Completed in place: a commit is large, and a variable of its own would be a copy.
                commits.append(try decode(one, texts))
                complete(&commits[commits.count - 1], one, counted?[index], table, &problems)
            } catch {
                problems.append(error)
            }
        }
        return (commits, problems)
    }

    /// Adds what a commit does not record itself: where it is in the walk, what it changed.
    private func complete(
        _ commit: inout Commit, _ selected: SelectedCommit, _ counted: Result<Stats, RgitError>?,
        _ table: CommitTable?, _ problems: inout [RgitError]
    ) {
        selected.place?.note(in: &commit)
        if let lines = selected.lines {
            commit.lineRanges = lines.flatMap(CommitLineRange.ranges)
            do throws(RgitError) {
                commit.linePatch = try linePatch.map { patch throws(RgitError) in Text(try patch.text(lines))
                }
            } catch {
                problems.append(error)
            }
        }
        if let patcher, let table {
            do throws(RgitError) {
                commit.stats = try patcher.stats(selected, in: table)
            } catch {
                problems.append(error)
            }
        }
        switch counted {
        case .success(let stats): commit.stats = stats
        case .failure(let error): problems.append(error)
        case nil: break
        }
    }

    private mutating func decode(
        _ selected: SelectedCommit, _ texts: CommitTexts?
    ) throws(RgitError) -> Commit {
        let id = selected.id
        if decoder.needsBytes {
            if texts?.copy(selected.row, into: &text) != true { text = try loader.reader.bytes(id, .commit) }
            var content = try CommitContent(text, of: id)
            loader.overrideParents(of: id, in: &content.layout.links)
            return decoder.decode(id, content, refs: decorations[id])
        }
        return decoder.bare(id, refs: decorations[id])
    }
}
