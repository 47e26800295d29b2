// Questions about branches, about what changed, and about whose lines are there.

extension Repo {
    /// The branches with their last commits, and how they compare with their upstreams and with a base (GitPython's
    /// `heads`, `branches` and `remote.refs`, `git branch -vv`).
    ///
    ///     for branch in try await repo.branches() where branch.isHead { print(branch.name) }
    ///
    /// - Parameters:
    ///   - patterns: Patterns the names have to match, as `git branch --list` takes them; none for all branches.
    ///   - scope: Local branches, remote-tracking ones, or both.
    ///   - base: The revision all of them are compared with; `nil` for the remote's default branch or the one HEAD is on.
    ///   - contains: Only branches that contain one of these commits.
    ///   - merged: Only branches that one of these commits reaches.
    ///   - noMerged: Only branches that none of these commits reaches.
    ///   - pointsAt: Only branches of one of these commits.
    ///   - forked: Only branches that follow one of these branches, or one whose short name matches one of these globs.
    ///   - gone: Only branches that follow one that does not exist any more.
    ///   - staleDays: Only branches whose last commit was made more than this number of days ago.
    ///   - mergedHow: Whether ``Branch/mergedHow`` is filled in, for which patches are compared.
    ///   - sort: Keys as `git branch --sort` takes them, such as `-committerdate`, the last one first in force.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The branches; those that could not be read are among its `problems`.
    /// - Throws: `RgitError` of kind `.usage` or `.revision` where a sort key or a revision is unknown.
    public func branches(
        _ patterns: [String] = [], scope: BranchesRequest.Scope = .local, base: String? = nil,
        contains: [String] = [], merged: [String] = [], noMerged: [String] = [],
        pointsAt: [String] = [], forked: [String] = [], gone: Bool = false, staleDays: Int? = nil,
        mergedHow: Bool = false, sort: [String] = [], jobs: Int? = nil, progress: ProgressMeter? = nil
    ) async throws -> Branches {
        try await answer { session in
            var request = BranchesRequest()
            request.scope = scope
            request.patterns = patterns.map { Array($0.utf8) }
            request.base = base.map { Array($0.utf8) }
            request.contains = contains.map { Array($0.utf8) }
            request.merged = merged.map { Array($0.utf8) }
            request.noMerged = noMerged.map { Array($0.utf8) }
            request.pointsAt = pointsAt.map { Array($0.utf8) }
            request.forked = forked.map { Array($0.utf8) }
            request.gone = gone
            request.staleDays = staleDays
            request.sort = sort.map { Array($0.utf8) }
            return try await session.branches(request, mergedHow: mergedHow, Sharding(jobs), progress)
        }
    }

    /// The references, in the order of their names (GitPython's `references`, `git for-each-ref`).
    ///
    ///     for tag in try await repo.references(["refs/tags"]) { print(tag.name, tag.objectHexsha) }
    ///
    /// - Parameters:
    ///   - patterns: Full names, beginnings of them up to a slash, or globs; none for all.
    ///   - sort: Keys as `git for-each-ref --sort` takes them, or fields, the last one first in force.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    /// - Returns: The references; those that could not be read are among its `problems`.
    /// - Throws: `RgitError` where the references can't be listed.
    public func references(
        _ patterns: [String] = [], sort: [String] = [], jobs: Int? = nil
    ) async throws -> References {
        try await answer { session in
            var request = ReferencesRequest()
            request.patterns = patterns.map { Array($0.utf8) }
            request.sort = sort.map { Array($0.utf8) }
            return try await session.references(request, Sharding(jobs))
        }
    }

    /// The files of a revision (GitPython's `tree.traverse()`, `git ls-tree -r -l`).
    ///
    ///     let sizes = try await repo.files("v1.0", paths: ["src"]).compactMap(\.size)
    ///
    /// - Parameters:
    ///   - revision: A commit or a tree.
    ///   - paths: Pathspecs; with any, only these files.
    ///   - trees: Whether directories are listed too.
    ///   - depth: The greatest number of levels; deeper directories are entries. `nil` for all.
    ///   - sizes: Whether ``FileEntry/size`` is filled in, for which each blob is looked up.
    ///   - lastCommit: Whether ``FileEntry/lastCommit`` is filled in, for which history is read.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The files; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the revision is unknown or its tree can't be read.
    public func files(
        _ revision: String = "HEAD", paths: [String] = [], trees: Bool = false, depth: Int? = nil,
        sizes: Bool = true, lastCommit: Bool = false, jobs: Int? = nil, progress: ProgressMeter? = nil
    ) async throws -> Files {
        try await answer { session in
            var request = FilesRequest()
            request.words = [Array(revision.utf8)]
            request.paths = paths.map { Array($0.utf8) }
            request.trees = trees
            request.depth = depth
            request.lastCommit = lastCommit
            return try await session.files(request, sizes: sizes, Sharding(jobs), progress)
        }
    }

    /// The commit that last changed each path of a revision (`git log -1 REVISION -- PATH` for all of them, git 2.52's
    /// `git last-modified`).
    ///
    ///     for row in try await repo.lastModified(paths: ["docs"]) { print(row.path, row.commit?.committer.date ?? "") }
    ///
    /// - Parameters:
    ///   - revision: A commit.
    ///   - paths: Pathspecs; with any, only these paths.
    ///   - trees: Whether directories are rows, too.
    ///   - depth: The greatest number of levels; what changes below counts for the directory. `nil` for all.
    ///   - created: Whether ``ModifiedPath/created`` is filled in, for which all of history is read.
    ///   - firstParent: Whether only the first parent of merges is followed.
    ///   - excludedAttributes: Files with one of these attributes are left out, such as `linguist-generated`.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The paths in git's order; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the revision is unknown or its tree can't be read.
    public func lastModified(
        _ revision: String = "HEAD", paths: [String] = [], trees: Bool = true, depth: Int? = nil,
        created: Bool = false, firstParent: Bool = false, excludedAttributes: [String] = [],
        jobs: Int? = nil, progress: ProgressMeter? = nil
    ) async throws -> ModifiedPaths {
        try await answer { session in
            var request = LastModifiedRequest()
            request.words = [Array(revision.utf8)]
            request.paths = paths.map { Array($0.utf8) }
            request.trees = trees
            request.depth = depth
            request.created = created
            request.firstParent = firstParent
            request.excludedAttributes = excludedAttributes.map { Text($0) }
            return try await session.lastModified(request, Sharding(jobs), progress)
        }
    }

    /// Objects of any type (GitPython's `rev_parse`, `commit.stats`, `tag.tag`, `tree`; `git show`).
    ///
    ///     for object in try await repo.show("v1.0") { print(object.type, object.commit?.summary ?? "") }
    ///
    /// - Parameters:
    ///   - revisions: Names of commits, tags, trees or files (`REVISION:PATH`).
    ///   - patches: Whether files that a commit changed have their ``FileStats/patch``.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    /// - Returns: The objects, a tag followed by what it points to; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the only revision is unknown or can't be read.
    public func show(
        _ revisions: String..., patches: Bool = false, jobs: Int? = nil
    ) async throws -> ShownObjects {
        var request = ShowRequest()
        request.patch = patches
        request.revisions = revisions.map { Array($0.utf8) }
        return try await answer { [request] in try await $0.show(request, Sharding(jobs)) }
    }

    /// The entries of the index (GitPython's `index.entries`, `git ls-files -s`).
    ///
    /// - Parameters:
    ///   - paths: Pathspecs; with any, only these files.
    ///   - sizes: Whether ``FileEntry/size`` is filled in, for which each blob is looked up.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    /// - Throws: `RgitError` where the index can't be read.
    public func indexFiles(paths: [String] = [], sizes: Bool = false, jobs: Int? = nil) async throws -> Files
    {
        try await answer { session in
            var request = FilesRequest()
            request.index = true
            request.paths = paths.map { Array($0.utf8) }
            return try await session.files(request, sizes: sizes, Sharding(jobs), nil)
        }
    }

    /// What differs between two states (GitPython's `a.diff(b)`, `repo.index.diff(None)`, `git diff`).
    ///
    ///     for change in try await repo.diff("v1.0", "main") where change.renamedFile { print(change.aPath, change.bPath) }
    ///
    /// - Parameters:
    ///   - old: A commit, with `new` left out compared with the working tree; or a range such as `main...topic`; `nil` for
    ///     the index.
    ///   - new: The commit `old` is compared with.
    ///   - staged: Whether the index is compared with HEAD, or with `old`, rather than the working tree.
    ///   - paths: Pathspecs; with any, only they are compared.
    ///   - createPatch: Whether ``Diff/patch`` is filled in.
    ///   - reversed: Whether the second state is the one that is compared with (GitPython's `R=True`).
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The changes; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func diff(
        _ old: String? = nil, _ new: String? = nil, staged: Bool = false, paths: [String] = [],
        createPatch: Bool = false, reversed: Bool = false, jobs: Int? = nil, progress: ProgressMeter? = nil
    ) async throws -> Diffs {
        try await answer { session in
            var request = DiffRequest()
            request.words = [old, new].compactMap { $0.map { Array($0.utf8) } }
            request.staged = staged
            // With an empty list a word is never taken for a path.
            request.paths = paths.map { Array($0.utf8) }
            request.reversed = reversed
            return try await session.diff(
                request, parts: createPatch ? .all : .binary, Sharding(jobs), progress)
        }
    }

    /// The lines that changed between two states (GitPython's `commit.stats`, `git diff --numstat`).
    ///
    ///     print(try await repo.diffStats("v1.0", "main").total.lines)
    ///
    /// - Parameters:
    ///   - old: A commit, with `new` left out compared with its first parent; or a range such as `main...topic`; `nil` for
    ///     what is not committed.
    ///   - new: The commit `old` is compared with.
    ///   - staged: Whether the index is compared with HEAD, or with `old`, rather than the working tree.
    ///   - paths: Pathspecs; with any, only they are compared.
    ///   - key: Whether the answer also has sums by directory or extension.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The changed files and their sums; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func diffStats(
        _ old: String? = nil, _ new: String? = nil, staged: Bool = false, paths: [String] = [],
        by key: DiffStatsRequest.Key = .file, jobs: Int? = nil, progress: ProgressMeter? = nil
    ) async throws -> DiffStats {
        try await answer { session in
            var request = DiffStatsRequest()
            request.words = [old, new].compactMap { $0.map { Array($0.utf8) } }
            request.staged = staged
            request.paths = paths.map { Array($0.utf8) }
            request.key = key
            return try await session.diffStats(request, Sharding(jobs), progress)
        }
    }

    /// The commits that the lines of a file came in (GitPython's `repo.blame`, `git blame`).
    ///
    ///     let blame = try await repo.blame("README.md")
    ///     for hunk in blame.hunks { print(hunk.start, blame.commits[hunk.commit].author.actor.name) }
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - revision: The commit whose file is meant, or a range such as `v1.0..main` with older lines at its
    ///     boundary; `nil` for the file in the working tree.
    ///   - lines: Ranges of lines as `git blame -L` takes them, such as `10,20`; none for all lines.
    ///   - ignoreWhitespace: Whether changes of white space are ignored (`-w`).
    ///   - ignoredRevisions: Commits whose changes are ignored (`--ignore-rev`).
    ///   - moved: Which moved and copied lines are followed, such as `.withinFile` (`-M`) or `.copied` (`-C`).
    ///   - firstParent: Whether only the first parent of a merge is followed.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Throws: `RgitError` for a file or a revision that is not there, a bad range of lines, and history that can't be read.
    public func blame(
        _ path: String, revision: String? = nil, lines: [String] = [], ignoreWhitespace: Bool = false,
        ignoredRevisions: [String] = [], moved: MovedLines = .none, firstParent: Bool = false,
        jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> BlameReport {
        let reports = try await blame(
            [path], revision: revision, lines: lines, ignoreWhitespace: ignoreWhitespace,
            ignoredRevisions: ignoredRevisions, moved: moved, firstParent: firstParent, jobs: jobs,
            progress: progress)
        return reports.first ?? BlameReport()
    }

    /// The commits that the lines of several files came in, the files shared among the workers (RustyGit's
    /// `get_blame_for_files`).
    ///
    ///     for blame in try await repo.blame(["README.md", "src/main.c"], revision: "v1.0") {
    ///         print(blame.path, blame.commits.count)
    ///     }
    ///
    /// The parameters are those of the blame of one file; ranges of lines are taken of every file.
    ///
    /// - Returns: A blame for each path, in the order of the paths.
    /// - Throws: `RgitError` for the first file that is not there or can't be blamed.
    public func blame(
        _ paths: [String], revision: String? = nil, lines: [String] = [], ignoreWhitespace: Bool = false,
        ignoredRevisions: [String] = [], moved: MovedLines = .none, firstParent: Bool = false,
        jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> [BlameReport] {
        guard !paths.isEmpty else { return [] }
        return try await answer { session in
            var request = BlameRequest()
            request.words = revision.map { [Array($0.utf8)] } ?? []
            request.paths = paths.map { Array($0.utf8) }
            request.ranges = lines.map { Array($0.utf8) }
            request.ignoreWhitespace = ignoreWhitespace
            request.ignoredRevisions = ignoredRevisions.map { Array($0.utf8) }
            request.moved = moved
            request.firstParent = firstParent
            return try await session.blame(request, Sharding(jobs), progress)
        }
    }

    /// Whose lines a tree is made of: `git blame` of all its text files, added up.
    ///
    ///     for row in try await repo.blameStats(by: [.author], paths: ["src"]) { print(row.keys, row.lines) }
    ///
    /// - Parameters:
    ///   - revision: The commit whose tree is meant, or a range with older lines at its boundary.
    ///   - keys: What lines are summed by.
    ///   - paths: Pathspecs; with any, only their files are blamed.
    ///   - depth: How many components of a directory's path are kept; `nil` for all.
    ///   - excludeGenerated: Whether files are left out that attributes call generated or vendored.
    ///   - ignoreWhitespace: Whether changes of white space are ignored (`-w`).
    ///   - ignoredRevisions: Commits whose changes are ignored (`--ignore-rev`).
    ///   - moved: Which moved and copied lines are followed, such as `.withinFile` (`-M`) or `.copied` (`-C`).
    ///   - excludeBots: Whether lines of automated accounts are left out and counted apart.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The sums; what could not be read is among its `problems`, and the lines that depend on it are
    ///   counted as ``BlameStatsSummary/unknownLines``.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func blameStats(
        _ revision: String = "HEAD", by keys: [BlameStatsRequest.Key] = [.author], paths: [String] = [],
        depth: Int? = nil, excludeGenerated: Bool = false, ignoreWhitespace: Bool = false,
        ignoredRevisions: [String] = [], moved: MovedLines = .none, excludeBots: Bool = false,
        jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> BlameStats {
        try await answer { session in
            var request = BlameStatsRequest()
            request.words = [Array(revision.utf8)]
            request.keys = keys
            request.paths = paths.map { Array($0.utf8) }
            request.depth = depth
            request.excludeGenerated = excludeGenerated
            request.ignoreWhitespace = ignoreWhitespace
            request.ignoredRevisions = ignoredRevisions.map { Array($0.utf8) }
            request.moved = moved
            request.excludeBots = excludeBots
            return try await session.blameStats(request, Sharding(jobs), progress)
        }
    }

    /// Whose each directory is, by the lines they wrote or by another metric, directory by directory, who has most first.
    ///
    ///     for row in try await repo.owners() where row.rank <= row.busFactor { print(row.path, row.actor) }
    ///
    /// - Parameters:
    ///   - revision: The commit whose tree is meant.
    ///   - paths: Pathspecs; with any, only their files are blamed.
    ///   - metric: What makes an owner.
    ///   - depth: How many components of a directory are kept.
    ///   - cumulative: Whether a line counts for each directory above it.
    ///   - excludeBots: Whether lines of automated accounts are left out and counted apart.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The rows; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func owners(
        _ revision: String = "HEAD", paths: [String] = [], metric: OwnersRequest.Metric = .lines,
        depth: Int = 1, cumulative: Bool = false, excludeBots: Bool = false, jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> Owners {
        try await answer { session in
            var request = OwnersRequest()
            request.blame.words = [Array(revision.utf8)]
            request.blame.paths = paths.map { Array($0.utf8) }
            request.blame.excludeBots = excludeBots
            request.metric = metric
            request.depth = depth
            request.cumulative = cumulative
            return try await session.owners(request, Sharding(jobs), progress)
        }
    }

    /// How long lines survive: those of each cohort at the end of each period, the earliest first.
    ///
    ///     for row in try await repo.age(every: .period(.quarter)) { print(row.period, row.cohort, row.lines) }
    ///
    /// - Parameters:
    ///   - revision: The commit whose history along first parents is measured.
    ///   - interval: How often lines are counted.
    ///   - key: What the lines of a cohort have in common.
    ///   - paths: Pathspecs; with any, only their files are blamed.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    ///   - progress: What tells how far the work is.
    /// - Returns: The rows; what could not be read is among its `problems`.
    /// - Throws: `RgitError` where the question can't be answered at all.
    public func age(
        _ revision: String = "HEAD", every interval: AgeRequest.Interval = .period(.year),
        by key: AgeRequest.Key = .period(.year), paths: [String] = [], jobs: Int? = nil,
        progress: ProgressMeter? = nil
    ) async throws -> Cohorts {
        try await answer { session in
            var request = AgeRequest()
            request.blame.words = [Array(revision.utf8)]
            request.blame.paths = paths.map { Array($0.utf8) }
            request.interval = interval
            request.key = key
            return try await session.age(request, Sharding(jobs), progress)
        }
    }
}
