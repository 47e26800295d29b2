// Follows traces for versions: one thread's way to read commits and compare trees for a search.

import GitObjects

/// Follows traces of a `VersionSearch` with a reader of its own.
struct VersionTracer {
    private let search: VersionSearch
    private let reader: ObjectReader
    private let loader: CommitLoader
    private let finder: OriginFinder
    private let start: FileBlame.Start

    /// Prepares to follow traces for the versions of `start`.
    init(
        _ search: VersionSearch, session: Session, reader: ObjectReader, start: FileBlame.Start
    ) throws(RgitError) {
        self.search = search
        self.reader = reader
        self.start = start
        loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
        finder = try OriginFinder(session: session, reader: reader)
    }

    /// The row of a commit.
    func row(of commit: CommitIndex) throws(RgitError) -> VersionSearch.Row {
        try search.load(commit, loader)
    }

    /// The files of a parent that lines of a commit may have been copied from, in git's order: those that the commit changed,
    /// or all.
    func copySources(
        in parent: VersionSearch.Row, of commit: VersionSearch.Row, all: Bool
    ) throws(RgitError) -> [CopySource] {
        var files: [(path: [UInt8], version: FileVersion?)]
        if all || commit.id.isZero {
            files = try TreeDiff.changes(from: nil, to: parent.tree, reader: reader).map { ($0.path, $0.new) }
            // What is not committed is compared as git compares it: the index, with the file blamed as it is.
            if !all { files.removeAll { start.tracked[$0.path] == $0.version } }
        } else {
            files = try TreeDiff.changes(from: parent.tree, to: commit.tree, reader: reader).map {
                ($0.path, $0.old)
            }
        }
        return files.compactMap { path, version in
            guard let version, version.mode != .gitlink else { return nil }
            return CopySource(path: path, blob: version.id)
        }
    }

    /// Follows a trace to its end, which the search then knows.
    func follow(_ trace: Int32) {
        do throws(RgitError) {
            try chase(trace)
        } catch {
            search.fail(trace, error)
        }
    }

    private func chase(_ trace: Int32) throws(RgitError) {
        var (commit, path) = search.start(of: trace)
        var bytes = search.path(path)
        var components = bytes.split(separator: 0x2f).map { Array($0) }
        var key = ChangedPathKey(bytes)
        var row = try search.load(commit, loader)
        var trail: PathTrail?
        while true {
            switch search.pass(trace, commit, path) {
            case .joined: return
            case .circle: return search.finish(trace, at: commit, path, date: row.date)
            case .free: break
            }
            guard !row.isStop, let first = row.parents.first else {
                return search.finish(trace, at: commit, path, date: row.date)
            }
            let parent = try search.load(first, loader)
            if let position = row.position, loader.graph?.mayHaveChanged([key], at: position) == false {
                trail = nil
                commit = first
                row = parent
                continue
            }
            if !row.id.isZero {
                let own =
                    if let trail { trail } else {
                        try PathTrail(tree: row.tree, components: components, reader: reader)
                    }
                let other = try PathTrail(
                    tree: parent.tree, components: components, reader: reader, beside: own)
                if own.agrees(with: other, depth: components.count) {
                    trail = other
                    commit = first
                    row = parent
                    continue
                }
            }
            trail = nil
            var parents = [parent]
            for index in row.parents.dropFirst() { parents.append(try search.load(index, loader)) }
            guard let origin = try origin(row, bytes, parents.map(\.tree)) else {
                commit = first
                row = parent
                continue
            }
            guard let whole = origin.whole else {
                let sources = origin.sources.map { source in
                    (source, row.parents[source.parent], parents[source.parent].date)
                }
                return search.finish(trace, at: commit, path, date: row.date, sources: sources)
            }
            commit = row.parents[whole.parent]
            row = parents[whole.parent]
            if whole.path != bytes {
                bytes = whole.path
                path = search.number(of: bytes)
                components = bytes.split(separator: 0x2f).map { Array($0) }
                key = ChangedPathKey(bytes)
            }
        }
    }

    /// How a path of a commit came to be; `nil` where it is as in the first parent.
    private func origin(
        _ row: VersionSearch.Row, _ path: [UInt8], _ parents: [ObjectID]
    ) throws(RgitError) -> PathOrigin? {
        let filter = PathSet([path])
        if row.id.isZero, let content = start.content {
            return try finder.origin(
                of: path, filter: filter, version: start.version, content: content,
                tracked: Set(start.tracked.keys), parents: parents)
        }
        return try finder.origin(of: path, filter: filter, tree: row.tree, parents: parents)
    }
}
