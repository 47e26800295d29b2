// What `rgit activity` can be asked.

import Records

/// What `rgit activity` was asked.
public struct ActivityRequest: Hashable, Codable, Sendable {
    /// What rows are.
    public enum Question: Hashable, Codable, Sendable {
        /// Periods; several make a row of each combination.
        case periods([Period])
        /// `--newcomers`: persons whose first commit of all history is among those selected.
        case newcomers
        /// `--left MONTHS`: persons without a commit in the months before the end of the range.
        case left(months: Int)
        /// `--between-tags [GLOB]`: tags in version order, each with what came since the one before.
        case betweenTags(Text?)
    }

    /// How many questions a command line has asked, of which only one can be answered.
    package private(set) var questionCount = 0
    /// Revisions, filters and paths.
    public var history = HistoryRequest()
    /// What rows are.
    public var question = Question.periods([.weekday, .hour])
    /// `--date committed`: whether periods are those of the committer's date.
    public var usesCommitterDate = false
    /// `--diff-merges`: as in `LogRequest`.
    public var diffMergesFirstParent: Bool?
    /// `--exclude-bots`
    public var excludeBots = false
    /// `--exclude-attr`: the lines of files with one of these attributes do not count.
    public var excludedAttributes: [Text] = []
    /// How the line counts are made.
    public var diff = DiffOptions()

    /// `rgit activity` without options.
    public init() {}

    /// Asks a question of a command line.
    package mutating func ask(_ question: Question) {
        self.question = question
        questionCount += 1
    }
}
