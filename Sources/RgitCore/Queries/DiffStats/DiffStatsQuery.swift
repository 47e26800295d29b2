// Answers `rgit diff-stats`: which two states are meant, what differs between them, and how many lines.

import GitObjects
import Records

/// The line counts of a comparison.
package struct DiffStatsQuery: Query {
    package typealias Row = DiffStatsRow

    package let context: QueryContext
    private let request: DiffStatsRequest

    package init(_ request: DiffStatsRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static func demandedFields(
        of request: DiffStatsRequest, for purpose: FieldSelection<DiffStatsRow>.Purpose
    ) -> Set<String> {
        // The table has a picture; programs ask for numbers.
        ownFields(request.key).union(purpose == .table ? ["graph"] : [])
    }

    package static func textForm(of request: DiffStatsRequest) -> TextForm? {
        request.numstat ? .document : nil
    }

    package static func totals(of summary: DiffStatsSummary, _ request: DiffStatsRequest) -> [DiffStatsRow] {
        [.total(summary.total)]
    }

    package static func lines(of summary: DiffStatsSummary) -> Int? { summary.total.lines }
    package static func whyEmpty(_ request: DiffStatsRequest) -> String { "nothing differs" }

    package func run(_ receiver: RowReceiver<DiffStatsQuery>) async throws -> Answer<DiffStatsSummary> {
        let (files, answer) = try await files()
        try await receiver.take(rows(files, answer), of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<DiffStatsSummary> {
        let (files, answer) = try await files()
        let numstat = Numstat(
            quotesHigh: try context.session.config.bool("core.quotepath") ?? true,
            nulTerminated: request.nulTerminated)
        try await output(numstat.lines(files))
        return answer
    }

    /// What the list of rows is called.
    package static func rowsName(of request: DiffStatsRequest) -> String? {
        switch request.key {
        case .file: "files"
        case .directory: "directories"
        case .extension: "extensions"
        }
    }

    /// Which fields a row has besides the counts.
    private static func ownFields(_ key: DiffStatsRequest.Key) -> Set<String> {
        switch key {
        case .file: ["path", "old_path", "change_type", "binary", "similarity"]
        case .directory: ["directory", "files", "binary_files"]
        case .extension: ["extension", "files", "binary_files"]
        }
    }

    private func rows(_ files: [FileStats], _ answer: Answer<DiffStatsSummary>) -> [DiffStatsRow] {
        guard request.key != .file else {
            let maximum = files.reduce(0) { max($0, $1.insertions + $1.deletions) }
            return files.map { .file($0, maximum: maximum) }
        }
        let groups = answer.summary.groups
        let maximum = groups.reduce(0) { max($0, $1.lines) }
        return groups.map { .group($0, maximum: maximum) }
    }

    /// The changed files in git's order.
    ///
    /// - Throws: `RgitError` where the question cannot be answered at all; what could not be read of single files is among
    ///   the answer's problems.
    func files() async throws -> (files: [FileStats], answer: Answer<DiffStatsSummary>) {
        let plan = try DiffStatsPlan(session: context.session, request: request)
        let pool = WorkerPool { try plan.makeWorker() }
        var answer = Answer(DiffStatsSummary(), from: context.session)
        var parts = UnreadableParts()
        let changes = try await changes(pool, &parts)
        answer.summary.unknownDirectories = parts.directories.count
        answer.summary.unknownFiles = parts.files
        answer.problems = parts.problems
        let filtered = try pool.withWorker { $0.externallyFiltered(changes) }
        context.progress?.begin("Counting lines", total: changes.count)
        let progress = context.progress
        var files: [FileStats] = []
        // A few files can take as long as all others, and often they are neighbours.
        try await context.sharding.orderedChunks(count: changes.count, size: 8, pool: pool) { worker, range in
            let outcome = worker.count(changes[range])
            progress?.advance(by: range.count)
            return outcome
        } consume: { outcome in
            files += outcome.files
            answer.summary.unknownFiles += outcome.problems.count
            answer.problems += outcome.problems
        }
        for file in files { answer.summary.total.add(file) }
        if request.key != .file {
            answer.summary.groups = DiffStatsGroup.groups(of: files, by: request.key, depth: request.depth)
        }
        answer.warnings =
            plan.warnings + plan.skippedRenames.warnings + plan.encodings.warnings
            + Self.warnings(filtered)
        return (files, answer)
    }

    /// What differs, renames found; what could not be read is noted in `parts`.
    private func changes(
        _ pool: WorkerPool<DiffStatsWorker>, _ parts: inout UnreadableParts
    ) async throws -> [FileChange] {
        let pairs: [WorkTreeDiff.Pair]
        let (comparison, unread) = try pool.withWorker { worker in
            var parts = UnreadableParts()
            return (try worker.comparison(&parts), parts)
        }
        parts = unread
        switch comparison {
        case .done(let changes): return changes
        case .workTree(let work): pairs = work
        }
        var changes: [FileChange] = []
        var unreadFiles: [RgitError] = []
        // A chunk is some milliseconds of `lstat`, neighbours in a directory together.
        try await context.sharding.orderedChunks(count: pairs.count, size: 512, pool: pool) { worker, range in
            worker.compare(pairs[range])
        } consume: { outcome in
            changes += outcome.changes
            unreadFiles += outcome.problems
        }
        parts.problems += unreadFiles
        parts.files += unreadFiles.count
        let (renamed, problems) = try pool.withWorker { [changes] worker in
            var problems: [RgitError] = []
            return (try worker.withRenames(changes, problems: &problems), problems)
        }
        parts.problems += problems
        return renamed
    }

    /// Git would run the external filters of these files first; here they are compared as they are on the disk.
    private static func warnings(_ externallyFiltered: [[UInt8]]) -> [Warning] {
        guard let path = externallyFiltered.first else { return [] }
        let others = externallyFiltered.count - 1
        return [
            Warning(
                "its filter was not run, so its lines may differ from git's"
                    + (others > 0 ? " (and \(others) more)" : ""), path)
        ]
    }
}
