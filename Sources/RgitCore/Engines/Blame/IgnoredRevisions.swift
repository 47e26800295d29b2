// Gathers the commits whose changes a blame ignores: --ignore-rev, --ignore-revs-file and blame.ignoreRevsFile, as git reads them.

import GitObjects
import Records

/// The commits whose changes are not to be blamed.
enum IgnoredRevisions {
    /// The commits that revisions and files of revisions name.
    ///
    /// The configured files come first, in the order of their names; an empty name forgets what the files before it said.
    /// File names are relative to where git works, mostly the top of the working tree.
    static func resolve(
        revisions: [[UInt8]], files: [[UInt8]], session: Session, reader: ObjectReader
    ) throws(RgitError) -> Set<ObjectID> {
        var ignored: Set<ObjectID> = []
        for file in configured(session) + files {
            if file.isEmpty {
                ignored.removeAll()
            } else {
                try add(file: file, to: &ignored, session, reader)
            }
        }
        for revision in revisions {
            do {
                ignored.insert(try session.resolveCommit(revision, reader: reader))
            } catch {
                guard error.kind == .revision else { throw error }
                throw RgitError(.revision, "cannot find revision to ignore", revision, hint: error.hint)
            }
        }
        return ignored
    }

    /// The absolute paths of the files that `blame.ignoreRevsFile` names.
    static func configuredFiles(_ session: Session) -> [[UInt8]] {
        configured(session).filter { !$0.isEmpty }.map { session.layout.commandDirectory.appendingPath($0) }
    }

    private static func configured(_ session: Session) -> [[UInt8]] {
        let home = session.environment["HOME"]
        let paths = session.config.all("blame.ignorerevsfile").map {
            UserDirectory.expand($0, home: home) ?? $0
        }
        return Set(paths).sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func add(
        file: [UInt8], to ignored: inout Set<ObjectID>, _ session: Session, _ reader: ObjectReader
    ) throws(RgitError) {
        let path = session.layout.commandDirectory.appendingPath(file)
        guard let content = try FileSystem.read(path, limit: FileSystem.SizeLimit.text) else {
            throw RgitError(.io, "could not open the list of revisions to ignore", file)
        }
        for line in content.split(separator: 0x0a) {
            let text = ASCII.trimmed(line.prefix { $0 != 0x23 })
            if text.isEmpty { continue }
            guard let id = ObjectID(hex: text, reader.format) else {
                throw RgitError(
                    .revision, "invalid object name in the list of revisions to ignore", Array(text),
                    hint: "lines have to be full object names; see '\(Text(file).string)'")
            }
            // What is not here, or no commit, cannot have changed anything.
            if let commit = commit(id, reader) { ignored.insert(commit) }
        }
    }

    private static func commit(_ id: ObjectID, _ reader: ObjectReader) -> ObjectID? {
        guard let header = try? reader.header(id) else { return nil }
        if header.type == .commit { return id }
        guard header.type == .tag, let object = try? reader.object(id),
            let target = try? TagTarget.read(object.bytes, of: id, reader.format)
        else { return nil }
        // A tag names an object made before it, so that this ends.
        return commit(target, reader)
    }
}
