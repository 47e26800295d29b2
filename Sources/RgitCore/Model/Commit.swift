// A commit as people and programs see it: GitPython's `Commit`, as a value.

import GitObjects
import Records

/// A commit, decoded.
public struct Commit: Record, Hashable, Codable {
    /// A `Key: value` line of the message's last paragraph.
    public struct Trailer: Hashable, Codable, Sendable {
        /// The key as written, without its separator.
        public let key: Text
        /// The value, continuation lines joined by a space.
        public let value: Text

        /// Pairs a key with a value.
        public init(key: Text, value: Text) {
            self.key = key
            self.value = value
        }
    }

    /// The commit's name.
    public var hexsha: ObjectID
    /// Its tree.
    public var tree: ObjectID
    /// Its parents as git sees them: grafts and shallow boundaries count.
    public var parents: [ObjectID]
    /// Who wrote it and when.
    public var author: Signature
    /// Who committed it and when.
    public var committer: Signature
    /// The subject, git's `%s`.
    public var summary: Text
    /// The whole message, git's `%B`.
    public var message: Text
    /// The `encoding` header; `UTF-8` where there is none.
    public var encoding: Text
    /// The armoured signature of the commit, `nil` where it is not signed.
    public var gpgsig: Text?
    /// The message's trailers in order.
    public var trailers: [Trailer]
    /// The people its `Co-authored-by` trailers name, in order.
    public var coAuthors: [Actor]
    /// Full names of the references that point to it: `HEAD`, the branch HEAD is on, then the rest as git decorates.
    public var refs: [Text]
    /// Its line counts, where they were asked for and can be known.
    public var stats: Stats?
    /// The side of the symmetric difference `A...B` it is on, where that was asked for; `nil` for a boundary.
    public var side: GraphOptions.Side?
    /// Whether it is no commit that was chosen but an excluded one at which the choice ends (`--boundary`).
    public var isBoundary = false
    /// Whether a commit on the other side of `A...B` has the same patch, where that was asked for.
    public var isEquivalent: Bool?
    /// The move of a reference that led to it, where logs of references are walked (`--walk-reflogs`).
    public var reflog: ReflogRow? {
        get { moves.first }
        set { moves = newValue.map { [$0] } ?? [] }
    }
    // None or one: a move in place would make every commit twice as large.
    var moves: [ReflogRow] = []

    /// The lines that were followed, as they are in the commit, where that was asked for.
    public var lineRanges: [CommitLineRange]?
    /// What it changed of them, as `git log -L` prints it, where that was asked for and could be read.
    public var linePatch: Text?

    /// The parts of a commit that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Tree and parents.
        public static let links = Parts(rawValue: 1)
        /// Author and committer.
        public static let people = Parts(rawValue: 2)
        /// Summary, message and encoding.
        public static let message = Parts(rawValue: 4)
        /// Trailers and co-authors.
        public static let trailers = Parts(rawValue: 8)
        /// The signature.
        public static let signature = Parts(rawValue: 16)
        /// The references that point to it.
        public static let refs = Parts(rawValue: 32)
        /// The line counts.
        public static let stats = Parts(rawValue: 64)
        /// All that a commit records itself, and the references that point to it; line counts are counted on demand.
        public static let all = Parts(rawValue: 63)
    }
}
