// What `rgit log` can be asked.

import Records

/// What `rgit log` was asked.
public struct LogRequest: Hashable, Codable, Sendable {
    /// Revisions, filters, order and paths.
    public var history = HistoryRequest()
    /// `--by`: sums by file or directory, as `rgit hotspots` has them; `nil` for commits.
    public var key: DiffStatsRequest.Key?
    /// `--depth`: how many components of a directory's path are kept; `nil` for all.
    public var depth: Int?
    /// `--count`: only how many.
    public var count = false
    /// `--stats`: line counts of every commit.
    public var stats = false
    /// `--patch`: the patch of every commit.
    public var patch = false
    /// `--diff-merges`: what a merge is compared with; `nil` for its first parent with `--first-parent`, else nothing.
    public var diffMerges: MergeDiff?
    /// `-S`, `-G`, `--find-object`: only commits in which something came or went.
    public var pickaxe = PickaxeOptions()
    /// `-L`: lines that are followed, each `START,END:FILE` or `:FUNCTION:FILE`; only commits that changed them.
    public var lines: [Text] = []
    /// How the counts are made.
    public var diff = DiffOptions()
    /// How patches look.
    public var patches = PatchOptions()

    /// `rgit log` without options.
    public init() {}
}
