// A path of a revision with the commits in which it was created and last changed.

import GitObjects
import Records

/// A file, a directory or a submodule of a revision, with the commits that made it what it is.
public struct ModifiedPath: Record, Hashable, Codable {
    /// The path from the top.
    public var path: Text
    /// `blob`, `tree`, or `commit` for a submodule.
    public var type: ObjectType
    /// The commit that last changed it, the first that `git log` shows for it; `nil` where it cannot be known.
    public var commit: FileEntry.LastCommit?
    /// The commit that created it, the last that `git log` shows for it; `nil` where it was not asked for, and where it
    /// cannot be known.
    public var created: FileEntry.LastCommit?

    /// The parts of a row that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The commit that created it.
        public static let created = Parts(rawValue: 1)
    }
}
