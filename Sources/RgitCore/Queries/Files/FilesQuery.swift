// Answers `rgit files`: the files of a revision or of the index, with their sizes.

import GitObjects
import Records

/// What is known beside the files.
public struct FilesSummary: Record, Hashable, Codable {
    /// The tree that is listed; `nil` for the index.
    public var tree: ObjectID?
}

/// The files of a tree (git ls-tree -r -l) or of the index (git ls-files -s).
package struct FilesQuery: Query {
    package typealias Row = FileEntry

    package let context: QueryContext
    private let request: FilesRequest
    private let parts: FileEntry.Parts

    /// The number of blobs whose sizes a worker looks up at a time.
    private static let readTogether = 512

    package init(_ request: FilesRequest, parts: FileEntry.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    package static func demandedFields(
        of request: FilesRequest, for purpose: FieldSelection<FileEntry>.Purpose
    ) -> Set<String> {
        if request.lastCommit { return lastCommitNames }
        guard request.index else { return [] }
        return purpose == .table ? ["stage"] : indexFields
    }

    package static func whyEmpty(_ request: FilesRequest) -> String { "no file is there" }

    package func run(_ receiver: RowReceiver<FilesQuery>) async throws -> Answer<FilesSummary> {
        var answer = Answer(FilesSummary(), from: context.session)
        if request.index {
            let rows = try indexEntries(&answer)
            try await deliver(rows, &answer, receiver)
        } else if parts.contains(.lastCommit) {
            let rows = try await entriesWithCommits(&answer)
            try await deliver(rows, &answer, receiver)
        } else {
            let entries = try listTree(&answer, includesTrees: request.trees).entries
            try await deliver(entries, &answer, receiver)
        }
        return answer
    }

    /// Hands on the rows, made by the workers, with the sizes where they are wanted.
    private func deliver<Entries: RandomAccessCollection & Sendable>(
        _ entries: Entries, _ answer: inout Answer<FilesSummary>, _ receiver: RowReceiver<FilesQuery>
    ) async throws where Entries.Element == FileEntry, Entries.Index == Int {
        let session = context.session
        guard parts.contains(.size) else {
            try await receiver.take(count: entries.count, of: answer, context.sharding) {
                Array(entries[$0])
            }
            return
        }
        try await receiver.begin(answer)
        let prepare = receiver.prepare
        context.progress?.begin("Reading sizes", total: entries.count)
        var problems: [RgitError] = []
        try await context.sharding.orderedChunks(
            count: entries.count, size: Self.readTogether, makeWorker: { try session.makeReader() },
            compute: { reader, range in
                var rows = Array(entries[range])
                var missing: [RgitError] = []
                for index in rows.indices where rows[index].type == .blob {
                    do throws(RgitError) {
                        rows[index].size = try Self.size(of: rows[index], reader)
                    } catch {
                        missing.append(error)
                    }
                }
                return (try prepare(rows[...]), rows.count, missing)
            },
            consume: { (output: any Sendable, count: Int, missing: [RgitError]) in
                context.progress?.advance(by: count)
                problems += missing
                try await receiver.receive(output)
            })
        answer.problems += problems
    }

    private static func size(of entry: FileEntry, _ reader: ObjectReader) throws(RgitError) -> Int? {
        // An entry that is only intended names the empty blob, which need not be stored.
        if entry.index?.intentToAdd == true { return nil }
        guard let header = try reader.header(entry.hexsha) else {
            let subject = entry.hexsha.hex + Array(" (".utf8) + entry.path.bytes + Array(")".utf8)
            throw RgitError(.missingObject, "missing object", subject, object: entry.hexsha)
        }
        return header.size
    }

    private func listTree(
        _ answer: inout Answer<FilesSummary>, includesTrees: Bool
    ) throws(RgitError) -> (tree: ListedTree, entries: TreeEntries) {
        let session = context.session
        let reader = try session.makeReader()
        let listed = try ListedTree(
            words: request.words, paths: request.paths, session: session, reader: reader)
        answer.warnings = listed.warnings
        answer.summary.tree = listed.tree
        var listing = TreeListing(
            reader, pathspec: listed.pathspec, includesTrees: includesTrees, depth: request.depth)
        try listing.list(listed.tree)
        answer.problems += listing.problems
        return (listed, listing.entries)
    }

    private func entriesWithCommits(_ answer: inout Answer<FilesSummary>) async throws -> [FileEntry] {
        // The search for commits goes through directories whether or not they are rows.
        let (listed, listing) = try listTree(&answer, includesTrees: true)
        guard let commit = listed.commit else {
            throw RgitError(
                .usage, "not a commit, so that there is no last commit", listed.name,
                hint: "Leave --last-commit out.", object: listed.tree)
        }
        let entries = Array(listing)
        let wanted = entries.map(isRow)
        let commits = try await PathCommits(context: context, options: PathCommits.Options()).find(
            entries, wanted: wanted, of: listed.tree, from: commit, &answer.problems)
        return zip(entries, zip(wanted, commits)).compactMap { entry, found in
            guard found.0 else { return nil }
            var row = entry
            row.lastCommit = found.1.latest
            return row
        }
    }

    /// Whether an entry is a row: directories are with `--trees`, and at the greatest depth.
    private func isRow(_ entry: FileEntry) -> Bool {
        entry.type != .tree || request.trees || entry.path.bytes.count { $0 == 0x2f } + 1 == request.depth
    }

    private func indexEntries(_ answer: inout Answer<FilesSummary>) throws(RgitError) -> [FileEntry] {
        let session = context.session
        guard !request.trees, request.depth == nil else {
            throw RgitError(.usage, "the index has no directories", request.trees ? "--trees" : "--depth")
        }
        guard !parts.contains(.lastCommit) else {
            throw RgitError(.usage, "the index has no history", "--last-commit")
        }
        let pathspec = try session.pathspec(request.words + (request.paths ?? []), attributes: .index)
        let index = try session.index(try session.makeReader())
        return index.entries.compactMap { entry in
            guard pathspec.matches(entry.path, isSubmodule: entry.mode == .gitlink) else { return nil }
            return FileEntry(
                path: Text(entry.path), type: entry.mode == .gitlink ? .commit : .blob,
                mode: entry.mode.rawValue, hexsha: entry.id, size: nil,
                index: FileEntry.IndexState(
                    stage: Int(entry.stage), skipWorktree: entry.skipsWorkTree,
                    assumeUnchanged: entry.isAssumedUnchanged, intentToAdd: entry.isIntentToAdd))
        }
    }
}
