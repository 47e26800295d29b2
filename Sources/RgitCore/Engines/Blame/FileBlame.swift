// Blames one file: follows it and its lines back only as far as some line still needs an older commit.

import GitObjects

/// The blame of a single file, which compares nothing but the file's own path until a parent lacks it.
///
/// Lines wait at versions; the one with the latest commit is looked at next, so that lines from several children mostly
/// come together before they are passed on. The versions are looked for ahead of the lines, on other threads.
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
        /// The paths of the index, for the working tree.
        var tracked: Set<[UInt8]> = []
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
        fileprivate var marks: LinePassing.Stretch.Marks

        static func == (left: Hunk, right: Hunk) -> Bool {
            left.commit == right.commit && left.path == right.path && left.line == right.line
                && left.sourceLine == right.sourceLine && left.count == right.count
                && left.isBoundary == right.isBoundary && left.previous?.commit == right.previous?.commit
                && left.previous?.path == right.previous?.path && left.marks == right.marks
        }
    }

    /// Lines at a version, or on their way to one.
    private struct Place {
        var blob: ObjectID
        /// The version; `nil` until somebody asked for it.
        var version: VersionSearch.Version?
        var stretches: [LinePassing.Stretch] = []
        var lines: BlobLines?
        var rested: [LinePassing.Stretch] = []
        var isQueued = false
        var visits = 0
    }

    private let session: Session
    private let options: BlameOptions
    private let sharding: Sharding
    private let progress: ProgressMeter?
    private let reader: ObjectReader
    private let memory: Memory
    private let search: VersionSearch
    /// By quest.
    private var places: [Int32: Place] = [:]
    private var queue = CommitQueue()
    private var hunks: [HunkSpan] = []

    /// More threads than this find nothing to do.
    private static let mostHelpers = 3
    /// Lines come to a version more than once where dates lie, but so often only where history goes in a circle.
    private static let mostVisits = 1000

    /// Holds the differ, which cannot be copied; it belongs to this blame alone.
    private final class Memory {
        var differ: LineDiffer
        init(_ options: LineDiffOptions) { differ = LineDiffer(options) }
    }

    /// Prepares to blame; reads nothing yet.
    init(
        session: Session, reader: ObjectReader, options: BlameOptions, sharding: Sharding,
        progress: ProgressMeter? = nil
    ) {
        self.session = session
        self.options = options
        self.sharding = sharding
        self.progress = progress
        self.reader = reader
        memory = Memory(options.lineDiff)
        search = VersionSearch(options: options, maximumAhead: session.memory.versionsAhead)
    }

    /// Blames some lines of a file; the hunks come in the file's order.
    ///
    /// - Parameters:
    ///   - start: The file.
    ///   - lines: The file's lines, cut by this blame's rules.
    ///   - ranges: The lines asked for, from 0, in order and apart from each other.
    /// - Throws: What reading objects throws.
    mutating func run(_ start: Start, lines: BlobLines, ranges: [Range<Int>]) async throws -> [Hunk] {
        let wanted = ranges.filter { !$0.isEmpty }
        guard !wanted.isEmpty else { return [] }
        if !options.bottoms.isEmpty { try await limit(start) }
        let follower = try VersionFollower(search, session: session, reader: reader, start: start)
        let first = try begin(start, follower)
        progress?.begin("Blaming lines", total: wanted.reduce(0) { $0 + $1.count })
        places[first.quest] = Place(
            blob: start.version.id,
            stretches: wanted.map {
                LinePassing.Stretch(
                    line: Int32($0.lowerBound), source: Int32($0.lowerBound), count: Int32($0.count))
            }, lines: lines)
        enqueue(first.quest, date: first.date)
        let crew = helpers(start)
        do {
            while let quest = queue.pop() {
                try Task.checkCancellation()
                try visit(quest, follower)
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
    func lines(of content: [UInt8]) -> BlobLines { memory.differ.lines(content, relative: nil) }

    // MARK: The search

    private func begin(
        _ start: Start, _ follower: VersionFollower
    ) throws(RgitError) -> (quest: Int32, date: UInt64) {
        let path = search.number(of: start.path)
        let row =
            start.commit.isZero
            ? search.storeUncommitted(parents: start.parents, now: session.environment.now)
            : search.row(of: start.commit)
        let date = try follower.date(of: row)
        return (search.begin(row, path, date: date), date)
    }

    /// Starts the threads that look for versions ahead of the lines; `nil` where there are none.
    private func helpers(_ start: Start) -> WorkerThreads? {
        let count = min(sharding.jobs - 1, FileBlame.mostHelpers)
        guard count > 0 else { return nil }
        let (search, session) = (search, session)
        return WorkerThreads(count: count) {
            guard let reader = try? session.makeReader(.versions),
                let follower = try? VersionFollower(search, session: session, reader: reader, start: start)
            else { return }
            while let quest = search.nextAhead() { follower.follow(quest) }
        }
    }

    /// Walks what the range leaves in, as git does beforehand.
    private func limit(_ start: Start) async throws {
        var settings = HistoryWalk.Options()
        settings.order = .date
        settings.firstParent = options.firstParent
        settings.since = options.since
        let tips = start.commit.isZero ? start.parents : [start.commit]
        var history = try HistoryReader(
            session: session, tips: tips.map { ($0, false) } + options.bottoms.map { ($0, true) },
            options: settings,
            loader: CommitLoader(session: session, reader: reader, graph: try session.commitGraph()),
            sharding: sharding)
        let list = try await history.next(.max)
        if let problem = history.walk.problems.first { throw problem }
        search.limit(to: list, of: history.walk.table)
    }

    // MARK: Lines

    private mutating func visit(_ quest: Int32, _ follower: VersionFollower) throws {
        guard var place = places[quest], !place.stretches.isEmpty else { return }
        places[quest]?.isQueued = false
        guard let version = place.version else {
            try settle(quest, place, follower)
            return
        }
        places[quest]?.stretches = []
        places[quest]?.lines = nil
        place.visits += 1
        guard place.visits < FileBlame.mostVisits else {
            throw RgitError(.damaged, "history goes in a circle", search.id(version.commit).hex)
        }
        places[quest]?.visits = place.visits
        let rest = try pass(&place, version)
        guard !rest.isEmpty else { return }
        places[quest]?.rested += rest
        progress?.advance(by: rest.reduce(0) { $0 + Int($1.count) })
    }

    /// Finds out which version the lines of a place are on their way to, and lets them wait there.
    private mutating func settle(
        _ quest: Int32, _ place: Place, _ follower: VersionFollower
    ) throws(RgitError) {
        let (end, version) = try search.version(quest, follower)
        if end == quest {
            places[quest]?.version = version
        } else {
            places[quest]?.stretches = []
            places[quest]?.lines = nil
            if places[end] == nil {
                places[end] = Place(blob: place.blob, stretches: place.stretches, lines: place.lines)
            } else {
                places[end]?.stretches += place.stretches
                if places[end]?.lines == nil { places[end]?.lines = place.lines }
            }
            places[end]?.version = version
        }
        enqueue(end, date: version.date)
    }

    /// Passes what it can of a version's lines on and gives back those that stay.
    private mutating func pass(
        _ place: inout Place, _ version: VersionSearch.Version
    ) throws(RgitError) -> [LinePassing.Stretch] {
        guard !version.sources.isEmpty else { return place.stretches }
        let own = if let lines = place.lines { lines } else { try self.lines(of: place.blob, relative: nil) }
        var rest = LinePassing.sorted(place.stretches)
        for source in version.sources {
            let parent = try parentLines(source, own)
            memory.differ.hunks(parent, own, into: &hunks)
            var kept: [LinePassing.Stretch] = []
            var passed = take(source)
            LinePassing.split(rest, by: hunks, passed: &passed, kept: &kept)
            hand(passed, to: source)
            rest = kept
            if rest.isEmpty { return [] }
        }
        guard options.ignored.contains(search.id(version.commit)) else { return rest }
        for source in version.sources {
            let parent = try parentLines(source, own)
            memory.differ.hunks(parent, own, into: &hunks)
            let guesses = LineGuesses(parent: parent, target: own, hunks: hunks)
            var kept: [LinePassing.Stretch] = []
            var passed = take(source)
            guesses.split(rest, passed: &passed, kept: &kept)
            hand(passed, to: source)
            rest = LinePassing.sorted(kept)
            if rest.isEmpty { return [] }
        }
        return rest
    }

    /// The lines of a source, which a place keeps from then on.
    private mutating func parentLines(
        _ source: VersionSearch.Source, _ child: BlobLines
    ) throws(RgitError) -> BlobLines {
        if let lines = places[source.quest]?.lines { return lines }
        let lines = try lines(of: source.blob, relative: child)
        places[source.quest, default: Place(blob: source.blob)].lines = lines
        return lines
    }

    private func lines(of blob: ObjectID, relative: BlobLines?) throws(RgitError) -> BlobLines {
        memory.differ.lines(try reader.bytes(blob, .blob), relative: relative)
    }

    /// Takes the lines that wait at a source, for more to be added.
    private mutating func take(_ source: VersionSearch.Source) -> [LinePassing.Stretch] {
        var waiting: [LinePassing.Stretch] = []
        swap(&waiting, &places[source.quest, default: Place(blob: source.blob)].stretches)
        return waiting
    }

    /// Lets lines wait at a source.
    private mutating func hand(_ stretches: [LinePassing.Stretch], to source: VersionSearch.Source) {
        places[source.quest, default: Place(blob: source.blob)].stretches = stretches
        enqueue(source.quest, date: places[source.quest]?.version?.date ?? source.date)
    }

    private mutating func enqueue(_ quest: Int32, date: UInt64) {
        guard let place = places[quest], !place.isQueued, !place.stretches.isEmpty else { return }
        places[quest]?.isQueued = true
        queue.push(quest, date: date)
    }

    // MARK: The answer

    private func finish() -> [Hunk] {
        var found: [(stretch: LinePassing.Stretch, quest: Int32)] = []
        for (quest, place) in places {
            for stretch in place.rested { found.append((stretch, quest)) }
        }
        found.sort { $0.stretch.line < $1.stretch.line }
        var result: [Hunk] = []
        var last: Int32 = -1
        for (stretch, quest) in found {
            if last == quest, let before = result.last, before.line + before.count == Int(stretch.line),
                before.sourceLine + before.count == Int(stretch.source), before.marks == stretch.marks
            {
                result[result.count - 1].count += Int(stretch.count)
                continue
            }
            last = quest
            guard let version = places[quest]?.version else { continue }
            let end = search.end(version.commit)
            result.append(
                Hunk(
                    commit: end.id, path: search.path(version.path), line: Int(stretch.line),
                    sourceLine: Int(stretch.source), count: Int(stretch.count),
                    isBoundary: end.isBoundary,
                    previous: version.sources.first.map { (search.id($0.commit), search.path($0.path)) },
                    marks: stretch.marks))
        }
        return result
    }
}
