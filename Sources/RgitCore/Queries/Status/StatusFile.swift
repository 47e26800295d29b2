// A row of `rgit status`: one path that is changed, untracked or ignored.

import GitObjects
import Records

/// A path that `git status` lists.
public struct StatusFile: Record, Hashable, Codable {
    /// The path from the top; that of a directory that is listed as a whole ends in a slash.
    public var path: Text
    /// Where a renamed or copied file came from.
    public var oldPath: Text?
    /// git's letter for the index against HEAD, `.` where they are the same; `?` for untracked, `!` for ignored.
    public var x: String
    /// git's letter for the working tree against the index, `.` where they are the same; `?` for untracked, `!` for ignored.
    public var y: String
    /// Whether the index differs from HEAD.
    public var isStaged: Bool
    /// Whether the working tree differs from the index.
    public var isUnstaged: Bool
    /// Whether it is not tracked.
    public var isUntracked: Bool
    /// Whether it is ignored.
    public var isIgnored: Bool
    /// The versions of a path in conflict; empty where there is no conflict.
    public var stages: [Stage]
    /// What has changed of a submodule; `nil` for anything else.
    public var submodule: Submodule?
    /// The mode in HEAD; `nil` where it is not there.
    public var headMode: UInt32?
    /// The mode in the index; `nil` where it is not there.
    public var indexMode: UInt32?
    /// The mode in the working tree; `nil` where it is not there.
    public var workTreeMode: UInt32?
    /// The object in HEAD; `nil` where it is not there.
    public var headHexsha: ObjectID?
    /// The object in the index; `nil` where it is not there.
    public var indexHexsha: ObjectID?
    /// How much a renamed or copied file has in common with `oldPath`, in per cent.
    public var similarity: Int?

    /// Whether it is in conflict.
    public var isConflicted: Bool { !stages.isEmpty }

    /// A version of a path in conflict.
    public struct Stage: Hashable, Codable, Sendable {
        /// 1 for the common base, 2 for ours, 3 for theirs.
        public var stage: Int
        /// The mode.
        public var mode: UInt32
        /// The object.
        public var hexsha: ObjectID
    }

    /// What has changed of a submodule.
    public struct Submodule: Hashable, Codable, Sendable {
        /// Whether it is at another commit than the index says.
        public var hasNewCommits: Bool
        /// Whether tracked files in it have changed.
        public var isModified: Bool
        /// Whether there are untracked files in it.
        public var hasUntracked: Bool
    }
}

extension StatusFile {
    init(_ change: StatusChange) {
        let letters = change.letters
        path = Text(change.path)
        oldPath = change.oldPath.map { Text($0) }
        x = String(UnicodeScalar(letters.x))
        y = String(UnicodeScalar(letters.y))
        isStaged = change.staged != nil && !change.isConflicted
        isUnstaged = change.unstaged != nil && !change.isConflicted
        isUntracked = false
        isIgnored = false
        stages = change.stages.map { Stage(stage: $0.number, mode: $0.mode.rawValue, hexsha: $0.id) }
        submodule =
            change.isSubmodule
            ? Submodule(
                hasNewCommits: change.hasNewCommits, isModified: change.inside.modified,
                hasUntracked: change.inside.untracked)
            : nil
        headMode = change.headMode?.rawValue
        indexMode = change.indexMode?.rawValue
        workTreeMode = change.workTreeMode?.rawValue
        headHexsha = change.headID
        indexHexsha = change.indexID
        similarity = change.renameKind == nil ? nil : change.similarity
    }

    /// A path that is not tracked.
    init(untracked path: [UInt8], isIgnored: Bool) {
        self.path = Text(path)
        x = isIgnored ? "!" : "?"
        y = x
        isStaged = false
        isUnstaged = false
        isUntracked = !isIgnored
        self.isIgnored = isIgnored
        stages = []
    }
}

/// What `rgit status` answers beside its rows.
public struct StatusSummary: Record, Hashable, Codable {
    /// The commit that is checked out; `nil` where the branch has none yet.
    public var head: ObjectID?
    /// The branch that is checked out, without `refs/heads/`; `nil` when HEAD is detached.
    public var activeBranch: Text?
    /// Whether HEAD names a commit and no branch.
    public var isDetached = false
    /// The full name of the branch it follows; `nil` when none is configured.
    public var trackingBranch: Text?
    /// Whether the branch it follows is not there any more.
    public var isUpstreamGone = false
    /// The number of commits that the branch it follows has not; `nil` where it follows none, or they were not counted.
    public var ahead: Int?
    /// The number of commits that only the branch it follows has; `nil` where it follows none, or they were not counted.
    public var behind: Int?
    /// What has been begun and is not finished.
    public var state = OngoingOperation.none
    /// The number of stashes.
    public var stashCount = 0
    /// Whether index or working tree differ from HEAD; untracked files do not count.
    public var isDirty: Bool { !staged.isEmpty || !unstaged.isEmpty || !conflicted.isEmpty }
    /// The paths whose index differs from HEAD.
    public var staged: [Text] = []
    /// The paths whose working tree differs from the index.
    public var unstaged: [Text] = []
    /// The untracked files and directories.
    public var untrackedFiles: [Text] = []
    /// The paths in conflict.
    public var conflicted: [Text] = []
}
