// What the questions about the files of a history have in common: which commits are counted, and what is left out.

import Records

/// The commits that hotspots and coupling count.
public struct CountedHistory: Hashable, Codable, Sendable {
    /// Revisions, filters and paths.
    public var history = HistoryRequest()
    /// `--diff-merges`: whether merges count with what they changed against their first parent, and not at all otherwise;
    /// `nil` for whether only first parents are followed.
    public var diffMergesFirstParent: Bool?
    /// `--exclude-bots`
    public var excludeBots = false
    /// `--exclude-attr`: files with one of these attributes do not count.
    public var excludedAttributes: [Text] = []
    /// How files are compared; by default without renames.
    public var diff = DiffOptions()

    /// All that HEAD reaches.
    public init() { diff.renames = DiffOptions.Renames.none }

    /// Whether merges are compared with their first parents.
    var mergesFirstParent: Bool { diffMergesFirstParent ?? history.firstParent }

    /// The commits to walk: without merges, where these count for nothing.
    var selected: HistoryRequest {
        var selected = history
        if !mergesFirstParent, history.minParents < 2, history.maxParents == nil { selected.maxParents = 1 }
        return selected
    }
}

/// What was counted beside the rows, and what was not.
public struct CountedSummary: Record, Hashable, Codable {
    /// The commits that were counted.
    public var commits = 0
    /// How many automated accounts were left out.
    public var bots = 0
    /// The commits that they made.
    public var botCommits = 0
    /// How many paths were left out for their attributes.
    public var excludedPaths = 0
    /// How many commits count for no pair, because they list too many paths.
    public var largeCommits = 0
    /// How many commits could not be counted.
    public var unknownStats = 0
    /// How many more commits may or may not belong to the paths, because trees are missing.
    public var unknownCommits = 0

    /// What was left out, for people.
    var omissions: [Omission] {
        var omissions: [Omission] = []
        if bots > 0 {
            omissions.append(Omission(bots: bots, commits: botCommits))
        }
        omissions += Omission.excludedPaths(excludedPaths)
        if largeCommits > 0 {
            omissions.append(
                Omission(
                    "without \(largeCommits) \(largeCommits == 1 ? "commit" : "commits") with too many paths",
                    members: "excluded.large_commits"))
        }
        if unknownStats > 0 {
            omissions.append(
                Omission(
                    "without \(unknownStats) commits, whose changes are not known", members: "unknown_stats"))
        }
        return omissions + Omission.unknownCommits(unknownCommits)
    }

    /// The members of a document.
    static let fields: [Field<CountedSummary>] = [
        Field("total.commits", .integer, help: "The commits that were counted.") { $1.integer($0.commits) },
        Field("excluded.bots", .integer, help: "The automated accounts left out by --exclude-bots.") {
            $1.integer($0.bots)
        },
        Field("excluded.commits", .integer, help: "Their commits.") { $1.integer($0.botCommits) },
        Field("excluded.paths", .integer, help: "The paths left out by --exclude-attr.") {
            $1.integer($0.excludedPaths)
        },
        Field(
            "excluded.large_commits", .integer,
            help: "The commits that list more paths than --max-changeset, and so count for no pair."
        ) { $1.integer($0.largeCommits) },
        Field("unknown_stats", .integer, help: "The commits whose changes are not known.") {
            $1.integer($0.unknownStats)
        },
        .unknownCommits { $0.unknownCommits },
    ]
}
