// Lines of a file at a commit, where lines are followed through history.

import Records

/// Lines of a file, as they are at a commit.
public struct CommitLineRange: Hashable, Codable, Sendable {
    /// The file at the commit.
    public var path: Text
    /// Where the file was renamed or copied from; `nil` where it was not, or where the commit did not change these lines.
    public var oldPath: Text?
    /// The first line, from 1.
    public var start: Int
    /// The last line.
    public var end: Int
    /// Whether the commit changed the file's lines; of several files it may have changed only some.
    public var isChanged: Bool

    /// Names lines of a file.
    public init(path: Text, oldPath: Text? = nil, start: Int, end: Int, isChanged: Bool = true) {
        self.path = path
        self.oldPath = oldPath
        self.start = start
        self.end = end
        self.isChanged = isChanged
    }
}

extension CommitLineRange {
    /// The ranges of one file.
    static func ranges(_ traced: TracedChange) -> [CommitLineRange] {
        traced.file.lines.ranges.map { range in
            CommitLineRange(
                path: Text(traced.file.path), oldPath: (traced.change?.oldPath).map { Text($0) },
                start: range.lowerBound + 1, end: range.upperBound, isChanged: traced.change != nil)
        }
    }
}
