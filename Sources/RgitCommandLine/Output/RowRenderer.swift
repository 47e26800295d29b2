// Turns rows into bytes on any worker: a plan made once, then values written one after another.

import RgitCore

/// Rows turned into bytes, ready to be written in order by a `DocumentWriter`.
struct RenderedRows: Sendable {
    /// The rows: text for the machine formats, measured cells for a table.
    let bytes: [UInt8]
    /// The number of rows.
    let count: Int
}

/// Turns rows of one kind into bytes. A value that every worker may use at once.
struct RowRenderer<Row>: Sendable {
    /// The shape rows are printed in.
    let format: GlobalOptions.Format
    /// The fields that are printed.
    let selection: FieldSelection<Row>
    fileprivate let plan: JSONPlan<Row>
    fileprivate let nullables: [(prefix: String, isNull: @Sendable (Row) -> Bool)]
    fileprivate let cells: [Cell]

    /// One cell of a row in the flat formats.
    fileprivate struct Cell: Sendable {
        let role: ColorRole
        let roleOfRow: (@Sendable (Row) -> ColorRole)?
        let isNull: (@Sendable (Row) -> Bool)?
        let write: @Sendable (Row, inout ValueWriter) -> Void
    }

    /// Plans how the selected fields are written.
    init(format: GlobalOptions.Format, selection: FieldSelection<Row>, groups: [NullableGroup<Row>] = []) {
        self.format = format
        self.selection = selection
        nullables = groups.map { ($0.name + ".", $0.isNull) }
        plan = JSONPlan(selection.fields, groups)
        let nullables = nullables
        cells = selection.fields.map { field in
            let short = format == .table && !selection.isChosen ? field.display : nil
            return Cell(
                role: field.column?.role ?? .plain, roleOfRow: field.role,
                isNull: nullables.first { field.name.hasPrefix($0.prefix) }?.isNull,
                write: short ?? field.write)
        }
    }

    /// An empty batch of rows.
    func batch() -> RowBatch<Row> { RowBatch(renderer: self) }

    /// Turns rows into bytes.
    func render(_ rows: [Row]) -> RenderedRows { render(rows[...]) }

    /// Turns rows into bytes.
    func render(_ rows: ArraySlice<Row>) -> RenderedRows {
        var batch = batch()
        // Lent from the span: a row from an iterator would be a copy, every part of it counted as in use once more.
        let rows = rows.span
        for index in rows.indices { batch.append(rows[index]) }
        return batch.finish()
    }
}

/// Rows being turned into bytes, one after another, by one worker.
struct RowBatch<Row>: ~Copyable {
    private let renderer: RowRenderer<Row>
    private var writer: ValueWriter
    private var output: [UInt8] = []
    /// The number of rows so far.
    private(set) var count = 0

    fileprivate init(renderer: RowRenderer<Row>) {
        self.renderer = renderer
        let isJSON = renderer.format == .json || renderer.format == .ndjson
        writer = ValueWriter(style: isJSON ? .json : .plain, capacity: isJSON ? 65_536 : 1024)
    }

    /// The number of bytes so far.
    var byteCount: Int { writer.bytes.count + output.count }

    /// Adds a row.
    mutating func append(_ row: Row) {
        count += 1
        switch renderer.format {
        case .json:
            // The document's writer drops the comma of the very first row.
            writer.bytes.append(0x2c)
            writer.bytes.append(0x0a)
            renderer.plan.append(row, to: &writer)
        case .ndjson:
            renderer.plan.append(row, to: &writer)
            writer.bytes.append(0x0a)
        case .csv:
            appendCells(row, separator: 0x2c, DelimitedText.appendCSV)
            output.append(0x0d)
            output.append(0x0a)
        case .tsv:
            appendCells(row, separator: 0x09, DelimitedText.appendTSV)
            output.append(0x0a)
        case .table:
            for cell in renderer.cells {
                writer.clear()
                if cell.isNull?(row) != true { cell.write(row, &writer) }
                writer.dropUndecoded()
                TableCell.append(
                    writer.bytes, role: cell.roleOfRow?(row) ?? cell.role, marks: writer.marks, to: &output)
            }
        }
    }

    private mutating func appendCells(
        _ row: Row, separator: UInt8, _ quote: ([UInt8], inout [UInt8]) -> Void
    ) {
        var isFirst = true
        for cell in renderer.cells {
            if !isFirst { output.append(separator) }
            isFirst = false
            if cell.isNull?(row) == true { continue }
            writer.clear()
            cell.write(row, &writer)
            writer.dropUndecoded()
            quote(writer.bytes, &output)
        }
    }

    /// Ends the batch.
    consuming func finish() -> RenderedRows {
        switch renderer.format {
        case .json, .ndjson: RenderedRows(bytes: writer.bytes, count: count)
        case .csv, .tsv, .table: RenderedRows(bytes: output, count: count)
        }
    }
}
