// Blames many files of one commit's tree together: one walk over history, then the lines of each file by themselves.

import GitObjects

/// The blame of some files of one tree.
///
/// First `graph`: one walk lists the commits, workers compare each with its parents, and `VersionWalk` links versions in
/// the walk's order. Then `lines`: workers blame the files over the finished graph, each file by itself (`GraphBlame`).
///
/// The graph grows with the changes to the files in all of history; contents are kept for one file at a time in each
/// worker, and by the worker's cache.
struct Blame {
    let session: Session
    var options: BlameOptions
    let sharding: Sharding
    let memory: MemoryBudget
    /// Reports how far the work is.
    var progress: ProgressMeter?

    /// How many commits are compared at a time; neighbours share most of their trees.
    private static let commitsPerChunk = 256

    /// Walks history from `commit` and makes the graph of versions that lines of `files` may come through.
    ///
    /// Where history cannot be read lines stay, marked as of unknown origin, and `problems` says why.
    func graph(
        from commit: ObjectID, files: [BlameFile], problems: inout [RgitError]
    ) async throws -> VersionGraph {
        try await graph(from: commit, &problems) { VersionWalk($0, parents: $1, files: files) }
    }

    /// The same for the files of several trees, the first of which is that of `commit`.
    func graph(
        from commit: ObjectID, measured: MeasuredTrees, problems: inout [RgitError]
    ) async throws -> VersionGraph {
        try await graph(from: commit, &problems) { VersionWalk($0, parents: $1, measured: measured) }
    }

    private func graph(
        from commit: ObjectID, _ problems: inout [RgitError],
        makeWalk: (VersionGraph, [[Int32]]) -> VersionWalk
    ) async throws -> VersionGraph {
        let reader = try makeReader()
        let access = try session.commitGraph()
        let history = try await history(
            from: commit, CommitLoader(session: session, reader: reader, graph: access), &problems)
        problems += access.problems
        var walk = makeWalk(history.graph, history.parents)
        let (blame, trees, parents) = (self, history.trees, history.parents)
        let lost = history.lost
        var found = problems
        let walked = history.graph.walked
        progress?.begin("Comparing trees", total: walked)
        try await sharding.orderedChunks(
            count: walked, size: Blame.commitsPerChunk,
            makeWorker: { try OriginFinder(session: blame.session, reader: blame.makeReader()) },
            compute: { (worker: inout OriginFinder, range: Range<Int>) in
                range.map { index -> Result<[PathOrigin]?, RgitError> in
                    if lost.contains(Int32(index)) { return .success(nil) }
                    return Result { () throws(RgitError) in
                        try worker.origins(
                            tree: trees[index], parents: parents[index].map { trees[Int($0)] })
                    }
                }
            },
            consume: { (chunk: [Result<[PathOrigin]?, RgitError>]) in
                for result in chunk {
                    switch result {
                    case .success(let origins):
                        for origin in origins ?? [] {
                            if let problem = origin.problem { found.append(problem) }
                        }
                        walk.visitNext(origins)
                    case .failure(let problem):
                        found.append(problem)
                        walk.visitNext(nil)
                    }
                }
                progress?.advance(by: chunk.count)
            })
        problems = found
        return walk.finish()
    }

    /// A reader for one worker, with its part of what may be kept in memory.
    func makeReader() throws(RgitError) -> ObjectReader {
        try session.makeReader(cacheBytes: memory[.versions])
    }

    /// Blames the files of `graph` and hands on what `transform` makes of each one's blame, with the file's place in `files`;
    /// the largest files come first.
    func lines<Output: Sendable>(
        _ graph: VersionGraph, files: [BlameFile],
        transform: @escaping @Sendable (BlamedFile) -> Output,
        consume: (Int, Output) throws -> Void
    ) async throws {
        // Lest one worker be left with a large file at the end.
        let order = files.indices.sorted { (files[$0].size, $1) > (files[$1].size, $0) }
        let blame = self
        progress?.begin("Blaming files", total: files.count, also: "lines")
        try await sharding.orderedChunks(
            count: order.count, size: 1,
            makeWorker: {
                GraphBlame(
                    graph: graph, reader: try blame.makeReader(), options: blame.options)
            },
            compute: { (worker: inout GraphBlame, range: Range<Int>) in
                let file = order[range.lowerBound]
                let blamed = worker.blame(start: graph.starts[file])
                let lines = blamed.entries.reduce(0) { $0 + Int($1.count) }
                return (file, lines, transform(blamed))
            },
            consume: { (file: Int, lines: Int, output: Output) in
                try consume(file, output)
                progress?.advance(also: lines)
            })
    }

    /// The commits to walk through, with their trees and parents, and those at the boundary behind them.
    private struct History {
        var graph = VersionGraph()
        var trees: [ObjectID] = []
        var parents: [[Int32]] = []
        /// The commits a parent of which could not be read.
        var lost: Set<Int32> = []
    }

    private func history(
        from commit: ObjectID, _ loader: CommitLoader, _ problems: inout [RgitError]
    ) async throws -> History {
        var settings = HistoryWalk.Options()
        settings.order = .date
        settings.firstParent = options.firstParent
        // Git looks at dates beforehand only where it walks beforehand, which is where there is a bottom.
        if !options.bottoms.isEmpty { settings.since = options.since }
        progress?.begin("Reading commits")
        var reader = try HistoryReader(
            session: session, tips: [(commit, false)] + options.bottoms.map { ($0, true) },
            options: settings, loader: loader, sharding: sharding)
        let list = try await reader.next(.max)
        let table = reader.walk.table
        problems += reader.walk.problems

        var history = History()
        var places: [CommitIndex: Int32] = [:]
        places.reserveCapacity(list.count)
        for (place, index) in list.enumerated() { places[index] = Int32(place) }
        var boundary: [CommitIndex] = []
        for index in list {
            history.graph.commits.append(table.ids[Int(index)])
            history.trees.append(table.trees[Int(index)])
            let date = table.dates[Int(index)]
            // Behind the boundary of a shallow clone there is more history, as behind a date.
            let id = table.ids[Int(index)]
            history.graph.stops.append(
                options.since.map { date < $0 } ?? false || session.shallowCommits.contains(id))
            history.graph.isIgnored.append(options.ignored.contains(table.ids[Int(index)]))
            var parents: [Int32] = []
            let count = table.parentCount(index)
            for position in 0..<(options.firstParent ? min(count, 1) : count) {
                let parent = table.parent(index, position)
                if table.isUnreadable(parent) { history.lost.insert(Int32(history.parents.count)) }
                if let place = places[parent] {
                    parents.append(place)
                } else {
                    let place = Int32(list.count + boundary.count)
                    places[parent] = place
                    boundary.append(parent)
                    parents.append(place)
                }
            }
            history.parents.append(parents)
        }
        history.graph.walked = list.count
        for index in boundary {
            let id = table.ids[Int(index)]
            history.graph.commits.append(id)
            // What the walk could not read is at no boundary: no line gets there.
            history.trees.append(table.isUnreadable(index) ? .zero : try loader.links(id).tree)
        }
        if list.isEmpty {
            // The commit itself is at the boundary.
            history.graph.commits.append(commit)
            history.trees.append(try loader.links(commit).tree)
        }
        return history
    }
}
