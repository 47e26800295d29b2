// Lays rows out in columns: measured batch by batch, fitted to the terminal, never wrapped.

import RgitCore

/// The columns of a table and the rows that wait to be measured.
struct TableLayout {
    /// A column.
    struct Column {
        let heading: String
        let alignment: TableColumn.Alignment
        let shrink: TableColumn.Shrink
    }

    private let columns: [Column]
    private let terminal: Terminal
    private var waiting: [UInt8] = []

    init(columns: [Column], terminal: Terminal) {
        self.columns = columns
        self.terminal = terminal
    }

    /// Takes the cells of some rows, and writes the rows that are due.
    mutating func add(_ cells: [UInt8], to sink: OutputSink) throws {
        waiting.append(contentsOf: cells)
    }

    /// Writes the rows that are left, then the totals and the notes.
    mutating func finish(totals: [UInt8], notes: [String], to sink: OutputSink) throws {
    }
}
