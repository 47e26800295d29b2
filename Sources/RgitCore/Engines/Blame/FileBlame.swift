// Blames one file: follows it and its lines back only as far as some line still needs an older commit.

import GitObjects

/// The blame of a single file, which compares nothing but the file's own path until a parent lacks it.
///
/// Lines wait at versions; the one with the latest commit is visited next, as in git, so that lines from several children
/// mostly come together before they are passed on. The versions are searched ahead of the lines, on other threads
/// (`VersionSearch`), by at most the number of versions the memory budget allows; the lines themselves are passed on by
/// one thread (`LinePassing`).
///
/// Memory grows with the commits the file's path is followed through, and with the versions that lines wait at: the
/// content of a version is let go when its lines have been passed on.
struct FileBlame {
    /// The file as it is blamed.
    struct Start: Sendable {
        /// The commit; zero for the working tree.
        var commit: ObjectID
        /// The path from the top.
        var path: [UInt8]
        /// What is blamed.
        var version: FileVersion
        /// The content of a file of the working tree.
        var content: [UInt8]?
        /// The working tree's parents: HEAD, and what is being merged into it.
        var parents: [ObjectID] = []
        /// The files of the index by path, for the working tree; the file blamed is as it is there.
        var tracked: [[UInt8]: FileVersion] = [:]
        /// What git would warn of when it reads the file.
        var warnings: [Warning] = []
    }

    /// Consecutive lines of the file that came with one version.
    struct Hunk: Sendable, Equatable {
        /// The commit; zero for what is not committed.
        var commit: ObjectID
        /// The path the lines had there.
        var path: [UInt8]
        /// The first line in the file blamed, from 0.
        var line: Int
        /// The first line in that version, from 0.
        var sourceLine: Int
        /// How many lines there are.
        var count: Int
        /// Whether they may be older than the commit.
        var isBoundary: Bool
        /// The version before that one, which git calls previous.
        var previous: (commit: ObjectID, path: [UInt8])?
        fileprivate var marks: LineStretch.Marks

        static func == (left: Hunk, right: Hunk) -> Bool {
            left.commit == right.commit && left.path == right.path && left.line == right.line
                && left.sourceLine == right.sourceLine && left.count == right.count
                && left.isBoundary == right.isBoundary && left.previous?.commit == right.previous?.commit
                && left.previous?.path == right.previous?.path && left.marks == right.marks
        }
    }

    private let session: Session
    private let options: BlameOptions
    private let sharding: Sharding
    private let progress: ProgressMeter?
    private let reader: ObjectReader
    private let search: VersionSearch
    private var passing: LinePassing
    private var places = Places()
    /// The search for moved and copied lines.
    private var moves: MoveSearch?
    private let copies: CopyContents

    /// The greatest number of threads that find something to do beside the lines.
    private static let maximumHelpers = 3
    /// Lines come to a version more than once where dates are wrong, but this often only where history goes in a circle.
    private static let maximumVisits = 1000

    /// Prepares to blame; reads nothing yet.
    init(
        session: Session, reader: ObjectReader, options: BlameOptions, sharding: Sharding,
        memory: MemoryBudget? = nil, progress: ProgressMeter? = nil
    ) {
        self.session = session
        self.options = options
        self.sharding = sharding
        self.progress = progress
        self.reader = reader
        passing = LinePassing(reader: reader, options: options)
        copies = CopyContents(reader: reader, options: options)
        search = VersionSearch(options: options, maximumAhead: (memory ?? session.memory).versionsAhead)
    }

    /// Blames some lines of a file; the hunks come in the file's order.
    ///
    /// - Parameters:
    ///   - start: The file.
    ///   - lines: The file's lines, cut by this blame's rules.
    ///   - ranges: The lines asked for, from 0, in order and apart from each other.
    ///   - found: With `--incremental`, takes hunks as they are found, those that git finds.
    /// - Throws: What reading objects throws, and what `found` throws.
    mutating func run(
        _ start: Start, lines: BlobLines, ranges: [Range<Int>],
        found: ([Hunk]) async throws -> Void = { _ in }
    ) async throws -> [Hunk] {
        let wanted = ranges.filter { !$0.isEmpty }
        guard !wanted.isEmpty else { return [] }
        if !options.bottoms.isEmpty { try await limit(start) }
        let tracer = try VersionTracer(search, session: session, reader: reader, start: start)
        let first = try begin(start, tracer)
        if options.moved.isOn { moves = MoveSearch(lines, options: options) }
        progress?.begin("Blaming lines", total: wanted.reduce(0) { $0 + $1.count })
        let stretches = wanted.map {
            LineStretch(line: Int32($0.lowerBound), source: Int32($0.lowerBound), count: Int32($0.count))
        }
        places.begin(
            first.trace, Places.Place(blob: start.version.id, stretches: stretches, lines: lines),
            date: first.date)
        let crew = helpers(start)
        do {
            while let trace = places.next() {
                try Task.checkCancellation()
                let rested = try visit(trace, tracer)
                if options.isIncremental, !rested.isEmpty {
                    try await found(rested.compactMap { hunk($0, at: trace) })
                }
            }
        } catch {
            search.close()
            await crew?.finish()
            throw error
        }
        search.close()
        await crew?.finish()
        return finish()
    }

    /// Cuts a file's content into lines as they are compared.
    func lines(of content: [UInt8]) -> BlobLines { passing.lines(content) }

    // MARK: The search

    private func begin(
        _ start: Start, _ tracer: VersionTracer
    ) throws(RgitError) -> (trace: Int32, date: UInt64) {
        let path = search.number(of: start.path)
        let row =
            start.commit.isZero
            ? search.storeUncommitted(
                parents: start.parents, now: session.environment.now, session.layout.objectFormat)
            : search.row(of: start.commit)
        let date = try tracer.row(of: row).date
        return (search.begin(row, path, date: date), date)
    }

    /// Starts the threads that look for versions ahead of the lines; `nil` where there are none.
    private func helpers(_ start: Start) -> WorkerThreads? {
        let count = min(sharding.jobs - 1, FileBlame.maximumHelpers)
        guard count > 0 else { return nil }
        let (search, session) = (search, session)
        return WorkerThreads(count: count, isCallerIdle: false) {
            guard let reader = try? session.makeReader(.versions),
                let tracer = try? VersionTracer(search, session: session, reader: reader, start: start)
            else { return }
            while let trace = search.nextAhead() { tracer.follow(trace) }
        }
    }

    /// Walks the range first, as git does, and where lines are followed to newer commits notes whose children are whose.
    private func limit(_ start: Start) async throws {
        var settings = HistoryWalk.Options()
        settings.order = .date
        settings.firstParent = options.firstParent
        settings.since = options.since
        let tips =
            options.isReverse ? options.reverseTips : start.commit.isZero ? start.parents : [start.commit]
        var history = try HistoryReader(
            session: session, tips: tips.map { ($0, false) } + options.bottoms.map { ($0, true) },
            options: settings,
            loader: CommitLoader(session: session, reader: reader, graph: try session.commitGraph()),
            sharding: sharding)
        let list = try await history.next(.max)
        if let problem = history.walk.problems.first { throw problem }
        let table = history.walk.table
        search.limit(to: list, of: table)
        if options.isReverse { search.follow(try children(in: list, table)) }
    }

    /// The children of each commit of a range, the oldest first; with `--first-parent` those of a chain of first parents.
    private func children(
        in list: [CommitIndex], _ table: CommitTable
    ) throws(RgitError) -> [CommitIndex: [CommitIndex]] {
        var children: [CommitIndex: [CommitIndex]] = [:]
        guard options.firstParent else {
            for commit in list.reversed() {
                for position in 0..<table.parentCount(commit) {
                    children[table.parent(commit, position), default: []].append(commit)
                }
            }
            return children
        }
        if options.reverseTips.first == options.bottoms.first { return children }
        let inside = Set(list)
        var chain = list.first { table.ids[Int($0)] == options.reverseTips.first }
        while let commit = chain, table.parentCount(commit) > 0 {
            let parent = table.parent(commit, 0)
            children[parent] = [commit]
            if table.ids[Int(parent)] == options.bottoms.first { return children }
            chain = inside.contains(parent) ? parent : nil
        }
        throw RgitError(
            .usage, "--reverse and --first-parent need a range along first parents",
            options.bottoms.first?.hex ?? [])
    }

    // MARK: Lines

    /// Takes the lines that wait at the end of a trace and passes them on. Lines of a trace whose end has not been asked for
    /// only move there: more may come to the same version before its turn.
    ///
    /// - Returns: The lines that came with the version at the end of the trace.
    private mutating func visit(_ trace: Int32, _ tracer: VersionTracer) throws -> [LineStretch] {
        guard let place = places[trace], !place.stretches.isEmpty else { return [] }
        guard let version = place.version else {
            let (end, version) = try search.version(trace, tracer)
            places.settle(trace, at: end, version)
            return []
        }
        places.take(trace)
        guard place.visits < FileBlame.maximumVisits else {
            throw RgitError(.damaged, "history goes in a circle", search.id(version.commit).hex)
        }
        let rest = try pass(place, version, tracer)
        guard !rest.isEmpty else { return [] }
        places.rest(rest, at: trace)
        progress?.advance(by: rest.reduce(0) { $0 + Int($1.count) })
        return rest
    }

    /// Passes what it can of a version's lines on and gives back those that stay.
    private mutating func pass(
        _ place: Places.Place, _ version: VersionSearch.Version, _ tracer: VersionTracer
    ) throws(RgitError) -> [LineStretch] {
        var rest = place.stretches
        var small: [LineStretch] = []
        if !version.sources.isEmpty {
            let own = if let lines = place.lines { lines } else { try passing.lines(of: place.blob) }
            try passing.pass(
                &rest, of: own, to: version.sources,
                isIgnored: options.ignored.contains(search.id(version.commit)), in: &places)
            if !rest.isEmpty, var moves = moves.take() {
                defer { self.moves = moves }
                try passing.passMoved(&rest, &small, of: own, to: version.sources, &moves, in: &places)
            }
        }
        try passCopied(&rest, &small, version, tracer)
        return small + rest
    }

    /// Passes on the lines of a version that were copied from other files.
    private mutating func passCopied(
        _ rest: inout [LineStretch], _ small: inout [LineStretch], _ version: VersionSearch.Version,
        _ tracer: VersionTracer
    ) throws(RgitError) {
        guard options.moved.copies != .none, !(rest.isEmpty && small.isEmpty) else { return }
        let commit = try tracer.row(of: version.commit)
        guard !commit.isStop, !commit.parents.isEmpty, var moves = moves.take() else { return }
        defer { self.moves = moves }
        let settings = options.moved
        if settings.copyScore < settings.moveScore {
            rest = LineStretch.merged(rest, small)
            small = []
        }
        moves.setAside(&rest, score: settings.copyScore, into: &small)
        for (position, parent) in commit.parents.enumerated() where !rest.isEmpty {
            let row = try tracer.row(of: parent)
            let tried = version.sources.first { $0.parent == position }
            let isCreation = tried.map { $0.path != version.path } ?? true
            let all = settings.copies == .all || settings.copies == .allAtCreation && isCreation
            let triedPath = tried.map { search.path($0.path) }
            let files = try tracer.copySources(in: row, of: commit, all: all).filter { $0.path != triedPath }
            for copied in try moves.copied(&rest, &small, in: files, copies) {
                let file = files[copied.file]
                let origin = PathOrigin.Source(parent: position, path: file.path, blob: file.blob)
                places.add(to: search.source(origin, parent, date: row.date)) { $0 += copied.stretches }
            }
        }
    }

    // MARK: The answer

    private func finish() -> [Hunk] {
        var found: [(stretch: LineStretch, trace: Int32)] = []
        for (trace, place) in places.all {
            for stretch in place.rested { found.append((stretch, trace)) }
        }
        found.sort { $0.stretch.line < $1.stretch.line }
        var result: [Hunk] = []
        var last: Int32 = -1
        for (stretch, trace) in found {
            if last == trace, let before = result.last, before.line + before.count == Int(stretch.line),
                before.sourceLine + before.count == Int(stretch.source), before.marks == stretch.marks
            {
                result[result.count - 1].count += Int(stretch.count)
                continue
            }
            last = trace
            if let hunk = hunk(stretch, at: trace) { result.append(hunk) }
        }
        return result
    }

    /// Lines that came with the version at the end of a trace.
    private func hunk(_ stretch: LineStretch, at trace: Int32) -> Hunk? {
        guard let version = places[trace]?.version else { return nil }
        let end = search.end(version.commit)
        return Hunk(
            commit: end.id, path: search.path(version.path), line: Int(stretch.line),
            sourceLine: Int(stretch.source), count: Int(stretch.count), isBoundary: end.isBoundary,
            previous: version.sources.first.map { (search.id($0.commit), search.path($0.path)) },
            marks: stretch.marks)
    }
}

/// The lines that wait at versions, or on their way to one, by the trace that leads there.
private struct Places: WaitingLines {
    /// Lines at the end of a trace.
    struct Place {
        var blob: ObjectID
        /// The version; `nil` until it has been asked for.
        var version: VersionSearch.Version?
        var stretches: [LineStretch] = []
        var lines: BlobLines?
        /// Lines that came with the version.
        var rested: [LineStretch] = []
        var isQueued = false
        var visits = 0
    }

    private(set) var all: [Int32: Place] = [:]
    private var queue = CommitQueue()

    subscript(trace: Int32) -> Place? { all[trace] }

    /// Lets the first lines wait.
    mutating func begin(_ trace: Int32, _ place: Place, date: UInt64) {
        all[trace] = place
        enqueue(trace, date: date)
    }

    /// The trace whose lines are visited next; they are no longer queued.
    mutating func next() -> Int32? {
        guard let trace = queue.pop() else { return nil }
        all[trace]?.isQueued = false
        return trace
    }

    /// Takes the lines that wait at a version, and counts the visit.
    mutating func take(_ trace: Int32) {
        all[trace]?.stretches = []
        all[trace]?.lines = nil
        all[trace]?.visits += 1
    }

    /// Notes lines that came with the version at the end of a trace.
    mutating func rest(_ stretches: [LineStretch], at trace: Int32) { all[trace]?.rested += stretches }

    /// Lets what waits at `trace` wait at `end`, the trace it has become, which leads to `version`.
    mutating func settle(_ trace: Int32, at end: Int32, _ version: VersionSearch.Version) {
        if end != trace, let place = all[trace] {
            all[trace]?.stretches = []
            all[trace]?.lines = nil
            all[end, default: Place(blob: place.blob)].stretches += place.stretches
            if all[end]?.lines == nil { all[end]?.lines = place.lines }
        }
        all[end]?.version = version
        enqueue(end, date: version.date)
    }

    mutating func lines(
        of source: VersionSearch.Source, relative: BlobLines, _ passing: LinePassing
    ) throws(RgitError) -> BlobLines {
        if let lines = all[source.trace]?.lines { return lines }
        let lines = try passing.lines(of: source.blob, relative: relative)
        all[source.trace, default: Place(blob: source.blob)].lines = lines
        return lines
    }

    mutating func add(to source: VersionSearch.Source, _ body: (inout [LineStretch]) -> Void) {
        body(&all[source.trace, default: Place(blob: source.blob)].stretches)
        enqueue(source.trace, date: all[source.trace]?.version?.date ?? source.date)
    }

    private mutating func enqueue(_ trace: Int32, date: UInt64) {
        guard let place = all[trace], !place.isQueued, !place.stretches.isEmpty else { return }
        all[trace]?.isQueued = true
        queue.push(trace, date: date)
    }
}
