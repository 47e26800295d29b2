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
        let hasPatterns = !request.patterns.isEmpty || !request.excluded.isEmpty || request.startAfter != nil
        let filters = (hasPatterns ? ["the patterns"] : []) + request.usedFilters
        return filters.isEmpty
            ? "no references yet" : "no reference matches " + filters.joined(separator: " and ")
    }

    package func run(_ receiver: RowReceiver<ReferencesQuery>) async throws -> Answer<NoSummary> {
        let session = context.session
        var answer = Answer(NoSummary(), from: session)
        let resolver = RevisionResolver(session: session, reader: try session.makeReader())
        let filters = try ReferenceFilters(request, resolver)
        answer.warnings += resolver.warnings
        let found = try matching()
        var drafts: [Draft] = []
        var omitted: [OmittedReference] = []
        let order = try ReferenceOrder(
            request.sort, Self.shape(of: request), ignoringCase: request.ignoreCase)
        var parts = parts.union(order.parts)
        if !filters.isEmpty { parts.insert(.object) }
        let (readParts, readsTargets) = (parts, filters.choosesObjects)
        context.progress?.begin("Reading references", total: found.count)
        try await context.sharding.orderedChunks(
            count: found.count, size: Self.readTogether,
            makeWorker: { RevisionResolver(session: session, reader: try session.makeReader()) },
            compute: { resolver, range in
                try found[range].map { try Self.read($0, readParts, readsTargets, session, resolver) }
            },
            consume: { results in
                context.progress?.advance(by: results.count)
                for result in results {
                    switch result {
                    case .draft(let draft): drafts.append(draft)
                    case .omitted(let reason): omitted.append(reason)
                    }
                }
            })
        for reason in omitted { answer.note(reason) }
        drafts.removeAll { !filters.pointsAtWanted($0.row.hexsha, target: $0.target) }
        drafts = try await filters.reached(drafts, commit: \.commit, noun: "references", context, &answer)
        let rows = try await order.sorted(drafts.map(\.row), context, &answer)
        try await receiver.take(rows, of: answer)
        return answer
    }

    /// The references whose names are wanted.
    private func matching() throws -> [FoundReference] {
        let ignoresCase = request.ignoreCase
        let patterns = request.patterns.map { ReferencePattern($0, ignoringCase: ignoresCase) }
        let excluded = request.excluded.map { ReferencePattern($0, ignoringCase: ignoresCase) }
        return try context.session.references.find().filter { found in
            if let start = request.startAfter, !start.lexicographicallyPrecedes(found.name) { return false }
            return (patterns.isEmpty || patterns.contains { $0.matches(found.name) })
                && !excluded.contains { $0.matches(found.name) }
        }
    }

    /// What is known about one reference before the filters.
    private struct Draft: Sendable {
        var row: ReferenceEntry
        /// The first object its tag object points to; `nil` for another object, or where it is not asked for.
        var target: ObjectID?
        /// The commit at its end; `nil` where that is another object, or where it is not asked for.
        var commit: ObjectID?
    }

    /// What reading one reference comes to.
    private enum Outcome: Sendable {
        case draft(Draft)
        case omitted(OmittedReference)
    }

    private static func read(
        _ found: FoundReference, _ parts: ReferenceEntry.Parts, _ readsTargets: Bool, _ session: Session,
        _ resolver: RevisionResolver
    ) throws(RgitError) -> Outcome {
        let reference = try session.references.read(found)
        if let reason = OmittedReference(reference, "reference") { return .omitted(reason) }
        var row = ReferenceEntry(
            path: Text(reference.name), name: Text(reference.shortName), kind: .init(reference.name),
            hexsha: reference.target, objectHexsha: reference.target, type: .commit,
            symbolicTarget: reference.symbolicTarget.map { Text($0) })
        guard parts.contains(.object) else { return .draft(Draft(row: row)) }
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
            var draft = Draft(row: row, commit: end.type == .commit ? end.id : nil)
            if readsTargets, header.type == .tag {
                draft.target = try resolver.reader.tag(reference.target).target
            }
            return .draft(draft)
        } catch {
            return .omitted(.problem(error))
        }
    }
}
