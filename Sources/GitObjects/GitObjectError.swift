// What can be wrong with git's object files, with the object, the file and the offset where it was seen.

/// An object, or a file that holds objects, that could not be understood.
public struct GitObjectError: Error, Sendable, Equatable {
    /// The kind of error, for callers that act on it.
    public enum Kind: Sendable, Equatable {
        /// The bytes contradict the format.
        case damaged
        /// The file could not be opened, mapped or read.
        case unreadable
        /// The format is known to git but not read natively; another reader may know it.
        case unsupported
        /// A size or a depth is beyond what rgit is willing to work on.
        case tooLarge
    }

    /// The kind of error.
    public let kind: Kind
    /// What is wrong, in a few words, such as `delta base offset out of bounds`.
    public let what: String
    /// The object concerned, where one is known.
    public var object: ObjectID?
    /// The path of the file concerned, where one is known.
    public var file: [UInt8]?
    /// The byte offset in the file (or in the object, where there is no file) at which it was seen.
    public var offset: Int?

    /// Describes a problem with an object or a file.
    public init(
        _ kind: Kind, _ what: String, object: ObjectID? = nil, file: [UInt8]? = nil, offset: Int? = nil
    ) {
        self.kind = kind
        self.what = what
        self.object = object
        self.file = file
        self.offset = offset
    }
}
