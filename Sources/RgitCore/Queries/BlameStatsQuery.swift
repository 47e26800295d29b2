// Answers `rgit blame-stats`: which tree is meant, whose its lines are, and the sums.

import GitObjects

/// Surviving lines, as `git blame` of every text file of a tree would count them.
public struct BlameStatsQuery: Sendable {
    private let session: Session
    private let request: BlameStatsRequest
    private let sharding: Sharding
    private let progress: ProgressMeter?

    /// Asks whose lines a tree is made of.
    public init(
        session: Session, request: BlameStatsRequest, sharding: Sharding, progress: ProgressMeter? = nil
    ) {
        self.session = session
        self.request = request
        self.sharding = sharding
        self.progress = progress
    }

    /// Counts.
    ///
    /// - Throws: `RgitError` where the question cannot be answered at all; what could not be read of files and of history is
    ///   among the answer's problems, and the lines that hang on it are counted by themselves.
    public func run() async throws -> BlameStats {
        let reader = try session.makeReader()
        let set = try RevisionSet.resolve(
            items: request.words.map { .word($0) }, paths: request.paths, session: session, reader: reader)
        let setup = BlameSetup(session: session, reader: reader)
        let named = try setup.commit(set, only: "only one tree can be blamed; 'A..B' blames that of B")
        let commit = try named?.id ?? session.resolveCommit(Array("HEAD".utf8), reader: reader)
        let pathspec = try Pathspec(
            set.paths ?? [], prefix: session.layout.prefix, workTree: session.layout.workTree,
            environment: session.environment)
        let options = try setup.options(request, set)
        let memory =
            request.memory.map { MemoryBudget(total: $0, jobs: sharding.jobs) } ?? session.memory
        let tree = try CommitLoader(session: session, reader: reader).links(commit).tree

        var answer = BlameStats()
        answer.shallow = !session.shallowCommits.isEmpty
        answer.warnings = set.warnings
        progress?.begin("Looking at files")
        let limits = BlameSelection.Limits(
            fileSize: request.maximumFileSize, leavesGeneratedOut: request.leavesGeneratedOut,
            memory: memory)
        let selection = try await BlameSelection.choose(
            session, tree: tree, pathspec: pathspec, limits: limits, reader: reader, sharding: sharding)
        answer.skipped = selection.skipped
        var problems = set.problems + selection.problems

        let blame = Blame(
            session: session, options: options, sharding: sharding, memory: memory, progress: progress)
        let files = selection.files
        let graph = try await blame.graph(from: commit, files: files, problems: &problems)
        var shares = [[FileShare]?](repeating: nil, count: files.count)
        var failures: [(file: Int, problems: [RgitError])] = []
        try await blame.lines(graph, files: files) { blamed in
            (BlameStatsQuery.shares(blamed), blamed.problems)
        } consume: { file, result in
            shares[file] = result.0
            if !result.1.isEmpty { failures.append((file, result.1)) }
        }
        answer.skipped.unreadable += shares.count { $0 == nil }
        problems += failures.sorted { $0.file < $1.file }.flatMap(\.problems)

        let authors = try await authors(of: graph, in: shares, setup.mailmap(request), &problems)
        var tally = BlameTally(request: request, graph: graph, authors: authors)
        for (file, shares) in zip(files, shares) {
            if let shares { tally.count(file.path, shares) }
        }
        tally.finish(&answer)
        answer.problems = BlameStatsQuery.summed(problems)
        return answer
    }

    /// So many things that could not be read are named; a partial clone lacks almost everything.
    private static let mostProblems = 20

    /// Each problem once, and instead of a long list its length.
    private static func summed(_ problems: [RgitError]) -> [RgitError] {
        var seen: Set<[UInt8]> = []
        let different = problems.filter { seen.insert(Array($0.what.utf8) + [0] + $0.subject.bytes).inserted }
        guard different.count > mostProblems else { return different }
        let rest = different.count - mostProblems
        return different.prefix(mostProblems) + [
            RgitError(.missingObject, "\(rest) more things could not be read", "the history of the files")
        ]
    }

    /// A file's lines by commit, in the order of the commits; `nil` for a file that could not be read.
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
        var shares = lines.map { FileShare(commit: $0.key, lines: $0.value) }
        shares.sort { $0.commit < $1.commit }
        if unknown > 0 { shares.append(FileShare(commit: 0, lines: unknown, isUnknown: true)) }
        return shares
    }

    /// Who wrote the commits that lines came in; `nil` at the places of other commits, and of those that cannot be read.
    private func authors(
        of graph: VersionGraph, in shares: [[FileShare]?], _ mailmap: Mailmap,
        _ problems: inout [RgitError]
    ) async throws -> [BlameReport.Person?] {
        var isNeeded = [Bool](repeating: false, count: graph.commits.count)
        for share in shares.compactMap(\.self).joined() where !share.isUnknown {
            isNeeded[Int(share.commit)] = true
        }
        let needed = isNeeded.indices.filter { isNeeded[$0] }
        var authors = [BlameReport.Person?](repeating: nil, count: graph.commits.count)
        let session = session
        var next = 0
        var found = problems
        try await sharding.orderedChunks(
            count: needed.count, size: 256,
            makeWorker: { try session.makeReader(.commits) },
            compute: { (reader: inout ObjectReader, range: Range<Int>) in
                needed[range].map { place in
                    Result { () throws(RgitError) in
                        let content = try reader.commit(graph.commits[place]).recoded
                        return BlameReport.Person(authorOf: content, mailmap)
                    }
                }
            },
            consume: { (results: [Result<BlameReport.Person, RgitError>]) in
                for result in results {
                    switch result {
                    case .success(let author): authors[needed[next]] = author
                    case .failure(let problem): found.append(problem)
                    }
                    next += 1
                }
            })
        problems = found
        return authors
    }
}

/// A commit's lines of one file.
struct FileShare: Sendable {
    /// The commit, a place in the graph.
    var commit: Int32
    /// How many lines there are.
    var lines: Int
    /// Whether nobody can say which commit they came in.
    var isUnknown = false
}
