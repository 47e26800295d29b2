// Runs a query on a scratch repository and collects its whole answer.

import Records
import Support

@testable import RgitCore

/// A whole answer: the rows and what is around them.
struct Asked<Q: Query> {
    let rows: [Q.Row]
    let answer: Answer<Q.Summary>

    var summary: Q.Summary { answer.summary }
    var problems: [RgitError] { answer.problems }
    var warnings: [Warning] { answer.warnings }

    /// Runs a query on a scratch repository.
    init(
        _ query: Q.Type, _ request: Q.Request, _ scratch: ScratchRepository, parts: Q.Row.Parts = [],
        jobs: Int = 2
    ) async throws {
        let context = QueryContext(session: try scratch.open(), sharding: Sharding(jobs: jobs))
        (rows, answer) = try await Q.run(request, parts: parts, in: context).collect()
    }
}
