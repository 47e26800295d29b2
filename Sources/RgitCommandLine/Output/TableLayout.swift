// Lays rows out in columns: measured batch by batch, fitted to the terminal, never wrapped.

import RgitCore

/// The columns of a table and the rows that wait to be measured.
///
/// Rows stream: the first batch is small, so that a screen is soon filled, and sets the widths; in later batches a
/// column can only grow. Batches are counted in rows, so that the bytes depend on the rows alone.
struct TableLayout {
    /// A column.
    struct Column {
        let heading: String
        let alignment: TableColumn.Alignment
        let shrink: TableColumn.Shrink
    }

    private static let firstBatch = 256
    private static let laterBatch = 4096
    private static let gap = 2

    private let columns: [Column]
    private let terminal: Terminal
    private var waiting: [UInt8] = []
    private var waitingRows = 0
    private var widths: [Int]
    private var hasHeading = false

    init(columns: [Column], terminal: Terminal) {
        self.columns = columns
        self.terminal = terminal
        widths = columns.map { DisplayWidth.of($0.heading.unicodeScalars) }
    }

    /// Takes the cells of some rows, and writes the rows that are due.
    mutating func add(_ cells: [UInt8], rows: Int, to sink: OutputSink) throws {
        var position = 0
        for _ in 0..<rows {
            let start = position
            for _ in columns { _ = TableCell.next(in: cells, at: &position) }
            waiting.append(contentsOf: cells[start..<position])
            waitingRows += 1
            if waitingRows == (hasHeading ? TableLayout.laterBatch : TableLayout.firstBatch) {
                try writeBatch(totals: [], to: sink)
            }
        }
    }

    /// Writes the rows that are left, then the totals, set apart by weight, and the notes.
    mutating func finish(totals: [UInt8], notes: [String], to sink: OutputSink) throws {
        let hasRows = hasHeading || waitingRows > 0
        if hasRows { try writeBatch(totals: totals, to: sink) }
        guard !notes.isEmpty else { return }
        var lines: [UInt8] = hasRows ? [0x0a] : []
        for note in notes {
            var text = VisibleText.bytes(Array(note.utf8))
            if let limit = terminal.width, DisplayWidth.of(note.unicodeScalars) > limit {
                var cut: [UInt8] = []
                _ = VisibleText.append(text[...], cutAtStart: false, to: limit, into: &cut)
                text = cut
            }
            ColorRole.faint.paint(text, terminal.colorsOutput, into: &lines)
            lines.append(0x0a)
        }
        try sink.write(lines)
    }

    private mutating func writeBatch(totals: [UInt8], to sink: OutputSink) throws {
        measure(waiting)
        measure(totals)
        let fitted = fittedWidths()
        var lines: [UInt8] = []
        if !hasHeading {
            hasHeading = true
            var cells: [UInt8] = []
            for column in columns {
                TableCell.append(Array(column.heading.utf8), role: .heading, to: &cells)
            }
            append(cells, fitted, role: nil, to: &lines)
        }
        append(waiting, fitted, role: nil, to: &lines)
        append(totals, fitted, role: .heading, to: &lines)
        waiting = []
        waitingRows = 0
        try sink.write(lines)
        // People look at a terminal while the next batch is being collected.
        if terminal.isOutputTerminal { try sink.flush() }
    }

    private mutating func measure(_ cells: [UInt8]) {
        var position = 0
        while position < cells.count {
            for index in columns.indices {
                widths[index] = max(widths[index], TableCell.next(in: cells, at: &position).width)
            }
        }
    }

    /// The widths the columns get: where the terminal is too narrow, the widest that may shrink gives first.
    private func fittedWidths() -> [Int] {
        guard let limit = terminal.width else { return widths }
        let minimums = zip(columns, widths).map { column, width in
            switch column.shrink {
            case .never: width
            case .end(let minimum), .start(let minimum): min(width, max(1, minimum))
            }
        }
        let room = limit - TableLayout.gap * max(0, widths.count - 1)
        /// No column wider than `level`, unless it may not shrink so far.
        func leveled(_ level: Int) -> [Int] { zip(widths, minimums).map { max($1, min($0, level)) } }
        var low = 0
        var high = widths.max() ?? 0
        while low < high {
            let middle = (low + high + 1) / 2
            if leveled(middle).reduce(0, +) <= room { low = middle } else { high = middle - 1 }
        }
        var fitted = leveled(low)
        var left = room - fitted.reduce(0, +)
        // What one more cell for all of them would exceed goes to the first of them.
        for index in fitted.indices where left > 0 && fitted[index] < widths[index] && fitted[index] == low {
            fitted[index] += 1
            left -= 1
        }
        return fitted
    }

    private func append(_ cells: [UInt8], _ fitted: [Int], role: ColorRole?, to lines: inout [UInt8]) {
        var position = 0
        while position < cells.count {
            var left = terminal.width ?? Int.max
            // Spaces are owed until something follows them, so that no line ends in spaces.
            var owed = 0
            for (index, column) in columns.enumerated() {
                let cell = TableCell.next(in: cells, at: &position)
                if index > 0 { owed += TableLayout.gap }
                let available = min(fitted[index], left - owed)
                if cell.width == 0 || available <= 0 {
                    owed += fitted[index]
                    continue
                }
                var text: [UInt8] = []
                var width = cell.width
                if width <= available {
                    text = Array(cells[cell.text])
                } else {
                    var cutAtStart = false
                    if case .start = column.shrink { cutAtStart = true }
                    width = VisibleText.append(
                        cells[cell.text], cutAtStart: cutAtStart, to: available, into: &text)
                }
                let padding = max(0, fitted[index] - width)
                let before = column.alignment == .right ? min(padding, available - width) : 0
                lines.append(contentsOf: repeatElement(0x20, count: owed + before))
                (role ?? cell.role).paint(text, terminal.colorsOutput, into: &lines)
                left -= owed + before + width
                owed = column.alignment == .right ? 0 : padding
            }
            lines.append(0x0a)
        }
    }
}
