// The working trees of a repository, as far as their HEADs matter to history (git-worktree(1)).

import GitObjects

/// One of a repository's working trees.
struct WorktreeEntry: Sendable, Equatable {
    /// The name below `worktrees/`; `nil` for the main one.
    let id: [UInt8]?
    let gitDirectory: [UInt8]
    let isCurrent: Bool

    /// The main working tree first, then the linked ones in the order the directory lists them.
    static func all(_ layout: RepositoryLayout) -> [WorktreeEntry] {
        let current = FileSystem.realPath(layout.gitDirectory) ?? layout.gitDirectory
        func entry(_ id: [UInt8]?, _ directory: [UInt8]) -> WorktreeEntry {
            WorktreeEntry(
                id: id, gitDirectory: directory,
                isCurrent: (FileSystem.realPath(directory) ?? directory) == current)
        }
        var result = [entry(nil, layout.commonDirectory)]
        let parent = layout.commonDirectory.appendingPath("worktrees")
        for name in FileSystem.list(parent) ?? [] {
            let directory = parent.appendingPath(name)
            // One whose `gitdir` file is gone is no working tree any more.
            guard let status = FileSystem.status(directory.appendingPath("gitdir")), status.size > 0 else {
                continue
            }
            result.append(entry(name, directory))
        }
        return result
    }

    /// The name by which another working tree reads this one's HEAD.
    var headName: [UInt8] {
        id.map { Array("worktrees/".utf8) + $0 + Array("/HEAD".utf8) } ?? Array("main-worktree/HEAD".utf8)
    }
}
