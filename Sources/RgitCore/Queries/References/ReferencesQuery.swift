// Answers `rgit refs`: which references there are, and what they point to.

import GitObjects
import Records

/// The references of a repository (git for-each-ref).
package struct ReferencesQuery: Query {
    package typealias Row = ReferenceEntry
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: ReferencesRequest
    private let parts: ReferenceEntry.Parts

    /// The number of references a worker reads at a time.
    private static let readTogether = 128

    package init(_ request: ReferencesRequest, parts: ReferenceEntry.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    package static func whyEmpty(_ request: ReferencesRequest) -> String {
        request.patterns.isEmpty ? "no references yet" : "no reference matches the patterns"
    }

    package func run(_ receiver: RowReceiver<ReferencesQuery>) async throws -> Answer<NoSummary> {
        let session = context.session
        let patterns = request.patterns.map(ReferencePattern.init)
        let found = try session.references.find().filter { found in
            patterns.isEmpty || patterns.contains { $0.matches(found.name) }
        }
        var answer = Answer(NoSummary(), from: session)
        var rows: [ReferenceEntry] = []
        var omitted: [OmittedReference] = []
        let parts = parts
        context.progress?.begin("Reading references", total: found.count)
        try await context.sharding.orderedChunks(
            count: found.count, size: Self.readTogether,
            makeWorker: { RevisionResolver(session: session, reader: try session.makeReader()) },
            compute: { resolver, range in
                try found[range].map { try Self.read($0, parts, session, resolver) }
            },
            consume: { results in
                context.progress?.advance(by: results.count)
                for result in results {
                    switch result {
                    case .row(let row): rows.append(row)
                    case .omitted(let reason): omitted.append(reason)
                    }
                }
            })
        for reason in omitted { answer.note(reason) }
        try await receiver.take(rows, of: answer)
        return answer
    }

    /// What reading one reference comes to.
    private enum Outcome: Sendable {
        case row(ReferenceEntry)
        case omitted(OmittedReference)
    }

    private static func read(
        _ found: FoundReference, _ parts: ReferenceEntry.Parts, _ session: Session,
        _ resolver: RevisionResolver
    ) throws(RgitError) -> Outcome {
        let reference = try session.references.read(found)
        if let reason = OmittedReference(reference, "reference") { return .omitted(reason) }
        var row = ReferenceEntry(
            path: Text(reference.name), name: Text(reference.shortName), kind: .init(reference.name),
            hexsha: reference.target, objectHexsha: reference.target, type: .commit,
            symbolicTarget: reference.symbolicTarget.map { Text($0) })
        guard parts.contains(.object) else { return .row(row) }
        do throws(RgitError) {
            guard let header = try resolver.reader.header(reference.target),
                let end = try resolver.peelTags(reference.target)
            else {
                throw RgitError(
                    .missingObject, "missing object of \(reference.name.printableText)", reference.target.hex,
                    object: reference.target)
            }
            row.type = header.type
            row.objectHexsha = end.id
            return .row(row)
        } catch {
            return .omitted(.problem(error))
        }
    }
}

/// A pattern as `git for-each-ref` takes it: a full name, the beginning of one up to a slash, or a glob in which `*`
/// matches no slash.
private struct ReferencePattern: Sendable {
    private let literal: [UInt8]
    private let glob: Wildmatch

    init(_ pattern: [UInt8]) {
        literal = pattern
        glob = Wildmatch(pattern, options: .pathname)
    }

    func matches(_ name: [UInt8]) -> Bool {
        if name.starts(with: literal),
            name.count == literal.count || literal.last == 0x2f || name[literal.count] == 0x2f
        {
            return true
        }
        return glob.matches(name)
    }
}
