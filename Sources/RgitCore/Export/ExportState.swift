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
    init(_ session: Session, revisions: [[UInt8]]) async throws {
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
                for end in Self.ends(of: revision) {
                    let id = try resolver.find(end)?.hex ?? []
                    add(end)
                    add(id)
                    tips.append(ExportEntry.Tip(path: end, hexsha: id))
                }
            }
        }
        for (object, replacement) in session.replacements.sorted(by: { $0.key < $1.key }) {
            add(object.hex)
            add(replacement.hex)
        }
        // Also those of the environment and the command line.
        for setting in session.config.settings {
            add(setting.key)
            add(setting.value ?? [])
            add([setting.value == nil ? 1 : 0])
        }
        for file in try await Self.files(session) {
            add(file)
            add(try FileSystem.read(file, limit: 64 << 20, directory: .absent) ?? [])
        }
        if let mailmap = session.environment.mailmap { add(mailmap) }
        var hash = SHA256()
        hash.add(facts)
        self.hash = hash.finish().hex
    }

    /// The names in a revision or a range.
    private static func ends(of revision: [UInt8]) -> [[UInt8]] {
        let text = revision.first == UInt8(ascii: "^") ? Array(revision.dropFirst()) : revision
        let dot = UInt8(ascii: ".")
        guard let first = text.indices.dropLast().first(where: { text[$0] == dot && text[$0 + 1] == dot })
        else { return [text] }
        let rest = text[(first + 2)...].drop { $0 == dot }
        return [Array(text[..<first]), Array(rest)].map { $0.isEmpty ? Array("HEAD".utf8) : $0 }
    }

    private static func files(_ session: Session) async throws -> [[UInt8]] {
        let layout = session.layout
        var files = IgnoredRevisions.configuredFiles(session)
        files.append(HistoryOverrides.graftFile(layout, environment: session.environment))
        files.append(HistoryOverrides.shallowFile(layout, environment: session.environment))
        files += AttributeReader.generalFiles(session)
        if let path = session.settingPath("mailmap.file") { files.append(path) }
        if let top = layout.workTree {
            files += [".mailmap", ".gitattributes"].map { top.appendingPath($0) }
            for directory in try await directories(session) {
                files.append(top.appendingPath(directory).appendingPath(".gitattributes"))
            }
        }
        return files
    }

    /// The directories of HEAD, in each of which the working tree may have a `.gitattributes`, known to git or not.
    private static func directories(_ session: Session) async throws -> [[UInt8]] {
        guard try session.references.resolve("HEAD") != nil else { return [] }
        let context = QueryContext(session: session, sharding: Sharding(jobs: 1))
        var request = FilesRequest()
        request.trees = true
        let settled = try FilesQuery.settled(request, in: session)
        let files = try await FilesQuery.run(settled, parts: [], in: context).collect().rows
        return files.filter { $0.type == .tree }.map(\.path.bytes)
    }
}
