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

    /// Whole seconds since 1970 as the clock showed them where the moment was recorded; `nil` where that is a year past those
    /// of git's calendar, which are 32-bit numbers. Git shows 1970 in UTC for such a moment.
    package var localSeconds: Int64? {
        // Hundreds of the offset are hours, the rest minutes, as git reads it.
        let (scaled, isTooFar) = Int64(clamping: offset / 100).multipliedReportingOverflow(by: 3_600)
        let (hours, hoursOverflow) = seconds.addingReportingOverflow(scaled)
        let (local, overflow) = hours.addingReportingOverflow(Int64(offset % 100) * 60)
        guard !isTooFar, !hoursOverflow, !overflow, Timestamp.calendar.contains(local) else { return nil }
        return local
    }

    /// The seconds since 1970 whose years, less 1900, are 32-bit numbers.
    private static let calendar = Int64(-67_768_040_609_740_800)...67_768_036_191_676_799

    /// The day of ``localSeconds``, counted from 1970-01-01; 0 where there is none, as git shows it.
    package var localDay: Int64 {
        let seconds = localSeconds ?? 0
        let day = seconds / 86_400
        return seconds % 86_400 < 0 ? day - 1 : day
    }
}
