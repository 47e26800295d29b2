// Answers `rgit attributes`: what gitattributes say of paths.

import GitObjects
import Records

/// The attributes of paths (git check-attr).
package struct AttributesQuery: Query {
    package typealias Row = PathAttribute
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: AttributesRequest

    package init(_ request: AttributesRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static func textForm(of request: AttributesRequest) -> TextForm? {
        request.porcelain ? .document : nil
    }

    package static func whyEmpty(_ request: AttributesRequest) -> String {
        "no attribute is said of the paths"
    }

    package func run(_ receiver: RowReceiver<AttributesQuery>) async throws -> Answer<NoSummary> {
        let (rows, answer) = try find()
        try await receiver.take(rows, of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<NoSummary> {
        let (rows, answer) = try find()
        let quotesHigh = try context.session.config.bool("core.quotepath") ?? true
        var lines: [UInt8] = []
        for row in rows {
            if request.nulTerminated {
                lines += row.path.bytes + [0] + row.attribute.bytes + [0] + row.value.bytes + [0]
            } else {
                lines += QuotedPath.quoted(row.path.bytes, quotesHigh: quotesHigh) + [0x3a, 0x20]
                lines += row.attribute.bytes + [0x3a, 0x20] + row.value.bytes + [0x0a]
            }
        }
        try await output(lines)
        return answer
    }

    private func find() throws -> (rows: [PathAttribute], answer: Answer<NoSummary>) {
        for name in request.attributes where !AttributeState.isValidName(name[...]) {
            throw RgitError(.usage, "not a valid attribute name", name)
        }
        let session = context.session
        let attributes = try attributeReader()
        let named = NamedPaths(session.layout)
        var answer = Answer(NoSummary(), from: session)
        var rows: [PathAttribute] = []
        for word in request.paths {
            try Task.checkCancellation()
            var path: [UInt8]
            do throws(RgitError) { path = try named.path(word) } catch {
                answer.problems.append(error)
                continue
            }
            let isDirectory = path.last == 0x2f
            if isDirectory { path.removeLast() }
            attributes.readFiles(above: path)
            let found = attributes.attributes(path, isDirectory: isDirectory)
            for name in request.attributes.isEmpty ? attributes.names : request.attributes {
                let value = found[name] ?? .unspecified
                if request.attributes.isEmpty, value == .unspecified { continue }
                rows.append(PathAttribute(path: Text(word), attribute: Text(name), value))
            }
        }
        return (rows, answer)
    }

    /// Reads attributes from where the request says.
    private func attributeReader() throws(RgitError) -> AttributeReader {
        let session = context.session
        let reader = try session.makeReader()
        if let source = request.source {
            let resolver = RevisionResolver(session: session, reader: reader)
            let id = try session.resolve(source, reader: reader)
            guard let tree = try resolver.peel(id, to: .tree) else {
                throw RgitError(.revision, "neither a commit nor a tree", source, object: id)
            }
            return try AttributeReader(session, tree: tree, reader)
        }
        let index = try session.index(reader)
        return try AttributeReader(session, onlyFallback: request.cached) { index.attributes($0, reader) }
    }
}

extension PathAttribute {
    fileprivate init(path: Text, attribute: Text, _ value: AttributeValue) {
        self.path = path
        self.attribute = attribute
        switch value {
        case .set: (state, self.value) = (.set, "set")
        case .unset: (state, self.value) = (.unset, "unset")
        case .unspecified: (state, self.value) = (.unspecified, "unspecified")
        case .value(let text): (state, self.value) = (.value, Text(text))
        }
    }
}

extension AttributesQuery {
    package static func shape(
        of request: AttributesRequest
    ) -> DocumentShape<PathAttribute, Answer<NoSummary>> { shape }

    private static let shape = DocumentShape(
        AttributesQuery.self, name: "attributes", rows: "attributes", rowHelp: "An attribute of a path.",
        fields: [
            Field(
                "path", .string, help: "The path as it was asked for.",
                column: TableColumn("PATH", shrink: .start(minimum: 20), role: .path)
            ) { $1.text($0.path) },
            Field("attribute", .string, help: "The attribute.", column: TableColumn("ATTRIBUTE")) {
                $1.text($0.attribute)
            },
            Field(
                "state", .choice(PathAttribute.State.allCases.map(\.rawValue)), help: "What is said of it."
            ) { $1.string($0.state.rawValue) },
            Field(
                "value", .string, help: "Its value, or else its state, as git prints it.",
                column: TableColumn("VALUE", shrink: .end(minimum: 10))
            ) { $1.text($0.value) },
        ])
}
