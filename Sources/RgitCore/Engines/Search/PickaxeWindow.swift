// Decides for a window of commits which changes -S and the like keep: trees first, then every content once, path by path.

import GitObjects

/// Leaves of commits what git's pickaxe leaves of them, on all workers.
///
/// The trees of all commits of a window are compared first. Then every distinct content is read and searched once, those of one
/// path after the other, where a pack holds them as differences of each other; that decides nearly all changes. The
/// few whose lines have to be compared come last. Answers are in the order of the commits.
struct PickaxeWindow: Sendable {
    /// What is compared, and with what of a merge.
    let patches: CommitPatchPlan
    private let plan: PickaxePlan
    private let sharding: Sharding
    private let pool: WorkerPool<CommitSearcher>

    /// Prepares to look for what `plan` says.
    init(_ plan: PickaxePlan, _ patches: CommitPatchPlan, session: Session, sharding: Sharding) {
        self.plan = plan
        self.patches = patches
        self.sharding = sharding
        pool = WorkerPool { try CommitSearcher(plan, patches, session.makeReader(.trees)) }
    }

    /// The commits in which something is found, each with only what is kept of it, in their order.
    ///
    /// What cannot be read is added to `problems`, the commits that it leaves undecided to `unknown`.
    func kept(
        _ commits: [SelectedCommit], _ table: CommitTable, problems: inout [RgitError], unknown: inout Int
    ) async throws -> [SelectedCommit] {
        var changes = WindowChanges()
        try await sharding.orderedChunks(
            count: commits.count, size: chunk(commits.count, most: 1024), pool: pool,
            compute: { worker, range in commits[range].map { worker.parts(of: $0, in: table) } },
            consume: { (results: [Result<[CommitPart], RgitError>]) in
                for result in results { changes.append(result) }
            })
        try await decide(&changes)
        let decided = changes
        let found = try pool.withWorker { worker in
            var found = (kept: [SelectedCommit](), problems: [RgitError](), unknown: 0)
            for (position, commit) in commits.enumerated() {
                let (parts, problems) = decided.parts(position, keepsAll: plan.keepsAll)
                found.problems += problems
                if let commit = worker.shown(commit, parts) {
                    found.kept.append(commit)
                } else if !problems.isEmpty {
                    found.unknown += 1
                }
            }
            return found
        }
        problems += found.problems
        unknown += found.unknown
        return found.kept
    }

    private func chunk(_ count: Int, most: Int) -> Int { max(8, min(most, count / (sharding.jobs * 4))) }

    // MARK: Deciding

    private func decide(_ window: inout WindowChanges) async throws {
        if plan.kind == .object {
            for place in window.changes.indices { window.isKept[place] = plan.finds(window.changes[place]) }
            return
        }
        let order = window.places.inOrder()
        let tallies = try pool.withWorker(\.matcher.tallies) ? try await tallies(&window, order) : nil
        let changes = window.changes
        // Whatever has no match before or after is no change that is looked for.
        let candidates = order.filter { place in
            guard let tallies else { return true }
            let (old, new) = tallies.of(place)
            switch plan.kind {
            case .occurrences: return old.lines.count != new.lines.count
            default: return old.lines.count > 0 || new.lines.count > 0 || old.isTooLarge || new.isTooLarge
            }
        }
        if plan.kind == .occurrences, tallies != nil {
            for place in candidates where window.failures[Int(place)] == nil {
                window.isKept[Int(place)] = true
            }
            return
        }
        var done = 0
        try await sharding.orderedChunks(
            count: candidates.count, size: chunk(candidates.count, most: 128), pool: pool,
            compute: { worker, range in
                candidates[range].map { place -> Result<Bool, RgitError> in
                    worker.matches(changes[Int(place)], tallies?.of(place))
                }
            },
            consume: { (results: [Result<Bool, RgitError>]) in
                for result in results {
                    let place = Int(candidates[done])
                    done += 1
                    if window.failures[place] != nil { continue }
                    switch result {
                    case .success(let isKept): window.isKept[place] = isKept
                    case .failure(let error): window.failures[place] = error
                    }
                }
            })
    }

    /// Reads and searches every content of the window once, in the order of paths.
    private func tallies(_ window: inout WindowChanges, _ order: [UInt32]) async throws -> ContentTallies {
        var found = ContentTallies(count: window.changes.count)
        for place in order { found.add(window.changes[Int(place)], at: Int(place)) }
        let contents = found.contents
        var failed: [UInt32: RgitError] = [:]
        try await sharding.orderedChunks(
            count: contents.count, size: chunk(contents.count, most: 256), pool: pool,
            compute: { worker, range in contents[range].map { worker.tally($0.version, $0.path) } },
            consume: { (results: [Result<ContentTally, RgitError>]) in
                for result in results {
                    switch result {
                    case .success(let tally): found.tallies.append(tally)
                    case .failure(let error):
                        failed[UInt32(truncatingIfNeeded: found.tallies.count)] = error
                        found.tallies.append(.absent)
                    }
                }
            })
        if !failed.isEmpty {
            for place in order {
                let pair = found.pairs[Int(place)]
                if let error = failed[pair.old] ?? failed[pair.new] { window.failures[Int(place)] = error }
            }
        }
        return found
    }
}

/// The changes of a window of commits, and what is decided about them.
private struct WindowChanges: Sendable {
    private(set) var changes: [FileChange] = []
    private(set) var places = PathPlaces()
    var isKept: [Bool] = []
    /// Why it is not known of some changes whether they are kept.
    var failures: [Int: RgitError] = [:]
    /// The parts of all commits without their changes, and where the changes of each end.
    private var parts: [(part: CommitPart, end: Int)] = []
    /// Where the parts of each commit end.
    private var ends: [Int] = []
    private var uncompared: [Int: RgitError] = [:]

    mutating func append(_ result: Result<[CommitPart], RgitError>) {
        switch result {
        case .failure(let error): uncompared[ends.count] = error
        case .success(let found):
            for var part in found {
                for var change in part.changes {
                    places.append(&change.path)
                    changes.append(change)
                    isKept.append(false)
                }
                part.changes = []
                parts.append((part, changes.count))
            }
        }
        ends.append(parts.count)
    }

    /// What is kept of the commit at `position`, and why it is not known whether that is all.
    func parts(_ position: Int, keepsAll: Bool) -> ([CommitPart], [RgitError]) {
        if let error = uncompared[position] { return ([], [error]) }
        var result: [CommitPart] = []
        var problems: [RgitError] = []
        for index in (position == 0 ? 0 : ends[position - 1])..<ends[position] {
            let range = (index == 0 ? 0 : parts[index - 1].end)..<parts[index].end
            var part = parts[index].part
            if !failures.isEmpty { problems += range.compactMap { failures[$0] } }
            let hasAny = isKept[range].contains(true)
            part.changes =
                keepsAll
                ? (hasAny ? Array(changes[range]) : [])
                : hasAny ? range.filter { isKept[$0] }.map { changes[$0] } : []
            result.append(part)
        }
        return (result, problems)
    }
}

/// The distinct contents of a window's changes, and what each says.
private struct ContentTallies: Sendable {
    /// The contents, in the order in which they are read.
    private(set) var contents: [(version: FileVersion, path: [UInt8])] = []
    /// The numbers of the two contents of each change; the greatest number where there is none.
    private(set) var pairs: [(old: UInt32, new: UInt32)]
    var tallies: [ContentTally] = []
    private var numbers: [ObjectID: UInt32] = [:]
    private static let none = UInt32.max

    init(count: Int) { pairs = Array(repeating: (Self.none, Self.none), count: count) }

    mutating func add(_ change: FileChange, at place: Int) {
        guard change.kind != .unmerged, !change.hasSameContent else { return }
        if let new = change.new { pairs[place].new = number(new, change.path) }
        if let old = change.old { pairs[place].old = number(old, change.oldPath ?? change.path) }
    }

    private mutating func number(_ version: FileVersion, _ path: [UInt8]) -> UInt32 {
        if let number = numbers[version.id] { return number }
        let number = UInt32(truncatingIfNeeded: contents.count)
        numbers[version.id] = number
        contents.append((version, path))
        return number
    }

    /// What the contents of a change say.
    func of(_ place: UInt32) -> (old: ContentTally, new: ContentTally) {
        let pair = pairs[Int(place)]
        return (tally(pair.old), tally(pair.new))
    }

    private func tally(_ number: UInt32) -> ContentTally {
        number == Self.none ? .absent : tallies[Int(number)]
    }
}
