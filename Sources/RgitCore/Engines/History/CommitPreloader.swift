// Reads all commits of the packs at once, on all workers and in the order of the packs, into a commit table.

import GitObjects

/// Fills commit tables faster than commit by commit.
struct CommitPreloader {
    private let repo: Repo
    private let sharding: Sharding
    private let readers: WorkerPool<ObjectDatabaseReader>

    /// Entries of a pack that a worker takes at a time.
    private static let chunkSize = 2048
    /// Packs hold their commits first: after so many chunks in a row without one, the rest of a pack is left alone.
    private static let patience = 4

    init(repo: Repo, sharding: Sharding) {
        self.repo = repo
        self.sharding = sharding
        let database = repo.objects
        readers = WorkerPool { database.makeReader(cacheBytes: 4 << 20) }
    }

    /// Where so many commits had to be read as objects although there is a graph, the packs are worth reading too.
    static let mostObjectReads = 1000

    /// Thrown by nobody but `fill`, to end a pack early.
    private struct NoMoreCommits: Error {}

    /// Puts every commit that is easily found in a pack, or all of the commit-graph, into the table.
    func fill(_ table: inout CommitTable) async throws {
        var nobody: CommitPeople?
        try await fill(&table, people: &nobody)
    }

    /// Puts every commit that is easily found in a pack into the table. What is damaged or loose is passed over: whoever
    /// needs it reads it by name, and is told.
    ///
    /// `people`, where there are any, take in authors and committers too.
    func fill(_ table: inout CommitTable, people: inout CommitPeople?) async throws {
        if let graph = try repo.commitGraph().graph {
            // The walk is told of a damaged graph when it comes to it.
            try? table.storeAll(of: graph)
            // Who wrote a commit does not stand in the graph; and much may have happened since it was written.
            if people == nil, table.objectReads < CommitPreloader.mostObjectReads { return }
        }
        let wantsPeople = people != nil
        let grafts = repo.grafts
        let shallow = repo.shallowCommits
        let replacements = repo.replacements
        for pack in repo.objects.packs {
            guard let order = try? pack.order(), let index = try? pack.index() else { continue }
            var emptyChunks = 0
            do {
                try await sharding.orderedChunks(
                    count: order.count, size: CommitPreloader.chunkSize, pool: readers,
                    compute: { reader, ranks in
                        PreloadedCommits(
                            reader: reader, pack: pack, order: order, index: index, ranks: ranks,
                            wantsPeople: wantsPeople)
                    },
                    consume: { (commits: PreloadedCommits) in
                        emptyChunks = commits.ids.isEmpty ? emptyChunks + 1 : 0
                        if emptyChunks >= CommitPreloader.patience { throw NoMoreCommits() }
                        table.reserve(table.count + commits.ids.count)
                        let numbers = people?.numbers(of: commits.people.identities) ?? []
                        var start = 0
                        for (position, id) in commits.ids.enumerated() {
                            var parents = commits.parents[start..<commits.parentEnds[position]]
                            start = commits.parentEnds[position]
                            // A replaced commit has to be read from elsewhere.
                            if !replacements.isEmpty, replacements[id] != nil { continue }
                            if !shallow.isEmpty, shallow.contains(id) {
                                parents = []
                            } else if !grafts.isEmpty, let grafted = grafts[id] {
                                parents = grafted[...]
                            }
                            let row = table.index(of: id)
                            if wantsPeople {
                                people?.note(row, commits.people.participants[position], numbers)
                            }
                            guard !table.isLoaded(row) else { continue }
                            table.store(
                                row, tree: commits.trees[position], date: commits.dates[position],
                                parents: parents)
                        }
                    })
            } catch is NoMoreCommits {
                continue
            }
        }
    }
}

/// The commits of one stretch of a pack, in columns.
private struct PreloadedCommits: Sendable {
    private(set) var ids: [ObjectID] = []
    private(set) var trees: [ObjectID] = []
    private(set) var dates: [UInt64] = []
    /// The parents of all of them, one after another.
    private(set) var parents: [ObjectID] = []
    /// Where each commit's parents end in `parents`.
    private(set) var parentEnds: [Int] = []
    private(set) var people = CommitPeopleChunk()

    init(
        reader: ObjectDatabaseReader, pack: Pack, order: PackOrder, index: PackIndex, ranks: Range<Int>,
        wantsPeople: Bool
    ) {
        reader.visitObjects(of: .commit, in: pack, order: order, ranks: ranks) { rank, content in
            guard let id = index.id(at: Int(order.positions[rank])) else { return }
            let before = parents.count
            guard let (tree, date) = CommitParser.appendLinks(content, to: &parents) else {
                parents.removeSubrange(before...)
                return
            }
            ids.append(id)
            trees.append(tree)
            dates.append(date)
            parentEnds.append(parents.count)
            if wantsPeople { people.append(content) }
        }
    }
}
