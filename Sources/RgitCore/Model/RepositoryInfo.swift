// A repository at a glance: where it is, what it is, where HEAD is, and how large it is.

import GitObjects
import Records

/// What there is to say about a repository in one look (GitPython's `Repo` and its attributes).
public struct RepositoryInfo: Record, Hashable, Codable {
    /// Where a remote is fetched from and pushed to.
    public struct Remote: Hashable, Codable, Sendable {
        /// The remote's name.
        public var name: Text
        /// The URL it is fetched from, `url.*.insteadOf` applied; `nil` where it has none.
        public var url: Text?
        /// The URL it is pushed to; `nil` where it has none.
        public var pushURL: Text?
    }

    /// The root of the working tree, absolute; `nil` in a bare repository.
    public var workingTreeDirectory: Text?
    /// The git directory of this working tree, absolute.
    public var gitDirectory: Text
    /// The git directory that all working trees share, absolute.
    public var commonDirectory: Text
    /// Whether there is no working tree.
    public var isBare: Bool
    /// Whether history ends early, at the boundary of a shallow clone.
    public var isShallow: Bool
    /// Whether objects are fetched when they are needed.
    public var isPartial: Bool
    /// Whether only a part of the files is checked out.
    public var isSparse: Bool
    /// What has been begun and is not finished.
    public var state: OngoingOperation
    /// Whether the working tree was added by `git worktree`.
    public var isLinkedWorktree: Bool
    /// How objects are named, `sha1` or `sha256`.
    public var objectFormat: Text
    /// How references are stored, `files` or `reftable`.
    public var referenceFormat: Text
    /// Where HEAD is; `nil` where it cannot be read.
    public var head: Head?
    /// The shortened name of HEAD's commit.
    public var abbreviatedHead: Text?
    /// The full name of the reference that the active branch follows.
    public var trackingBranch: Text?
    /// The name of the default branch, without `refs/heads/` or the remote's name.
    public var defaultBranch: Text?
    /// HEAD's commit as `git describe --tags` names it; `nil` where no tag leads to it.
    public var describe: Text?
    /// The remotes, by name.
    public var remotes: [Remote] = []
    /// The number of local branches; `nil` where it was not asked for.
    public var branches: Int?
    /// The number of tags; `nil` where it was not asked for.
    public var tags: Int?
    /// The number of objects, alternates left out; `nil` where it was not asked for.
    public var objects: Int?
    /// The number of packs, alternates left out; `nil` where it was not asked for.
    public var packs: Int?
    /// The disk space that the objects take, in bytes; `nil` where it was not asked for.
    public var sizeBytes: Int?
    /// What the file `description` says; `nil` where there is none.
    public var description: Text?
    /// The other object directories that objects are read from.
    public var alternates: [Text] = []
    /// How large what references reach is; `nil` where it was not asked for.
    public var history: HistorySize?

    /// The parts that are looked up only where they are asked for.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// `abbreviatedHead`
        public static let abbreviation = Parts(rawValue: 1)
        /// `trackingBranch`
        public static let trackingBranch = Parts(rawValue: 2)
        /// `defaultBranch`
        public static let defaultBranch = Parts(rawValue: 4)
        /// `describe`
        public static let describe = Parts(rawValue: 8)
        /// `remotes`
        public static let remotes = Parts(rawValue: 16)
        /// `branches` and `tags`
        public static let referenceCounts = Parts(rawValue: 32)
        /// `objects`, `packs` and `sizeBytes`
        public static let store = Parts(rawValue: 64)
        /// `description`
        public static let description = Parts(rawValue: 128)
        /// `alternates`
        public static let alternates = Parts(rawValue: 256)
        /// `state` and `isSparse`
        public static let workTree = Parts(rawValue: 512)
        /// `history`, for which every tree is read
        public static let history = Parts(rawValue: 1024)
        /// Everything but `history`.
        public static let all = Parts(rawValue: 1023)
    }

    /// The name of the branch that is checked out, without `refs/heads/`; `nil` when HEAD is detached.
    public var activeBranch: Text? { head?.branchName }
}
