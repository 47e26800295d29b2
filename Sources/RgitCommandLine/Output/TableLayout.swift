// Lays rows out in columns: measured once, fitted to the terminal, never wrapped.

import Records
import RgitCore

/// The columns of a table and the rows that wait to be measured.
///
/// Rows that are all there before the first is shown are measured together. Rows that stream are shown as they come: the
/// first of them and what the columns say set the widths, which never change again. A later cell that is too wide is cut
/// where a terminal's column may be; elsewhere its own row gives way, and the next one is in line again.
struct TableLayout {
    /// A column.
    struct Column {
        let heading: String
        let alignment: TableColumn.Alignment
        let shrink: TableColumn.Shrink
        /// Which columns go first from a terminal too narrow for all: those with the highest number; `nil` never goes.
        var dropPriority: Int?
        /// Whether it names the row, so that it is cut only when every other column is gone or at its least width.
        var isName = false
        /// The least width where rows stream.
        var streamWidth = 0
        /// Whether the numbers in it are drawn as bars.
        var isBars = false

        /// The column of bars behind the others.
        static let bars = Column(heading: "", alignment: .left, shrink: .never, isBars: true)
    }

    private static let gap = 2
    /// How long bars are at most, and at least where there are any.
    private static let barWidths = 6...24

    private let columns: [Column]
    private let terminal: Terminal
    private let isStreaming: Bool
    private let chart: Chart
    private var waiting: [UInt8] = []
    private var widths: [Int]
    /// The widths the columns get, decided with the first rows.
    private var fitted: [Int] = []
    private var hasHeading = false
    /// The columns that a terminal has no room for, decided with the first batch so that later ones line up with it.
    private var absent: Set<Int> = []

    /// Lays out rows of these columns; `isStreaming` says whether they come while later ones are still looked for.
    init(columns: [Column], terminal: Terminal, isStreaming: Bool = false, chart: Chart) {
        self.columns = columns
        self.chart = chart
        self.terminal = terminal
        self.isStreaming = isStreaming
        widths = columns.map {
            max(DisplayWidth.of($0.heading.unicodeScalars), isStreaming ? $0.streamWidth : 0)
        }
    }

    /// Takes the cells of some rows, and writes them where they stream.
    mutating func add(_ cells: [UInt8], to sink: OutputSink) throws {
        waiting.append(contentsOf: cells)
        if isStreaming { try writeBatch(totals: [], to: sink) }
    }

    /// Writes the rows that are left, then the totals, set apart by weight, and the notes.
    mutating func finish(totals: [UInt8], notes: [String], to sink: OutputSink) throws {
        let hasRows = hasHeading || !waiting.isEmpty
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
        var totals = totals
        if !hasHeading {
            measure(waiting)
            measure(totals)
            drawBars(&totals)
            makeRoom()
            fitted = fittedWidths()
        }
        var lines: [UInt8] = []
        if !hasHeading {
            hasHeading = true
            var cells: [UInt8] = []
            for column in columns {
                TableCell.append(Array(column.heading.utf8), role: .heading, to: &cells)
            }
            append(cells, role: nil, to: &lines)
        }
        append(waiting, role: nil, to: &lines)
        append(totals, role: .heading, to: &lines)
        waiting = []
        try sink.write(lines)
        // People look at a terminal while the next batch is being collected.
        if terminal.isOutputTerminal { try sink.flush() }
    }

    private mutating func measure(_ cells: [UInt8]) {
        let cells = cells.span
        var position = 0
        while position < cells.count {
            for index in columns.indices {
                widths[index] = max(widths[index], TableCell.width(cells, at: &position))
            }
        }
    }

    /// Draws the numbers of a last column of bars, where the other columns leave room for it; totals have none.
    private mutating func drawBars(_ totals: inout [UInt8]) {
        guard let last = columns.indices.last, columns[last].isBars else { return }
        widths[last] = 0
        let width = min(TableLayout.barWidths.upperBound, (terminal.width ?? 0) - total(widths))
        var greatest = 0.0
        _ = replacingLast(of: waiting) { number in
            greatest = max(greatest, number)
            return ""
        }
        guard width >= TableLayout.barWidths.lowerBound, greatest > 0 else {
            absent.insert(last)
            return
        }
        widths[last] = width
        waiting = replacingLast(of: waiting) { chart.bar($0, of: greatest, width: width) }
        totals = replacingLast(of: totals) { _ in "" }
    }

    /// The cells of some rows with other texts in the last column, made of the numbers in it.
    private func replacingLast(of cells: [UInt8], _ text: (Double) -> String) -> [UInt8] {
        var result: [UInt8] = []
        let bytes = cells.span
        var position = 0
        while position < bytes.count {
            let start = position
            for _ in columns.dropLast() { _ = TableCell.width(bytes, at: &position) }
            result.append(contentsOf: cells[start..<position])
            let cell = TableCell(bytes, at: &position)
            let digits = cell.pieces.first.map { String(decoding: cells[$0.text], as: UTF8.self) } ?? ""
            TableCell.append(Array(text(Double(digits) ?? 0).utf8), role: .faint, to: &result)
        }
        return result
    }

    /// How narrow each column may become; those that name a row as little as possible where `sparingNames`.
    private func minimums(sparingNames: Bool) -> [Int] {
        zip(columns, widths).map { column, width in
            if sparingNames, column.isName { return width }
            switch column.shrink {
            case .never: return width
            case .end(let minimum), .start(let minimum): return min(width, max(1, minimum))
            }
        }
    }

    /// The cells that columns of these widths take together with the gaps between them.
    private func total(_ widths: [Int]) -> Int {
        let present = columns.indices.filter { !absent.contains($0) }
        return present.reduce(0) { $0 + widths[$1] } + TableLayout.gap * max(0, present.count - 1)
    }

    /// Takes columns away until the others fit, rather than cutting off the last ones.
    private mutating func makeRoom() {
        guard let limit = terminal.width else { return }
        let leaving = columns.indices.filter { columns[$0].dropPriority != nil }
            .sorted { (columns[$0].dropPriority ?? 0, $0) > (columns[$1].dropPriority ?? 0, $1) }
        for index in leaving {
            if total(minimums(sparingNames: true)) <= limit { return }
            absent.insert(index)
        }
    }

    /// The widths the columns get: where the terminal is too narrow, the widest that may shrink gives first, and those that
    /// name a row last.
    private func fittedWidths() -> [Int] {
        guard let limit = terminal.width else { return widths }
        var widths = widths
        var minimums = minimums(sparingNames: true)
        if total(minimums) > limit {
            // Everything else is at its least width.
            widths = zip(widths, minimums).map { min($0, $1) }
            minimums = self.minimums(sparingNames: false)
        }
        for index in absent { (widths[index], minimums[index]) = (0, 0) }
        let room = limit - TableLayout.gap * max(0, widths.count - absent.count - 1)
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

    /// How the cells of a column are written.
    private struct Place {
        let width: Int
        let isRight: Bool
        let isCut: Bool
        let isAbsent: Bool
    }

    private func append(_ cells: [UInt8], role: ColorRole?, to lines: inout [UInt8]) {
        let places = columns.indices.map { index in
            Place(
                width: fitted[index], isRight: columns[index].alignment == .right,
                isCut: isCut(columns[index]),
                isAbsent: absent.contains(index))
        }
        let bytes = cells.span
        var position = 0
        while position < bytes.count {
            var left = terminal.width ?? Int.max
            // Spaces are written only when something follows them, so that no line ends in spaces.
            var owed = 0
            var isFirst = true
            for index in places.indices {
                let place = places[index]
                let start = position
                // Most cells are of one piece and fit, and are written without a copy.
                let only = TableCell.onlyPiece(bytes, at: &position)
                let width = only?.width ?? TableCell.width(bytes, at: &position)
                if place.isAbsent { continue }
                if !isFirst { owed += TableLayout.gap }
                isFirst = false
                let available = min(left - owed, place.isCut ? place.width : max(place.width, width))
                if width == 0 || available <= 0 {
                    owed += place.width
                    continue
                }
                if let only, width <= available {
                    let padding = max(0, place.width - width)
                    let before = owed + (place.isRight ? min(padding, available - width) : 0)
                    lines.append(contentsOf: repeatElement(0x20, count: before))
                    (role ?? only.role).paint(cells[only.text], terminal.colorsOutput, into: &lines)
                    left -= before + width
                    owed = place.isRight ? 0 : padding
                    continue
                }
                position = start
                let cell = TableCell(bytes, at: &position)
                let text = truncated(cell, in: cells, available, columns[index].shrink, role)
                let padding = max(0, place.width - text.width)
                let before = place.isRight ? min(padding, available - text.width) : 0
                lines.append(contentsOf: repeatElement(0x20, count: owed + before))
                lines.append(contentsOf: text.bytes)
                left -= owed + before + text.width
                owed = place.isRight ? 0 : padding
            }
            lines.append(0x0a)
        }
    }

    /// Whether a cell that is wider than its column is cut: not in a pipe, and not a number of a stream.
    private func isCut(_ column: Column) -> Bool {
        guard isStreaming else { return true }
        if case .never = column.shrink { return false }
        return terminal.width != nil
    }

    /// As much of a cell as fits into `available` cells of the terminal, in its colours or all of it in `role`.
    private func truncated(
        _ cell: TableCell, in cells: [UInt8], _ available: Int, _ shrink: TableColumn.Shrink,
        _ role: ColorRole?
    ) -> (bytes: [UInt8], width: Int) {
        var bytes: [UInt8] = []
        let isWhole = cell.width <= available
        if !isWhole, case .start = shrink, let last = cell.pieces.last {
            // What is cut at its start has one colour: the last.
            let text = cell.pieces.flatMap { cells[$0.text] }
            var cut: [UInt8] = []
            let width = VisibleText.append(text[...], cutAtStart: true, to: available, into: &cut)
            (role ?? last.role).paint(
                cut, terminal.colorsOutput, into: &bytes)
            return (bytes, width)
        }
        var width = 0
        for (index, piece) in cell.pieces.enumerated() {
            let isLast = index == cell.pieces.count - 1
            // Without the rest, a piece must leave room for the ellipsis that replaces it.
            if isWhole || width + piece.width < available || (isLast && width + piece.width == available) {
                (role ?? piece.role).paint(cells[piece.text], terminal.colorsOutput, into: &bytes)
                width += piece.width
                continue
            }
            var cut: [UInt8] = []
            width += VisibleText.append(
                cells[piece.text], cutAtStart: false, to: available - width, into: &cut)
            (role ?? piece.role).paint(cut, terminal.colorsOutput, into: &bytes)
            break
        }
        return (bytes, width)
    }
}
