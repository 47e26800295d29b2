// Answers `rgit remotes`: which remotes are configured, and their URLs.

import GitObjects
import Records

/// What `rgit remotes` was asked.
public struct RemotesRequest: Hashable, Codable, Sendable {
    /// `rgit remotes`.
    public init() {}
}

/// The remotes of a repository (git remote -v).
package struct RemotesQuery: Query {
    package typealias Row = RemoteEntry
    package typealias Summary = NoSummary

    package let context: QueryContext

    package init(_ request: RemotesRequest, parts: RemoteEntry.Parts, in context: QueryContext) {
        self.context = context
    }

    package static func whyEmpty(_ request: RemotesRequest) -> String { "no remotes" }

    package func run(_ receiver: RowReceiver<RemotesQuery>) async throws -> Answer<NoSummary> {
        let session = context.session
        let config = session.config
        let answer = Answer(NoSummary(), from: session)
        var rows: [RemoteEntry] = []
        for name in RemoteURLs.names(config) {
            let urls = RemoteURLs(name, config)
            let head = Array("refs/remotes/".utf8) + name + Array("/HEAD".utf8)
            rows.append(
                RemoteEntry(
                    name: Text(name), url: urls.fetch.first.map { Text($0) },
                    pushURL: urls.push.first.map { Text($0) },
                    fetch: config.all(Configuration.key("remote", name, "fetch")).map { Text($0) },
                    push: config.all(Configuration.key("remote", name, "push")).map { Text($0) },
                    head: try session.references.symbolicTarget(of: head).map { Text($0) }))
        }
        try await receiver.take(rows, of: answer)
        return answer
    }
}

extension RemotesQuery {
    package static func shape(of request: RemotesRequest) -> DocumentShape<RemoteEntry, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        RemotesQuery.self, name: "remotes", rows: "remotes", rowHelp: "A remote.",
        fields: [
            Field(
                "name", .string, help: "The name, such as origin.",
                column: TableColumn("REMOTE", shrink: .end(minimum: 8), role: .remote, isName: true)
            ) { $1.text($0.name) },
            .optionalText(
                "url", help: "Where it is fetched from, rewritten by url.*.insteadOf.",
                column: TableColumn("URL", shrink: .end(minimum: 20))
            ) { $0.url },
            .optionalText(
                "push_url", help: "Where it is pushed to, rewritten by url.*.pushInsteadOf or insteadOf."
            ) { $0.pushURL },
            Field("fetch", .array(of: .string), help: "The refspecs to fetch, as they are written.") {
                remote, writer in
                writer.array { writer in for text in remote.fetch { writer.text(text) } }
            },
            Field("push", .array(of: .string), help: "The refspecs to push, as they are written.") {
                remote, writer in
                writer.array { writer in for text in remote.push { writer.text(text) } }
            },
            .optionalText(
                "head", help: "The full name of the reference that refs/remotes/NAME/HEAD points to.",
                column: TableColumn("HEAD", shrink: .end(minimum: 12), role: .remote, dropPriority: 1)
            ) { $0.head },
        ])
}
