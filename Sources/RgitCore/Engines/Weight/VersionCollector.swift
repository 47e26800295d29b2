// Collects the versions of paths from the trees of commits, looking only at what differs from one tree to the next.

import GitObjects
import Synchronization

/// The search for every blob that the trees of some commits hold.
///
/// A tree is compared with that of the first parent where that one is looked at, too, or is known to be of no interest, and else
/// with that of the commit that comes next: what both have was found there. As every commit is compared with a later one of the
/// list, nothing is left out, and only what is new somewhere is ever read.
///
/// - Complexity: one comparison of trees a commit, shared among the workers; memory for the distinct pairs of path and blob.
struct VersionCollector: Sendable {
    private let session: Session
    private let sharding: Sharding
    private let progress: ProgressMeter?
    private let pathspec: Pathspec
    /// What is noted besides the versions.
    private let notes: Notes
    /// The greatest number of commits that a worker compares at a time. Deltas are read onto the versions of the same tree next to
    /// them: each time another worker goes on, it reads a chain of them again.
    private static let commitsTogether = 2048

    /// What is noted of commits besides the versions of paths.
    struct Notes: OptionSet {
        let rawValue: Int

        /// Which commits changed something from or to a blob.
        static let firstCommits = Notes(rawValue: 1)
        /// Which paths each commit changed from its first parent.
        static let changedPaths = Notes(rawValue: 2)
    }

    /// What was found.
    struct Found: Sendable {
        /// The versions of the paths.
        var versions = PathVersions()
        /// For each blob the last commit of the list, merges left out, whose change from its parent has it on either side: the
        /// last line of git log --find-object. Empty where that was not asked for.
        var firstCommits: [ObjectID: ObjectID] = [:]
        /// The paths that commits changed; empty where that was not asked for.
        var changedPaths = ChangedPathNumbers()
        /// What could not be read.
        var problems: [RgitError] = []
        /// How many commits could not be looked at as a whole.
        var unknownCommits = 0
    }

    init(
        session: Session, sharding: Sharding, progress: ProgressMeter?, pathspec: Pathspec,
        notes: Notes = []
    ) {
        self.session = session
        self.sharding = sharding
        self.progress = progress
        self.pathspec = pathspec
        self.notes = notes
    }

    /// Looks at the trees of commits, which have been read into `table`; `excluded` says of which other commits nothing in
    /// their trees is of interest.
    func collect(
        _ commits: [CommitIndex], _ table: CommitTable, excluded: Set<ObjectID> = []
    ) async throws -> Found {
        let plan = ComparisonOrder(commits, table, excluded)
        let (session, progress, pathspec) = (session, progress, pathspec)
        let (wantsTouched, wantsChanged) = (notes.contains(.firstCommits), notes.contains(.changedPaths))
        var found = Found()
        let workers = WorkerNumbers()
        var order = WorkerOrder<TreeVersions.Chunk>()
        try await sharding.orderedChunks(
            count: commits.count, size: sharding.chunkSize(commits.count, most: Self.commitsTogether),
            makeWorker: {
                TreeVersions(
                    number: workers.next(), reader: try session.makeReader(.trees), pathspec: pathspec)
            },
            compute: { (worker: inout TreeVersions, range: Range<Int>) in
                defer { progress?.advance(by: range.count) }
                var chunk = worker.beginChunk()
                for position in range {
                    var step = TreeVersions.Step()
                    let base = plan.base(of: position)
                    let changed = worker.add(commits[position], since: base, table, to: &chunk, &step)
                    if wantsChanged, step.problems.isEmpty, let base,
                        base == table.parent(commits[position], 0)
                    {
                        chunk.changedPaths.append((commits[position], changed))
                    }
                    if wantsTouched { worker.addTouched(by: commits[position], table, to: &step) }
                    if wantsTouched || !step.problems.isEmpty { chunk.steps.append((position, step)) }
                }
                chunk.newPaths = worker.takeNewPaths()
                return chunk
            },
            consume: { (chunk: TreeVersions.Chunk) in
                for chunk in order.next(chunk, of: chunk.worker, place: chunk.place) {
                    found.versions.add(paths: chunk.newPaths, of: chunk.worker)
                    for pair in chunk.added { found.versions.add(pair, of: chunk.worker) }
                    for (commit, paths) in chunk.changedPaths {
                        found.changedPaths.add(
                            paths.lazy.map { found.versions.number(of: $0, worker: chunk.worker) }, of: commit
                        )
                    }
                }
                for (position, step) in chunk.steps {
                    for blob in step.touched { found.firstCommits[blob] = table.ids[Int(commits[position])] }
                    if !step.problems.isEmpty { found.unknownCommits += 1 }
                    found.problems += step.problems
                }
            })
        return found
    }
}

/// Gives workers their numbers.
private final class WorkerNumbers: Sendable {
    private let count = Atomic<Int>(0)

    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// Which commit each of a list is compared with.
private struct ComparisonOrder: Sendable {
    private let commits: [CommitIndex]
    private let table: CommitTable
    private let excluded: Set<ObjectID>
    /// The place in the list of each row of the table; negative where it is not in the list.
    private var places: [Int32]

    init(_ commits: [CommitIndex], _ table: CommitTable, _ excluded: Set<ObjectID>) {
        self.commits = commits
        self.table = table
        self.excluded = excluded
        places = Array(repeating: -1, count: table.ids.count)
        for (place, row) in commits.enumerated() { places[Int(row)] = Int32(truncatingIfNeeded: place) }
    }

    /// The commit whose tree that at `place` is compared with; `nil` for none.
    ///
    /// It comes later in the list, so that no two commits are compared with one another, each leaving to the other what both
    /// have.
    func base(of place: Int) -> CommitIndex? {
        let row = commits[place]
        guard table.parentCount(row) > 0 else { return nil }
        let parent = table.parent(row, 0)
        if Int(places[Int(parent)]) > place || excluded.contains(table.ids[Int(parent)]) { return parent }
        return place + 1 < commits.count ? commits[place + 1] : nil
    }
}

/// One worker's comparisons of trees.
private struct TreeVersions {
    /// What the trees of some commits hold that is not in the trees they are compared with.
    struct Chunk: Sendable {
        /// The number of the worker that found it.
        let worker: Int
        /// How many chunks that worker had before.
        let place: Int
        /// The paths that the worker met first.
        var newPaths: [[UInt8]] = []
        /// Pairs that the worker met first.
        var added: [WorkerVersions.Pair] = []
        /// The paths that commits changed, by the worker's numbers, where that was asked for.
        var changedPaths: [(commit: CommitIndex, paths: [UInt32])] = []
        /// What else there is of commits, by their places in the list.
        var steps: [(position: Int, step: Step)] = []
    }

    /// What is found of one commit beside its versions.
    struct Step: Sendable {
        /// The blobs on either side of what it changed from its parent.
        var touched: [ObjectID] = []
        var problems: [RgitError] = []
    }

    let number: Int
    let reader: ObjectReader
    let pathspec: Pathspec
    private var versions = WorkerVersions()
    private var chunkCount = 0

    init(number: Int, reader: ObjectReader, pathspec: Pathspec) {
        self.number = number
        self.reader = reader
        self.pathspec = pathspec
    }

    /// The next chunk of this worker.
    mutating func beginChunk() -> Chunk {
        defer { chunkCount += 1 }
        return Chunk(worker: number, place: chunkCount)
    }

    /// The paths that were met since this was last asked.
    mutating func takeNewPaths() -> [[UInt8]] { versions.takeNewPaths() }

    /// Adds what the tree of a commit holds that is not in that of `base`; returns the worker's numbers of the paths at which
    /// they differ.
    mutating func add(
        _ row: CommitIndex, since base: CommitIndex?, _ table: CommitTable, to chunk: inout Chunk,
        _ step: inout Step
    ) -> [UInt32] {
        var changed: [UInt32] = []
        var unreadable: [RgitError] = []
        let note = { (_: [UInt8], error: RgitError) in unreadable.append(error) }
        do throws(RgitError) {
            var old: ObjectID?
            if let base { old = try tree(of: base, table) }
            try TreeDiff.walk(
                from: old, to: table.trees[Int(row)], reader: reader, filter: pathspec, unreadable: note
            ) { change in
                let path = versions.number(of: change.path)
                changed.append(path)
                if let new = change.new, new.mode != .gitlink, let pair = versions.add(path, new.id) {
                    chunk.added.append(pair)
                }
                return true
            }
        } catch {
            unreadable.append(error)
        }
        step.problems = unreadable
        return changed
    }

    /// Adds what a commit that is no merge changed from its parent, and a root from nothing; what cannot be read is among the
    /// problems of its versions.
    func addTouched(by row: CommitIndex, _ table: CommitTable, to step: inout Step) {
        guard table.parentCount(row) < 2 else { return }
        var touched: [ObjectID] = []
        let skip = { (_: [UInt8], _: RgitError) in }
        do throws(RgitError) {
            var old: ObjectID?
            if table.parentCount(row) > 0 { old = try tree(of: table.parent(row, 0), table) }
            try TreeDiff.walk(
                from: old, to: table.trees[Int(row)], reader: reader, filter: EveryPath(),
                unreadable: skip
            ) { change in
                if let old = change.old { touched.append(old.id) }
                if let new = change.new { touched.append(new.id) }
                return true
            }
        } catch {
            step.problems.append(error)
        }
        step.touched = touched
    }

    private func tree(of row: CommitIndex, _ table: CommitTable) throws(RgitError) -> ObjectID {
        table.isLoaded(row)
            ? table.trees[Int(row)] : try reader.commitLinks(table.ids[Int(row)]).tree
    }
}
