// Reads the facts of one repository by the queries that answer its commands, and hands their rows to files.

import GitObjects
import Records

/// What is exported of a repository.
struct FactRequest: Hashable, Sendable {
    /// The tables, each once, in their usual order.
    var tables: [FactTable]
    var format: FactFormat
    /// The revisions whose history is exported; empty for all branches, remote-tracking branches and tags.
    var revisions: [[UInt8]] = []
    /// Whether the mailmap is left out.
    var ignoresMailmap = false
    /// Whether the revisions are all there is, without their history.
    var isUnwalked = false
}

extension FactRequest {
    /// What of it the rows depend on: words, and a line for each revision.
    var options: [UInt8] {
        let words = [format.rawValue] + tables.map(\.rawValue) + (ignoresMailmap ? ["no-mailmap"] : [])
        return Array(words.joined(separator: " ").utf8) + revisions.flatMap { [0x0a] + $0 }
    }

    /// The request with these ``options``; `nil` for unknown ones.
    init?(options: [UInt8]) {
        let lines = options.split(separator: 0x0a, omittingEmptySubsequences: false)
        let words = (lines.first ?? []).split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        guard let format = words.first.flatMap(FactFormat.init(rawValue:)) else { return nil }
        self.init(tables: [], format: format, revisions: lines.dropFirst().map { Array($0) })
        for word in words.dropFirst() {
            if word == "no-mailmap" {
                ignoresMailmap = true
            } else if let table = FactTable(rawValue: word) {
                tables.append(table)
            } else {
                return nil
            }
        }
    }
}

/// Writes the tables of one repository.
struct RepositoryFacts {
    private let repository: Text
    private let request: FactRequest
    private let context: QueryContext
    /// Takes encoded rows of a table, and how many they are.
    private let output: (FactTable, [UInt8], Int) throws(RgitError) -> Void

    /// Writes to `output`, in the order of the tables' rows.
    init(
        of repository: Text, _ request: FactRequest, in context: QueryContext,
        output: @escaping (FactTable, [UInt8], Int) throws(RgitError) -> Void
    ) {
        self.repository = repository
        self.request = request
        self.context = context
        self.output = output
    }

    /// Writes all tables.
    ///
    /// - Throws: the first thing that could not be read: a table without it would be taken for whole.
    func write() async throws {
        if wants(.commits) || wants(.changes) || wants(.people) { try await writeHistory() }
        if wants(.refs) {
            try await write(ReferencesQuery.self, ReferencesRequest(), parts: .object, .refs) {
                [repository] in ExportedReference(repository: repository, reference: $0)
            }
        }
        guard try context.session.references.resolve("HEAD") != nil else { return }
        if wants(.files) {
            try await write(FilesQuery.self, FilesRequest(), parts: .size, .files) { [repository] in
                ExportedFile(repository: repository, file: $0)
            }
        }
        if wants(.lines) {
            var request = BlameStatsRequest()
            request.keys = [.file, .author, .period(.year)]
            request.useMailmap = !self.request.ignoresMailmap
            try await write(BlameStatsQuery.self, request, parts: [], .lines) { [repository] row in
                if case .sum(let group) = row {
                    ExportedLines(repository: repository, group: group)
                } else {
                    nil
                }
            }
        }
    }

    private func wants(_ table: FactTable) -> Bool { request.tables.contains(table) }

    private func write<Q: Query, Row: FactRow>(
        _ query: Q.Type, _ asked: Q.Request, parts: Q.Row.Parts, _ table: FactTable,
        _ row: @escaping @Sendable (Q.Row) -> Row?
    ) async throws {
        let encoder = try Row.encoder(request.format.records)
        let settled = try Q.settled(asked, in: context.session)
        let receiver = RowReceiver<Q>(
            prepare: { rows in
                let rows = rows.compactMap(row)
                return (bytes: encoder.encode(rows[...]), count: rows.count)
            },
            receive: { (rows: (bytes: [UInt8], count: Int)) in try output(table, rows.bytes, rows.count) })
        let answer = try await Q.run(settled, parts: parts, in: context).deliver(to: receiver)
        if let problem = answer.problems.first { throw problem }
    }

    // MARK: History

    /// What a worker makes of some commits.
    private struct History: Sendable {
        var commits: [UInt8] = []
        var changes: [UInt8] = []
        var commitCount = 0
        var changeCount = 0
        var people: Set<Actor> = []
    }

    private func writeHistory() async throws {
        var log = LogRequest()
        log.history.items =
            request.revisions.isEmpty
            ? [.branches(nil), .remotes(nil), .tags(nil)] : request.revisions.map { .word($0) }
        if request.isUnwalked { log.history.items.insert(.noWalk(sorted: nil), at: 0) }
        if !request.revisions.isEmpty { log.history.paths = [] }
        log.history.useMailmap = !request.ignoresMailmap
        log.diff.renames = .renames
        var parts: Commit.Parts = [.people]
        if wants(.commits) { parts.formUnion([.links, .message]) }
        if wants(.changes) { parts.formUnion(.stats) }
        let settled = try LogQuery.settled(LogQuery.request(log, selecting: parts), in: context.session)
        let encoders = (
            commits: try ExportedCommit.encoder(request.format.records),
            changes: try ExportedChange.encoder(request.format.records)
        )
        let tables = (commits: wants(.commits), changes: wants(.changes), people: wants(.people))
        var people: Set<Actor> = []
        let receiver = RowReceiver<LogQuery>(
            prepare: { [repository] commits in
                var part = History()
                if tables.commits {
                    let rows = commits.map { ExportedCommit(repository: repository, commit: $0) }
                    part.commits = encoders.commits.encode(rows[...])
                    part.commitCount = rows.count
                }
                if tables.changes {
                    let rows = commits.flatMap { commit in
                        (commit.stats?.files ?? []).map {
                            ExportedChange(repository: repository, commit: commit.hexsha, change: $0)
                        }
                    }
                    part.changes = encoders.changes.encode(rows[...])
                    part.changeCount = rows.count
                }
                if tables.people {
                    for commit in commits {
                        part.people.insert(commit.author.actor)
                        part.people.insert(commit.committer.actor)
                    }
                }
                return part
            },
            receive: { (part: History) in
                if tables.commits { try output(.commits, part.commits, part.commitCount) }
                if tables.changes { try output(.changes, part.changes, part.changeCount) }
                people.formUnion(part.people)
            })
        let answer = try await LogQuery.run(settled, parts: parts, in: context).deliver(to: receiver)
        if let problem = answer.problems.first { throw problem }
        guard answer.summary.unknownStats == 0 else {
            throw RgitError(.missingObject, "line counts need objects that are not there", repository)
        }
        guard wants(.people) else { return }
        let sorted = people.sorted { left, right in
            let (first, second) = (left.email.bytes, right.email.bytes)
            return first == second
                ? left.name.bytes.lexicographicallyPrecedes(right.name.bytes)
                : first.lexicographicallyPrecedes(second)
        }
        let rows = sorted.map { ExportedPerson(repository: repository, person: $0) }
        let encoder = try ExportedPerson.encoder(request.format.records)
        try output(.people, encoder.encode(rows[...]), rows.count)
    }
}
