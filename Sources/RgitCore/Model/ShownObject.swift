// An object of any type as people and programs see it: GitPython's `Commit`, `TagObject`, `Tree` or `Blob`.

import GitObjects
import Records

/// An object, with what its type has to say.
public struct ShownObject: Record, Hashable, Codable {
    /// What a tag object says.
    public struct Tag: Hashable, Codable, Sendable {
        /// The tag's name, as the tag object records it.
        public var name: Text
        /// The object it points to.
        public var objectHexsha: ObjectID
        /// The type of that object.
        public var objectType: ObjectType
        /// Who made it; `nil` for the oldest ones, which have no tagger.
        public var tagger: Signature?
        /// The message, its signature included.
        public var message: Text
        /// Whether the message has a signature, which is not verified.
        public var isSigned: Bool
    }

    /// The revision as it was asked for.
    public var revision: Text
    /// The object.
    public var hexsha: ObjectID
    /// Its type.
    public var type: ObjectType
    /// The size of its content in bytes.
    public var size: Int
    /// The commit, where it is one.
    public var commit: Commit?
    /// The tag, where it is one.
    public var tag: Tag?
    /// The entries of a tree, by name; `nil` for anything else.
    public var entries: [FileEntry]?
    /// Whether git takes the content of a blob for binary; `nil` for anything else.
    public var isBinary: Bool?

    /// The parts of an object that a caller uses, which are those of a commit; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// All of them.
        public static let all = Parts(rawValue: Commit.Parts.all.rawValue | Commit.Parts.stats.rawValue)

        /// The parts of a commit.
        var commit: Commit.Parts { Commit.Parts(rawValue: rawValue) }
    }
}
