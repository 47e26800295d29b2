// What the rows of an export depend on, as one hash: where it is the same, the rows are.

import GitObjects
import Records

/// The state of a repository, as far as an export depends on it.
struct ExportState {
    /// What the history is read from.
    private(set) var tips: [ExportEntry.Tip] = []
    /// A hash of references, boundaries, grafts, settings, and the mailmap and attributes outside of history.
    let hash: [UInt8]

    /// Looks at a repository.
    ///
    /// - Throws: `RgitError` where its references or one of `revisions` cannot be read.
    init(_ session: Session, revisions: [[UInt8]]) throws(RgitError) {
        // Everything with its length before it.
        var facts: [UInt8] = []
        func add(_ bytes: [UInt8]) {
            facts += Array("\(bytes.count) ".utf8)
            facts += bytes
        }
        add(Array("\(session.layout.objectFormat)".utf8))
        let head = Array("HEAD".utf8)
        if let end = try session.references.follow(head) {
            add(end.name)
            let id = end.id?.hex ?? []
            add(id)
            if end.id != nil { tips.append(ExportEntry.Tip(path: head, hexsha: id)) }
        }
        for reference in try session.references.references() {
            let id = reference.target.hex
            add(reference.name)
            add(id)
            add(reference.symbolicTarget ?? [])
            let isBroken = reference.defect != nil
            add([isBroken ? 1 : 0])
            let isTip = ["refs/heads/", "refs/remotes/", "refs/tags/"].contains {
                reference.name.hasPrefix($0)
            }
            if isTip, !isBroken { tips.append(ExportEntry.Tip(path: reference.name, hexsha: id)) }
        }
        if !revisions.isEmpty {
            let resolver = RevisionResolver(session: session, reader: try session.makeReader())
            tips = []
            for revision in revisions {
                // A range, which the history is asked for, has no object.
                let id = try resolver.find(revision)
                tips.append(ExportEntry.Tip(path: revision, hexsha: id?.hex ?? []))
            }
        }
        for file in Self.files(session) {
            add(file)
            add(try FileSystem.read(file, limit: 64 << 20, directory: .absent) ?? [])
        }
        var hash = SHA256()
        hash.add(facts)
        self.hash = hash.finish().hex
    }

    private static func files(_ session: Session) -> [[UInt8]] {
        let layout = session.layout
        var files = session.config.files
        files.append(HistoryOverrides.graftFile(layout, environment: session.environment))
        files.append(HistoryOverrides.shallowFile(layout, environment: session.environment))
        files.append(layout.commonDirectory.appendingPath("info/attributes"))
        if let top = layout.workTree {
            files += [".mailmap", ".gitattributes"].map { top.appendingPath($0) }
        }
        for key in ["mailmap.file", "core.attributesfile"] {
            if let path = session.config.path(key) { files.append(path) }
        }
        return files
    }
}
