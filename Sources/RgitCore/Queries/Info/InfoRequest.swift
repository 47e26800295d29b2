// What `rgit info` can be asked.

/// What `rgit info` was asked: there is little to choose but its fields.
public struct InfoRequest: Hashable, Codable, Sendable {
    /// `--history`: the fields that say how large the history is, too.
    public var history = false

    /// `rgit info`
    public init() {}
}
