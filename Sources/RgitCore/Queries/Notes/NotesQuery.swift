// Answers `rgit notes`: what notes say about objects.

import GitObjects
import Records

/// What `rgit notes` was asked.
public struct NotesRequest: Hashable, Codable, Sendable {
    /// The objects whose notes are wanted; empty for all notes.
    public var revisions: [[UInt8]] = []
    /// `--ref`: the notes reference, in short or in full; `nil` for the one in force.
    public var ref: [UInt8]?
    /// Whether the texts alone are printed.
    public var asLines = false

    /// `rgit notes` without arguments.
    public init() {}
}

/// The notes of a repository (git notes list, git notes show).
package struct NotesQuery: Query {
    package typealias Row = NoteEntry
    package typealias Summary = YesOrNo

    package let context: QueryContext
    private let request: NotesRequest
    private let parts: NoteEntry.Parts

    package static func textForm(of request: NotesRequest) -> TextForm? { request.asLines ? .document : nil }
    package static func isNo(_ summary: YesOrNo, hasRows: Bool) -> Bool { !summary.isYes }
    package static func whyEmpty(_ request: NotesRequest) -> String { "no notes" }

    package init(_ request: NotesRequest, parts: NoteEntry.Parts, in context: QueryContext) {
        self.context = context
        self.request = request
        self.parts = parts
    }

    package func run(_ receiver: RowReceiver<NotesQuery>) async throws -> Answer<YesOrNo> {
        let (rows, answer) = try find()
        try await receiver.take(rows, of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<YesOrNo> {
        let (rows, answer) = try NotesQuery(request, parts: .all, in: context).find()
        for row in rows { try await output(row.message.bytes) }
        return answer
    }

    /// The notes, and whether every object that was asked for has one.
    private func find() throws(RgitError) -> (rows: [NoteEntry], answer: Answer<YesOrNo>) {
        let session = context.session
        var answer = Answer(YesOrNo(isYes: true), from: session)
        answer.isShallow = false
        let reader = try session.makeReader()
        let resolver = RevisionResolver(session: session, reader: reader)
        let ref = try reference()
        var objects: [ObjectID] = []
        for revision in request.revisions {
            guard let id = try resolver.find(revision) else { throw resolver.unknown(revision) }
            objects.append(id)
        }
        answer.warnings = resolver.warnings
        var found: [(object: ObjectID, note: ObjectID)] = []
        if let target = try session.references.resolve(ref) {
            guard let tree = try resolver.peel(target, to: .tree) else {
                throw RgitError(.damaged, "no tree of notes", ref, object: target)
            }
            let notes = NotesTree(tree, reader)
            if request.revisions.isEmpty {
                found = try notes.all()
            } else {
                for object in objects {
                    if let note = try notes.note(about: object) { found.append((object, note)) }
                }
            }
        }
        if found.count < objects.count { answer.summary.isYes = false }
        var rows: [NoteEntry] = []
        rows.reserveCapacity(found.count)
        for (object, note) in found {
            do throws(RgitError) {
                let text = parts.contains(.message) ? try reader.bytes(note, .blob) : []
                rows.append(
                    NoteEntry(hexsha: object, noteHexsha: note, message: Text(text), ref: Text(ref)))
            } catch {
                answer.problems.append(error)
            }
        }
        return (rows, answer)
    }

    /// The full name of the reference: that of the request, of `GIT_NOTES_REF`, of `core.notesRef`, or the usual one.
    private func reference() throws(RgitError) -> [UInt8] {
        let session = context.session
        let prefix = Array("refs/notes/".utf8)
        var ref =
            session.environment["GIT_NOTES_REF"] ?? session.config.string("core.notesref")
            ?? prefix + Array("commits".utf8)
        if let asked = request.ref {
            ref =
                asked.starts(with: prefix)
                ? asked : asked.hasPrefix("notes/") ? Array("refs/".utf8) + asked : prefix + asked
        }
        guard ref.starts(with: prefix) else {
            throw RgitError(.usage, "refusing to read notes outside of refs/notes/", ref)
        }
        return ref
    }
}

extension NotesQuery {
    package static func shape(of request: NotesRequest) -> DocumentShape<NoteEntry, Answer<YesOrNo>> {
        shape
    }

    private static let shape = DocumentShape(
        NotesQuery.self, name: "notes", rows: "notes", rowHelp: "A note.",
        fields: [
            .objectID(
                "hexsha", help: "The object it is about, most often a commit.",
                column: TableColumn("OBJECT", role: .hash)
            ) { $0.hexsha },
            .objectID("note_hexsha", help: "The blob that holds it.") { $0.noteHexsha },
            Field(
                "message", .string, help: "The text.", needs: .message,
                column: TableColumn("NOTE", shrink: .end(minimum: 20)),
                display: { note, writer in writer.text(note.summary) },
                write: { $1.text($0.message) }),
            Field("ref", .string, help: "The full name of the notes reference.") { $1.text($0.ref) },
        ])
}
