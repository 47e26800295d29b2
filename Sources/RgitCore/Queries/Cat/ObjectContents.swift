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

    /// The bytes of the blob that a name means, tags followed, as `git cat-file blob` prints them.
    ///
    /// Throws `.revision` for a name that means nothing, or another object.
    package func blob(_ name: [UInt8], warnings: inout [Warning]) throws(RgitError) -> [UInt8] {
        let resolver = RevisionResolver(session: session, reader: reader)
        defer { warnings += resolver.warnings }
        guard let id = try resolver.find(name, hint: .blob) else { throw resolver.unknown(name) }
        guard let end = try resolver.peelTags(id) else {
            throw RgitError(.missingObject, "missing object", id.hex, object: id)
        }
        guard end.type == .blob else {
            throw RgitError(
                .revision, "a \(end.type.name), not a file", name,
                hint: end.type == .tree ? "'rgit files' lists it" : "write it like REV:PATH", object: end.id)
        }
        return try reader.bytes(end.id, .blob)
    }

    /// The bytes of the object that a name means, of any type and as they are stored (`git cat-file TYPE`).
    ///
    /// Throws `.revision` for a name that means nothing.
    package func raw(_ name: [UInt8], warnings: inout [Warning]) throws(RgitError) -> [UInt8] {
        let resolver = RevisionResolver(session: session, reader: reader)
        defer { warnings += resolver.warnings }
        guard let id = try resolver.find(name) else { throw resolver.unknown(name) }
        return try reader.object(id).bytes
    }

    /// What `git cat-file --batch` prints for a name: `HEXSHA TYPE SIZE`, the content and a line feed, or why not.
    ///
    /// `problems` gets what could not be read, beyond names that mean nothing.
    package func batchEntry(
        _ name: [UInt8], warnings: inout [Warning], problems: inout [RgitError]
    ) -> [UInt8] {
        let resolver = RevisionResolver(session: session, reader: reader)
        defer { warnings += resolver.warnings }
        do throws(RgitError) {
            guard let id = try resolver.find(name) else {
                return name + Array((resolver.ambiguity == nil ? " missing\n" : " ambiguous\n").utf8)
            }
            guard let object = try reader.objectIfPresent(id) else { return name + Array(" missing\n".utf8) }
            let header = " \(object.type.name) \(object.bytes.count)\n"
            return id.hex + Array(header.utf8) + object.bytes + [0x0a]
        } catch {
            problems.append(error)
            return name + Array(" missing\n".utf8)
        }
    }
}
