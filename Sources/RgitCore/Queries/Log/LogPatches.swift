// Writes commits with their patches as `git log -p` prints them.

import GitObjects
import Records

/// The commits of a history as text, in git's default format with their patches.
struct LogPatches {
    let context: QueryContext
    let request: LogRequest
    let following: CommitSelection.Following
    /// What is looked for in commits.
    var searching: CommitPickaxe.Request?
    let mailmap: Mailmap?
    let merges: MergeDiff
    /// The maximum number of bytes of patches that are kept until their turn comes.
    var maximumKept = 32 << 20

    /// One worker's means.
    private struct Worker {
        let loader: CommitLoader
        var decoder: CommitDecoder
        let patcher: CommitPatcher
        /// Whether headings say on which side of `A...B` a commit is.
        let marksSides: Bool

        /// Decodes a commit and compares its trees.
        mutating func layout(
            _ selected: SelectedCommit, _ texts: CommitTexts?, _ table: CommitTable
        ) -> Result<CommitPatcher.Layout, RgitError> {
            do throws(RgitError) {
                let id = selected.id
                let bytes =
                    if let text = texts?[selected.row] { text } else { try loader.reader.bytes(id, .commit) }
                var content = try CommitContent(bytes, of: id)
                loader.overrideParents(of: id, in: &content.layout.links)
                var commit = decoder.decode(id, content, refs: [])
                selected.place?.note(in: &commit)
                if !marksSides { commit.side = nil }
                if let lines = selected.lines {
                    return .success(try patcher.layout(commit, lines: lines))
                }
                return .success(try patcher.layout(commit, selected, in: table))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The maximum number of commits whose patches are made together: enough for the versions of a file to meet.
    private static let commitsTogether = 1024

    /// Writes the commits in order; what could not be read is among the problems.
    func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<LogSummary> {
        let (session, sharding, progress) = (context.session, context.sharding, context.progress)
        try ConfigRules.check(session.config, .log, .diff)
        let reader = try session.makeReader()
        let decoder = CommitDecoder(
            parts: CommitHeading.parts, mailmap: mailmap ?? Mailmap(),
            trailerSyntax: TrailerSyntax(session.config),
            encoding: OutputEncoding(request.history.encoding), recodesAsWhole: true)
        var selection = try CommitSelection(
            session: session, request: request.history, reader: reader, mailmap: mailmap,
            following: following, searching: searching, wantsTexts: true, sharding: sharding)
        let plan = try CommitPatchPlan(
            session, request.diff, request.patches, merges: merges, pathspec: selection.pathspec)
        let marksSides = request.history.graph.leftRight
        let pool = WorkerPool {
            let reader = try session.makeReader(.trees)
            return Worker(
                loader: CommitLoader(session: session, reader: reader), decoder: decoder,
                patcher: try plan.makePatcher(reader), marksSides: marksSides)
        }
        let window = PatchWindow(sharding: sharding, pool: pool, maximumKept: maximumKept) { $0.patcher }
        var answer = Answer(LogSummary(), from: session)
        var problems: [RgitError] = []
        var hasWritten = false
        progress?.begin("Reading commits")
        // Few at first, so that they are shown at once.
        var batchSize = 8
        while true {
            let batch = try await selection.next(batchSize)
            if batch.isEmpty { break }
            batchSize = min(batchSize * 4, Self.commitsTogether)
            let (texts, table) = (selection.texts, selection.table)
            var layouts: [CommitPatcher.Layout] = []
            try await sharding.orderedChunks(
                // Neighbours share most of their trees.
                count: batch.count, size: sharding.chunkSize(batch.count, most: 128), pool: pool,
                compute: { worker, range in
                    batch[range].map { worker.layout($0, texts, table) }
                },
                consume: { (found: [Result<CommitPatcher.Layout, RgitError>]) in
                    for result in found {
                        switch result {
                        case .success(let layout): layouts.append(layout)
                        case .failure(let error): problems.append(error)
                        }
                    }
                })
            try await window.write(layouts, hasWritten: &hasWritten, &problems, to: output)
            answer.summary.count += batch.count
            progress?.advance(by: batch.count)
        }
        answer.warnings = selection.warnings + plan.stats.skippedRenames.warnings
        answer.summary.unknownCommits = selection.unknownCommits
        answer.omissions = Omission.unknownCommits(selection.unknownCommits)
        answer.problems = selection.problems + problems
        return answer
    }
}
