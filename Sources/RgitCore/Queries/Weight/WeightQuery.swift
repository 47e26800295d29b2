// Answers `rgit weight`: every blob that history holds, once for each path, with what it takes.

import GitObjects
import Records

/// The sizes of what history holds (`git rev-list --objects | git cat-file --batch-check`), by path or by what else is asked.
package struct WeightQuery: Query {
    package typealias Row = BlobWeight

    package let context: QueryContext
    private let request: WeightRequest
    private let parts: BlobWeight.Parts
    private var session: Session { context.session }

    package init(_ request: WeightRequest, parts: BlobWeight.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    package static func demandedFields(
        of request: WeightRequest, for purpose: FieldSelection<BlobWeight>.Purpose
    ) -> Set<String> {
        switch request.key {
        case .path: ["path", "versions", "max_bytes", "deleted_date", "deleted_datetime"]
        case .directory: ["directory", "files", "versions", "max_bytes"]
        case .extension: ["extension", "files", "versions", "max_bytes"]
        case .blob: ["hexsha", "paths"]
        }
    }

    package static func rowsName(of request: WeightRequest) -> String? {
        switch request.key {
        case .path: "paths"
        case .directory: "directories"
        case .extension: "extensions"
        case .blob: "blobs"
        }
    }

    package static func limitsCommits(_ request: WeightRequest) -> Bool { request.history.maxCount != nil }
    package static var sumsCommits: Bool { true }
    package static func whyEmpty(_ request: WeightRequest) -> String { "no file in the selected commits" }

    package static func totals(of summary: WeightSummary, _ request: WeightRequest) -> [BlobWeight] {
        var row = BlobWeight(key: .total)
        row.paths = summary.paths
        row.bytes = summary.total.bytes
        row.diskBytes = summary.total.diskBytes
        return [row]
    }

    package func run(_ receiver: RowReceiver<WeightQuery>) async throws -> Answer<WeightSummary> {
        var answer = Answer(WeightSummary(), from: session)
        let (found, history) = try await versions(&answer)
        let head = try head(&answer)
        // The walk that finds them has one thread for the most part, beside which the workers read sizes.
        async let walk = ThreadApart.run { try await deletions(in: history, found, from: head) }
        let sizes = try await sizes(of: found.versions.blobs, &answer.problems)
        let deleted = try await walk
        answer.problems += deleted.problems
        sum(found.versions, sizes, head, &answer.summary)
        var rows = Rows(request, found, sizes, head).sorted()
        try await fill(&rows, deleted.commits, &answer.problems)
        let sorted = rows
        try await receiver.take(count: sorted.count, of: answer, context.sharding) { Array(sorted[$0]) }
        return answer
    }

    // MARK: What history holds

    /// The versions that the selected commits hold, without the blobs that excluded commits reach and the paths that attributes
    /// exclude, and the commits.
    private func versions(
        _ answer: inout Answer<WeightSummary>
    ) async throws -> (found: VersionCollector.Found, history: CommitTable) {
        let reader = try session.makeReader()
        let excluded = try await excludedBlobs(reader, &answer)
        var selection = try selection(of: request.history, reader)
        let commits = try await all(&selection, &answer)
        answer.warnings += selection.warnings
        let collector = VersionCollector(
            session: session, sharding: context.sharding, progress: context.progress,
            pathspec: selection.pathspec, notes: notes)
        context.progress?.begin("Comparing trees", total: commits.count)
        let table = selection.table
        var found = try await collector.collect(commits, table, excluded: excluded.commits)
        if !excluded.blobs.isEmpty { found.versions.remove { excluded.blobs.contains($0) } }
        if !request.excludedAttributes.isEmpty {
            let excluded = try ExcludedPaths(session, attributes: request.excludedAttributes)
            answer.summary.excludedPaths = found.versions.leaveOut { excluded.contains($0) }
            answer.omissions += Omission.excludedPaths(answer.summary.excludedPaths)
        }
        answer.problems += found.problems
        answer.summary.unknownCommits += found.unknownCommits
        return (found, table)
    }

    /// What is noted of commits for the fields that are asked for.
    private var notes: VersionCollector.Notes {
        switch request.key {
        case .blob where parts.contains(.firstCommit): .firstCommits
        case .path where parts.contains(.deletion): .changedPaths
        default: []
        }
    }

    /// The commits that are excluded from the selection, and all blobs that they hold.
    private func excludedBlobs(
        _ reader: ObjectReader, _ answer: inout Answer<WeightSummary>
    ) async throws -> (commits: Set<ObjectID>, blobs: Set<ObjectID>) {
        let tips = try RevisionSet.resolve(
            items: request.history.items, paths: request.history.paths, session: session, reader: reader
        ).negative
        guard !tips.isEmpty else { return ([], []) }
        var history = HistoryRequest()
        history.items = tips.map { .word($0.hex) }
        history.paths = []
        var selection = try selection(of: history, reader)
        let commits = try await all(&selection, &answer)
        let collector = VersionCollector(
            session: session, sharding: context.sharding, progress: context.progress, pathspec: .all)
        context.progress?.begin("Comparing excluded trees", total: commits.count)
        let found = try await collector.collect(commits, selection.table)
        answer.problems += found.problems
        answer.summary.unknownCommits += found.unknownCommits
        let table = selection.table
        return (Set(commits.map { table.ids[Int($0)] }), Set(found.versions.blobs))
    }

    private func selection(
        of history: HistoryRequest, _ reader: ObjectReader
    ) throws(RgitError) -> CommitSelection {
        try CommitSelection(
            session: session, request: history, reader: reader,
            mailmap: session.mailmap(of: history, reader),
            following: CommitSelection.Following(), isLimitedByPaths: false, sharding: context.sharding)
    }

    private func all(
        _ selection: inout CommitSelection, _ answer: inout Answer<WeightSummary>
    ) async throws -> [CommitIndex] {
        context.progress?.begin("Reading commits")
        var commits: [CommitIndex] = []
        while true {
            let batch = try await selection.next(1 << 16)
            if batch.isEmpty { break }
            commits += batch.map(\.row)
        }
        answer.problems += selection.problems
        answer.summary.unknownCommits += selection.unknownCommits
        return commits
    }

    /// The number of sizes that a worker reads at a time.
    private static let sizesTogether = 4096

    /// The sizes of blobs, `nil` where they cannot be read.
    private func sizes(
        of blobs: [ObjectID], _ problems: inout [RgitError]
    ) async throws -> [BlobSize?] {
        let (session, progress) = (session, context.progress)
        progress?.begin("Reading sizes and deletions", total: blobs.count)
        var sizes: [BlobSize?] = []
        sizes.reserveCapacity(blobs.count)
        var unread: [RgitError] = []
        let sharding = context.sharding
        try await sharding.orderedChunks(
            count: blobs.count, size: sharding.chunkSize(blobs.count, most: Self.sizesTogether),
            makeWorker: { try session.makeReader() },
            compute: { (reader: inout ObjectReader, range: Range<Int>) in
                defer { progress?.advance(by: range.count) }
                return blobs[range].map { blob in
                    Result { () throws(RgitError) in try Self.size(of: blob, reader) }
                }
            },
            consume: { (results: [Result<BlobSize, RgitError>]) in
                for result in results {
                    switch result {
                    case .success(let size): sizes.append(size)
                    case .failure(let problem):
                        sizes.append(nil)
                        unread.append(problem)
                    }
                }
            })
        problems += unread
        return sizes
    }

    private static func size(of blob: ObjectID, _ reader: ObjectReader) throws(RgitError) -> BlobSize {
        guard let header = try reader.header(blob) else {
            throw RgitError(.missingObject, "missing object", blob.hex, object: blob)
        }
        return BlobSize(bytes: header.size, diskBytes: try reader.storedSize(blob) ?? 0)
    }

    // MARK: What HEAD has

    /// What the commit at `HEAD` has; `nil` where there is none.
    private func head(_ answer: inout Answer<WeightSummary>) throws(RgitError) -> PresentPaths? {
        let reader = try session.makeReader()
        guard let commit = try session.headCommitIfBorn(reader) else { return nil }
        var listing = TreeListing(reader, pathspec: .all, includesTrees: true, depth: nil)
        try listing.list(reader.commitLinks(commit).tree)
        answer.problems += listing.problems
        return PresentPaths(commit, Array(listing.entries))
    }

    /// The paths that `head` lacks.
    private func gone(_ versions: PathVersions, from head: PresentPaths) -> [[UInt8]] {
        var isUsed = [Bool](repeating: false, count: versions.paths.count)
        for pair in versions.pairs { isUsed[Int(pair.path)] = true }
        return isUsed.indices.filter { isUsed[$0] && !head.has(versions.paths[$0]) }.map {
            versions.paths[$0]
        }
    }

    /// The commits that deleted the paths that `head` lacks, and what could not be read.
    private func deletions(
        in history: CommitTable, _ found: VersionCollector.Found, from head: PresentPaths?
    ) async throws -> (commits: [[UInt8]: ObjectID], problems: [RgitError]) {
        guard let head, notes.contains(.changedPaths) else { return ([:], []) }
        let gone = gone(found.versions, from: head)
        guard !gone.isEmpty else { return ([:], []) }
        var problems: [RgitError] = []
        let commits = try await Deletions(session: session, sharding: context.sharding).find(
            gone, from: head.commit, in: (history, found.changedPaths), numbered: found.versions.paths,
            &problems)
        return (commits, problems)
    }

    /// Fills in when paths were deleted.
    private func fill(
        _ rows: inout [BlobWeight], _ deletions: [[UInt8]: ObjectID], _ problems: inout [RgitError]
    ) async throws {
        guard !deletions.isEmpty else { return }
        let read = try await PathCommits(context: context, options: PathCommits.Options()).read(
            Set(deletions.values), &problems)
        for index in rows.indices {
            guard case .path(let path) = rows[index].key, let commit = deletions[path.bytes] else { continue }
            rows[index].deletedDate = read[commit]?.committer.date
        }
    }

    private func sum(
        _ versions: PathVersions, _ sizes: [BlobSize?], _ head: PresentPaths?, _ summary: inout WeightSummary
    ) {
        var isCounted = [Bool](repeating: false, count: versions.blobs.count)
        var hasPath = [Bool](repeating: false, count: versions.paths.count)
        for pair in versions.pairs {
            hasPath[Int(pair.path)] = true
            let blob = Int(pair.blob)
            guard !isCounted[blob] else { continue }
            isCounted[blob] = true
            guard let size = sizes[blob] else {
                summary.unknownBlobs += 1
                continue
            }
            summary.total.add(size)
            if head?.blobs.contains(versions.blobs[blob]) != true { summary.absent.add(size) }
        }
        summary.paths = hasPath.count { $0 }
    }
}

/// The paths and blobs of the commit at `HEAD`.
struct PresentPaths {
    /// The commit.
    let commit: ObjectID
    /// The blobs of all its files.
    let blobs: Set<ObjectID>
    private let files: Set<[UInt8]>
    private let others: Set<[UInt8]>

    init(_ commit: ObjectID, _ entries: [FileEntry]) {
        self.commit = commit
        var (blobs, files, others) = (Set<ObjectID>(), Set<[UInt8]>(), Set<[UInt8]>())
        for entry in entries {
            if entry.type == .blob {
                blobs.insert(entry.hexsha)
                files.insert(entry.path.bytes)
            } else {
                others.insert(entry.path.bytes)
            }
        }
        (self.blobs, self.files, self.others) = (blobs, files, others)
    }

    /// Whether there is a file at a path.
    func hasFile(_ path: [UInt8]) -> Bool { files.contains(path) }

    /// Whether there is anything at a path.
    func has(_ path: [UInt8]) -> Bool { files.contains(path) || others.contains(path) }
}
