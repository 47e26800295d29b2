// Counts the lines of a window of commits: trees first, commit by commit, then blobs, path by path.

/// Counts lines for many commits at once, on all workers.
///
/// The versions of one file lie close together in a pack and in a worker's cache, so that counting them one after the
/// other inflates a fraction of what counting commit by commit does.
struct StatsWindow<Worker>: Sendable {
    /// The most commits worth having in one window; more would only take memory.
    static var mostCommits: Int { 1 << 16 }

    private let sharding: Sharding
    private let pool: WorkerPool<Worker>
    private let counter: @Sendable (Worker) -> CommitStats?

    /// Counts with the workers of `pool`, each by the counter it has.
    init(sharding: Sharding, pool: WorkerPool<Worker>, counter: @escaping @Sendable (Worker) -> CommitStats?)
    {
        self.sharding = sharding
        self.pool = pool
        self.counter = counter
    }

    /// The line counts of each commit, or why they cannot be known.
    func count(_ commits: [SelectedCommit]) async throws -> [Result<Stats, RgitError>] {
        let counter = counter
        var found: [Result<Range<Int>, RgitError>] = []
        found.reserveCapacity(commits.count)
        var changes: [FileChange] = []
        try await sharding.orderedChunks(
            count: commits.count, size: chunk(commits.count, most: 1024), pool: pool,
            compute: { worker, range in
                guard let counter = counter(worker) else { return [] }
                return commits[range].map { counter.changes(of: $0) }
            },
            consume: { (results: [Result<[FileChange], RgitError>]) in
                for result in results {
                    found.append(
                        result.map { new in
                            changes += new
                            return changes.count - new.count..<changes.count
                        })
                }
            })

        let counted = try await rows(changes)
        return found.map { result in
            result.flatMap { range in
                var files: [FileStats] = []
                files.reserveCapacity(range.count)
                for row in counted[range] {
                    switch row {
                    case .success(let file): if let file { files.append(file) }
                    case .failure(let error): return .failure(error)
                    }
                }
                return .success(Stats(files: files))
            }
        }
    }

    /// The row of each change, counted in the order of paths.
    private func rows(_ changes: [FileChange]) async throws -> [Result<FileStats?, RgitError>] {
        let counter = counter
        let order = StatsWindow.byPath(changes)
        var rows = [Result<FileStats?, RgitError>](repeating: .success(nil), count: changes.count)
        var done = 0
        try await sharding.orderedChunks(
            count: order.count, size: chunk(order.count, most: 256), pool: pool,
            compute: { worker, range in
                guard let counter = counter(worker) else { return [] }
                return order[range].map { counter.row(changes[$0]) }
            },
            consume: { (results: [Result<FileStats?, RgitError>]) in
                for result in results {
                    rows[order[done]] = result
                    done += 1
                }
            })
        return rows
    }

    /// The places of the changes, those of one path together and in the order of history.
    private static func byPath(_ changes: [FileChange]) -> [Int] {
        var numbers: [[UInt8]: Int] = [:]
        var pathNumbers: [Int] = []
        pathNumbers.reserveCapacity(changes.count)
        var starts: [Int] = []
        for change in changes {
            var number = starts.count
            if let known = numbers[change.path] {
                number = known
                starts[number] += 1
            } else {
                numbers[change.path] = number
                starts.append(1)
            }
            pathNumbers.append(number)
        }
        var sum = 0
        for number in starts.indices {
            let count = starts[number]
            starts[number] = sum
            sum += count
        }
        var order = [Int](repeating: 0, count: changes.count)
        for place in changes.indices {
            order[starts[pathNumbers[place]]] = place
            starts[pathNumbers[place]] += 1
        }
        return order
    }

    /// Small enough that every worker has something to do.
    private func chunk(_ count: Int, most: Int) -> Int { max(8, min(most, count / (sharding.jobs * 4))) }
}

extension CommitStats {
    /// What a selected commit changed: the file `--follow` goes by, or all files.
    fileprivate func changes(of one: SelectedCommit) -> Result<[FileChange], RgitError> {
        if let changes = one.changes { return .success(changes) }
        do throws(RgitError) {
            return .success(try changes(of: one.id))
        } catch {
            return .failure(error)
        }
    }

    /// The row of a change, or why there is none.
    fileprivate func row(_ change: FileChange) -> Result<FileStats?, RgitError> {
        do throws(RgitError) {
            return .success(try file(change))
        } catch {
            return .failure(error)
        }
    }
}
