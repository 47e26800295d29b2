// Blames one file: follows it and its lines back only as far as some line still needs an older commit.

import GitObjects

/// The blame of a single file, which compares nothing but the file's own path until a parent lacks it.
///
/// A version is named by its commit and its path. Lines wait at versions; the one with the latest commit is looked at
/// next, as git does, so that lines from several children mostly come together before they are passed on.
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

    /// A version lines have come to.
    private struct Place {
        var commit: CommitIndex
        var path: Int32
        var blob: ObjectID
        var stretches: [LinePassing.Stretch] = []
        var lines: BlobLines?
        var rested: [LinePassing.Stretch] = []
        var previous: (commit: CommitIndex, path: Int32)?
        var isQueued = false
    }

    private let repo: Repo
    private let options: BlameOptions
    private let sharding: Sharding
    private let progress: ProgressMeter?
    private let reader: ObjectReader
    private var loader: CommitLoader
    private let finder: PassageFinder
    private let memory: Memory
    private var table = CommitTable()
    /// Which commits are not behind the boundary; `nil` where there is none.
    private var inside: [Bool]?
    private var paths: [[UInt8]] = []
    private var filters: [PathSet] = []
    private var pathNumbers: [[UInt8]: Int32] = [:]
    private var places: [Place] = []
    private var placeOf: [UInt64: Int32] = [:]
    private var queue = PlaceQueue()
    private var hunks: [HunkSpan] = []

    /// Holds the differ, which cannot be copied; it belongs to this blame alone.
    private final class Memory {
        var differ: LineDiffer
        init(_ options: LineDiffOptions) { differ = LineDiffer(options) }
    }

    /// Prepares to blame; reads nothing yet.
    init(
        repo: Repo, reader: ObjectReader, options: BlameOptions, sharding: Sharding,
        progress: ProgressMeter? = nil
    ) throws(RgitError) {
        self.repo = repo
        self.options = options
        self.sharding = sharding
        self.progress = progress
        self.reader = reader
        loader = CommitLoader(repo: repo, reader: reader)
        loader.graph = try repo.commitGraph().graph
        finder = try PassageFinder(repo: repo, reader: reader)
        memory = Memory(options.lineDiff)
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
        let first = try await prepare(start)
        let total = wanted.reduce(0) { $0 + $1.count }
        progress?.begin("Blaming lines", total: total)
        let index = place(first, number(of: start.path), start.version.id)
        places[index].stretches = wanted.map {
            LinePassing.Stretch(
                line: Int32($0.lowerBound), source: Int32($0.lowerBound), count: Int32($0.count))
        }
        places[index].lines = lines
        enqueue(index)
        while let next = queue.pop() {
            try Task.checkCancellation()
            places[next].isQueued = false
            try visit(next, start)
        }
        return finish()
    }

    /// Cuts a file's content into lines as they are compared.
    func lines(of content: [UInt8]) -> BlobLines { memory.differ.lines(content, relative: nil) }

    // MARK: Commits

    private mutating func prepare(_ start: Start) async throws -> CommitIndex {
        if !options.bottoms.isEmpty { try await limit(start) }
        let row = table.index(of: start.commit)
        if start.commit.isZero {
            let date = UInt64(bitPattern: repo.environment.now)
            table.store(row, tree: .zero, date: date, parents: start.parents[...])
            if var known = inside {
                while known.count <= Int(row) { known.append(false) }
                known[Int(row)] = true
                inside = known
            }
        } else {
            try load(row)
        }
        return row
    }

    /// Walks what the range leaves in, as git does beforehand.
    private mutating func limit(_ start: Start) async throws {
        var settings = HistoryWalk.Options()
        settings.order = .date
        settings.firstParent = options.firstParent
        settings.since = options.since
        let tips = start.commit.isZero ? start.parents : [start.commit]
        var walk = HistoryWalk(
            tips: tips.map { ($0, false) } + options.bottoms.map { ($0, true) }, options: settings)
        var list: [CommitIndex] = []
        reading: while true {
            switch try walk.next(loader) {
            case .commit(let index): list.append(index)
            case .mayPreload:
                let preloader = CommitPreloader(repo: repo, sharding: sharding)
                try await walk.preload { try await preloader.fill(&$0) }
            case .mayCompareAhead, .mayScout: continue
            case .end: break reading
            }
        }
        if let problem = walk.problems.first { throw problem }
        table = walk.table
        var inside = [Bool](repeating: false, count: table.count)
        for index in list { inside[Int(index)] = true }
        self.inside = inside
    }

    private mutating func load(_ row: CommitIndex) throws(RgitError) {
        if table.isLoaded(row) { return }
        var problems: [RgitError] = []
        if !loader.load(row, into: &table, problems: &problems) {
            throw problems.first
                ?? RgitError(.missingObject, "missing object", table.ids[Int(row)].hex)
        }
    }

    /// Whether lines stop at a commit because of a range or a date.
    private func isStop(_ commit: CommitIndex) -> Bool {
        if let inside, Int(commit) >= inside.count || !inside[Int(commit)] { return true }
        return options.since.map { table.dates[Int(commit)] < $0 } ?? false
    }

    private func isBoundary(_ commit: CommitIndex) -> Bool {
        isStop(commit) || (!options.showsRoot && table.parentCount(commit) == 0)
    }

    private func parents(_ commit: CommitIndex) -> [CommitIndex] {
        let count = table.parentCount(commit)
        return (0..<(options.firstParent ? min(1, count) : count)).map { table.parent(commit, $0) }
    }

    // MARK: Versions

    private mutating func visit(_ index: Int, _ start: Start) throws(RgitError) {
        var stretches: [LinePassing.Stretch] = []
        swap(&stretches, &places[index].stretches)
        guard !stretches.isEmpty else { return }
        var lines = places[index].lines.take()
        var commit = places[index].commit
        let path = places[index].path
        var blob = places[index].blob
        var current = index
        // What is the same in a parent is followed at once while nothing else is to be looked at first.
        while true {
            try load(commit)
            if isStop(commit) { break }
            let parents = parents(commit)
            if parents.isEmpty { break }
            for parent in parents { try load(parent) }
            guard let passage = try passage(commit, path, parents, start) else {
                commit = parents[0]
                if let other = placeOf[key(commit, path)] {
                    hand(stretches, lines, to: Int(other))
                    return
                }
                if queue.isAhead(of: table.dates[Int(commit)]) { continue }
                let next = place(commit, path, blob)
                hand(stretches, lines, to: next)
                return
            }
            if let whole = passage.whole {
                let next = place(parents[whole.parent], number(of: whole.path), whole.blob)
                blob = whole.blob
                hand(stretches, lines, to: next)
                return
            }
            current = place(commit, path, blob)
            if let first = passage.sources.first, places[current].previous == nil {
                places[current].previous = (parents[first.parent], number(of: first.path))
            }
            stretches = try pass(stretches, from: current, &lines, passage, parents)
            break
        }
        current = place(commit, path, blob)
        places[current].rested += stretches
        progress?.advance(by: stretches.reduce(0) { $0 + Int($1.count) })
    }

    /// Passes what it can of a version's lines on and gives back those that stay.
    private mutating func pass(
        _ stretches: [LinePassing.Stretch], from index: Int, _ lines: inout BlobLines?, _ passage: Passage,
        _ parents: [CommitIndex]
    ) throws(RgitError) -> [LinePassing.Stretch] {
        guard !passage.sources.isEmpty else { return stretches }
        let own = if let lines { lines } else { try self.lines(of: places[index].blob, relative: nil) }
        lines = own
        var rest = LinePassing.sorted(stretches)
        let targets = passage.sources.map {
            place(parents[$0.parent], number(of: $0.path), $0.blob)
        }
        for target in targets {
            let parent = try parentLines(target, own)
            memory.differ.hunks(parent, own, into: &hunks)
            var kept: [LinePassing.Stretch] = []
            LinePassing.split(rest, by: hunks, passed: &places[target].stretches, kept: &kept)
            enqueue(target)
            rest = kept
            if rest.isEmpty { return [] }
        }
        guard options.ignored.contains(table.ids[Int(places[index].commit)]) else { return rest }
        for target in targets {
            let parent = try parentLines(target, own)
            memory.differ.hunks(parent, own, into: &hunks)
            let guesses = LineGuesses(parent: parent, target: own, hunks: hunks)
            var kept: [LinePassing.Stretch] = []
            guesses.split(rest, passed: &places[target].stretches, kept: &kept)
            enqueue(target)
            rest = LinePassing.sorted(kept)
            if rest.isEmpty { return [] }
        }
        return rest
    }

    private mutating func parentLines(_ index: Int, _ child: BlobLines) throws(RgitError) -> BlobLines {
        if let lines = places[index].lines { return lines }
        let lines = try lines(of: places[index].blob, relative: child)
        places[index].lines = lines
        return lines
    }

    private func lines(of blob: ObjectID, relative: BlobLines?) throws(RgitError) -> BlobLines {
        memory.differ.lines(try reader.bytes(blob, .blob), relative: relative)
    }

    private mutating func hand(_ stretches: [LinePassing.Stretch], _ lines: BlobLines?, to index: Int) {
        if places[index].stretches.isEmpty {
            places[index].stretches = stretches
        } else {
            places[index].stretches += stretches
        }
        if places[index].lines == nil { places[index].lines = lines }
        enqueue(index)
    }

    private mutating func enqueue(_ index: Int) {
        guard !places[index].isQueued, !places[index].stretches.isEmpty else { return }
        places[index].isQueued = true
        queue.push(index, date: table.dates[Int(places[index].commit)])
    }

    private func key(_ commit: CommitIndex, _ path: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: commit)) << 32 | UInt64(UInt32(bitPattern: path))
    }

    private mutating func place(_ commit: CommitIndex, _ path: Int32, _ blob: ObjectID) -> Int {
        if let known = placeOf[key(commit, path)] { return Int(known) }
        places.append(Place(commit: commit, path: path, blob: blob))
        placeOf[key(commit, path)] = Int32(places.count - 1)
        return places.count - 1
    }

    private mutating func number(of path: [UInt8]) -> Int32 {
        if let known = pathNumbers[path] { return known }
        let number = Int32(paths.count)
        paths.append(path)
        filters.append(PathSet([path]))
        pathNumbers[path] = number
        return number
    }

    // MARK: Comparing

    /// How a path of a commit came to be; `nil` where it is as in the first parent.
    private func passage(
        _ commit: CommitIndex, _ path: Int32, _ parents: [CommitIndex], _ start: Start
    ) throws(RgitError) -> Passage? {
        let trees = parents.map { table.trees[Int($0)] }
        let (bytes, filter) = (paths[Int(path)], filters[Int(path)])
        if table.ids[Int(commit)].isZero, let content = start.content {
            return try finder.passage(
                of: bytes, filter: filter, version: start.version, content: content,
                tracked: start.tracked, parents: trees)
        }
        return try finder.passage(
            of: bytes, filter: filter, tree: table.trees[Int(commit)], parents: trees)
    }

    // MARK: The answer

    private func finish() -> [Hunk] {
        var found: [(stretch: LinePassing.Stretch, place: Int)] = []
        for (index, place) in places.enumerated() {
            for stretch in place.rested { found.append((stretch, index)) }
        }
        found.sort { $0.stretch.line < $1.stretch.line }
        var result: [Hunk] = []
        var last = -1
        for (stretch, index) in found {
            if last == index, let before = result.last, before.line + before.count == Int(stretch.line),
                before.sourceLine + before.count == Int(stretch.source), before.marks == stretch.marks
            {
                result[result.count - 1].count += Int(stretch.count)
                continue
            }
            last = index
            let place = places[index]
            result.append(
                Hunk(
                    commit: table.ids[Int(place.commit)], path: paths[Int(place.path)],
                    line: Int(stretch.line), sourceLine: Int(stretch.source), count: Int(stretch.count),
                    isBoundary: isBoundary(place.commit),
                    previous: place.previous.map { (table.ids[Int($0.commit)], paths[Int($0.path)]) },
                    marks: stretch.marks))
        }
        return result
    }
}

/// Versions whose lines wait, the one with the latest commit foremost; of equals the one that came first.
private struct PlaceQueue {
    private var heap: [(date: UInt64, order: Int, place: Int)] = []
    private var pushed = 0

    /// Whether a commit of this date would come before everything that waits.
    func isAhead(of date: UInt64) -> Bool { heap.first.map { $0.date < date } ?? true }

    mutating func push(_ place: Int, date: UInt64) {
        heap.append((date, pushed, place))
        pushed += 1
        var index = heap.count - 1
        while index > 0 {
            let parent = (index - 1) / 2
            guard PlaceQueue.precedes(heap[index], heap[parent]) else { break }
            heap.swapAt(index, parent)
            index = parent
        }
    }

    mutating func pop() -> Int? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if heap.isEmpty { return first.place }
        heap[0] = last
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, PlaceQueue.precedes(heap[child + 1], heap[child]) { child += 1 }
            guard PlaceQueue.precedes(heap[child], heap[index]) else { break }
            heap.swapAt(index, child)
            index = child
        }
        return first.place
    }

    private static func precedes(
        _ left: (date: UInt64, order: Int, place: Int), _ right: (date: UInt64, order: Int, place: Int)
    ) -> Bool {
        left.date == right.date ? left.order < right.order : left.date > right.date
    }
}
