// Finds out how a base has what a branch changed: by its commits, by their patches, or by the files they left.

import GitObjects

/// Compares branches with one base beyond what their commits say: squashed and picked branches are found, too.
struct MergedBranches {
    private let context: QueryContext
    private let reader: ObjectReader
    private let base: ObjectID
    /// What could not be read on the way, each once.
    private(set) var problems: [RgitError] = []
    private var reported = ReportedObjects()
    /// The patches of the base's commits are compared with those of every branch.
    private let patches: PatchIdentities

    init(_ context: QueryContext, base: ObjectID) throws(RgitError) {
        self.context = context
        self.base = base
        reader = try context.session.makeReader(.trees)
        patches = PatchIdentities(
            session: context.session, sharding: context.sharding, pathspec: .all, remembersFiles: true)
    }

    /// How the base has what the branch changed; `nil` where it has not.
    ///
    /// - Parameters:
    ///   - branch: The last commit of the branch.
    ///   - isAncestor: Whether the base reaches it.
    mutating func how(_ branch: ObjectID, isAncestor: Bool) async throws -> Branch.MergedHow? {
        if isAncestor { return .ancestor }
        let session = context.session
        let loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
        var table = CommitTable()
        let bases = try MergeBases.find(base, branch, loader: loader, table: &table)
        let fork = try bases.first.map { base throws(RgitError) in try loader.links(base).tree }
        let tree = try loader.links(branch).tree
        if try await hasPatches(of: branch, tree: tree, since: fork) { return .patchID }
        return try hasFiles(tree, since: fork, in: loader.links(base).tree) ? .tree : nil
    }

    /// Whether the commits that only the base has contain the patches of those that only the branch has, one by one or as
    /// one.
    private mutating func hasPatches(
        of branch: ObjectID, tree: ObjectID, since fork: ObjectID?
    ) async throws -> Bool {
        var request = HistoryRequest()
        request.items = [.word(base.hex + Array("...".utf8) + branch.hex)]
        request.paths = []
        request.maxParents = 1
        request.graph.leftRight = true
        var selection = try CommitSelection(
            session: context.session, request: request, reader: reader, mailmap: nil,
            following: CommitSelection.Following(), sharding: context.sharding)
        var left: [CommitIndex] = []
        var right: [CommitIndex] = []
        while true {
            let commits = try await selection.next(1 << 16)
            if commits.isEmpty { break }
            for commit in commits {
                if commit.place?.side == .left { left.append(commit.row) } else { right.append(commit.row) }
            }
        }
        for problem in selection.problems { reported.add(problem, to: &problems) }
        let table = selection.table
        let loader = CommitLoader(
            session: context.session, reader: reader, graph: try context.session.commitGraph())
        func sources(_ rows: [CommitIndex]) throws(RgitError) -> [PatchIdentities.Source] {
            var sources: [PatchIdentities.Source] = []
            for row in rows {
                // A parent that is left out need not be in the table with its tree.
                let parent = table.parentCount(row) > 0 ? table.ids[Int(table.parent(row, 0))] : nil
                sources.append(
                    PatchIdentities.Source(
                        row: row, tree: table.trees[Int(row)],
                        parent: try parent.map { id throws(RgitError) in try loader.links(id).tree },
                        isMerge: false))
            }
            return sources
        }
        let whole = PatchIdentities.Source(
            row: CommitIndex.max, tree: tree, parent: fork, isMerge: false)
        let found = try await patches.equivalents(sources(left), sources(right) + [whole])
        for problem in found.problems { reported.add(problem, to: &problems) }
        if !right.isEmpty, right.allSatisfy(found.rows.contains) { return true }
        return found.rows.contains(whole.row)
    }

    /// Whether every file that differs between the trees `fork` and `tree` is in the tree `base` as it is in `tree`.
    private func hasFiles(
        _ tree: ObjectID, since fork: ObjectID?, in base: ObjectID
    ) throws(RgitError) -> Bool {
        let open = Set(
            try TreeDiff.changes(from: base, to: tree, reader: reader, filter: Pathspec.all).map(\.path))
        return try TreeDiff.changes(from: fork, to: tree, reader: reader, filter: Pathspec.all)
            .allSatisfy { !open.contains($0.path) }
    }
}
