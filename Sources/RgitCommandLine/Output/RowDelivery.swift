// Takes rows from the workers to the document: as they come, in the order of `--sort`, and up to `--top`.

import Records

/// The rows of one answer on their way to a document; used by one task, but for `prepare`.
final class RowDelivery<Row: Record, Summary: Record> {
    /// Rows that a worker has prepared.
    enum Batch: Sendable {
        /// To be written as they come.
        case rendered(RenderedRows)
        /// To be put in order or cut off first.
        case ranked(RankedBatch)
    }

    private let document: DocumentWriter<Row, Summary>
    private let order: RowOrder<Row>
    private let top: Int?
    private var ranked: RankedRows<Row>
    /// The number of rows found.
    private(set) var count = 0

    /// Writes rows to `document` in an order, at most `top` of them.
    init(_ order: RowOrder<Row>, top: Int?, to document: DocumentWriter<Row, Summary>) {
        self.document = document
        self.order = order
        self.top = top
        ranked = RankedRows(order, limit: top)
    }

    /// The number of rows that were found and not written.
    var omitted: Int { count - document.rowCount }

    /// Prepares rows for `receive`, on any worker.
    var prepare: @Sendable (ArraySlice<Row>) -> Batch {
        let (renderer, order, top) = (document.renderer, order, top)
        if order.isEmpty, top == nil { return { .rendered(renderer.render($0)) } }
        return { .ranked(RankedRows.batch($0, by: order, limit: top) { renderer.render($0).bytes }) }
    }

    /// Takes the next rows.
    func receive(_ batch: Batch) throws {
        switch batch {
        case .rendered(let rows):
            count += rows.count
            try document.write(rows)
        case .ranked(let batch):
            count += batch.count
            if order.isEmpty {
                try write(batch.rows.prefix((top ?? Int.max) - document.rowCount))
            } else {
                ranked.add(batch)
            }
        }
    }

    /// Writes the rows that had to wait for the last one.
    func finish() throws {
        if !order.isEmpty { try write(ranked.inOrder()[...]) }
    }

    private func write(_ rows: ArraySlice<RankedRow>) throws {
        try document.write(RenderedRows(bytes: Array(rows.map(\.bytes).joined()), count: rows.count))
    }
}
