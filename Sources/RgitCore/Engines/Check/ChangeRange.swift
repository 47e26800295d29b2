// The commits of a change and its two ends, and what of them a shallow clone leaves unknown.

import GitObjects

/// What a change consists of.
struct ChangeRange {
    /// Where it ends.
    let head: ObjectID
    /// The commit that it is compared with; `nil` for nothing at all.
    let base: ObjectID?
    /// The commit it begins at, the first best common ancestor; `nil` for nothing at all.
    private(set) var start: ObjectID?
    /// The base and all best common ancestors; `nil` for a push, which is held against all references.
    private var ends: [ObjectID]?
    /// Whether `start` is known for certain.
    private(set) var isStartKnown = true
    /// The commits that the base does not reach, in git log's order.
    private(set) var commits: [CommitIndex] = []
    /// Their parents and trees.
    private(set) var table = CommitTable()
    /// Whether these are known to be all, and each of them to belong to the change.
    private(set) var isHistoryKnown = true
    /// What could not be read.
    private(set) var problems: [RgitError] = []
    /// What git would warn of.
    private(set) var warnings: [Warning] = []

    /// Finds what `head` has and `base` has not.
    ///
    /// A commit of a shallow boundary may have ancestors on either side: where one of the commits is reached from one end only,
    /// neither the merge base nor the range are certain, but for one end that has the other in its history.
    init(base: ObjectID, head: ObjectID, in context: QueryContext) async throws {
        let session = context.session
        self.head = head
        self.base = base
        let reader = try session.makeReader()
        let loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
        var painted = CommitTable()
        let bases = try MergeBases.find(head, base, loader: loader, table: &painted)
        try await select([.word(head.hex), .word(Array("^".utf8) + base.hex)], context)
        start = bases.first
        ends = [base] + bases
        guard !session.shallowCommits.isEmpty else {
            if bases.isEmpty {
                throw RgitError(.revision, "no common ancestor", Array("\(base) \(head)".utf8))
            }
            return
        }
        guard !commits.isEmpty else { return }
        var cuts = try cuts(commits, table, session, reader)
        if bases.first != base {
            let others = try await Self.commits(
                [.word(base.hex), .word(Array("^".utf8) + head.hex)], context)
            cuts = try cuts || self.cuts(others.commits, others.table, session, reader)
            isStartKnown = !cuts && !bases.isEmpty
        }
        isHistoryKnown = !cuts
    }

    /// Finds what `head` has and no reference reaches; it begins at `start`, which it has in common with `base`.
    init(
        pushed head: ObjectID, start: ObjectID?, base: ObjectID?, in context: QueryContext
    ) async throws {
        self.head = head
        self.base = base
        self.start = start
        try await select([.word(head.hex), .not, .all], context)
        let session = context.session
        guard !session.shallowCommits.isEmpty else { return }
        // What the boundary hides may be known to none of the other tips.
        isHistoryKnown = try !cuts(commits, table, session, session.makeReader())
        isStartKnown = isHistoryKnown
    }

    /// The commits whose files are there without the change, each once: its ends, or for a push those that references lead to.
    func accepted(in session: Session) throws(RgitError) -> [ObjectID] {
        if let ends { return ends }
        let resolver = RevisionResolver(session: session, reader: try session.makeReader())
        var seen: Set<ObjectID> = []
        return try session.references.references().compactMap { reference in
            let commit = try? resolver.peel(reference.target, to: .commit)
            return commit.flatMap { seen.insert($0).inserted ? $0 : nil }
        }
    }

    /// The files that differ between the two ends, renames not looked for, and what could not be read.
    func changes(_ reader: ObjectReader) throws(RgitError) -> (changes: [FileChange], problems: [RgitError]) {
        var old: ObjectID?
        if let start { old = try reader.commitLinks(start).tree }
        var parts = UnreadableParts()
        let changes = try TreeDiff.changes(
            from: old, to: reader.commitLinks(head).tree, reader: reader, filter: EveryPath(), parts: &parts)
        return (changes, parts.problems)
    }

    /// The parents that the commits have outside of the range: nothing that their trees have is new.
    var edges: [ObjectID] {
        var isInside = [Bool](repeating: false, count: table.ids.count)
        for row in commits { isInside[Int(row)] = true }
        var edges: [ObjectID] = []
        for row in commits {
            for position in 0..<table.parentCount(row) {
                let parent = Int(table.parent(row, position))
                guard !isInside[parent] else { continue }
                isInside[parent] = true
                edges.append(table.ids[parent])
            }
        }
        return edges
    }

    private mutating func select(_ items: [HistoryRequest.Item], _ context: QueryContext) async throws {
        let found = try await Self.commits(items, context)
        (commits, table, problems, warnings) = (found.commits, found.table, found.problems, found.warnings)
        if !problems.isEmpty { isHistoryKnown = false }
    }

    /// Whether history is cut off at one of the commits.
    private func cuts(
        _ commits: [CommitIndex], _ table: CommitTable, _ session: Session, _ reader: ObjectReader
    ) throws(RgitError) -> Bool {
        for row in commits where session.shallowCommits.contains(table.ids[Int(row)]) {
            // A root has nothing to be cut off.
            if try !reader.commitLinks(table.ids[Int(row)]).parents.isEmpty { return true }
        }
        return false
    }

    private static func commits(
        _ items: [HistoryRequest.Item], _ context: QueryContext
    ) async throws -> (
        commits: [CommitIndex], table: CommitTable, problems: [RgitError], warnings: [Warning]
    ) {
        var history = HistoryRequest()
        history.items = items
        history.paths = []
        let session = context.session
        var selection = try CommitSelection(
            session: session, request: history, reader: session.makeReader(), mailmap: nil,
            following: CommitSelection.Following(), sharding: context.sharding)
        var commits: [CommitIndex] = []
        while true {
            let batch = try await selection.next(1 << 16)
            if batch.isEmpty { break }
            commits += batch.map(\.row)
        }
        return (commits, selection.table, selection.problems, selection.warnings)
    }
}
