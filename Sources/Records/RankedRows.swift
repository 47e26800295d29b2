// Keeps the rows that come first in an order, each with what it was turned into, in bounded memory where only some are wanted.

/// A row that was turned into bytes, and what it is compared by.
package struct RankedRow: Sendable {
    let values: [SortValue]
    /// The bytes.
    package let bytes: [UInt8]
    /// How many rows came before it.
    var place = 0
}

/// A batch of rows on its way from a worker: those that can be among the first, and how many there were.
package struct RankedBatch: Sendable {
    package let rows: [RankedRow]
    package let count: Int
}

/// The rows of an answer in the order of `--sort`, at most `--top` of them.
///
/// - Complexity: Without a limit every row is kept, as the bytes it is printed as; with one, at most twice as many rows as
///   the limit, and a few of each batch.
package struct RankedRows<Row: Record> {
    private let order: RowOrder<Row>
    private let limit: Int?
    private var kept: [RankedRow] = []
    /// The number of rows that came.
    package private(set) var count = 0

    /// Keeps all rows, or the first `limit`.
    package init(_ order: RowOrder<Row>, limit: Int?) {
        self.order = order
        self.limit = limit
    }

    /// Prepares rows on any worker: compares them, and turns those that can be among the first into bytes.
    package static func batch(
        _ rows: ArraySlice<Row>, by order: RowOrder<Row>, limit: Int?, bytes: (ArraySlice<Row>) -> [UInt8]
    ) -> RankedBatch {
        var writer = ValueWriter(style: .exact, capacity: 64)
        let values = rows.map { order.values(of: $0, &writer) }
        var places = Array(values.indices)
        if let limit, limit < places.count {
            places.sort { order.precedes(values[$0], values[$1]) ?? ($0 < $1) }
            places = places.prefix(limit).sorted()
        }
        let made = places.map { place in
            let index = rows.startIndex + place
            return RankedRow(values: values[place], bytes: bytes(rows[index...index]), place: place)
        }
        return RankedBatch(rows: made, count: rows.count)
    }

    /// Takes in the next batch.
    package mutating func add(_ batch: RankedBatch) {
        for var row in batch.rows {
            row.place += count
            kept.append(row)
        }
        count += batch.count
        if let limit, kept.count / 2 >= max(limit, 512) { cut(to: limit) }
    }

    /// The rows in order.
    package mutating func inOrder() -> [RankedRow] {
        cut(to: limit ?? kept.count)
        return kept
    }

    private mutating func cut(to limit: Int) {
        let order = order
        kept.sort { order.precedes($0.values, $1.values) ?? ($0.place < $1.place) }
        if kept.count > limit { kept.removeLast(kept.count - limit) }
    }
}
