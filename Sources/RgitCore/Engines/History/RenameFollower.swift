// Follows one file's history beyond its renames, as `git log --follow` does.

import GitObjects

/// Selects the commits of `--follow`: by the pathspec as given, and once that has turned out to be one file, by the path it
/// had at the commit the walk has come to.
struct RenameFollower {
    private let reader: ObjectReader
    private let mergesFirstParent: Bool
    /// Whether a commit without parents adds its files (`log.showRoot`).
    private let showsRoots: Bool
    private let worker: DiffWorker
    /// The search for the source of an addition.
    private var search: RenameDetection.Options
    private let pathspec: Pathspec
    /// The path that an addition has to have for its source to be followed.
    private var path: [UInt8]
    /// Whether a source has been found, so that only `path` counts from here on.
    private var isRenamed = false

    /// Starts with the one pathspec that `--follow` needs; it may be a directory or a pattern.
    ///
    /// - Parameters:
    ///   - options: How renames are looked for, among what the pathspec selects and beyond it.
    ///   - merges: What a merge is compared with: its first parent, or nothing.
    /// - Throws: `usage` for anything else: git then selects all merges, or takes another path from each parent.
    init(
        _ pathspec: Pathspec, session: Session, reader: ObjectReader, options: DiffOptions,
        merges: MergeDiff
    ) throws(RgitError) {
        guard let only = pathspec.items.first, pathspec.items.count == 1 else {
            throw RgitError(.usage, "--follow requires exactly one pathspec")
        }
        guard only.attributes.isEmpty else {
            throw RgitError(.usage, "one file is followed, not those with an attribute", "--follow")
        }
        guard merges == .off || merges == .firstParent else {
            throw RgitError(
                .usage, "a file is not followed through each parent of a merge", "--diff-merges",
                hint: "'--diff-merges=first-parent' compares merges with their first parents")
        }
        self.pathspec = pathspec
        path = only.match
        self.reader = reader
        mergesFirstParent = merges == .firstParent
        showsRoots = try session.config.bool("log.showroot") ?? true
        let settings = try DiffSettings(options, config: session.config)
        worker = try DiffWorker(
            session, reader: reader, settings: settings, submodules: try SubmoduleSettings(session))
        search = settings.renames
        search.mode = .copiesHarder
        // Git gives this search the configured limit, whatever `-l` says.
        search.limit = try DiffSettings(DiffOptions(), config: session.config).renames.limit
    }

    /// What a commit changed of the file, and from there on the path the file had before; `nil` when it changed nothing.
    ///
    /// A merge changes nothing, unless merges are compared with their first parents, nor does a commit without parents where
    /// `log.showRoot` is false. As in git the source of a file is looked for where its addition is all that a commit changed
    /// of the pathspec; among several changes renames are found as in any comparison, and the pathspec stays.
    mutating func visit(_ id: ObjectID, _ loader: CommitLoader) throws(RgitError) -> [FileChange]? {
        let links = try loader.links(id)
        if links.parents.count > 1, !mergesFirstParent { return nil }
        if links.parents.isEmpty, !showsRoots { return nil }
        var parentTree: ObjectID?
        if let parent = links.parents.first { parentTree = try loader.links(parent).tree }
        let changes =
            isRenamed
            ? try changes(from: parentTree, to: links.tree, filter: LiteralPath(path: path))
            : try changes(from: parentTree, to: links.tree, filter: pathspec)
        guard let first = changes.first else { return nil }
        guard changes.count == 1, first.kind == .added else { return changes }

        let everything = try TreeDiff.allFiles(from: parentTree, to: links.tree, reader: reader)
        search.onlyDestination = path
        defer { worker.contents.forget() }
        let outcome = try RenameDetection.run(everything, options: search, contents: worker.contents)
        guard let found = outcome.changes.first(where: { $0.oldPath != nil && $0.path == path }),
            let oldPath = found.oldPath
        else { return changes }
        path = oldPath
        isRenamed = true
        return [found]
    }

    private func changes(
        from old: ObjectID?, to new: ObjectID, filter: some PathFilter
    ) throws(RgitError) -> [FileChange] {
        try worker.changes(from: old, to: new, filter: filter)
    }
}

/// One path, and everything below it.
private struct LiteralPath: PathFilter {
    let path: [UInt8]

    func matches(_ path: [UInt8], isGitlink: Bool) -> Bool {
        path.starts(with: self.path)
            && (path.count == self.path.count || path[self.path.count] == 0x2f || self.path.isEmpty)
    }

    func directory(_ path: [UInt8]) -> DirectoryAnswer {
        if matches(path, isGitlink: false) { return .all }
        return self.path.count > path.count && self.path.starts(with: path) && self.path[path.count] == 0x2f
            ? .some : .none
    }
}
