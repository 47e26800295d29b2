// The five questions, each as one typed request: what the parser makes and a query takes.

/// What `rgit log` was asked.
public struct LogRequest: Sendable, Equatable {
    /// Revisions, filters, order and paths.
    public var history = HistoryRequest()
    /// `--count`: only how many.
    public var count = false
    /// `--stats`: line counts of every commit.
    public var stats = false
    /// `--diff-merges`: whether a merge's lines are counted against its first parent, or not at all; `nil` leaves it to
    /// `--first-parent`.
    public var diffMergesFirstParent: Bool?
    /// How the counts are made.
    public var diff = DiffOptions()

    /// `rgit log` without options.
    public init() {}
}

/// What `rgit branches` was asked.
public struct BranchesRequest: Sendable, Equatable {
    /// Which branches are listed.
    public enum Scope: Sendable, Equatable {
        /// Local branches.
        case local
        /// `-r`: remote-tracking branches.
        case remote
        /// `-a`: both.
        case all
    }

    /// Which branches are listed.
    public var scope = Scope.local
    /// Patterns the names have to match, as `git branch --list` takes them; empty for all.
    public var patterns: [[UInt8]] = []
    /// `--contains`: branches that contain one of these commits.
    public var contains: [[UInt8]] = []
    /// `--no-contains`
    public var noContains: [[UInt8]] = []
    /// `--merged`: branches reachable from one of these commits.
    public var merged: [[UInt8]] = []
    /// `--no-merged`
    public var noMerged: [[UInt8]] = []
    /// `--base REV`: what `ahead_of_base`, `behind_base` and `merged` are counted against.
    public var base: [UInt8]?
    /// `--sort KEY`, the last one first in force, `-KEY` for descending order.
    public var sort: [[UInt8]] = []
    /// `--ignore-case`
    public var ignoreCase = false

    /// `rgit branches` without options.
    public init() {}
}

/// What `rgit contributors` was asked.
public struct ContributorsRequest: Sendable, Equatable {
    /// What makes two commits one person's.
    public enum Identity: Sendable, Equatable {
        /// `--by name+email`, as `git shortlog -se`.
        case nameAndEmail
        /// `--by name`, as `git shortlog -s`.
        case name
        /// `--by email`
        case email
    }

    /// Whom a commit is counted for.
    public enum Group: Sendable, Equatable {
        /// Its author.
        case author
        /// Its committer.
        case committer
        /// The people its trailers of this key name.
        case trailer([UInt8])
    }

    /// Revisions, filters and paths.
    public var history = HistoryRequest()
    /// What makes two commits one person's.
    public var identity = Identity.nameAndEmail
    /// Whom a commit is counted for; several may be asked at once; empty means the author.
    public var groups: [Group] = []
    /// `--stats`: line counts too.
    public var stats = false
    /// `--diff-merges`: as in `LogRequest`.
    public var diffMergesFirstParent: Bool?
    /// `--exclude-bots`
    public var excludeBots = false
    /// How the line counts are made.
    public var diff = DiffOptions()

    /// `rgit contributors` without options.
    public init() {}
}

/// What `rgit blame-stats` was asked.
public struct BlameStatsRequest: Sendable, Equatable {
    /// What lines are summed by.
    public enum Key: Sendable, Equatable {
        /// The author, name and e-mail.
        case author
        /// The file.
        case file
        /// The directory.
        case directory
        /// The file name's extension.
        case `extension`
        /// The commit.
        case commit
        /// The year of the author's date, UTC.
        case year
    }

    /// The words before `--`: a revision, or `A..B` to leave older lines at the boundary, or the first path.
    public var words: [[UInt8]] = []
    /// Pathspecs after `--`; `nil` when there was no `--`.
    public var paths: [[UInt8]]?
    /// What lines are summed by.
    public var keys = [Key.author]
    /// `--depth`: how many components of a directory's path are kept; `nil` for all.
    public var depth: Int?
    /// `--no-generated`: leave out files that attributes call generated or vendored.
    public var leavesGeneratedOut = false
    /// `--max-filesize`: the largest file that is blamed, in bytes; `nil` for `core.bigFileThreshold`.
    public var maximumFileSize: Int?
    /// `--memory`: how many bytes the caches of all workers may hold together; `nil` for 32 MiB each.
    public var memory: Int?
    /// `-w`
    public var ignoreWhitespace = false
    /// `--ignore-rev`
    public var ignoredRevisions: [[UInt8]] = []
    /// `--ignore-revs-file`; an empty name clears those given before it, as in git.
    public var ignoredRevisionFiles: [[UInt8]] = []
    /// `--since`, in seconds since 1970.
    public var since: Int64?
    /// `--first-parent`
    public var firstParent = false
    /// `--[no-]mailmap`
    public var useMailmap = true
    /// `--exclude-bots`
    public var excludeBots = false

    /// `rgit blame-stats` without options.
    public init() {}
}

/// What `rgit diff-stats` was asked.
public struct DiffStatsRequest: Sendable, Equatable {
    /// What changes are summed by.
    public enum Key: String, Hashable, Codable, Sendable {
        /// The file: one row a changed path.
        case file
        /// The directory of the new path.
        case directory
        /// The extension of the new path.
        case `extension`
    }

    /// The words before `--`: nothing, one commit, two commits, or a range; or the first path.
    public var words: [[UInt8]] = []
    /// Pathspecs after `--`; `nil` when there was no `--`.
    public var paths: [[UInt8]]?
    /// `--staged`: the index against HEAD.
    public var staged = false
    /// What changes are summed by.
    public var key = Key.file
    /// `--depth`: how many components of a directory's path are kept; `nil` for all.
    public var depth: Int?
    /// `--numstat`: the lines of `git diff --numstat` in place of a table.
    public var numstat = false
    /// `-z`: those lines with paths as they are, each ended by a NUL.
    public var nulTerminated = false
    /// How the counts are made.
    public var diff = DiffOptions()

    /// `rgit diff-stats` without options.
    public init() {}
}
