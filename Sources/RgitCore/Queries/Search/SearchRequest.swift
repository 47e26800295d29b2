// What `rgit search` can be asked.

import Records

/// What `rgit search` was asked.
public struct SearchRequest: Hashable, Codable, Sendable {
    /// Revisions, filters, order and paths. `-E` and `-i` are about the patterns, too.
    public var history = HistoryRequest()
    /// The patterns that have no names.
    public var patterns: [Text] = []
    /// `-f`: files with a pattern on each line.
    public var patternFiles: [Text] = []
    /// `--rules`: files with named patterns.
    public var ruleFiles: [Text] = []
    /// `-G`: commits with an added or removed line that matches, whether or not matches are more or fewer than before.
    public var searchesLines = false
    /// `--exclude-bots`: whether commits of automated accounts are left out.
    public var excludeBots = false
    /// `--count`: only how many rows there are.
    public var count = false
    /// `--diff-merges`: what a merge is compared with; `nil` for its first parent with `--first-parent`, else nothing.
    public var diffMerges: MergeDiff?
    /// `--text`: whether lines of binary files are shown.
    public var text = false
    /// How files are compared.
    public var diff = DiffOptions()

    /// `rgit search` without options.
    public init() {}
}
