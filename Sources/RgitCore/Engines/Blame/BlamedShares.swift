// How many lines of each file came in which commit, found by whichever blame is faster for the files.

import GitObjects

/// A commit's lines of one file.
struct FileShare: Sendable {
    /// The commit, a place in `BlamedShares.commits`.
    var commit: Int32
    /// How many lines there are.
    var lines: Int
    /// Whether it is unknown which commit they came in.
    var isUnknown = false
}

/// The lines of some files by commit.
struct BlamedShares: Sendable {
    /// The commits.
    var commits: [ObjectID] = []
    /// For each commit whether its lines may be older than it.
    var isBoundary: [Bool] = []
    /// For each file its lines by commit, those of unknown origin last; `nil` for a file that could not be read.
    var files: [[FileShare]?] = []
    /// What could not be read.
    var problems: [RgitError] = []

    /// The maximum number of files that are blamed one by one. Each follows one path through history, which costs about a
    /// quarter of comparing all of history for any number of paths.
    private static let maximumSingleFiles = 4

    /// Blames files of a commit's tree.
    static func count(
        _ files: [BlameFile], at commit: ObjectID, _ blame: Blame
    ) async throws -> BlamedShares {
        // Copied lines come from files that the walk over all of history does not follow.
        let isAlone = blame.options.moved.copies != .none
        guard isAlone || files.count <= maximumSingleFiles else {
            return try await together(files, at: commit, blame)
        }
        let shares = try await one(by: files, at: commit, blame)
        // Where history cannot be read the walk over all of it says of which lines the origin is unknown.
        let isWhole = shares.files.allSatisfy { $0?.contains(where: \.isUnknown) == false }
        return isAlone || isWhole ? shares : try await together(files, at: commit, blame)
    }

    /// Blames each file by itself. Of a file some history of which cannot be read the origin of all lines is unknown.
    private static func one(by files: [BlameFile], at commit: ObjectID, _ blame: Blame) async throws
        -> BlamedShares
    {
        var shares = BlamedShares(files: Array(repeating: nil, count: files.count))
        shares.problems = try blame.session.commitGraph().problems
        // Few files are shared among the workers line by line, others file by file, the largest first.
        let areShared = files.count > maximumSingleFiles
        let sharding = areShared ? blame.sharding : Sharding(jobs: 1)
        let order = files.indices.sorted { (files[$0].size, $1) > (files[$1].size, $0) }
        var alone = blame
        if areShared {
            blame.progress?.begin("Blaming files", total: files.count)
            alone = Blame(
                session: blame.session, options: blame.options, sharding: Sharding(jobs: 1),
                memory: blame.memory)
        }
        // The lines of a root commit are as old as they can be.
        alone.options.showsRoot = true
        var places: [ObjectID: Int32] = [:]
        var failures: [(file: Int, problem: RgitError)] = []
        let (blameAlone, progress) = (alone, areShared ? blame.progress : nil)
        try await sharding.orderedTasks(count: files.count) { place -> (file: Int, single: SingleFile) in
            defer { progress?.advance(by: 1) }
            let file = order[place]
            return (file, try await SingleFile(files[file], at: commit, blameAlone))
        } consume: { file, single in
            if let problem = single.problem { failures.append((file, problem)) }
            guard let lines = single.lines else { return }
            var counts: [Int32: Int] = [:]
            for hunk in single.hunks {
                let place = places[hunk.commit] ?? Int32(shares.commits.count)
                if Int(place) == shares.commits.count {
                    places[hunk.commit] = place
                    shares.commits.append(hunk.commit)
                    // Behind the boundary of a shallow clone there is more history.
                    shares.isBoundary.append(
                        hunk.isBoundary || blame.session.shallowCommits.contains(hunk.commit))
                }
                counts[place, default: 0] += hunk.count
            }
            shares.files[file] = sorted(counts)
            if single.problem != nil, lines > 0 {
                shares.files[file] = [FileShare(commit: 0, lines: lines, isUnknown: true)]
            }
        }
        shares.problems += failures.sorted { $0.file < $1.file }.map(\.problem)
        return shares
    }

    /// The blame of one file by itself.
    private struct SingleFile: Sendable {
        var hunks: [FileBlame.Hunk] = []
        /// How many lines the file has; `nil` where it cannot be read.
        var lines: Int?
        /// What could not be read; there are no hunks then.
        var problem: RgitError?

        init(_ file: BlameFile, at commit: ObjectID, _ blame: Blame) async throws {
            do {
                let reader = try blame.session.makeReader(cacheBytes: blame.memory[.versions])
                var single = FileBlame(
                    session: blame.session, reader: reader, options: blame.options,
                    sharding: blame.sharding, memory: blame.memory, progress: blame.progress)
                let lines = single.lines(of: try reader.bytes(file.blob, .blob))
                self.lines = lines.count
                let start = FileBlame.Start(
                    commit: commit, path: file.path, version: FileVersion(mode: .regular, id: file.blob))
                hunks = try await single.run(start, lines: lines, ranges: [0..<lines.count])
            } catch let error as RgitError where error.kind != .cancelled {
                problem = error
            }
        }
    }

    /// Blames all files with one walk over history.
    private static func together(_ files: [BlameFile], at commit: ObjectID, _ blame: Blame) async throws
        -> BlamedShares
    {
        var shares = BlamedShares()
        let graph = try await blame.graph(from: commit, files: files, problems: &shares.problems)
        shares.commits = graph.commits
        shares.isBoundary = graph.commits.indices.map { graph.isBoundary(Int32($0)) }
        var found = [[FileShare]?](repeating: nil, count: files.count)
        var failures: [(file: Int, problems: [RgitError])] = []
        try await blame.lines(graph, files: files) { blamed in
            (Self.shares(blamed), blamed.problems)
        } consume: { file, result in
            found[file] = result.0
            if !result.1.isEmpty { failures.append((file, result.1)) }
        }
        shares.files = found
        shares.problems += failures.sorted { $0.file < $1.file }.flatMap(\.problems)
        return shares
    }

    private static func shares(_ blamed: BlamedFile) -> [FileShare]? {
        guard blamed.isReadable else { return nil }
        var lines: [Int32: Int] = [:]
        var unknown = 0
        for entry in blamed.entries {
            if entry.isUnknown {
                unknown += Int(entry.count)
            } else {
                lines[entry.commit, default: 0] += Int(entry.count)
            }
        }
        return sorted(lines) + (unknown > 0 ? [FileShare(commit: 0, lines: unknown, isUnknown: true)] : [])
    }

    /// In the order of the commits.
    private static func sorted(_ lines: [Int32: Int]) -> [FileShare] {
        lines.sorted { $0.key < $1.key }.map { FileShare(commit: $0.key, lines: $0.value) }
    }
}
