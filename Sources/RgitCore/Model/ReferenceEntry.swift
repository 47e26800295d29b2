// A reference as people and programs see it: GitPython's `Reference`, as a value.

import GitObjects
import Records

/// A reference of a repository, below `refs/`.
public struct ReferenceEntry: Record, Hashable, Codable {
    /// What a reference is for, by the folder it is in.
    public enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
        /// `refs/heads/`
        case branch
        /// `refs/remotes/`
        case remote
        /// `refs/tags/`
        case tag
        /// `refs/notes/`
        case note
        /// `refs/stash`
        case stash
        /// Any other.
        case other

        /// The kind of a reference with a full name.
        init(_ path: [UInt8]) {
            let folders: [(StaticString, Kind)] = [
                ("refs/heads/", .branch), ("refs/remotes/", .remote), ("refs/tags/", .tag),
                ("refs/notes/", .note),
            ]
            let found = folders.first { path.starts(with: $0.0.description.utf8) }?.1
            self = found ?? (path.elementsEqual("refs/stash".utf8) ? .stash : .other)
        }
    }

    /// The full name, such as `refs/heads/main`.
    public var path: Text
    /// The name without `refs/heads/`, `refs/tags/`, `refs/remotes/` or `refs/`.
    public var name: Text
    /// What it is for.
    public var kind: Kind
    /// The object it points to.
    public var hexsha: ObjectID
    /// The object at the end of its tags; `hexsha` where it is no tag.
    public var objectHexsha: ObjectID
    /// The type of the object it points to.
    public var type: ObjectType
    /// The full name at the end of a symbolic reference; `nil` for an ordinary one.
    public var symbolicTarget: Text?

    /// The parts of a reference that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The object at the end of tags, and the type.
        public static let object = Parts(rawValue: 1)
        /// All parts.
        public static let all: Parts = [.object]
    }
}
