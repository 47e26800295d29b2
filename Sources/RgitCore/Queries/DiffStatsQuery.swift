// Answers `rgit diff-stats`: which two states are meant, what differs between them, and how many lines.

import GitObjects

/// The line counts of a comparison.
public struct DiffStatsQuery: Sendable {
    private let session: Session
    private let request: DiffStatsRequest
    private let sharding: Sharding
    private let progress: ProgressMeter?

    /// Asks what differs.
    public init(
        session: Session, request: DiffStatsRequest, sharding: Sharding, progress: ProgressMeter? = nil
    ) {
        self.session = session
        self.request = request
        self.sharding = sharding
        self.progress = progress
    }

    /// Counts.
    ///
    /// - Throws: `RgitError` where the question cannot be answered at all; what could not be read of single files is among
    ///   the report's problems.
    public func run() async throws -> DiffStatsReport {
        let plan = try DiffStatsPlan(session: session, request: request)
        let pool = WorkerPool { try plan.makeWorker() }
        let (changes, problems, filtered) = try pool.withWorker { worker in
            let (changes, problems) = try worker.changes()
            return (changes, problems, worker.externallyFiltered(changes))
        }
        var report = DiffStatsReport(
            key: request.key, warnings: plan.warnings + plan.skippedRenames.warnings, problems: problems)
        report.externallyFiltered = filtered.map { Text($0) }
        report.shallow = !session.shallowCommits.isEmpty

        progress?.begin("Counting lines", total: changes.count)
        var files: [FileStats] = []
        // A few files can take as long as all others, and often they are neighbours.
        try await sharding.orderedChunks(count: changes.count, size: 8, pool: pool) { worker, range in
            let outcome = worker.count(changes[range])
            progress?.advance(by: range.count)
            return outcome
        } consume: { outcome in
            files += outcome.files
            report.unknownFiles += outcome.problems.count
            report.problems += outcome.problems
        }
        report.take(files, depth: request.depth)
        return report
    }
}

/// The answer to `rgit diff-stats`.
public struct DiffStatsReport: Hashable, Codable, Sendable {
    /// Files summed up under one key.
    public struct Group: Hashable, Codable, Sendable {
        /// The directory (empty for the top) or the extension (empty for none).
        public var key: Text
        /// How many files.
        public var files = 0
        /// Lines added.
        public var insertions = 0
        /// Lines removed.
        public var deletions = 0
        /// How many of the files are binary, so that they have no lines.
        public var binaryFiles = 0
        /// Lines added and removed.
        public var lines: Int { insertions + deletions }

        init(key: Text) { self.key = key }

        mutating func add(_ file: FileStats) {
            files += 1
            insertions += file.insertions
            deletions += file.deletions
            if file.isBinary { binaryFiles += 1 }
        }
    }

    /// What the rows are.
    public let key: DiffStatsRequest.Key
    /// The changed files in git's order.
    public private(set) var files: [FileStats] = []
    /// The sums by directory or extension, those with the most lines first; empty when files were asked for.
    public private(set) var groups: [Group] = []
    /// The sum of everything.
    public private(set) var total = Group(key: "")
    /// Files whose external filter git would run first; they were compared as they lie on the disk.
    public var externallyFiltered: [Text] = []
    /// How many more files changed, whose lines could not be counted; why is among the problems.
    public var unknownFiles = 0
    /// Whether the repository is shallow.
    public var shallow = false
    /// What git would warn of.
    public var warnings: [RgitError]
    /// What could not be read.
    public var problems: [RgitError]

    init(key: DiffStatsRequest.Key, warnings: [RgitError], problems: [RgitError]) {
        self.key = key
        self.warnings = warnings
        self.problems = problems
    }

    mutating func take(_ files: [FileStats], depth: Int?) {
        self.files = files
        for file in files { total.add(file) }
        guard key != .file else { return }
        var groups: [Text: Group] = [:]
        for file in files {
            let key =
                switch self.key {
                case .file: file.path
                case .directory: Text(PathParts.directory(of: file.path.bytes, depth: depth))
                case .extension: Text(PathParts.fileExtension(of: file.path.bytes))
                }
            groups[key, default: Group(key: key)].add(file)
        }
        self.groups = groups.values.sorted {
            if $0.lines != $1.lines { return $0.lines > $1.lines }
            return $0.key < $1.key
        }
    }
}

/// The parts of a path that figures are summed by.
enum PathParts {
    /// The directory a path lies in, at most `depth` components of it; empty at the top.
    static func directory(of path: [UInt8], depth: Int?) -> [UInt8] {
        let directory = path.parentPath
        guard let depth else { return directory }
        var left = depth
        for (index, byte) in directory.enumerated() where byte == 0x2f {
            left -= 1
            if left <= 0 { return Array(directory[..<index]) }
        }
        return directory
    }

    /// What follows the last dot of a file's name; empty where there is none, or only one that begins the name.
    static func fileExtension(of path: [UInt8]) -> [UInt8] {
        let name = path.lastPathComponent
        guard let dot = name.lastIndex(of: 0x2e), dot > 0 else { return [] }
        return Array(name[(dot + 1)...])
    }
}
