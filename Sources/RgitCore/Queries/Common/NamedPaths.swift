// Reads the paths that are asked about one by one, by the rules of git check-ignore and git check-attr.

import GitObjects

/// The paths of one question, relative to where it is asked.
struct NamedPaths {
    private let prefix: [UInt8]
    private let workTree: [UInt8]?

    init(_ layout: RepositoryLayout) {
        prefix = layout.prefix
        workTree = layout.workTree
    }

    /// A path from the top, a slash at its end kept.
    ///
    /// - Throws: `path` where it is outside of the repository.
    func path(_ word: [UInt8]) throws(RgitError) -> [UInt8] {
        let parser = PathspecParser(
            word: word, prefix: prefix, workTree: workTree, defaults: Pathspec.Defaults())
        return try parser.placed(word).0
    }

    /// A pathspec that has to be one path, with no magic but that of the top.
    ///
    /// - Throws: `usage` for other magic, `path` where it is outside of the repository.
    func item(_ word: [UInt8], environment: ProcessEnvironment) throws(RgitError) -> Pathspec.Item {
        let parser = PathspecParser(
            word: word, prefix: prefix, workTree: workTree, defaults: try Pathspec.Defaults(environment))
        let item = try parser.item()
        guard !item.excludes, !item.foldsCase, !item.options.contains(.pathname) else {
            throw RgitError(.usage, "pathspec magic does not go with this command", word)
        }
        return item
    }

    /// Throws `path` where a symbolic link or a submodule is on the way to `path`.
    func requireInside(_ path: [UInt8], word: [UInt8], index: IndexFile) throws(RgitError) {
        guard let workTree else { return }
        for slash in path.indices where path[slash] == 0x2f {
            let directory = Array(path[..<slash])
            // A slash at the end of a submodule's own path is no way into it.
            if slash + 1 < path.count, let position = index.firstIndex(of: directory),
                index.entries[position].mode == .gitlink
            {
                throw RgitError(
                    .path, "path is in submodule '\(directory.printableText)'", word,
                    hint: "ask in the submodule")
            }
            if FileSystem.status(workTree.appendingPath(directory), followLinks: false)?.isSymbolicLink
                == true,
                slash + 1 < path.count
            {
                throw RgitError(.path, "path is beyond a symbolic link", word)
            }
        }
    }
}

extension Pathspec.Defaults {
    /// Nothing special.
    init() {}
}
