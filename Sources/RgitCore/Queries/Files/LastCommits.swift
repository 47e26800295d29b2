// Fills in the commit that last changed each file.

import GitObjects

/// What `--last-commit` adds to rows.
struct LastCommits {
    let context: QueryContext

    /// The number of commits a worker reads at a time.
    private static let readTogether = 64

    /// The entries that are rows, each with the commit in which it last changed before `tip`, whose tree is `tree`.
    func fill(
        _ entries: [FileEntry], of tree: ObjectID, from tip: ObjectID, isRow: (FileEntry) -> Bool,
        _ answer: inout Answer<FilesSummary>
    ) async throws -> [FileEntry] {
        let session = context.session
        let wanted = entries.map(isRow)
        let graph = try session.commitGraph()
        let loader = CommitLoader(session: session, reader: try session.makeReader(), graph: graph)
        var search = LastModified(session: session, loader: loader, tree: tree, entries: entries)
        context.progress?.begin("Finding last commits", total: wanted.count { $0 })
        let found = try search.find(wanted: wanted, from: tip) { context.progress?.advance(by: $0) }
        answer.problems += search.problems + graph.problems
        let commits = try await read(Set(found.compactMap(\.id)), &answer)
        var rows: [FileEntry] = []
        for (entry, (isWanted, found)) in zip(entries, zip(wanted, found)) where isWanted {
            var row = entry
            if case .commit(let id, let isBoundary) = found, let commit = commits[id] {
                row.lastCommit = FileEntry.LastCommit(
                    hexsha: id, author: commit.author, committer: commit.committer, summary: commit.summary,
                    isBoundary: isBoundary)
            }
            rows.append(row)
        }
        return rows
    }

    private struct Worker {
        let reader: ObjectReader
        var decoder: CommitDecoder
    }

    private func read(
        _ names: Set<ObjectID>, _ answer: inout Answer<FilesSummary>
    ) async throws -> [ObjectID: Commit] {
        let session = context.session
        let names = names.sorted()
        let mailmap = session.mailmap(try session.makeReader())
        var commits: [ObjectID: Commit] = [:]
        var problems: [RgitError] = []
        try await context.sharding.orderedChunks(
            count: names.count, size: Self.readTogether,
            makeWorker: {
                Worker(
                    reader: try session.makeReader(),
                    decoder: CommitDecoder(
                        parts: [.people, .message], mailmap: mailmap, trailerSyntax: TrailerSyntax()))
            },
            compute: { worker, range in
                names[range].map { name in
                    Result { () throws(RgitError) in
                        worker.decoder.decode(name, try worker.reader.commit(name), refs: [])
                    }
                }
            },
            consume: { (results: [Result<Commit, RgitError>]) in
                for result in results {
                    switch result {
                    case .success(let commit): commits[commit.hexsha] = commit
                    case .failure(let problem): problems.append(problem)
                    }
                }
            })
        answer.problems += problems
        return commits
    }
}

extension LastModified.Found {
    fileprivate var id: ObjectID? {
        if case .commit(let id, _) = self { return id }
        return nil
    }
}
