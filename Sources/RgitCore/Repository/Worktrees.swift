// The working trees of a repository and what git keeps of them (git-worktree(1)).

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

    /// The root of the working tree; of the main one in a bare repository that itself. `nil` where its file has vanished.
    func path() throws(RgitError) -> [UInt8]? {
        guard id != nil else {
            return Self.withoutDotGit(FileSystem.realPath(gitDirectory) ?? gitDirectory)
        }
        return try dotGitFile().map(Self.withoutDotGit)
    }

    /// Why it is locked, perhaps empty; `nil` where it is not.
    func lockReason() throws(RgitError) -> [UInt8]? {
        guard id != nil, FileSystem.existsUnfollowed(lockFile) else { return nil }
        return (try FileSystem.read(lockFile, limit: FileSystem.SizeLimit.line) ?? []).trimmed
    }

    /// Why git would remove what it keeps of it; `nil` where it would not.
    func pruneReason() throws(RgitError) -> [UInt8]? {
        guard id != nil, !FileSystem.existsUnfollowed(lockFile), let file = try dotGitFile() else {
            return nil
        }
        if file.isEmpty { return Array("invalid gitdir file".utf8) }
        if FileSystem.existsUnfollowed(file) { return nil }
        return Array("gitdir file points to non-existent location".utf8)
    }

    private var lockFile: [UInt8] { gitDirectory.appendingPath("locked") }

    /// The path of the working tree's `.git` file.
    private func dotGitFile() throws(RgitError) -> [UInt8]? {
        guard
            var text = try FileSystem.read(
                gitDirectory.appendingPath("gitdir"), limit: FileSystem.SizeLimit.line)
        else { return nil }
        while let last = text.last, ASCII.isSpace(last) { text.removeLast() }
        // Relative ones are written by later gits.
        return text.isEmpty || text.isAbsolutePath ? text : gitDirectory.appendingPath(text).normalizedPath
    }

    private static func withoutDotGit(_ path: [UInt8]) -> [UInt8] {
        path.hasSuffix("/.git") ? path.parentPath : path
    }
}
