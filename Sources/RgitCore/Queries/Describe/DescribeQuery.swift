// Answers `rgit describe`: names for commits by the nearest tags.

import GitObjects
import Records

/// The descriptions of commits (git describe).
package struct DescribeQuery: Query {
    package typealias Row = DescribedRevision
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: DescribeRequest

    /// The number of commits read one by one before all are read at once.
    private static let maximumReads = 2000

    package static func textForm(of request: DescribeRequest) -> TextForm? {
        request.asLines ? .document : nil
    }

    package init(_ request: DescribeRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package func run(_ receiver: RowReceiver<DescribeQuery>) async throws -> Answer<NoSummary> {
        let (rows, answer) = try await find()
        try await receiver.take(rows, of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<NoSummary> {
        let (rows, answer) = try await find()
        try await output(rows.flatMap { $0.describe.bytes + [0x0a] })
        return answer
    }

    private func find() async throws -> (rows: [DescribedRevision], answer: Answer<NoSummary>) {
        let revisions = request.revisions.isEmpty ? [Array("HEAD".utf8)] : request.revisions
        if request.contains { return try await findContaining(revisions) }
        let session = context.session
        let reader = try session.makeReader()
        let resolver = RevisionResolver(session: session, reader: reader)
        var answer = Answer(NoSummary(), from: session)
        var engine = try Describe(session, reader, request.options)
        guard engine.hasNames || request.options.always else {
            throw RgitError(
                .revision, "no names found, cannot describe anything",
                hint: request.options.tags || request.options.all ? nil : "'--tags' takes lightweight tags")
        }
        let mark = try mark()
        var rows: [DescribedRevision] = []
        var isPreloaded = false
        context.progress?.begin("Describing commits", total: revisions.count)
        for revision in revisions {
            try Task.checkCancellation()
            if !isPreloaded, engine.table.objectReads > Self.maximumReads {
                isPreloaded = true
                try await CommitPreloader(session: session, sharding: context.sharding).fill(&engine.table)
            }
            do throws(RgitError) {
                guard let asked = try resolver.find(revision) else { throw resolver.unknown(revision) }
                guard let commit = try resolver.peel(asked, to: .commit) else {
                    throw RgitError(.revision, "not a commit", revision, object: asked)
                }
                guard let found = try engine.describe(commit, asked: asked) else {
                    throw undescribed(revision, commit, engine)
                }
                rows.append(
                    DescribedRevision(
                        revision: Text(revision), hexsha: commit, describe: Text(found.text + (mark ?? [])),
                        name: found.name.map { Text($0) }, depth: found.depth,
                        isDirty: request.dirtyMark == nil && request.brokenMark == nil ? nil : mark != nil))
            } catch {
                guard revisions.count > 1 else { throw error }
                answer.problems.append(error)
            }
            context.progress?.advance(by: 1)
        }
        answer.warnings = resolver.warnings + engine.warnings
        return (rows, answer)
    }

    /// Why there is no description, in git's words.
    private func undescribed(_ revision: [UInt8], _ commit: ObjectID, _ engine: Describe) -> RgitError {
        if request.options.candidates == 0 {
            return RgitError(.revision, "no tag exactly matches", commit.hex, object: commit)
        }
        if engine.metUnusableName {
            return RgitError(
                .revision, "no annotated tags can describe", commit.hex,
                hint: "there were unannotated tags: try --tags", object: commit)
        }
        return RgitError(
            .revision, "no tags can describe", commit.hex, hint: "try --always, or create some tags",
            object: commit)
    }

    // MARK: The working tree

    /// What is written behind the description; `nil` for nothing.
    private func mark() throws(RgitError) -> [UInt8]? {
        guard request.dirtyMark != nil || request.brokenMark != nil else { return nil }
        guard context.session.layout.workTree != nil else {
            throw RgitError(.usage, "this operation must be run in a work tree")
        }
        do throws(RgitError) {
            guard try WorkTreeDiff.isModified(context.session) else { return nil }
            return request.dirtyMark ?? Array("-dirty".utf8)
        } catch {
            guard let brokenMark = request.brokenMark else { throw error }
            return brokenMark
        }
    }

    // MARK: Later commits

    /// Describes commits by what contains them, which is what name-rev answers.
    private func findContaining(
        _ revisions: [[UInt8]]
    ) async throws -> (rows: [DescribedRevision], answer: Answer<NoSummary>) {
        var names = NameRevRequest()
        names.revisions = revisions
        names.nameOnly = true
        names.peelsTags = true
        names.undefined = false
        names.always = request.options.always
        if !request.options.all {
            names.tags = true
            let tags = Array("refs/tags/".utf8)
            names.refs = request.options.match.map { tags + $0.bytes }
            names.exclude = request.options.exclude.map { tags + $0.bytes }
        }
        let (rows, answer) = try await NameRevQuery(names, parts: [], in: context).find()
        let described = rows.compactMap { row in
            row.name.map { DescribedRevision(revision: row.revision, hexsha: row.hexsha, describe: $0) }
        }
        return (described, answer)
    }
}

extension DescribeQuery {
    package static func shape(
        of request: DescribeRequest
    ) -> DocumentShape<DescribedRevision, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        DescribeQuery.self, name: "describe", rows: "revisions", rowHelp: "A commit with its description.",
        fields: [
            Field(
                "revision", .string, help: "The revision as it was asked for.",
                column: TableColumn("REVISION", shrink: .end(minimum: 12))
            ) { $1.text($0.revision) },
            Field(
                "describe", .string, help: "What git describe prints.",
                column: TableColumn("DESCRIPTION", role: .branch)
            ) { $1.text($0.describe) },
            .objectID("hexsha", help: "The commit.", column: TableColumn("COMMIT", role: .hash)) {
                $0.hexsha
            },
            .optionalText(
                "name", help: "The name it is described by; null without one, and with --contains."
            ) { $0.name },
            .optionalInteger(
                "depth", help: "How many commits it has that the name's commit has not.",
                column: TableColumn("DEPTH")
            ) { $0.depth },
            Field(
                "dirty", .boolean, nullable: true,
                help: "Whether the working tree has changes; null without --dirty and --broken."
            ) { row, writer in
                if let isDirty = row.isDirty { writer.bool(isDirty) } else { writer.null() }
            },
        ])
}
