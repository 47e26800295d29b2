// What the user asked of history, as typed and validated but not yet resolved against a repository.

/// The revisions, filters and paths that every command that walks history takes.
public struct HistoryRequest: Hashable, Codable, Sendable {
    /// One argument in the place of a revision, in the order given (the order matters to `--exclude`).
    public enum Item: Hashable, Codable, Sendable {
        /// A word before `--`: a revision, a range, `^A`, or the first path when no `--` was given.
        case word([UInt8])
        /// `--all`
        case all
        /// `--branches[=GLOB]`
        case branches([UInt8]?)
        /// `--tags[=GLOB]`
        case tags([UInt8]?)
        /// `--remotes[=GLOB]`
        case remotes([UInt8]?)
        /// `--exclude=GLOB`
        case exclude([UInt8])
        /// `--exclude-hidden=SECTION`: what the settings `SECTION.hideRefs` and `transfer.hideRefs` hide.
        case excludeHidden([UInt8])
        /// `--glob=GLOB`
        case glob([UInt8])
        /// `--not`: what follows is left out where it would be shown, and the other way round.
        case not
        /// `--stdin`: what standard input holds, read before the request is answered.
        case standardInput([Item], paths: [[UInt8]])
        /// `--ignore-missing`: what follows and names nothing is passed over.
        case ignoreMissing
        /// `--no-walk[=sorted|unsorted]`; `nil` for no choice.
        case noWalk(sorted: Bool?)
        /// `--do-walk`, and `-n` after `--no-walk`.
        case doWalk
        /// `--bisect`: the bad commit of a bisection without its good ones.
        case bisect
        /// `--reflog`: all that reflogs mention.
        case reflog
        /// `--single-worktree`: of the next `--all`, only this working tree's HEAD.
        case singleWorktree
        /// `--alternate-refs`: what the references of the repositories point to that objects are borrowed from.
        case alternates
    }

    /// The order rows come in.
    public enum Order: Hashable, Codable, Sendable {
        /// Git's default: the next commit is the latest among those whose child has been shown.
        case `default`
        /// `--topo-order`
        case topological
        /// `--date-order`
        case date
        /// `--author-date-order`
        case authorDate
    }

    /// How the patterns of `--author`, `--committer` and `--grep` are written.
    public enum PatternSyntax: Hashable, Codable, Sendable {
        /// POSIX basic regular expressions, the default.
        case basic
        /// `-E`
        case extended
        /// `-F`
        case fixed
        /// `-P`: regular expressions of Perl, for which the library PCRE2 is loaded.
        case perl
    }

    /// Revisions and the pseudo-options among them.
    public var items: [Item] = []
    /// Pathspecs after `--`; `nil` when there was no `--`.
    public var paths: [[UInt8]]?
    /// `-n`: the largest number of commits; `nil` for all of them.
    public var maxCount: Int?
    /// `--max-count-oldest`: the largest number of commits, the last ones that would be shown; `nil` for all of them.
    public var maxCountOldest: Int?
    /// `--skip`
    public var skip = 0
    /// `--since`, in seconds since 1970.
    public var since: Int64?
    /// `--since-as-filter`, in seconds since 1970: older commits are left out but the walk goes on.
    public var sinceAsFilter: Int64?
    /// `--until`, in seconds since 1970.
    public var until: Int64?
    /// `--author` patterns.
    public var authors: [[UInt8]] = []
    /// `--committer` patterns.
    public var committers: [[UInt8]] = []
    /// `--grep` patterns.
    public var greps: [[UInt8]] = []
    /// `--walk-reflogs`: the moves of references, not the ancestors of commits.
    public var walksReflogs = false
    /// `--grep-reflog` patterns.
    public var reflogGreps: [[UInt8]] = []
    /// `-i`
    public var ignoreCase = false
    /// `-E`, `-F` or `-P`; `nil` for what `grep.patternType` says.
    public var patternSyntax: PatternSyntax?
    /// `--encoding`: what commits are shown and searched in, or `none` for what each is recorded in; `nil` for UTF-8.
    public var encoding: [UInt8]?
    /// `--invert-grep`
    public var invertGrep = false
    /// `--all-match`
    public var allMatch = false
    /// `--min-parents` (and `--merges`)
    public var minParents = 0
    /// `--max-parents` (and `--no-merges`); `nil` for no limit.
    public var maxParents: Int?
    /// `--first-parent`
    public var firstParent = false
    /// `--[no-]mailmap`; `nil` for what `log.mailmap` says (on, unless it says otherwise).
    public var useMailmap: Bool?
    /// The order rows come in.
    public var order = Order.default
    /// `--reverse`
    public var reverse = false
    /// `--[no-]follow`; `nil` for what `log.follow` says, which only the rows of `rgit log` heed.
    public var follow: Bool?
    /// `--full-history`
    public var fullHistory = false
    /// `--full-diff`: changes are shown of all paths, not just of those that select the commits.
    public var fullDiff = false
    /// Boundaries, sides, equivalent patches and simplification: what is asked of the graph of commits.
    public var graph = GraphOptions()

    /// A request for all that HEAD reaches.
    public init() {}
}
