// What `rgit info` can be asked.

/// What `rgit info` was asked: there is nothing to choose but its fields.
public struct InfoRequest: Hashable, Codable, Sendable {
    /// `rgit info`
    public init() {}
}
