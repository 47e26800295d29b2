// Exports repositories side by side, and keeps what has not changed since the last run.

import GitObjects
import Records
import Synchronization

/// One run of an export.
final class Exporter: Sendable {
    private let list: RepositoryList
    /// Names that are those of earlier repositories once they are UTF-8, as in rows.
    private let repeated: Set<Text>
    private let request: ExportRequest
    private let folder: ExportFolder
    private let jobs: Int
    private let progress: ProgressMeter?
    private let version: String
    private let database: ExportDatabase?
    /// Lets the workers of all repositories compute, as many as there are cores.
    private let gate: WorkerGate
    private static let maximumThreads = 16
    private let state = Mutex(State())

    private struct State {
        var next = 0
        var rows: [ExportedRepository?] = []
        var entries: [ExportEntry?] = []
    }

    /// Prepares a run into a folder that is prepared and locked; `version` is that of rgit.
    init(
        _ list: RepositoryList, _ request: ExportRequest, folder: ExportFolder, jobs: Int, version: String,
        progress: ProgressMeter?
    ) throws(RgitError) {
        self.list = list
        var seen: Set<[UInt8]> = []
        repeated = Set(list.entries.filter { !seen.insert($0.name.utf8).inserted }.map(\.name))
        self.request = request
        self.folder = folder
        self.jobs = jobs
        self.version = version
        self.progress = progress
        gate = WorkerGate(count: jobs)
        try self.folder.refuseOther(than: request.format)
        database = request.format == .sqlite ? try ExportDatabase(self.folder.database) : nil
    }

    /// Exports all repositories; returns a row for each, in their order.
    ///
    /// - Throws: `RgitError` where the folder cannot be written.
    func run() async throws -> [ExportedRepository] {
        let count = list.entries.count
        state.withLock { state in
            state.rows = Array(repeating: nil, count: count)
            state.entries = Array(repeating: nil, count: count)
        }
        progress?.begin("Exporting repositories", total: count)
        guard
            let threads = WorkerThreads(
                count: max(1, min(jobs, count, Self.maximumThreads)), body: { self.work() })
        else {
            throw RgitError(.io, "cannot start a thread", "the limit on processes is reached")
        }
        await threads.finish()
        let (rows, entries) = state.withLock { ($0.rows.compactMap { $0 }, $0.entries.compactMap { $0 }) }
        try folder.writeManifest(others(than: entries) + entries, version: version)
        folder.removeOldFacts()
        return rows
    }

    /// The entries of repositories that this run does not name.
    private func others(than entries: [ExportEntry]) throws(RgitError) -> [ExportEntry] {
        let names = Set(entries.map(\.name))
        let known =
            if let database { try database.entries() } else { folder.keys.compactMap { folder.entry($0) } }
        return known.filter { !names.contains($0.name) }
    }

    private func work() {
        let executor = ThreadExecutor()
        while true {
            let index = state.withLock { state in
                defer { state.next += 1 }
                return state.next
            }
            guard index < list.entries.count else { return }
            let listed = list.entries[index]
            executor.complete {
                let (row, entry) = await self.export(listed)
                self.state.withLock { state in
                    state.rows[index] = row
                    state.entries[index] = entry
                }
                self.progress?.advance()
            }
        }
    }

    /// Exports one repository, unless its facts are as they were.
    private func export(_ listed: RepositoryList.Entry) async -> (ExportedRepository, ExportEntry) {
        let key = ExportFolder.key(listed.name)
        var known: ExportEntry?
        do {
            guard !repeated.contains(listed.name) else {
                throw RgitError(.path, "another repository has the same name as UTF-8", listed.name)
            }
            known = try database?.entry(listed.name) ?? folder.entry(key)
            if request.format != .sqlite, known?.name != listed.name { known = nil }
            let session = try list.session(listed)
            let now = try await ExportState(session, revisions: request.revisions)
            var entry = ExportEntry(
                name: listed.name, path: Text(listed.directory), tips: now.tips, state: now.hash,
                options: request.facts.options, version: Array(version.utf8))
            if let known, known.state == entry.state, known.options == entry.options,
                known.version == entry.version, !request.isForced, try isWhole(known, key)
            {
                return (row(.unchanged, known), known)
            }
            let draft = try folder.draft(key)
            entry.tables = try await write(session, listed.name, to: draft)
            if let database {
                defer { DiskWriter.removeTree(draft) }
                try database.replace(entry, from: draft)
            } else {
                try folder.install(entry, draft, key)
            }
            return (row(.exported, entry), entry)
        } catch {
            let error = error as? RgitError ?? RgitError(.io, "\(error)")
            var entry = known ?? ExportEntry(name: listed.name, path: Text(listed.directory))
            entry.failure = Text(error.description)
            var row = row(.failed, entry)
            row.error = error.of(listed.name, "not exported")
            return (row, entry)
        }
    }

    /// Whether the facts in force are as many as the entry says.
    private func isWhole(_ entry: ExportEntry, _ key: [UInt8]) throws(RgitError) -> Bool {
        guard let database else { return folder.isWhole(entry, key, request.format) }
        return try database.problems(entry).isEmpty
    }

    private func row(_ state: ExportedRepository.State, _ entry: ExportEntry) -> ExportedRepository {
        ExportedRepository(repository: entry.name, state: state, rows: entry.tables.mapValues(\.rows))
    }

    /// Writes the tables of a repository below `draft`.
    private func write(
        _ session: Session, _ name: Text, to draft: [UInt8]
    ) async throws -> [FactTable: FactSum] {
        var files: [FactTable: FactFile] = [:]
        for table in request.facts.tables {
            let directory = draft.appendingPath(table.rawValue)
            try DiskWriter.makeDirectories(directory)
            files[table] = try FactFile(
                directory.appendingPath("part.\(request.format.records.rawValue)"),
                header: request.format == .csv ? table.header : [])
        }
        let context = QueryContext(session: session, sharding: Sharding(jobs, gate: gate))
        let facts = RepositoryFacts(of: name, request.facts, in: context) {
            (table, bytes, count) throws(RgitError) in
            try files[table]?.write(bytes, rows: count)
        }
        try await facts.write()
        var sums: [FactTable: FactSum] = [:]
        for (table, file) in files { sums[table] = try file.finish() }
        return sums
    }
}
