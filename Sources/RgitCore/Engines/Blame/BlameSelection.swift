// Chooses the files of a tree that are blamed, and counts those that are not.

import GitObjects

/// What a tree holds, as far as some paths go.
struct BlameSelection: Sendable {
    /// The text files.
    var files: [BlameFile] = []
    /// What was left out.
    var skipped = BlameStatsSummary.Skipped()
    /// What could not be read.
    var problems: [RgitError] = []

    /// What is left out beside what is no text.
    struct Limits: Sendable {
        /// The largest file in bytes; `nil` for what git compares.
        var fileSize: Int?
        /// Whether files are left out that attributes call generated or vendored.
        var excludesGenerated = false
        /// Only these paths; `nil` for all.
        var paths: Set<[UInt8]>?
        /// How much memory the workers' caches may take.
        var memory = MemoryBudget()
    }

    /// Goes through a tree on all workers.
    static func choose(
        _ session: Session, tree: ObjectID, pathspec: Pathspec, limits: Limits, reader: ObjectReader,
        sharding: Sharding
    ) async throws -> BlameSelection {
        var result = BlameSelection()
        var regular: [(path: [UInt8], blob: ObjectID)] = []
        var unreadable = UnreadableParts()
        var budget = FileBudget(reader, tree: tree)
        try TreeDiff.walk(
            from: nil, to: tree, reader: reader, filter: pathspec,
            unreadable: { unreadable.note($0, $1) },
            visit: { change in
                if let error = budget.refuses(change.path) {
                    unreadable.note([], error)
                    return false
                }
                if let paths = limits.paths, !paths.contains(change.path) { return true }
                switch change.new?.mode {
                case .regular, .executable: regular.append((change.path, change.new?.id ?? .zero))
                case .symlink: result.skipped.symlink += 1
                case .gitlink: result.skipped.submodule += 1
                case .directory, nil: break
                }
                return true
            })
        // Too many files to hold: this question cannot be answered in part.
        if unreadable.cover([]) {
            regular = []
            result.skipped = BlameStatsSummary.Skipped()
        }
        result.skipped.unreadableDirectories = unreadable.directories.count
        result.problems = unreadable.problems
        let candidates = regular
        try await sharding.orderedChunks(
            count: candidates.count, size: 64,
            makeWorker: { try Judge(session, limits) },
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
        case .success(.generated): skipped.generated += 1
        case .failure(let problem):
            skipped.unreadable += 1
            problems.append(problem)
        }
    }

    /// What a regular file turned out to be.
    private enum Verdict: Sendable {
        case text(BlameFile)
        case binary
        case tooLarge
        case generated
    }

    /// One worker's way to look at files.
    private struct Judge {
        let reader: ObjectReader
        let binary: BinaryDecision
        let attributes: AttributeReader
        let limits: Limits

        init(_ session: Session, _ limits: Limits) throws(RgitError) {
            reader = try session.makeReader(cacheBytes: limits.memory[.versions])
            attributes = try AttributeReader(session)
            binary = try BinaryDecision(session, attributes: attributes)
            self.limits = limits
        }

        /// Whether an attribute says that the file was generated, or copied from elsewhere.
        private func isGenerated(_ path: [UInt8]) -> Bool {
            let found = attributes.attributes(path)
            return ["linguist-generated", "linguist-vendored"].contains { name in
                switch found[Array(name.utf8)] {
                case .set: true
                case .value(let value): value == Array("true".utf8)
                default: false
                }
            }
        }

        func judge(_ path: [UInt8], _ blob: ObjectID) throws(RgitError) -> Verdict {
            guard let header = try reader.header(blob) else {
                let subject = blob.hex + Array(" (".utf8) + path + Array(")".utf8)
                throw RgitError(.missingObject, "missing object", subject, object: blob)
            }
            guard header.type == .blob else {
                throw RgitError(.damaged, "object is a \(header.type.name), not a blob", path, object: blob)
            }
            if limits.excludesGenerated, isGenerated(path) { return .generated }
            let hint = binary.hint(path)
            if hint == .binary { return .binary }
            let most = min(limits.fileSize ?? Int.max, binary.bigFileThreshold, BlobLines.maximumSize)
            if header.size > most { return .tooLarge }
            if hint == .content, binary.isBinary(try reader.bytes(blob, .blob), hint: hint) { return .binary }
            return .text(BlameFile(path: path, blob: blob, size: header.size))
        }
    }
}
