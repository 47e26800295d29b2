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
        options.isIncremental = request.incremental
        if request.reverse { try FileBlamer.reverse(&options, set, session, reader) }
        self.options = options
    }

    /// Lets lines be followed from the one commit that a range begins behind; a single revision is `REVISION..HEAD`, as in git.
    private static func reverse(
        _ options: inout BlameOptions, _ set: RevisionSet, _ session: Session, _ reader: ObjectReader
    ) throws(RgitError) {
        options.isReverse = true
        options.reverseTips = set.positive
        // As in git, a commit that is also excluded counts as excluded.
        let excluded = Set(set.negative)
        switch set.tips.count(where: { excluded.contains($0.id) }) {
        case 0 where set.tips.count == 1:
            options.bottoms = set.positive
            options.reverseTips = [try session.headCommit(reader)]
        case 0:
            throw RgitError(
                .usage, "no commit to begin from", "--reverse",
                hint: "name a range 'START..END', or the commit to begin from")
        case 1: break
        default:
            throw RgitError(
                .usage, "more than one commit to begin from", "--reverse", hint: "name a range 'START..END'")
        }
        if options.firstParent, Set(options.reverseTips).count != 1 {
            throw RgitError(.usage, "--reverse and --first-parent need one newest commit", "--reverse")
        }
    }

    /// Blames a file.
    ///
    /// - Parameters:
    ///   - file: The file, from the directory rgit was called in.
    ///   - found: With `--incremental`, takes hunks as they are found: the report so far, and the places of the new ones.
    /// - Throws: `RgitError` for a file that is not there, a bad line range, and history that cannot be read.
    func report(
        _ file: [UInt8], found: (BlameReport, Range<Int>) async throws -> Void = { _, _ in }
    ) async throws -> BlameReport {
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
        let ranges = try LineRanges(
            lines: lines, path: path, patterns: patterns, functionNames: functionNames(path)
        ).resolve(request.ranges)
        var report = BlameReport()
        report.path = Text(path)
        report.warnings = set.warnings + start.warnings
        report.content = content
        report.lineStarts = [0] + lines.ends.map { Int($0) }
        var places: [ObjectID: Int] = [:]
        let mailmap = setup.mailmap(request)
        guard request.incremental else {
            let hunks = try await blame.run(start, lines: lines, ranges: ranges)
            try add(hunks, to: &report, &places, mailmap)
            report.problems = try session.commitGraph().problems
            return report
        }
        _ = try await blame.run(start, lines: lines, ranges: ranges) { hunks in
            let first = report.hunks.count
            try add(hunks, to: &report, &places, mailmap)
            try await found(report, first..<report.hunks.count)
        }
        report.problems = try session.commitGraph().problems
        return report
    }

    /// Adds hunks to a report, and their commits, whose places are known by their names.
    private func add(
        _ hunks: [FileBlame.Hunk], to report: inout BlameReport, _ places: inout [ObjectID: Int],
        _ mailmap: Mailmap
    ) throws(RgitError) {
        let encoding = OutputEncoding(request.encoding)
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
                            uncommitted: report.path.bytes, session.environment,
                            session.layout.objectFormat, encoding)
                        : try BlameReport.Commit(hunk.commit, reader, mailmap, encoding))
            }
            report.hunks.append(
                BlameReport.Hunk(
                    commit: place, origPath: Text(hunk.path), origStart: hunk.sourceLine + 1,
                    start: hunk.line + 1,
                    lines: hunk.count, boundary: hunk.isBoundary, previousHexsha: hunk.previous?.commit,
                    previousPath: (hunk.previous?.path).map { Text($0) }))
        }
    }

    /// The version that is blamed.
    private func start(_ path: [UInt8]) throws(RgitError) -> FileBlame.Start {
        if request.reverse, let bottom = options.bottoms.first {
            let name = set.tips.first { $0.id == bottom }?.name
            return try start(path, at: bottom, name ?? bottom.hex)
        }
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

    /// What finds the lines that name functions, where a range asks for one: the rules of the driver that an attribute names.
    private func functionNames(_ path: [UInt8]) throws(RgitError) -> FunctionNameMatcher? {
        guard request.ranges.contains(where: { $0.contains(UInt8(ascii: ":")) }),
            let driver = try BinaryDecision(session, attributes: AttributeReader(session)).namedDriver(path)
        else { return nil }
        return try FunctionNames(session).matcher(of: driver)
    }
}
