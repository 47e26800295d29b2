// How much of a history's size one path, directory, extension or blob is: a row of `rgit weight`.

import GitObjects
import Records

/// The blobs that history holds at one path, or that are summed by something else.
public struct BlobWeight: Record, Hashable, Codable {
    /// What the blobs have in common.
    public enum Key: Hashable, Codable, Sendable {
        /// They were at this path.
        case path(Text)
        /// They were in this directory, empty at the top, or below it.
        case directory(Text)
        /// They had this extension, empty for none.
        case `extension`(Text)
        /// It is this blob, which was at these paths, in byte order.
        case blob(ObjectID, paths: [Text])
        /// All of them, each counted once.
        case total
    }

    /// What the blobs have in common.
    public var key: Key
    /// How many paths they were at.
    public var paths = 0
    /// How many distinct blobs there are at each path, summed up.
    public var versions = 0
    /// The sizes of their contents in bytes.
    public var bytes = 0
    /// What they take where they are stored, in bytes; deltas without their bases.
    public var diskBytes = 0
    /// The size of the largest of them in bytes.
    public var maxBytes = 0
    /// Whether `HEAD` has the path, one of the paths that are summed up, or the blob at any path.
    public var isPresent = false
    /// When the path that `HEAD` lacks went: the date of the commit that `git log -1 HEAD -- PATH` shows.
    public var deletedDate: Timestamp?
    /// The first commit with the blob: the last that `git log --find-object` shows. `nil` where it was not asked for.
    public var firstCommit: ObjectID?

    init(key: Key) { self.key = key }

    /// The parts of a row that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// When a path went.
        public static let deletion = Parts(rawValue: 1)
        /// The first commit with a blob.
        public static let firstCommit = Parts(rawValue: 2)
        /// All parts.
        public static let all: Parts = [.deletion, .firstCommit]
    }
}
