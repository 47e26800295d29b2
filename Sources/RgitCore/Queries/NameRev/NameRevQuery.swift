// Answers `rgit name-rev`: names for commits by the references that lead to them.

import GitObjects
import Records

/// The names of revisions (git name-rev).
package struct NameRevQuery: Query {
    package typealias Row = NamedRevision
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: NameRevRequest

    package static func textForm(of request: NameRevRequest) -> TextForm? {
        request.asLines ? .document : nil
    }

    package init(_ request: NameRevRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package func run(_ receiver: RowReceiver<NameRevQuery>) async throws -> Answer<NoSummary> {
        let (rows, answer) = try await find()
        try await receiver.take(rows, of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<NoSummary> {
        let (rows, answer) = try await find()
        var text: [UInt8] = []
        for row in rows {
            if !request.nameOnly { text += row.revision.bytes + [0x20] }
            text += (row.name?.bytes ?? Array("undefined".utf8)) + [0x0a]
        }
        try await output(text)
        return answer
    }

    /// A revision and what it names.
    private struct Target {
        let revision: [UInt8]
        let id: ObjectID
        let isCommit: Bool
    }

    func find() async throws -> (rows: [NamedRevision], answer: Answer<NoSummary>) {
        let session = context.session
        let reader = try session.makeReader()
        let resolver = RevisionResolver(session: session, reader: reader)
        var answer = Answer(NoSummary(), from: session)
        var engine = try NameRev(session, reader, request.options)
        var targets: [Target] = []
        for revision in request.revisions {
            do throws(RgitError) {
                guard let id = try resolver.find(revision) else { throw resolver.unknown(revision) }
                guard let type = try reader.header(id)?.type else {
                    throw RgitError(.missingObject, "missing object", revision, object: id)
                }
                let commit = try resolver.peel(id, to: .commit)
                if let commit { try engine.include(commit) }
                if request.peelsTags {
                    guard let commit else { throw RgitError(.revision, "not a commit", revision, object: id) }
                    targets.append(Target(revision: revision, id: commit, isCommit: true))
                } else {
                    targets.append(Target(revision: revision, id: id, isCommit: type == .commit))
                }
            } catch {
                answer.problems.append(error)
            }
        }
        if request.all { engine.includeAll() }
        try await engine.spread(CommitPreloader(session: session, sharding: context.sharding))
        if request.all {
            targets = engine.commits.sorted().map { Target(revision: $0.hex, id: $0, isCommit: true) }
        }
        let abbreviation = request.always ? try UniqueAbbreviation(session, reader) : nil
        var rows: [NamedRevision] = []
        rows.reserveCapacity(targets.count)
        for target in targets {
            var name = engine.name(of: target.id, isCommit: target.isCommit)
            if name == nil, !request.undefined {
                guard let abbreviation else {
                    answer.problems.append(
                        RgitError(.revision, "cannot describe", target.revision, object: target.id))
                    continue
                }
                name = try abbreviation.short(target.id)
            }
            rows.append(
                NamedRevision(
                    revision: Text(target.revision), hexsha: target.id, name: name.map { Text($0) }))
        }
        answer.warnings = resolver.warnings
        return (rows, answer)
    }
}

extension NameRevRequest {
    /// Which references name commits.
    var options: NameRevOptions {
        NameRevOptions(tags: tags, namesOnly: nameOnly, refs: refs, exclude: exclude)
    }
}

/// Puts names behind the object names in a text (git name-rev --annotate-stdin).
package struct NameAnnotation {
    private let engine: NameRev
    private let nameOnly: Bool
    private let digits: Int

    /// Names all commits that references lead to.
    package init(_ request: NameRevRequest, in context: QueryContext) async throws {
        let session = context.session
        var engine = try NameRev(session, try session.makeReader(), request.options)
        engine.includeAll()
        try await engine.spread(CommitPreloader(session: session, sharding: context.sharding))
        self.engine = engine
        nameOnly = request.nameOnly
        digits = session.layout.objectFormat.hexCount
    }

    /// A line with ` (NAME)` behind each whole object name that has a name, or that name in its place.
    package func annotated(_ line: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var start = 0
        var count = 0
        for (place, byte) in line.enumerated() {
            guard ASCII.isDigit(byte) || (0x61...0x66).contains(byte) else {
                count = 0
                continue
            }
            count += 1
            let next = place + 1 < line.count ? line[place + 1] : 0
            guard count == digits, !(ASCII.isDigit(next) || (0x61...0x66).contains(next)) else { continue }
            count = 0
            let first = place + 1 - digits
            guard let id = ObjectID(hex: line[first...place], digits == 40 ? .sha1 : .sha256),
                let name = engine.name(ofMet: id)
            else { continue }
            if nameOnly {
                text += line[start..<first] + name
            } else {
                text += line[start...place] + Array(" (".utf8) + name + Array(")".utf8)
            }
            start = place + 1
        }
        return text + line[start...]
    }
}

extension NameRevQuery {
    package static func shape(of request: NameRevRequest) -> DocumentShape<NamedRevision, Answer<NoSummary>> {
        shape
    }

    private static let shape = DocumentShape(
        NameRevQuery.self, name: "name-rev", rows: "revisions", rowHelp: "A revision with its name.",
        fields: [
            Field(
                "revision", .string, help: "The revision as it was asked for.",
                column: TableColumn("REVISION", shrink: .end(minimum: 12))
            ) { $1.text($0.revision) },
            .optionalText(
                "name", help: "Its name, such as tags/v1.0~3^2; null where no reference leads to it.",
                column: TableColumn("NAME", shrink: .end(minimum: 16), role: .branch)
            ) { $0.name },
            .objectID("hexsha", help: "The object.") { $0.hexsha },
        ])
}
