// Chooses the files of a tree that are blamed, and counts those that are not.

import GitObjects

/// What a tree holds, as far as some paths go.
struct BlameSelection: Sendable {
    /// The text files.
    var files: [BlameFile] = []
    /// What was left out.
    var skipped = BlameStats.Skipped()
    /// What could not be read.
    var problems: [RgitError] = []

    /// Goes through a tree on all workers.
    static func choose(
        _ repo: Repo, tree: ObjectID, pathspec: Pathspec, reader: ObjectReader, sharding: Sharding
    ) async throws -> BlameSelection {
        var result = BlameSelection()
        var regular: [(path: [UInt8], blob: ObjectID)] = []
        try TreeDiff.walk(from: nil, to: tree, reader: reader, filter: pathspec) { change in
            switch change.new?.mode {
            case .regular, .executable: regular.append((change.path, change.new?.id ?? .zero))
            case .symlink: result.skipped.symlink += 1
            case .gitlink: result.skipped.submodule += 1
            case .directory, nil: break
            }
            return true
        }
        let candidates = regular
        try await sharding.orderedChunks(
            count: candidates.count, size: 64,
            makeWorker: { try Judge(repo) },
            compute: { (judge: inout Judge, range: Range<Int>) in
                candidates[range].map { entry in
                    Result { () throws(RgitError) in try judge.judge(entry.path, entry.blob) }
                }
            },
            consume: { (verdicts: [Result<Verdict, RgitError>]) in
                for verdict in verdicts { result.take(verdict) }
            })
        return result
    }

    private mutating func take(_ verdict: Result<Verdict, RgitError>) {
        switch verdict {
        case .success(.text(let file)): files.append(file)
        case .success(.binary): skipped.binary += 1
        case .success(.tooLarge): skipped.tooLarge += 1
        case .failure(let problem): problems.append(problem)
        }
    }

    /// What a regular file turned out to be.
    private enum Verdict: Sendable {
        case text(BlameFile)
        case binary
        case tooLarge
    }

    /// One worker's way to look at files.
    private struct Judge {
        let reader: ObjectReader
        let binary: BinaryDecision

        init(_ repo: Repo) throws(RgitError) {
            reader = try repo.makeReader()
            binary = try BinaryDecision(repo, attributes: AttributeReader(repo))
        }

        func judge(_ path: [UInt8], _ blob: ObjectID) throws(RgitError) -> Verdict {
            guard let header = try reader.header(blob) else {
                throw RgitError(.missingObject, "missing object", path, object: blob)
            }
            guard header.type == .blob else {
                throw RgitError(.damaged, "object is a \(header.type.name), not a blob", path, object: blob)
            }
            let hint = binary.hint(path)
            if hint == .binary { return .binary }
            if header.size > min(binary.bigFileThreshold, BlobLines.maximumSize) { return .tooLarge }
            if hint == .content, binary.isBinary(try reader.bytes(blob, .blob), hint: hint) { return .binary }
            return .text(BlameFile(path: path, blob: blob, size: header.size))
        }
    }
}
