// Which references are wanted by the objects they point to: `--points-at`, `--contains`, `--merged` and their opposites.

import GitObjects

/// A request whose references are chosen by what they point to.
package protocol ReferenceFiltering: Sendable {
    /// `--contains`: references to commits that contain one of these commits.
    var contains: [[UInt8]] { get set }
    /// `--no-contains`
    var noContains: [[UInt8]] { get set }
    /// `--merged`: references to commits reachable from one of these commits.
    var merged: [[UInt8]] { get set }
    /// `--no-merged`
    var noMerged: [[UInt8]] { get set }
    /// `--points-at`: references to one of these objects.
    var pointsAt: [[UInt8]] { get set }
}

/// The same with the revisions looked up.
struct ReferenceFilters {
    private let reachability: ReachabilityFilter
    private let pointees: Set<ObjectID>

    /// Looks up the revisions of a request.
    ///
    /// - Throws: `.revision` for one that names nothing.
    init(_ request: some ReferenceFiltering, _ resolver: RevisionResolver) throws(RgitError) {
        reachability = try ReachabilityFilter(
            contains: request.contains, noContains: request.noContains, merged: request.merged,
            noMerged: request.noMerged, resolver)
        var pointees: Set<ObjectID> = []
        for name in request.pointsAt {
            guard let id = try resolver.find(name) else { throw resolver.unknown(name) }
            pointees.insert(id)
        }
        self.pointees = pointees
    }

    /// Whether every reference is wanted.
    var isEmpty: Bool { reachability.isEmpty && pointees.isEmpty }
    /// Whether references are chosen by the objects they point to (`--points-at`).
    var choosesObjects: Bool { !pointees.isEmpty }

    /// Whether a reference to `id`, and where that is a tag to `target`, points to one of the objects that are asked for.
    func pointsAtWanted(_ id: ObjectID, target: ObjectID?) -> Bool {
        pointees.isEmpty || pointees.contains(id) || target.map(pointees.contains) ?? false
    }

    /// The items whose commits are reached, or reach, as asked for; those without a commit are none of them.
    ///
    /// What cannot be read is added to the answer's problems.
    ///
    /// - Parameters:
    ///   - commit: The commit at an item's end; `nil` where that is another object.
    ///   - noun: What is counted, for the progress line.
    func reached<Item>(
        _ items: [Item], commit: (Item) -> ObjectID?, noun: String, _ context: QueryContext,
        _ answer: inout Answer<NoSummary>
    ) async throws -> [Item] {
        guard !reachability.isEmpty else { return items }
        let session = context.session
        let graph = try session.commitGraph()
        var distances = AheadBehind(
            loader: CommitLoader(session: session, reader: try session.makeReader(), graph: graph),
            preloader: CommitPreloader(session: session, sharding: context.sharding))
        let result = try await reached(
            items, commit: commit, noun: noun, context.progress, &distances)
        answer.problems += graph.problems + result.unread.map(\.problem)
        return result.wanted
    }

    /// The items whose commits are reached, or reach, as asked for, and those of which it cannot be read.
    func reached<Item>(
        _ items: [Item], commit: (Item) -> ObjectID?, noun: String, _ progress: ProgressMeter?,
        _ distances: inout AheadBehind
    ) async throws -> (wanted: [Item], unread: [(item: Item, problem: RgitError)]) {
        guard !reachability.isEmpty else { return (items, []) }
        let candidates = items.filter { commit($0) != nil }
        let pairs = candidates.compactMap(commit).flatMap { reachability.pairs(of: $0) }
        progress?.begin("Comparing \(noun)", total: pairs.count)
        var answers = try await distances.counts(pairs) { progress?.advance(by: $0) }[...]
        var wanted: [Item] = []
        var unread: [(item: Item, problem: RgitError)] = []
        for item in candidates {
            do throws(RgitError) {
                if try reachability.isWanted(&answers) { wanted.append(item) }
            } catch {
                unread.append((item, error))
            }
        }
        return (wanted, unread)
    }
}

extension ReferenceFiltering {
    /// The options that are used, for a message that says why there are no rows.
    var usedFilters: [String] {
        [
            (contains, "--contains"), (noContains, "--no-contains"), (merged, "--merged"),
            (noMerged, "--no-merged"), (pointsAt, "--points-at"),
        ].filter { !$0.0.isEmpty }.map(\.1)
    }
}
