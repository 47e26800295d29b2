// A moment as git records it.

/// A moment as git records it: seconds since 1970 and the writer's offset from UTC.
public struct Timestamp: Hashable, Codable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before it.
    public var seconds: Int64
    /// The recorded offset as git writes it, in hours times 100 plus minutes: `+0530` is 530, `-0330` is -330.
    public var offset: Int

    /// A moment with a recorded offset.
    public init(seconds: Int64, offset: Int) {
        self.seconds = seconds
        self.offset = offset
    }

    /// Whether this moment comes before another; of one moment written in two zones, the more western one does.
    package func precedes(_ other: Timestamp) -> Bool { (seconds, offset) < (other.seconds, other.offset) }
}
