// What `rgit blame` and `rgit blame-stats` can both be asked.

/// What the requests of both commands have in common.
public protocol BlamingRequest: Sendable {
    /// `-w`
    var ignoreWhitespace: Bool { get set }
    /// `--ignore-rev`
    var ignoredRevisions: [[UInt8]] { get set }
    /// `--ignore-revs-file`
    var ignoredRevisionFiles: [[UInt8]] { get set }
    /// `--since`, in seconds since 1970.
    var since: Int64? { get set }
    /// `-M`, `-C`
    var moved: MovedLines { get set }
    /// `--first-parent`
    var firstParent: Bool { get set }
    /// `--[no-]mailmap`
    var useMailmap: Bool { get set }
}

extension BlameRequest: BlamingRequest {}
extension BlameStatsRequest: BlamingRequest {}
