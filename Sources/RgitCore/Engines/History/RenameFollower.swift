// Follows one file's history beyond its renames, as `git log --follow` does.

import GitObjects

/// Keeps the path a file had at the commit the walk has come to.
struct RenameFollower {
    private let reader: ObjectReader
    private let firstParent: Bool
    private let worker: DiffWorker
    private var options: RenameDetection.Options
    /// The path the file has in the commits still to come.
    private(set) var path: [UInt8]

    /// Starts with the one path that `--follow` needs. A name with `*`, `?`, `[` or `\` in it is taken literally where one of
    /// the tips has it.
    init(
        _ pathspec: Pathspec, tips: [ObjectID], session: Session, reader: ObjectReader, firstParent: Bool
    ) throws(RgitError) {
        let loader = CommitLoader(session: session, reader: reader)
        var path: [UInt8]?
        if let (named, isPattern) = pathspec.singlePath {
            if !isPattern {
                path = named
            } else if try RenameFollower.exists(named, in: tips, loader) {
                path = named
            }
        }
        guard let path else {
            throw RgitError(
                .usage, "--follow requires exactly one path",
                hint: "git follows the first match of a pattern; rgit follows files by their names")
        }
        self.path = path
        self.reader = reader
        self.firstParent = firstParent
        let settings = try DiffSettings(DiffOptions(), config: session.config)
        worker = try DiffWorker(
            session, reader: reader, settings: settings, submodules: try SubmoduleSettings(session))
        options = settings.renames
        options.mode = .copiesHarder
    }

    private static func exists(
        _ path: [UInt8], in tips: [ObjectID], _ loader: CommitLoader
    ) throws(RgitError) -> Bool {
        for tip in tips {
            let tree = try loader.links(tip).tree
            if try TreeDiff.differ(nil, tree, reader: loader.reader, filter: LiteralPath(path: path)) {
                return true
            }
        }
        return false
    }

    /// What a commit changed of the file, and from there on the path the file had before; `nil` when it changed nothing.
    ///
    /// A merge changes nothing, unless only first parents are followed, as in `git log`.
    mutating func visit(_ id: ObjectID, _ loader: CommitLoader) throws(RgitError) -> [FileChange]? {
        let links = try loader.links(id)
        if links.parents.count > 1, !firstParent { return nil }
        var parentTree: ObjectID?
        if let parent = links.parents.first { parentTree = try loader.links(parent).tree }
        let filter = LiteralPath(path: path)
        let changes = try TreeDiff.changes(from: parentTree, to: links.tree, reader: reader, filter: filter)
        guard !changes.isEmpty else { return nil }
        guard changes.contains(where: { $0.old == nil }) else { return changes }

        let everything = try TreeDiff.allFiles(from: parentTree, to: links.tree, reader: reader)
        options.onlyDestination = path
        defer { worker.contents.forget() }
        let outcome = try RenameDetection.run(everything, options: options, contents: worker.contents)
        guard let found = outcome.changes.first(where: { $0.oldPath != nil && $0.path == path }),
            let oldPath = found.oldPath
        else { return changes }
        path = oldPath
        return [found]
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

extension Pathspec {
    /// The path, where there is exactly one pathspec that takes nothing away and heeds case, and whether it is a pattern.
    fileprivate var singlePath: (path: [UInt8], isPattern: Bool)? {
        guard items.count == 1, let item = items.first, !item.excludes, !item.foldsCase else { return nil }
        let path = item.match.last == 0x2f ? item.match.dropLast() : item.match
        return (path, item.wildcards != nil)
    }
}
