// The stage of a selection that leaves only commits in which something came or went (-S, -G, --find-object).

import GitObjects

/// Takes the selected commits window by window and gives those in which something is found.
struct CommitPickaxe {
    /// What is looked for, and how commits are compared.
    struct Request {
        var pickaxe: PickaxeOptions
        var diff: DiffOptions
        var patches: PatchOptions
        /// What a merge is compared with.
        var merges: MergeDiff
    }

    private let window: PickaxeWindow
    private let maximumWindow: Int
    /// Found and not given yet, last first.
    private var found: [SelectedCommit] = []
    /// The number of commits that may still be given.
    var remaining = Int.max
    /// The number of commits to be searched together next: few at first, so that the first one found is shown soon.
    private(set) var windowSize = 256
    /// What could not be read.
    private(set) var problems: [RgitError] = []
    /// How many commits are not given because something could not be read.
    private(set) var unknownCommits = 0

    /// Prepares the search; `nil` where nothing is looked for.
    ///
    /// - Throws: a usage error for what cannot be looked for.
    init?(
        _ request: Request, pathspec: Pathspec, session: Session, reader: ObjectReader, sharding: Sharding
    ) throws(RgitError) {
        guard let plan = try PickaxePlan(request.pickaxe, request.patches, session: session, reader: reader)
        else { return nil }
        let patches = try CommitPatchPlan(
            session, request.diff, request.patches, merges: request.merges, pathspec: pathspec)
        window = PickaxeWindow(plan, patches, session: session, sharding: sharding)
        maximumWindow = session.memory.windowCommits
    }

    /// Whether more commits have to be searched before any can be given.
    var needsMore: Bool { found.isEmpty && remaining > 0 }

    /// What git would warn of.
    var warnings: [Warning] { window.patches.stats.skippedRenames.warnings }

    /// Searches commits, of which all before have been given.
    mutating func search(_ commits: [SelectedCommit], _ table: CommitTable) async throws {
        windowSize = min(windowSize * 4, maximumWindow)
        found = try await window.kept(commits, table, problems: &problems, unknown: &unknownCommits)
            .reversed()
    }

    /// At most `limit` of those found.
    mutating func take(_ limit: Int) -> [SelectedCommit] {
        let count = min(limit, found.count, remaining)
        let taken = Array(found.suffix(count).reversed())
        found.removeLast(count)
        remaining -= count
        return taken
    }
}
