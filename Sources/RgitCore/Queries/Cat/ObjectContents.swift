// Answers `rgit cat`: what the object holds that a name means.

import GitObjects

/// The contents of objects by name (git cat-file); for one worker.
package struct ObjectContents {
    private let session: Session
    private let reader: ObjectReader

    /// Reads objects of an open repository.
    package init(_ session: Session) throws(RgitError) {
        self.session = session
        reader = try session.makeReader()
    }

    /// The blob that a name means, tags followed, as `git cat-file blob` prints it.
    ///
    /// Throws `.revision` for a name that means nothing, or another object.
    package func blob(_ name: [UInt8], warnings: inout [Warning]) throws(RgitError) -> ObjectContent {
        let resolver = RevisionResolver(session: session, reader: reader)
        defer { warnings += resolver.warnings }
        guard let id = try resolver.find(name, hint: .blob) else { throw resolver.unknown(name) }
        guard let end = try resolver.peelTags(id) else { throw missing(id) }
        guard end.type == .blob else {
            throw RgitError(
                .revision, "a \(end.type.name), not a file", name,
                hint: end.type == .tree ? "'rgit files' lists it" : "write it like REV:PATH", object: end.id)
        }
        guard let content = try ObjectContent(end.id, reader) else { throw missing(end.id) }
        return content
    }

    /// The object that a name means, of any type and as it is stored (`git cat-file TYPE`).
    ///
    /// Throws `.revision` for a name that means nothing.
    package func raw(_ name: [UInt8], warnings: inout [Warning]) throws(RgitError) -> ObjectContent {
        let resolver = RevisionResolver(session: session, reader: reader)
        defer { warnings += resolver.warnings }
        guard let id = try resolver.find(name) else { throw resolver.unknown(name) }
        guard let content = try ObjectContent(id, reader) else { throw missing(id) }
        return content
    }

    /// What `git cat-file --batch` prints for a name: `HEXSHA TYPE SIZE`, the content and a line feed, or why not.
    ///
    /// `problems` gets what could not be read, beyond names that mean nothing. What `write` throws is thrown, and an error
    /// where a large object turns out to be damaged after its beginning was written: nothing can follow that.
    package func writeBatchEntry(
        _ name: [UInt8], warnings: inout [Warning], problems: inout [RgitError],
        to write: ([UInt8]) throws -> Void
    ) throws {
        let resolver = RevisionResolver(session: session, reader: reader)
        defer { warnings += resolver.warnings }
        var id: ObjectID?
        guard var content = open(name, resolver, &id, &problems), let id else {
            return try write(name + Array((resolver.ambiguity == nil ? " missing\n" : " ambiguous\n").utf8))
        }
        try write(id.hex + Array(" \(content.type.name) \(content.size)\n".utf8))
        while let bytes = try content.next() { try write(bytes) }
        try write([0x0a])
    }

    private func open(
        _ name: [UInt8], _ resolver: RevisionResolver, _ id: inout ObjectID?, _ problems: inout [RgitError]
    ) -> ObjectContent? {
        do throws(RgitError) {
            id = try resolver.find(name)
            guard let id else { return nil }
            return try ObjectContent(id, reader)
        } catch {
            problems.append(error)
            return nil
        }
    }

    private func missing(_ id: ObjectID) -> RgitError {
        RgitError(.missingObject, "missing object", id.hex, object: id)
    }
}
