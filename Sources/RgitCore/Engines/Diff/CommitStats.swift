// The line counts of commits as `git log --numstat` gives them: each against its first parent.

import GitObjects

/// What a commit's line counts depend on besides the commit; made once, shared by all workers.
struct CommitStatsPlan: Sendable {
    fileprivate let repo: Repo
    fileprivate let settings: DiffSettings
    fileprivate let submodules: SubmoduleSettings
    fileprivate let pathspec: Pathspec
    fileprivate let mergesFirstParent: Bool
    fileprivate let showsRoots: Bool
    /// Told where the rename limit cut a search short.
    let skippedRenames = SkippedRenames()

    /// Decides how commits are compared.
    ///
    /// - Parameters:
    ///   - diffMergesFirstParent: Whether a merge is compared with its first parent; otherwise it counts nothing.
    ///   - pathspec: Only these files count, and only among them are renames looked for.
    /// - Throws: a usage error for options or settings that cannot be followed.
    init(
        _ repo: Repo, options: DiffOptions, diffMergesFirstParent: Bool = false, pathspec: Pathspec = .all
    ) throws(RgitError) {
        self.repo = repo
        settings = try DiffSettings(options, config: repo.config)
        submodules = try SubmoduleSettings(repo)
        self.pathspec = pathspec
        mergesFirstParent = diffMergesFirstParent
        showsRoots = try repo.config.bool("log.showroot") ?? true
    }

    /// Makes one worker's counter over the reader it has.
    func makeWorker(_ reader: ObjectReader) throws(RgitError) -> CommitStats {
        try CommitStats(self, reader)
    }
}

/// Counts the lines of commits; one per worker.
final class CommitStats {
    private let plan: CommitStatsPlan
    private let worker: DiffWorker

    fileprivate init(_ plan: CommitStatsPlan, _ reader: ObjectReader) throws(RgitError) {
        self.plan = plan
        // git log does not read the index, so the attributes there do not count.
        worker = try DiffWorker(
            plan.repo, reader: reader, blobs: plan.repo.makeReader(cacheBytes: 16 << 20),
            settings: plan.settings, submodules: plan.submodules, skippedRenames: plan.skippedRenames)
    }

    /// The changed files of a commit, renames found, in git's order.
    ///
    /// - Parameters:
    ///   - tree: The commit's tree.
    ///   - parents: Its parents as git sees them (grafts and shallow boundaries count).
    /// - Throws: `missingObject` or `damaged` for what cannot be read.
    func changes(tree: ObjectID, parents: [ObjectID]) throws(RgitError) -> [FileChange] {
        guard let first = parents.first else {
            return plan.showsRoots ? try changes(tree: tree, parentTree: nil) : []
        }
        if parents.count > 1 && !plan.mergesFirstParent { return [] }
        return try changes(tree: tree, parentTree: self.tree(of: first))
    }

    /// The files that differ between a commit's tree and that of its first parent, `nil` for none.
    private func changes(tree: ObjectID, parentTree: ObjectID?) throws(RgitError) -> [FileChange] {
        try worker.changes(from: parentTree, to: tree, filter: plan.pathspec)
    }

    /// The changed files of a commit that is only known by name.
    func changes(of commit: ObjectID) throws(RgitError) -> [FileChange] {
        let links = try self.links(of: commit)
        if plan.repo.shallowCommits.contains(commit) { return try changes(tree: links.tree, parents: []) }
        return try changes(tree: links.tree, parents: plan.repo.grafts[commit] ?? links.parents)
    }

    /// The row of a change; `nil` where white space, say, was all that changed and is ignored.
    func file(_ change: FileChange) throws(RgitError) -> FileStats? { try worker.stats(change) }

    private func tree(of commit: ObjectID) throws(RgitError) -> ObjectID { try links(of: commit).tree }

    private func links(of commit: ObjectID) throws(RgitError) -> CommitLinks {
        let bytes = try worker.reader.bytes(commit, .commit)
        guard let links = CommitParser.links(bytes.span) else {
            throw RgitError(.damaged, "malformed commit", commit.hex, object: commit)
        }
        return links
    }
}
