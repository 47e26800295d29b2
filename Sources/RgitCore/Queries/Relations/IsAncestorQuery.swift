// Answers `rgit is-ancestor`: whether one commit is part of the history of another.

import GitObjects
import Records

/// What `rgit is-ancestor` was asked.
public struct IsAncestorRequest: Hashable, Codable, Sendable {
    /// The two commits.
    public var revisions: [[UInt8]] = []

    /// `rgit is-ancestor` without commits.
    public init() {}
}

/// Whether one commit is an ancestor of another.
public struct Ancestry: Record, Hashable, Codable {
    /// The commit that may be an ancestor.
    public var ancestor: ObjectID
    /// The commit whose history is looked through.
    public var descendant: ObjectID
    /// Whether it is. A commit is its own ancestor, as in git.
    public var isAncestor: Bool
}

/// Whether there is a yes to an answer.
public struct YesOrNo: Record, Hashable, Codable {
    /// The answer.
    public var isYes = false
}

/// Whether one commit reaches another (git merge-base --is-ancestor).
package struct IsAncestorQuery: Query {
    package typealias Row = Ancestry
    package typealias Summary = YesOrNo

    package let context: QueryContext
    private let request: IsAncestorRequest

    package static func isNo(_ summary: YesOrNo, hasRows: Bool) -> Bool { !summary.isYes }
    package static var printsNoTable: Bool { true }

    package init(_ request: IsAncestorRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package func run(_ receiver: RowReceiver<IsAncestorQuery>) async throws -> Answer<YesOrNo> {
        let session = context.session
        let commits = try CommitRelations(context)
        let ids = try commits.commits(request.revisions)
        guard ids.count == 2 else { throw RgitError(.usage, "two commits are needed") }
        let count = try await commits.distances([AheadBehind.Pair(left: ids[0], right: ids[1])])[0].get()
        var answer = Answer(YesOrNo(isYes: count.ahead == 0), from: session)
        answer.warnings = commits.warnings
        let row = Ancestry(ancestor: ids[0], descendant: ids[1], isAncestor: count.ahead == 0)
        try await receiver.take([row], of: answer)
        return answer
    }
}

extension IsAncestorQuery {
    package static func shape(of request: IsAncestorRequest) -> DocumentShape<Ancestry, Answer<YesOrNo>> {
        shape
    }

    private static let shape = DocumentShape(
        IsAncestorQuery.self, name: "is-ancestor", rowHelp: "The answer.",
        fields: [
            Field("is_ancestor", .boolean, help: "Whether the second commit reaches the first.") {
                $1.bool($0.isAncestor)
            },
            .objectID("ancestor", help: "The first commit.") { $0.ancestor },
            .objectID("descendant", help: "The second commit.") { $0.descendant },
        ])
}
