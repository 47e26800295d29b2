// What `rgit export` can be asked, and what it says of each repository.

import Records

/// What `rgit export` was asked.
package struct ExportRequest: Hashable, Sendable {
    /// `--into`: the folder, as it was given.
    package var folder: [UInt8] = []
    /// `--tables`
    package var tables = FactTable.allCases
    /// `--format`
    package var format = FactFormat.ndjson
    /// `--rev`
    package var revisions: [[UInt8]] = []
    /// `--no-mailmap`
    package var ignoresMailmap = false
    /// `--check`
    package var checks = false
    /// `--force`
    package var isForced = false

    /// An option that `--check` does not heed, where one was given.
    package var unchecked: String? {
        if isForced { return "--force" }
        if format != .ndjson { return "--format" }
        if tables != FactTable.allCases { return "--tables" }
        if !revisions.isEmpty { return "--rev" }
        return ignoresMailmap ? "--no-mailmap" : nil
    }

    /// Everything, as NDJSON.
    package init() {}

    var facts: FactRequest {
        FactRequest(
            tables: FactTable.allCases.filter(tables.contains), format: format, revisions: revisions,
            ignoresMailmap: ignoresMailmap)
    }
}

/// The facts of a repository after a run of `rgit export`.
package struct ExportedRepository: Record, Sendable {
    /// What became of the facts, or with `--check` what they are.
    package enum State: String, Sendable, CaseIterable {
        /// They were written.
        case exported
        /// They are those of an earlier run, for nothing has changed.
        case unchanged
        /// They could not be read; those of an earlier run are kept.
        case failed
        /// They are what the manifest and the repository say.
        case valid
        /// They are not.
        case invalid
    }

    /// The name in the rows.
    package var repository: Text
    package var state: State
    /// The number of rows of each table in force.
    package var rows: [FactTable: Int] = [:]
    /// What is not as the manifest or the repository says, each a line.
    package var problems: [String] = []
    /// Why it failed.
    package var error: RgitError?
}

/// What a run of `rgit export` comes to.
package struct ExportSummary: Record, Sendable {
    /// The number of repositories in each state.
    private(set) var states: [ExportedRepository.State: Int] = [:]
    /// The number of rows of each table.
    private(set) var rows: [FactTable: Int] = [:]

    /// No repositories.
    package init() {}

    /// The number of repositories whose facts are not what the manifest and the repository say.
    package var invalid: Int { states[.invalid] ?? 0 }

    /// Counts a repository.
    package mutating func count(_ row: ExportedRepository) {
        states[row.state, default: 0] += 1
        rows.merge(row.rows) { $0.addingReportingOverflow($1).overflow ? Int.max : $0 + $1 }
    }
}

extension ExportedRepository {
    /// The document of `rgit export`.
    package static let shape = DocumentShape<ExportedRepository, Answer<ExportSummary>>(
        name: "export", rows: ["repositories"], rowHelp: "The facts of a repository.",
        fields: [
            Field(
                "repo", .string, help: "The repository, as the rows call it.",
                column: TableColumn("REPOSITORY", shrink: .end(minimum: 20), isName: true)
            ) { $1.text($0.repository) },
            Field(
                "state", .choice(State.allCases.map(\.rawValue)),
                help: "What was done: exported, unchanged or failed; with --check valid, invalid or failed.",
                column: TableColumn("STATE")
            ) { $1.string($0.state.rawValue) },
        ]
            + FactTable.allCases.map { table in
                .optionalInteger(
                    table.rawValue, help: "The rows of \(table.rawValue); null where there is no such table.",
                    column: TableColumn(table.rawValue.uppercased(), dropPriority: 1)
                ) { $0.rows[table] }
            } + [
                Field(
                    "problems", .array(of: .string),
                    help: "With --check, what is not as the manifest or the repository says."
                ) { row, writer in
                    let problems = row.problems
                    writer.array { for problem in problems { $0.string(problem) } }
                },
                .optionalText(
                    "error", help: "Why it failed; null where it did not.",
                    column: TableColumn("ERROR", shrink: .end(minimum: 12), dropPriority: 2)
                ) { row in row.error.map { Text($0.description) } },
            ],
        tail: State.allCases.map { state in
            Field(
                "total.\(state.rawValue)", .integer,
                help: "The number of repositories that are \(state.rawValue)."
            ) { $1.integer($0.summary.states[state] ?? 0) }
        }
            + FactTable.allCases.map { table in
                Field("total.\(table.rawValue)", .integer, help: "The rows of \(table.rawValue).") {
                    $1.integer($0.summary.rows[table] ?? 0)
                }
            }
            + [
                Field("omitted", .integer, help: "How many rows --top left out.") { $1.integer($0.omitted) }
            ])
}

extension RgitError {
    /// The same, as what became of a repository.
    func of(_ repository: Text, _ outcome: String) -> RgitError {
        let detail = subject.isEmpty || subject == repository ? "" : " (\(subject))"
        return RgitError(kind, "\(outcome): \(what)\(detail)", repository)
    }
}
