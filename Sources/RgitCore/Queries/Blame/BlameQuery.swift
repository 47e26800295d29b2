// Answers `rgit blame`: which file is meant, at which commit or in the working tree, and who wrote its lines.

import GitObjects
import Records

/// The blame of one file, as `git blame` makes it.
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
        let report = try await report()
        let answer = answer(of: report)
        try await receiver.take(report.rows(perLine: request.lines), of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<BlameSummary> {
        let report = try await report()
        let quotes = try session.config.bool("core.quotepath") ?? true
        try await BlamePorcelain(
            report, repeats: request.form == .linePorcelain, quotesHighBytes: quotes
        ).write(to: output)
        return answer(of: report)
    }

    private var session: Session { context.session }

    private func answer(of report: BlameReport) -> Answer<BlameSummary> {
        var answer = Answer(report.summary, from: session)
        answer.warnings = report.warnings
        answer.problems = report.problems
        return answer
    }

    /// Blames.
    ///
    /// - Throws: `RgitError` for a file or a revision that is not there, a bad line range, and history that cannot be read.
    func report() async throws -> BlameReport {
        let reader = try session.makeReader()
        let (path, set) = try meaning(reader)
        let start = try start(path, set, reader)
        let setup = BlameSetup(session: session, reader: reader)
        var options = try setup.options(request, set)
        let configured = try session.config.bool("blame.showroot")
        options.showsRoot = request.showRoot ?? configured ?? false
        var blame = FileBlame(
            session: session, reader: reader, options: options, sharding: context.sharding,
            progress: context.progress)
        let content = try start.content ?? reader.bytes(start.version.id, .blob)
        let lines = blame.lines(of: content)
        var patterns = PatternOptions()
        patterns.locale = PatternOptions.localeName(session.environment)
        let ranges = try LineRanges(lines: lines, path: path, patterns: patterns).resolve(request.ranges)
        let hunks = try await blame.run(start, lines: lines, ranges: ranges)

        var report = BlameReport()
        report.path = Text(path)
        report.warnings = set.warnings + start.warnings
        report.content = content
        report.lineStarts = [0] + lines.ends.map { Int($0) }
        report.problems = try session.commitGraph().problems
        let mailmap = setup.mailmap(request)
        var places: [ObjectID: Int] = [:]
        for hunk in hunks {
            let place: Int
            if let known = places[hunk.commit] {
                place = known
            } else {
                place = report.commits.count
                places[hunk.commit] = place
                report.commits.append(
                    hunk.commit.isZero
                        ? BlameReport.Commit(
                            uncommitted: path, session.environment, session.layout.objectFormat)
                        : try BlameReport.Commit(hunk.commit, reader, mailmap))
            }
            report.hunks.append(
                BlameReport.Hunk(
                    commit: place, origPath: Text(hunk.path), origStart: hunk.sourceLine + 1,
                    start: hunk.line + 1,
                    lines: hunk.count, boundary: hunk.isBoundary, previousHexsha: hunk.previous?.commit,
                    previousPath: (hunk.previous?.path).map { Text($0) }))
        }
        return report
    }

    // MARK: What is meant

    /// The file's path from the top, and the revisions.
    private func meaning(_ reader: ObjectReader) throws(RgitError) -> ([UInt8], RevisionSet) {
        var words = request.words
        let file: [UInt8]
        if let paths = request.paths {
            guard let only = paths.first, paths.count == 1 else {
                throw RgitError(.usage, paths.isEmpty ? "no file to blame" : "more than one file to blame")
            }
            file = only
        } else {
            guard let last = words.popLast() else { throw RgitError(.usage, "no file to blame") }
            if words.count == 1, let other = words.first, isRevision(last, reader),
                !isRevision(other, reader)
            {
                // `blame FILE REVISION` is how it was written long ago.
                file = other
                words = [last]
            } else {
                file = last
            }
        }
        let set = try RevisionSet.resolve(
            items: words.map { .word($0) }, paths: [], session: session, reader: reader, defaultsToHead: false
        )
        let parser = PathspecParser(
            word: file, prefix: session.layout.prefix, workTree: session.layout.workTree,
            defaults: try Pathspec.Defaults(session.environment))
        return (try parser.placed(file).0, set)
    }

    private func isRevision(_ word: [UInt8], _ reader: ObjectReader) -> Bool {
        (try? session.resolve(word, reader: reader)) != nil
    }

    /// The version that is blamed.
    private func start(
        _ path: [UInt8], _ set: RevisionSet, _ reader: ObjectReader
    ) throws(RgitError) -> FileBlame.Start {
        let named = try BlameSetup(session: session, reader: reader).commit(
            set, only: "a file can only be blamed at one; 'A..B' blames that of B")
        if let named { return try start(path, at: named.id, named.name, reader) }
        if session.layout.isBare, set.tips.isEmpty {
            return try start(path, at: session.headCommit(reader), Array("HEAD".utf8), reader)
        }
        return try BlameWorkTree(session: session, reader: reader).start(path)
    }

    private func start(
        _ path: [UInt8], at commit: ObjectID, _ name: [UInt8], _ reader: ObjectReader
    ) throws(RgitError) -> FileBlame.Start {
        let tree = try CommitLoader(session: session, reader: reader).links(commit).tree
        let found = try TreeDiff.changes(from: nil, to: tree, reader: reader, filter: PathSet([path])).first
        guard let version = found?.new, version.mode != .gitlink else {
            throw RgitError(.path, "no such file in \(Text(name).string)", path)
        }
        return FileBlame.Start(commit: commit, path: path, version: version)
    }
}
