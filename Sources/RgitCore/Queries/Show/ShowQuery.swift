// Answers `rgit show`: objects of every type, tags followed by what they point to.

import GitObjects
import Records

/// Objects by name (git show).
package struct ShowQuery: Query {
    package typealias Row = ShownObject
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: ShowRequest
    private let parts: ShownObject.Parts

    package static func demandedFields(
        of request: ShowRequest, for purpose: FieldSelection<ShownObject>.Purpose
    ) -> Set<String> { ["commit.stats"] }

    package static func tableForm(of request: ShowRequest) -> TextForm? { .document }
    package static func printsPatches(_ request: ShowRequest) -> Bool { request.patch == true }

    package init(_ request: ShowRequest, parts: ShownObject.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    /// Finds the answer. Where there are several revisions, those that name nothing or cannot be read are among the problems.
    package func run(_ receiver: RowReceiver<ShowQuery>) async throws -> Answer<NoSummary> {
        var answer = Answer(NoSummary(), from: context.session)
        let shower = try await ObjectShower(context, request, parts.commit)
        try await receiver.begin(answer)
        for revision in revisions {
            try Task.checkCancellation()
            let (objects, problem) = shower.objects(revision)
            for object in objects { try await receiver.receive(receiver.prepare([object])) }
            guard let problem else { continue }
            if revisions.count == 1, objects.isEmpty { throw problem }
            answer.problems.append(problem)
        }
        answer.problems += shower.problems
        answer.warnings = shower.warnings
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<NoSummary> {
        var answer = Answer(NoSummary(), from: context.session)
        let shower = try await ObjectShower(
            context, request, CommitHeading.parts)
        var text = try ShowText(context, request)
        for revision in revisions {
            try Task.checkCancellation()
            let (objects, problem) = shower.objects(revision)
            for object in objects {
                let needsContent = object.type == .tag || object.type == .blob
                let content = needsContent ? try shower.reader.bytes(object.hexsha, object.type) : []
                try await text.write(object, content, shower, to: output)
            }
            guard let problem else { continue }
            if revisions.count == 1, objects.isEmpty { throw problem }
            answer.problems.append(problem)
        }
        answer.problems += shower.problems + text.problems
        answer.warnings = shower.warnings + text.warnings
        return answer
    }

    private var revisions: [[UInt8]] { request.revisions.isEmpty ? [Array("HEAD".utf8)] : request.revisions }
}
