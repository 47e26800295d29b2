// Answers `rgit stashes`: what was put away with git stash.

import GitObjects
import Records

/// What `rgit stashes` was asked.
public struct StashesRequest: Hashable, Codable, Sendable {
    /// `rgit stashes`.
    public init() {}
}

/// The stashes, the last one first (git stash list).
package struct StashesQuery: Query {
    package typealias Row = StashEntry
    package typealias Summary = NoSummary

    package let context: QueryContext

    package init(_ request: StashesRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
    }

    package static func whyEmpty(_ request: StashesRequest) -> String { "no stashes" }

    package func run(_ receiver: RowReceiver<StashesQuery>) async throws -> Answer<NoSummary> {
        let session = context.session
        var answer = Answer(NoSummary(), from: session)
        answer.isShallow = false
        let stash = Array("refs/stash".utf8)
        let log = try session.references.reflog(stash)
        for line in log?.damagedLines ?? [] { answer.problems.append(.damagedLine(line, inLogOf: stash)) }
        var rows: [StashEntry] = []
        if let entries = log?.entries, !entries.isEmpty, try session.references.resolve(stash) != nil {
            let reader = try session.makeReader()
            var decoder = CommitDecoder(
                parts: [.people], mailmap: session.mailmap(reader), trailerSyntax: TrailerSyntax())
            for (index, entry) in entries.reversed().enumerated() {
                do throws(RgitError) {
                    rows.append(try read(entry, index, reader, &decoder))
                } catch {
                    answer.problems.append(error)
                }
            }
        }
        try await receiver.take(rows, of: answer)
        return answer
    }

    private func read(
        _ entry: ReflogEntry, _ index: Int, _ reader: ObjectReader, _ decoder: inout CommitDecoder
    ) throws(RgitError) -> StashEntry {
        let commit = decoder.decode(entry.new, try reader.commit(entry.new), refs: [])
        func parent(_ place: Int) -> ObjectID? {
            commit.parents.indices.contains(place) ? commit.parents[place] : nil
        }
        return StashEntry(
            index: index, selector: Text("stash@{\(index)}"), hexsha: entry.new, message: Text(entry.message),
            branch: StashEntry.branch(of: entry.message).map { Text($0) }, author: commit.author,
            base: parent(0), indexCommit: parent(1), untrackedCommit: parent(2))
    }
}

extension StashesQuery {
    package static func shape(of request: StashesRequest) -> DocumentShape<StashEntry, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        StashesQuery.self, name: "stashes", rows: "stashes", rowHelp: "A stash.", fields: fields)

    private static let fields: [Field<StashEntry>] =
        [
            Field("index", .integer, help: "Its number: 0 for the last one.") { $1.integer($0.index) },
            Field(
                "selector", .string, help: "What names it, such as stash@{0}.",
                column: TableColumn("STASH", role: .branch)
            ) { $1.text($0.selector) },
            .objectID("hexsha", help: "The commit that holds the files of the working tree.") { $0.hexsha },
        ]
        + Field.moment(
            "authored", "When it was made", nullable: true,
            column: TableColumn("DATE", role: .date, dropPriority: 1)
        ) { $0.author.date }
        + Field.person("author", "person who made it") { $0.author.actor }
        + [
            .optionalText(
                "branch",
                help: "The branch it was made on; null where HEAD was detached or the message does not say.",
                column: TableColumn("BRANCH", shrink: .end(minimum: 8), role: .branch, dropPriority: 2)
            ) { $0.branch },
            Field(
                "message", .string, help: "The message, as git stash list shows it.",
                column: TableColumn("MESSAGE", shrink: .end(minimum: 20))
            ) { $1.text($0.message) },
            .optionalID("base", help: "The commit that HEAD was at.") { $0.base },
            .optionalID("index_commit", help: "The commit that holds the index.") { $0.indexCommit },
            .optionalID(
                "untracked_commit", help: "The commit that holds the untracked files; null without any."
            ) { $0.untrackedCommit },
        ]
}
