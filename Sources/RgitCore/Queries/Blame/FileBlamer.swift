// Blames one file for `rgit blame`: at a commit or in the working tree, with the people as the mailmap has them.

import GitObjects

/// What blames files of one state, one after the other.
struct FileBlamer {
    private let session: Session
    private let request: BlameRequest
    private let sharding: Sharding
    private let progress: ProgressMeter?
    private let reader: ObjectReader
    private let setup: BlameSetup
    private let set: RevisionSet
    private let options: BlameOptions

    /// Resolves the revisions of a request whose words are all revisions.
    init(
        _ session: Session, _ request: BlameRequest, sharding: Sharding, progress: ProgressMeter?
    ) throws(RgitError) {
        self.session = session
        self.request = request
        self.sharding = sharding
        self.progress = progress
        reader = try session.makeReader()
        setup = BlameSetup(session: session, reader: reader)
        set = try RevisionSet.resolve(
            items: request.words.map { .word($0) }, paths: [], session: session, reader: reader,
            defaultsToHead: false)
        var options = try setup.options(request, set)
        let configured = try session.config.bool("blame.showroot")
        options.showsRoot = request.showRoot ?? configured ?? false
        self.options = options
    }

    /// Blames a file.
    ///
    /// - Throws: `RgitError` for a file that is not there, a bad line range, and history that cannot be read.
    func report(_ file: [UInt8]) async throws -> BlameReport {
        let parser = PathspecParser(
            word: file, prefix: session.layout.prefix, workTree: session.layout.workTree,
            defaults: try Pathspec.Defaults(session.environment))
        let path = try parser.placed(file).0
        let start = try start(path)
        var blame = FileBlame(
            session: session, reader: reader, options: options, sharding: sharding, progress: progress)
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

    /// The version that is blamed.
    private func start(_ path: [UInt8]) throws(RgitError) -> FileBlame.Start {
        let named = try setup.commit(
            set, only: "a file can only be blamed at one; 'A..B' blames that of B")
        if let named { return try start(path, at: named.id, named.name) }
        if session.layout.isBare, set.tips.isEmpty {
            return try start(path, at: session.headCommit(reader), Array("HEAD".utf8))
        }
        return try BlameWorkTree(session: session, reader: reader).start(path)
    }

    private func start(
        _ path: [UInt8], at commit: ObjectID, _ name: [UInt8]
    ) throws(RgitError) -> FileBlame.Start {
        let tree = try CommitLoader(session: session, reader: reader).links(commit).tree
        let found = try TreeDiff.changes(from: nil, to: tree, reader: reader, filter: PathSet([path])).first
        guard let version = found?.new, version.mode != .gitlink else {
            throw RgitError(.path, "no such file in \(Text(name).string)", path)
        }
        return FileBlame.Start(commit: commit, path: path, version: version)
    }
}
