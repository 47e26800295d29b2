// Answers `rgit ahead-behind`: how far a commit and others have gone apart, all in one walk.

import GitObjects
import Records

/// What `rgit ahead-behind` was asked.
public struct AheadBehindRequest: Hashable, Codable, Sendable {
    /// The commit that is compared, and those it is compared with.
    public var revisions: [[UInt8]] = []

    /// `rgit ahead-behind` without commits.
    public init() {}
}

/// How far two commits have gone apart.
public struct CommitDistance: Record, Hashable, Codable {
    /// The revision that was compared.
    public var revision: Text
    /// The revision it was compared with.
    public var base: Text
    /// The commit of `revision`.
    public var hexsha: ObjectID
    /// The commit of `base`.
    public var baseHexsha: ObjectID
    /// The commits that `revision` has and `base` has not.
    public var ahead: Int
    /// The commits that `base` has and `revision` has not.
    public var behind: Int
}

/// The distances of one commit to others (git rev-list --left-right --count A...B).
package struct AheadBehindQuery: Query {
    package typealias Row = CommitDistance
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: AheadBehindRequest

    package init(_ request: AheadBehindRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package func run(_ receiver: RowReceiver<AheadBehindQuery>) async throws -> Answer<NoSummary> {
        let commits = try CommitRelations(context)
        let ids = try commits.commits(request.revisions)
        guard ids.count > 1 else { throw RgitError(.usage, "at least two commits are needed") }
        let counts = try await commits.distances(
            ids.dropFirst().map { AheadBehind.Pair(left: ids[0], right: $0) })
        var answer = Answer(NoSummary(), from: context.session)
        answer.warnings = commits.warnings
        var rows: [CommitDistance] = []
        for (place, count) in counts.enumerated() {
            switch count {
            case .success(let count):
                rows.append(
                    CommitDistance(
                        revision: Text(request.revisions[0]), base: Text(request.revisions[place + 1]),
                        hexsha: ids[0], baseHexsha: ids[place + 1], ahead: count.ahead,
                        behind: count.behind))
            case .failure(let problem): answer.problems.append(problem)
            }
        }
        try await receiver.take(rows, of: answer)
        return answer
    }
}

extension AheadBehindQuery {
    package static func shape(
        of request: AheadBehindRequest
    ) -> DocumentShape<CommitDistance, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        AheadBehindQuery.self, name: "ahead-behind", rows: "pairs", rowHelp: "Two commits.",
        fields: [
            Field(
                "revision", .string, help: "The revision that is compared.",
                column: TableColumn("REVISION", shrink: .end(minimum: 12))
            ) { $1.text($0.revision) },
            Field(
                "base", .string, help: "The revision it is compared with.",
                column: TableColumn("BASE", shrink: .end(minimum: 12))
            ) { $1.text($0.base) },
            Field(
                "ahead", .integer, help: "Commits that the revision has and the base has not.",
                column: TableColumn("AHEAD")
            ) { $1.integer($0.ahead) },
            Field(
                "behind", .integer, help: "Commits that the base has and the revision has not.",
                column: TableColumn("BEHIND")
            ) { $1.integer($0.behind) },
            .objectID("hexsha", help: "The commit of the revision.") { $0.hexsha },
            .objectID("base_hexsha", help: "The commit of the base.") { $0.baseHexsha },
        ])
}
