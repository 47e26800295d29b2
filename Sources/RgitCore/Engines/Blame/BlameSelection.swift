// Chooses the files of a tree that are blamed, and counts those that are not.

import GitObjects
import Records

/// What a tree holds, as far as some paths go.
struct BlameSelection: Sendable {
    /// The text files.
    var files: [BlameFile] = []
    /// What was left out.
    var skipped = BlameStatsSummary.Skipped()
    /// What could not be read.
    var problems: [RgitError] = []

    /// The attributes of files that were generated, or copied from elsewhere.
    static let generatedAttributes: [Text] = ["linguist-generated", "linguist-vendored"]

    /// What is left out beside what is no text.
    struct Limits: Sendable {
        /// The largest file in bytes; `nil` for what git compares.
        var fileSize: Int?
        /// Whether files are left out that attributes call generated or vendored.
        var excludesGenerated = false
        /// Files with one of these attributes are left out.
        var excludedAttributes: [Text] = []
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
        try await judge(regular, session, limits, sharding) { result.take($0) }
        return result
    }

    /// Judges regular files on all workers and hands on the verdicts in their order.
    static func judge(
        _ candidates: [(path: [UInt8], blob: ObjectID)], _ session: Session, _ limits: Limits,
        _ sharding: Sharding, consume: (Result<Verdict, RgitError>) -> Void
    ) async throws {
        try await sharding.orderedChunks(
            count: candidates.count, size: 64,
            makeWorker: { try Judge(session, limits) },
            compute: { (judge: inout Judge, range: Range<Int>) in
                candidates[range].map { entry in
                    Result { () throws(RgitError) in try judge.judge(entry.path, entry.blob) }
                }
            },
            consume: { (verdicts: [Result<Verdict, RgitError>]) in verdicts.forEach(consume) })
    }

    private mutating func take(_ verdict: Result<Verdict, RgitError>) {
        switch verdict {
        case .success(.text(let file)): files.append(file)
        case .success(.binary): skipped.binary += 1
        case .success(.tooLarge): skipped.tooLarge += 1
        case .success(.generated): skipped.generated += 1
        case .success(.byAttributes): skipped.byAttributes += 1
        case .failure(let problem):
            skipped.unreadable += 1
            problems.append(problem)
        }
    }

    /// What a regular file turned out to be.
    enum Verdict: Sendable {
        case text(BlameFile)
        case binary
        case tooLarge
        case generated
        case byAttributes
    }

    /// One worker's way to look at files.
    private struct Judge {
        let reader: ObjectReader
        let binary: BinaryDecision
        let generated: ExcludedPaths
        let excluded: ExcludedPaths
        let limits: Limits

        init(_ session: Session, _ limits: Limits) throws(RgitError) {
            reader = try session.makeReader(cacheBytes: limits.memory[.versions])
            binary = try BinaryDecision(session, attributes: try AttributeReader(session))
            generated = try ExcludedPaths(
                session, attributes: limits.excludesGenerated ? BlameSelection.generatedAttributes : [])
            excluded = try ExcludedPaths(session, attributes: limits.excludedAttributes)
            self.limits = limits
        }

        func judge(_ path: [UInt8], _ blob: ObjectID) throws(RgitError) -> Verdict {
            guard let header = try reader.header(blob) else {
                let subject = blob.hex + Array(" (".utf8) + path + Array(")".utf8)
                throw RgitError(.missingObject, "missing object", subject, object: blob)
            }
            guard header.type == .blob else {
                throw RgitError(.damaged, "object is a \(header.type.name), not a blob", path, object: blob)
            }
            if generated.contains(path) { return .generated }
            if excluded.contains(path) { return .byAttributes }
            let hint = binary.hint(path)
            if hint == .binary { return .binary }
            let most = min(limits.fileSize ?? Int.max, binary.bigFileThreshold, BlobLines.maximumSize)
            if header.size > most { return .tooLarge }
            if hint == .content, binary.isBinary(try reader.bytes(blob, .blob), hint: hint) { return .binary }
            return .text(BlameFile(path: path, blob: blob, size: header.size))
        }
    }
}
