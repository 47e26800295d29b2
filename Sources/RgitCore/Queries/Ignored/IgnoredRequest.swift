// What `rgit ignored` can be asked, and what it answers about a path.

import Records

/// What `rgit ignored` was asked.
public struct IgnoredRequest: Hashable, Codable, Sendable {
    /// The paths, relative to where it is asked.
    public var paths: [[UInt8]] = []
    /// `--non-matching`: paths that no pattern matches, too.
    public var nonMatching = false
    /// `--no-index`: tracked files, too, which are never ignored otherwise.
    public var noIndex = false
    /// `--verbose`: the lines of `git check-ignore -v` in place of rows.
    public var verbose = false
    /// `-z`: those lines with their parts as they are, each ended by a NUL.
    public var nulTerminated = false

    /// `rgit ignored` without paths.
    public init() {}
}

/// A path, and the pattern that decides whether it is ignored.
public struct IgnoredPath: Record, Hashable, Codable {
    /// The path as it was asked for.
    public var path: Text
    /// Whether it is ignored.
    public var isIgnored: Bool
    /// The file with the pattern that decides, as git names it; `nil` where no pattern matches.
    public var source: Text?
    /// The line of the pattern, from 1; `nil` where no pattern matches.
    public var line: Int?
    /// The pattern as it is written; `nil` where none matches.
    public var pattern: Text?
}
