// What `rgit weight` can be asked.

import Records

/// What `rgit weight` was asked.
public struct WeightRequest: Hashable, Codable, Sendable {
    /// What rows are made of.
    public enum Key: Hashable, Codable, Sendable {
        /// A row for each path.
        case path
        /// A row for each directory.
        case directory
        /// A row for each extension of a file's name.
        case `extension`
        /// A row for each blob.
        case blob
    }

    /// Revisions, filters and paths.
    public var history = HistoryRequest()
    /// `--by`: what rows are made of.
    public var key = Key.path
    /// `--depth`: how many components of a directory are kept; `nil` for all.
    public var depth: Int?

    /// `--exclude-attr`: files with one of these attributes do not count.
    public var excludedAttributes: [Text] = []

    /// `rgit weight` without options.
    public init() {}
}
