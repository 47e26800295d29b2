// A working tree of the repository as people and programs see it.

import GitObjects
import Records

/// A working tree, the main one or one that `git worktree add` has made.
public struct Worktree: Record, Hashable, Codable {
    /// Its root, absolute; of a bare repository that itself.
    public var path: Text
    /// The commit that is checked out; `nil` in a bare repository and where the branch has none yet.
    public var hexsha: ObjectID?
    /// The full name of the branch that is checked out; `nil` when HEAD is detached.
    public var branch: Text?
    /// Whether HEAD names a commit and no branch.
    public var isDetached: Bool
    /// Whether it is the bare repository, which has no working tree.
    public var isBare: Bool
    /// Why it is locked, which may be empty; `nil` where it is not.
    public var lockReason: Text?
    /// Why `git worktree prune` would remove it; `nil` where it would not.
    public var pruneReason: Text?
    /// Whether it is the main one.
    public var isMain: Bool
    /// Whether it is the one that is asked from.
    public var isCurrent: Bool

    /// Whether it is locked.
    public var isLocked: Bool { lockReason != nil }
    /// Whether `git worktree prune` would remove it.
    public var isPrunable: Bool { pruneReason != nil }
}
