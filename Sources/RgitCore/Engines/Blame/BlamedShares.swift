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
        if files.count <= maximumSingleFiles {
            do {
                return try await one(by: files, at: commit, blame)
            } catch is RgitError {
                // History cannot be read everywhere: the walk over all of it says of which lines the origin is unknown.
            }
        }
        return try await together(files, at: commit, blame)
    }

    /// Blames each file by itself.
    private static func one(by files: [BlameFile], at commit: ObjectID, _ blame: Blame) async throws
        -> BlamedShares
    {
        var shares = BlamedShares()
        shares.problems = try blame.session.commitGraph().problems
        var places: [ObjectID: Int32] = [:]
        var options = blame.options
        // The lines of a root commit are as old as they can be.
        options.showsRoot = true
        for file in files {
            let reader = try blame.session.makeReader(cacheBytes: blame.memory[.versions])
            var single = FileBlame(
                session: blame.session, reader: reader, options: options, sharding: blame.sharding,
                memory: blame.memory, progress: blame.progress)
            let lines = single.lines(of: try reader.bytes(file.blob, .blob))
            let start = FileBlame.Start(
                commit: commit, path: file.path, version: FileVersion(mode: .regular, id: file.blob))
            var counts: [Int32: Int] = [:]
            for hunk in try await single.run(start, lines: lines, ranges: [0..<lines.count]) {
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
            shares.files.append(sorted(counts))
        }
        return shares
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
