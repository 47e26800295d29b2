// Measures all that references reach: each commit, tag, tree and blob once.

import GitObjects

/// The search for the size of a history (`git rev-list --objects --all`).
struct HistoryMeasurer {
    /// What a worker found of some commits and trees.
    private struct Chunk: Sendable {
        var commitBytes: [Int] = []
        var found = TreeMeasurer.Found()
    }

    private let session: Session
    private let sharding: Sharding
    private let progress: ProgressMeter?
    private var size = HistorySize()
    /// How many tags there are from each object that references lead to, itself among them, to what is no tag; 0 for what is none,
    /// or cannot be read.
    private var tagDepths: [ObjectID: Int] = [:]
    private var trees: Set<ObjectID> = []
    private var blobs: Set<ObjectID> = []
    /// The trees and blobs that references name.
    private var namedTrees: [ObjectID] = []
    private var namedBlobs: [ObjectID] = []
    /// What could not be read, by the object.
    private var unknown: [ObjectID: RgitError] = [:]
    private var otherProblems: [RgitError] = []

    init(session: Session, sharding: Sharding, progress: ProgressMeter?) {
        self.session = session
        self.sharding = sharding
        self.progress = progress
    }

    /// The size of the history, and what could not be read, each object once.
    mutating func measure(
        _ warnings: inout [Warning]
    ) async throws -> (size: HistorySize, problems: [RgitError]) {
        let reader = try session.makeReader()
        try addReferences(reader)
        var history = HistoryRequest()
        history.items = [.all]
        history.paths = []
        history.order = .topological
        var selection = try CommitSelection(
            session: session, request: history, reader: reader, mailmap: nil,
            following: CommitSelection.Following(), sharding: sharding)
        progress?.begin("Reading commits")
        var commits: [CommitIndex] = []
        while true {
            let batch = try await selection.next(1 << 16)
            if batch.isEmpty { break }
            commits += batch.map(\.row)
        }
        warnings += selection.warnings
        for problem in selection.problems { note(problem) }
        // Parents first, for trees to be compared with.
        commits.reverse()
        addDepths(commits, selection.table)
        try await addTrees(commits, selection.table)
        size.unknownObjects = unknown.count
        let problems = unknown.sorted { $0.key.hex.lexicographicallyPrecedes($1.key.hex) }.map(\.value)
        return (size, problems + otherProblems)
    }

    /// Counts references, and the tags on the way to what they name, each tag being read once.
    private mutating func addReferences(_ reader: ObjectReader) throws {
        var targets: [ObjectID] = []
        for reference in try session.references.references() where reference.defect == nil {
            targets.append(reference.target)
        }
        size.references = targets.count
        if let head = try session.head.id { targets.append(head) }
        for target in targets { try addTags(from: target, reader) }
        size.tags = tagDepths.count { $0.value > 0 }
        size.maxTagDepth = tagDepths.values.max() ?? 0
    }

    /// Follows tags from an object on to what they name, or to one that has been followed before.
    private mutating func addTags(from target: ObjectID, _ reader: ObjectReader) throws {
        try Task.checkCancellation()
        var chain: [ObjectID] = []
        var places: [ObjectID: Int] = [:]
        var next: ObjectID? = target
        while let id = next, tagDepths[id] == nil {
            if let place = places[id] {
                // Objects under names that are not those of their contents.
                for tag in chain[place...] {
                    note(.containsItself(tag, .tag))
                    tagDepths[tag] = 0
                }
                chain.removeLast(chain.count - place)
                break
            }
            next = nil
            do throws(RgitError) {
                switch try reader.header(id)?.type {
                case .tag:
                    next = try reader.tag(id).target
                    places[id] = chain.count
                    chain.append(id)
                    continue
                case .tree: namedTrees.append(id)
                case .blob: namedBlobs.append(id)
                case .commit: break
                case nil: throw RgitError(.missingObject, "missing object", id.hex, object: id)
                }
            } catch {
                note(error)
            }
            tagDepths[id] = 0
        }
        var depth = next.flatMap { tagDepths[$0] } ?? 0
        for tag in chain.reversed() {
            depth += 1
            tagDepths[tag] = depth
        }
    }

    /// Counts commits, parents before children, and how long the chains of their parents are.
    private mutating func addDepths(_ commits: [CommitIndex], _ table: CommitTable) {
        var depths = [Int](repeating: 0, count: table.count)
        for commit in commits {
            let parents = table.parentCount(commit)
            size.maxParents = max(size.maxParents, parents)
            var depth = 1
            for place in 0..<parents { depth = max(depth, depths[Int(table.parent(commit, place))] + 1) }
            depths[Int(commit)] = depth
            size.depth = max(size.depth, depth)
        }
        size.commits = commits.count
    }

    /// Adds up commits, their trees and what references name.
    private mutating func addTrees(_ commits: [CommitIndex], _ table: CommitTable) async throws {
        let (session, progress) = (session, progress)
        let (namedTrees, namedBlobs) = (namedTrees, namedBlobs)
        // The last piece is what references name.
        let count = commits.count + 1
        progress?.begin("Measuring trees", total: commits.count)
        try await sharding.orderedChunks(
            count: count, size: sharding.chunkSize(count, most: 256),
            makeWorker: { TreeMeasurer(try session.makeReader(.trees)) },
            compute: { (measurer: inout TreeMeasurer, range: Range<Int>) in
                defer { progress?.advance(by: range.count) }
                var chunk = Chunk()
                for place in range where place < commits.count {
                    let commit = commits[place]
                    chunk.commitBytes.append(measurer.commitBytes(table.ids[Int(commit)]))
                    let parent = table.parentCount(commit) > 0 ? table.parent(commit, 0) : nil
                    measurer.add(
                        tree: table.trees[Int(commit)], similar: parent.map { table.trees[Int($0)] })
                }
                if range.upperBound == count {
                    for tree in namedTrees { measurer.add(tree: tree, similar: nil) }
                    for blob in namedBlobs { measurer.add(blob: blob) }
                }
                chunk.found = measurer.takeFound()
                return chunk
            },
            consume: { (chunk: Chunk) in add(chunk) })
    }

    private mutating func add(_ chunk: Chunk) {
        for bytes in chunk.commitBytes {
            size.commitBytes = size.commitBytes.saturatingAdd(bytes)
            size.maxCommitBytes = max(size.maxCommitBytes, bytes)
        }
        for tree in chunk.found.trees where trees.insert(tree.id).inserted {
            size.trees += 1
            size.treeBytes = size.treeBytes.saturatingAdd(tree.bytes)
            size.treeEntries = size.treeEntries.saturatingAdd(tree.entries)
            size.maxTreeEntries = max(size.maxTreeEntries, tree.entries)
        }
        for blob in chunk.found.blobs where blobs.insert(blob.id).inserted {
            size.blobs += 1
            size.blobBytes = size.blobBytes.saturatingAdd(blob.bytes)
            size.maxBlobBytes = max(size.maxBlobBytes, blob.bytes)
        }
        if !chunk.found.trees.isEmpty { size.note(chunk.found.greatest) }
        for problem in chunk.found.problems { note(problem) }
    }

    private mutating func note(_ problem: RgitError) {
        if let object = problem.object {
            if unknown[object] == nil { unknown[object] = problem }
        } else {
            otherProblems.append(problem)
        }
    }
}
