// Counts the lines of a window of commits: trees first, commit by commit, then blobs, path by path.

/// Counts lines for many commits at once, on all workers.
///
/// The versions of one file are close together in a pack and in a worker's cache, so that counting them one after the
/// other inflates a fraction of what counting commit by commit does. All changes of a window are kept until its last line
/// is counted: the memory budget bounds the commits of a window.
struct StatsWindow<Worker>: Sendable {
    private let sharding: Sharding
    private let pool: WorkerPool<Worker>
    private let progress: ProgressMeter?
    private let counter: @Sendable (Worker) -> CommitStats?

    /// What `progress` counts beside commits.
    static var progressUnit: String { "files compared" }

    /// Counts with the workers of `pool`, each by the counter it has; `progress` advances by commits and compared files.
    init(
        sharding: Sharding, pool: WorkerPool<Worker>, progress: ProgressMeter?,
        counter: @escaping @Sendable (Worker) -> CommitStats?
    ) {
        self.sharding = sharding
        self.pool = pool
        self.progress = progress
        self.counter = counter
    }

    /// The line counts of each commit, or why they cannot be known; `table` holds the commits and their parents.
    ///
    /// - Complexity: O(changed files of all commits), each a comparison of two blobs, shared among the workers.
    func count(_ commits: [SelectedCommit], _ table: CommitTable) async throws -> WindowStats {
        let (counter, progress) = (counter, progress)
        var (stats, places) = try await compare(commits, table)

        let order = places.inOrder()
        let changes = stats.changes
        var done = 0
        try await sharding.orderedChunks(
            count: order.count, size: sharding.chunkSize(order.count, most: 256), pool: pool,
            compute: { worker, range in
                guard let counter = counter(worker) else { return [] }
                defer { progress?.advance(by: 0, also: range.count) }
                return order[range].map { counter.lines(changes[Int($0)]) }
            },
            consume: { (results: [Result<ChangeLines, RgitError>]) in
                for result in results {
                    stats.note(result, at: Int(order[done]))
                    done += 1
                }
            })
        return stats
    }

    /// What each commit changed, without line counts: every change has a row.
    func changes(_ commits: [SelectedCommit], _ table: CommitTable) async throws -> WindowStats {
        try await compare(commits, table).stats
    }

    private func compare(
        _ commits: [SelectedCommit], _ table: CommitTable
    ) async throws -> (stats: WindowStats, places: PathPlaces) {
        let (counter, progress) = (counter, progress)
        var stats = WindowStats()
        var places = PathPlaces()
        try await sharding.orderedChunks(
            count: commits.count, size: sharding.chunkSize(commits.count, most: 1024), pool: pool,
            compute: { worker, range in
                guard let counter = counter(worker) else { return [] }
                defer { progress?.advance(by: range.count) }
                return commits[range].map { counter.changes(of: $0, in: table) }
            },
            consume: { (results: [Result<[FileChange], RgitError>]) in
                for result in results { stats.append(result, &places) }
            })
        return (stats, places)
    }
}

/// The line counts of a window of commits, by their positions in it.
struct WindowStats: Sendable {
    /// What the commits changed, one after the other.
    fileprivate private(set) var changes: [FileChange] = []
    /// Where each commit's changes end.
    private var ends: [Int] = []
    private var lines: [ChangeLines] = []
    /// Why commits could not be compared, by position.
    private var uncompared: [Int: RgitError] = [:]
    /// Why changes could not be counted, by their places in `changes`.
    private var uncounted: [Int: RgitError] = [:]

    fileprivate mutating func append(_ result: Result<[FileChange], RgitError>, _ places: inout PathPlaces) {
        switch result {
        case .failure(let error): uncompared[ends.count] = error
        case .success(let found):
            for var change in found {
                places.append(&change.path)
                changes.append(change)
                lines.append(.none)
            }
        }
        ends.append(changes.count)
    }

    fileprivate mutating func note(_ result: Result<ChangeLines, RgitError>, at place: Int) {
        switch result {
        case .success(let found): lines[place] = found
        case .failure(let error): uncounted[place] = error
        }
    }

    /// The changed files of the commit at `position`, or why they cannot be known.
    subscript(position: Int) -> Result<Stats, RgitError> {
        places(position).map { range in
            var files: [FileStats] = []
            files.reserveCapacity(range.count)
            for place in range {
                if let file = FileStats(changes[place], lines[place]) { files.append(file) }
            }
            return Stats(files: files)
        }
    }

    /// The sums of the commit at `position`, or why they cannot be known.
    func total(_ position: Int) -> Result<Stats.Total, RgitError> {
        places(position).map { range in
            var total = Stats.Total()
            for place in range { total.add(lines[place]) }
            return total
        }
    }

    /// A change by its place.
    func change(_ place: Int) -> FileChange { changes[place] }

    /// What came of the lines of a change, by its place.
    func lines(_ place: Int) -> ChangeLines { lines[place] }

    /// The places of the changes of the commit at `position`, or why they cannot be known.
    func places(_ position: Int) -> Result<Range<Int>, RgitError> {
        if let error = uncompared[position] { return .failure(error) }
        let range = (position == 0 ? 0 : ends[position - 1])..<ends[position]
        if !uncounted.isEmpty {
            for place in range {
                if let error = uncounted[place] { return .failure(error) }
            }
        }
        return .success(range)
    }
}

/// Which places of a list belong to which path; every path is kept once.
struct PathPlaces {
    private var numbers: [[UInt8]: UInt32] = [:]
    private var paths: [[UInt8]] = []
    /// How often each path occurs.
    private var counts: [Int] = []
    /// The number of the path at each place.
    private var ofPlaces: [UInt32] = []

    /// Takes in the path at the next place, which comes to share its memory with those that are the same.
    mutating func append(_ path: inout [UInt8]) {
        if let number = numbers[path] {
            path = paths[Int(number)]
            counts[Int(number)] += 1
            ofPlaces.append(number)
        } else {
            let number = UInt32(truncatingIfNeeded: paths.count)
            numbers[path] = number
            paths.append(path)
            counts.append(1)
            ofPlaces.append(number)
        }
    }

    /// The places, those of one path together and in order.
    func inOrder() -> [UInt32] {
        var starts: [Int] = []
        starts.reserveCapacity(counts.count)
        var sum = 0
        for count in counts {
            starts.append(sum)
            sum += count
        }
        var order = [UInt32](repeating: 0, count: ofPlaces.count)
        for (place, number) in ofPlaces.enumerated() {
            order[starts[Int(number)]] = UInt32(truncatingIfNeeded: place)
            starts[Int(number)] += 1
        }
        return order
    }
}

extension CommitStats {
    /// What a selected commit changed: the file `--follow` goes by, or all files.
    fileprivate func changes(
        of one: SelectedCommit, in table: CommitTable
    ) -> Result<[FileChange], RgitError> {
        if let changes = one.changes { return .success(changes) }
        do throws(RgitError) {
            return .success(try changes(of: one.row, in: table))
        } catch {
            return .failure(error)
        }
    }

    /// What came of the lines of a change, or why that cannot be known.
    fileprivate func lines(_ change: FileChange) -> Result<ChangeLines, RgitError> {
        do throws(RgitError) {
            return .success(try worker.lines(change))
        } catch {
            return .failure(error)
        }
    }
}
