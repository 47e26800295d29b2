// Reads all commits of the packs at once, on all workers and in the order of the packs, into a commit table.

import GitObjects

/// Fills commit tables faster than commit by commit.
///
/// Workers read a pack in stretches, in the order of the file, so that delta chains and pages are read once; the stretches
/// come back in that order and are put into the table by one thread. Nothing is kept but what goes into the table, and a
/// cache for each worker.
struct CommitPreloader {
    private let session: Session
    private let sharding: Sharding
    private let readers: WorkerPool<ObjectDatabaseReader>

    /// Entries of a pack that a worker takes at a time.
    private static let chunkSize = 2048
    /// The number of chunks in a row without a commit after which the rest of a pack is skipped: packs hold their commits
    /// first.
    private static let maximumEmptyChunks = 4
    /// Entries that are read at a time where contents are kept.
    private static let slice = 8 * chunkSize

    init(session: Session, sharding: Sharding) {
        self.session = session
        self.sharding = sharding
        let database = session.objects
        let cacheBytes = session.memory[.commits]
        let limits = session.readLimits
        readers = WorkerPool { database.makeReader(cacheBytes: cacheBytes, limits: limits) }
    }

    /// The number of commits read as objects, although there is a graph, from which on the packs are worth reading too.
    static let maximumObjectReads = 1000

    /// Thrown within `fill`, to end a pack early.
    private struct NoMoreCommits: Error {}

    /// Puts every commit that is easily found in a pack, or all of the commit-graph, into the table.
    func fill(_ table: inout CommitTable) async throws {
        var people: CommitPeople?
        var texts: CommitTexts?
        _ = try await fill(&table, people: &people, texts: &texts)
    }

    /// Puts every commit that is easily found in a pack into the table. What is damaged or loose is passed over: the
    /// walk that needs it reads it by name, and reports what is wrong.
    ///
    /// `people`, where there are any, take in authors and committers too. `texts`, where there are any, take in the
    /// contents; only a slice of the packs is read then, lest too many contents be kept, and the next call goes on.
    /// - Returns: Whether there is more to be read ahead.
    func fill(
        _ table: inout CommitTable, people: inout CommitPeople?, texts: inout CommitTexts?
    ) async throws -> Bool {
        if let graph = try session.commitGraph().graph {
            // Damage is reported by the loader that comes to it.
            try? table.storeAll(of: graph)
            // The graph does not hold who wrote a commit; and much may have happened since it was written.
            if people == nil, table.objectReads < CommitPreloader.maximumObjectReads { return false }
        }
        let packs = session.objects.packs
        var cursor = texts?.cursor ?? PackCursor()
        var left = texts == nil ? Int.max : CommitPreloader.slice
        while cursor.pack < packs.count, left > 0 {
            left -= try await read(packs[cursor.pack], &cursor, limit: left, &table, &people, &texts)
        }
        texts?.cursor = cursor
        return cursor.pack < packs.count
    }

    /// Reads `limit` entries of a pack from `cursor` on, which it moves; returns how many entries those were.
    private func read(
        _ pack: Pack, _ cursor: inout PackCursor, limit: Int,
        _ table: inout CommitTable, _ people: inout CommitPeople?, _ texts: inout CommitTexts?
    ) async throws -> Int {
        guard let order = try? pack.order(), let index = try? pack.index() else {
            cursor.nextPack()
            return 0
        }
        let wants = PreloadedCommits.Wants(people: people != nil, texts: texts != nil)
        let first = cursor.rank
        let count = min(order.count - first, limit)
        var emptyChunks = cursor.emptyChunks
        do {
            try await sharding.orderedChunks(
                count: count, size: CommitPreloader.chunkSize, pool: readers,
                compute: { reader, range in
                    PreloadedCommits(
                        reader: reader, pack: pack, order: order, index: index,
                        ranks: first + range.lowerBound..<first + range.upperBound, wants: wants)
                },
                consume: { (commits: PreloadedCommits) in
                    emptyChunks = commits.ids.isEmpty ? emptyChunks + 1 : 0
                    if emptyChunks >= CommitPreloader.maximumEmptyChunks { throw NoMoreCommits() }
                    take(commits, &table, &people, &texts)
                })
        } catch is NoMoreCommits {
            cursor.nextPack()
            return count
        }
        if first + count < order.count {
            cursor.rank = first + count
            cursor.emptyChunks = emptyChunks
        } else {
            cursor.nextPack()
        }
        return count
    }

    /// Puts the commits of a stretch into the table.
    private func take(
        _ commits: PreloadedCommits,
        _ table: inout CommitTable, _ people: inout CommitPeople?, _ texts: inout CommitTexts?
    ) {
        let grafts = session.grafts
        let shallow = session.shallowCommits
        let replacements = session.replacements
        table.reserve(table.count + commits.ids.count)
        let known = table.knownRows(of: commits.ids)
        let knownParents = table.knownRows(of: commits.parents)
        var parentRows: [CommitIndex] = []
        let numbers = people?.numbers(of: commits.people.identities) ?? []
        texts?.begin(commits.texts)
        var start = 0
        var textStart = 0
        for (position, id) in commits.ids.enumerated() {
            let parents = start..<commits.parentEnds[position]
            start = parents.upperBound
            let text = commits.textEnds.isEmpty ? 0..<0 : textStart..<commits.textEnds[position]
            textStart = text.upperBound
            // A replaced commit has to be read from elsewhere.
            if !replacements.isEmpty, replacements[id] != nil { continue }
            let row = known[position] >= 0 ? known[position] : table.index(of: id)
            people?.note(row, commits.people.participants[position], numbers)
            texts?.keep(row, text)
            guard !table.isLoaded(row) else { continue }
            parentRows.removeAll(keepingCapacity: true)
            if !shallow.isEmpty, shallow.contains(id) {
                // Without parents here.
            } else if !grafts.isEmpty, let grafted = grafts[id] {
                for parent in grafted { parentRows.append(table.index(of: parent)) }
            } else {
                for parent in parents {
                    let known = knownParents[parent]
                    parentRows.append(known >= 0 ? known : table.index(of: commits.parents[parent]))
                }
            }
            table.store(
                row, tree: commits.trees[position], date: commits.dates[position], parents: parentRows)
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
    /// The contents of all of them, one after another; empty where they are not asked for.
    private(set) var texts: [UInt8] = []
    /// Where each commit's content ends in `texts`.
    private(set) var textEnds: [Int] = []

    /// The number of contents by whose length that of all is estimated.
    private static let sample = 64

    /// What is wanted of the commits besides their links.
    struct Wants: Sendable {
        let people: Bool
        let texts: Bool
    }

    init(
        reader: ObjectDatabaseReader, pack: Pack, order: PackOrder, index: PackIndex, ranks: Range<Int>,
        wants: Wants
    ) {
        let format = reader.database.format
        /// The places of the commits' names in the index.
        var positions: [Int] = []
        reader.visitObjects(of: .commit, in: pack, order: order, ranks: ranks) { count in
            positions.reserveCapacity(count)
            trees.reserveCapacity(count)
            dates.reserveCapacity(count)
            // Mostly one each, and some more for merges.
            parents.reserveCapacity(count + count / 2)
            parentEnds.reserveCapacity(count)
            if wants.texts { textEnds.reserveCapacity(count) }
        } body: { rank, content in
            let position = Int(order.positions[rank])
            guard position < index.count else { return }
            let before = parents.count
            guard let (tree, date) = CommitParser.appendLinks(content, format, to: &parents) else {
                parents.removeSubrange(before...)
                return
            }
            positions.append(position)
            trees.append(tree)
            dates.append(date)
            parentEnds.append(parents.count)
            if wants.people { people.append(content) }
            if wants.texts {
                unsafe content.withUnsafeBufferPointer { unsafe texts.append(contentsOf: $0) }
                textEnds.append(texts.count)
                if textEnds.count == PreloadedCommits.sample {
                    // As if all commits were as long as these, and a little more: growing copies.
                    let average = texts.count / textEnds.count
                    texts.reserveCapacity((average + average / 8) * textEnds.capacity)
                }
            }
        }
        // In a loop of their own, for the processor waits for many of these scattered reads at once.
        ids = positions.compactMap { index.id(at: $0) }
    }
}
