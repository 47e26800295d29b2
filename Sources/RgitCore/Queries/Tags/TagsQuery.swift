// Answers `rgit tags`: which tags there are, what they point to, and what their tag objects say.

import GitObjects
import Records

/// The tags of a repository (git for-each-ref refs/tags, git tag --list).
package struct TagsQuery: Query {
    package typealias Row = TagReference
    package typealias Summary = NoSummary

    /// What is known about one tag before the filters.
    private struct Draft: Sendable {
        var tag: TagReference
        /// The first object its tag object points to; `nil` for a tag without one.
        var target: ObjectID?
        /// The commit at its end; `nil` where that is another object.
        var commit: ObjectID?
    }

    /// What reading one tag comes to.
    private enum Outcome: Sendable {
        case draft(Draft)
        case omitted(OmittedReference)
    }

    /// A worker with its reader.
    private struct Worker {
        let reader: ObjectReader
        let resolver: RevisionResolver
        var decoder = CommitDecoder(
            parts: [.people], mailmap: Mailmap(), trailerSyntax: TrailerSyntax(), takesFirstPeople: true)

        init(_ session: Session) throws(RgitError) {
            reader = try session.makeReader()
            resolver = RevisionResolver(session: session, reader: reader)
        }
    }

    package let context: QueryContext
    private let request: TagsRequest
    private let parts: TagReference.Parts

    /// The number of tags a worker reads at a time.
    private static let readTogether = 64

    package init(_ request: TagsRequest, parts: TagReference.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }
    package static func whyEmpty(_ request: TagsRequest) -> String {
        let filters = (request.patterns.isEmpty ? [] : ["the patterns"]) + request.usedFilters
        return filters.isEmpty ? "no tags yet" : "no tag matches " + filters.joined(separator: " and ")
    }

    /// Finds the answer. A tag that cannot be read is left out and reported among the problems.
    ///
    /// Throws `.revision` for a revision of an option that names nothing.
    package func run(_ receiver: RowReceiver<TagsQuery>) async throws -> Answer<NoSummary> {
        let session = context.session
        var answer = Answer(NoSummary(), from: session)
        let reader = try session.makeReader()
        let resolver = RevisionResolver(session: session, reader: reader)
        let filters = try ReferenceFilters(request, resolver)
        answer.warnings += resolver.warnings
        let order = try ReferenceOrder(
            request.sort, Self.shape(of: request), ignoringCase: request.ignoreCase)
        let parts = parts.union(order.parts)
        let needsObject = !filters.isEmpty || !parts.isDisjoint(with: [.object, .commit])
        var drafts = try await drafts(parts, reading: needsObject, &answer)
        drafts.removeAll { !filters.pointsAtWanted($0.tag.hexsha, target: $0.target) }
        drafts = try await filters.reached(drafts, commit: \.commit, noun: "tags", context, &answer)
        let tags = try await order.sorted(numbered(drafts.map(\.tag), parts), context, &answer)
        try await receiver.take(tags, of: answer)
        return answer
    }

    /// The tags with their places in version order, or only the last one in it.
    private func numbered(_ tags: [TagReference], _ parts: TagReference.Parts) -> [TagReference] {
        guard request.latest || parts.contains(.versionOrder) else { return tags }
        let places = VersionOrder(context.session.config).sortedIndices(of: tags.map(\.path.bytes))
        var tags = tags
        for (rank, place) in places.enumerated() { tags[place].versionOrder = rank + 1 }
        return request.latest ? places.last.map { [tags[$0]] } ?? [] : tags
    }

    // MARK: Reading

    private func drafts(
        _ parts: TagReference.Parts, reading needsObject: Bool, _ answer: inout Answer<NoSummary>
    ) async throws -> [Draft] {
        let (session, progress) = (context.session, context.progress)
        let found = try session.references.find(prefix: Array("refs/tags/".utf8)).filter(matches)
        progress?.begin("Reading tags", total: found.count)
        var outcomes: [Outcome] = []
        try await context.sharding.orderedChunks(
            count: found.count, size: Self.readTogether,
            makeWorker: { try Worker(session) },
            compute: { worker, range in
                defer { progress?.advance(by: range.count) }
                return try range.map {
                    try Self.read(found[$0], needsObject, parts, session, &worker)
                }
            },
            consume: { outcomes += $0 })
        var drafts: [Draft] = []
        for outcome in outcomes {
            switch outcome {
            case .draft(let draft): drafts.append(draft)
            case .omitted(let reason): answer.note(reason)
            }
        }
        return drafts
    }

    private func matches(_ found: FoundReference) -> Bool {
        guard !request.patterns.isEmpty else { return true }
        let name = ReferenceName.short(found.name)
        return request.patterns.contains { Glob.matches($0, name, ignoringCase: request.ignoreCase) }
    }

    private static func read(
        _ found: FoundReference, _ needsObject: Bool, _ parts: TagReference.Parts, _ session: Session,
        _ worker: inout Worker
    ) throws(RgitError) -> Outcome {
        let reference = try session.references.read(found)
        if let reason = OmittedReference(reference, "tag") { return .omitted(reason) }
        var draft = Draft(
            tag: TagReference(
                name: Text(reference.shortName), path: Text(reference.name), hexsha: reference.target,
                objectHexsha: reference.target, isAnnotated: false, isSigned: false, tagger: nil,
                committedDate: nil, message: nil, versionOrder: 0))
        guard needsObject else { return .draft(draft) }
        do throws(RgitError) {
            try fill(&draft, parts, &worker)
            return .draft(draft)
        } catch {
            return .omitted(.problem(error.reading("tag", reference)))
        }
    }

    private static func fill(
        _ draft: inout Draft, _ parts: TagReference.Parts, _ worker: inout Worker
    ) throws(RgitError) {
        let id = draft.tag.hexsha
        guard let header = try worker.reader.header(id) else {
            throw RgitError(.missingObject, "missing object", id.hex, object: id)
        }
        var end = (id: id, type: header.type)
        if header.type == .tag {
            let content = try worker.reader.bytes(id, .tag)
            let parsed: ParsedTag
            do throws(GitObjectError) {
                parsed = try TagParser.parse(content, id.format, id: id)
            } catch {
                throw RgitError(error)
            }
            let message = TagMessage(content, parsed)
            draft.target = parsed.target
            draft.tag.isAnnotated = true
            draft.tag.isSigned = message.isSigned
            draft.tag.tagger = message.tagger
            draft.tag.message = Text(message.message)
            guard let found = try worker.resolver.peelTags(parsed.target) else {
                throw RgitError(.missingObject, "missing object", parsed.target.hex, object: parsed.target)
            }
            end = found
        }
        draft.tag.objectHexsha = end.id
        guard end.type == .commit else { return }
        draft.commit = end.id
        guard parts.contains(.commit) else { return }
        let commit = worker.decoder.decode(end.id, try worker.reader.commit(end.id), refs: [])
        draft.tag.committedDate = commit.committer.date
    }
}
