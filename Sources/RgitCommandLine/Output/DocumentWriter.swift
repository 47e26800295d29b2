// Writes a command's answer from beginning to end: the head, the rows in order, the tail.

import Records
import RgitCore

/// Rows turned into bytes, ready to be written in order by a `DocumentWriter`.
struct RenderedRows: Sendable {
    /// The rows: text for the machine formats, measured cells for a table.
    let bytes: [UInt8]
    /// The number of rows.
    let count: Int
}

/// Turns rows of one kind into bytes, for a machine or for a table. A value that every worker may use at once.
struct RowRenderer<Row: Record>: Sendable {
    private enum Target: Sendable {
        case data(RowEncoder<Row>)
        case table(CellPlan<Row>)
        case values(ValueEncoder<Row>)
        case nothing
    }

    /// The fields that are printed.
    let selection: FieldSelection<Row>
    /// Whether a table has a line for each field of the one row.
    private let isOneRow: Bool
    /// The field whose values a table draws as bars behind the last column.
    private let bar: Field<Row>?
    private let target: Target

    /// Prints the selected fields of rows in `format`.
    init<Summary>(
        _ shape: DocumentShape<Row, Summary>, _ selection: FieldSelection<Row>,
        _ format: GlobalOptions.Format,
        bar: Field<Row>? = nil
    ) {
        self.selection = selection
        self.bar = bar
        isOneRow = shape.isOneRow
        target = format.records.map { .data(shape.encoder($0, selection)) } ?? .table(shape.cells(selection))
    }

    /// Prints the bare values of one field.
    init(_ selection: FieldSelection<Row>, _ values: ValueEncoder<Row>) {
        self.selection = selection
        isOneRow = false
        bar = nil
        target = .values(values)
    }

    /// Prints nothing.
    init(nothingOf selection: FieldSelection<Row>) {
        self.selection = selection
        isOneRow = false
        bar = nil
        target = .nothing
    }

    /// Turns rows into bytes.
    func render(_ rows: ArraySlice<Row>) -> RenderedRows {
        switch target {
        case .data(let encoder): return RenderedRows(bytes: encoder.encode(rows), count: rows.count)
        case .values(let encoder): return RenderedRows(bytes: encoder.encode(rows), count: rows.count)
        case .nothing: return RenderedRows(bytes: [], count: rows.count)
        case .table(let cells):
            var writer = ValueWriter(style: .plain, capacity: max(1024, rows.count * 160))
            let span = rows.span
            for index in span.indices {
                var names = isOneRow ? selection.fields.map(\.name)[...] : []
                cells.forEach(
                    of: span[index], &writer,
                    before: { writer in
                        if let name = names.popFirst() {
                            TableCell.append(Array(name.utf8), role: .heading, to: &writer.bytes)
                        }
                        TableCell.begin(&writer.bytes)
                    },
                    after: { writer, start, role in
                        TableCell.end(&writer.bytes, from: start, role: role, marks: writer.marks)
                        writer.clearMarks()
                    })
                if let bar {
                    TableCell.begin(&writer.bytes)
                    let start = writer.bytes.count
                    bar.write(span[index], &writer)
                    TableCell.end(&writer.bytes, from: start, role: .plain, marks: [])
                    writer.clearMarks()
                }
            }
            return RenderedRows(bytes: writer.bytes, count: rows.count)
        }
    }

    /// The first line of the machine formats that have one.
    var header: [UInt8] {
        if case .data(let encoder) = target { encoder.header } else { [] }
    }
}

/// Writes one document; used by one task, while any number of workers turn rows into bytes for it.
final class DocumentWriter<Row: Record, Summary: Record> {
    private let shape: DocumentShape<Row, Summary>
    /// What rows are written as, `nil` for bare values or nothing.
    private let format: GlobalOptions.Format?
    /// What turns rows into bytes; workers may use it at the same time.
    let renderer: RowRenderer<Row>
    private let output: Output
    private let rowsName: String?
    /// The number of rows written.
    private(set) var rowCount = 0
    /// What comes before the rows, until there is a first row or an end: an error before that prints nothing.
    private var heading: [UInt8] = []
    /// The table; `nil` in the other formats.
    private var table: TableLayout?

    /// Prepares to write an answer of the given shape; `rowsName` is the name of its list of rows where that is not the
    /// shape's first, `renderer` takes the place of a format; `isStreaming` says whether
    /// rows come while later ones are still looked for.
    init(
        _ shape: DocumentShape<Row, Summary>, _ selection: FieldSelection<Row>, rowsName: String? = nil,
        renderer: RowRenderer<Row>? = nil, isStreaming: Bool = false, to output: Output
    ) {
        self.rowsName = rowsName
        self.shape = shape
        self.output = output
        format = renderer == nil ? output.options.format : nil
        let drawsBars =
            format == .table && output.terminal.isOutputTerminal && !selection.isChosen && !isStreaming
        let bar = drawsBars ? shape.barField : nil
        self.renderer = renderer ?? RowRenderer(shape, selection, output.options.format, bar: bar)
        guard format == .table else { return }
        let fields = TableLayout.Column(heading: "FIELD", alignment: .left, shrink: .never)
        let values = TableLayout.Column(heading: "VALUE", alignment: .left, shrink: .end(minimum: 16))
        table = TableLayout(
            columns: shape.isOneRow
                ? [fields, values]
                : selection.fields.map { field in
                    let column = field.column
                    return TableLayout.Column(
                        heading: column?.heading ?? field.name.uppercased(),
                        alignment: column?.alignment ?? (field.type.isNumeric ? .right : .left),
                        shrink: column?.shrink ?? .never,
                        // Columns that the user chose all stay.
                        dropPriority: selection.isChosen ? nil : column?.dropPriority,
                        isName: column?.isName ?? false, streamWidth: column?.streamWidth ?? 0)
                } + (bar == nil ? [] : [.bars]), terminal: output.terminal, isStreaming: isStreaming,
            chart: output.chart)
    }

    /// Prepares what comes before the rows; `summary` needs to know the members of the shape's head.
    func begin(_ summary: Summary) {
        heading = format == .json ? shape.opening(summary, rowsName: rowsName) : renderer.header
    }

    /// Writes rows that a worker has rendered.
    func write(_ rows: RenderedRows) throws {
        guard rows.count > 0 else { return }
        try writeHeading()
        switch format {
        case .ndjson where output.channel != nil: try output.channel?.rows(rows.bytes)
        case .json where shape.isOneRow:
            // The members of the object `,\n{…}` become members of the document.
            try output.write([0x2c, 0x0a] + rows.bytes.dropFirst(3).dropLast())
        case .json where rowCount == 0: try output.write(Array(rows.bytes.dropFirst()))
        case .json, .ndjson, .csv, .tsv, nil: try output.write(rows.bytes)
        case .table: try table?.add(rows.bytes, to: output.sink)
        }
        rowCount += rows.count
    }

    /// Writes what comes after the rows; `summary` needs to know the members of the shape's tail.
    ///
    /// A table ends with `totals`, rows set apart from the others, and with `notes`, lines that say what was left out.
    func end(_ summary: Summary, totals: [Row] = [], notes: [String] = []) throws {
        try writeHeading()
        switch format {
        case .json:
            let closing = shape.closing(summary, hasRows: rowCount > 0) { writer in
                for error in output.diagnostics.errors { writer.error(error) }
            }
            try output.write(closing)
        case .table:
            try table?.finish(totals: renderer.render(totals[...]).bytes, notes: notes, to: output.sink)
        case .ndjson, .csv, .tsv, nil: break
        }
        output.channel?.members(shape.members(summary))
        try output.sink.flush()
    }

    private func writeHeading() throws {
        guard !heading.isEmpty else { return }
        try output.write(heading)
        heading = []
    }
}
