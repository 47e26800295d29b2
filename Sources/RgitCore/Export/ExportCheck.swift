// Verifies facts that were written: sums by the manifest, tips and some rows by the repositories.

import GitObjects
import Records

/// Verifies the facts of a folder.
struct ExportCheck: Sendable {
    /// The number of commits of each repository whose rows are read again.
    private static let samples = 64

    private let folder: ExportFolder
    private let environment: ProcessEnvironment
    private let jobs: Int
    private let progress: ProgressMeter?
    private let entries: [ExportEntry]
    private let database: ExportDatabase?

    /// Reads the manifest.
    ///
    /// - Throws: `RgitError` where there is none that can be read.
    init(
        _ folder: ExportFolder, environment: ProcessEnvironment, jobs: Int, progress: ProgressMeter?
    ) throws(RgitError) {
        self.folder = folder
        self.environment = environment
        self.jobs = jobs
        self.progress = progress
        guard let json = try FileSystem.read(folder.manifest, limit: 1 << 30) else {
            throw RgitError(.path, "no manifest of an export", folder.manifest)
        }
        entries = try ExportEntry.list(manifest: json, folder.manifest)
        database =
            FileSystem.exists(folder.database) ? try ExportDatabase(reading: folder.database) : nil
    }

    /// A row for each repository of the manifest, or for those of `names`.
    func rows(only names: Set<Text>?) async throws -> [ExportedRepository] {
        let lock = try folder.lockForReading()
        defer { DiskWriter.unlock(lock) }
        let chosen = entries.filter { names?.contains($0.name) ?? true }
        progress?.begin("Verifying facts", total: chosen.count)
        var rows: [ExportedRepository] = []
        for entry in chosen {
            rows.append(try await check(entry))
            progress?.advance()
        }
        for name in (names ?? []).subtracting(chosen.map(\.name)).sorted(by: { $0.string < $1.string }) {
            rows.append(
                ExportedRepository(repository: name, state: .invalid, problems: ["not in the manifest"]))
        }
        return rows
    }

    private func check(_ entry: ExportEntry) async throws -> ExportedRepository {
        var row = ExportedRepository(
            repository: entry.name, state: .valid, rows: entry.tables.mapValues(\.rows))
        if let failure = entry.failure { row.problems.append("failed when it was exported: \(failure)") }
        guard entry.hasFacts else {
            row.state = .invalid
            return row
        }
        guard let request = FactRequest(options: entry.options) else {
            row.problems.append("options that this rgit does not know")
            row.state = .invalid
            return row
        }
        do {
            let facts: any FactStore
            if request.format == .sqlite {
                guard let database else {
                    throw RgitError(.path, "no database of an export", folder.database)
                }
                facts = DatabaseFacts(database: database, entry: entry)
            } else {
                facts = FactFiles(folder, entry, request.format)
            }
            row.problems += try facts.problems(entry)
            row.problems += try await compare(entry, request, facts)
        } catch let error as RgitError {
            row.state = .failed
            row.error = error.of(entry.name, "not verified")
            return row
        }
        if !row.problems.isEmpty { row.state = .invalid }
        return row
    }

    /// Compares with the repository as it is now.
    private func compare(
        _ entry: ExportEntry, _ request: FactRequest, _ facts: any FactStore
    ) async throws -> [String] {
        var list = RepositoryList(environment: environment)
        list.add(entry.path.bytes)
        guard let listed = list.entries.first else { return [] }
        let session = try list.session(listed)
        let now = try await ExportState(session, revisions: request.revisions)
        if now.tips != entry.tips { return Self.differences(entry.tips, now.tips) }
        var problems: [String] = []
        if now.hash != entry.state {
            problems.append("references, settings, mailmap or attributes have changed")
        }
        let ids = try facts.sampledCommits(Self.samples)
        let context = QueryContext(session: session, sharding: Sharding(jobs: jobs))
        for table in request.tables {
            var expected: [UInt8] = []
            switch table {
            case .commits, .changes:
                guard !ids.isEmpty else { continue }
                var sample = request
                sample.tables = [table]
                sample.revisions = ids.map(\.hex)
                sample.isUnwalked = true
                expected = try await Self.rows(of: entry.name, sample, in: context)
            case .people where request.format != .sqlite, .lines where request.format != .sqlite:
                // Their sums have been verified, and what they depend on is as it was.
                continue
            case .people, .lines, .refs, .files:
                var whole = request
                whole.tables = [table]
                expected = try await Self.rows(of: entry.name, whole, in: context)
            }
            if try !facts.agree(table, expected, commits: ids) {
                problems.append("rows of \(table.rawValue) are not those of the repository")
            }
        }
        return problems
    }

    private static func rows(
        of name: Text, _ request: FactRequest, in context: QueryContext
    ) async throws -> [UInt8] {
        var rows: [UInt8] = []
        try await RepositoryFacts(of: name, request, in: context) { _, bytes, _ in rows += bytes }.write()
        return rows
    }

    private static func differences(_ old: [ExportEntry.Tip], _ new: [ExportEntry.Tip]) -> [String] {
        let before = Dictionary(old.map { ($0.path, $0.hexsha) }, uniquingKeysWith: { $1 })
        let after = Dictionary(new.map { ($0.path, $0.hexsha) }, uniquingKeysWith: { $1 })
        let paths = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
            .sorted { $0.lexicographicallyPrecedes($1) }
        let shown = paths.prefix(8).map { path in
            let name = Text(path).string
            if before[path] == nil { return "tip is new: \(name)" }
            return after[path] == nil ? "tip is gone: \(name)" : "tip has moved: \(name)"
        }
        return shown + (paths.count > 8 ? ["\(paths.count - 8) more tips have changed"] : [])
    }
}

/// Where facts are kept, as they are verified.
protocol FactStore {
    /// What is not as the entry says.
    func problems(_ entry: ExportEntry) throws(RgitError) -> [String]
    /// Some commits, spread over all.
    func sampledCommits(_ count: Int) throws(RgitError) -> [ObjectID]
    /// Whether rows of a table are there: those of the commits, or all of a table without commits.
    func agree(_ table: FactTable, _ rows: [UInt8], commits: [ObjectID]) throws(RgitError) -> Bool
}

/// Facts in a database.
private struct DatabaseFacts: FactStore {
    let database: ExportDatabase
    let entry: ExportEntry

    func problems(_ entry: ExportEntry) throws(RgitError) -> [String] { try database.problems(entry) }

    func sampledCommits(_ count: Int) throws(RgitError) -> [ObjectID] {
        try database.sampledCommits(count, of: entry)
    }

    func agree(_ table: FactTable, _ rows: [UInt8], commits: [ObjectID]) throws(RgitError) -> Bool {
        try database.agree(table, rows, commits: commits, of: entry)
    }
}
