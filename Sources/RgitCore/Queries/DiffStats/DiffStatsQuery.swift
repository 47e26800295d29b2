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
        ownFields(request.key).union(
            purpose == .table ? ["graph"] : request.key == .file ? sideFields : [])
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
        let (counted, answer) = try await counted()
        if request.key == .file {
            let maximum = counted.maximum
            try await receiver.take(count: counted.changes.count, of: answer, context.sharding) { range in
                range.compactMap { counted[$0] }.map { .file($0, maximum: maximum) }
            }
        } else {
            let groups = answer.summary.groups
            let maximum = groups.reduce(0) { max($0, $1.lines) }
            try await receiver.take(groups.map { .group($0, maximum: maximum) }, of: answer)
        }
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<DiffStatsSummary> {
        let (counted, answer) = try await counted()
        let numstat = Numstat(
            quotesHigh: try context.session.config.bool("core.quotepath") ?? true,
            nulTerminated: request.nulTerminated)
        try await output(numstat.lines(counted.rows))
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

    /// The fields of a file's two sides.
    private static let sideFields: Set<String> = [
        "a_path", "b_path", "a_mode", "b_mode", "a_hexsha", "b_hexsha",
    ]

    /// Which fields a row has besides the counts.
    private static func ownFields(_ key: DiffStatsRequest.Key) -> Set<String> {
        switch key {
        case .file: ["path", "old_path", "change_type", "binary", "similarity"]
        case .directory: ["directory", "files", "binary_files"]
        case .extension: ["extension", "files", "binary_files"]
        }
    }

    /// The changed files in git's order.
    ///
    /// - Throws: `RgitError` where the question cannot be answered at all; what could not be read of single files is among
    ///   the answer's problems.
    func counted() async throws -> (changes: CountedChanges, answer: Answer<DiffStatsSummary>) {
        let comparison = Comparison(
            try ComparisonPlan(
                context.session, request.compared, diff: request.diff, jobs: context.sharding.jobs),
            context.sharding)
        let pool = comparison.pool
        var answer = Answer(DiffStatsSummary(), from: context.session)
        var parts = UnreadableParts()
        let changes = try await comparison.changes(&parts)
        answer.summary.unknownDirectories = parts.directories.count
        answer.summary.unknownFiles = parts.files
        answer.problems = parts.problems
        context.progress?.begin("Counting lines", total: changes.count)
        let progress = context.progress
        var lines: [ChangeLines] = []
        lines.reserveCapacity(changes.count)
        // A few files can take as long as all others, and often they are neighbours.
        try await context.sharding.orderedChunks(count: changes.count, size: 8, pool: pool) { worker, range in
            let outcome = worker.count(changes[range])
            progress?.advance(by: range.count)
            return outcome
        } consume: { outcome in
            lines += outcome.lines
            answer.summary.unknownFiles += outcome.problems.count
            answer.problems += outcome.problems
        }
        let counted = CountedChanges(changes: changes, lines: lines)
        for file in counted.rows { answer.summary.total.add(file) }
        if request.key != .file {
            answer.summary.groups = DiffStatsGroup.groups(
                of: counted.rows, by: request.key, depth: request.depth)
        }
        answer.warnings = try comparison.warnings(changes)
        return (counted, answer)
    }
}

extension DiffStatsRequest {
    /// What is compared.
    fileprivate var compared: ComparedWords {
        ComparedWords(
            words: words, paths: paths, staged: staged, unstaged: unstaged, usesMergeBase: usesMergeBase,
            loneCommit: .change(skipsMerges: skipsMerges))
    }
}
