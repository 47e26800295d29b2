// How two versions of a tree are compared, as the options of git diff say it.

/// The options that decide what counts as changed, renamed or copied.
public struct DiffOptions: Hashable, Codable, Sendable {
    /// How the lines of two blobs are matched.
    public enum Algorithm: Hashable, Codable, Sendable {
        /// Git's default, a greedy variant with heuristics.
        case myers
        /// The smallest difference.
        case minimal
        /// Lines that occur once in both are matched first.
        case patience
        /// Rare lines are matched first.
        case histogram
    }

    /// Whether renames, or renames and copies, are looked for.
    public enum Renames: Hashable, Codable, Sendable {
        /// `--no-renames`
        case none
        /// `-M`: renames only.
        case renames
        /// `-C`: copies too, from files that changed.
        case copies
        /// `--find-copies-harder`: copies too, from any file.
        case copiesHarder
    }

    /// What of white space is left out of the comparison.
    public struct Whitespace: OptionSet, Hashable, Codable, Sendable {
        /// The options as bits.
        public let rawValue: Int
        /// Takes the options as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// `-w`
        public static let ignoreAll = Whitespace(rawValue: 1)
        /// `-b`
        public static let ignoreChange = Whitespace(rawValue: 2)
        /// `--ignore-space-at-eol`
        public static let ignoreAtEndOfLine = Whitespace(rawValue: 4)
        /// `--ignore-cr-at-eol`
        public static let ignoreCarriageReturn = Whitespace(rawValue: 8)
        /// `--ignore-blank-lines`
        public static let ignoreBlankLines = Whitespace(rawValue: 16)
    }

    /// `-B`: when a modification counts as a deletion and an addition.
    public struct BreakRewrites: Hashable, Codable, Sendable {
        /// The smallest part of a file that has to change for it to be broken in two before renames are looked for, of
        /// 60,000; 0 for git's 50 %.
        public var breakScore: Int
        /// The smallest part of the old content that has to be gone for the change to be shown as a rewrite, of 60,000; 0
        /// for git's 60 %.
        public var mergeScore: Int

        /// Git's defaults, or others.
        public init(breakScore: Int = 0, mergeScore: Int = 0) {
            self.breakScore = breakScore
            self.mergeScore = mergeScore
        }
    }

    /// The line matching; `nil` for what `diff.algorithm` says.
    public var algorithm: Algorithm?
    /// The search for renames; `nil` for what `diff.renames` says, where the command looks at it.
    public var renames: Renames?
    /// The smallest similarity that makes a rename, of 60,000 (git's MAX_SCORE); 30,000 is 50 %.
    public var renameScore = 30_000
    /// `-B`: how complete rewrites are found; `nil` not to look for them.
    public var breakRewrites: BreakRewrites?
    /// `-l`: the largest number of rename sources or destinations; `nil` for `diff.renameLimit`.
    public var renameLimit: Int?
    /// White space left out of the comparison.
    public var whitespace: Whitespace = []

    /// Git's defaults.
    public init() {}
}
