// The fields of `rgit mirror`.

import Records

extension MirrorRun {
    /// The rows, their fields and the members of the document.
    package static let shape = DocumentShape<MirroredRepository, Answer<MirrorSummary>>(
        name: "mirror", rows: ["mirrors"], rowHelp: "A mirror.",
        fields: [
            Field(
                "url", .string, help: "The URL, without a password.",
                column: TableColumn("URL", shrink: .start(minimum: 20), role: .remote, isName: true)
            ) { $1.text($0.url) },
            .optionalText(
                "path",
                help:
                    "The directory of the mirror, relative to that of --into; null for a URL that is refused.",
                column: TableColumn("PATH", shrink: .start(minimum: 16), role: .path, dropPriority: 2)
            ) { $0.path },
            Field(
                "state", .string, help: "What was done: cloned, updated, unchanged or failed.",
                column: TableColumn("STATE"), role: { $0.state == .failed ? .error : .plain }
            ) { $1.string($0.state.rawValue) },
            Field(
                "refs_changed", .integer,
                help: "How many references, HEAD among them, were added, moved or removed.",
                column: TableColumn("REFS")
            ) { $1.integer($0.changedReferences) },
            Field(
                "seconds", .number, help: "How long it took, all attempts and pauses together.",
                column: TableColumn("SECONDS", dropPriority: 1)
            ) { $1.number($0.seconds, decimals: 3) },
            .optionalText(
                "error", help: "Why it failed, in one line; null where it did not.",
                column: TableColumn("ERROR", shrink: .end(minimum: 20), role: .error)
            ) { $0.error },
            Field(
                "attempts", .integer, help: "How often it was tried; 0 for a URL that is refused.",
                column: TableColumn("ATTEMPTS", dropPriority: 3)
            ) { $1.integer($0.attempts) },
        ],
        tail: [
            count("total", "The number of mirrors.") { $0.total },
            count("cloned", "How many were made.") { $0.cloned },
            count("updated", "How many have references that changed.") { $0.updated },
            count("unchanged", "How many were what the server has already.") { $0.unchanged },
            count("failed", "How many could not be made or updated.") { $0.failed },
            count("repeated", "How many URLs were given again, and count once.") { $0.repeated },
            Field("omitted", .integer, help: "How many rows --top left out.") { $1.integer($0.omitted) },
        ])

    private static func count(
        _ name: String, _ help: String, _ value: @escaping @Sendable (MirrorSummary) -> Int
    ) -> Field<Answer<MirrorSummary>> {
        Field(name, .integer, help: help) { $1.integer(value($0.summary)) }
    }
}
