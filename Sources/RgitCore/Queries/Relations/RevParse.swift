// What `rgit rev-parse` can be asked, and what it answers with.

import GitObjects
import Records

/// What `rgit rev-parse` was asked.
public struct RevParseRequest: Hashable, Codable, Sendable {
    /// The revisions.
    public var revisions: [[UInt8]] = []
    /// `--verify`: exactly one revision is expected.
    public var verify = false
    /// `--abbrev-ref`: names are as short as they can be without being ambiguous.
    public var abbreviatesNames = false
    /// `--short`: the shortened names of the objects are answered, too.
    public var abbreviates = false
    /// `--short=N`: the least number of digits; `nil` for git's own choice.
    public var digits: Int?

    /// `rgit rev-parse` without revisions.
    public init() {}
}

/// The object that a revision names.
public struct ParsedRevision: Record, Hashable, Codable {
    /// The revision as it was asked for.
    public var revision: Text
    /// The object.
    public var hexsha: ObjectID
    /// The object's shortened name; `nil` where it was not asked for.
    public var abbreviated: Text?
    /// The object's type; `nil` for a full name of an object that is not there.
    public var type: ObjectType?
    /// The reference that the revision is the name of; `nil` for any other revision.
    public var name: Text?

    /// The parts that are looked up only where they are asked for.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// `abbreviated`
        public static let abbreviation = Parts(rawValue: 1)
        /// `type`
        public static let type = Parts(rawValue: 2)
        /// `name`
        public static let name = Parts(rawValue: 4)
        /// Everything.
        public static let all = Parts(rawValue: 7)
    }
}
