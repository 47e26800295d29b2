// A whole answer as the library's users get it: the rows as a collection, and what is around them.

import Records

/// The rows of an answer, with what is known beside them: `rows.problems`, `rows.isShallow`, `rows.total`.
@dynamicMemberLookup
public struct QueryRows<Row: Record & Hashable & Codable, Summary: Record & Hashable & Codable>:
    Hashable, Codable, Sendable
{
    /// The rows, in the order of the question.
    public var rows: [Row]
    /// What is known beside the rows.
    public var answer: Answer<Summary>

    /// Pairs rows with what is known beside them.
    public init(rows: [Row], answer: Answer<Summary>) {
        self.rows = rows
        self.answer = answer
    }

    /// What is known beside the rows, member by member.
    public subscript<Member>(dynamicMember member: KeyPath<Answer<Summary>, Member>) -> Member {
        answer[keyPath: member]
    }

    /// The sums and other values around the rows, member by member.
    public subscript<Member>(dynamicMember member: KeyPath<Summary, Member>) -> Member {
        answer.summary[keyPath: member]
    }
}

extension QueryRows: RandomAccessCollection {
    /// The first row's position, 0.
    public var startIndex: Int { 0 }
    /// The number of rows.
    public var endIndex: Int { rows.count }
    /// A row by its position.
    public subscript(position: Int) -> Row { rows[position] }
}

/// The people of a history, those with the most commits first.
public typealias Contributors = QueryRows<Contributor, ContributorsSummary>
/// Branches in the order asked for, and what they were compared with.
public typealias Branches = QueryRows<Branch, BranchesSummary>
/// The surviving lines of a tree, summed by what was asked for, most lines first.
public typealias BlameStats = QueryRows<BlameStatsGroup, BlameStatsSummary>
/// The changes between two states, in git's order (GitPython's `DiffIndex`).
public typealias Diffs = QueryRows<Diff, DiffSummary>
/// The files that differ between two states, in git's order.
public typealias DiffStats = QueryRows<FileStats, DiffStatsSummary>
/// References in the order of their names.
public typealias References = QueryRows<ReferenceEntry, NoSummary>
/// The files of a tree or of the index, in git's order.
public typealias Files = QueryRows<FileEntry, FilesSummary>
/// The paths of a revision with the commits that last changed them, in git's order.
public typealias ModifiedPaths = QueryRows<ModifiedPath, LastModifiedSummary>
/// Whose lines each directory is made of.
public typealias Owners = QueryRows<DirectoryOwner, OwnersSummary>
/// What breaks the rules that a change was held against, rule by rule.
public typealias CheckFindings = QueryRows<CheckFinding, CheckSummary>
/// The groups that a change touches, or that depend on one which it touches.
public typealias AffectedGroups = QueryRows<AffectedGroup, CheckSummary>
/// The lines of each cohort at the end of each period, the earliest first.
public typealias Cohorts = QueryRows<Cohort, AgeSummary>
/// The sizes of what a history holds, what takes most first.
public typealias Weights = QueryRows<BlobWeight, WeightSummary>
/// The files of a history by how often they changed, the most changed first.
public typealias Hotspots = QueryRows<Hotspot, CountedSummary>
/// The pairs of files that change together, those with most shared commits first.
public typealias Coupling = QueryRows<CoupledPaths, CountedSummary>
/// What happened in the periods of a history, who came and left, or what each tag added.
public typealias Activity = QueryRows<ActivityRow, ContributorsSummary>
/// What is changed, untracked and ignored, in git's order.
public typealias Status = QueryRows<StatusFile, StatusSummary>
/// Tags in the order of their names.
public typealias Tags = QueryRows<TagReference, NoSummary>
/// The variables of the configuration, in the order git reads them.
public typealias ConfigVariables = QueryRows<ConfigVariable, NoSummary>
/// The stashes, the last one first.
public typealias Stashes = QueryRows<StashEntry, NoSummary>
/// The working trees, the main one first.
public typealias Worktrees = QueryRows<Worktree, NoSummary>
/// Descriptions of commits, in the order asked for.
public typealias DescribedRevisions = QueryRows<DescribedRevision, NoSummary>
/// Names of revisions, in the order asked for.
public typealias RevisionNames = QueryRows<NamedRevision, NoSummary>
/// Submodules in the order of the index, each followed by those inside of it.
public typealias Submodules = QueryRows<SubmoduleEntry, NoSummary>
/// Notes in the order of the objects they are about.
public typealias Notes = QueryRows<NoteEntry, YesOrNo>
/// The moves of references, the last one first.
public typealias ReflogRows = QueryRows<ReflogRow, ReflogSummary>
/// The remotes of the configuration, by name.
public typealias Remotes = QueryRows<RemoteEntry, NoSummary>
/// Objects in the order asked for, tags followed by what they point to.
public typealias ShownObjects = QueryRows<ShownObject, NoSummary>
