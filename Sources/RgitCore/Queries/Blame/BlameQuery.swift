// Answers `rgit blame`: which files are meant, at which commit or in the working tree, and who wrote their lines.

import GitObjects
import Records

/// The blame of files, each as `git blame` makes it.
package struct BlameQuery: Query {
    package typealias Row = BlameRow

    package let context: QueryContext
    private let request: BlameRequest

    package static func whyEmpty(_ request: BlameRequest) -> String { "the file has no lines" }

    package init(_ request: BlameRequest, parts: BlameRow.Parts, in context: QueryContext) {
        self.context = context
        self.request = Self.request(request, selecting: parts)
    }

    package static func request(_ request: BlameRequest, selecting parts: BlameRow.Parts) -> BlameRequest {
        var request = request
        if parts.contains(.text) { request.lines = true }
        return request
    }

    package static func textForm(of request: BlameRequest) -> TextForm? {
        request.form == .rows ? nil : .document
    }

    package func run(_ receiver: RowReceiver<BlameQuery>) async throws -> Answer<BlameSummary> {
        let request = try Self.settled(request, in: session)
        var tally = BlameFilesTally(session, request)
        var hasBegun = false
        var shown = 0
        func show(_ report: BlameReport?, _ hunks: Range<Int>) async throws {
            // The path of the one file is in the document's head.
            if !hasBegun { try await receiver.begin(tally.answer(beginningWith: report)) }
            hasBegun = true
            guard let rows = report?.rows(hunks, perLine: request.lines) else { return }
            for start in stride(from: 0, to: rows.count, by: 1024) {
                try await receiver.receive(receiver.prepare(rows[start..<min(rows.count, start + 1024)]))
            }
            shown += hunks.count
        }
        try await reports(request) { report, hunks in
            try await show(report, hunks)
        } consume: { result in
            let report = tally.add(result)
            try await show(report, shown..<(report?.hunks.count ?? shown))
            shown = 0
        }
        return tally.answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<BlameSummary> {
        let request = try Self.settled(request, in: session)
        let quotes = try session.config.bool("core.quotepath") ?? true
        var tally = BlameFilesTally(session, request)
        var shown = 0
        var known: Set<Int> = []
        func show(_ report: BlameReport, _ hunks: Range<Int>) async throws {
            try await output(
                BlamePorcelain.incremental(report, hunks, known: &known, quotesHighBytes: quotes))
            shown += hunks.count
        }
        try await reports(request) { report, hunks in
            try await show(report, hunks)
        } consume: { result in
            guard let report = tally.add(result) else { return }
            if request.incremental {
                try await show(report, shown..<report.hunks.count)
                shown = 0
                known = []
                return
            }
            try await BlamePorcelain(
                report, repeats: request.form == .linePorcelain, quotesHighBytes: quotes
            ).write(to: output)
        }
        return tally.answer
    }

    /// All blames, in the order of the files; throws the first problem.
    func reports() async throws -> [BlameReport] {
        var reports: [BlameReport] = []
        try await self.reports(
            Self.settled(request, in: session),
            consume: {
                reports.append(try $0.get())
            })
        return reports
    }

    private var session: Session { context.session }

    /// Hands on the blame of each file of a settled request, in order, or why there is none.
    ///
    /// One file is shared among the workers line by line; several are blamed side by side, each by one worker.
    ///
    /// - Parameters:
    ///   - request: The settled request.
    ///   - found: With `--incremental` and one file, takes hunks as they are found: the report so far and the new ones' places.
    ///   - consume: Takes the blame of each file, of which `found` has had all that it was given.
    /// - Throws: `RgitError` for revisions that are not there and options that cannot be followed.
    private func reports(
        _ request: BlameRequest, found: (BlameReport, Range<Int>) async throws -> Void = { _, _ in },
        consume: (Result<BlameReport, RgitError>) async throws -> Void
    ) async throws {
        let files = request.paths ?? []
        guard !files.isEmpty else { throw RgitError(.usage, "no file to blame") }
        let sharding = context.sharding
        if files.count == 1 {
            let blamer = try FileBlamer(session, request, sharding: sharding, progress: context.progress)
            try await consume(.success(try await blamer.report(files[0], found: found)))
            return
        }
        // Before any file, so that a wrong revision is said once.
        _ = try FileBlamer(session, request, sharding: sharding, progress: nil)
        let (session, progress) = (session, context.progress)
        progress?.begin("Blaming files", total: files.count)
        try await sharding.orderedTasks(
            count: files.count,
            run: { index -> Result<BlameReport, RgitError> in
                defer { progress?.advance(by: 1) }
                do {
                    let blamer = try FileBlamer(session, request, sharding: Sharding(jobs: 1), progress: nil)
                    return .success(try await blamer.report(files[index]))
                } catch let error as RgitError where error.kind != .cancelled {
                    return .failure(error)
                }
            }, consume: consume)
    }

    // MARK: What is meant

    /// The request with its words sorted into revisions and, behind them, files.
    package static func settled(
        _ request: BlameRequest, in session: Session
    ) throws(RgitError) -> BlameRequest {
        guard request.paths == nil else { return request }
        var request = request
        guard !request.words.isEmpty else { throw RgitError(.usage, "no file to blame") }
        let reader = try session.makeReader()
        func isRevision(_ word: [UInt8]) -> Bool {
            (try? RevisionSet.resolve(
                items: [.word(word)], paths: [], session: session, reader: reader, defaultsToHead: false))
                != nil
        }
        let words = request.words
        if words.count == 2, !isRevision(words[0]), isRevision(words[1]) {
            // `blame FILE REVISION` is how it was written long ago.
            request.paths = [words[0]]
            request.words = [words[1]]
            return request
        }
        var revisions = words.dropLast().prefix(while: isRevision).count
        // A word that is neither is rather a revision that is not there than a file.
        if revisions == 0, words.count > 1, !isFile(words[0], session) { revisions = 1 }
        request.words = Array(words[..<revisions])
        request.paths = Array(words[revisions...])
        return request
    }

    /// Whether a word names something in the working tree.
    private static func isFile(_ word: [UInt8], _ session: Session) -> Bool {
        guard let workTree = session.layout.workTree else { return false }
        let path = word.first == 0x2f ? word : workTree + [0x2f] + session.layout.prefix + word
        return FileSystem.status(path) != nil
    }
}

/// Adds up the blames of files.
private struct BlameFilesTally {
    private(set) var answer: Answer<BlameSummary>
    private var commits: Set<ObjectID> = []
    private let isOne: Bool

    init(_ session: Session, _ request: BlameRequest) {
        answer = Answer(BlameSummary(), from: session)
        isOne = request.paths?.count == 1
    }

    /// The answer as far as it is known when the first rows come.
    func answer(beginningWith report: BlameReport?) -> Answer<BlameSummary> {
        var first = answer
        if isOne, let report { first.summary.path = report.path }
        return first
    }

    /// Takes in the blame of the next file and returns it; one that could not be made is among the problems.
    mutating func add(_ result: Result<BlameReport, RgitError>) -> BlameReport? {
        switch result {
        case .failure(let error):
            answer.problems.append(error)
            return nil
        case .success(let report):
            answer.summary.files += 1
            if isOne { answer.summary.path = report.path }
            for hunk in report.hunks { answer.summary.lines += hunk.lines }
            for commit in report.commits { commits.insert(commit.hexsha) }
            answer.summary.commits = commits.count
            answer.warnings += report.warnings.filter { !answer.warnings.contains($0) }
            answer.problems += report.problems.filter { !answer.problems.contains($0) }
            return report
        }
    }
}
