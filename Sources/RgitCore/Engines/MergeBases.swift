// The best common ancestors of commits, found by painting down from both sides (git-merge-base(1)).

import GitObjects

/// Finds merge bases over a table of commits that grows as they are visited.
///
/// Both commits' histories are painted, the youngest commit first, until only ancestors of common ancestors are left
/// to visit; then candidates that another candidate reaches are dropped by painting again, once for each candidate.
/// Memory: one row of the table and nine bytes for each commit painted.
///
/// - Complexity: O(*n* log *n*) in the commits painted, for each candidate once.
struct MergeBases {
    private struct Paint: OptionSet {
        let rawValue: UInt8
        static let one = Paint(rawValue: 1)
        static let other = Paint(rawValue: 2)
        static let stale = Paint(rawValue: 4)
        static let result = Paint(rawValue: 8)
        static let both: Paint = [.one, .other]
    }

    /// The colours of a painting, by row.
    private struct Canvas {
        private var colours: ContiguousArray<UInt8> = []
        private var queued: ContiguousArray<UInt32> = []
        private var queue = CommitQueue()
        /// How many queued entries are not stale; painting ends when none is.
        private(set) var fresh = 0

        subscript(index: CommitIndex) -> Paint {
            Int(index) < colours.count ? Paint(rawValue: colours[Int(index)]) : []
        }

        mutating func add(_ paint: Paint, to index: CommitIndex) {
            let row = Int(index)
            if row >= colours.count {
                let missing = max(row + 1, colours.count * 2) - colours.count
                colours.append(contentsOf: repeatElement(0, count: missing))
                queued.append(contentsOf: repeatElement(0, count: missing))
            }
            let before = Paint(rawValue: colours[row])
            if paint.contains(.stale), !before.contains(.stale) { fresh -= Int(queued[row]) }
            colours[row] |= paint.rawValue
        }

        mutating func push(_ index: CommitIndex, date: UInt64) {
            queue.push(index, date: date)
            queued[Int(index)] += 1
            if !self[index].contains(.stale) { fresh += 1 }
        }

        mutating func pop() -> CommitIndex? {
            guard let index = queue.pop() else { return nil }
            queued[Int(index)] -= 1
            if !self[index].contains(.stale) { fresh -= 1 }
            return index
        }
    }

    /// The merge bases of `one` and `other`, latest first; none when their histories do not meet.
    ///
    /// Throws when a commit on the way cannot be read.
    static func find(
        _ one: ObjectID, _ other: ObjectID, loader: CommitLoader, table: inout CommitTable
    ) throws(RgitError) -> [ObjectID] {
        try find(one, [other], loader: loader, table: &table)
    }

    /// The merge bases of `one` and of an imagined merge of `others`, latest first.
    static func find(
        _ one: ObjectID, _ others: [ObjectID], loader: CommitLoader, table: inout CommitTable
    ) throws(RgitError) -> [ObjectID] {
        if others.contains(one) { return [one] }
        let first = table.index(of: one)
        let rest = others.map { table.index(of: $0) }
        let canvas = try paint(first, rest, loader, &table).canvas
        var candidates = canvas.found.filter { !canvas.canvas[$0].contains(.stale) }
        sortByDate(&candidates, table)
        if candidates.count > 1 {
            try removeRedundant(&candidates, loader, &table)
            sortByDate(&candidates, table)
        }
        return candidates.map { table.ids[Int($0)] }
    }

    /// Those of the commits that no other one of them reaches, in their order and each once.
    static func independent(
        _ commits: [ObjectID], loader: CommitLoader, table: inout CommitTable
    ) throws(RgitError) -> [ObjectID] {
        var seen: Set<ObjectID> = []
        var candidates: [CommitIndex] = []
        for id in commits where seen.insert(id).inserted { candidates.append(table.index(of: id)) }
        if candidates.count > 1 { try removeRedundant(&candidates, loader, &table) }
        return candidates.map { table.ids[Int($0)] }
    }

    private static func sortByDate(_ rows: inout [CommitIndex], _ table: CommitTable) {
        let order = rows.enumerated().sorted {
            let left = table.dates[Int($0.element)]
            let right = table.dates[Int($1.element)]
            return left != right ? left > right : $0.offset < $1.offset
        }
        rows = order.map(\.element)
    }

    private struct Painting {
        var canvas: (canvas: Canvas, found: [CommitIndex])
    }

    /// Paints the ancestors of `one` and of `others` in two colours until only ancestors of common ones are left.
    private static func paint(
        _ one: CommitIndex, _ others: [CommitIndex], _ loader: CommitLoader, _ table: inout CommitTable
    ) throws(RgitError) -> Painting {
        var canvas = Canvas()
        var found: [CommitIndex] = []
        try loader.load(one, into: &table)
        canvas.add(.one, to: one)
        canvas.push(one, date: table.dates[Int(one)])
        for other in others {
            try loader.load(other, into: &table)
            canvas.add(.other, to: other)
            canvas.push(other, date: table.dates[Int(other)])
        }
        while canvas.fresh > 0, let commit = canvas.pop() {
            var paint = canvas[commit].intersection([.one, .other, .stale])
            if paint == .both {
                if !canvas[commit].contains(.result) {
                    canvas.add(.result, to: commit)
                    found.append(commit)
                }
                // Ancestors of a common ancestor are common too, but not the best.
                paint.insert(.stale)
            }
            for position in 0..<table.parentCount(commit) {
                let parent = table.parent(commit, position)
                if canvas[parent].contains(paint) { continue }
                try loader.load(parent, into: &table)
                canvas.add(paint, to: parent)
                canvas.push(parent, date: table.dates[Int(parent)])
            }
        }
        return Painting(canvas: (canvas, found))
    }

    /// Drops candidates that another candidate has among its ancestors.
    private static func removeRedundant(
        _ candidates: inout [CommitIndex], _ loader: CommitLoader, _ table: inout CommitTable
    ) throws(RgitError) {
        var redundant = [Bool](repeating: false, count: candidates.count)
        for position in candidates.indices where !redundant[position] {
            let others = candidates.indices.filter { $0 != position && !redundant[$0] }
            guard !others.isEmpty else { break }
            let canvas = try paint(candidates[position], others.map { candidates[$0] }, loader, &table).canvas
                .canvas
            if canvas[candidates[position]].contains(.other) { redundant[position] = true }
            for other in others where canvas[candidates[other]].contains(.one) { redundant[other] = true }
        }
        candidates = candidates.indices.filter { !redundant[$0] }.map { candidates[$0] }
    }
}
