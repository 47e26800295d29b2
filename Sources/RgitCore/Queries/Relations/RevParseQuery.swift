// Answers `rgit rev-parse`: which objects revisions name.

import GitObjects
import Records

/// The objects of revisions (git rev-parse).
package struct RevParseQuery: Query {
    package typealias Row = ParsedRevision
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: RevParseRequest
    private let parts: ParsedRevision.Parts

    package static func demandedFields(
        of request: RevParseRequest, for purpose: FieldSelection<ParsedRevision>.Purpose
    ) -> Set<String> {
        request.abbreviates ? ["abbrev"] : []
    }

    package init(_ request: RevParseRequest, parts: ParsedRevision.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    /// Finds the answer. Where there are several revisions, those that name nothing are among the problems.
    package func run(_ receiver: RowReceiver<RevParseQuery>) async throws -> Answer<NoSummary> {
        let session = context.session
        let reader = try session.makeReader()
        let resolver = RevisionResolver(session: session, reader: reader)
        let names = ReferenceLookup(session)
        let abbreviation =
            parts.contains(.abbreviation)
            ? try UniqueAbbreviation(session, reader, digits: request.digits) : nil
        var answer = Answer(NoSummary(), from: session)
        answer.isShallow = false
        var rows: [ParsedRevision] = []
        for revision in request.revisions {
            do throws(RgitError) {
                guard let id = try resolver.find(revision) else { throw resolver.unknown(revision) }
                var row = ParsedRevision(revision: Text(revision), hexsha: id)
                if parts.contains(.type) { row.type = try reader.header(id)?.type }
                if let abbreviation { row.abbreviated = Text(try abbreviation.short(id)) }
                if parts.contains(.name) {
                    var name = resolver.lastReference(revision)
                    if name == nil { name = try names.find(revision) }
                    if let name { row.name = Text(request.abbreviatesNames ? try names.short(name) : name) }
                }
                rows.append(row)
            } catch {
                guard request.revisions.count > 1 else { throw error }
                answer.problems.append(error)
            }
        }
        answer.warnings = resolver.warnings
        try await receiver.take(rows, of: answer)
        return answer
    }
}

extension RevParseQuery {
    package static func shape(
        of request: RevParseRequest
    ) -> DocumentShape<ParsedRevision, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        RevParseQuery.self, name: "rev-parse", rows: "revisions", rowHelp: "A revision and its object.",
        fields: [
            Field(
                "revision", .string, help: "The revision as it was asked for.",
                column: TableColumn("REVISION", shrink: .end(minimum: 12))
            ) { $1.text($0.revision) },
            Field(
                "hexsha", .objectID, help: "The object it names.", column: TableColumn("OBJECT", role: .hash)
            ) { $1.id($0.hexsha) },
            .optionalText(
                "abbrev", help: "The same in as few digits as are unique. On demand, or with --short.",
                needs: .abbreviation, column: TableColumn("SHORT", role: .hash), onDemand: true
            ) { $0.abbreviated },
            Field(
                "type", .choice(["commit", "tree", "blob", "tag"]), nullable: true,
                help: "The object's type; null for the full name of an object that is not there.",
                needs: .type, column: TableColumn("TYPE")
            ) { row, writer in
                if let type = row.type { writer.string(type.name) } else { writer.null() }
            },
            .optionalText(
                "name",
                help:
                    "The reference that the revision is a name of, in full or with --abbrev-ref in short; null for "
                    + "any other revision.",
                needs: .name, column: TableColumn("NAME", shrink: .end(minimum: 12), role: .branch)
            ) { $0.name },
        ])
}
