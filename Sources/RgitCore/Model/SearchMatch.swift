// A change of how often a pattern occurs in a file: a row of `rgit search`.

import GitObjects
import Records

/// A commit, a file and a pattern that occurs in it more often, or less often, than before.
public struct SearchMatch: Record, Hashable, Codable {
    /// An added or removed line that matches.
    public struct Line: Hashable, Codable, Sendable {
        /// Whether it is added; otherwise it is removed.
        public var isAdded: Bool
        /// Its number, from 1: in the new file where it is added, in the old one where it is removed.
        public var number: Int
        /// The line without its line feed.
        public var text: Text
    }

    /// The commit.
    public var hexsha: ObjectID
    /// The parent that a merge is compared with, where it is compared with several.
    public var parent: ObjectID?
    /// Who wrote the commit and when.
    public var author: Signature
    /// Who committed it and when.
    public var committer: Signature
    /// The commit's subject.
    public var summary: Text
    /// The file, by its new path where it has one.
    public var path: Text
    /// Where a renamed or copied file came from.
    public var oldPath: Text?
    /// What happened to the file.
    public var changeType: ChangeType
    /// The name of the pattern; `nil` where it has none.
    public var rule: Text?
    /// The pattern.
    public var pattern: Text
    /// How often the pattern occurs in the file before the commit.
    public var before: Int
    /// How often it occurs in the file after the commit.
    public var after: Int
    /// The added and removed lines that match, in the order of a patch; none where git takes the file for binary.
    public var lines: [Line]

    /// The line that tells most: the first one added, else the first one removed.
    public var line: Line? { lines.first { $0.isAdded } ?? lines.first }

    /// The parts of a row that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Author, committer and summary.
        public static let commit = Parts(rawValue: 1)
        /// The lines, for which contents are compared.
        public static let lines = Parts(rawValue: 2)
        /// All parts.
        public static let all: Parts = [.commit, .lines]
    }
}
