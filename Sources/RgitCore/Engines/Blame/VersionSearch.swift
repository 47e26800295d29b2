// Finds the versions of one file that lines may have come through, on several threads, ahead of the lines.

import GitObjects

/// The search for a file's versions, shared by all threads of a blame.
///
/// A trace begins at a commit and a path and follows them back as long as the content stays the same; it ends at the
/// commit that made it. Traces that meet are one from there on. The thread that passes lines on follows a trace whose end
/// it needs, unless another has begun to; helpers follow the youngest of those that may be needed.
///
/// A trace's end depends on history alone, so that threads never show in the answer. Memory: for each path four bytes for
/// each commit of the table, and a trace for each version found. Versions found ahead are bounded by `maximumAhead`.
final class VersionSearch: Sendable {
    /// A version of the file at the commit that made it.
    struct Version: Sendable {
        /// The commit.
        var commit: CommitIndex
        /// The committer's date.
        var date: UInt64
        /// The path there, a number.
        var path: Int32
        /// Where lines may have come from, in the order they are tried.
        var sources: [Source] = []
    }

    /// Where a version's lines may have come from.
    struct Source: Sendable {
        /// The trace for the version that made it.
        var trace: Int32
        /// Which parent, from 0.
        var parent: Int
        /// The parent.
        var commit: CommitIndex
        /// The path there.
        var path: Int32
        /// The content.
        var blob: ObjectID
        /// The parent's date.
        var date: UInt64
    }

    /// A commit as far as following a path takes.
    struct Row: Sendable {
        var id: ObjectID
        var tree: ObjectID
        var date: UInt64
        /// Its parents, or where lines are followed to newer commits its children.
        var parents: [CommitIndex]
        /// Whether lines stop there because of a range or a date.
        var isStop: Bool
        /// Its position in a commit-graph that knows which paths commits changed.
        var position: UInt32?
    }

    private enum Progress {
        case open
        case taken
        case done(Version)
        case failed(RgitError)
    }

    private struct Trace {
        var commit: CommitIndex
        var path: Int32
        var progress = Progress.open
        /// The trace it joined, or itself.
        var same: Int32
        /// Whether its end has been asked for.
        var isUsed = false
    }

    private struct State: Sendable {
        var table = CommitTable()
        /// Which commits are not beyond the boundary; `nil` where there is none.
        var inside: [Bool]?
        /// Where lines are followed to newer commits, the children of each commit in the order they are tried.
        var children: [CommitIndex: [CommitIndex]]?
        var paths: [[UInt8]] = []
        var pathNumbers: [[UInt8]: Int32] = [:]
        /// By path and commit the trace that passed there, -1 for none.
        var marks: [ContiguousArray<Int32>] = []
        var traces: [Trace] = []
        var open = CommitQueue()
        /// Traces that helpers have ended and whose ends have not been asked for.
        var ahead: [Int32] = []
        /// The date of the version whose lines are at hand.
        var position = UInt64.max
        var isClosed = false
    }

    private let options: BlameOptions
    private let state = Monitor(State())

    /// The most versions that are looked for before their lines come.
    private let maximumAhead: Int

    /// A search without traces.
    init(options: BlameOptions, maximumAhead: Int) {
        self.options = options
        self.maximumAhead = maximumAhead
    }

    // MARK: Commits

    /// Takes the commits of a walk; all but those of `list` are beyond the boundary.
    func limit(to list: [CommitIndex], of table: CommitTable) {
        var inside = [Bool](repeating: false, count: table.count)
        for index in list { inside[Int(index)] = true }
        state.locked { state in
            state.table = table
            state.inside = inside
        }
    }

    /// Takes the children that lines are followed to.
    func follow(_ children: [CommitIndex: [CommitIndex]]) { state.locked { $0.children = children } }

    /// The row of a commit.
    func row(of id: ObjectID) -> CommitIndex { state.locked { $0.table.index(of: id) } }

    /// Makes a row for what is not committed.
    func storeUncommitted(parents: [ObjectID], now: Int64, _ format: ObjectFormat) -> CommitIndex {
        state.locked { state in
            let row = state.table.index(of: format.zero)
            let rows = parents.map { state.table.index(of: $0) }
            state.table.store(row, tree: format.zero, date: UInt64(bitPattern: now), parents: rows)
            if state.inside != nil {
                while let count = state.inside?.count, count <= Int(row) { state.inside?.append(false) }
                state.inside?[Int(row)] = true
            }
            return row
        }
    }

    /// A commit's row, read if it has to be.
    func load(_ index: CommitIndex, _ loader: CommitLoader) throws(RgitError) -> Row {
        let known: (row: Row?, id: ObjectID) = state.locked { state in
            if !state.table.isLoaded(index) { _ = loader.loadFromGraph(index, into: &state.table) }
            var row = loadedRow(index, state)
            if state.children == nil, let graph = loader.graph, graph.hasChangedPaths {
                row?.position = state.table.position(of: index, in: graph)
            }
            return (row, state.table.ids[Int(index)])
        }
        if let row = known.row { return row }
        let links = try loader.links(known.id)
        let row: Row? = state.locked { state in
            if !state.table.isLoaded(index) { state.table.store(index, links) }
            return loadedRow(index, state)
        }
        guard let row else { throw RgitError(.missingObject, "missing object", known.id.hex) }
        return row
    }

    private func loadedRow(_ index: CommitIndex, _ state: borrowing State) -> Row? {
        guard state.table.isLoaded(index) else { return nil }
        if let children = state.children {
            // Children take the parents' part, and the oldest commits come first.
            return Row(
                id: state.table.ids[Int(index)], tree: state.table.trees[Int(index)],
                date: ~state.table.dates[Int(index)], parents: children[index] ?? [], isStop: false)
        }
        let count = state.table.parentCount(index)
        let parents = (0..<(options.firstParent ? min(1, count) : count)).map {
            state.table.parent(index, $0)
        }
        let date = state.table.dates[Int(index)]
        return Row(
            id: state.table.ids[Int(index)], tree: state.table.trees[Int(index)], date: date,
            parents: parents, isStop: isStop(index, date, state))
    }

    private func isStop(_ commit: CommitIndex, _ date: UInt64, _ state: borrowing State) -> Bool {
        if let inside = state.inside, Int(commit) >= inside.count || !inside[Int(commit)] { return true }
        return options.since.map { date < $0 } ?? false
    }

    /// The commit's name, and whether lines that rest there may be older.
    func end(_ commit: CommitIndex) -> (id: ObjectID, isBoundary: Bool) {
        state.locked { state in
            let isRoot = !options.showsRoot && state.table.parentCount(commit) == 0
            if state.children != nil {
                let id = state.table.ids[Int(commit)]
                return (id, isRoot || options.bottoms.contains(id))
            }
            return (
                state.table.ids[Int(commit)],
                isRoot || isStop(commit, state.table.dates[Int(commit)], state)
            )
        }
    }

    /// The name of a commit.
    func id(_ commit: CommitIndex) -> ObjectID { state.locked { $0.table.ids[Int(commit)] } }

    // MARK: Paths

    /// The number of a path.
    func number(of path: [UInt8]) -> Int32 { state.locked { VersionSearch.number(of: path, &$0) } }

    /// The path of a number.
    func path(_ number: Int32) -> [UInt8] { state.locked { $0.paths[Int(number)] } }

    private static func number(of path: [UInt8], _ state: inout State) -> Int32 {
        if let known = state.pathNumbers[path] { return known }
        let number = Int32(state.paths.count)
        state.paths.append(path)
        state.marks.append([])
        state.pathNumbers[path] = number
        return number
    }

    // MARK: Traces

    /// A trace for the version that made the content at `path` in `commit`.
    func begin(_ commit: CommitIndex, _ path: Int32, date: UInt64) -> Int32 {
        state.locked { VersionSearch.begin(commit, path, date: date, &$0) }
    }

    private static func begin(
        _ commit: CommitIndex, _ path: Int32, date: UInt64, _ state: inout State
    ) -> Int32 {
        let marks = state.marks[Int(path)]
        if Int(commit) < marks.count, marks[Int(commit)] >= 0 { return root(marks[Int(commit)], state) }
        let number = Int32(state.traces.count)
        state.traces.append(Trace(commit: commit, path: path, same: number))
        state.open.push(number, date: date)
        return number
    }

    private static func root(_ trace: Int32, _ state: borrowing State) -> Int32 {
        var root = trace
        while state.traces[Int(root)].same != root { root = state.traces[Int(root)].same }
        return root
    }

    /// The version at a trace's end, and the trace it has become. Waits where another thread follows it.
    func version(
        _ trace: Int32, _ follower: VersionTracer
    ) throws(RgitError) -> (trace: Int32, version: Version) {
        var claimed: Int32?
        while true {
            if let claimed { follower.follow(claimed) }
            let answer: (trace: Int32, progress: Progress) = state.wait { state in
                let root = VersionSearch.root(trace, state)
                switch state.traces[Int(root)].progress {
                case .taken: return .notYet
                case .open:
                    state.traces[Int(root)].progress = .taken
                    return .ready((root, .open))
                case .done, .failed:
                    state.traces[Int(root)].isUsed = true
                    if case .done(let version) = state.traces[Int(root)].progress {
                        state.position = version.date
                    }
                    return .ready((root, state.traces[Int(root)].progress))
                }
            }
            switch answer.progress {
            case .done(let version): return (answer.trace, version)
            case .failed(let problem): throw problem
            case .open, .taken: claimed = answer.trace
            }
        }
    }

    /// The next trace worth following before its end is asked for; waits for one, and gives `nil` once the search is closed.
    func nextAhead() -> Int32? {
        state.wait { state in
            if state.isClosed { return .ready(nil) }
            if state.ahead.count >= maximumAhead {
                state.ahead = state.ahead.filter { !VersionSearch.isOver($0, state) }
                if state.ahead.count >= maximumAhead { return .notYet }
            }
            while let trace = state.open.pop() {
                guard case .open = state.traces[Int(trace)].progress else { continue }
                state.traces[Int(trace)].progress = .taken
                state.ahead.append(trace)
                return .ready(trace)
            }
            return .notYet
        }
    }

    /// Whether a trace has been used, or is of no use: the lines are past it.
    private static func isOver(_ trace: Int32, _ state: borrowing State) -> Bool {
        let root = root(trace, state)
        if state.traces[Int(root)].isUsed || root != trace { return true }
        guard case .done(let version) = state.traces[Int(root)].progress else { return false }
        return version.date > state.position
    }

    /// Ends the waits for more to do.
    func close() { state.announce { $0.isClosed = true } }

    /// Whether the search is over.
    var isClosed: Bool { state.locked { $0.isClosed } }

    // MARK: For tracers

    /// Where a trace begins.
    func start(of trace: Int32) -> (commit: CommitIndex, path: Int32) {
        state.locked { state in (state.traces[Int(trace)].commit, state.traces[Int(trace)].path) }
    }

    /// Lets a trace pass through a commit; `false` where it joined another one and is over, or where the search is closed.
    func pass(_ trace: Int32, _ commit: CommitIndex, _ path: Int32) -> Passing {
        let passing: Passing = state.locked { state in
            let row = Int(commit)
            let missing = row - state.marks[Int(path)].count
            if missing >= 0 {
                let more = max(missing + 1, state.table.count - state.marks[Int(path)].count)
                state.marks[Int(path)].append(contentsOf: repeatElement(-1, count: more))
            }
            let mark = state.marks[Int(path)][row]
            if mark >= 0 {
                let other = VersionSearch.root(mark, state)
                // History that goes in a circle, as replaced commits may, made nothing.
                if other == trace { return .circle }
                state.traces[Int(trace)].same = other
                return .joined
            }
            state.marks[Int(path)][row] = trace
            return state.isClosed ? .joined : .free
        }
        if passing == .joined { state.announce { _ in } }
        return passing
    }

    /// What a trace finds at a commit.
    enum Passing {
        /// No trace was there.
        case free
        /// Another trace was there.
        case joined
        /// The same trace was there.
        case circle
    }

    /// Ends a trace at a version; `sources` are tried in their order.
    func finish(
        _ trace: Int32, at commit: CommitIndex, _ path: Int32, date: UInt64,
        sources: [(origin: PathOrigin.Source, commit: CommitIndex, date: UInt64)] = []
    ) {
        state.announce { state in
            var version = Version(commit: commit, date: date, path: path)
            for source in sources {
                version.sources.append(
                    VersionSearch.source(source.origin, source.commit, date: source.date, &state))
            }
            state.traces[Int(trace)].progress = .done(version)
        }
    }

    /// A file of a parent as something lines come from, with the trace that leads to the version that made it.
    func source(_ origin: PathOrigin.Source, _ commit: CommitIndex, date: UInt64) -> Source {
        state.announce { VersionSearch.source(origin, commit, date: date, &$0) }
    }

    private static func source(
        _ origin: PathOrigin.Source, _ commit: CommitIndex, date: UInt64, _ state: inout State
    ) -> Source {
        let path = number(of: origin.path, &state)
        let trace = begin(commit, path, date: date, &state)
        return Source(
            trace: trace, parent: origin.parent, commit: commit, path: path, blob: origin.blob, date: date)
    }

    /// Ends a trace at something unreadable.
    func fail(_ trace: Int32, _ problem: RgitError) {
        state.announce { $0.traces[Int(trace)].progress = .failed(problem) }
    }
}
