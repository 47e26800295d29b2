// What `rgit log` can be asked.

/// What `rgit log` was asked.
public struct LogRequest: Hashable, Codable, Sendable {
    /// Revisions, filters, order and paths.
    public var history = HistoryRequest()
    /// `--count`: only how many.
    public var count = false
    /// `--stats`: line counts of every commit.
    public var stats = false
    /// `--diff-merges`: whether a merge's lines are counted against its first parent, or not at all; `nil` means that of
    /// `--first-parent`.
    public var diffMergesFirstParent: Bool?
    /// How the counts are made.
    public var diff = DiffOptions()

    /// `rgit log` without options.
    public init() {}
}
