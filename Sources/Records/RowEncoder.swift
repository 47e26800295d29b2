// Turns rows into the bytes of a machine format: a plan made once, then values written one after another.

/// A format that programs read.
@usableFromInline
package enum RecordFormat: String, Hashable, Codable, Sendable, CaseIterable {
    /// One JSON document.
    case json
    /// One JSON object a line.
    case ndjson
    /// Comma-separated values with a header: RFC 4180, but that lines end with LF, which line tools expect.
    case csv
    /// Tab-separated values with a header.
    case tsv

    /// Whether rows are JSON objects.
    @usableFromInline
    package var isJSON: Bool { self == .json || self == .ndjson }
}

/// Turns rows of one kind into bytes. A value that every worker may use at once.
@usableFromInline
package struct RowEncoder<Row: Record>: Sendable {
    /// The format rows are written in.
    @usableFromInline package let format: RecordFormat
    /// The fields that are written.
    package let selection: FieldSelection<Row>
    @usableFromInline let plan: JSONPlan<Row>
    private let cells: CellPlan<Row>

    /// Plans how the selected fields are written.
    package init(
        format: RecordFormat, selection: FieldSelection<Row>, groups: [NullableGroup<Row>] = []
    ) {
        self.format = format
        self.selection = selection
        plan = JSONPlan(selection.fields, groups)
        cells = CellPlan(selection, groups)
    }

    /// Turns rows into bytes. In `.json` each is preceded by a comma and a line feed; a document drops the first comma.
    @inlinable
    package func encode(_ rows: ArraySlice<Row>) -> [UInt8] {
        guard format.isJSON else { return encodeDelimited(rows) }
        // Two kilobytes hold most rows; growing would copy them. Memory that is not written to is not taken.
        var writer = ValueWriter(style: .json, capacity: max(65_536, rows.count * 2048))
        // Lent from the span: a row from an iterator would be a copy, with every part of it retained.
        let rows = rows.span
        for index in rows.indices {
            if format == .json {
                writer.bytes.append(0x2c)
                writer.bytes.append(0x0a)
            }
            plan.append(rows[index], to: &writer)
            if format == .ndjson { writer.bytes.append(0x0a) }
        }
        return writer.bytes
    }

    @usableFromInline
    func encodeDelimited(_ rows: ArraySlice<Row>) -> [UInt8] {
        var writer = ValueWriter(style: .plain, capacity: 1024)
        var output: [UInt8] = []
        let rows = rows.span
        for index in rows.indices {
            if format == .csv {
                append(rows[index], separator: 0x2c, DelimitedText.appendCSV, &writer, to: &output)
            } else {
                append(rows[index], separator: 0x09, DelimitedText.appendTSV, &writer, to: &output)
            }
            output.append(0x0a)
        }
        return output
    }

    /// The first line of CSV and TSV; empty in JSON.
    package var header: [UInt8] {
        switch format {
        case .json, .ndjson: []
        case .csv: Array((selection.fields.map(\.name).joined(separator: ",") + "\n").utf8)
        case .tsv: Array((selection.fields.map(\.name).joined(separator: "\t") + "\n").utf8)
        }
    }

    private func append(
        _ row: Row, separator: UInt8, _ quote: ([UInt8], inout [UInt8]) -> Void, _ writer: inout ValueWriter,
        to output: inout [UInt8]
    ) {
        var isFirst = true
        cells.forEach(of: row, &writer) { value, _ in
            if !isFirst { output.append(separator) }
            isFirst = false
            quote(value.bytes, &output)
        }
    }
}

/// The values of a row as plain text, one cell after the other: what CSV, TSV and tables are made of.
package struct CellPlan<Row: Record>: Sendable {
    /// One cell of a row.
    private struct Cell: Sendable {
        let role: ColorRole
        let roleOfRow: (@Sendable (Row) -> ColorRole)?
        let isNull: (@Sendable (Row) -> Bool)?
        let write: Field<Row>.Writer
    }

    private let cells: [Cell]

    /// Plans the cells of the selected fields.
    package init(_ selection: FieldSelection<Row>, _ groups: [NullableGroup<Row>]) {
        self.init(selection.fields, groups) { selection.writer(of: $0) }
    }

    /// Plans the cells of fields, each written by what `writer` says.
    init(
        _ fields: [Field<Row>], _ groups: [NullableGroup<Row>], writer: (Field<Row>) -> Field<Row>.Writer
    ) {
        cells = fields.map { field in
            Cell(
                role: field.column?.role ?? .plain, roleOfRow: field.role,
                isNull: groups.first { field.name.hasPrefix($0.name + ".") }?.isNull,
                write: writer(field))
        }
    }

    /// Writes each cell of a row into `writer` and shows it to `body`, with the colour of the cell.
    package func forEach(
        of row: Row, _ writer: inout ValueWriter, _ body: (borrowing ValueWriter, ColorRole) -> Void
    ) {
        for cell in cells {
            writer.clear()
            if cell.isNull?(row) != true { cell.write(row, &writer) }
            writer.dropUndecoded()
            body(writer, cell.roleOfRow?(row) ?? cell.role)
        }
    }
}
