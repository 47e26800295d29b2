// A tag as people and programs see it: GitPython's `TagReference` with its `TagObject`, as one value.

import GitObjects
import Records

/// A tag, with what its tag object says where it has one.
public struct TagReference: Record, Hashable, Codable {
    /// The name without `refs/tags/`.
    public var name: Text
    /// The full name.
    public var path: Text
    /// The object it points to: a tag object where it is annotated, else most often a commit.
    public var hexsha: ObjectID
    /// The object at the end of its tags, most often a commit.
    public var objectHexsha: ObjectID
    /// Whether it points to a tag object.
    public var isAnnotated: Bool
    /// Whether the message ends with a signature, which is not verified.
    public var isSigned: Bool
    /// Who made the tag object, as recorded; `nil` without one, and for the oldest ones, which have no tagger.
    public var tagger: Signature?
    /// When the commit at its end was made; `nil` where that is no commit.
    public var committedDate: Timestamp?
    /// The message of the tag object, its signature included; `nil` without one.
    public var message: Text?
    /// Its place in git's version order among the tags of the answer, from 1.
    public var versionOrder: Int

    /// When it was made: the tagger's date of a tag object, else that of the commit.
    public var createdDate: Timestamp? { isAnnotated ? tagger?.date : committedDate }
    /// The subject of the message; `nil` without a tag object.
    public var summary: Text? { message.map { Text(Summary.of($0.bytes[...])) } }

    /// The parts of a tag that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// What the tag object says, and the object at its end.
        public static let object = Parts(rawValue: 1)
        /// The date of the commit.
        public static let commit = Parts(rawValue: 2)
        /// The place in version order.
        public static let versionOrder = Parts(rawValue: 4)
        /// All of them.
        public static let all = Parts(rawValue: 7)
    }
}
