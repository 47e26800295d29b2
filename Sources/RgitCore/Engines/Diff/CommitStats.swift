// The line counts of commits as `git log --numstat` gives them: each against its first parent.

import GitObjects

/// What a commit's line counts depend on besides the commit; made once, shared by all workers.
struct CommitStatsPlan: Sendable {
    fileprivate let session: Session
    fileprivate let settings: DiffSettings
    fileprivate let submodules: SubmoduleSettings
    fileprivate let pathspec: Pathspec
    fileprivate let mergesFirstParent: Bool
    fileprivate let showsRoots: Bool
    fileprivate let excludedAttributes: [Text]
    /// The paths that were left out for their attributes.
    fileprivate let leftOut: LeftOutPaths
    /// Records where the rename limit cut a search short.
    let skippedRenames = SkippedRenames()

    /// Decides how commits are compared.
    ///
    /// - Parameters:
    ///   - diffMergesFirstParent: Whether a merge is compared with its first parent; otherwise it counts nothing.
    ///   - pathspec: Only these files count, and only among them are renames looked for.
    ///   - excludedAttributes: Files with one of these attributes do not count; `leftOut` gets their paths.
    /// - Throws: a usage error for options or settings that cannot be followed.
    init(
        _ session: Session, options: DiffOptions, diffMergesFirstParent: Bool = false,
        pathspec: Pathspec = .all, excludedAttributes: [Text] = [], leftOut: LeftOutPaths = LeftOutPaths()
    ) throws(RgitError) {
        self.session = session
        self.excludedAttributes = excludedAttributes
        self.leftOut = leftOut
        settings = try DiffSettings(options, config: session.config)
        submodules = try SubmoduleSettings(session)
        self.pathspec = pathspec
        mergesFirstParent = diffMergesFirstParent
        showsRoots = try session.config.bool("log.showroot") ?? true
    }

    /// Makes one worker's counter over the reader it has, best one of the share `trees`; blobs come with what `scanner` finds.
    func makeWorker(
        _ reader: ObjectReader, scanner: (any ContentScanner)? = nil
    ) throws(RgitError) -> CommitStats {
        try CommitStats(self, reader, scanner)
    }
}

/// Compares commits with their parents; one per worker.
final class CommitStats {
    private let plan: CommitStatsPlan
    let worker: DiffWorker
    private let excluded: ExcludedPaths
    /// Whether each path that was met is left out.
    private var isExcluded: [[UInt8]: Bool] = [:]

    fileprivate init(
        _ plan: CommitStatsPlan, _ reader: ObjectReader, _ scanner: (any ContentScanner)?
    ) throws(RgitError) {
        self.plan = plan
        excluded = try ExcludedPaths(plan.session, attributes: plan.excludedAttributes)
        // git log does not read the index, so the attributes there do not count.
        worker = try DiffWorker(
            plan.session, reader: reader,
            blobs: plan.session.makeReader(.blobs, scanner: scanner),
            settings: plan.settings, submodules: plan.submodules, skippedRenames: plan.skippedRenames)
    }

    /// The changed files of a commit, renames found, in git's order.
    ///
    /// - Parameters:
    ///   - row: The commit, which has been read into the table.
    ///   - table: Knows trees and parents as git sees them (grafts and shallow boundaries count).
    /// - Throws: `missingObject` or `damaged` for what cannot be read.
    func changes(of row: CommitIndex, in table: CommitTable) throws(RgitError) -> [FileChange] {
        if table.parentCount(row) > 1 && !plan.mergesFirstParent { return [] }
        return try changes(of: row, from: 0, in: table)
    }

    /// The changes of a commit from its parent at `position`, or of a root from nothing.
    func changes(
        of row: CommitIndex, from position: Int, in table: CommitTable
    ) throws(RgitError) -> [FileChange] {
        guard let trees = try trees(of: row, from: position, in: table) else { return [] }
        let changes = try worker.changes(from: trees.old, to: trees.new, filter: plan.pathspec)
        return plan.excludedAttributes.isEmpty ? changes : changes.filter { !leavesOut($0.path) }
    }

    /// Whether a path is left out for its attributes.
    private func leavesOut(_ path: [UInt8]) -> Bool {
        if let known = isExcluded[path] { return known }
        let leavesOut = excluded.contains(path)
        isExcluded[path] = leavesOut
        if leavesOut { plan.leftOut.note(path) }
        return leavesOut
    }

    /// Whether a directory that a commit changed from its parent at `position` passes `test`, which gets its trees.
    func hasDirectory(
        of row: CommitIndex, from position: Int, in table: CommitTable,
        _ test: @escaping (ObjectID?, ObjectID?) -> Bool
    ) throws(RgitError) -> Bool {
        guard let trees = try trees(of: row, from: position, in: table) else { return false }
        var isFound = false
        try TreeDiff.walk(
            from: trees.old, to: trees.new, reader: worker.reader, filter: plan.pathspec,
            directories: { old, new in
                isFound = test(old, new)
                return !isFound
            }, visit: { _ in true })
        return isFound
    }

    /// The trees that are compared; `nil` for a root that shows nothing.
    private func trees(
        of row: CommitIndex, from position: Int, in table: CommitTable
    ) throws(RgitError) -> (old: ObjectID?, new: ObjectID)? {
        let tree = table.trees[Int(row)]
        if table.parentCount(row) == 0 { return plan.showsRoots ? (nil, tree) : nil }
        let parent = table.parent(row, position)
        let parentTree =
            table.isLoaded(parent)
            ? table.trees[Int(parent)] : try worker.reader.commitLinks(table.ids[Int(parent)]).tree
        return (parentTree, tree)
    }
}
