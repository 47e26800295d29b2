// Takes a walk over the graph of commits forward, with the work that all workers share: reading ahead, and patch identities.

import GitObjects

/// The owner of a `GraphWalk`.
final class GraphReader {
    private var walk: GraphWalk
    private let session: Session
    private let loader: CommitLoader
    private let sharding: Sharding
    private let pathspec: Pathspec
    private let agreement: TreeAgreement
    private let preloader: CommitPreloader
    private var isListed = false

    /// The commits seen.
    var table: CommitTable { walk.state.table }
    /// What could not be read on the way.
    var problems: [RgitError] { walk.state.problems }
    /// The number of commits that may or may not belong to the paths.
    var unknownCommits: Int { walk.state.unknownCommits }

    /// Prepares a walk, and reads nothing yet.
    init(
        session: Session, tips: [GraphWalk.Tip], options: GraphWalk.Options, loader: CommitLoader,
        pathspec: Pathspec, sharding: Sharding
    ) throws(RgitError) {
        self.session = session
        self.loader = loader
        self.sharding = sharding
        self.pathspec = pathspec
        preloader = CommitPreloader(session: session, sharding: sharding)
        var options = options
        options.isPathLimited = !pathspec.isEmpty
        options.walk.expectPart(
            of: session, excludedTips: tips.count { $0.isNegative || $0.isLeft },
            isPathLimited: options.isPathLimited)
        agreement = TreeAgreement(
            try PathWorker(session: session, pathspec: pathspec).comparer,
            filters: pathspec.isEmpty ? nil : PathFilters(graph: loader.graph, pathspec: pathspec),
            isPathLimited: !pathspec.isEmpty)
        walk = GraphWalk(tips: tips, options: options, paths: agreement)
    }

    /// The next commits; fewer than `count` only at the end.
    func next(_ count: Int) async throws -> [CommitIndex] {
        if !isListed { try await prepare() }
        var rows: [CommitIndex] = []
        while rows.count < count {
            if !walk.isLimited, walk.wantsCommits(loader) { try await readCommits() }
            guard let row = walk.next(loader) else { break }
            rows.append(row)
        }
        return rows
    }

    /// Takes note of commits that are selected after all, in order: parents are rewritten where that is asked for.
    func select(_ rows: [CommitIndex]) {
        for row in rows { walk.rewriteParents(row, loader) }
    }

    /// Whether commits have to be asked for one by one, since what is given out decides how the walk goes on.
    var goesStepByStep: Bool { walk.goesStepByStep }

    /// What there is to say of a commit that is given out now.
    func give(_ row: CommitIndex) -> GraphPlace {
        let place = place(row, isBoundary: false)
        walk.noteShown(row)
        return place
    }

    /// The boundaries of all that was given out, once.
    func takeBoundaries() throws(RgitError) -> [(row: CommitIndex, place: GraphPlace)] {
        guard walk.options.graph.boundary else { return [] }
        return try walk.takeBoundaries(loader).map { ($0, place($0, isBoundary: true)) }
    }

    private func place(_ row: CommitIndex, isBoundary: Bool) -> GraphPlace {
        let graph = walk.options.graph
        var place = GraphPlace(isBoundary: isBoundary)
        if graph.namesSides { place.side = walk.state.has(row, .left) ? .left : .right }
        if graph.equivalents == .mark, !isBoundary {
            place.isEquivalent = walk.state.has(row, .equivalent)
        }
        if walk.state.simplified.contains(row) {
            place.parents = walk.state.parents(row).map { walk.state.table.ids[Int($0)] }
        }
        return place
    }

    private func prepare() async throws {
        isListed = true
        if walk.options.graph.simplifyByDecoration {
            let decorations = try await Decorations(session: session, sharding: sharding)
            agreement.decorated = decorations.commits
        }
        walk.prepare(loader)
        guard walk.isLimited, !walk.options.isNoWalk else { return }
        while !walk.visitAll(loader) { try await readCommits() }
        if let equivalents = walk.options.graph.equivalents { try await findEquivalents(equivalents) }
        try walk.completeList(loader)
    }

    private func readCommits() async throws {
        let preloader = preloader
        try await walk.addCommits { try await preloader.fill(&$0) }
    }

    /// Compares the patches of both sides of a symmetric difference.
    private func findEquivalents(_ equivalents: GraphOptions.Equivalents) async throws {
        var left: [CommitIndex] = []
        var right: [CommitIndex] = []
        for row in walk.list {
            if walk.state.has(row, .left) { left.append(row) } else { right.append(row) }
        }
        let patches = PatchIdentities(
            session: session, sharding: sharding, pathspec: walk.options.fullDiff ? .all : pathspec)
        let found = try await patches.equivalents(
            left.map { source($0) }, right.map { source($0) })
        for problem in found.problems { walk.state.report(problem) }
        for row in found.rows {
            walk.state.mark(row, equivalents == .mark ? .equivalent : .shown)
        }
    }

    private func source(_ row: CommitIndex) -> PatchIdentities.Source {
        let parents = walk.state.parents(row)
        return PatchIdentities.Source(
            row: row, tree: walk.state.table.trees[Int(row)],
            parent: parents.first.map { walk.state.table.trees[Int($0)] }, isMerge: parents.count > 1)
    }
}

/// Where a commit is in the graph that was asked for.
struct GraphPlace: Sendable {
    /// The side of the symmetric difference; `nil` where it is not asked for.
    var side: GraphOptions.Side?
    /// Whether it is an excluded commit at which the selection ends.
    var isBoundary = false
    /// Whether the other side has an equivalent patch; `nil` where it is not asked for.
    var isEquivalent: Bool?
    /// The parents that the simplified history leaves it; `nil` for those recorded.
    var parents: [ObjectID]?
    /// The move of a reference that led to it, where logs of references are walked: one or none. A list takes eight bytes in
    /// each commit where it is empty, the move itself close to two hundred.
    var moves: [ReflogRow] = []

    /// Notes in a commit where it is.
    func note(in commit: inout Commit) {
        commit.side = isBoundary ? nil : side
        commit.isBoundary = isBoundary
        commit.isEquivalent = isEquivalent
        if let parents { commit.parents = parents }
        if let move = moves.first { commit.reflog = move }
    }
}
