// Takes a file of the working tree for a blame, with HEAD and what is being merged as its parents.

import GitObjects

/// The working tree as git blame takes it for a commit that has not been made yet.
struct BlameWorkTree {
    let session: Session
    let reader: ObjectReader

    /// The file at `path`, which has to be in HEAD, in what is being merged, or in the index.
    ///
    /// - Throws: `path` where it is in none of them, `io` where it cannot be read, `revision` where there is no HEAD.
    func start(_ path: [UInt8]) throws(RgitError) -> FileBlame.Start {
        let top = try session.layout.requiredWorkTree(hint: "name a revision to blame a file of")
        let head = try session.headCommit(reader)
        let parents = [head] + (try mergeParents())
        let index = try session.index(reader)
        var isKnown = index.firstIndex(of: path) != nil
        let loader = CommitLoader(session: session, reader: reader)
        for parent in parents where !isKnown {
            let tree = try loader.links(parent).tree
            let found = try TreeDiff.changes(
                from: nil, to: tree, reader: reader, filter: PathSet([path])
            ).first?.new
            isKnown = found.map { $0.mode != .gitlink } ?? false
        }
        guard isKnown else { throw RgitError(.path, "no such file in HEAD", path) }

        guard let status = FileSystem.status(top.appendingPath(path), followLinks: false) else {
            throw FileSystem.failure("cannot read", path)
        }
        guard status.isRegular || status.isSymbolicLink else {
            throw RgitError(.io, "unsupported file type", path)
        }
        let mode: FileMode =
            status.isSymbolicLink ? .symlink : status.mode & 0o100 != 0 ? .executable : .regular
        let encodings = EncodingWarnings()
        let content = try WorkTreeReader(
            session, index: index, reader: reader, submodules: SubmoduleSettings(session),
            encodings: encodings
        ).content(path, mode)
        var start = FileBlame.Start(
            commit: reader.format.zero, path: path,
            version: FileVersion(mode: mode, id: try ContentName.blob(content, reader.format)),
            content: content, parents: parents)
        for entry in index.entries {
            start.tracked[entry.path] = FileVersion(mode: entry.mode, id: entry.id)
        }
        start.tracked[path] = start.version
        start.warnings = encodings.warnings
        return start
    }

    /// The commits of `MERGE_HEAD`, one a line.
    private func mergeParents() throws(RgitError) -> [ObjectID] {
        let file = session.layout.gitDirectory.appendingPath("MERGE_HEAD")
        guard let content = try FileSystem.read(file, limit: FileSystem.SizeLimit.text, directory: .absent)
        else { return [] }
        var parents: [ObjectID] = []
        for line in content.split(separator: 0x0a) {
            guard let id = ObjectID(hex: line.prefix(reader.format.hexCount), reader.format) else {
                throw RgitError(.damaged, "unknown line", file)
            }
            parents.append(id)
        }
        return parents
    }
}
