// Finds the commits that changed the paths of a revision, and reads who made them.

import GitObjects

/// The commits in which the entries of a tree came to be what they are.
struct PathCommits {
    /// What is asked of each path.
    struct Options {
        /// Whether the commit that it was created in is sought, too.
        var created = false
        /// Whether only the first parents of merges are followed.
        var firstParent = false
    }

    /// The commits of one path, `nil` where they are not known or not sought.
    typealias Commits = (latest: FileEntry.LastCommit?, earliest: FileEntry.LastCommit?)

    let context: QueryContext
    let options: Options

    /// The number of commits a worker reads at a time.
    private static let readTogether = 64

    /// The commits of those of the `entries` of `tree` that are `wanted`, going back from `tip`.
    func find(
        _ entries: [FileEntry], wanted: [Bool], of tree: ObjectID, from tip: ObjectID,
        _ problems: inout [RgitError]
    ) async throws -> [Commits] {
        let session = context.session
        let graph = try session.commitGraph()
        let loader = CommitLoader(session: session, reader: try session.makeReader(), graph: graph)
        let layout = TreeRows(tree: tree, entries: entries)
        var found: [PathLifetimes.Found]
        if options.created {
            var walk = PathLifetimes(
                session: session, loader: loader, layout: layout, entries: entries,
                firstParent: options.firstParent)
            context.progress?.begin("Reading commits")
            found = try walk.find(wanted: wanted, from: tip) { context.progress?.advance(by: $0) }
            problems += walk.problems
        } else {
            var walk = LastModified(
                session: session, loader: loader, layout: layout, entries: entries,
                firstParent: options.firstParent, sharding: context.sharding)
            context.progress?.begin("Finding last commits", total: wanted.count { $0 })
            found = try await walk.find(wanted: wanted, from: tip) { context.progress?.advance(by: $0) }
                .map { PathLifetimes.Found(latest: $0) }
            problems += walk.problems
        }
        problems += graph.problems
        let names = found.flatMap { [$0.latest.id, $0.earliest.id] }.compactMap(\.self)
        let commits = try await read(Set(names), &problems)
        return found.map { (commit($0.latest, commits), commit($0.earliest, commits)) }
    }

    private func commit(
        _ found: LastModified.Found, _ commits: [ObjectID: Commit]
    ) -> FileEntry.LastCommit? {
        guard case .commit(let id, let isBoundary) = found, let commit = commits[id] else { return nil }
        return FileEntry.LastCommit(
            hexsha: id, author: commit.author, committer: commit.committer, summary: commit.summary,
            isBoundary: isBoundary)
    }

    private struct Worker {
        let reader: ObjectReader
        var decoder: CommitDecoder
    }

    /// Reads commits on all workers; what cannot be read is left out and added to `problems`.
    func read(
        _ names: Set<ObjectID>, _ problems: inout [RgitError]
    ) async throws -> [ObjectID: Commit] {
        let session = context.session
        let names = names.sorted()
        let mailmap = session.mailmap(try session.makeReader())
        var commits: [ObjectID: Commit] = [:]
        var unread: [RgitError] = []
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
                    case .failure(let problem): unread.append(problem)
                    }
                }
            })
        problems += unread
        return commits
    }
}

extension LastModified.Found {
    fileprivate var id: ObjectID? {
        if case .commit(let id, _) = self { return id }
        return nil
    }
}
