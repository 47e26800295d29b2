// How often the files of a history changed: the rows of `rgit hotspots`.

import Records

/// A file, a directory or an extension, with the commits that changed it.
public struct Hotspot: Record, Hashable, Codable {
    /// The parts of a row that a caller uses; parts that are not named may be left empty.
    public struct Parts: RecordParts {
        /// The parts as bits.
        public let rawValue: Int
        /// Takes the parts as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Whether it is there now, and its lines.
        public static let current = Parts(rawValue: 1)
    }

    /// What rows are summed by.
    public var by: DiffStatsRequest.Key
    /// The path, the directory (empty for the top), or the extension (empty for none).
    public var key: Text
    /// How many commits list it.
    public var commits = 0
    /// How many persons wrote these commits.
    public var authors = 0
    /// Lines added; binary files have none.
    public var insertions = 0
    /// Lines removed.
    public var deletions = 0
    /// When the latest of the commits was made; `nil` where none has a date.
    public var lastCommit: Timestamp?
    /// Whether HEAD has it.
    public var isPresent = false
    /// The lines it has in HEAD; `nil` where it is absent, or all of it is binary.
    public var currentLines: Int?
    /// The names it had before, the latest first; empty unless renames are followed.
    public var aliases: [Text] = []

    /// Lines added and removed.
    public var lines: Int { insertions + deletions }
    /// The commits times the lines it has now.
    public var score: Int? {
        currentLines.map { lines in
            let (product, overflow) = commits.multipliedReportingOverflow(by: lines)
            return overflow ? .max : product
        }
    }
}
