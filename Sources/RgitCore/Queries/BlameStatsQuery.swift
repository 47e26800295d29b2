// Answers `rgit blame-stats`: which tree is meant, whose its lines are, and the sums.

import GitObjects

/// Surviving lines, as `git blame` of every text file of a tree would count them.
public struct BlameStatsQuery: Sendable {
    private let repo: Repo
    private let request: BlameStatsRequest
    private let sharding: Sharding
    private let progress: ProgressMeter?

    /// Asks whose lines a tree is made of.
    public init(
        repo: Repo, request: BlameStatsRequest, sharding: Sharding, progress: ProgressMeter? = nil
    ) {
        self.repo = repo
        self.request = request
        self.sharding = sharding
        self.progress = progress
    }

    /// Counts.
    ///
    /// - Throws: `RgitError` where the question cannot be answered at all, which includes history that cannot be read; what
    ///   could not be read of single files is among the answer's problems.
    public func run() async throws -> BlameStats {
        let reader = try repo.makeReader()
        let set = try RevisionSet.resolve(
            items: request.words.map { .word($0) }, paths: request.paths, repo: repo, reader: reader)
        let commit = try start(set, reader)
        let pathspec = try Pathspec(
            set.paths ?? [], prefix: repo.layout.prefix, workTree: repo.layout.workTree,
            environment: repo.environment)
        let options = try options(set, reader)
        let tree = try CommitLoader(repo: repo, reader: reader).links(commit).tree

        var answer = BlameStats()
        answer.shallow = !repo.shallowCommits.isEmpty
        answer.warnings = set.warnings
        progress?.begin("Looking at files")
        let selection = try await BlameSelection.choose(
            repo, tree: tree, pathspec: pathspec, reader: reader, sharding: sharding)
        answer.skipped = selection.skipped
        answer.problems = set.problems + selection.problems

        let blame = Blame(repo: repo, options: options, sharding: sharding, progress: progress)
        let files = selection.files
        let graph = try await blame.graph(from: commit, files: files)
        var shares = [[FileShare]](repeating: [], count: files.count)
        var failures: [(file: Int, problem: RgitError)] = []
        var isCounted = [Bool](repeating: true, count: files.count)
        try await blame.lines(graph, files: files) { result in
            result.map { BlameStatsQuery.shares($0) }
        } consume: { file, result in
            switch result {
            case .success(let found): shares[file] = found
            case .failure(let problem):
                failures.append((file, problem))
                isCounted[file] = false
            }
        }
        answer.problems += failures.sorted { $0.file < $1.file }.map(\.problem)

        let authors = try await authors(of: graph, in: shares)
        var tally = BlameTally(request: request, graph: graph, authors: authors)
        for file in files.indices where isCounted[file] { tally.count(files[file].path, shares[file]) }
        tally.finish(&answer)
        return answer
    }

    /// The one commit whose tree is blamed.
    private func start(_ set: RevisionSet, _ reader: ObjectReader) throws(RgitError) -> ObjectID {
        let positive = set.tips.filter { !$0.isNegative }
        guard let first = positive.first else {
            return try repo.resolveCommit(Array("HEAD".utf8), reader: reader)
        }
        if let second = positive.first(where: { $0.id != first.id }) {
            throw RgitError(
                .usage, "more than one revision to blame", second.name,
                hint: "only one tree can be blamed; 'A..B' blames that of B")
        }
        return first.id
    }

    private func options(_ set: RevisionSet, _ reader: ObjectReader) throws(RgitError) -> BlameOptions {
        var options = BlameOptions()
        if request.ignoreWhitespace { options.whitespace = .ignoreAll }
        options.indentHeuristic = try repo.config.bool("diff.indentheuristic") ?? true
        options.firstParent = request.firstParent
        options.since = request.since.map { UInt64(bitPattern: $0) }
        options.bottoms = set.negative
        options.ignored = try IgnoredRevisions.resolve(
            revisions: request.ignoredRevisions, files: request.ignoredRevisionFiles, repo: repo,
            reader: reader)
        return options
    }

    /// A file's lines by commit, in the order of the commits.
    private static func shares(_ entries: [BlameEntry]) -> [FileShare] {
        var lines: [Int32: Int] = [:]
        for entry in entries { lines[entry.commit, default: 0] += Int(entry.count) }
        return lines.map { FileShare(commit: $0.key, lines: $0.value) }.sorted { $0.commit < $1.commit }
    }

    /// Who wrote the commits that lines came in; `nil` at the places of other commits.
    private func authors(
        of graph: VersionGraph, in shares: [[FileShare]]
    ) async throws -> [BlameAuthor?] {
        var isNeeded = [Bool](repeating: false, count: graph.commits.count)
        for share in shares.joined() { isNeeded[Int(share.commit)] = true }
        let needed = isNeeded.indices.filter { isNeeded[$0] }
        var authors = [BlameAuthor?](repeating: nil, count: graph.commits.count)
        let reader = try repo.makeReader()
        let mailmap = request.useMailmap ? repo.mailmap(reader) : Mailmap()
        let repo = repo
        var next = 0
        try await sharding.orderedChunks(
            count: needed.count, size: 256,
            makeWorker: { try repo.makeReader() },
            compute: { (reader: inout ObjectReader, range: Range<Int>) in
                try needed[range].map { try BlameAuthor(graph.commits[$0], reader, mailmap) }
            },
            consume: { (found: [BlameAuthor]) in
                for author in found {
                    authors[needed[next]] = author
                    next += 1
                }
            })
        return authors
    }
}

/// A commit's lines of one file.
struct FileShare: Sendable {
    /// The commit, a place in the graph.
    var commit: Int32
    /// How many lines there are.
    var lines: Int
}

/// Who wrote a commit, and when.
struct BlameAuthor: Sendable {
    let name: [UInt8]
    let email: [UInt8]
    let date: Timestamp?

    /// Reads the author of a commit as git blame does: decoded first, then looked up in the mailmap.
    init(_ id: ObjectID, _ reader: ObjectReader, _ mailmap: Mailmap) throws(RgitError) {
        var bytes = try reader.bytes(id, .commit)
        guard var layout = CommitParser.layout(bytes.span) else {
            throw RgitError(.damaged, "bad commit object", id.hex, object: id)
        }
        if layout.encoding != nil || bytes.contains(0) {
            bytes = CommitEncoding.reencoded(bytes)
            layout = CommitParser.layout(bytes.span) ?? layout
        }
        guard let line = IdentityLine(bytes.span, layout.author) else {
            name = Array("(unknown)".utf8)
            email = name
            date = nil
            return
        }
        let recorded = (name: Array(bytes[line.name]), email: Array(bytes[line.email]))
        let proper = mailmap.resolve(name: recorded.name, email: recorded.email) ?? recorded
        name = proper.name
        email = proper.email
        date = line.seconds(in: bytes.span).map {
            Timestamp(seconds: $0, offset: line.offsetNumber(in: bytes.span) ?? 0)
        }
    }
}
