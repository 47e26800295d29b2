// An entry of a tree or of the index, as people and programs see it: GitPython's `Blob`, `Tree` and `Submodule`.

import GitObjects
import Records

/// A file, a directory or a submodule of a revision, or an entry of the index.
public struct FileEntry: Record, Hashable, Codable {
    /// The path from the top.
    public var path: Text
    /// `blob`, `tree`, or `commit` for a submodule.
    public var type: ObjectType
    /// The mode as it is recorded, such as 0o100644.
    public var mode: UInt32
    /// The object; a submodule's is a commit of another repository.
    public var hexsha: ObjectID
    /// The size of a blob in bytes; `nil` for anything else, and where the blob is missing.
    public var size: Int?
    /// What only an entry of the index has.
    public var index: IndexState?
    /// The commit that last changed it; `nil` where it was not asked for, and where it cannot be known.
    public var lastCommit: LastCommit?

    /// What the index says about a file beside its content.
    public struct IndexState: Hashable, Codable, Sendable {
        /// 0, or 1 to 3 for the versions of a path in conflict: the base, ours and theirs.
        public var stage: Int
        /// Whether a sparse checkout leaves it out.
        public var skipWorktree: Bool
        /// `git update-index --assume-unchanged`
        public var assumeUnchanged: Bool
        /// `git add --intent-to-add`
        public var intentToAdd: Bool
    }

    /// The commit that git log -1 shows for a path.
    public struct LastCommit: Hashable, Codable, Sendable {
        /// The commit.
        public var hexsha: ObjectID
        /// Who wrote it and when; the name is the one the mailmap gives.
        public var author: Signature
        /// Who committed it and when.
        public var committer: Signature
        /// Its subject, git's `%s`.
        public var summary: Text
        /// Whether it is on the boundary of a shallow clone, so that an earlier commit may have made the change.
        public var isBoundary: Bool
    }

    /// The parts of an entry that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The size.
        public static let size = Parts(rawValue: 1)
        /// The commit that last changed it.
        public static let lastCommit = Parts(rawValue: 2)
        /// All parts.
        public static let all: Parts = [.size, .lastCommit]
    }
}
