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
    /// The first line of CSV and TSV; empty in JSON.
    package let header: [UInt8]
    @usableFromInline let plan: JSONPlan<Row>
    @usableFromInline let cells: CellPlan<Row>

    /// Plans how the selected fields are written.
    package init(
        format: RecordFormat, selection: FieldSelection<Row>, groups: [NullableGroup<Row>] = []
    ) {
        self.format = format
        header =
            switch format {
            case .json, .ndjson: []
            case .csv: Array((selection.fields.map(\.name).joined(separator: ",") + "\n").utf8)
            case .tsv: Array((selection.fields.map(\.name).joined(separator: "\t") + "\n").utf8)
            }
        // Only the format's own plan has steps.
        plan = JSONPlan(format.isJSON ? selection.fields : [], groups)
        cells = CellPlan(format.isJSON ? [] : selection.fields, groups) { selection.writer(of: $0) }
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

    @inlinable
    func encodeDelimited(_ rows: ArraySlice<Row>) -> [UInt8] {
        var writer = ValueWriter(style: .plain, capacity: max(4096, rows.count * 128))
        let separator: UInt8 = format == .csv ? 0x2c : 0x09
        let rows = rows.span
        for index in rows.indices {
            var isFirst = true
            cells.forEach(
                of: rows[index], &writer,
                before: { writer in
                    if !isFirst { writer.bytes.append(separator) }
                    isFirst = false
                },
                after: { writer, start, _ in
                    writer.clearMarks()
                    DelimitedText.escape(&writer.bytes, from: start, isCSV: separator == 0x2c)
                })
            writer.bytes.append(0x0a)
        }
        return writer.bytes
    }
}

/// The values of a row as plain text, one cell after the other: what CSV, TSV and tables are made of.
@usableFromInline
package struct CellPlan<Row: Record>: Sendable {
    /// One cell of a row.
    @usableFromInline
    struct Cell: Sendable {
        @usableFromInline let role: ColorRole
        @usableFromInline let roleOfRow: (@Sendable (Row) -> ColorRole)?
        @usableFromInline let isNull: (@Sendable (Row) -> Bool)?
        @usableFromInline let write: @Sendable (Row, inout ValueWriter) -> Void
    }

    @usableFromInline let cells: [Cell]

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

    /// Writes each cell of a row into `writer`, alone, and shows it to `body`.
    @inlinable
    package func forEach(of row: Row, _ writer: inout ValueWriter, _ body: (borrowing ValueWriter) -> Void) {
        forEach(of: row, &writer, before: { $0.clear() }, after: { writer, _, _ in body(writer) })
    }

    /// Appends each cell of a row to what `writer` has: `before` comes first; `after` gets the offset at which the cell
    /// begins, and the colour of the cell. Inlinable, so that it is specialised for each kind of row.
    @inlinable
    package func forEach(
        of row: Row, _ writer: inout ValueWriter, before: (inout ValueWriter) -> Void,
        after: (inout ValueWriter, Int, ColorRole) -> Void
    ) {
        let cells = cells.span
        for index in cells.indices {
            before(&writer)
            let start = writer.bytes.count
            if cells[index].isNull?(row) != true { cells[index].write(row, &writer) }
            writer.dropUndecoded()
            after(&writer, start, cells[index].roleOfRow?(row) ?? cells[index].role)
        }
    }
}
