// An object as the database holds it: its type and its bytes, not yet understood.

/// The four types of git object, numbered as packs number them.
public enum ObjectType: UInt8, Sendable {
    /// A commit.
    case commit = 1
    /// A tree.
    case tree = 2
    /// A blob.
    case blob = 3
    /// An annotated tag.
    case tag = 4

    /// The type's name as loose objects and `git cat-file -t` write it.
    public var name: String {
        switch self {
        case .commit: "commit"
        case .tree: "tree"
        case .blob: "blob"
        case .tag: "tag"
        }
    }
}

/// What came of reading an object that is wanted only up to a size.
public enum BoundedObject: Sendable {
    /// The whole object.
    case object(RawObject)
    /// It is larger, and was not inflated.
    case larger
}

/// An object's type and its whole content, inflated and with every delta applied.
public struct RawObject: Sendable {
    /// The object's type.
    public let type: ObjectType
    /// The object's content, without the loose object's header.
    public let bytes: [UInt8]
    /// What the reader's scanner found in a blob; `nil` where it has not scanned it, and where there was too much to keep.
    public let marks: [ContentMark]?

    /// Pairs a type with a content.
    public init(type: ObjectType, bytes: [UInt8], marks: [ContentMark]? = nil) {
        self.type = type
        self.bytes = bytes
        self.marks = marks
    }
}
