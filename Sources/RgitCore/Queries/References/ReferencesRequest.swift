// What `rgit refs` can be asked.

/// What `rgit refs` was asked.
public struct ReferencesRequest: Hashable, Codable, Sendable {
    /// Patterns the full names have to match, as `git for-each-ref` takes them; empty for all.
    public var patterns: [[UInt8]] = []

    /// `rgit refs` without arguments.
    public init() {}
}
