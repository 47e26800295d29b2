// What `rgit hotspots` can be asked.

/// What `rgit hotspots` was asked.
public struct HotspotsRequest: Hashable, Codable, Sendable {
    /// The commits that are counted.
    public var counted = CountedHistory()
    /// What they are summed by.
    public var key = DiffStatsRequest.Key.file
    /// `--depth`: how many components of a directory's path are kept; `nil` for all.
    public var depth: Int?
    /// `--follow`: whether a renamed file has the commits of its old names.
    public var follow = false

    /// `rgit hotspots` without options.
    public init() {}
}
